//! How much memory a command takes, told before it computes anything.
//!
//! Each function gives an upper bound in bytes, the process itself included, and not far above what is
//! taken: at most twice that and 30 MB. It follows from the shape of what is run and the number of
//! threads.

mod run;
mod sweep;

pub use run::{of_run, of_run_with, of_trace};
pub use sweep::{of_calibration, of_figures_of_sweep, of_sweep, of_tables_of_sweep};

use crate::engine::observe::Recorder;
use crate::study::hypotheses::Size;
use crate::study::hypotheses::arms::KEPT;

/// Bytes of the process by itself: its code, fonts, and what was read.
const PROCESS: u64 = 16 << 20;
/// Bytes that a thread takes, whatever it does: its stack and what its allocator keeps ready.
const THREAD: u64 = 1 << 20;

/// Periods of an arm of a hypothesis.
const PERIODS: u64 = 120;
/// Arms of a hypothesis that are kept together, most often.
const ARMS: u64 = 4;

/// Bytes of the process with its threads before it computes anything.
fn process(threads: usize) -> u64 {
    PROCESS + THREAD * threads as u64
}

/// What games of the laboratory take, whatever the game and its rules: some hundred people at a time.
pub fn of_laboratory(threads: usize) -> u64 {
    process(threads) + (8 << 20)
}

/// What the experiments of the validation take: games of the laboratory on all threads, and
/// organisations of the size that they have there.
pub fn of_validation(threads: usize) -> u64 {
    process(threads) + (17 << 20) + (4 << 20) * threads as u64
}

/// What the prediction of left-out experiments takes: the experiments of the validation, and the numbers of
/// every point that was played.
pub fn of_left_out(threads: usize, points: usize) -> u64 {
    /// Bytes of a point: a few hundred numbers.
    const POINT: u64 = 8 << 10;
    of_validation(threads).saturating_add(POINT.saturating_mul(points as u64))
}

/// What hypotheses take: arms of which some metrics of every unit are kept in all periods, a few for each
/// hypothesis that is tested at the same time.
pub fn of_hypotheses(size: Size, hypotheses: usize, threads: usize) -> u64 {
    let (replicates, units) = (u64::from(size.replicates), u64::from(size.units));
    let arm = Recorder::bytes_of_replicate(PERIODS, KEPT.len() as u64, units);
    let at_once = ARMS * (threads.min(hypotheses) as u64);
    process(threads).saturating_add(arm.saturating_mul(replicates).saturating_mul(at_once))
}

#[cfg(feature = "store")]
/// Bytes of memory that are free for new work, when the system tells.
pub fn available_bytes() -> Option<u64> {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    let free = system.available_memory();
    let limit = system.cgroup_limits().map_or(u64::MAX, |limits| limits.free_memory);
    (free > 0).then(|| free.min(limit))
}
