//! tillit (Swedish for *trust*) simulates how trust grows and collapses in public organisations.

#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
pub mod levers;
pub mod maths;
pub mod mechanisms;
pub mod metrics;
#[cfg(feature = "cli")]
pub mod report;
pub mod runs;
pub mod scenario;
pub mod spec;
pub mod statistics;
#[cfg(feature = "cli")]
pub mod store;
pub mod theory;
pub mod trace;
pub mod world;
