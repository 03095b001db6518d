//! The state of units as columns: a [`Block`] holds as many units side by side as there are lanes, and a
//! column has one row per agent with one value per lane.

mod block;
mod sums;

pub use block::{AgentColumns, Block, Flows, Levers, Place, Scratch, Sector, Streams, UnitColumns};
pub use sums::StaffSum;
