//! The choice of a contract in class.

use super::curve::{Average, Averages};
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::lab::contracts::ContractGame;
use crate::model::parameter::Parameter;

/// `contracts`.
pub static CONTRACTS: Game = Game {
    name: "contracts",
    aliases: &[Alias::plain("contract-choice"), Alias::plain("incentive-contracts")],
    title: "Checks, a wage in trust, or a bonus that need not be paid?",
    introduction: "A principal chooses a contract for an agent: a wage and nothing else; checks with a fine for anyone who does less than a standard; or a wage and a bonus that the principal pays afterwards if it likes. Selfish theory says that only checks work. Each then learns what its choices brought.",
    exercise: "Let half of the work be of a kind that cannot be written down: --set contractible=0.5. Which contract wins now?",
    by_people: true,
    protocol: &[
        Parameter::new("value", 2.0, 0.0, 1000.0).summary("What full effort is worth."),
        Parameter::new("contractible", 1.0, 0.0, 1.0)
            .summary("Share of that in work that a contract can name; 1 for a single task."),
        Parameter::new("monitoring", 0.33, 0.0, 1.0).summary("Probability of a check."),
        Parameter::new("fine", 1.0, 0.0, 100.0)
            .summary("Fine per unit of effort below the standard."),
        Parameter::new("standard", 0.4, 0.0, 1.0).summary("Effort that can be demanded."),
        Parameter::new("check_cost", 0.1, 0.0, 100.0).summary("What a check costs the principal."),
        Parameter::new("bonus", 0.5, 0.0, 100.0)
            .summary("Bonus that is announced for full effort."),
        Parameter::new("trying", 0.1, 0.0, 1.0)
            .summary("Probability that a principal tries any contract."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0)
            .whole()
            .summary("Principals, each with an agent."),
        Parameter::new("periods", 15.0, 1.0, 1000.0).whole().summary("Periods."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["pairs", "periods"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let game = ContractGame {
        value: setup.rule("value"),
        contractible: setup.rule("contractible"),
        monitoring: setup.rule("monitoring"),
        fine: setup.rule("fine"),
        standard: setup.rule("standard"),
        check_cost: setup.rule("check_cost"),
        bonus: setup.rule("bonus"),
        trying: setup.rule("trying"),
        pairs: setup.count("pairs"),
        periods: setup.count("periods"),
    };
    let core = setup.people();
    let mut shares = [0, 1, 2].map(|_| Averages::default());
    // At the end, by contract: effort on work that can be checked, on other work, and profit.
    let mut ends = [[Average::default(); 3]; 3];
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            for (contract, share) in shares.iter_mut().enumerate() {
                share.add(&played.shares.iter().map(|of| of[contract]).collect::<Vec<_>>());
            }
            let last = game.periods - 1;
            for (contract, end) in ends.iter_mut().enumerate() {
                let (checked, other) = played.efforts[last][contract];
                let values = [checked, other, played.profits[last][contract]];
                end.iter_mut().zip(values).for_each(|(average, value)| average.add(value));
            }
        },
    );
    let [trust, checks, bonus] = shares;
    let curves = vec![
        Curve::shares("choose a bonus", &bonus),
        Curve::shares("choose checks", &checks),
        Curve::shares("choose trust", &trust),
    ];
    let conclusion = conclusion(&ends.map(|end| end.map(|average| average.mean())));
    GameResult { x: "period", y: "share of principals", curves, conclusion }
}

/// What each contract brings at the end.
fn conclusion([trust, checks, bonus]: &[[f64; 3]; 3]) -> String {
    format!(
        "At the end a wage in trust brings an effort of {:.2} and a profit of {:.2}; a bonus {:.2} and {:.2}; checks {:.2} on work that can be checked, {:.2} on other work, and a profit of {:.2}.",
        trust[0], trust[2], bonus[0], bonus[2], checks[0], checks[1], checks[2]
    )
}
