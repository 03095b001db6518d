//! How far runs say that their outcomes range over what is not known.

use std::fs;
use std::path::Path;

use crate::sweeps::tillit;

const SCENARIO: &str = "title = \"Two\"\n[organisation]\nunits = 10\nstaff = 8\n[run]\nperiods = 12\nwindow = 3\nreplicates = 8\n[treatments.alone]\nregime = \"laissez-faire\"\n[treatments.trust]\nregime = \"trust\"\n";

/// Runs the scenario with some options into a folder of a temporary place; what was printed.
fn run(place: &Path, out: &str, options: &[&str]) -> String {
    fs::write(place.join("two.toml"), SCENARIO).unwrap();
    let typed: Vec<&str> =
        ["run", "two.toml", "--out", out].iter().chain(options).copied().collect();
    let output = tillit(place, &typed);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The row of a treatment and metric, by column.
fn row(place: &Path, file: &str, treatment: &str, metric: &str) -> Vec<(String, String)> {
    let mut table = csv::Reader::from_path(place.join(file)).unwrap();
    let header = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let is = |row: &&csv::StringRecord| row[0] == *treatment && row[1] == *metric;
    let row = rows.iter().find(is).unwrap();
    header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
}

#[test]
fn a_run_tells_both_ranges_and_what_it_says_is_in_its_tables() {
    let place = tempfile::tempdir().unwrap();
    let told = run(place.path(), "out", &[]);
    let row = row(place.path(), "out/over_assumptions.csv", "trust", "true_output");
    let value = |column: &str| -> f64 {
        row.iter().find(|(name, _)| name == column).unwrap().1.parse().unwrap()
    };
    let (low, high) = (value("difference_low"), value("difference_high"));
    let share = 100.0 * value("share_higher");
    let words = format!("({low:+.3} to {high:+.3}; higher at {share:.0} %)");
    assert!(told.contains(&words), "{words}\n{told}");
    let ends = format!("({:.3} to {:.3})", value("low"), value("high"));
    assert!(told.contains(&ends), "{ends}\n{told}");
    assert!(told.contains("[95 % interval of simulation noise]  (middle 90 % of"), "{told}");
    let listed = fs::read_to_string(place.path().join("out/assumptions.csv")).unwrap();
    assert!(listed.contains("\norganisation.units,,,,left out: the scenario says how large"));
    let figure = fs::read_to_string(place.path().join("out/differences.svg")).unwrap();
    assert!(figure.contains("Pale bars"));
}

#[test]
fn without_it_nothing_is_added_and_the_summary_says_what_is_missing() {
    let place = tempfile::tempdir().unwrap();
    let told = run(place.path(), "off", &["--assumptions", "off"]);
    assert!(told.contains("simulation noise alone") && told.contains("tillit audit"), "{told}");
    assert!(!place.path().join("off/over_assumptions.csv").exists());
    run(place.path(), "quick", &[]);
    for table in ["summary.csv", "series.csv", "units.csv", "differences.csv"] {
        let read = |folder: &str| fs::read(place.path().join(folder).join(table)).unwrap();
        assert!(read("off") == read("quick"), "{table}");
    }
    let kept = tillit(place.path(), &["run", "two.toml", "--out", "off", "--keep"]);
    assert!(
        String::from_utf8_lossy(&kept.stderr).contains("looked otherwise over what is not known")
    );
}

#[test]
fn threads_change_no_byte_and_verify_makes_it_again() {
    let place = tempfile::tempdir().unwrap();
    run(place.path(), "one", &["--threads", "1"]);
    run(place.path(), "two", &["--threads", "2"]);
    for file in ["over_assumptions.csv", "assumptions.csv", "differences.svg"] {
        let read = |folder: &str| fs::read(place.path().join(folder).join(file)).unwrap();
        assert!(read("one") == read("two"), "{file}");
    }
    assert!(tillit(place.path(), &["verify", "one"]).status.success());
    let table = place.path().join("one/over_assumptions.csv");
    let changed = fs::read_to_string(&table).unwrap().replacen("0.", "1.", 1);
    fs::write(&table, changed).unwrap();
    assert!(!tillit(place.path(), &["verify", "one"]).status.success());
}
