//! How much memory a command may take: what was asked for, or most of what is free.

use std::sync::OnceLock;

use super::failure::Failure;
use crate::study::memory::available_bytes;

/// What `--max-memory` says, in bytes, once the command line was read.
static LIMIT: OnceLock<Option<u64>> = OnceLock::new();

/// Takes what was typed as `--max-memory`.
pub fn allow(limit: Option<u64>) {
    // A process has one command line.
    let _ = LIMIT.set(limit);
}

/// Refuses what would need more memory than it may take; `help` says how it would need less.
pub fn check(needed: u64, help: &str) -> Result<(), Failure> {
    let asked_for = LIMIT.get().copied().flatten();
    let limit = asked_for.or_else(|| available_bytes().map(|free| free / 10 * 8));
    let Some(limit) = limit.filter(|limit| needed > *limit) else { return Ok(()) };
    let may = match asked_for {
        Some(_) => format!("the {} that --max-memory allows", size(limit)),
        None => format!("the {} that it may use, 80 % of the free memory", size(limit)),
    };
    let help = format!("{help}, or allow more with --max-memory");
    Err(Failure::Mistake(format!(
        "this would need up to {} of memory, more than {may}\n   help: {help}",
        size(needed)
    )))
}

/// How a run of a scenario would need less.
pub const RUN: &str = "record only means ([record] detail = \"means\") or fewer metrics ([record] metrics), use fewer threads (--threads), fewer staff in the largest unit or fewer periods";
/// How a trace would need less.
pub const TRACE: &str = "follow a smaller unit, or fewer periods (--set run.periods=...)";
/// How a sweep would need less.
pub const SWEEP: &str = "use fewer threads (--threads), fewer metrics (sweep.metrics), fewer replicates of a point, or smaller organisations";
/// How the tables and figures of a sweep would need less.
pub const TABLES: &str = "sweep fewer points or replicates, or draw fewer figures";
/// How what runs on all processors would need less.
pub const THREADS: &str = "use fewer processors (RAYON_NUM_THREADS=1), or fewer replicates";

/// Bytes in words, rounded up.
pub fn size(bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1e3;
    if kilobytes < 1e3 {
        format!("{:.0} kB", kilobytes.ceil())
    } else if kilobytes < 1e6 {
        format!("{:.0} MB", (kilobytes / 1e3).ceil())
    } else {
        format!("{:.1} GB", (kilobytes / 1e5).ceil() / 10.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_and_rounded_up() {
        assert_eq!(size(2_340_000_000), "2.4 GB");
        assert_eq!(size(25_000_000), "25 MB");
        assert_eq!(size(25_000_001), "26 MB");
    }
}
