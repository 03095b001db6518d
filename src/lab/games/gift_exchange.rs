//! The gift exchange in class.

use super::trust::sessions;
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
    let played = sessions(setup, setup.rule("efficiency"));
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
