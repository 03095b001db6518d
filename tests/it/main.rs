//! The integration tests, in one binary so that building stays short.

mod patterns;
mod properties;
mod reference;
mod specs;
