//! What a game is played with: people, random numbers, and the values of its protocol.

use rand_xoshiro::Xoshiro256PlusPlus;

use crate::ground::random::Draws;
use crate::lab::benchmark_models::generator;
use crate::lab::people::Population;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// What a game is played with.
pub struct GameSetup<'a> {
    /// The people.
    pub core: &'a Population,
    /// The numbers of the people, for rules that no other game asks for.
    pub spec: &'a ModelSpec,
    /// All random numbers.
    pub draws: Draws,
    /// The protocol of the game.
    pub protocol: &'a [Parameter],
    /// By parameter of the protocol: its value.
    pub values: &'a [f64],
    /// Is told how many plays have been done since it was told last; for a bar of progress.
    pub watch: &'a dyn Fn(u64),
}

/// How much work a game is, known before it starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// How often [`GameSetup::watch`] will count: sessions, groups or people, over all conditions.
    pub plays: f64,
    /// Decisions (or encounters, or revisions) of single people, about.
    pub decisions: f64,
}

impl GameSetup<'_> {
    /// The values of the protocol, in its order.
    pub(super) fn protocol<const N: usize>(&self) -> [f64; N] {
        self.values.try_into().expect("a game takes as many values as its protocol has")
    }

    /// The value of a rule.
    pub(in crate::lab) fn rule(&self, key: &str) -> f64 {
        let index = self.protocol.iter().position(|rule| rule.key == key);
        self.values[index.unwrap_or_else(|| panic!("there is no rule {key}"))]
    }

    /// The value of a rule that is a whole number.
    pub(in crate::lab) fn count(&self, key: &str) -> usize {
        self.rule(key) as usize
    }

    /// Whether a rule that is 0 or 1 is 1.
    pub(in crate::lab) fn is(&self, key: &str) -> bool {
        self.rule(key) == 1.0
    }

    /// The value of a rule, if it is not 0.
    pub(super) fn unless_zero(&self, key: &str) -> Option<f64> {
        Some(self.rule(key)).filter(|value| *value != 0.0)
    }

    /// The people, with the starting belief of the protocol where it names one above 0.
    pub fn people(&self) -> Population {
        match self.unless_zero("starting_belief") {
            Some(belief) => self.core.clone().starting_with((belief, self.rule("belief_sd"))),
            None => self.core.clone(),
        }
    }

    /// The people, in games that ask for no starting belief.
    pub(in crate::lab) fn people_as_they_are(&self) -> Population {
        self.core.clone()
    }

    /// Plays as often as a rule says, each time with random numbers of its own, and hands on what each
    /// play gave: nothing is kept, so that memory does not grow with the number of plays.
    pub(super) fn repeat<T>(
        &self,
        rule: &str,
        play: impl Fn(&mut Xoshiro256PlusPlus) -> T,
        mut add: impl FnMut(T),
    ) {
        for number in 0..self.count(rule) as u32 {
            add(play(&mut generator(&self.draws, number)));
            (self.watch)(1);
        }
    }

    /// The work of plays that a rule counts, under some conditions one after the other, each as many
    /// decisions as the product of some other rules.
    pub(super) fn work(&self, plays: &str, conditions: f64, each: &[&str]) -> Amount {
        let plays = self.rule(plays) * conditions;
        let decisions = each.iter().map(|rule| self.rule(rule)).product::<f64>() * plays;
        Amount { plays, decisions }
    }
}
