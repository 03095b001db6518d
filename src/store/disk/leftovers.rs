//! What commands leave behind when they are killed.

use std::fs::File;
use std::path::Path;

use super::lock::{Attempt, try_hold};
use super::work::{Work, shown};
use super::{DiskError, names, reading, single};

/// Cleans or restores what interrupted commands left in a folder; what was done, line by line. What
/// another command is at work with stays, and so does what is not certainly from tillit.
///
/// # Errors
/// When the folder cannot be read.
pub fn recover(folder: &Path) -> Result<Vec<String>, DiskError> {
    let mut told = Vec::new();
    for path in reading::entries(folder)? {
        let name = path.file_name().unwrap_or_default();
        if names::is_fresh(name, names::FILE) {
            told.extend(recover_file(&path));
        } else if names::is_fresh(name, names::WORK) && !path.is_symlink() && path.is_dir() {
            told.extend(recover_work(&path));
        }
    }
    Ok(told)
}

/// Cleans or restores what interrupted commands left beside a folder, as [`recover`] does. A folder that
/// cannot be read holds nothing that could be cleaned; whoever wants to write there is told.
pub fn recover_beside(path: &Path) -> Vec<String> {
    let end = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    recover(single::parent(&end)).unwrap_or_default()
}

/// Removes an unfinished file that nobody holds.
fn recover_file(path: &Path) -> Option<String> {
    reading::is_regular(path).then_some(())?;
    let file = File::options().write(true).open(path).ok()?;
    if try_hold(&file).ok()? != Attempt::Held {
        return None;
    }
    single::remove_file(path).ok()?;
    Some(format!("removed {}, which an interrupted command left", shown(path)))
}

/// Ends the work of a command that was killed.
fn recover_work(path: &Path) -> Vec<String> {
    match Work::left_behind(path) {
        // Nothing can be known of it now; it stays for a later command.
        Err(_) | Ok(None) => Vec::new(),
        Ok(Some(work)) => {
            let mut told = work.settle();
            if !reading::exists(path) {
                told.push(format!("removed {}, which an interrupted command left", shown(path)));
            }
            told
        }
    }
}
