//! Running the chunks that are missing.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use super::OpenedSweep;
use crate::ground::executor;
use crate::ground::executor::threads;
use crate::store::sweep::{Store, StoreError};
use crate::study::sweep::{Shard, run_chunk};
use crate::workflow::watcher::{check, hold};
use crate::workflow::{Progress, TaskError, Watcher};

/// The chunks that are run, and how far that has come.
struct Work<'a> {
    opened: &'a OpenedSweep,
    store: &'a Store,
    watcher: &'a dyn Watcher,
    missing: Vec<u64>,
    progress: Box<dyn Progress>,
    start: Instant,
    runs: AtomicU64,
    failed: AtomicU64,
    /// Chunks that are done.
    chunks: AtomicUsize,
    /// Chunks that were taken up.
    next: AtomicUsize,
    /// Whether a chunk could not be written.
    is_broken: AtomicBool,
}

/// Runs the chunks that are missing, on all threads of the current pool. Each is written as it ends; the
/// first that cannot be written ends the work.
pub(super) fn run_missing(
    opened: &OpenedSweep,
    store: &Store,
    shard: Option<Shard>,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let all = opened.plan.of_shard(shard).count();
    let missing: Vec<u64> =
        opened.plan.of_shard(shard).filter(|chunk| !store.has(*chunk)).collect();
    if missing.len() < all {
        let there = all - missing.len();
        watcher.note(&format!("{}: {there} of {all} chunks are done", store.path().display()));
    }
    watcher.keeps("finished chunks are kept; the same command resumes the sweep");
    let held = hold(watcher);
    let work = Work::new(opened, store, missing, watcher);
    let ended = work.run();
    let (done, of) = (work.chunks.load(Ordering::Relaxed), work.missing.len());
    drop(work);
    ended?;
    drop(held);
    watcher.keeps(&format!(
        "{done} of {of} chunks were run and are kept; the same command resumes the sweep"
    ));
    check(watcher)
}

impl<'a> Work<'a> {
    fn new(
        opened: &'a OpenedSweep,
        store: &'a Store,
        missing: Vec<u64>,
        watcher: &'a dyn Watcher,
    ) -> Self {
        let points = missing.iter().map(|chunk| opened.plan.size(*chunk)).sum();
        Self {
            opened,
            store,
            watcher,
            missing,
            progress: watcher.progress(points, "points"),
            start: Instant::now(),
            runs: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            chunks: AtomicUsize::new(0),
            next: AtomicUsize::new(0),
            is_broken: AtomicBool::new(false),
        }
    }

    /// Runs the chunks side by side; those of large points on all threads, one after the other.
    fn run(&self) -> Result<(), StoreError> {
        let is_large = self.opened.plan.is_large(&self.opened.sweep);
        let workers = if is_large { 1 } else { threads() };
        executor::map(0..workers, |_| self.run_chunks()).into_iter().collect()
    }

    /// Runs chunks until none is left, one could not be written, or someone asks to stop.
    fn run_chunks(&self) -> Result<(), StoreError> {
        while !self.is_broken.load(Ordering::Relaxed) && !self.watcher.is_asked_to_stop() {
            let next = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = self.missing.get(next) else { break };
            let done = |runs: u32| self.add_runs(u64::from(runs));
            let rows = run_chunk(&self.opened.sweep, self.opened.plan.points(*chunk), &done);
            let is_broken = |_: &StoreError| self.is_broken.store(true, Ordering::Relaxed);
            self.store.add(*chunk, &rows).inspect_err(is_broken)?;
            self.failed.fetch_add(rows.n_failed() as u64, Ordering::Relaxed);
            self.chunks.fetch_add(1, Ordering::Relaxed);
            self.progress.advance(self.opened.plan.size(*chunk));
        }
        Ok(())
    }

    fn add_runs(&self, runs: u64) {
        let runs = self.runs.fetch_add(runs, Ordering::Relaxed) + runs;
        let rate = runs as f64 / self.start.elapsed().as_secs_f64().max(1e-3);
        let failed = self.failed.load(Ordering::Relaxed);
        self.progress.message(&format!("{runs} runs, {rate:.0}/s, {failed} failed"));
    }
}
