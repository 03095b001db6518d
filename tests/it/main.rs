//! The integration tests, in one binary so that building stays short.

mod properties;
mod reference;
mod specs;
