//! The gift exchange in class.

use super::terms::{EffortCost, Gifts, Terms, Wages};
use super::trust::{KNOWN_GIVERS, Sessions, sessions};
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::model::parameter::Parameter;

/// `gift-exchange`.
pub static GIFT_EXCHANGE: Game = Game {
    name: "gift-exchange",
    aliases: &[Alias::plain("gift-exchange-game"), Alias::plain("fair-wage")],
    title: "A generous wage for effort that cannot be written down",
    introduction: "An employer offers a wage. A worker who accepts chooses an effort; more effort costs the worker and is worth more than that to the employer, but nobody can demand it. A selfish worker does the least, whatever the wage; an employer who foresees that pays the least.",
    exercise: "Let employers see how a worker answered before: --set reputation=1 --set rounds=15. What happens in the last round?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 10.0, 1.0, 10_000.0)
            .summary("Most that the wage can lie above the lowest."),
        Parameter::new("efficiency", 4.0, 1.0, 100.0)
            .summary("What effort is worth to the employer, for what it costs the worker."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0)
            .whole()
            .summary("Employers, each with a worker."),
        Parameter::new("rounds", 10.0, 1.0, 1000.0).whole().summary("Rounds."),
        Parameter::new("partners", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: pairs stay together; 0: strangers meet."),
        Parameter::new("reputation", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: employers see how a worker answered last."),
        KNOWN_GIVERS,
        Parameter::new("schedule", 0.0, 0.0, 2.0)
            .whole()
            .summary("0: effort costs in proportion; 1: the costs of Fehr, Kirchsteiger & Riedl 1993; 2: a power. The rules below are for 1 and 2."),
        Parameter::new("value", 126.0, 1.0, 10_000.0).summary("What full effort is worth."),
        Parameter::new("multiplied", 1.0, 0.0, 1.0)
            .whole()
            .summary("1: profit is (value − wage) · effort; 0: value · effort − wage."),
        Parameter::new("fixed_cost", 26.0, 0.0, 10_000.0)
            .summary("What working costs at the lowest effort."),
        Parameter::new("lowest_wage", 30.0, 0.0, 10_000.0).summary("Lowest wage."),
        Parameter::new("lowest_effort", 0.1, 0.01, 0.9).summary("Lowest effort of the power."),
        Parameter::new("top_cost", 18.0, 0.0, 10_000.0)
            .summary("What full effort costs by the power."),
        Parameter::new("cost_exponent", 2.0, 0.1, 20.0)
            .summary("The power: above 1 each step costs more than the one before."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["pairs", "rounds"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    // A wage of 1 costs 1; effort that costs the worker as much is worth `efficiency`: the same game
    // as trust with the worker's effort as what comes back.
    if let Some(wages) = wages(setup) {
        let played = sessions(setup, Terms::Wages(wages.clone()));
        return with_schedule(&wages, &played);
    }
    let endowment = setup.rule("endowment");
    let gifts = Gifts { endowment, multiplier: setup.rule("efficiency"), return_multiplier: 1.0 };
    let played = sessions(setup, Terms::InTurn(gifts));
    let ((wage_first, wage_last), (effort_first, effort_last)) =
        (played.given.ends(), played.answered.ends());
    let conclusion = format!(
        "Wages lie at {:.0} % of the most at first and at {:.0} % at last; workers answer with {:.0} % and {:.0} % of the effort that would leave both with as much.",
        100.0 * wage_first,
        100.0 * wage_last,
        100.0 * effort_first,
        100.0 * effort_last
    );
    let curves = vec![
        Curve::shares("wage, as a share of the most", &played.given),
        Curve::shares("answer, as a share of the fair effort", &played.answered),
        Curve::shares("effort, as a share of the most", &played.product),
    ];
    GameResult { x: "round", y: "share", curves, conclusion }
}

/// The wages of a design with a schedule of effort; none where effort costs in proportion.
pub(in crate::lab) fn wages(setup: &GameSetup) -> Option<Wages> {
    let cost = match setup.count("schedule") {
        0 => return None,
        1 => EffortCost::FEHR_KIRCHSTEIGER_RIEDL,
        _ => EffortCost::Power {
            lowest: setup.rule("lowest_effort"),
            top: setup.rule("top_cost"),
            exponent: setup.rule("cost_exponent"),
        },
    };
    Some(Wages {
        value: setup.rule("value"),
        multiplied: setup.is("multiplied"),
        fixed_cost: setup.rule("fixed_cost"),
        lowest_wage: setup.rule("lowest_wage"),
        cost,
    })
}

/// What comes of wages that are answered by effort.
fn with_schedule(wages: &Wages, played: &Sessions) -> GameResult {
    let wage = |share: f64| wages.wage(share);
    let ((share_first, share_last), (effort_first, effort_last)) =
        (played.given.ends(), played.effort.ends());
    let [(_, profit), (_, income)] = [0, 1].map(|side: usize| played.earned[side].ends());
    let conclusion = format!(
        "Wages are {:.1} at first and {:.1} at last, between {:.1} and {:.1}, at which full effort leaves both with as much; efforts are {effort_first:.2} and {effort_last:.2}. At last the employer earns {profit:.1} and the worker {income:.1}.",
        wage(share_first),
        wage(share_last),
        wages.lowest_wage,
        wages.highest_wage()
    );
    let curves = vec![
        Curve::shares("wage, as a share of the way to the highest", &played.given),
        Curve::shares("answer, as a share of the way to the fair effort", &played.answered),
        Curve::shares("effort", &played.effort),
    ];
    GameResult { x: "round", y: "share", curves, conclusion }
}
