//! Choices that follow the crowd, in class.

use super::curve::Source;
use super::{Alias, Curve, Game, GameResult, GameSetup};
use crate::lab::benchmark_models::{CrowdOfChoices, generator};
use crate::model::parameter::Parameter;
use crate::theory::Crowd;

/// `crowd`.
pub static CROWD: Game = Game {
    name: "crowd",
    aliases: &[Alias::plain("binary-choice"), Alias::plain("hysteresis")],
    title: "There and back, but not by the same road",
    introduction: "Each person chooses to trust or not, by a private incentive and by what the others do. The incentive is slowly lowered and raised again. If people follow each other enough, trust breaks down all at once, and comes back only when the incentive is far higher than where it broke.",
    exercise: "Let people follow each other less: --set intensity=0.8. What becomes of the loop?",
    by_people: false,
    protocol: &[
        Parameter::new("people", 2_000.0, 10.0, 100_000.0).whole().summary("People."),
        Parameter::new("intensity", 2.0, 0.0, 10.0)
            .summary("How much people follow each other (βJ)."),
        Parameter::new("rounds", 40.0, 2.0, 10_000.0).whole().summary("Rounds at each incentive."),
    ],
    work: |setup| setup.work("rounds", 42.0, &["people"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let [people, intensity, rounds] = setup.protocol();
    let crowd = CrowdOfChoices { n: people as u32, intensity };
    let mut random = generator(&setup.draws, 0);
    let incentives: Vec<f64> = (-10..=10).map(|step| 0.12 * f64::from(step)).collect();
    let mut follow = |start: f64, incentives: Vec<f64>| {
        let mut choices = crowd.everyone(start);
        let mut points = Vec::new();
        for incentive in incentives {
            let mean = crowd.follow(&mut choices, incentive, rounds as u32, &mut random);
            points.push((incentive, 0.5 + 0.5 * mean));
            (setup.watch)(u64::from(rounds as u32));
        }
        points
    };
    let mut down = follow(1.0, incentives.iter().rev().copied().collect());
    let up = follow(-1.0, incentives);
    down.reverse();
    let turn = Crowd { intensity }.turning_incentive();
    let conclusion = if intensity > 1.0 {
        format!(
            "Very many people would turn at an incentive of −{turn:.2} on the way down and {turn:.2} on the way up."
        )
    } else {
        "People follow each other too little for two rest points: the two ways are one.".to_owned()
    };
    let curve = |name, points| Curve::line(name, Source::Simulated, points);
    let curves = vec![curve("on the way down", down), curve("on the way up", up)];
    GameResult { x: "private incentive to trust (βh)", y: "share who trust", curves, conclusion }
}
