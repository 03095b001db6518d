//! Running the chunks that are missing.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use super::{Opened, unwritten};
use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::output::tell;
use crate::cli::progress;
use crate::cli::progress::Bar;
use crate::store::sweep::Store;
use crate::study::sweep::{Shard, run_chunk};

/// How far it has come.
struct Progress {
    bar: Bar,
    start: Instant,
    runs: AtomicU64,
    failed: AtomicU64,
    chunks: AtomicUsize,
}

/// Runs the chunks that are missing, on all threads of the pool. Each is written as it ends; the
/// first that cannot be written ends the work.
pub fn run_missing(
    opened: &Opened,
    store: &Store,
    shard: Option<Shard>,
    pool: &rayon::ThreadPool,
    quiet: bool,
) -> Result<(), Failure> {
    let Opened { sweep, plan, .. } = opened;
    let missing: Vec<u64> = plan.of_shard(shard).filter(|chunk| !store.has(*chunk)).collect();
    let all = plan.of_shard(shard).count();
    if missing.len() < all {
        let there = all - missing.len();
        tell(quiet, &format!("{}: {there} of {all} chunks are done", store.path().display()));
    }
    interrupt::keeps("finished chunks are kept; the same command resumes the sweep");
    let held = interrupt::hold();
    let points = |chunk: &u64| plan.points(*chunk).end - plan.points(*chunk).start;
    let progress = Progress {
        bar: progress::bar(missing.iter().map(points).sum(), "points", quiet),
        start: Instant::now(),
        runs: AtomicU64::new(0),
        failed: AtomicU64::new(0),
        chunks: AtomicUsize::new(0),
    };
    let next = AtomicUsize::new(0);
    let broken = AtomicBool::new(false);
    // Large points are run on all threads, one after the other.
    let workers = if plan.is_large(sweep) { 1 } else { pool.current_num_threads() };
    let work = |_| {
        while !broken.load(Ordering::Relaxed) && !interrupt::is_asked() {
            let Some(chunk) = missing.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
            let done = |runs: u32| progress.add_runs(u64::from(runs));
            let rows = run_chunk(sweep, plan.points(*chunk), &done);
            store.add(*chunk, &rows).inspect_err(|_| broken.store(true, Ordering::Relaxed))?;
            progress.add_chunk(points(chunk), rows.n_failed() as u64);
        }
        Ok(())
    };
    let ended = pool.install(|| (0..workers).into_par_iter().with_max_len(1).try_for_each(work));
    let done = progress.chunks.load(Ordering::Relaxed);
    drop(progress);
    ended.map_err(|error| unwritten(&error))?;
    drop(held);
    interrupt::keeps(format!(
        "{done} of {} chunks were run and are kept; the same command resumes the sweep",
        missing.len(),
    ));
    interrupt::check()
}

impl Progress {
    fn add_runs(&self, runs: u64) {
        self.runs.fetch_add(runs, Ordering::Relaxed);
        self.bar.set_message(&self.message());
    }

    fn add_chunk(&self, points: u64, failed: u64) {
        self.failed.fetch_add(failed, Ordering::Relaxed);
        self.chunks.fetch_add(1, Ordering::Relaxed);
        self.bar.inc(points);
    }

    fn message(&self) -> String {
        let runs = self.runs.load(Ordering::Relaxed);
        let rate = runs as f64 / self.start.elapsed().as_secs_f64().max(1e-3);
        let failed = self.failed.load(Ordering::Relaxed);
        format!("{runs} runs, {rate:.0}/s, {failed} failed")
    }
}
