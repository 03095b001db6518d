//! The threads of a command.

use super::failure::Failure;
use crate::ground::executor::on_threads;

/// Does something on the threads that were asked for, or on all processors.
pub fn on<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    on_threads(threads.unwrap_or(0), work)
        .map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))?
}
