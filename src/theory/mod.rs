//! Closed forms and root finders to hold the simulation against.
//!
//! Must not know: the engine or random numbers. Everything is `f64` and written from the equations
//! anew, so that theory and simulation are two answers to the same question.

mod contracts;
mod mean_field;

pub use contracts::{ratchet_incentive, team_effort, team_surplus_share, two_task_efforts};
pub use mean_field::{FixedPoint, MeanField, NotMeanField};
