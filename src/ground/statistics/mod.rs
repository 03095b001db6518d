//! The statistics of comparisons: small functions from numbers to numbers, each held against another
//! program's values (`tests/it/statistics.rs`).
//!
//! Must not know: scenarios, engines, tables.

mod bootstrap;
pub mod cart;
mod clusters;
mod difference;
mod dip;
mod effects;
mod information;
mod logistic;
mod mixed;
mod multiple;
mod power;
pub mod prim;
mod rank;
mod regression;
pub mod sensitivity;
mod shapley;
mod summary;
mod support;

pub use bootstrap::bca;
pub use clusters::{Estimate, Observation};
pub use difference::{
    Difference, Exchange, paired, permutation, ranks, signed_rank, signed_rank_greater, welch,
};
pub use dip::{dip, dip_probability};
pub use effects::{cliffs_delta, cohens_d, superiority};
pub use information::value_of_information;
pub use logistic::logistic;
pub use mixed::{Components, Member, Nested};
pub use multiple::{benjamini_hochberg, holm};
pub use power::{needed, power_by_resampling, power_of_pairs, power_of_samples, power_of_t};
pub use rank::spearman;
pub use regression::{least_squares, predicted_when_left_out};
pub use shapley::{added_in_order, shapley};
pub use summary::{Summary, correlation, mean, present, quantile_of_sorted, quantiles};
pub use support::{Basis, Support, student_quantile};
