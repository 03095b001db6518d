//! Who people and leaders are, and the world at period 0.
//!
//! Must not know: how time passes, files.

mod customs;
mod leaders;
mod people;
mod recruiter;
mod relations;
mod start;

pub use customs::{
    PUNISHMENT_POWER, PUNISHMENT_RATE, USUAL_OTHERS, VENGEANCE, custom, mean_reciprocity,
};
pub use leaders::{HAZARD, LABELS, LabelShares, Leader, Leaders};
pub use people::{People, Persons, largest_remainders};
pub use recruiter::Recruiter;
pub use relations::{RELATION_SD, Relations};
pub use start::World;
