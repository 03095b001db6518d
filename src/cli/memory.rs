//! How much memory a command may take, as it was typed.

use std::sync::OnceLock;

/// What `--max-memory` says, in bytes, once the command line was read.
static LIMIT: OnceLock<Option<u64>> = OnceLock::new();

/// Takes what was typed as `--max-memory`.
pub fn allow(limit: Option<u64>) {
    // A process has one command line.
    let _ = LIMIT.set(limit);
}

/// The bytes that `--max-memory` allows, if it was typed.
pub fn limit() -> Option<u64> {
    LIMIT.get().copied().flatten()
}
