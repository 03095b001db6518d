//! The patterns of cases: what is found, what is not, and that the stored results say the same.
//!
//! A pattern must hold in at least three quarters of 20 replicates, and in at most a quarter under its control.
//! One that truly holds in half of all replicates passes by chance in 2 % of cases (binomial), and so fails a
//! control that truly holds in half.

use std::path::PathBuf;

use tillit::scenario::{Scenario, Source, read};
use tillit::study::cases::{Found, Verdict, judge};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All cases, by the name of their file.
fn cases() -> Vec<(String, Scenario)> {
    let folders = ["scenarios/cases", "scenarios/chapters"].map(|folder| root().join(folder));
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let scenario = read(&Source { name: &name, bytes: &bytes }, &[]);
        (name, scenario.unwrap_or_else(|problems| panic!("{problems}")))
    };
    paths.iter().map(read).collect()
}

fn verdicts(found: &[Found]) -> Vec<(String, Verdict)> {
    found.iter().map(|found| (found.pattern.name.clone(), found.verdict())).collect()
}
