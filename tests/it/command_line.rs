//! The program from outside: exit codes, what it says, what it writes.

use std::path::{Path, PathBuf};
use std::process::Output;
use tillit::engine::observe::METRICS;

use assert_cmd::Command;

/// A scenario that runs in a moment.
const SMALL: &str = "title = \"Small\"\n[organisation]\nunits = 6\nstaff = 8\n[run]\nperiods = 14\nreplicates = 5\n[treatments.alone]\n[treatments.checked]\nlevers.monitoring = 0.4\n[treatments.trust]\nregime = \"trust\"\n";

/// A place of its own with the small scenario in it.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("small.toml"), SMALL).unwrap();
    place
}

fn tillit(place: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("tillit").unwrap().current_dir(place).args(arguments).output().unwrap()
}

fn done(place: &Path, arguments: &[&str]) -> String {
    let output = tillit(place, arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(place: &Path, arguments: &[&str], code: i32) -> String {
    let output = tillit(place, arguments);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
    assert!(!text.contains("panicked"), "{text}");
    text
}

fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

const TABLES: [&str; 4] = ["summary.csv", "series.csv", "units.csv", "differences.csv"];

#[test]
fn a_run_leaves_a_complete_folder() {
    let place = place();
    let said = done(place.path(), &["run", "small.toml"]);
    assert!(said.contains("true output") && said.contains("in the trap"), "{said}");
    let mut folders = std::fs::read_dir(place.path().join("results")).unwrap();
    let folder = folders.next().unwrap().unwrap().path();
    assert!(folders.next().is_none());
    assert!(folder.file_name().unwrap().to_string_lossy().starts_with("small-"));
    for name in TABLES {
        assert!(bytes(&folder, name).len() > 100, "{name}");
    }
    for name in ["outcomes", "units", "distribution", "goodhart"] {
        assert!(bytes(&folder, &format!("{name}.png")).starts_with(b"\x89PNG"));
        assert!(bytes(&folder, &format!("{name}.svg")).starts_with(b"<svg"));
    }
    let manifest: serde_json::Value =
        serde_json::from_slice(&bytes(&folder, "manifest.json")).unwrap();
    assert_eq!(manifest["treatments"][1]["specification"]["group.0.levers.monitoring"], "0.4");
    assert_eq!(manifest["treatments"][0]["specification"]["assurance.critical_mass"], "0.6");
}

#[test]
fn threads_change_no_byte_and_verify_says_so() {
    let place = place();
    for threads in ["1", "2", "7"] {
        done(place.path(), &["run", "small.toml", "-q", "--threads", threads, "--out", threads]);
    }
    for name in TABLES {
        let one = bytes(&place.path().join("1"), name);
        assert_eq!(one, bytes(&place.path().join("2"), name), "{name}");
        assert_eq!(one, bytes(&place.path().join("7"), name), "{name}");
    }
    assert!(done(place.path(), &["verify", "2"]).contains("all files and fields agree"));
    let table = place.path().join("2/summary.csv");
    let text = std::fs::read_to_string(&table).unwrap().replace("alone,trust", "alone,trusst");
    std::fs::write(&table, text).unwrap();
    let said = refused(place.path(), &["verify", "2"], 1);
    assert!(said.contains("summary.csv, line"), "{said}");
}

#[test]
fn treatments_do_not_depend_on_each_other() {
    let place = place();
    done(place.path(), &["run", "small.toml", "-q", "--out", "three"]);
    let text = SMALL.replace("[treatments.checked]\nlevers.monitoring = 0.4\n", "");
    std::fs::write(place.path().join("two.toml"), text).unwrap();
    done(place.path(), &["run", "two.toml", "-q", "--out", "two"]);
    let rows = |folder: &str| -> Vec<String> {
        let text = String::from_utf8(bytes(&place.path().join(folder), "summary.csv")).unwrap();
        text.lines().filter(|line| line.starts_with("trust,")).map(str::to_owned).collect()
    };
    assert_eq!(rows("three"), rows("two"));
    assert_eq!(rows("two").len(), METRICS.len());
}

#[test]
fn a_folder_is_replaced_whole_or_kept_and_never_mistaken() {
    let place = place();
    done(place.path(), &["run", "small.toml", "-q", "--out", "r"]);
    std::fs::write(place.path().join("r/old.txt"), "old").unwrap();
    assert!(done(place.path(), &["run", "small.toml", "--out", "r", "--keep"]).contains("kept r"));
    assert!(place.path().join("r/old.txt").exists());
    done(place.path(), &["run", "small.toml", "-q", "--out", "r"]);
    assert!(place.path().join("r/old.txt").exists());
    std::fs::create_dir(place.path().join("mine")).unwrap();
    std::fs::write(place.path().join("mine/thesis.txt"), "precious").unwrap();
    let said = refused(place.path(), &["run", "small.toml", "--out", "mine"], 2);
    assert!(said.contains("not a results folder") && place.path().join("mine/thesis.txt").exists());
}

#[test]
fn overrides_seed_and_replicates_reach_the_numbers() {
    let place = place();
    done(place.path(), &["run", "small.toml", "-q", "--out", "a"]);
    done(place.path(), &["run", "small.toml", "-q", "--out", "b", "--seed", "2"]);
    let set = ["run", "small.toml", "-q", "--out", "c", "--set", "run.seed=2", "--replicates", "3"];
    done(place.path(), &set);
    let read = |folder: &str| bytes(&place.path().join(folder), "summary.csv");
    assert_ne!(read("a"), read("b"));
    assert_ne!(read("b"), read("c"));
    assert!(String::from_utf8(read("c")).unwrap().lines().skip(1).all(|line| line.ends_with(",3")));
    let said = refused(place.path(), &["run", "small.toml", "--set", "levers.monitoring=7"], 2);
    assert!(said.contains("too large") && said.contains("0 to 1"), "{said}");
}

/// The first columns of a table, up to and including the intervals of means.
fn means_of(folder: &Path, name: &str, columns: usize) -> Vec<Vec<String>> {
    let table = String::from_utf8(bytes(folder, name)).unwrap();
    let first = |line: &str| line.split(',').take(columns).map(str::to_owned).collect();
    table.lines().map(first).collect()
}

#[test]
fn means_alone_are_the_same_means_and_leave_out_the_units() {
    let place = place();
    let means = "record.detail=means";
    done(place.path(), &["run", "small.toml", "--out", "all"]);
    done(place.path(), &["run", "small.toml", "--out", "means", "--set", means]);
    let (all, alone) = (place.path().join("all"), place.path().join("means"));
    assert_eq!(means_of(&all, "series.csv", 12), means_of(&alone, "series.csv", 12));
    assert_eq!(means_of(&all, "summary.csv", 7), means_of(&alone, "summary.csv", 7));
    assert_eq!(bytes(&all, "differences.csv"), bytes(&alone, "differences.csv"));
    for name in ["units.csv", "units.svg", "distribution.svg"] {
        assert!(all.join(name).exists() && !alone.join(name).exists(), "{name}");
    }
    assert!(done(place.path(), &["verify", "means"]).contains("all files and fields agree"));
}

#[test]
fn compare_puts_a_scenario_under_regimes() {
    let place = place();
    let said =
        done(place.path(), &["compare", "small.toml", "--regimes", "control,trust", "--out", "r"]);
    assert!(said.contains("Compared with control, with common random numbers"), "{said}");
    assert!(done(place.path(), &["verify", "r"]).contains("all files and fields agree"));
    let said = refused(place.path(), &["compare", "small.toml", "--regimes", "control,tust"], 2);
    assert!(said.contains("did you mean `trust`?"), "{said}");
}

#[test]
fn json_is_for_machines() {
    let place = place();
    let said = done(place.path(), &["run", "small.toml", "--json", "--out", "r"]);
    let value: serde_json::Value = serde_json::from_str(&said).unwrap();
    let mean = &value["treatments"]["trust"]["true_output"]["mean"];
    assert!(mean.as_f64().is_some_and(|mean| mean > 0.0), "{said}");
}

#[test]
fn a_trace_follows_one_unit() {
    let place = place();
    let trace = ["trace", "small.toml", "--unit", "3", "--treatment", "trust", "--out", "t"];
    done(place.path(), &trace);
    let folder = place.path().join("t");
    let agents = String::from_utf8(bytes(&folder, "agents.csv")).unwrap();
    assert_eq!(agents.lines().count(), 1 + 14 * 8);
    // The same numbers as in the run: true output of unit 3 of replicate 1 at the end.
    done(place.path(), &["run", "small.toml", "-q", "--out", "r"]);
    let units = String::from_utf8(bytes(&place.path().join("r"), "units.csv")).unwrap();
    let row = units.lines().find(|line| line.starts_with("trust,1,3,")).unwrap();
    let unit = String::from_utf8(bytes(&folder, "unit.csv")).unwrap();
    let last: f64 = unit.lines().last().unwrap().split(',').nth(1).unwrap().parse().unwrap();
    let end: f64 = row.split(',').nth(4 + METRICS.len()).unwrap().parse().unwrap();
    assert!((last - end).abs() < 1e-7, "{last} in the trace, {end} in the run");
    let said = refused(place.path(), &["trace", "small.toml", "--unit", "7"], 2);
    assert!(said.contains("6 units"), "{said}");
    let said = refused(place.path(), &["trace", "small.toml", "--treatment", "x"], 2);
    assert!(said.contains("alone, checked, trust"), "{said}");
}

#[test]
fn a_starter_scenario_runs_and_is_never_overwritten() {
    let place = place();
    done(place.path(), &["init", "new"]);
    assert!(done(place.path(), &["check", "new.toml"]).contains("no mistakes"));
    assert!(refused(place.path(), &["init", "new"], 2).contains("exists already"));
}

#[test]
fn mistakes_end_with_code_2_and_leave_nothing() {
    let place = place();
    std::fs::write(place.path().join("bad.toml"), "[levers]\nmonitoring = 2\n").unwrap();
    let said = refused(place.path(), &["run", "bad.toml"], 2);
    assert!(said.contains("bad.toml:2:14") && said.contains("nothing was run"), "{said}");
    assert!(!place.path().join("results").exists());
    assert!(refused(place.path(), &["run", "smal.toml"], 2).contains("did you mean ./small.toml?"));
    refused(place.path(), &["run", "."], 2);
    refused(place.path(), &["run", "small.toml", "--threads", "0"], 2);
    assert!(
        refused(place.path(), &["run", "small.toml", "--max-memory", "lots"], 2).contains("2GB")
    );
    let said = refused(place.path(), &["run", "small.toml", "--max-memory", "1KB"], 2);
    assert!(said.contains("would need up to"), "{said}");
    let huge =
        ["run", "small.toml", "--set", "organisation.units=5000000", "--replicates", "10000"];
    assert!(refused(place.path(), &huge, 2).contains("would need up to"));
    refused(place.path(), &["verify", "nowhere"], 2);
    std::fs::write(place.path().join("manifest.json"), "{}").unwrap();
    assert!(refused(place.path(), &["verify", "."], 2).contains("not written by tillit"));
    refused(place.path(), &["run"], 2);
    refused(place.path(), &["runn", "small.toml"], 2);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let place = place();
    std::fs::write(place.path().join("file"), "").unwrap();
    let said = refused(place.path(), &["run", "small.toml", "-q", "--out", "file/results"], 1);
    assert!(said.contains("cannot write file/results"), "{said}");
}

#[test]
fn the_program_describes_itself() {
    let place = place();
    let list = done(place.path(), &["list"]);
    for name in ["laissez-faire", "levers.monitoring", "assurance", "goodhart_gap", "run.seed"] {
        assert!(list.contains(name), "{name}");
        done(place.path(), &["explain", name]);
    }
    assert!(refused(place.path(), &["explain", "monitorin"], 2).contains("`monitoring`"));
    serde_json::from_str::<serde_json::Value>(&done(place.path(), &["schema"])).unwrap();
    assert!(done(place.path(), &["completions", "bash"]).contains("tillit"));
    assert!(done(place.path(), &["man"]).contains(".TH tillit"));
    for command in ["run", "compare", "check", "verify", "trace", "init"] {
        assert!(done(place.path(), &[command, "--help"]).contains("Usage"));
    }
}

/// The results in the repository are those that the scenarios give today.
#[test]
fn shipped_results_are_made_again() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let place = place();
    let mut scenarios: Vec<_> = std::fs::read_dir(root.join("scenarios"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    scenarios.sort();
    assert!(scenarios.len() >= 11);
    for path in scenarios {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file = path.to_string_lossy().into_owned();
        done(place.path(), &["run", &file, "-q", "--out", &name]);
        let stored = root.join("results").join(&name);
        let fresh = place.path().join(&name);
        let same = bytes(&stored, "summary.csv") == bytes(&fresh, "summary.csv");
        assert!(
            same,
            "{name}: results/{name}/summary.csv is not what the scenario gives; .ci/make-results makes it again, and the changelog needs a line under \"Changes results\""
        );
        let hash = |folder: &Path| {
            let manifest: serde_json::Value =
                serde_json::from_slice(&bytes(folder, "manifest.json")).unwrap();
            manifest["hash"].clone()
        };
        assert_eq!(hash(&stored), hash(&fresh), "{name}");
        assert!(stored.join("outcomes.svg").exists(), "{name}");
    }
}
