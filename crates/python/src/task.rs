//! Work done with the interpreter's lock released: on threads of its own, under the eyes of a progress
//! function, until it is done or someone presses Ctrl-C.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::{PyUserWarning, PyValueError};
use pyo3::prelude::*;
use tillit::ground::executor::on_threads;
use tillit::store::disk;
use tillit::workflow::{Progress, Watcher};

use crate::errors::Problem;

/// How often the interpreter is asked for signals and told how far the work is.
const TICK: Duration = Duration::from_millis(50);
/// The stack of the thread that does the work: that of a program's first thread.
const STACK: usize = 8 << 20;
/// Most threads, as on the command line.
const MOST_THREADS: usize = 1024;

/// Who asked for work, and how it is to be done.
pub(crate) struct Asked<'py> {
    pub py: Python<'py>,
    pub threads: Option<usize>,
    /// Is called with steps done, all steps and what they are called.
    pub progress: Option<Bound<'py, PyAny>>,
}

/// What the work tells and the interpreter hears.
#[derive(Default)]
struct Shared {
    asked: AtomicBool,
    holds: AtomicUsize,
    done: AtomicU64,
    /// Steps in all and their name.
    total: Mutex<(u64, &'static str)>,
    told: Mutex<Vec<String>>,
    discarded: Mutex<Vec<PathBuf>>,
}

/// Watches the work for the interpreter.
#[derive(Clone, Default)]
pub(crate) struct Watch(Arc<Shared>);

/// Unwinds work that someone asked to stop.
struct Cancelled;

fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held the lock left nothing half changed.
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watch {
    /// Ends the work here if someone asked for it and nothing may be lost by it. From any thread: the
    /// panic, which tells nobody, is passed on to the thread that waits.
    fn stop_if_asked(&self) {
        if self.0.asked.load(Ordering::Relaxed) && self.0.holds.load(Ordering::Relaxed) == 0 {
            panic::resume_unwind(Box::new(Cancelled));
        }
    }
}

impl Watcher for Watch {
    fn progress(&self, total: u64, things: &'static str) -> Box<dyn Progress> {
        *open(&self.0.total) = (total, things);
        self.0.done.store(0, Ordering::Relaxed);
        Box::new(self.clone())
    }

    fn warn(&self, text: &str) {
        open(&self.0.told).push(text.to_owned());
    }

    fn is_asked_to_stop(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }

    fn hold(&self) {
        self.0.holds.fetch_add(1, Ordering::Relaxed);
    }

    fn release(&self) {
        self.0.holds.fetch_sub(1, Ordering::Relaxed);
    }

    fn discards(&self, folder: &Path) {
        open(&self.0.discarded).push(folder.to_owned());
    }

    fn discards_no_more(&self, folder: &Path) {
        open(&self.0.discarded).retain(|discarded| discarded != folder);
    }
}

impl Progress for Watch {
    fn advance(&self, steps: u64) {
        self.0.done.fetch_add(steps, Ordering::Relaxed);
        self.stop_if_asked();
    }

    fn message(&self, _text: &str) {}
}

impl Asked<'_> {
    /// Does some work that can be watched.
    ///
    /// # Errors
    /// What the work gave, or what the interpreter raised meanwhile: a pressed Ctrl-C, or an exception of
    /// the progress function.
    pub(crate) fn run<T: Send>(
        &self,
        work: impl FnOnce(&Watch) -> Result<T, Problem> + Send,
    ) -> PyResult<T> {
        if self.threads.is_some_and(|threads| !(1..=MOST_THREADS).contains(&threads)) {
            return Err(PyValueError::new_err(format!("threads: from 1 to {MOST_THREADS}")));
        }
        let (watch, threads) = (Watch::default(), self.threads);
        let progress = self.progress.as_ref().map(|progress| progress.clone().unbind());
        let (outcome, raised) = self
            .py
            .detach(|| attended(&watch, progress.as_ref(), || on(threads, || work(&watch))))?;
        if let Some(raised) = raised {
            // A rest of it does no harm: the next task removes it.
            open(&watch.0.discarded).iter().for_each(|folder| disk::discard(folder));
            return Err(raised);
        }
        for text in open(&watch.0.told).iter() {
            let text = std::ffi::CString::new(text.replace('\0', " ")).unwrap_or_default();
            PyErr::warn(self.py, &self.py.get_type::<PyUserWarning>(), &text, 2)?;
        }
        match outcome {
            Ok(outcome) => Ok(outcome??),
            Err(panic) => panic::resume_unwind(panic),
        }
    }
}

/// What a piece of work left behind, and what the interpreter raised meanwhile.
type Attended<T> = (thread::Result<T>, Option<PyErr>);

/// Does some work on a thread of its own, while this one looks after the interpreter.
fn attended<T: Send>(
    watch: &Watch,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce() -> T + Send,
) -> PyResult<Attended<T>> {
    thread::scope(|scope| {
        let (tell, hear) = channel();
        let work = move || {
            let outcome = panic::catch_unwind(AssertUnwindSafe(work));
            // Somebody hears it, for as long as the scope lasts.
            let _ = tell.send(outcome);
        };
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        let mut raised = None;
        loop {
            match hear.recv_timeout(TICK) {
                Ok(outcome) => return Ok((outcome, raised)),
                Err(RecvTimeoutError::Disconnected) => {
                    return Ok((Err(Box::new("the work ended without a word")), raised));
                }
                Err(RecvTimeoutError::Timeout) if raised.is_none() => {
                    raised = Python::attach(|py| look(py, watch, progress)).err();
                    watch.0.asked.store(raised.is_some(), Ordering::Relaxed);
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    })
}

/// Asks the interpreter for signals, and tells it how far the work is.
fn look(py: Python<'_>, watch: &Watch, progress: Option<&Py<PyAny>>) -> PyResult<()> {
    py.check_signals()?;
    let (total, things) = *open(&watch.0.total);
    if let (Some(progress), true) = (progress, total > 0) {
        let done = watch.0.done.load(Ordering::Relaxed).min(total);
        progress.call1(py, (done, total, things))?;
    }
    Ok(())
}

/// Does some work on so many threads, or on those that all work shares.
fn on<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<T, Problem> + Send,
) -> Result<Result<T, Problem>, Problem> {
    match threads.or_else(of_a_fork) {
        Some(threads) => on_threads(threads, work).map_err(Problem::from),
        None => Ok(work()),
    }
}

/// How many threads to start for a process that was forked off another one, in which the shared threads
/// work that did not come along.
fn of_a_fork() -> Option<usize> {
    static HOME: AtomicU32 = AtomicU32::new(0);
    let own = std::process::id();
    let home = HOME.compare_exchange(0, own, Ordering::Relaxed, Ordering::Relaxed);
    let is_fork = home.is_err_and(|home| home != own);
    is_fork.then(|| thread::available_parallelism().map_or(1, usize::from))
}
