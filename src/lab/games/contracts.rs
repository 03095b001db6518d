//! The choice of a contract in class.

use super::{BELIEF_SD, Curve, Game, SESSIONS, STARTING_BELIEF, Shown, Table};
use crate::lab::contracts::ContractGame;
use crate::lab::reference_rules::generator;
use crate::spec::Parameter;
use crate::statistics::mean;

/// `contracts`.
pub static CONTRACTS: Game = Game {
    name: "contracts",
    title: "Checks, a wage in trust, or a bonus that need not be paid?",
    plain: "A principal chooses a contract for an agent: a wage and nothing else; checks with a fine for who does less than a standard; or a wage and a bonus that the principal pays afterwards if it likes. Selfish theory says that only checks work. Each then learns what its choices brought.",
    try_next: "Let half of the work be of a kind that cannot be written down: --set contractible=0.5. Which contract wins now?",
    by_people: true,
    protocol: &[
        Parameter::new("value", 2.0, 0.0, 1000.0).says("What full effort is worth."),
        Parameter::new("contractible", 1.0, 0.0, 1.0)
            .says("Share of that in work that a contract can name; 1 for a single task."),
        Parameter::new("monitoring", 0.33, 0.0, 1.0).says("Probability of a check."),
        Parameter::new("fine", 1.0, 0.0, 100.0).says("Fine per unit of effort below the standard."),
        Parameter::new("standard", 0.4, 0.0, 1.0).says("Effort that can be demanded."),
        Parameter::new("check_cost", 0.1, 0.0, 100.0).says("What a check costs the principal."),
        Parameter::new("bonus", 0.5, 0.0, 100.0).says("Bonus that is announced for full effort."),
        Parameter::new("trying", 0.1, 0.0, 1.0)
            .says("Probability that a principal tries any contract."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0).whole().says("Principals, each with an agent."),
        Parameter::new("periods", 15.0, 1.0, 1000.0).whole().says("Periods."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let game = ContractGame {
        value: table.rule("value"),
        contractible: table.rule("contractible"),
        monitoring: table.rule("monitoring"),
        fine: table.rule("fine"),
        standard: table.rule("standard"),
        check_cost: table.rule("check_cost"),
        bonus: table.rule("bonus"),
        trying: table.rule("trying"),
        pairs: table.count("pairs"),
        periods: table.count("periods"),
    };
    let core = table.people();
    let played: Vec<_> = (0..table.count("sessions") as u32)
        .map(|session| game.play(&core, &mut generator(&table.draws, session)))
        .collect();
    let shares = |contract: usize| -> Vec<f64> {
        let at = |period: usize| -> Vec<f64> {
            played.iter().map(|session| session.shares[period][contract]).collect()
        };
        (0..game.periods).map(|period| mean(&at(period))).collect()
    };
    let last = |of: &dyn Fn(&crate::lab::contracts::Chosen) -> f64| {
        let values: Vec<f64> = played.iter().map(of).filter(|value| !value.is_nan()).collect();
        if values.is_empty() { f64::NAN } else { mean(&values) }
    };
    let end = game.periods - 1;
    let effort = [0, 1, 2].map(|c| last(&|p| p.efforts[end][c].0));
    let profit = [0, 1, 2].map(|c| last(&|p| p.profits[end][c]));
    let told = format!(
        "At the end a wage in trust brings an effort of {:.2} and a profit of {:.2}; checks {:.2} and {:.2}; a bonus {:.2} and {:.2}.",
        effort[0], profit[0], effort[1], profit[1], effort[2], profit[2]
    );
    let curves = vec![
        Curve::over_periods("choose a bonus", &shares(2)),
        Curve::over_periods("choose checks", &shares(1)),
        Curve::over_periods("choose trust", &shares(0)),
    ];
    Shown { x: "period", y: "share of principals", curves, told }
}
