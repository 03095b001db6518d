//! Folders of results: begun, written whole, and moved into place under the eyes of a watcher.

use std::path::Path;

use super::watcher::hold;
use super::{TaskError, Watcher};
use crate::report;
use crate::store::disk;
use crate::store::disk::{Finished, Folder};
use crate::store::{About, Clock, FileRecord, Inputs, MANIFEST, Manifest};

/// Kinds of results that `run`, `compare` and `trace` replace.
pub(super) const RUNS: [&str; 3] = ["run", "compare", "trace"];

/// Begins a folder of results in place of some kinds of results, and tells what an interrupted command
/// had left there.
pub(super) fn begin(
    target: &Path,
    kinds: &[&str],
    names: &[String],
    watcher: &dyn Watcher,
) -> Result<Folder, TaskError> {
    recover_beside(target, watcher);
    let folder = Folder::begin(target, kinds, names)?;
    watcher.discards(&folder.place());
    Ok(folder)
}

/// Cleans or restores what an interrupted command left beside a folder, and tells it.
pub(super) fn recover_beside(target: &Path, watcher: &dyn Watcher) {
    for line in disk::recover_beside(target) {
        watcher.warn(&line);
    }
}

/// Moves a folder of results into place, and tells what a user should know of it.
pub(super) fn finish(folder: Folder, watcher: &dyn Watcher) -> Result<(), TaskError> {
    let _held = hold(watcher);
    watcher.discards_no_more(&folder.place());
    let Finished { told, .. } = folder.finish()?;
    for line in told {
        watcher.warn(&line);
    }
    Ok(())
}

/// Writes all files of a folder and their manifest, or none.
pub(super) fn write_all(
    folder: Folder,
    about: About,
    inputs: Inputs,
    files: &[report::File],
    made: (&Clock, usize),
    watcher: &dyn Watcher,
) -> Result<Manifest, TaskError> {
    write_only(folder, about, inputs, (files, &[]), made, watcher)
}

/// The same of which only files of some names or endings are kept; all when there are none.
pub(super) fn write_only(
    folder: Folder,
    about: About,
    inputs: Inputs,
    (files, only): (&[report::File], &[String]),
    (clock, threads): (&Clock, usize),
    watcher: &dyn Watcher,
) -> Result<Manifest, TaskError> {
    let mut listed: Vec<FileRecord> = Vec::new();
    for (name, content) in files {
        listed.push(folder.write(name, content)?);
    }
    let occasion = clock.occasion(command_line(), threads);
    let mut manifest = Manifest::new(about, inputs, occasion, listed);
    manifest.keep_only(only);
    manifest
        .not_kept
        .iter()
        .try_for_each(|name| folder.leave_out(name))
        .map_err(TaskError::from)?;
    folder.write(MANIFEST, manifest.to_json().as_bytes())?;
    finish(folder, watcher)?;
    Ok(manifest)
}

/// The command line of this process, for a record.
pub(super) fn command_line() -> Vec<String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect()
}
