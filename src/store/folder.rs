//! A results folder, written to a temporary place and moved into place at the end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

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
        let temporary = tempfile::Builder::new().prefix(".unfinished-").tempdir_in(parent)?;
        Ok(Self { temporary, target: target.to_owned() })
    }

    /// Writes a file of the folder.
    ///
    /// # Errors
    /// When it cannot be written, for instance on a full disk.
    pub fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let path = self.temporary.path().join(name);
        fs::write(&path, content)?;
        fs::File::open(&path)?.sync_all()
    }

    /// Moves the folder into place, whole; a folder that stood there is replaced.
    ///
    /// # Errors
    /// When it cannot be moved; the old folder then stands as before.
    pub fn finish(self) -> io::Result<PathBuf> {
        let Self { temporary, target } = self;
        make_readable(temporary.path())?;
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

/// Temporary folders are private to their owner; results are as open as any other folder.
#[cfg(unix)]
fn make_readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_readable(_: &Path) -> io::Result<()> {
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
