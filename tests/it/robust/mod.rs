//! What somebody who wants to break the program tries: odd arguments, odd files, closed and full
//! outputs, interruptions. It never panics, and its exit code is always one of those it promises.

mod arguments;
mod files;
mod interruptions;
mod outputs;

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A scenario that runs in a moment.
const TINY: &str =
    "title = \"Tiny\"\n[organisation]\nunits = 2\nstaff = 3\n[run]\nperiods = 5\nreplicates = 2\n";

/// A place of its own with the small scenario in it.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("tiny.toml"), TINY).unwrap();
    place
}

fn command(place: &Path, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillit"));
    command.current_dir(place).args(arguments).stdin(Stdio::null());
    command
}

fn tillit(place: &Path, arguments: &[impl AsRef<OsStr>]) -> Output {
    command(place, arguments).output().unwrap()
}

/// What it said on standard error; it must have ended with a code, without a panic, and have said
/// nothing that acts on a terminal.
fn said(output: &Output, code: i32, what: &str) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!text.contains("panicked"), "{what}: {text}");
    assert_eq!(output.status.code(), Some(code), "{what}: {text}");
    safe(&text, what);
    safe(&String::from_utf8_lossy(&output.stdout), what);
    text
}

/// Nothing that acts on a terminal.
fn safe(text: &str, what: &str) {
    let found =
        text.chars().find(|c| tillit::ground::text::is_unprintable(*c) && !"\n\t".contains(*c));
    assert_eq!(found, None, "{what}: {text:?}");
}
