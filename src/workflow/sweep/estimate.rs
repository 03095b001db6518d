//! What a sweep would take: points, runs, time and size, from a few of its points.

use std::time::{Duration, Instant};

use super::OpenedSweep;
use crate::ground::executor::threads;
use crate::ground::numbers::{bytes, duration};
use crate::study::sweep::{Replicates, Sweep, run_chunk};

/// How long a few points are tried.
const TRIAL: Duration = Duration::from_secs(2);
/// Most points that are tried.
const MOST_TRIED: u64 = 24;

/// What a sweep would take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Points of the design.
    pub points: u64,
    /// Points that break a condition.
    pub dropped: u64,
    /// Runs; an estimate when their number follows from a precision.
    pub runs: f64,
    /// Seconds of one core.
    pub core_seconds: f64,
    /// Seconds on the threads at hand.
    pub seconds: f64,
    /// Bytes of the tables.
    pub bytes: f64,
    /// Most bytes of memory.
    pub memory: u64,
}

/// Tries some points, spread over the design, on one thread, and scales up to the threads of the current
/// pool.
pub fn estimate(opened: &OpenedSweep) -> Estimate {
    let sweep = &opened.sweep;
    let points = sweep.n_points();
    let dropped = (0..points).filter(|number| sweep.point(*number).is_none()).count() as u64;
    let clock = Instant::now();
    let (mut tried, mut runs, mut series) = (0_u64, 0_u64, 0_u64);
    // By the golden ratio, so that any first few points are spread evenly.
    for trial in 0..MOST_TRIED.min(points) {
        let place = (trial as f64 * 0.618_033_988_749_895).fract();
        let number = (place * points as f64) as u64;
        if sweep.point(number).is_none() {
            continue;
        }
        let rows = run_chunk(sweep, number..number + 1, &|_| ());
        (tried, runs) = (tried + 1, runs + rows.len() as u64);
        series += rows.series.points.len() as u64;
        if clock.elapsed() > TRIAL {
            break;
        }
    }
    let scale = (points - dropped) as f64 / tried.max(1) as f64;
    let core_seconds = clock.elapsed().as_secs_f64() * scale;
    let rows = runs as f64 * scale;
    let (metrics, factors) = (sweep.metrics.len() as f64, sweep.factors.len() as f64);
    // Metrics hardly shrink; what repeats from row to row nearly vanishes.
    let run_bytes = rows * (7.5 * metrics + factors + 3.0);
    let series_bytes = series as f64 * scale * (7.5 * metrics + 2.0);
    let design_bytes = (points - dropped) as f64 * (7.0 + 12.0 * factors);
    Estimate {
        points,
        dropped,
        runs: rows,
        core_seconds,
        seconds: core_seconds / threads() as f64,
        bytes: run_bytes + series_bytes + design_bytes,
        memory: opened.memory(),
    }
}

impl Estimate {
    /// The estimate for a person.
    pub fn in_words(&self, opened: &OpenedSweep) -> String {
        let OpenedSweep { sweep, plan, .. } = opened;
        let mut text = heading(sweep);
        text += &format!("  design       {}, {} points", sweep.design.name, self.points);
        if self.dropped > 0 {
            text += &format!(", of which {} break a condition and are excluded", self.dropped);
        }
        text += "\n";
        let width = sweep.factors.iter().map(|factor| factor.key.len()).max().unwrap_or(0);
        for factor in &sweep.factors {
            text += &format!("    {:width$}  {}\n", factor.key, factor.in_words());
        }
        let many = match sweep.replicates {
            Replicates::Fixed(_) => format!("{:.0}", self.runs),
            Replicates::Until(_) => format!("about {:.0} (until precise)", self.runs),
        };
        text += &format!("  treatments   {}\n", sweep.scenario.treatments.len());
        text += &format!("  runs         {many}\n");
        text += &format!("  chunks       {}\n", plan.n_chunks());
        text += &format!(
            "  time         about {} on these threads, {} of one core\n",
            duration(self.seconds),
            duration(self.core_seconds)
        );
        text += &format!("  tables       about {}\n", bytes(self.bytes as u64));
        text += &format!("  memory       up to {}\n", bytes(self.memory));
        text + "nothing was run\n"
    }
}

/// What a sweep is, in a line or two.
pub(super) fn heading(sweep: &Sweep) -> String {
    let texts = [&sweep.scenario.title, &sweep.scenario.question];
    texts.iter().filter(|text| !text.is_empty()).map(|text| format!("{text}\n")).collect()
}
