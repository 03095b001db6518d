//! Studies: many runs, put together and compared.
//!
//! Runs of one scenario ([`runs`]), of a plan of points ([`sweep`]), fits to observations
//! ([`calibration`]), claims tested ([`hypotheses`]), published experiments played again
//! ([`validation`]), and how much memory a study takes ([`memory`]).
//! Must not know: the command line, folders of results.

#[cfg(feature = "cli")]
pub mod calibration;
#[cfg(feature = "cli")]
pub mod hypotheses;
#[cfg(feature = "cli")]
pub mod memory;
pub mod runs;
#[cfg(feature = "cli")]
pub mod sweep;
#[cfg(feature = "cli")]
pub mod validation;
