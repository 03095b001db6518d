//! Reading: regular files of a limited size.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::DiskError;

/// Most bytes of a scenario, a sweep, a lesson or a table of targets that are read.
pub const SCENARIO_LIMIT: u64 = 16_000_000;
/// Most bytes of a list of points (CSV).
pub const LIST_LIMIT: u64 = 256_000_000;
/// Most bytes of a manifest or another record of this program.
pub const RECORD_LIMIT: u64 = 256_000_000;

/// Opens a file for reading; it must be a regular one, or the program could wait or read for ever.
///
/// # Errors
/// When it cannot be opened, or is a folder, a device or a pipe.
pub fn open_regular(path: &Path) -> Result<File, DiskError> {
    let failed = |error| DiskError::failed("read", path, error);
    let kind = fs::metadata(path).map_err(failed)?;
    if !kind.is_file() {
        let what = if kind.is_dir() { "a folder" } else { "a device or a pipe" };
        let reason = format!("is {what}, not a file");
        return Err(DiskError::in_the_way(path, reason, "name a regular file"));
    }
    File::open(path).map_err(failed)
}

/// Reads a file that a user names: a regular one of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read, is no regular file or is too large.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, DiskError> {
    let mut bytes = Vec::new();
    let file = open_regular(path)?;
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| DiskError::failed("read", path, error))?;
    if bytes.len() as u64 > limit {
        let reason = format!("is too large: more than {} MB", limit / 1_000_000);
        return Err(DiskError::in_the_way(path, reason, "is this the right file?"));
    }
    Ok(bytes)
}

/// Reads a text as [`read`] does.
///
/// # Errors
/// As [`read`], and when it is no UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, DiskError> {
    let bytes = read(path, limit)?;
    String::from_utf8(bytes).map_err(|_| {
        DiskError::failed("read", path, io::Error::new(io::ErrorKind::InvalidData, "is not UTF-8"))
    })
}

/// Reads a file that this program wrote, whatever its size.
///
/// # Errors
/// When it cannot be read, or is no regular file.
pub fn read_own(path: &Path) -> Result<Vec<u8>, DiskError> {
    let mut bytes = Vec::new();
    open_regular(path)?
        .read_to_end(&mut bytes)
        .map_err(|error| DiskError::failed("read", path, error))?;
    Ok(bytes)
}

/// Whether anything stands under a name, a link to nothing included.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a regular file stands under a name, not a link to one.
pub fn is_regular(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// What a folder holds, sorted; nothing when there is no folder.
///
/// # Errors
/// When it cannot be read.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let failed = |error| DiskError::failed("read", folder, error);
    let found = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(failed)?,
    };
    let mut all = found
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(failed)?;
    all.sort();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_of_a_limited_size_are_read() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert!(read(&path, 4).unwrap_err().to_string().contains("too large"));
        assert!(read(place.path(), 9).unwrap_err().to_string().contains("a folder"));
        assert!(read(&place.path().join("b"), 9).unwrap_err().is_not_found());
        #[cfg(unix)]
        assert!(read(Path::new("/dev/zero"), 9).unwrap_err().to_string().contains("a device"));
    }
}
