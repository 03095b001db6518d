//! What the figures of a sweep pool, by their tables and captions.

use std::collections::BTreeMap;
use std::path::Path;

use tillit::ground::statistics::Summary;

use super::{done, refused, small};

type Line = BTreeMap<String, String>;

fn table(path: &Path) -> Vec<Line> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let line = |row: Result<csv::StringRecord, csv::Error>| {
        header.iter().map(str::to_owned).zip(row.unwrap().iter().map(str::to_owned)).collect()
    };
    reader.records().map(line).collect()
}

fn number(line: &Line, name: &str) -> f64 {
    line[name].parse().unwrap_or(f64::NAN)
}

/// Writes a sweep to a folder and runs it; its runs.
fn swept(place: &Path, sweep: &str) -> Vec<Line> {
    std::fs::write(place.join("s.toml"), small(sweep)).unwrap();
    done(place, &["sweep", "s.toml", "--out", "x", "--format", "csv", "--quiet"]);
    table(&place.join("x/runs.csv"))
}

/// By replicate: the mean of the runs for which `is` holds.
fn by_replicate(runs: &[Line], is: impl Fn(&Line) -> bool) -> Vec<f64> {
    let of = |replicate: u32| {
        let own = runs.iter().filter(|run| run["replicate"] == replicate.to_string() && is(run));
        let values: Vec<f64> = own.map(|run| number(run, "true_output")).collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    (1..=3).map(of).collect()
}

fn same(line: &Line, wanted: &Summary) {
    for (name, value) in [("mean", wanted.mean), ("low", wanted.low), ("high", wanted.high)] {
        assert!((number(line, name) - value).abs() < 1e-9, "{name}: {line:?} {wanted:?}");
    }
}

const TREATED: &str = "[treatments.a]\n[treatments.b]\nlevers.vision = 0.6\n[sweep]\ndesign = \"grid\"\nmetrics = [\"true_output\"]\n[sweep.factors]\nlevers.pay = [0, 0.3]\nlevers.monitoring = [0, 0.2, 0.4]\n[[sweep.figures]]\nx = \"levers.pay\"\nmetric = \"true_output\"\n";

#[test]
fn treatments_are_apart_unless_asked_and_replicates_are_the_unit() {
    let folder = tempfile::tempdir().unwrap();
    let runs = swept(folder.path(), TREATED);
    let lines = table(&folder.path().join("x/true-output_pay.csv"));
    assert_eq!(lines.len(), 4);
    for line in &lines {
        let own = |run: &Line| {
            run["treatment"] == line["treatment"] && run["levers.pay"] == line["levers.pay"]
        };
        same(line, &Summary::of(&by_replicate(&runs, own), 0.95));
        assert_eq!((line["runs"].as_str(), line["replicates"].as_str()), ("9", "3"));
    }
    let caption = std::fs::read_to_string(folder.path().join("x/true-output_pay.svg")).unwrap();
    assert!(caption.contains("pooled over monitoring"), "the caption tells what is pooled");

    let plot = |more: &[&str]| {
        let x = ["plot", "x", "--x", "levers.pay", "--metric", "true_output", "--out", "y"];
        let _ = std::fs::remove_dir_all(folder.path().join("y"));
        done(folder.path(), &[&x, more].concat());
        let files = std::fs::read_dir(folder.path().join("y")).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        let csv = files.iter().find(|file| file.extension().is_some_and(|e| e == "csv")).unwrap();
        let svg = files.iter().find(|file| file.extension().is_some_and(|e| e == "svg")).unwrap();
        (table(csv), std::fs::read_to_string(svg).unwrap())
    };
    let at = |pay: &str, run: &Line| run["levers.pay"] == pay;
    let (pooled, caption) = plot(&["--pool"]);
    assert!(caption.contains("the treatments a, b"));
    same(&pooled[0], &Summary::of(&by_replicate(&runs, |run| at("0", run)), 0.95));
    let (one, _) = plot(&["--treatment", "b"]);
    let of =
        |name: &str, pay: &str| by_replicate(&runs, |run| run["treatment"] == name && at(pay, run));
    assert_eq!(one.len(), 2);
    same(&one[1], &Summary::of(&of("b", "0.3"), 0.95));
    let (difference, _) = plot(&["--difference", "b", "a"]);
    let each: Vec<f64> = of("b", "0.3").iter().zip(of("a", "0.3")).map(|(b, a)| b - a).collect();
    same(&difference[1], &Summary::of(&each, 0.95));
    let told = refused(
        folder.path(),
        &["plot", "x", "--x", "levers.pay", "--metric", "true_output", "--treatment", "c"],
        2,
    );
    assert!(told.contains("there is no treatment `c`"), "{told}");
}

#[test]
fn one_at_a_time_shows_the_base_and_the_points_of_its_factor() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody is paid, so the ratchet does nothing.
    let runs = swept(
        folder.path(),
        "[sweep]\ndesign = \"one-at-a-time\"\nmetrics = [\"true_output\"]\n[sweep.factors]\nlevers.ratchet = [0, 0.5, 1]\nlevers.monitoring = [0, 0.5, 0.9]\nlevers.pay = [0, 1]\nlevers.support = [0, 1]\n",
    );
    let base = by_replicate(&runs, |run| run["point"] == "1");
    let lines = table(&folder.path().join("x/true-output_ratchet.csv"));
    assert_eq!(lines.len(), 3);
    for line in &lines {
        same(line, &Summary::of(&base, 0.95));
        assert_eq!(line["runs"], "3", "the base counts once");
    }
}
