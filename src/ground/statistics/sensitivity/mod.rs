//! Global sensitivity indices: how much an output depends on each of some factors, over the whole space
//! in which they lie. Positions of factors are in the unit cube.
//!
//! Each index has its own file; all are compared with SALib on the same samples (`.ci/check-salib`).

mod delta;
mod elementary;
mod pawn;
mod resample;
mod variance;

pub use delta::Densities;
pub use elementary::{Elementary, Move, moves};
pub use pawn::{Pawn, Slices, pawn};
pub use resample::{bootstrap, normal_interval, percentile_interval, shuffled};
pub use variance::{VarianceIndices, pairs, row_length, variance_indices};

#[cfg(test)]
mod examples;
