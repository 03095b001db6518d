//! A hidden folder beside results, in which new results are made ready and old ones are put aside.
//!
//! It holds `lock` (held by the command at work; its text tells which results it is for), `new`, `old`,
//! and, as long as `new` holds nothing but unfinished files of this program, `writing`. Whatever is found
//! when a command was killed, [`Work::settle`] ends in one of two ways: the new results stand under
//! their name, or the old ones do.
//!
//! - `writing` is there: `new` is unfinished and goes.
//! - `old` and `new` are there: the old results were put aside, the new ones did not come: the old ones go
//!   back.
//! - `old` alone is there: the new results stand; the old ones are cleared.
//! - `new` alone is there: it holds the old results, changed for the new ones in one step, or new results
//!   that did not come; either is cleared.
//!
//! To clear is to remove what the manifest inside lists and nothing else (see [`clear`]).

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::manifest::MANIFEST;
use super::lock::{Claim, Lock};
use super::owned::Listing;
use super::single::{parent, sync_folder};
use super::{names, reading};

const LOCK: &str = "lock";
const WRITING: &str = "writing";
/// The first line of a lock's text.
const SIGNATURE: &str = "A temporary folder of tillit, which removes it. Results of:\n";

/// A hidden folder at work.
#[derive(Debug)]
pub(super) struct Work {
    path: PathBuf,
    target: PathBuf,
    _lock: Option<Lock>,
}

impl Work {
    /// Makes the folder beside results.
    pub(super) fn begin(target: &Path) -> io::Result<Self> {
        loop {
            let path = parent(target).join(names::fresh(names::WORK));
            fs::create_dir(&path)?;
            // Another command may take it for one that was left behind until the lock is held.
            let Some(lock) = claim(&path.join(LOCK))? else { continue };
            let work = Self { path, target: target.to_owned(), _lock: lock };
            fs::write(work.path.join(WRITING), "")?;
            fs::write(work.path.join(LOCK), signed(target))?;
            fs::create_dir(work.fresh())?;
            return Ok(work);
        }
    }

    /// The hidden folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the new results are made ready.
    pub(super) fn fresh(&self) -> PathBuf {
        self.path.join("new")
    }

    fn old(&self) -> PathBuf {
        self.path.join("old")
    }

    /// Takes over a folder that was left behind; none when it is in use or not one of tillit.
    pub(super) fn left_behind(path: &Path) -> io::Result<Option<Self>> {
        let lock_path = path.join(LOCK);
        if !reading::exists(&lock_path) {
            // Killed before it had a lock. A folder that holds anything stays.
            let _ = fs::remove_dir(path);
            return Ok(None);
        }
        let Claim::Held(lock) = Lock::claim(&lock_path)? else { return Ok(None) };
        let text = fs::read(&lock_path)?;
        let name = text.strip_prefix(SIGNATURE.as_bytes()).and_then(name_of);
        let target = match name {
            Some(name) => parent(path).join(name),
            None if is_beginning(path, &text)? => PathBuf::new(),
            None => return Ok(None),
        };
        Ok(Some(Self { path: path.to_owned(), target, _lock: Some(lock) }))
    }

    /// Says that `new` is whole: from now on nothing in it goes but what its manifest lists.
    pub(super) fn is_ready(&self) -> io::Result<()> {
        sync_folder(&self.fresh())?;
        fs::remove_file(self.path.join(WRITING))?;
        sync_folder(&self.path)
    }

    /// Changes the new results for those that stand under the name, in one step where the system can,
    /// in two where it cannot; [`Work::settle`] then clears the old ones. `is_expected` looks at what was
    /// put aside: if it is not what was to be replaced, everything is changed back.
    pub(super) fn exchange(&self, is_expected: impl Fn(&Path) -> bool) -> io::Result<()> {
        match exchange(&self.fresh(), &self.target) {
            Err(error) if is_unsupported(&error) => {
                fs::rename(&self.target, self.old())?;
                if !is_expected(&self.old()) {
                    return Err(changed_meanwhile());
                }
                rename_new(&self.fresh(), &self.target)?;
                sync_folder(parent(&self.target))
            }
            Err(error) => Err(error),
            Ok(()) => {
                let done = match is_expected(&self.fresh()) {
                    true => sync_folder(parent(&self.target)),
                    false => Err(changed_meanwhile()),
                };
                if done.is_err() {
                    exchange(&self.fresh(), &self.target)?;
                }
                done
            }
        }
    }

    /// Puts the new results where nothing stands, or an empty folder.
    pub(super) fn put(&self) -> io::Result<()> {
        fs::rename(self.fresh(), &self.target)?;
        sync_folder(parent(&self.target)).inspect_err(|_| {
            // What is not safe on disk is not left to look as if it were.
            let _ = fs::rename(&self.target, self.fresh());
        })
    }

    /// Ends the work in whatever state it is; what a user should know of it, line by line.
    pub(super) fn settle(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let Err(error) = self.try_settle(&mut told) {
            told.push(format!("{}: {error}; the next command tries again", shown(&self.path)));
        }
        told
    }

    fn try_settle(&self, told: &mut Vec<String>) -> io::Result<()> {
        let (new, old) = (self.fresh(), self.old());
        if reading::exists(&self.path.join(WRITING)) {
            if reading::exists(&new) {
                fs::remove_dir_all(&new)?;
            }
            fs::remove_file(self.path.join(WRITING))?;
        }
        if reading::exists(&old) && reading::exists(&new) {
            if let Err(error) = rename_new(&old, &self.target) {
                let (target, old) = (shown(&self.target), shown(&old));
                told.push(format!(
                    "the results of {target} are in {old}; they could not be put back: {error}"
                ));
                return Ok(());
            }
            told.push(format!("put back the results of {}", shown(&self.target)));
        }
        for aside in [new, old] {
            if reading::exists(&aside) && !clear(&aside, &self.target)? {
                let aside = shown(&aside);
                told.push(format!(
                    "{aside} holds files that tillit did not write; they are kept there"
                ));
                return Ok(());
            }
        }
        fs::remove_file(self.path.join(LOCK))?;
        fs::remove_dir(&self.path)
    }
}

/// Removes a folder of this process that is of no use to anybody else, before the process ends at once:
/// one for what is looked at only once, or one of results as long as they are being written.
pub fn discard(folder: &Path) {
    let is_work = names::is_unfinished(folder);
    if !is_work || reading::exists(&folder.join(WRITING)) {
        // What is left is removed by the next command. The mark of what is unfinished goes last.
        let _ = fs::remove_dir_all(folder.join("new"));
        let _ = fs::remove_dir_all(folder);
    }
}

/// A path as a user knows it.
pub(super) fn shown(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix("./").unwrap_or(path).display()
}

/// Holds the lock of a new folder: none when another command has taken the folder meanwhile, and no
/// lock where the file system has none.
fn claim(path: &Path) -> io::Result<Option<Option<Lock>>> {
    match Lock::claim(path) {
        Ok(Claim::Held(lock)) => Ok(Some(Some(lock))),
        Ok(Claim::Unknown) => Ok(Some(None)),
        Ok(Claim::Busy) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a folder is one whose command was killed before its lock had a text.
fn is_beginning(path: &Path, text: &[u8]) -> io::Result<bool> {
    let known = |name: &OsStr| name == LOCK || name == WRITING;
    let signature = SIGNATURE.as_bytes();
    let is_own = signature.starts_with(text) || text.starts_with(signature);
    let mut all = fs::read_dir(path)?;
    Ok(is_own && all.all(|entry| entry.is_ok_and(|entry| known(&entry.file_name()))))
}

/// The text of a lock.
fn signed(target: &Path) -> Vec<u8> {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    [SIGNATURE.as_bytes(), name, b"\n"].concat()
}

/// The name of results in the text of a lock.
#[cfg(unix)]
fn name_of(text: &[u8]) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt;
    let name = text.strip_suffix(b"\n").filter(|name| !name.is_empty())?;
    Some(OsString::from_vec(name.to_vec()))
}

/// The name of results in the text of a lock.
#[cfg(not(unix))]
fn name_of(text: &[u8]) -> Option<OsString> {
    let name = text.strip_suffix(b"\n").filter(|name| !name.is_empty())?;
    Some(String::from_utf8(name.to_vec()).ok()?.into())
}

/// Clears old results: what their manifest lists goes, whatever else is there goes to the results that
/// stand now. Whether nothing is left.
fn clear(aside: &Path, target: &Path) -> io::Result<bool> {
    let Some(listing) = Listing::read(aside) else { return is_removed(aside) };
    let mut is_clear = true;
    for name in foreign(aside, &listing)? {
        is_clear &= gives_back(&aside.join(&name), &target.join(&name))?;
    }
    for file in &listing.files {
        let path = aside.join(&file.name);
        if listing.is_whole(aside, &file.name) {
            fs::remove_file(&path)?;
        }
        let within = path.ancestors().skip(1).take_while(|above| *above != aside);
        for folder in within {
            if reading::exists(folder) && !is_removed(folder)? {
                break;
            }
        }
    }
    if is_clear {
        fs::remove_file(aside.join(MANIFEST))?;
    }
    Ok(is_clear && is_removed(aside)?)
}

/// Removes a folder if it is empty; whether it was.
fn is_removed(folder: &Path) -> io::Result<bool> {
    match fs::remove_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
        done => done.map(|()| true),
    }
}

/// What a folder of results holds but its manifest does not list, seen from the folder; of folders
/// without a listed file the topmost.
pub(super) fn foreign(folder: &Path, listing: &Listing) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inner))? {
            let entry = entry?;
            let name = inner.join(entry.file_name());
            let is_folder = entry.file_type()?.is_dir();
            let shown = name.to_str().unwrap_or_default();
            if is_folder && listing.is_folder_of_listed(&name) {
                folders.push(name);
            } else if shown != MANIFEST && !listing.is_whole(folder, shown) {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Moves something to the results that stand now, unless it is there already or its name is taken;
/// whether it is gone from the old ones.
fn gives_back(from: &Path, to: &Path) -> io::Result<bool> {
    if is_same_file(from, to) {
        fs::remove_file(from)?;
        return Ok(true);
    }
    let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
    if is_folder(from) && is_folder(to) {
        let mut all = true;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            all &= gives_back(&from.join(&name), &to.join(&name))?;
        }
        return Ok(all && is_removed(from)?);
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(rename_new(from, to).is_ok())
}

/// Whether two names lead to the same file.
#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::symlink_metadata(one), fs::symlink_metadata(other)) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

/// Whether two names lead to the same file; never known without numbers of files.
#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}

/// Renames, but never over anything.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match rename_without_replacing(from, to) {
        Err(error) if is_unsupported(&error) => match reading::exists(to) {
            true => Err(io::ErrorKind::AlreadyExists.into()),
            false => fs::rename(from, to),
        },
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_without_replacing(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Changes two names for each other, in one step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn changed_meanwhile() -> io::Error {
    io::Error::other("something else was put there while this command was running")
}

/// Whether a system or file system does not know a call.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}
