//! tillit simulates how trust grows and collapses in public organisations.

pub mod engine;
pub mod levers;
pub mod maths;
pub mod mechanisms;
pub mod metrics;
pub mod runs;
pub mod scenario;
pub mod spec;
pub mod world;
