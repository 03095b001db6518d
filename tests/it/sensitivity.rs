//! `tillit sensitivity`: the same bytes however it is run, true to its sweep, and made again from its record.

use std::fs;
use std::path::Path;

use tillit::model::catalogue::find_parameter;
use tillit::study::sweep::Values;

use crate::sweeps::{assert_same, done, refused, small};

const FACTORS: &str = "[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\nlevers.support = { from = 0, to = 1 }\nassurance.critical_mass = \"plausible\"\n";
const TREATMENTS: &str = "[treatments.plain]\n[treatments.checked]\nlevers.monitoring = 0.4\n";

/// A place with a sweep of a design.
fn place(design: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let block = format!(
        "{TREATMENTS}[sweep]\ndesign = \"{design}\nmetrics = [\"true_output\"]\nseries = 4\nfigures = []\n{FACTORS}"
    );
    fs::write(place.path().join("s.toml"), small(&block)).unwrap();
    place
}

/// The rows of a table of an analysis.
fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder.join("sensitivity").join(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn bytes_do_not_depend_on_threads_or_on_what_was_run_before() {
    for design in ["saltelli\"\nsample = 8\nsecond_order = true", "morris\"\ntrajectories = 6"] {
        let place = place(design);
        let at = place.path();
        let few = ["--resamples", "20", "-q"];
        done(at, &[&["sensitivity", "s.toml", "--out", "a", "--threads", "1"][..], &few].concat());
        done(at, &["sweep", "s.toml", "--out", "b", "--threads", "2", "-q"]);
        done(at, &[&["sensitivity", "b", "--threads", "2"][..], &few].concat());
        assert_same(&at.join("a/sensitivity"), &at.join("b/sensitivity"));
        // A finished sweep is not run again, and an analysis replaces the one before.
        let runs = fs::metadata(at.join("a/runs.parquet")).unwrap().modified().unwrap();
        done(at, &[&["sensitivity", "a"][..], &few].concat());
        assert_eq!(fs::metadata(at.join("a/runs.parquet")).unwrap().modified().unwrap(), runs);
        assert_same(&at.join("a/sensitivity"), &at.join("b/sensitivity"));
        done(at, &["verify", "a"]);
        fs::remove_file(at.join("s.toml")).unwrap();
        done(at, &["verify", "a/sensitivity"]);
    }
}

#[test]
fn outcomes_are_treatments_and_differences_in_the_window_at_the_end_and_over_time() {
    let place = place("random\"\npoints = 24");
    done(place.path(), &["sensitivity", "s.toml", "--out", "a", "--resamples", "20"]);
    let folder = place.path().join("a");
    let found = rows(&folder, "sensitivity.csv");
    for time in ["window", "end"] {
        for treatment in ["plain", "checked", "checked − plain"] {
            let own: Vec<_> = found.iter().filter(|r| r[1] == time && r[2] == treatment).collect();
            // Three factors with two indices of delta and three of PAWN.
            assert_eq!(own.len(), 15, "{time} {treatment}");
        }
    }
    let moments = rows(&folder, "over-time.csv");
    let own = moments.iter().filter(|row| row[1] == "checked − plain" && row[3] == "levers.pay");
    assert_eq!(own.map(|row| &row[2]).collect::<Vec<_>>(), ["4", "8"]);
}

#[test]
fn what_cannot_be_analysed_is_refused_with_what_can() {
    let place = place("one-at-a-time\"\nreplicates = 1");
    let at = place.path();
    let text = fs::read_to_string(at.join("s.toml")).unwrap();
    let text =
        text.replace("to = 1 }", "to = 1, levels = 3 }").replace("\"plausible\"", "[0.5, 0.6]");
    fs::write(at.join("s.toml"), text).unwrap();
    let said = refused(at, &["sensitivity", "s.toml"], 2);
    assert!(said.contains("allowed: morris, saltelli, sobol, latin-hypercube, random"), "{said}");
    let place = self::place("random\"\npoints = 8");
    let at = place.path();
    let said = refused(at, &["sensitivity", "s.toml", "--metric", "true_ouput"], 2);
    assert!(said.contains("did you mean `true_output`?"), "{said}");
    done(at, &["sweep", "s.toml", "--out", "a", "-q"]);
    let said = refused(at, &["sensitivity", "a", "--seed", "3"], 2);
    assert!(said.contains("which cannot be changed"), "{said}");
}

#[test]
fn the_word_plausible_is_the_documented_range() {
    let block = format!("[sweep]\ndesign = \"random\"\npoints = 2\n{FACTORS}");
    let sweep = crate::sweeps::sweep(&small(&block));
    let factor = sweep.factors.iter().find(|f| f.key == "assurance.critical_mass").unwrap();
    let plausible = find_parameter("assurance.critical_mass").unwrap().plausible.unwrap();
    let Values::Range { from, to, .. } = factor.values else { panic!("{factor:?}") };
    assert_eq!((from, to), (plausible.low, plausible.high));
}
