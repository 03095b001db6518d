//! Intervals of runs: they hold the true mean as often as they say, and tables can be recomputed.

use std::collections::BTreeMap;

use tillit::ground::statistics::{Summary, Support};
use tillit::scenario::Source;
use tillit::study::runs::TreatmentResult;

/// Lines of a table, each by its header.
fn lines(table: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers().unwrap().clone();
    let line = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.unwrap();
        header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(line).collect()
}

fn number(line: &BTreeMap<String, String>, name: &str) -> f64 {
    line[name].parse().unwrap_or(f64::NAN)
}

/// A tiny sector under two treatments, of which some units co-operate and some do not.
const TINY: &str = "[organisation]\nunits = 4\nstaff = 4\n[start]\nbelief = 0.55\n[run]\nperiods = 4\nwindow = 2\nreplicates = 5\n[treatments.calm]\n[treatments.checked]\nlevers.monitoring = 0.4\n";

/// By line of a table (told by its key): ends of its interval, over seeds.
type Intervals = BTreeMap<String, Vec<(f64, f64, f64)>>;

fn gather(found: &mut Intervals, table: &[u8], keys: &[&str], names: [&str; 3]) {
    for line in lines(table) {
        let key: Vec<&str> = keys.iter().map(|key| line[*key].as_str()).collect();
        let [mean, low, high] = names.map(|name| number(&line, name));
        found.entry(key.join(" ")).or_default().push((mean, low, high));
    }
}

/// Over 400 seeds of tiny runs of the engine, the intervals of each table hold what is the mean of all.
#[test]
fn tables_of_runs_hold_the_true_mean_as_often_as_they_say() {
    let mut tables = [Intervals::new(), Intervals::new(), Intervals::new()];
    for seed in 1..=400_u64 {
        let source = Source { name: "tiny.toml", bytes: TINY.as_bytes() };
        let scenario =
            tillit::scenario::read(&source, &[tillit::scenario::Change::new("run.seed", seed)])
                .unwrap();
        let metrics = ["true_output", "cooperative", "trust", "belief"]
            .map(|name| tillit::engine::observe::find_metric(name).unwrap());
        let specs: Vec<_> = scenario.treatments.iter().map(|t| &t.spec).collect();
        let results = tillit::study::runs::parallel::run_all(&specs, &metrics);
        let names = scenario.treatments.iter().map(|t| t.name.as_str());
        let results: Vec<(&str, TreatmentResult)> = names.zip(results).collect();
        let named: Vec<(&str, &TreatmentResult)> = results.iter().map(|(n, r)| (*n, r)).collect();
        let [summary, series, differences] = &mut tables;
        let ends = ["mean", "low", "high"];
        gather(summary, &tillit::store::summary_table(&named), &["treatment", "metric"], ends);
        let series_ends = ["mean", "mean_low", "mean_high"];
        let keys = ["treatment", "period", "metric"];
        let mut table = Vec::new();
        tillit::store::write_series(&named, 1, &mut table).unwrap();
        gather(series, &table, &keys, series_ends);
        let ends = ["mean_difference", "low", "high"];
        gather(
            differences,
            &tillit::store::differences_table(&named),
            &["treatment", "metric"],
            ends,
        );
    }
    for (name, table) in ["summary", "series", "differences"].iter().zip(&tables) {
        let (mut held, mut all) = (0.0, 0.0);
        for (line, intervals) in table {
            let truth = intervals.iter().map(|(mean, ..)| mean).sum::<f64>() / 400.0;
            let share = line.ends_with("cooperative");
            for (mean, low, high) in intervals {
                assert!(low <= mean && mean <= high, "{name} {line}: {low} {mean} {high}");
                assert!(!share || *name == "differences" || (*low >= 0.0 && *high <= 1.0));
                held += f64::from(u8::from(*low <= truth && truth <= *high));
                all += 1.0;
            }
        }
        assert!((0.92..=0.98).contains(&(held / all)), "{name}: {}", held / all);
    }
}

/// The interval of a share of units: near the ends too, where units of a replicate are alike or not.
#[test]
fn intervals_of_shares_stay_inside_and_cover() {
    use rand::SeedableRng;
    use rand_distr::{Beta, Binomial, Distribution};
    let mut generator = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(5);
    let (mut shares, mut of_all) = (Vec::new(), Vec::new());
    for (units, replicates) in [(4_u64, 5), (10, 5), (50, 6), (30, 20)] {
        for mean in [0.03, 0.1, 0.5, 0.8, 0.95, 0.97] {
            for alike in [0.001, 0.1] {
                let beta =
                    Beta::new(mean * (1.0 / alike - 1.0), (1.0 - mean) * (1.0 / alike - 1.0));
                let beta = beta.unwrap();
                let mut held = 0.0;
                for _ in 0..1_000 {
                    let mut share = || {
                        let p: f64 = beta.sample(&mut generator);
                        let unit = Binomial::new(units, p.clamp(0.0, 1.0)).unwrap();
                        unit.sample(&mut generator) as f64 / units as f64
                    };
                    let values: Vec<f64> = (0..replicates).map(|_| share()).collect();
                    let support = Support::Share(units as f64);
                    let found = Summary::within(&values, support, 0.95);
                    assert!(0.0 <= found.low && found.low <= found.mean, "{found:?}");
                    assert!(found.mean <= found.high && found.high <= 1.0, "{found:?}");
                    held += f64::from(u8::from(found.low <= mean && mean <= found.high));
                }
                of_all.push(held / 1_000.0);
                shares.push((units, replicates, mean, alike, held / 1_000.0));
            }
        }
    }
    // A share of few units takes few values, so no method is exact at each mean; over all it is.
    let over_all = of_all.iter().sum::<f64>() / of_all.len() as f64;
    assert!((0.92..=0.98).contains(&over_all), "{over_all} {shares:?}");
    assert!(of_all.iter().all(|share| *share > 0.8), "{shares:?}");
}

/// What `summary.csv` and `differences.csv` say follows from `units.csv`.
#[test]
fn tables_can_be_recomputed_from_the_units() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tiny.toml"), TINY).unwrap();
    crate::sweeps::done(folder.path(), &["run", "tiny.toml", "--out", "x", "--quiet"]);
    let table = |name: &str| lines(&std::fs::read(folder.path().join("x").join(name)).unwrap());
    let (units, metrics) = (table("units.csv"), ["true_output", "cooperative", "trust"]);
    let outcomes = |treatment: &str, metric: &str, replicate: u32| -> Vec<f64> {
        let own = units.iter().filter(|line| {
            line["treatment"] == treatment && line["replicate"] == replicate.to_string()
        });
        own.map(|line| number(line, metric)).collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let means = |treatment: &str, metric: &str| -> Vec<f64> {
        (1..=5).map(|replicate| mean(&outcomes(treatment, metric, replicate))).collect()
    };
    let near = |a: f64, b: f64, what: &str| assert!((a - b).abs() < 1e-6, "{what}: {a} {b}");
    for line in table("summary.csv").iter().filter(|l| metrics.contains(&l["metric"].as_str())) {
        let (treatment, metric) = (&line["treatment"], &line["metric"]);
        let found = Summary::of(&means(treatment, metric), 0.95);
        near(number(line, "mean"), found.mean, metric);
        near(number(line, "replicate_sd"), found.sd, metric);
        if metric == "true_output" {
            near(number(line, "low"), found.low, metric);
            near(number(line, "high"), found.high, metric);
        }
        let sds: Vec<f64> =
            (1..=5).map(|r| Summary::of(&outcomes(treatment, metric, r), 0.95).sd).collect();
        near(number(line, "unit_sd"), mean(&sds), "unit_sd");
        let end = units.iter().filter(|unit| unit["treatment"] == *treatment);
        let end: Vec<f64> = end.map(|unit| number(unit, &format!("{metric}_end"))).collect();
        near(number(line, "end"), mean(&end), "end");
        let series = table("series.csv");
        let last = series
            .iter()
            .find(|s| s["treatment"] == *treatment && s["metric"] == *metric && s["period"] == "4");
        near(number(last.unwrap(), "mean"), mean(&end), "series");
    }
    for line in table("differences.csv").iter().filter(|l| l["metric"] == "true_output") {
        let (one, base) = (means(&line["treatment"], "true_output"), means("calm", "true_output"));
        let each: Vec<f64> = one.iter().zip(&base).map(|(a, b)| a - b).collect();
        let found = Summary::of(&each, 0.95);
        near(number(line, "mean_difference"), found.mean, "difference");
        near(number(line, "low"), found.low, "low of the difference");
        near(number(line, "high"), found.high, "high of the difference");
    }
}
