//! The state of units as columns: a [`Block`] holds as many units side by side as there are lanes, and a
//! column has one row per agent with one value per lane.

mod agents;
mod block;
mod chain;
mod sums;

pub use agents::{AgentColumns, MOVING_COLUMNS};
pub use block::{
    Block, Flows, Levers, Scratch, Sector, Streams, UnitAddress, UnitColumns, Vacancy,
};
pub use chain::{Below, LevelColumns, N_BELOW};
pub use sums::StaffSum;
