//! Names of what is not yet whole.

use std::ffi::OsStr;
use std::hash::{BuildHasher, Hasher};
use std::path::Path;

/// How names of single files begin that are not yet whole.
pub(super) const FILE: &str = ".tillit-file-";
/// How names of folders begin in which results are made ready.
pub(super) const WORK: &str = ".tillit-work-";

/// A name with a prefix that nobody else has.
pub(super) fn fresh(prefix: &str) -> String {
    // Every state of the standard library's hasher has random keys of its own.
    let random = std::hash::RandomState::new().build_hasher().finish();
    format!("{prefix}{random:016x}")
}

/// Whether a name was made by [`fresh`].
pub(super) fn is_fresh(name: &OsStr, prefix: &str) -> bool {
    let digits = name.to_str().and_then(|name| name.strip_prefix(prefix));
    digits.is_some_and(|digits| {
        digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Whether the name of a path is one of those that commands leave behind when they are killed.
pub fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    is_fresh(name, FILE) || is_fresh(name, WORK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_known_again() {
        let (one, other) = (fresh(FILE), fresh(FILE));
        assert_ne!(one, other);
        assert!(is_fresh(OsStr::new(&one), FILE) && !is_fresh(OsStr::new(&one), WORK));
        for name in [".tillit-file-", ".tillit-file-notes", ".tillit-file-0123456789abcdeg", "x"] {
            assert!(!is_unfinished(Path::new(name)), "{name}");
        }
    }
}
