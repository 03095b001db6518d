//! The commons in class.

use super::curve::Source;
use super::{Alias, Curve, Game, GameResult, GameSetup};
use crate::model::parameter::Parameter;
use crate::theory::Commons;

/// `commons`.
pub static COMMONS: Game = Game {
    name: "commons",
    aliases: &[Alias::plain("tragedy-of-the-commons")],
    title: "The tragedy of the commons, and how deep it goes",
    introduction: "Players put tokens into a common pool that gives less per token the more are in it, or keep them for a sure return. What is best for one, given what the others do, is too much for all. Here players answer each other by turns, each taking what is best for itself.",
    exercise: "Change the number of players: --set players=2, then 20. How much of the best rent is left?",
    by_people: false,
    protocol: &[
        Parameter::new("players", 8.0, 1.0, 1000.0).whole().summary("Players."),
        Parameter::new("first", 23.0, 0.0, 1000.0)
            .summary("Return of the first token in the pool."),
        Parameter::new("fall", 0.25, 0.001, 1000.0)
            .summary("How much the mean return falls with each token."),
        Parameter::new("outside", 5.0, 0.0, 1000.0).summary("Return of a token that is kept."),
        Parameter::new("rounds", 12.0, 1.0, 1000.0)
            .whole()
            .summary("Rounds in which each player moves once."),
    ],
    work: |setup| setup.work("rounds", 1.0, &["players", "players"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let [players, first, fall, outside, rounds] = setup.protocol();
    let commons = Commons { players: players as u32, first, fall, outside };
    let mut tokens = vec![0.0; players as usize];
    let mut all = Vec::new();
    for _ in 0..rounds as u32 {
        for player in 0..tokens.len() {
            let others: f64 = tokens.iter().sum::<f64>() - tokens[player];
            tokens[player] = commons.best_reply(others);
        }
        all.push(tokens.iter().sum::<f64>());
        (setup.watch)(1);
    }
    let level = |tokens: f64| vec![tokens; all.len()];
    let last = all[all.len() - 1];
    let share = commons.rent(last) / commons.rent(commons.optimum());
    let conclusion = format!(
        "They end at {last:.0} tokens where {:.0} would be best for all, and keep {:.0} % of the best rent. Laboratory groups kept 21 to 34 % without talk and 55 to 73 % with it (Ostrom, Walker & Gardner 1992; remembered figures).",
        commons.optimum(),
        100.0 * share
    );
    let curves = vec![
        Curve::over_periods("tokens in the pool", Source::Simulated, &all),
        Curve::over_periods("best for all", Source::Exact, &level(commons.optimum())),
        Curve::over_periods("equilibrium", Source::Exact, &level(commons.nash())),
    ];
    GameResult { x: "round", y: "tokens", curves, conclusion }
}
