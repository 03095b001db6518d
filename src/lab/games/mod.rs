//! The games as a class plays them: each with its protocol as parameters, told in plain words.
//!
//! A [`Game`] is one constant in a file of its own, listed in [`GAMES`]; `tillit lab` follows.

mod committed_minority;
mod commons;
mod contracts;
mod contributions;
mod control;
mod critical_mass;
mod crowd;
mod custom;
mod dilemma;
mod fine;
mod gift_exchange;
mod imitation;
mod real_effort;
mod shared_pool;
mod thresholds;
mod trust;
mod weak_link;

use super::people::Core;
use crate::spec::Parameter;
use crate::world::Draws;

/// A game of the laboratory.
#[derive(Debug, Clone, Copy)]
pub struct Game {
    /// Name.
    pub name: &'static str,
    /// What it is, in a line.
    pub title: &'static str,
    /// The rules and the point, for someone who has never heard of it.
    pub plain: &'static str,
    /// One thing to try next: what to change, and what to watch.
    pub try_next: &'static str,
    /// Whether the common people play it; otherwise a standard rule of its literature.
    pub by_people: bool,
    /// The protocol.
    pub protocol: &'static [Parameter],
    /// Plays it.
    pub play: fn(&Table) -> Shown,
}

/// What a game is played with.
pub struct Table<'a> {
    /// The people.
    pub core: &'a Core,
    /// All luck.
    pub draws: Draws,
    /// The protocol of the game.
    pub protocol: &'a [Parameter],
    /// By parameter of the protocol: its value.
    pub values: &'a [f64],
}

impl Table<'_> {
    /// The values of the protocol, in its order.
    fn protocol<const N: usize>(&self) -> [f64; N] {
        self.values.try_into().expect("a game takes as many values as its protocol has")
    }

    /// The value of a rule.
    fn rule(&self, key: &str) -> f64 {
        let place = self.protocol.iter().position(|rule| rule.key == key);
        self.values[place.unwrap_or_else(|| panic!("there is no rule {key}"))]
    }

    /// The value of a rule that is a whole number.
    fn count(&self, key: &str) -> usize {
        self.rule(key) as usize
    }

    /// Whether a rule that is 0 or 1 is 1.
    fn is(&self, key: &str) -> bool {
        self.rule(key) == 1.0
    }

    /// The value of a rule, if it is not 0.
    fn unless_zero(&self, key: &str) -> Option<f64> {
        Some(self.rule(key)).filter(|value| *value != 0.0)
    }

    /// The people, with the starting belief of the protocol where it names one above 0.
    fn people(&self) -> Core {
        match self.unless_zero("starting_belief") {
            Some(belief) => self.core.clone().starting_with((belief, self.rule("belief_sd"))),
            None => self.core.clone(),
        }
    }
}

/// What is shown of a game.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Label of the horizontal axis.
    pub x: &'static str,
    /// Label of the vertical axis.
    pub y: &'static str,
    /// The curves.
    pub curves: Vec<Curve>,
    /// What came of it, in a sentence or two.
    pub told: String,
}

/// A curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Name.
    pub name: &'static str,
    /// Points, x rising.
    pub points: Vec<(f64, f64)>,
    /// Whether it was observed among people, not simulated.
    pub observed: bool,
}

impl Curve {
    /// A simulated curve over periods 1, 2, ...
    fn over_periods(name: &'static str, values: &[f64]) -> Self {
        let points = (1..).map(f64::from).zip(values.iter().copied()).collect();
        Self { name, points, observed: false }
    }
}

/// Every game, in the order of help. A new one is one more line.
pub static GAMES: [&Game; 17] = [
    &contributions::PUBLIC_GOODS,
    &weak_link::WEAK_LINK,
    &dilemma::DILEMMA,
    &control::CONTROL,
    &trust::TRUST,
    &gift_exchange::GIFT_EXCHANGE,
    &contracts::CONTRACTS,
    &fine::FINE,
    &real_effort::REAL_EFFORT,
    &shared_pool::SHARED_POOL,
    &critical_mass::CRITICAL_MASS,
    &thresholds::THRESHOLDS,
    &committed_minority::COMMITTED_MINORITY,
    &crowd::CROWD,
    &imitation::IMITATION,
    &custom::CUSTOM,
    &commons::COMMONS,
];

/// The game with this name.
pub fn find_game(name: &str) -> Option<&'static Game> {
    GAMES.into_iter().find(|game| game.name == name)
}

/// What a place expects before people have met: rules of most games.
const STARTING_BELIEF: Parameter = Parameter::new("starting_belief", 0.0, 0.0, 1.0)
    .says("Share that people expect of the others at first; 0 for that of the people's file.");
const BELIEF_SD: Parameter = Parameter::new("belief_sd", 0.24, 0.0, 1.0)
    .says("Standard deviation of that over people, before it is cut off at 0 and 1.");

/// How much is played: rules of many games.
const SESSIONS: Parameter = Parameter::new("sessions", 200.0, 1.0, 100_000.0)
    .whole()
    .says("Sessions that are played; curves are their means.");
const PLAYING_GROUPS: Parameter = Parameter::new("groups", 200.0, 1.0, 100_000.0)
    .whole()
    .says("Groups that play; curves are their means.");

/// The means of several plays, place by place.
fn means(plays: &[Vec<f64>]) -> Vec<f64> {
    let longest = plays.iter().map(Vec::len).max().unwrap_or(0);
    let mean = |place: usize| {
        let there: Vec<f64> = plays.iter().filter_map(|play| play.get(place).copied()).collect();
        crate::statistics::mean(&there)
    };
    (0..longest).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_game_plays_its_protocol_the_same_way_twice() {
        let source = crate::scenario::Source { name: "x", bytes: b"title = \"x\"\n" };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Core::new(&scenario.treatments[0].spec);
        for game in GAMES {
            assert!(std::ptr::eq(find_game(game.name).unwrap(), game));
            let values: Vec<f64> = game.protocol.iter().map(|p| p.default).collect();
            for (parameter, value) in game.protocol.iter().zip(&values) {
                assert!(parameter.range.contains(*value), "{} {}", game.name, parameter.key);
                assert!(parameter.summary.ends_with('.'), "{}", parameter.key);
            }
            let play = || {
                (game.play)(&Table {
                    core: &core,
                    draws: Draws::new(3),
                    protocol: game.protocol,
                    values: &values,
                })
            };
            let shown = play();
            assert_eq!(format!("{shown:?}"), format!("{:?}", play()));
            assert!(shown.curves.iter().any(|curve| !curve.points.is_empty()), "{}", game.name);
        }
    }
}
