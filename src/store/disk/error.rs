//! Why something could not be read or written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be read or written.
#[derive(Debug)]
pub enum DiskError {
    /// Something stands in the way that this program may not remove, or the file named is of a wrong
    /// kind: a mistake of the user, told with how to go on.
    InTheWay {
        /// What stands there.
        path: PathBuf,
        /// Why that is a hindrance, to be read after the path.
        reason: String,
        /// How to go on.
        help: String,
    },
    /// The system refused.
    Failed {
        /// What was tried: `read`, `write`, `make`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl DiskError {
    /// The system refused to do something to a file.
    pub fn failed(action: &'static str, path: &Path, error: io::Error) -> Self {
        Self::Failed { action, path: path.to_owned(), error }
    }

    /// Something stands in the way.
    pub fn in_the_way(path: &Path, reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self::InTheWay { path: path.to_owned(), reason: reason.into(), help: help.into() }
    }

    /// Whether the file does not exist.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Failed { error, .. } if error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::InTheWay { path, reason, help } => {
                write!(f, "{} {reason}\n   help: {help}", path.display())
            }
            Self::Failed { action, path, error } => {
                write!(f, "cannot {action} {}: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for DiskError {}

impl From<DiskError> for io::Error {
    fn from(error: DiskError) -> Self {
        match error {
            DiskError::Failed { error, .. } => error,
            DiskError::InTheWay { reason, .. } => Self::other(reason),
        }
    }
}
