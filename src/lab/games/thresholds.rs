//! Thresholds in class.

use super::{Curve, Game, Shown, Table};
use crate::lab::reference_rules::{Thresholds, generator};
use crate::spec::Parameter;
use crate::statistics::mean;

/// `thresholds`.
pub static THRESHOLDS: Game = Game {
    name: "thresholds",
    title: "Who goes first?",
    plain: "Everyone would join if enough others had: some at once, some when a quarter have, some only when nearly all have. The first who join bring in the next. Two crowds whose people want nearly the same can end far apart.",
    try_next: "Play it with a hundred people: --set people=100. Where do plays differ most?",
    by_people: false,
    protocol: &[
        Parameter::new("people", 10_000.0, 1.0, 1e6).whole().says("People."),
        Parameter::new("mean", 25.0, 0.0, 100.0).says("Mean threshold, in per cent of all."),
        Parameter::new("plays", 20.0, 1.0, 10_000.0).whole().says("Plays of each crowd."),
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let [people, threshold, plays] = table.protocol();
    let spreads: Vec<f64> = (2..=24).map(|step| 2.5 * f64::from(step)).collect();
    let joined = |sd: f64| {
        let crowd = Thresholds { n: people as u32, mean: threshold, sd };
        let play = |play: u32| crowd.play(&mut generator(&table.draws, play));
        mean(&(0..plays as u32).map(play).collect::<Vec<f64>>())
    };
    let points: Vec<(f64, f64)> = spreads.into_iter().map(|sd| (sd, joined(sd))).collect();
    let jump = points.windows(2).max_by(|a, b| (a[1].1 - a[0].1).total_cmp(&(b[1].1 - b[0].1)));
    let told = jump.map_or(String::new(), |pair| {
        format!(
            "Between a spread of {} and {} the crowd jumps from {:.0} % to {:.0} %.",
            pair[0].0, pair[1].0, pair[0].1, pair[1].1
        )
    });
    let curves = vec![Curve { name: "joined in the end", points, observed: false }];
    Shown { x: "spread of thresholds (standard deviation, %)", y: "people (%)", curves, told }
}
