//! Samples of people: replicates over them, comparisons with them, and calibrations that make them.

use std::path::Path;

use crate::sweeps::{done, refused};

const SCENARIO: &str = "title = \"x\"\n[run]\nperiods = 18\nreplicates = 5\nwindow = 6\n[organisation]\nunits = 4\nstaff = 6\n[treatments.control]\nregime = \"control\"\n[treatments.trust]\nregime = \"trust\"\n";

/// Three sets of people, the last of which weighs nothing and never plays.
const PEOPLE: &str =
    "# synthetic\nlearning.rate,belief.noise,weight\n0.2,0.05,1\n0.6,0.1,1\n0.9,0.1,0\n";

fn prepare(place: &Path) {
    std::fs::write(place.join("s.toml"), SCENARIO).unwrap();
    std::fs::write(place.join("people.csv"), PEOPLE).unwrap();
}

fn read(place: &Path, name: &str) -> String {
    std::fs::read_to_string(place.join(name)).unwrap()
}

#[test]
fn replicates_run_over_a_sample_whatever_the_threads_and_can_be_verified() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    prepare(at);
    let run = |out: &str, threads: &str| {
        let people = ["--people", "people.csv", "--threads", threads, "--out", out];
        done(at, &[&["run", "s.toml"][..], &people].concat())
    };
    run("one", "1");
    run("three", "3");
    for table in ["summary.csv", "series.csv", "units.csv", "differences.csv"] {
        assert!(
            read(at, &format!("one/{table}")) == read(at, &format!("three/{table}")),
            "{table}"
        );
    }
    done(at, &["run", "s.toml", "--out", "plain"]);
    assert_ne!(read(at, "one/summary.csv"), read(at, "plain/summary.csv"));
    let hash = |folder: &str| -> String {
        let manifest: serde_json::Value =
            serde_json::from_str(&read(at, &format!("{folder}/manifest.json"))).unwrap();
        manifest["hash"].as_str().unwrap().to_owned()
    };
    assert_eq!(hash("one"), hash("three"));
    assert_ne!(hash("one"), hash("plain"));
    // The manifest holds the sample, so that the file itself is not needed.
    std::fs::remove_file(at.join("people.csv")).unwrap();
    done(at, &["verify", "one"]);
}

/// The first replicate has the people of the first set: all its units are those of a run with their numbers.
#[test]
fn a_replicate_is_that_of_its_own_people() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    prepare(at);
    done(at, &["run", "s.toml", "--people", "people.csv", "--out", "sampled"]);
    let own = ["--set", "learning.rate=0.2", "--set", "belief.noise=0.05"];
    done(at, &[&["run", "s.toml", "--out", "own"][..], &own].concat());
    let first = |folder: &str| -> Vec<String> {
        let text = read(at, &format!("{folder}/units.csv"));
        let of_first = |line: &&str| line.starts_with("control,1,");
        text.lines().filter(of_first).map(str::to_owned).collect()
    };
    assert!(!first("own").is_empty());
    assert_eq!(first("sampled"), first("own"));
}

/// A scenario names other people: those of another scenario are those that its keys would set, and a sample
/// is the one that a flag names.
#[test]
fn a_scenario_names_its_people() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    prepare(at);
    std::fs::write(at.join("others.toml"), "[learning]\nrate = 0.2\n[belief]\nnoise = 0.05\n")
        .unwrap();
    let naming = |people: &str| format!("people = \"{people}\"\n{SCENARIO}");
    std::fs::write(at.join("named.toml"), naming("others.toml")).unwrap();
    std::fs::write(at.join("sampled.toml"), naming("people.csv")).unwrap();
    done(at, &["run", "named.toml", "--out", "named"]);
    let own = ["--set", "learning.rate=0.2", "--set", "belief.noise=0.05"];
    done(at, &[&["run", "s.toml", "--out", "own"][..], &own].concat());
    assert_eq!(read(at, "named/summary.csv"), read(at, "own/summary.csv"));
    done(at, &["run", "sampled.toml", "--out", "sampled"]);
    done(at, &["run", "s.toml", "--people", "people.csv", "--out", "flag"]);
    assert_eq!(read(at, "sampled/summary.csv"), read(at, "flag/summary.csv"));
    done(at, &["verify", "named"]);
    // Nothing is left out in silence.
    std::fs::write(at.join("others.toml"), "title = \"x\"\n").unwrap();
    let said = refused(at, &["run", "named.toml"], 2);
    assert!(said.contains("others.toml says nothing of people"), "{said}");
    let said = refused(at, &["trace", "sampled.toml", "--unit", "1"], 2);
    assert!(said.contains("leave out `people`"), "{said}");
}

#[test]
fn mistakes_of_a_sample_are_told() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    prepare(at);
    std::fs::write(at.join("people.csv"), "learning.rat,weight\n0.2,1\n").unwrap();
    let said = refused(at, &["run", "s.toml", "--people", "people.csv"], 2);
    assert!(said.contains("people.csv:1:1: there is no parameter `learning.rat`"), "{said}");
    assert!(said.contains("did you mean `learning.rate`?"), "{said}");
    let said = refused(at, &["validate", "control", "--people", "people.csv"], 2);
    assert!(said.contains("people.csv:1:1:"), "{said}");
    let said = refused(at, &["run", "s.toml", "--people", "posterior"], 2);
    assert!(said.contains("posterior.csv"), "{said}");
}

#[test]
fn each_comparison_tells_with_how_many_people_it_holds() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    prepare(at);
    // Exit code 1 where something fails: what holds depends on the people.
    let arguments =
        ["validate", "conditional-schedules", "linear-contract", "--people", "people.csv"];
    let out = ["--all", "--quiet", "--out", "v"];
    let program = env!("CARGO_BIN_EXE_tillit");
    let said = std::process::Command::new(program)
        .args(arguments)
        .args(out)
        .current_dir(at)
        .output()
        .unwrap();
    assert!(said.status.code().is_some_and(|code| code < 2), "{said:?}");
    let mut table = csv::Reader::from_path(at.join("v/validation.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|known| known == name).unwrap();
    let (posterior, experiment) = (column("posterior"), column("experiment"));
    for row in table.records().map(Result::unwrap) {
        match &row[experiment] {
            "linear-contract" => assert_eq!(&row[posterior], ""),
            // Two sets of equal weight, and one of none.
            _ => assert!(["0", "0.5", "1"].contains(&&row[posterior]), "{row:?}"),
        }
    }
    assert!(read(at, "v/validation.md").contains("| people of the posterior |"));
    done(at, &["verify", "v"]);
}

#[test]
fn a_calibration_leaves_a_sample_that_can_be_run() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let sweep = "[sweep]\ndesign = \"random\"\npoints = 10\n[sweep.factors]\nlearning.rate = { from = 0.1, to = 0.9 }\nlevers.pay = { from = 0.0, to = 1.0 }\n";
    let scenario = SCENARIO.split("[treatments").next().unwrap();
    std::fs::write(at.join("s.toml"), scenario).unwrap();
    std::fs::write(at.join("fit.toml"), format!("{scenario}{sweep}")).unwrap();
    let targets =
        "from,what,observed,error,held_out\ntreatment:laissez-faire,true_output,0.3,0.02,no\n";
    std::fs::write(at.join("t.csv"), targets).unwrap();
    let small = ["--population", "8", "--generations", "1", "--out", "c"];
    done(at, &[&["calibrate", "fit.toml", "--targets", "t.csv"][..], &small].concat());
    // What is no number of people is left out.
    assert!(read(at, "c/people.csv").starts_with("weight,learning.rate\n"));
    done(at, &["run", "s.toml", "--people", "c/people.csv", "--out", "r"]);
    done(at, &["verify", "r"]);
}

/// The numbers of one row of the table of parameters of the calibration that the project keeps.
fn kept_row(summary: &str, key: &str) -> Vec<String> {
    let start = format!("| {key} |");
    let line = summary.lines().find(|line| line.starts_with(&start)).unwrap();
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The sample that the project keeps is that of its calibration, and the people that all use lie inside.
#[test]
fn the_kept_posterior_is_that_of_its_summary_and_holds_the_people_of_the_laboratory() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let summary = read(root, "docs/calibration/people.md");
    let mut table = csv::Reader::from_path(root.join("scenarios/people/posterior.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let rows: Vec<Vec<f64>> = table
        .records()
        .map(|row| row.unwrap().iter().map(|field| field.parse().unwrap()).collect())
        .collect();
    assert!(rows.len() > 100 && &header[0] == "weight");
    let total: f64 = rows.iter().map(|row| row[0]).sum();
    let spec = tillit::lab::common_people();
    for (column, key) in header.iter().enumerate().skip(1) {
        let cells = kept_row(&summary, key);
        let mean: f64 = rows.iter().map(|row| row[0] * row[column]).sum::<f64>() / total;
        let told: f64 = cells[3].parse().unwrap();
        // Sets that weigh next to nothing are left out of the sample.
        assert!((mean - told).abs() < 0.01 * told, "{key}: {mean}, {told}");
        let (low, high) = cells[4].split_once(" to ").unwrap();
        let inside = low.parse::<f64>().unwrap()..=high.parse::<f64>().unwrap();
        let parameter = tillit::model::catalogue::find_parameter(key).unwrap();
        let own = spec.value(parameter);
        assert!(inside.contains(&own), "{key}: {own} is not in {inside:?}");
    }
    // Known truths are held as often as intervals say, within three errors of 500 truths.
    for key in header.iter().skip(1) {
        let line = summary.lines().rfind(|line| line.starts_with(&format!("| {key} |"))).unwrap();
        let held = line.split('|').nth(4).unwrap().trim().trim_end_matches(" %");
        let held: f64 = held.parse().unwrap();
        assert!((held - 90.0).abs() < 300.0 * (0.9_f64 * 0.1 / 500.0).sqrt() + 0.5, "{line}");
    }
}
