//! Who watches a task: is shown how far it is, hears what a user should know, and may ask it to end.
//! The command line draws bars and listens to signals; a program without a terminal needs none of it.

use std::path::Path;

use super::TaskError;

/// How far some work is, from its beginning until this is dropped. It is told from any thread.
pub trait Progress: Sync {
    /// So many steps more are done.
    fn advance(&self, steps: u64);

    /// What is being done now.
    fn message(&self, text: &str);
}

/// Watches a task. Each method does nothing unless it is written anew.
pub trait Watcher: Sync {
    /// Work of so many steps begins; `things` is what they are called, such as `replicates`.
    fn progress(&self, _total: u64, _things: &'static str) -> Box<dyn Progress> {
        Box::new(Unwatched)
    }

    /// Something that a user may want to know.
    fn note(&self, _text: &str) {}

    /// Something that a user has to know.
    fn warn(&self, _text: &str) {}

    /// The bytes of memory that a task may take; without a word, most of what is free.
    fn memory_limit(&self) -> Option<u64> {
        None
    }

    /// Whether someone asks the task to stop. It is asked where stopping loses nothing.
    fn is_asked_to_stop(&self) -> bool {
        false
    }

    /// From now on an interruption keeps this.
    fn keeps(&self, _what: &str) {}

    /// From now on, until [`Watcher::release`], something is done that must not be cut in two.
    fn hold(&self) {}

    /// Ends what the last [`Watcher::hold`] began.
    fn release(&self) {}

    /// From now on an interruption may remove a hidden folder in which results are made ready.
    fn discards(&self, _folder: &Path) {}

    /// From now on an interruption must leave such a folder, which is about to be results.
    fn discards_no_more(&self, _folder: &Path) {}
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watcher for Unwatched {}

impl Progress for Unwatched {
    fn advance(&self, _steps: u64) {}

    fn message(&self, _text: &str) {}
}

/// Something that must not be cut in two, for as long as this lives.
#[must_use]
pub(super) struct Hold<'a>(&'a dyn Watcher);

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// Begins something that must not be cut in two.
pub(super) fn hold(watcher: &dyn Watcher) -> Hold<'_> {
    watcher.hold();
    Hold(watcher)
}

/// Ends a task that someone asked to stop.
pub(super) fn check(watcher: &dyn Watcher) -> Result<(), TaskError> {
    if watcher.is_asked_to_stop() { Err(TaskError::Interrupted) } else { Ok(()) }
}
