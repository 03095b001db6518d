//! The games as a class plays them: each with its protocol as parameters, an introduction, a conclusion and an exercise.
//!
//! A [`Game`] is one constant in a file of its own, listed in [`GAMES`]; `tillit lab` follows. Its protocol
//! stands in the same file, except for what several games share: [contributions](super::contributions) with
//! their [punishment](super::punishment), and the [benchmark models](super::benchmark_models).

mod committed_minority;
mod commons;
pub mod contracts;
pub mod control;
pub mod critical_mass;
mod crowd;
mod curve;
mod custom;
pub mod dilemma;
pub mod fine;
pub(in crate::lab) mod gift_exchange;
pub mod honesty;
mod imitation;
pub mod pay_it_forward;
pub mod public_goods;
pub mod real_effort;
mod rules;
mod setup;
pub mod shared_pool;
pub mod terms;
mod thresholds;
pub mod trust;
pub mod weak_link;

pub use curve::{Curve, GameResult, Source};
pub use rules::{GameRules, RuleError};
pub use setup::{Amount, GameSetup};
pub(in crate::lab) use shared_pool::gifts as shared_pool_gifts;

use crate::model::parameter::Parameter;

/// A game of the laboratory.
#[derive(Debug, Clone, Copy)]
pub struct Game {
    /// Name.
    pub name: &'static str,
    /// Other names under which it is known.
    pub aliases: &'static [Alias],
    /// What it is, in a line.
    pub title: &'static str,
    /// The rules and the point, for someone who has never heard of it.
    pub introduction: &'static str,
    /// One thing to try next: what to change, and what to watch.
    pub exercise: &'static str,
    /// Whether the common people play it; otherwise a standard rule of its literature.
    pub by_people: bool,
    /// The protocol.
    pub protocol: &'static [Parameter],
    /// How much work it is, before it is played.
    pub work: fn(&GameSetup) -> Amount,
    /// Plays it.
    pub play: fn(&GameSetup) -> GameResult,
}

/// Another name of a game.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alias {
    /// The name, as its literature or a class would say it.
    pub name: &'static str,
    /// Rules that make the game the one of this name.
    pub rules: &'static [(&'static str, f64)],
}

impl Alias {
    /// A name for the game as it is.
    const fn plain(name: &'static str) -> Self {
        Self { name, rules: &[] }
    }
}

/// Every game, in the order of help. A new one is one more line.
pub static GAMES: [&Game; 19] = [
    &public_goods::PUBLIC_GOODS,
    &weak_link::WEAK_LINK,
    &dilemma::DILEMMA,
    &control::CONTROL,
    &trust::TRUST,
    &gift_exchange::GIFT_EXCHANGE,
    &contracts::CONTRACTS,
    &fine::FINE,
    &real_effort::REAL_EFFORT,
    &honesty::HONESTY,
    &pay_it_forward::PAY_IT_FORWARD,
    &shared_pool::SHARED_POOL,
    &critical_mass::CRITICAL_MASS,
    &thresholds::THRESHOLDS,
    &committed_minority::COMMITTED_MINORITY,
    &crowd::CROWD,
    &imitation::IMITATION,
    &custom::CUSTOM,
    &commons::COMMONS,
];

/// The game with this name or alias, and the rules that the alias sets.
pub fn find_game(name: &str) -> Option<(&'static Game, &'static [(&'static str, f64)])> {
    GAMES.into_iter().find_map(|game| {
        if game.name == name {
            return Some((game, &[][..]));
        }
        game.aliases.iter().find(|alias| alias.name == name).map(|alias| (game, alias.rules))
    })
}

/// All names of all games, aliases included.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    GAMES.into_iter().flat_map(|game| {
        std::iter::once(game.name).chain(game.aliases.iter().map(|alias| alias.name))
    })
}

/// What a place expects before people have met: rules of most games.
const STARTING_BELIEF: Parameter = Parameter::new("starting_belief", 0.0, 0.0, 1.0)
    .summary("Share that people expect of the others at first; 0 for that of the people's file.");
const BELIEF_SD: Parameter = Parameter::new("belief_sd", 0.24, 0.0, 1.0)
    .summary("Standard deviation of that over people, before it is cut off at 0 and 1.");

/// How much is played: rules of many games.
const SESSIONS: Parameter = Parameter::new("sessions", 200.0, 1.0, 100_000.0)
    .whole()
    .summary("Sessions that are played; curves are their means.");
const PLAYING_GROUPS: Parameter = Parameter::new("groups", 200.0, 1.0, 100_000.0)
    .whole()
    .summary("Groups that play; curves are their means.");

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::ground::random::Draws;
    use crate::lab::people::Population;

    /// A small version of a game: what counts plays is low.
    fn small(game: &Game) -> Vec<f64> {
        let low = |parameter: &Parameter| match parameter.key {
            "sessions" | "groups" | "plays" | "agents" => 3.0,
            "people" if game.by_people => 4.0,
            "people" => 10.0,
            "periods" if game.name == "custom" => 70_000.0,
            _ => parameter.default,
        };
        game.protocol.iter().map(low).collect()
    }

    #[test]
    fn every_game_plays_its_protocol_the_same_way_twice_and_counts_its_plays() {
        let spec = crate::lab::common_people();
        let core = Population::new(&spec);
        for game in GAMES {
            assert!(std::ptr::eq(find_game(game.name).unwrap().0, game));
            for parameter in game.protocol {
                assert!(
                    parameter.range.contains(parameter.default),
                    "{} {}",
                    game.name,
                    parameter.key
                );
                assert!(parameter.summary.ends_with('.'), "{}", parameter.key);
            }
            let values = small(game);
            let counted = Cell::new(0);
            let watch = |plays: u64| counted.set(counted.get() + plays);
            let (draws, protocol) = (Draws::new(3), game.protocol);
            let setup = GameSetup {
                core: &core,
                spec: &spec,
                draws,
                protocol,
                values: &values,
                watch: &watch,
            };
            let shown = (game.play)(&setup);
            assert_eq!(counted.get() as f64, (game.work)(&setup).plays, "{}", game.name);
            assert!((game.work)(&setup).decisions >= counted.get() as f64, "{}", game.name);
            assert_eq!(format!("{shown:?}"), format!("{:?}", (game.play)(&setup)));
            assert!(shown.curves.iter().any(|curve| !curve.points.is_empty()), "{}", game.name);
            for curve in &shown.curves {
                for ((_, y), (low, high)) in curve.points.iter().zip(&curve.intervals) {
                    assert!(low.is_nan() || low <= y && y <= high, "{} {}", game.name, curve.name);
                }
            }
        }
    }

    /// At the ends of all ranges, and where all rules are at the same end, the work is known.
    #[test]
    fn work_is_known_at_the_ends_of_all_ranges() {
        let spec = crate::lab::common_people();
        let core = Population::new(&spec);
        for game in GAMES {
            let ends: [fn(&Parameter) -> f64; 2] = [|rule| rule.range.low, |rule| rule.range.high];
            let mut all: Vec<Vec<f64>> =
                ends.iter().map(|end| game.protocol.iter().map(end).collect()).collect();
            for (index, rule) in game.protocol.iter().enumerate() {
                for end in ends {
                    let mut values: Vec<f64> = game.protocol.iter().map(|p| p.default).collect();
                    values[index] = end(rule);
                    all.push(values);
                }
            }
            for values in all {
                let (draws, protocol) = (Draws::new(3), game.protocol);
                let setup = GameSetup {
                    core: &core,
                    spec: &spec,
                    draws,
                    protocol,
                    values: &values,
                    watch: &|_| (),
                };
                let Amount { plays, decisions } = (game.work)(&setup);
                assert!(plays >= 1.0 && decisions > 0.0, "{} {values:?}", game.name);
            }
        }
    }

    /// A name means one thing, and what an alias sets are rules of its game, within their ranges.
    #[test]
    fn names_are_given_once_and_aliases_set_rules_of_their_game() {
        let mut all: Vec<&str> = names().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for game in GAMES {
            for (key, value) in game.aliases.iter().flat_map(|alias| alias.rules) {
                let rule = game.protocol.iter().find(|rule| rule.key == *key);
                assert!(rule.is_some_and(|rule| rule.range.contains(*value)), "{key}");
            }
        }
    }

    #[test]
    fn a_stag_hunt_is_one() {
        let (game, rules) = find_game("stag-hunt").unwrap();
        let value = |key: &str| {
            let set = rules.iter().find(|(rule, _)| *rule == key).map(|(_, value)| *value);
            set.unwrap_or_else(|| {
                game.protocol.iter().find(|rule| rule.key == key).unwrap().default
            })
        };
        let [reward, temptation, punishment, sucker] =
            ["reward", "temptation", "punishment", "sucker"].map(value);
        assert!(reward > temptation && temptation >= punishment && punishment > sucker);
    }
}
