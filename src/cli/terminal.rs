//! The terminal as the watcher of a task: bars, lines on standard error, and Ctrl-C.

use std::path::Path;

use super::output::{complain, tell};
use super::{interrupt, memory, progress};
use crate::workflow::{Progress, Watcher};

/// Shows on a terminal how far a task is, unless someone wants quiet.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Whether only what a user has to know is told.
    pub quiet: bool,
}

impl Watcher for Terminal {
    fn progress(&self, total: u64, things: &'static str) -> Box<dyn Progress> {
        Box::new(progress::bar(total, things, self.quiet))
    }

    fn note(&self, text: &str) {
        tell(self.quiet, text);
    }

    fn warn(&self, text: &str) {
        complain(text);
    }

    fn memory_limit(&self) -> Option<u64> {
        memory::limit()
    }

    fn is_asked_to_stop(&self) -> bool {
        interrupt::is_asked()
    }

    fn keeps(&self, what: &str) {
        interrupt::keeps(what);
    }

    fn hold(&self) {
        interrupt::hold();
    }

    fn release(&self) {
        interrupt::release();
    }

    fn discards(&self, folder: &Path) {
        interrupt::discards(folder);
    }

    fn discards_no_more(&self, folder: &Path) {
        interrupt::discards_no_more(folder);
    }
}
