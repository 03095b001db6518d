//! Running the chunks that are missing.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::{Opened, tell, unwritten};
use crate::cli::failure::Failure;
use crate::cli::progress;
use crate::store::sweep::Store;
use crate::sweep::{Shard, run_chunk};

/// How often someone who has no terminal, such as the log of a cluster, is told how far it is.
const LOG_EVERY: Duration = Duration::from_secs(60);

/// Whether someone has asked to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// How far it has come.
struct Progress {
    bar: ProgressBar,
    start: Instant,
    runs: AtomicU64,
    failed: AtomicU64,
    chunks: AtomicUsize,
    all_chunks: usize,
    quiet: bool,
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
        tell(quiet, &format!("{}: {there} of {all} chunks are there", store.path().display()));
    }
    heed_interrupts();
    let points = |chunk: &u64| plan.points(*chunk).end - plan.points(*chunk).start;
    let progress = Progress {
        bar: progress::points_bar(missing.iter().map(points).sum(), quiet),
        start: Instant::now(),
        runs: AtomicU64::new(0),
        failed: AtomicU64::new(0),
        chunks: AtomicUsize::new(0),
        all_chunks: missing.len(),
        quiet,
    };
    let next = AtomicUsize::new(0);
    let broken = AtomicBool::new(false);
    // Large points are run on all threads, one after the other.
    let workers = if plan.is_large(sweep) { 1 } else { pool.current_num_threads() };
    let work = |_| {
        while !broken.load(Ordering::Relaxed) && !STOP.load(Ordering::Relaxed) {
            let Some(chunk) = missing.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
            let done = |runs: u32| progress.add_runs(u64::from(runs));
            let rows = run_chunk(sweep, plan.points(*chunk), &done);
            store.add(*chunk, &rows).inspect_err(|_| broken.store(true, Ordering::Relaxed))?;
            progress.add_chunk(points(chunk), rows.n_failed() as u64);
        }
        Ok(())
    };
    let log = || progress.log_until_done(&broken);
    let ended = std::thread::scope(|scope| {
        let logger = scope.spawn(log);
        let ended =
            pool.install(|| (0..workers).into_par_iter().with_max_len(1).try_for_each(work));
        // Wakes the log, whatever has been reached.
        broken.store(true, Ordering::Relaxed);
        logger.thread().unpark();
        ended
    });
    progress.bar.finish_and_clear();
    ended.map_err(|error| unwritten(&error))?;
    if STOP.load(Ordering::Relaxed) {
        return Err(Failure::Interrupted(format!(
            "stopped; {} of {} chunks were run; the same command goes on from there",
            progress.chunks.load(Ordering::Relaxed),
            missing.len(),
        )));
    }
    Ok(())
}

/// Ends at the next chunk when someone presses Ctrl-C, and at once when they press it again.
fn heed_interrupts() {
    // A second handler in the same process is no matter: the first one does.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
}

impl Progress {
    fn add_runs(&self, runs: u64) {
        self.runs.fetch_add(runs, Ordering::Relaxed);
        self.bar.set_message(self.message());
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

    /// Tells now and then how far it is, to who has no terminal.
    fn log_until_done(&self, done: &AtomicBool) {
        while !done.load(Ordering::Relaxed) {
            std::thread::park_timeout(LOG_EVERY);
            if !done.load(Ordering::Relaxed) && self.bar.is_hidden() {
                let chunks = self.chunks.load(Ordering::Relaxed);
                let seconds = self.start.elapsed().as_secs_f64();
                let left = seconds / chunks.max(1) as f64 * (self.all_chunks - chunks) as f64;
                let text = format!(
                    "{chunks} of {} chunks, {}, about {left:.0} s left",
                    self.all_chunks,
                    self.message()
                );
                tell(self.quiet, &text);
            }
        }
    }
}
