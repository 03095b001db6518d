//! What a program that uses the library needs most: `use tillit::prelude::*;`.

pub use crate::engine::observe::{METRICS, Metric, Observed, find_metric};
pub use crate::engine::{Engine, Observer};
pub use crate::model::mechanisms::{PeriodContext, Rules};
pub use crate::scenario::{Change, ChangedValue, Diagnostics, Scenario, Treatment};
pub use crate::study::{PairedDifference, Results, Study, StudyError};
