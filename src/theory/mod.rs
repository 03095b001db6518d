//! Closed forms and root finders to hold the simulation against.
//!
//! Must not know: the engine or random numbers. Everything is `f64` and written from the equations
//! anew, so that theory and simulation are two answers to the same question.

mod commons;
mod contracts;
mod mean_field;
mod minimum_effort;
mod tipping;
mod two_by_two;

pub use commons::Commons;
pub use contracts::{
    LinearContract, TwoTasks, ratchet_incentive, team_effort, team_surplus_share, two_task_efforts,
};
pub use mean_field::{FixedPoint, MeanField, NotMeanField};
pub use minimum_effort::MinimumEffort;
pub use tipping::{Crowd, critical_minority, joiners, normal_thresholds, old_name_left};
pub use two_by_two::TwoByTwo;
