//! Data only: the columns of agents, units and sector, random draws as pure functions of their
//! address, and the world at period 0.
//!
//! Units lie side by side in lanes: a [`Block`] holds [`LANES`] units, and a column has one
//! [`Row`] per agent with one value per lane. Must not know: mechanisms, time, files.

mod block;
mod draws;
mod generators;
mod leaders;
mod people;
mod recruiter;
mod start;
mod sums;

pub use block::{AgentColumns, Block, Flows, Levers, Place, Scratch, Sector, Streams, UnitColumns};
pub use draws::{Address, Draws, LaneStream, Purpose, UnitKey, normal_pair};
pub use generators::Generators;
pub use leaders::{LABELS, LabelShares, Leader, Leaders};
pub use people::{People, Persons, largest_remainders};
pub use recruiter::{Recruiter, Vacancy};
pub use start::World;
pub use sums::StaffSum;

/// Number of units that a block holds side by side.
pub const LANES: usize = 64;

/// One `f32` per lane.
pub type Row = [f32; LANES];

/// One `f64` per lane: sums and means over a unit's staff.
pub type WideRow = [f64; LANES];
