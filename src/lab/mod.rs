//! The laboratory: classic games, played by people who decide and learn by the rules of the
//! organisation model.
//!
//! One file a protocol; [`people`] are the same in all, and a [`Task`] is all that a protocol
//! tells them of what they do. [`games`] are what a class plays. [`benchmark_models`] are not the people, and
//! [`public_goods`] plays published equations with lanes of groups as the organisation model has lanes
//! of units. Must not know: files, threads, the command line.

pub mod benchmark_models;
pub mod contracts;
pub mod contributions;
pub mod control;
pub mod critical_mass;
pub mod dilemma;
pub mod fine;
pub mod games;
mod horizon;
pub mod lesson;
pub mod payoff;
pub mod people;
pub mod public_goods;
pub mod punishment;
pub mod real_effort;
pub mod shared_pool;
pub mod trust;
pub mod weak_link;

pub use crate::model::mechanisms::decision::Task;
pub use public_goods::{Curves, PublicGoods};
