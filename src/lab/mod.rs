//! The laboratory: classic games, played by many groups side by side.
//!
//! One file a game. A game has lanes of groups as the organisation model has lanes of units: sums
//! over a group are taken in the order of its members, so a result depends neither on the layout
//! nor on the instruction set. Must not know: files, threads, the command line.

pub mod contracts;
pub mod contributions;
pub mod control;
pub mod dilemma;
pub mod fine;
pub mod games;
pub mod lesson;
pub mod payoff;
pub mod people;
pub mod public_goods;
pub mod real_effort;
pub mod reference_rules;
pub mod shared_pool;
pub mod trust;
pub mod weak_link;

pub use public_goods::{Curves, PublicGoods};
