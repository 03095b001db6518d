//! Sweeps: reading, points, stores that survive, figures.

mod commands;
mod finishing;
mod mistakes;
mod points;
mod pooling;
mod slurm;
mod store;
mod tables;
mod truth;

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tillit::scenario::Source;
use tillit::study::sweep::Sweep;

/// A small sector with a sweep below it.
pub fn small(sweep: &str) -> String {
    format!(
        "[organisation]\nunits = 4\nstaff = 6\n[run]\nperiods = 8\nwindow = 4\nreplicates = 3\n{sweep}"
    )
}

/// Reads a sweep from text.
pub fn sweep(text: &str) -> Sweep {
    let source = Source { name: "x.toml", bytes: text.as_bytes() };
    let found = tillit::study::sweep::read(&source, &[], &|named| Err(format!("no file {named}")));
    found.unwrap_or_else(|problems| panic!("{problems}"))
}

/// Runs tillit in a folder.
pub fn tillit(place: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("tillit").unwrap().current_dir(place).args(arguments).output().unwrap()
}

/// Runs tillit in a folder, which must go well.
pub fn done(place: &Path, arguments: &[&str]) -> String {
    let output = tillit(place, arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &told
}

/// Runs tillit in a folder, which must end with an exit code; what it says.
pub fn refused(place: &Path, arguments: &[&str], code: i32) -> String {
    let output = tillit(place, arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    told
}

/// The bytes of all files of a finished sweep but the manifest, which tells times.
pub fn files_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path))
        .filter(|(name, _)| name != "manifest.json")
        .map(|(name, path)| (name, std::fs::read(&path).unwrap_or_else(|e| panic!("{path:?} {e}"))))
        .collect();
    files.sort();
    files
}

/// Two folders hold the same sweep, byte for byte.
pub fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (files_of(one), files_of(other));
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for ((name, bytes), (_, others)) in one.iter().zip(&other) {
        assert!(bytes == others, "{name} differs");
    }
}
