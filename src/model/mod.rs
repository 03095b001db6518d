//! The model: its parameters, its people and units as columns, and its rules.
//!
//! From what a number is ([`parameter`]) over what a principal can set ([`levers`]) and who people are
//! ([`traits`]) to a checked [`specification`]; the [`columns`] that hold the state of units, the
//! [`population`] at the first period, and the rules ([`mechanisms`]). The [`catalogue`] lists it all.
//! Must not know: time, files, threads.

pub mod catalogue;
pub mod columns;
pub mod levers;
pub mod mechanisms;
pub mod parameter;
pub mod population;
pub mod specification;
pub mod structure;
pub mod traits;
