//! Random numbers: each is a pure function of its address, that is of what it is for.

mod draws;
mod generators;

pub use draws::{Address, Draws, LaneStream, Purpose, UnitKey, normal_pair};
pub use generators::Generators;
