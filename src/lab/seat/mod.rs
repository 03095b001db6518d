//! A seat at a game: somebody decides, round by round, among the people of the laboratory.
//!
//! The others decide and learn as they do when they play among themselves; only the decisions of this one
//! seat come from outside. Each game that can be played so has its rules in one of the files here, and a
//! line in [`SEATS`].

mod group;
mod in_turn;
mod pair;
mod payoffs;
mod private;

use rand_xoshiro::Xoshiro256PlusPlus;

use super::benchmark_models::generator;
use super::games::{Game, GameSetup};
pub use payoffs::{Equilibrium, PayoffTable};

/// What is asked before a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Round, counted from 1.
    pub round: usize,
    /// Number of rounds, where it is known.
    pub rounds: Option<usize>,
    /// What can be chosen.
    pub choice: Choice,
    /// What one has been given, or has drawn, before one decides.
    pub before: Option<f64>,
    /// Whether others are met who were not met in the round before.
    pub new_partner: bool,
}

/// What can be chosen: whole steps from a lowest to a highest value. A choice of two is 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Distance between two values.
    pub step: f64,
}

/// What happened in a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Round, counted from 1.
    pub round: usize,
    /// What one chose.
    pub own: f64,
    /// What each of the others did whom one met.
    pub others: Vec<f64>,
    /// What the game shows of the others: their mean, their smallest, their number, or an answer.
    pub shown: f64,
    /// What one earned.
    pub earned: f64,
    /// What the others earned on average.
    pub others_earned: f64,
}

/// Why a decision cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum DecisionError {
    /// It is none of the choices.
    #[error("{0} cannot be chosen here")]
    NoChoice(f64),
    /// The game is over.
    #[error("the game is over")]
    Over,
}

/// A seat at a game.
pub trait Seat {
    /// What is asked next; none when the game is over.
    fn question(&self) -> Option<Question>;

    /// Decides, and tells what happened.
    ///
    /// # Errors
    /// When the decision is none of the choices, or the game is over.
    fn decide(&mut self, own: f64) -> Result<Round, DecisionError> {
        let question = self.question().ok_or(DecisionError::Over)?;
        let choice = question.choice;
        let steps = (own - choice.low) / choice.step;
        let is_a_step = (steps - steps.round()).abs() < 1e-6;
        if !(is_a_step && own >= choice.low - 1e-9 && own <= choice.high + 1e-9) {
            return Err(DecisionError::NoChoice(own));
        }
        Ok(self.play(choice.low + steps.round() * choice.step))
    }

    /// Plays a round with a decision that is one of the choices.
    fn play(&mut self, own: f64) -> Round;

    /// What each pair of actions earns, best replies and equilibria; none where nobody else's action
    /// moves what one earns.
    fn payoffs(&self) -> Option<PayoffTable>;
}

/// How a seat at a game is taken.
type Take = fn(&GameSetup, Xoshiro256PlusPlus) -> Box<dyn Seat>;

/// The games that have a seat, by name. A new one is one more line.
pub static SEATS: [(&str, Take); 9] = [
    ("public-goods", group::at_public_goods),
    ("weak-link", group::at_weak_link),
    ("dilemma", pair::at_dilemma),
    ("control", in_turn::at_control),
    ("trust", in_turn::at_trust),
    ("gift-exchange", in_turn::at_gift_exchange),
    ("honesty", private::at_honesty),
    ("shared-pool", group::at_shared_pool),
    ("critical-mass", group::at_critical_mass),
];

/// Takes a seat at a game; none where it has no seat. Sessions have the random numbers of the game's plays
/// by number, from 0.
pub fn take(game: &Game, setup: &GameSetup, number: u32) -> Option<Box<dyn Seat>> {
    let (_, take) = SEATS.iter().find(|(name, _)| *name == game.name)?;
    Some(take(setup, generator(&setup.draws, number)))
}

impl Choice {
    /// Yes or no.
    const TWO: Self = Self { low: 0.0, high: 1.0, step: 1.0 };

    /// All values.
    pub fn values(&self) -> Vec<f64> {
        let steps = ((self.high - self.low) / self.step).round() as usize;
        (0..=steps).map(|step| self.low + step as f64 * self.step).collect()
    }
}

#[cfg(test)]
mod tests;
