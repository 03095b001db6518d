//! A folder of results that replaces the one before it, whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::owned::Listing;
use super::single::{can_write_in, parent};
use super::work::{Work, foreign};
use super::{DiskError, NewFile, Standing, leftovers, names};
use crate::store::manifest::{FileRecord, MANIFEST};

/// A folder of results being written. Nothing shows under its name before [`Folder::finish`]; if it is
/// dropped before, nothing is left behind.
#[derive(Debug)]
pub struct Folder {
    work: Option<Work>,
    /// Where the results will stand: the end of a link, if one was named.
    target: PathBuf,
    /// What the user named.
    shown: PathBuf,
    /// Folders above that were made for it.
    made: Vec<PathBuf>,
    /// Kinds of results that it replaces.
    kinds: Vec<String>,
}

/// A folder of results that stands in its place.
#[derive(Debug)]
pub struct Finished {
    /// Where.
    pub path: PathBuf,
    /// What a user should know, line by line.
    pub told: Vec<String>,
}

impl Folder {
    /// Begins the folder that will stand at `target`, before anything is computed: looks whether it can
    /// be written and whether anything stands in the way, of the folder or of one of `names`; only results of
    /// some `kinds` are replaced. What an
    /// interrupted command left there must have been ended before (see [`super::recover_beside`]).
    ///
    /// # Errors
    /// When something stands in the way, or the parent folder cannot be made or written to.
    pub fn begin(target: &Path, kinds: &[&str], names: &[String]) -> Result<Self, DiskError> {
        let shown = target.to_owned();
        let target = end_of(target)?;
        check(&target, &shown, kinds, names)?;
        leftovers::recover(&target)?;
        let failed = |error| DiskError::failed("write", &shown, error);
        let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let mut folder = Self { work: None, target, shown: shown.clone(), made: Vec::new(), kinds };
        folder.make_parents().map_err(failed)?;
        folder.work = Some(Work::begin(&folder.target).map_err(failed)?);
        Ok(folder)
    }

    /// Begins a file of the folder; its folder, if its name has one, is made.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(&self, name: &str) -> Result<NewFile, DiskError> {
        NewFile::within(&self.fresh(), name).map_err(|error| self.failed(error))
    }

    /// Writes a file of the folder.
    ///
    /// # Errors
    /// When it cannot be written, for instance on a full disk.
    pub fn write(&self, name: &str, content: &[u8]) -> Result<FileRecord, DiskError> {
        let mut file = self.create(name)?;
        file.write_all(content).and_then(|()| file.finish()).map_err(|error| self.failed(error))
    }

    /// The hidden folder in which it is made ready, for [`super::discard`].
    pub fn place(&self) -> PathBuf {
        self.work.as_ref().map(|work| work.path().to_owned()).unwrap_or_default()
    }

    /// Leaves out a file that was written.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn leave_out(&self, name: &str) -> Result<(), DiskError> {
        fs::remove_file(self.fresh().join(name)).map_err(|error| self.failed(error))
    }

    /// A file that nobody else sees, to write to and read back from; it is gone when it is dropped, and
    /// when the process ends in whatever way.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn scratch(&self) -> io::Result<fs::File> {
        tempfile::tempfile_in(self.fresh())
    }

    fn failed(&self, error: io::Error) -> DiskError {
        DiskError::failed("write", &self.shown, error)
    }

    fn fresh(&self) -> PathBuf {
        self.work.as_ref().map(Work::fresh).unwrap_or_default()
    }

    /// Moves the folder into place, whole. Of results that stood there, what their manifest lists goes;
    /// all else stays in its place. The manifest must have been written.
    ///
    /// # Errors
    /// When something has come to stand in the way, or the folder cannot be moved; what stood there then
    /// stands as before.
    pub fn finish(mut self) -> Result<Finished, DiskError> {
        let moved = self.move_into_place();
        let told = self.work.take().map(|work| work.settle()).unwrap_or_default();
        if moved.is_ok() {
            self.made.clear();
        }
        match moved {
            Ok(()) => Ok(Finished { path: self.shown.clone(), told }),
            Err(DiskError::Failed { action, path, error }) if !told.is_empty() => {
                let error = io::Error::new(error.kind(), format!("{error}\n{}", told.join("\n")));
                Err(DiskError::Failed { action, path, error })
            }
            Err(error) => Err(error),
        }
    }

    fn move_into_place(&self) -> Result<(), DiskError> {
        let failed = |error| self.failed(error);
        let new = self.fresh();
        let Some((work, listing)) = self.work.as_ref().zip(Listing::read(&new)) else {
            return Err(failed(io::Error::other("its manifest is missing")));
        };
        let mut names: Vec<String> = listing.files.iter().map(|file| file.name.clone()).collect();
        names.push(MANIFEST.to_owned());
        let kinds: Vec<&str> = self.kinds.iter().map(String::as_str).collect();
        match check(&self.target, &self.shown, &kinds, &names)? {
            Standing::Results(old) => {
                link_foreign(&self.target, &old, &new).map_err(failed)?;
                work.is_ready().map_err(failed)?;
                work.exchange(|aside| Listing::read(aside).as_ref() == Some(&old)).map_err(failed)
            }
            _ => {
                work.is_ready().map_err(failed)?;
                work.put().map_err(failed)
            }
        }
    }

    /// Makes the folders above that are missing.
    fn make_parents(&mut self) -> io::Result<()> {
        let above = parent(&self.target).to_owned();
        let missing = above.ancestors().filter(|path| !path.as_os_str().is_empty());
        let missing: Vec<PathBuf> =
            missing.take_while(|path| !path.exists()).map(Path::to_owned).collect();
        fs::create_dir_all(&above)?;
        self.made = missing;
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(work) = self.work.take() {
            // What cannot be ended now is told by the next command.
            let _ = work.settle();
        }
        for made in &self.made {
            // Not removed when something else has come to stand there.
            let _ = fs::remove_dir(made);
        }
    }
}

/// Where a path leads: a link is followed, so that it stays one.
fn end_of(path: &Path) -> Result<PathBuf, DiskError> {
    let failed = |error| DiskError::failed("write", path, error);
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.file_name().is_none() {
                return Err(failed(error));
            }
            Ok(path.to_owned())
        }
        Err(error) => Err(failed(error)),
        Ok(_) => fs::canonicalize(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                let help = "remove the link, or name another folder with --out";
                DiskError::in_the_way(path, "is a link that leads nowhere", help)
            }
            _ => failed(error),
        }),
    }
}

const OTHER: &str = "name another folder with --out";

/// What stands at a place where results are to stand with files of some names.
fn check(
    target: &Path,
    shown: &Path,
    kinds: &[&str],
    names: &[String],
) -> Result<Standing, DiskError> {
    let standing = Standing::of(target)?;
    match &standing {
        Standing::Foreign(reason) => {
            let reason = format!("{reason}; it is left as it is");
            return Err(DiskError::in_the_way(shown, reason, OTHER));
        }
        Standing::Results(listing) if !kinds.contains(&listing.kind.as_str()) => {
            let reason = format!("holds a {}; it is left as it is", listing.kind);
            return Err(DiskError::in_the_way(shown, reason, OTHER));
        }
        Standing::Results(listing) => check_files(target, shown, listing, names)?,
        Standing::Free => {}
    }
    if target.is_dir() {
        check_can_move(target, shown)?;
        can_write_in(target).map_err(|error| DiskError::failed("write", shown, error))?;
    }
    Ok(standing)
}

/// Looks whether anything in a folder of results stands in the way of new ones.
fn check_files(
    target: &Path,
    shown: &Path,
    listing: &Listing,
    names: &[String],
) -> Result<(), DiskError> {
    let to_show = |name: &Path| shown.join(name.strip_prefix(target).unwrap_or(name));
    if let Some(path) = listing.changed(target).first() {
        let reason = "was changed after tillit wrote it; it is left as it is";
        let help = "give it another name (or remove it, if it is not needed), or name another folder with --out";
        return Err(DiskError::in_the_way(&to_show(path), reason, help));
    }
    let foreign =
        foreign(target, listing).map_err(|error| DiskError::failed("read", shown, error))?;
    let taken = foreign.iter().find(|own| {
        names.iter().any(|name| Path::new(name).starts_with(own) || own.starts_with(name))
    });
    match taken {
        None => Ok(()),
        Some(name) => {
            let reason =
                "was not written by tillit, and results need its name; it is left as it is";
            let help = "give it another name, or name another folder with --out";
            Err(DiskError::in_the_way(&shown.join(name), reason, help))
        }
    }
}

/// Looks whether a folder can be moved out of its place.
fn check_can_move(target: &Path, shown: &Path) -> Result<(), DiskError> {
    let help = "name a folder inside it with --out";
    let is_here = std::env::current_dir()
        .and_then(fs::canonicalize)
        .is_ok_and(|here| fs::canonicalize(target).is_ok_and(|target| here.starts_with(target)));
    if is_here {
        let reason = "is the current folder, which cannot be replaced";
        return Err(DiskError::in_the_way(shown, reason, help));
    }
    if is_mount_point(target) {
        return Err(DiskError::in_the_way(shown, "is a disk, which cannot be replaced", help));
    }
    Ok(())
}

/// Whether a folder is where a disk is mounted.
#[cfg(unix)]
fn is_mount_point(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(path), fs::metadata(path.join(".."))) {
        (Ok(own), Ok(above)) => own.dev() != above.dev() || own.ino() == above.ino(),
        _ => false,
    }
}

/// Whether a folder is where a disk is mounted; not known here.
#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}

/// Lets what a folder holds beside results stand in the new ones too, so that it is at no moment gone:
/// files get a second name. Where that cannot be, they are moved when the old results are cleared.
fn link_foreign(target: &Path, listing: &Listing, new: &Path) -> io::Result<()> {
    let mut left = foreign(target, listing)?;
    while let Some(name) = left.pop() {
        let path = target.join(&name);
        if names::is_unfinished(&name) {
            continue;
        }
        if fs::symlink_metadata(&path)?.is_dir() {
            fs::create_dir_all(new.join(&name))?;
            left.extend(fs::read_dir(&path)?.flatten().map(|entry| name.join(entry.file_name())));
        } else {
            if let Some(folder) = new.join(&name).parent() {
                fs::create_dir_all(folder)?;
            }
            // Some file systems allow one name only.
            let _ = fs::hard_link(&path, new.join(&name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Results that hold one file.
    fn results(target: &Path, content: &str) -> Result<Finished, DiskError> {
        let folder = Folder::begin(target, &["run"], &["a.csv".to_owned()])?;
        let record = folder.write("a.csv", content.as_bytes()).unwrap();
        let (name, hash) = (record.name, record.sha256);
        let manifest = format!(
            r#"{{"format":1,"program":{{"name":"tillit"}},"files":[{{"name":"{name}","sha256":"{hash}"}}]}}"#
        );
        folder.write(MANIFEST, manifest.as_bytes()).unwrap();
        folder.finish()
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn a_folder_appears_whole_and_replaces_the_old_one_but_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("deep/results");
        results(&target, "one").unwrap();
        fs::create_dir_all(target.join("notes/inner")).unwrap();
        fs::write(target.join("notes/inner/n.md"), "mine").unwrap();
        fs::write(target.join("n.md"), "mine").unwrap();
        for content in ["two", "three"] {
            assert!(results(&target, content).unwrap().told.is_empty());
            assert_eq!(text(&target.join("a.csv")), content);
            assert_eq!(text(&target.join("notes/inner/n.md")), "mine");
            assert_eq!(text(&target.join("n.md")), "mine");
        }
        let unfinished = Folder::begin(&target, &["run"], &[]).unwrap();
        unfinished.write("b.csv", b"half").unwrap();
        drop(unfinished);
        assert!(!target.join("b.csv").exists());
        assert_eq!(fs::read_dir(target.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_dropped_leaves_no_folder_above() {
        let place = tempfile::tempdir().unwrap();
        drop(Folder::begin(&place.path().join("a/b/c"), &["run"], &[]).unwrap());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_stands_in_the_way_is_named_and_stays() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("r");
        results(&target, "one").unwrap();
        fs::write(target.join("a.csv"), "edited").unwrap();
        let said = results(&target, "two").unwrap_err().to_string();
        assert!(said.contains("a.csv was changed after tillit wrote it"), "{said}");
        fs::remove_file(target.join("a.csv")).unwrap();
        results(&target, "two").unwrap();
        fs::write(target.join("b.csv"), "mine").unwrap();
        let said = Folder::begin(&target, &["run"], &["b.csv".to_owned()]).unwrap_err().to_string();
        assert!(said.contains("b.csv was not written by tillit"), "{said}");
        // A name that was not foreseen is found at the end.
        let folder = Folder::begin(&target, &["run"], &[]).unwrap();
        folder.write("b.csv", b"new").unwrap();
        let hash = crate::store::manifest::sha256(b"new");
        let manifest = format!(
            r#"{{"format":1,"program":{{"name":"tillit"}},"files":[{{"name":"b.csv","sha256":"{hash}"}}]}}"#
        );
        folder.write(MANIFEST, manifest.as_bytes()).unwrap();
        assert!(folder.finish().is_err());
        assert_eq!(
            (text(&target.join("a.csv")), text(&target.join("b.csv"))),
            ("two".into(), "mine".into())
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let place = tempfile::tempdir().unwrap();
        results(&place.path().join("real"), "one").unwrap();
        let link = place.path().join("link");
        std::os::unix::fs::symlink("real", &link).unwrap();
        results(&link, "two").unwrap();
        assert!(link.is_symlink() && text(&place.path().join("real/a.csv")) == "two");
        std::os::unix::fs::symlink("nowhere", place.path().join("dangling")).unwrap();
        let said = results(&place.path().join("dangling"), "x").unwrap_err().to_string();
        assert!(said.contains("leads nowhere"), "{said}");
    }
}
