//! Locks, by which a command at work is told from one that was killed: the system lets a lock go when
//! its process ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// A file that is held by this process, under a name that leads to it.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// What came of the wish to hold a lock.
#[derive(Debug)]
pub enum Claim {
    /// It is held.
    Held(Lock),
    /// Another process holds it.
    Busy,
    /// The file system has no locks, so nobody can tell.
    Unknown,
}

impl Lock {
    /// Whether another process holds a file.
    pub fn is_held(path: &Path) -> bool {
        let lock = File::open(path);
        lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Holds a file that is made if need be.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn claim(path: &Path) -> io::Result<Claim> {
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(path)?;
            match try_hold(&file)? {
                Attempt::Held if !leads_to(path, &file) => {} // removed or replaced meanwhile
                Attempt::Held => return Ok(Claim::Held(Self { _file: file })),
                Attempt::Busy => return Ok(Claim::Busy),
                Attempt::Unknown => return Ok(Claim::Unknown),
            }
        }
    }
}

/// What came of trying to hold an open file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    Held,
    Busy,
    Unknown,
}

/// Tries to hold an open file.
pub(super) fn try_hold(file: &File) -> io::Result<Attempt> {
    match file.try_lock() {
        Ok(()) => Ok(Attempt::Held),
        Err(TryLockError::WouldBlock) => Ok(Attempt::Busy),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => Err(error),
        Err(TryLockError::Error(_)) => Ok(Attempt::Unknown),
    }
}

/// Whether a name still leads to an open file.
#[cfg(unix)]
pub(super) fn leads_to(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::symlink_metadata(path), file.metadata()) {
        (Ok(named), Ok(open)) => (named.dev(), named.ino()) == (open.dev(), open.ino()),
        _ => false,
    }
}

/// Whether a name still leads to an open file; without numbers of files, whether there is one.
#[cfg(not(unix))]
pub(super) fn leads_to(path: &Path, _: &File) -> bool {
    fs::symlink_metadata(path).is_ok()
}
