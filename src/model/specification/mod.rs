//! The validated, immutable meaning of a scenario.
//!
//! Responsible for: the [`ModelSpec`] that an engine can run without any further check.
//! Must not know: TOML, files, or how a mechanism computes.

mod chain;
mod model;
mod schedule;

pub use chain::{Chain, MOST_TIERS, SiteDatum};
#[cfg(test)]
pub use model::default_spec_for_tests;
pub use model::{Composition, Group, ModelSpec, Policy, SpecBuilder, VisionLabels, is_of_groups};
pub use schedule::{Change, Event, ShiftedState, Target};
