//! The statistics of comparisons: small functions from numbers to numbers.
//!
//! Must not know: scenarios, engines, tables.

mod summary;

pub use summary::{Summary, correlation, mean, present, quantile_of_sorted, quantiles};
