//! The gift exchange in class.

use super::trust::{mean, sessions};
use super::{BELIEF_SD, Curve, Game, SESSIONS, STARTING_BELIEF, Shown, Table};
use crate::spec::Parameter;

/// `gift-exchange`.
pub static GIFT_EXCHANGE: Game = Game {
    name: "gift-exchange",
    title: "A generous wage for effort that cannot be written down",
    plain: "An employer offers a wage. A worker who accepts chooses an effort; more effort costs the worker and is worth more than that to the employer, but nobody can demand it. A selfish worker does the least, whatever the wage; an employer who foresees that pays the least.",
    try_next: "Let employers see how a worker answered before: --set reputation=1 --set rounds=15. What happens in the last round?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 10.0, 1.0, 10_000.0)
            .says("Most that the wage can lie above the lowest."),
        Parameter::new("efficiency", 4.0, 1.0, 100.0)
            .says("What effort is worth to the employer, for what it costs the worker."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0).whole().says("Employers, each with a worker."),
        Parameter::new("rounds", 10.0, 1.0, 1000.0).whole().says("Rounds."),
        Parameter::new("partners", 0.0, 0.0, 1.0)
            .whole()
            .says("1: pairs stay together; 0: strangers meet."),
        Parameter::new("reputation", 0.0, 0.0, 1.0)
            .whole()
            .says("1: employers see how a worker answered last."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    play,
};

fn play(table: &Table) -> Shown {
    // A wage of 1 costs 1; effort that costs the worker as much is worth `efficiency`: the same game
    // as trust with the worker's effort as what comes back.
    let played = sessions(table, table.rule("efficiency"));
    let wages = mean(&played, |p| &p.given);
    let efforts = mean(&played, |p| &p.answered);
    let worth: Vec<f64> = wages.iter().zip(&efforts).map(|(wage, effort)| wage * effort).collect();
    let last = wages.len() - 1;
    let told = format!(
        "Wages lie at {:.0} % of the most at first and at {:.0} % at last; workers answer with {:.0} % and {:.0} % of the effort that would leave both with as much.",
        100.0 * wages[0],
        100.0 * wages[last],
        100.0 * efforts[0],
        100.0 * efforts[last]
    );
    let curves = vec![
        Curve::over_periods("wage, as a share of the most", &wages),
        Curve::over_periods("answer, as a share of the fair effort", &efforts),
        Curve::over_periods("effort, as a share of the most", &worth),
    ];
    Shown { x: "round", y: "share", curves, told }
}
