//! Calibration from the command line: it finds what is known, resumes, and does not depend on threads.

use std::path::Path;

use crate::sweeps::{done, refused};

/// A small organisation in which one number is unknown.
const SCENARIO: &str = "format = 1\ntitle = \"x\"\n[run]\nperiods = 24\nreplicates = 4\nwindow = 6\n[organisation]\nunits = 8\nstaff = 12\n[sweep]\ndesign = \"random\"\npoints = 10\n[sweep.factors]\npeer_punishment.power = { from = 0.0, to = 1.5 }\nlevers.pay = { from = 0.0, to = 1.0 }\n";

fn targets(rows: &str) -> String {
    format!("from,what,observed,error,held_out\n{rows}")
}

fn prepare(place: &Path, rows: &str) {
    std::fs::write(place.join("s.toml"), SCENARIO).unwrap();
    std::fs::write(place.join("t.csv"), targets(rows)).unwrap();
}

fn calibrate(place: &Path, out: &str, more: &[&str]) -> String {
    let mut arguments = vec![
        "calibrate",
        "s.toml",
        "--targets",
        "t.csv",
        "--population",
        "60",
        "--generations",
        "5",
        "--out",
        out,
    ];
    arguments.extend(more);
    done(place, &arguments)
}

/// What the scenario gives at known numbers, from other random numbers than any that the calibration has.
fn truth(place: &Path) -> String {
    std::fs::write(place.join("s.toml"), SCENARIO).unwrap();
    done(
        place,
        &[
            "run",
            "s.toml",
            "--set",
            "peer_punishment.power=0.6",
            "--set",
            "levers.pay=0.3",
            "--set",
            "run.seed=99",
            "--set",
            "run.replicates=100",
            "--out",
            "truth",
        ],
    );
    let summary = std::fs::read_to_string(place.join("truth/summary.csv")).unwrap();
    let mean = |metric: &str| -> f64 {
        let start = format!("laissez-faire,{metric},");
        let line = summary.lines().find(|line| line.starts_with(&start)).unwrap();
        line.split(',').nth(3).unwrap().parse().unwrap()
    };
    ["measured_output", "cooperation"]
        .map(|name| format!("treatment:laissez-faire,{name},{},0.01,no\n", mean(name)))
        .concat()
}

#[test]
fn known_numbers_are_found_again() {
    let place = tempfile::tempdir().unwrap();
    let rows = truth(place.path());
    prepare(place.path(), &rows);
    let said = done(
        place.path(),
        &["calibrate", "s.toml", "--targets", "t.csv", "--population", "200", "--generations", "8"],
    );
    let range = |key: &str| {
        let line = said.lines().find(|line| line.contains(key)).unwrap();
        let cell = line.split('|').nth(4).unwrap().trim().to_owned();
        let (low, high) = cell.split_once(" to ").unwrap();
        (low.parse::<f64>().unwrap(), high.parse::<f64>().unwrap())
    };
    let (low, high) = range("peer_punishment.power");
    assert!((low..=high).contains(&0.6) && high - low < 0.75, "{low} {high}");
    let (low, high) = range("levers.pay");
    assert!((low..=high).contains(&0.3) && high - low < 0.5, "{low} {high}");
}

#[test]
fn threads_and_interruptions_change_no_byte() {
    let place = tempfile::tempdir().unwrap();
    prepare(
        place.path(),
        "treatment:laissez-faire,true_output,0.3,0.02,no\ncontrol,share who give more under control,0.25,0.05,yes\n",
    );
    calibrate(place.path(), "whole", &["--threads", "1"]);
    calibrate(place.path(), "b", &["--threads", "3"]);
    let same = |folder: &str| {
        for entry in std::fs::read_dir(place.path().join("whole")).unwrap() {
            let name = entry.unwrap().file_name();
            // The manifest tells times.
            if name == "manifest.json" {
                continue;
            }
            let read = |folder: &str| std::fs::read(place.path().join(folder).join(&name)).unwrap();
            assert!(read("whole") == read(folder), "{name:?} differs in {folder}");
        }
    };
    same("b");
    // Broken off after two generations, the third torn.
    let file = |name: &str| place.path().join("b").join(name);
    for name in ["generation-003.csv", "generation-004.csv", "summary.md", "posterior.csv"] {
        std::fs::remove_file(file(name)).unwrap();
    }
    let torn = std::fs::read(file("generation-002.csv")).unwrap();
    std::fs::write(file("generation-002.csv"), &torn[..torn.len() / 2]).unwrap();
    calibrate(place.path(), "b", &["--threads", "2"]);
    same("b");
}

#[test]
fn mistakes_are_told() {
    let place = tempfile::tempdir().unwrap();
    prepare(place.path(), "treatment:laissez-faire,true_outptu,0.3,0.02,no\n");
    let arguments = [
        "calibrate",
        "s.toml",
        "--targets",
        "t.csv",
        "--population",
        "8",
        "--generations",
        "1",
        "--out",
        "o",
    ];
    let said = refused(place.path(), &arguments, 2);
    assert!(said.contains("t.csv:2:") && said.contains("did you mean `true_output`?"), "{said}");
    prepare(place.path(), "control,no such comparison,0.3,0.02,no\n");
    let said = refused(place.path(), &arguments, 2);
    assert!(said.contains("gives no `no such comparison`"), "{said}");
    prepare(place.path(), "treatment:laissez-faire,true_output,0.3,0.02,no\n");
    let said = refused(place.path(), &arguments, 2);
    assert!(said.contains("holds another calibration"), "{said}");
    let said =
        refused(place.path(), &[&arguments[..8], &["--out", "p", "--keep", "2"]].concat(), 2);
    assert!(said.contains("--keep") && said.contains("above 0 and at most 1"), "{said}");
}
