//! The state of units as columns: a [`Block`] holds as many units side by side as there are lanes, and a
//! column has one row per agent with one value per lane.

mod block;
mod sums;

pub use block::{
    AgentColumns, Block, Flows, Levers, Scratch, Sector, Streams, UnitAddress, UnitColumns, Vacancy,
};
pub use sums::StaffSum;
