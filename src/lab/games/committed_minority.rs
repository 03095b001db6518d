//! A committed minority in class.

use super::curve::{Average, Averages};
use super::{Alias, Amount, Curve, Game, GameResult, GameSetup};
use crate::lab::benchmark_models::NamingGame;
use crate::model::parameter::Parameter;

/// `committed-minority`.
pub static COMMITTED_MINORITY: Game = Game {
    name: "committed-minority",
    aliases: &[Alias::plain("naming-game"), Alias::plain("tipping-point")],
    title: "How few can turn the many?",
    introduction: "All use an old name for a thing, but for a few who hold to a new one and never give in. When two meet, one says a name; if the other knows it, both keep only that one; if not, it learns it. A minority that is too small is not heard; one a little larger turns everyone.",
    exercise: "Play it with few people: --set people=50. Is the edge as sharp?",
    by_people: false,
    protocol: &[
        Parameter::new("people", 1_000.0, 10.0, 100_000.0).whole().summary("People."),
        Parameter::new("rounds", 200.0, 1.0, 10_000.0).whole().summary("Encounters per person."),
        Parameter::new("plays", 10.0, 1.0, 1_000.0).whole().summary("Plays of each minority."),
    ],
    work,
    play,
};

/// The sizes of the minority that are tried: those nearest to 0, 1, ... 20 % of so many people, each once.
fn minorities(people: f64) -> Vec<u32> {
    let mut sizes: Vec<u32> =
        (0..=20).map(|percent| (people * f64::from(percent) / 100.0).round() as u32).collect();
    sizes.dedup();
    sizes
}

fn work(setup: &GameSetup) -> Amount {
    let sizes = minorities(setup.rule("people")).len() as f64;
    setup.work("plays", sizes, &["people", "rounds"])
}

fn play(setup: &GameSetup) -> GameResult {
    let [people, rounds, _] = setup.protocol();
    let left = |committed: &u32| {
        let game = NamingGame { n: people as u32, committed: *committed };
        let mut average = Average::default();
        setup.repeat(
            "plays",
            |generator| 100.0 * game.play(rounds as u32, generator),
            |left| average.add(left),
        );
        average
    };
    let sizes = minorities(people);
    let averages = Averages::joined(sizes.iter().map(left));
    let conclusion = format!(
        "The exact critical share for very many people is {:.1} %. In an experiment with groups of 20 to 30 it was about 25 % (Centola et al. 2018).",
        100.0 * crate::theory::critical_minority()
    );
    let shares = sizes.iter().map(|size| 100.0 * f64::from(*size) / people);
    let curves = vec![Curve::played("keep the old name", shares, &averages, Some((0.0, 100.0)))];
    GameResult { x: "committed to the new name (%)", y: "people (%)", curves, conclusion }
}
