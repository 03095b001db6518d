//! The integration tests, in one binary so that building stays short.

mod bad_scenarios;
mod patterns;
mod properties;
mod reference;
mod scenario_files;
mod specs;
