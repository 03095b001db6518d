//! The laboratory: classic games, played by people who decide and learn by the rules of the
//! organisation model.
//!
//! One file a game, in [`games`]; [`people`] are the same in all, and a [`Task`] is all that a protocol
//! tells them of what they do. [`benchmark_models`] are not the people, and
//! [`public_goods`] plays published equations with lanes of groups as the organisation model has lanes
//! of units. Must not know: files, threads, the command line.

pub mod benchmark_models;
pub mod company;
pub mod contract_market;
pub mod contributions;
pub mod games;
mod gifts;
mod horizon;
pub mod lesson;
pub mod payoff;
pub mod people;
mod person;
pub mod public_goods;
pub mod published;
pub mod punishment;
pub mod seat;
pub mod teaching;

pub use crate::model::mechanisms::decision::Task;
pub use public_goods::{Curves, PublicGoods};

use crate::model::specification::ModelSpec;
use crate::scenario;

/// The people of the laboratory, as a scenario.
pub const COMMON_PEOPLE: &str = include_str!("../../scenarios/lab/people.toml");

/// The people of the laboratory, the same in every game and every experiment of validation.
///
/// # Panics
/// When their file has mistakes: a mistake in this repository.
pub fn common_people() -> ModelSpec {
    scenario::shipped("scenarios/lab/people.toml", COMMON_PEOPLE)
}
