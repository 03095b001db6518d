//! A committed minority in class.

use super::{Curve, Game, Shown, Table};
use crate::lab::reference_rules::{NamingGame, generator};
use crate::spec::Parameter;
use crate::statistics::mean;

/// `committed-minority`.
pub static COMMITTED_MINORITY: Game = Game {
    name: "committed-minority",
    title: "How few can turn the many?",
    plain: "All use an old name for a thing, but for a few who hold to a new one and never give in. When two meet, one says a name; if the other knows it, both keep only that one; if not, it learns it. A minority that is too small is not heard; one a little larger turns everyone.",
    try_next: "Play it with few people: --set people=50. Is the edge as sharp?",
    by_people: false,
    protocol: &[
        Parameter::new("people", 1_000.0, 10.0, 100_000.0).whole().says("People."),
        Parameter::new("rounds", 200.0, 1.0, 10_000.0).whole().says("Encounters per person."),
        Parameter::new("plays", 10.0, 1.0, 1_000.0).whole().says("Plays of each minority."),
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let [people, rounds, plays] = table.protocol();
    let left = |percent: u32| {
        let committed = (people * f64::from(percent) / 100.0).round() as u32;
        let game = NamingGame { n: people as u32, committed };
        let play = |play: u32| game.play(rounds as u32, &mut generator(&table.draws, play));
        100.0 * mean(&(0..plays as u32).map(play).collect::<Vec<f64>>())
    };
    let points: Vec<(f64, f64)> =
        (0..=20).map(|percent| (f64::from(percent), left(percent))).collect();
    let told = format!(
        "The exact critical share for very many people is {:.1} %. In an experiment with groups of 20 to 30 it was about 25 % (Centola et al. 2018).",
        100.0 * crate::theory::critical_minority()
    );
    let curves = vec![Curve { name: "keep the old name", points, observed: false }];
    Shown { x: "committed to the new name (%)", y: "people (%)", curves, told }
}
