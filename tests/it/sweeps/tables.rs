//! The tables and figures of sweeps.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::{done, small};

/// The means that a figure's table shows are those of the runs.
#[test]
fn figures_show_the_means_of_the_runs() {
    let place = tempfile::tempdir().unwrap();
    let text = small(
        "[sweep]\ndesign = \"grid\"\nmetrics = [\"true_output\", \"cooperative\"]\n[sweep.factors]\nlevers.pay = [0, 0.5]\nstart.belief = [0.2, 0.8]\nregime = [\"trust\", \"control\"]\n",
    );
    fs::write(place.path().join("s.toml"), text).unwrap();
    done(place.path(), &["sweep", "s.toml", "--out", "o", "--format", "csv", "-q"]);
    let mut sums: BTreeMap<(String, String, String), (f64, f64)> = BTreeMap::new();
    let mut runs = csv::Reader::from_path(place.path().join("o/runs.csv")).unwrap();
    let header = runs.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    for row in runs.records().map(Result::unwrap) {
        let text = |name: &str| row[column(name)].to_owned();
        let sum =
            sums.entry((text("levers.pay"), text("start.belief"), text("regime"))).or_default();
        *sum = (sum.0 + text("true_output").parse::<f64>().unwrap(), sum.1 + 1.0);
    }
    let table = place.path().join("o/best_true-output_pay_start-belief_regime.csv");
    let mut shown = csv::Reader::from_path(table).unwrap();
    let mut best: BTreeMap<(String, String), Vec<(f64, bool)>> = BTreeMap::new();
    for row in shown.records().map(Result::unwrap) {
        let (sum, n) = sums[&(row[0].to_owned(), row[1].to_owned(), row[2].to_owned())];
        let mean: f64 = row[3].parse().unwrap();
        assert!((mean - sum / n).abs() < 1e-12 && row[6] == n.to_string());
        let wins = row[7].starts_with("best");
        best.entry((row[0].to_owned(), row[1].to_owned())).or_default().push((mean, wins));
    }
    assert_eq!(best.len(), 4);
    for cell in best.values() {
        let highest = cell.iter().map(|(mean, _)| *mean).fold(f64::MIN, f64::max);
        assert!(cell.iter().all(|(mean, wins)| *wins == (*mean == highest)), "{cell:?}");
    }
}

#[test]
fn figures_are_drawn_as_asked() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let text = small(
        "[treatments.a]\n[treatments.b]\nlevers.vision = 0.5\n[[treatments.b.schedule]]\nperiod = 2\nset = { monitoring = 0.5 }\n[sweep]\ndesign = \"sobol\"\npoints = 90\nseries = 1\nmetrics = [\"trust\", \"cooperative\", \"monitoring\"]\n[sweep.factors]\nlevers.pay = { from = 0.01, to = 1, scale = \"log\" }\nstart.belief = { distribution = \"normal\", mean = 0.5, sd = 0.2 }\nregime = [\"trust\", \"control\"]\n",
    );
    fs::write(at.join("s.toml"), text).unwrap();
    done(at, &["sweep", "s.toml", "--out", "o", "-q"]);
    for arguments in [
        vec!["--x", "levers.pay"],
        vec!["--x", "levers.pay", "--by", "treatment", "--metric", "cooperative"],
        vec!["--x", "levers.pay", "--y", "start.belief", "--by", "treatment"],
        vec!["--x", "levers.pay", "--y", "start.belief", "--by", "treatment", "--best", "regime"],
        vec!["--x", "monitoring", "--metric", "trust", "--path", "--by", "treatment"],
        vec!["--x", "monitoring", "--metric", "trust", "--path", "--by", "regime"],
    ] {
        let mut all = vec!["plot", "o", "--out", "figures"];
        all.extend(&arguments);
        let said = done(at, &all);
        assert_eq!(said.matches("wrote ").count(), 3, "{said}");
    }
    for (arguments, part) in [
        (vec!["--x", "levers.pya"], "--x: `levers.pya` is no factor"),
        (vec!["--x", "regime"], "--x: `regime` holds names"),
        (vec!["--x", "levers.pay", "--metric", "trst"], "did you mean `trust`?"),
        (vec!["--x", "levers.pay", "--best", "regime"], "--best: the best value is shown on a map"),
    ] {
        let mut all = vec!["plot", "o"];
        all.extend(&arguments);
        let said = super::refused(at, &all, 2);
        assert!(said.contains(part), "{said}");
    }
}

/// The sweep that takes as long as all others together: only the slow tier (`.ci/run --full`) makes it again.
const LONG: &str = "phase-diagram";

/// The results of the shipped sweeps are those that they give today; `.ci/make-results` makes them
/// again.
#[test]
fn shipped_sweeps_are_made_again() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let place = tempfile::tempdir().unwrap();
    let mut number = 0;
    for entry in fs::read_dir(root.join("scenarios/sweeps")).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        number += 1;
        if name == LONG && std::env::var_os("TILLIT_FULL").is_none() {
            continue;
        }
        let out = place.path().join(&name);
        done(&root, &["sweep", file.to_str().unwrap(), "--out", out.to_str().unwrap(), "-q"]);
        let stored = root.join("results/sweeps").join(&name);
        for file in ["runs.parquet", "design.csv"] {
            let (fresh, kept) = (fs::read(out.join(file)), fs::read(stored.join(file)));
            assert!(
                fresh.unwrap() == kept.unwrap_or_default(),
                "{name}/{file}: run .ci/make-results"
            );
        }
    }
    let stored = fs::read_dir(root.join("results/sweeps")).unwrap().count();
    assert!(number == stored && number > 5, "{number} sweeps, {stored} results");
}
