//! What everything else stands on, and what knows nothing of trust or organisations.
//!
//! Lanes and instruction sets, elementary functions with the same bits everywhere, random numbers as
//! pure functions of their address, and statistics.

pub mod executor;
#[cfg(feature = "store")]
pub(crate) mod guarded;
pub mod lanes;
pub mod maths;
pub mod numbers;
pub mod random;
pub mod statistics;
pub mod table;
pub mod text;
