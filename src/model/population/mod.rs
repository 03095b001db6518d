//! Who people and leaders are, and the world at period 0.
//!
//! Must not know: how time passes, files.

mod leaders;
mod people;
mod recruiter;
mod start;

pub use leaders::{HAZARD, LABELS, LabelShares, Leader, Leaders};
pub use people::{People, Persons, largest_remainders};
pub use recruiter::Recruiter;
pub use start::World;
