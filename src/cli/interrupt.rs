//! Ctrl-C and requests to terminate. Every command then ends with exit code 130 and one clean line that
//! says what is kept and how to go on, and leaves nothing half written.
//!
//! Most commands keep nothing before they are done, so they end at once, in the middle of whatever they
//! compute. What must not be cut in two (writing results, a chunk of a sweep) is done under a [`hold`]:
//! then the first Ctrl-C only takes note, and the command ends by itself when it next looks. A
//! second Ctrl-C always ends at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failure::Failure;
use super::output::complain;
use super::progress::Screen;
use crate::store::disk;

/// What is kept by a command that has said nothing else.
const NOTHING: &str = "nothing was written; the same command starts again from the beginning";

/// Whether someone has asked to stop.
static ASKED: AtomicBool = AtomicBool::new(false);

/// What is going on.
static NOW: Mutex<Now> =
    Mutex::new(Now { screen: None, kept: None, holds: 0, discarded: Vec::new() });

struct Now {
    /// The bar on the terminal.
    screen: Option<Screen>,
    /// What is kept, and how to go on.
    kept: Option<String>,
    /// How many things are being done that must not be cut in two.
    holds: usize,
    /// Folders of the program's own that are of no use to anybody else.
    discarded: Vec<PathBuf>,
}

fn now() -> MutexGuard<'static, Now> {
    // A thread that panicked while it held the lock left nothing half changed.
    NOW.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins something that must not be cut in two; [`release`] ends it.
pub fn hold() {
    now().holds += 1;
}

/// Ends what the last [`hold`] began.
pub fn release() {
    now().holds -= 1;
}

/// From now on an interruption keeps this.
pub fn keeps(what: impl Into<String>) {
    now().kept = Some(what.into());
}

/// Whether someone has asked to stop.
pub fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// A command that ends because someone asked to stop.
pub fn interrupted() -> Failure {
    Failure::Interrupted(line(&now()))
}

/// The results of the command are whole in a folder; ends when someone asked to stop meanwhile.
pub fn finished(folder: &Path) -> Result<(), Failure> {
    keeps(format!("the results are complete: {}", folder.display()));
    if is_asked() { Err(interrupted()) } else { Ok(()) }
}

/// From now on an interruption removes a folder of the program's own.
pub fn discards(folder: &Path) {
    now().discarded.push(folder.to_owned());
}

/// From now on an interruption leaves such a folder, which is about to be results.
pub fn discards_no_more(folder: &Path) {
    now().discarded.retain(|discarded| discarded != folder);
}

/// The bar that is on the terminal, to be cleared when the command is interrupted.
pub fn shows(screen: Option<Screen>) {
    now().screen = screen;
}

fn line(now: &Now) -> String {
    format!("interrupted; {}", now.kept.as_deref().unwrap_or(NOTHING))
}

/// Listens for Ctrl-C and requests to terminate. Where that cannot be had, they end the program as
/// they end any other, which loses nothing either.
pub fn listen() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        // Blocked here, before any other thread begins, they are blocked everywhere, and only the thread
        // that waits for them is given them. Those that are ignored (as under nohup) stay so.
        let signals: SigSet = [Signal::SIGINT, Signal::SIGTERM].into_iter().collect();
        let wait = move || {
            while signals.wait().is_ok() {
                heed();
            }
        };
        if signals.thread_block().is_ok()
            && std::thread::Builder::new().name("interrupt".to_owned()).spawn(wait).is_err()
        {
            // Nobody listens: let them do what they do by themselves.
            let _ = signals.thread_unblock();
        }
    }
    #[cfg(not(unix))]
    let _ = ctrlc::set_handler(heed);
}

/// Takes note of a request to stop, or ends at once.
fn heed() {
    let now = now();
    let first = !ASKED.swap(true, Ordering::Relaxed);
    if first && now.holds > 0 {
        let text = "stopping once the current step is complete; Ctrl-C again stops at once";
        match &now.screen {
            Some(screen) => screen.above(|| complain(text)),
            None => complain(text),
        }
        return;
    }
    if let Some(screen) = &now.screen {
        screen.clear();
    }
    for folder in &now.discarded {
        // A rest of it does no harm: the next command removes it.
        disk::discard(folder);
    }
    complain(&line(&now));
    std::process::exit(130);
}
