//! Studies: many runs, put together and compared.
//!
//! A scenario in memory ([`Study`]), runs of one scenario ([`runs`]), of a plan of points ([`sweep`]), fits to observations
//! ([`calibration`]), patterns of cases ([`cases`]), claims tested ([`hypotheses`]) or
//! audited ([`audit`]), how far outcomes range over what is not known ([`assumptions`]), published experiments played again
//! ([`validation`]) or predicted when left out ([`left_out`]), and how much memory a study takes ([`memory`]).
//! Must not know: the command line, folders of results.

pub mod assumptions;
pub mod audit;
pub mod calibration;
pub mod cases;
#[cfg(feature = "frontier")]
pub mod frontier;
pub mod hypotheses;
mod in_memory;
pub mod left_out;
pub mod memory;
pub mod runs;
pub mod sensitivity;
pub mod sweep;
pub mod validation;

pub use in_memory::{PairedDifference, Results, Study, StudyError};
