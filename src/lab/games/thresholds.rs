//! Thresholds in class.

use super::curve::{Average, Averages};
use super::{Alias, Curve, Game, GameResult, GameSetup};
use crate::lab::benchmark_models::Thresholds;
use crate::model::parameter::Parameter;

/// `thresholds`.
pub static THRESHOLDS: Game = Game {
    name: "thresholds",
    aliases: &[Alias::plain("threshold-model"), Alias::plain("riot-model")],
    title: "Who goes first?",
    introduction: "Everyone would join if enough others had: some at once, some when a quarter have, some only when nearly all have. The first who join bring in the next. Two crowds whose people want nearly the same can end far apart.",
    exercise: "Play it with a hundred people: --set people=100. Where do plays differ most?",
    by_people: false,
    protocol: &[
        Parameter::new("people", 10_000.0, 1.0, 1e6).whole().summary("People."),
        Parameter::new("mean", 25.0, 0.0, 100.0).summary("Mean threshold, in per cent of all."),
        Parameter::new("plays", 20.0, 1.0, 10_000.0).whole().summary("Plays of each crowd."),
    ],
    work: |setup| setup.work("plays", SPREADS as f64, &["people"]),
    play,
};

/// How many spreads are tried.
const SPREADS: usize = 23;

fn play(setup: &GameSetup) -> GameResult {
    let [people, threshold, _] = setup.protocol();
    let spreads: Vec<f64> = (2..).take(SPREADS).map(|step| 2.5 * f64::from(step)).collect();
    let joined = |sd: &f64| {
        let crowd = Thresholds { n: people as u32, mean: threshold, sd: *sd };
        let mut average = Average::default();
        setup.repeat("plays", |generator| crowd.play(generator), |share| average.add(share));
        average
    };
    let averages = Averages::joined(spreads.iter().map(joined));
    let limits = Some((0.0, 100.0));
    let curve = Curve::played("joined in the end", spreads.iter().copied(), &averages, limits);
    let rise = |pair: &[(f64, f64)]| pair[1].1 - pair[0].1;
    let jump = curve.points.windows(2).max_by(|a, b| rise(a).total_cmp(&rise(b)));
    let conclusion = jump.map_or(String::new(), |pair| {
        format!(
            "Between a spread of {} and {} the crowd jumps from {:.0} % to {:.0} %.",
            pair[0].0, pair[1].0, pair[0].1, pair[1].1
        )
    });
    let x = "spread of thresholds (standard deviation, %)";
    GameResult { x, y: "people (%)", curves: vec![curve], conclusion }
}
