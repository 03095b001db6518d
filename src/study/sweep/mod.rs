//! Sweeps: a scenario at many points of a design, with replicates at each.
//!
//! The way of a sweep: its block is read ([`read`]) into factors, a design and rules; the design
//! lays out points by their number alone, so that a point's values, and from them its treatments
//! ([`Sweep::treatments`]), can be had anywhere; points are run in chunks ([`run_chunk`]) that
//! depend on nothing but their number, so that threads, shards, order and interruptions cannot
//! change a byte.
//!
//! Responsible for: what a sweep is, which runs it needs, and running them.
//! Must not know: files on disk, the command line.

mod block;
mod chunk;
mod constraint;
pub mod design;
mod factor;
mod factors;
mod figures;
mod groups;
pub mod keys;
mod listed;
mod plan;
mod points;
mod precision;
mod read;
mod repeats;
mod replicates;
mod texts;
mod wish;

pub use chunk::{Outcome, Rows, SeriesRows, run_chunk};
pub use constraint::Constraint;
pub use factor::{Distribution, Factor, FactorValue, Values};
pub use groups::Groups;
pub use plan::{MOST_POINTS, Plan, Shard};
pub use points::Point;
pub use read::{Load, has_sweep, read};
pub use replicates::{Precision, Replicates, Stop};
pub use texts::read_texts;
pub use wish::{TREATMENT, Wish};

use crate::engine::observe::Metric;
use crate::scenario::{Scenario, Template};
use design::{Design, Layout};

/// A checked sweep.
pub struct Sweep {
    /// The scenario that it varies.
    pub scenario: Scenario,
    /// The texts of the files that it was read from, by name: the sweep's own first.
    pub texts: Vec<(String, String)>,
    /// The design.
    pub design: &'static Design,
    /// The design's numbers, in the order of its needs.
    pub numbers: Vec<u64>,
    /// Seed of the design's own random numbers.
    pub seed: u64,
    /// What varies.
    pub factors: Vec<Factor>,
    /// The groups in which factors move.
    pub groups: Groups,
    /// The conditions that points must meet.
    pub constraints: Vec<Constraint>,
    /// How many replicates each point gets.
    pub replicates: Replicates,
    /// Whether each point has random numbers of its own.
    pub independent_random_numbers: bool,
    /// The metrics that are kept.
    pub metrics: Vec<&'static Metric>,
    /// Every how many periods a row of the series is kept.
    pub series: Option<u32>,
    /// The figures that were asked for.
    pub figures: Option<Vec<Wish>>,
    template: Template,
    layout: Box<dyn Layout>,
}
