//! The threads of a command.

use super::failure::Failure;

/// Does something on the threads that were asked for, or on all processors.
pub fn on<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))?
        .install(work)
}
