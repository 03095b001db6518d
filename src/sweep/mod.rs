//! Sweeps: many points of a scenario.
pub mod design;
