//! How much memory a task may take: what was asked for, or most of what is free.

use std::fmt;

use super::{TaskError, Watcher};
use crate::ground::executor::threads;
use crate::ground::numbers::bytes;
use crate::study::memory::{available_bytes, of_laboratory};

/// How a run of a scenario would need less.
pub(super) const RUN: &str = "record only means ([record] detail = \"means\") or fewer metrics ([record] metrics), use fewer threads (--threads), fewer staff in the largest unit or fewer periods";
/// How a trace would need less.
pub(super) const TRACE: &str = "follow a smaller unit, or fewer periods (--set run.periods=...)";
/// How a sweep would need less.
pub(super) const SWEEP: &str = "use fewer threads (--threads), fewer metrics (sweep.metrics), fewer replicates of a point, or smaller organisations";
/// How the tables and figures of a sweep would need less.
pub(super) const TABLES: &str = "sweep fewer points or replicates, or draw fewer figures";
/// How what runs on all processors would need less.
pub(super) const THREADS: &str = "use fewer processors (RAYON_NUM_THREADS=1), or fewer replicates";

/// A task that would need more memory than it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge {
    /// Bytes that it would need at most.
    pub needed: u64,
    /// Bytes that it may take.
    pub limit: u64,
    /// Whether the user set the limit.
    pub is_asked_for: bool,
    /// How it would need less.
    pub help: &'static str,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let limit = bytes(self.limit);
        let may = match self.is_asked_for {
            true => format!("the {limit} that --max-memory allows"),
            false => format!("the {limit} that it may use, 80 % of the free memory"),
        };
        let (needed, help) = (bytes(self.needed), self.help);
        write!(
            f,
            "this would need up to {needed} of memory, more than {may}\n   help: {help}, or allow more with --max-memory"
        )
    }
}

/// Refuses what would need more memory than it may take; `help` says how it would need less.
pub(super) fn check(
    needed: u64,
    help: &'static str,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let asked_for = watcher.memory_limit();
    let limit = asked_for.or_else(|| available_bytes().map(|free| free / 10 * 8));
    match limit.filter(|limit| needed > *limit) {
        None => Ok(()),
        Some(limit) => {
            let is_asked_for = asked_for.is_some();
            Err(TaskError::TooLarge(TooLarge { needed, limit, is_asked_for, help }))
        }
    }
}

/// Refuses a game of the laboratory that would need more memory than it may take.
///
/// # Errors
/// How much it would need.
pub fn check_laboratory(watcher: &dyn Watcher) -> Result<(), TaskError> {
    check(of_laboratory(threads()), THREADS, watcher)
}
