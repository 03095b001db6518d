//! A results folder, written to a temporary place and moved into place at the end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempDir};

use super::manifest::{FileRecord, hexadecimal};

/// How the names of files begin that are not yet whole.
pub(super) const UNFINISHED: &str = ".unfinished-";

/// Writes a file so that under its name there is nothing, what was there before, or all of it, even
/// when the power fails.
pub(super) fn write_whole(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    use std::io::Write;
    let mut file = begin_file(folder)?;
    file.write_all(content)?;
    finish_file(file, folder, name)
}

/// Begins a file that will stand in a folder; it is removed when it is dropped before
/// [`finish_file`].
pub(super) fn begin_file(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)
}

/// Puts a file that is written to its end under its name.
pub(super) fn finish_file(file: NamedTempFile, folder: &Path, name: &str) -> io::Result<()> {
    make_readable(file.path(), 0o644)?;
    file.as_file().sync_all()?;
    file.persist(folder.join(name)).map_err(|error| error.error)?;
    fs::File::open(folder)?.sync_all()
}

/// A file of a results folder being written.
#[derive(Debug)]
pub struct NewFile {
    file: fs::File,
    name: String,
    hash: Sha256,
}

impl NewFile {
    /// Makes sure that the file is safe on disk; its name and hash.
    ///
    /// # Errors
    /// When it cannot be written to its end.
    pub fn finish(self) -> io::Result<FileRecord> {
        self.file.sync_all()?;
        Ok(FileRecord { name: self.name, sha256: hexadecimal(&self.hash.finalize()) })
    }
}

impl io::Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A results folder being written. Nothing shows under its final name before [`Folder::finish`];
/// if it is dropped before, nothing is left behind.
#[derive(Debug)]
pub struct Folder {
    temporary: TempDir,
    target: PathBuf,
}

impl Folder {
    /// Begins the folder that will stand at `target`.
    ///
    /// # Errors
    /// When the parent folder cannot be made or written to.
    pub fn begin(target: &Path) -> io::Result<Self> {
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent)?;
        let temporary = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(parent)?;
        Ok(Self { temporary, target: target.to_owned() })
    }

    /// Begins a file of the folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(&self, name: &str) -> io::Result<NewFile> {
        let file = fs::File::create_new(self.temporary.path().join(name))?;
        Ok(NewFile { file, name: name.to_owned(), hash: Sha256::new() })
    }

    /// Leaves out a file that was written.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn leave_out(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.temporary.path().join(name))
    }

    /// A file that nobody else sees, to write to and read back from; it is gone when it is dropped, and
    /// when the process ends in whatever way.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn scratch(&self) -> io::Result<fs::File> {
        tempfile::tempfile_in(self.temporary.path())
    }

    /// Writes a file of the folder.
    ///
    /// # Errors
    /// When it cannot be written, for instance on a full disk.
    pub fn write(&self, name: &str, content: &[u8]) -> io::Result<FileRecord> {
        use std::io::Write;
        let mut file = self.create(name)?;
        file.write_all(content)?;
        file.finish()
    }

    /// Moves the folder into place, whole; a folder that stood there is replaced.
    ///
    /// # Errors
    /// When it cannot be moved; the old folder then stands as before.
    pub fn finish(self) -> io::Result<PathBuf> {
        let Self { temporary, target } = self;
        make_readable(temporary.path(), 0o755)?;
        if target.exists() {
            let parent = temporary.path().parent().unwrap_or(Path::new("."));
            let old = tempfile::Builder::new().prefix(".replaced-").tempdir_in(parent)?;
            let aside = old.path().join("old");
            fs::rename(&target, &aside)?;
            if let Err(error) = fs::rename(temporary.path(), &target) {
                fs::rename(&aside, &target)?;
                return Err(error);
            }
        } else {
            fs::rename(temporary.path(), &target)?;
        }
        // The folder has moved away, so there is nothing left to clean up under the old name.
        let _ = temporary.keep();
        Ok(target)
    }
}

/// What is temporary is private to its owner; results are as open as anything else.
#[cfg(unix)]
fn make_readable(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn make_readable(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_whole_and_replaces_the_old_one() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("deep/results");
        for content in ["one", "two"] {
            let folder = Folder::begin(&target).unwrap();
            folder.write("a.csv", content.as_bytes()).unwrap();
            folder.finish().unwrap();
            assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), content);
        }
        let unfinished = Folder::begin(&target).unwrap();
        unfinished.write("b.csv", b"half").unwrap();
        drop(unfinished);
        assert!(!target.join("b.csv").exists());
        let left: Vec<_> = fs::read_dir(target.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }
}
