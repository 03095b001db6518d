//! How often the intervals of figures hold the true mean: over hundreds of made-up sweeps of known means
//! they must do so as often as they say.
//!
//! A value is the mean of its point, plus what all runs of its random numbers share, plus what they share
//! at this point, plus what is its own.

use rand::SeedableRng;
use rand_distr::{Distribution, Normal};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::curves::Curves;
use super::data::Rows;
use super::maps::Map;
use super::metric;
use crate::scenario::Source;
use crate::store::sweep::{Column, Record, Table};
use crate::study::sweep::{Plan, Wish};

/// Made-up sweeps.
const SEEDS: u64 = 300;
/// Replicates of a point.
const REPLICATES: u64 = 6;
/// Levels of the second factor, over which is pooled.
const LEVELS: usize = 8;
/// Treatments.
const NAMES: [&str; 2] = ["calm", "wild"];
/// What the two treatments differ by.
const APART: f64 = 0.03;

const TEXT: &str = "[treatments.calm]\n[treatments.wild]\nlevers.vision = 0.5\n[sweep]\ndesign = \"grid\"\nmetrics = [\"true_output\"]\n[sweep.factors]\nlevers.pay = [0, 0.5]\nlevers.monitoring = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]\n";

fn record() -> Record {
    let source = Source { name: "x.toml", bytes: TEXT.as_bytes() };
    let sweep = crate::study::sweep::read(&source, &[], &|_| Err(String::new())).unwrap();
    Record::new("x", &sweep, &Plan::new(&sweep), None, &[])
}

/// How a sweep is made up.
#[derive(Clone, Copy)]
struct Kind {
    common: bool,
    /// How far the means of points differ.
    points: f64,
    /// Whether the first factor takes a value of its own at every point.
    binned: bool,
    /// Whether points have different numbers of replicates, and some values are missing.
    ragged: bool,
}

const COMMON: Kind = Kind { common: true, points: 0.1, binned: false, ragged: false };
const INDEPENDENT: Kind = Kind { common: false, points: 0.01, binned: false, ragged: false };

/// The true mean at a place.
fn truth(kind: Kind, pay: usize, level: usize, treatment: usize) -> f64 {
    let point = kind.points * (level as f64 - 3.5) / 3.5;
    0.5 + 0.1 * pay as f64 + point + APART * treatment as f64
}

/// The runs of a made-up sweep.
fn table(kind: Kind, seed: u64) -> Table {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(seed);
    let normal = Normal::new(0.0, 1.0).unwrap();
    let mut draw = || normal.sample(&mut generator);
    let shared: Vec<f64> = (0..REPLICATES).map(|_| draw()).collect();
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); 5];
    let mut codes = Vec::new();
    for (pay, level) in (0..2).flat_map(|pay| (0..LEVELS).map(move |level| (pay, level))) {
        let replicates = if kind.ragged && level % 2 == 1 { 4 } else { REPLICATES };
        let point = pay * LEVELS + level;
        for replicate in 0..replicates {
            let own = draw();
            let base = if kind.common { shared[replicate as usize] } else { draw() };
            for treatment in 0..2 {
                let noise = 0.05 * base + 0.02 * own + 0.02 * draw();
                let missing = kind.ragged && level == 4 && replicate == 2;
                let value = truth(kind, pay, level, treatment) + noise;
                let x = if kind.binned { 0.02 * point as f64 } else { 0.5 * pay as f64 };
                let of_seed = if kind.common { 1.0 } else { point as f64 };
                let value = if missing { f64::NAN } else { value };
                let row = [replicate as f64 + 1.0, of_seed, x, 0.1 * level as f64, value];
                columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
                codes.push(treatment as u32);
            }
        }
    }
    let names = ["replicate", "seed", "levers.pay", "levers.monitoring", "true_output"];
    let numbers = names.iter().zip(columns);
    let numbers = numbers.map(|(name, column)| ((*name).to_owned(), Column::Numbers(column)));
    let names = Column::Names { codes, names: NAMES.map(str::to_owned).to_vec() };
    Table::of(numbers.chain([("treatment".to_owned(), names)]))
}

/// A line of the table of a figure, by its header.
struct Line(Vec<(String, String)>);

impl Line {
    fn text(&self, name: &str) -> &str {
        &self.0.iter().find(|(header, _)| header == name).unwrap_or_else(|| panic!("{name}")).1
    }

    fn number(&self, name: &str) -> f64 {
        self.text(name).parse().unwrap_or(f64::NAN)
    }

    fn holds(&self, truth: f64) -> bool {
        self.number("low") <= truth && truth <= self.number("high")
    }
}

fn lines(table: &[u8]) -> Vec<Line> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers().unwrap().clone();
    let line = |row: Result<csv::StringRecord, _>| {
        let row: csv::StringRecord = row.unwrap();
        Line(header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect())
    };
    reader.records().map(line).collect()
}

fn wish(wish: Wish) -> Wish {
    Wish { x: "levers.pay".to_owned(), metric: "true_output".to_owned(), ..wish }
}

/// The table of a figure over one made-up sweep.
fn shown(record: &Record, wish: &Wish, kind: Kind, seed: u64) -> Vec<Line> {
    let rows = Rows::new(table(kind, seed), record, wish).unwrap();
    let definition = metric(&wish.metric).unwrap();
    lines(&match wish.y {
        None => Curves::new(&rows, record, wish, definition).unwrap().table().unwrap(),
        Some(_) => Map::new(&rows, record, wish, definition).unwrap().table().unwrap(),
    })
}

/// The share of sweeps whose intervals hold the true mean, over all lines of a figure's table.
fn coverage(asked: Wish, kind: Kind, truth: impl Fn(&Line) -> f64) -> f64 {
    let (record, wish) = (record(), wish(asked));
    let (mut held, mut all) = (0.0, 0.0);
    for seed in 0..SEEDS {
        for line in shown(&record, &wish, kind, seed) {
            held += f64::from(u8::from(line.holds(truth(&line))));
            all += 1.0;
        }
    }
    held / all
}

fn check(what: &str, found: f64) {
    assert!((0.92..=0.98).contains(&found), "{what}: {found} of intervals hold the true mean");
}

/// Place of the pay of a line, and of its treatment.
fn pay(line: &Line) -> usize {
    usize::from(line.number("levers.pay") > 0.0)
}

fn treatment(line: &Line) -> usize {
    usize::from(line.text("treatment") == NAMES[1])
}

/// The mean over the levels that are pooled.
fn over_levels(kind: Kind, pay: usize, treatment: usize) -> f64 {
    (0..LEVELS).map(|level| truth(kind, pay, level, treatment)).sum::<f64>() / LEVELS as f64
}

#[test]
fn curves_by_treatment_pool_points_and_hold_what_they_say() {
    let ragged = |kind| Kind { ragged: true, ..kind };
    for (name, kind) in [
        ("common", COMMON),
        ("independent", INDEPENDENT),
        ("common, ragged", ragged(COMMON)),
        ("independent, ragged", ragged(Kind { points: 0.0, ..INDEPENDENT })),
    ] {
        let truth = |line: &Line| over_levels(kind, pay(line), treatment(line));
        check(name, coverage(Wish::default(), kind, truth));
    }
}

#[test]
fn curves_of_pooled_treatments_hold_what_they_say() {
    for (name, kind) in [("common", COMMON), ("independent", INDEPENDENT)] {
        let both =
            |line: &Line| 0.5 * (over_levels(kind, pay(line), 0) + over_levels(kind, pay(line), 1));
        check(name, coverage(Wish { pool: true, ..Wish::default() }, kind, both));
    }
}

#[test]
fn differences_of_treatments_hold_what_they_say() {
    let difference = Some(NAMES.map(str::to_owned));
    for (name, kind) in [("common", COMMON), ("independent", INDEPENDENT)] {
        let asked = Wish { difference: difference.clone(), ..Wish::default() };
        check(name, coverage(asked, kind, |_| -APART));
        let map = Wish {
            difference: difference.clone(),
            y: Some("levers.monitoring".to_owned()),
            ..Wish::default()
        };
        check(name, coverage(map, kind, |_| -APART));
    }
}

#[test]
fn maps_hold_what_they_say() {
    let y = Some("levers.monitoring".to_owned());
    for (name, kind) in [("common", COMMON), ("independent", INDEPENDENT)] {
        let truth = |line: &Line| {
            let level = (10.0 * line.number("levers.monitoring")).round() as usize;
            truth(kind, pay(line), level, treatment(line))
        };
        check(name, coverage(Wish { y: y.clone(), ..Wish::default() }, kind, truth));
    }
}

/// As in a bin, where points differ in both factors.
#[test]
fn points_of_all_kinds_in_one_place_hold_what_they_say() {
    for (name, kind) in [("common", COMMON), ("independent", INDEPENDENT)] {
        let record = record();
        let wish = wish(Wish { treatment: Some(NAMES[0].to_owned()), ..Wish::default() });
        let kind = Kind { binned: true, ..kind };
        let mut held = 0.0;
        for seed in 0..SEEDS {
            let rows = Rows::new(table(kind, seed), &record, &wish).unwrap();
            // One bin of all points.
            let sample = &rows.samples("true_output", |_| Some(0), 1).unwrap()[0];
            let found = sample
                .summary(crate::ground::statistics::Support::Real, crate::study::runs::CONFIDENCE);
            let wanted = 0.5 * (over_levels(kind, 0, 0) + over_levels(kind, 1, 0));
            held += f64::from(u8::from(found.low <= wanted && wanted <= found.high));
        }
        let found = held / SEEDS as f64;
        // Independent points of one bin differ in their means, which widens the interval.
        let most = if kind.common { 0.98 } else { 1.0 };
        assert!((0.92..=most).contains(&found), "{name}: {found}");
    }
}

/// Where both treatments are as good, one is called surely best in one of twenty places at most.
#[test]
fn verdicts_are_seldom_false() {
    let wish = wish(Wish {
        y: Some("levers.monitoring".to_owned()),
        best: Some("treatment".to_owned()),
        ..Wish::default()
    });
    let record = record();
    for (name, kind) in [("common", COMMON), ("independent", INDEPENDENT)] {
        let (mut wrong, mut right, mut places) = (0.0, 0.0, 0.0);
        for seed in 0..SEEDS {
            for line in shown(&record, &wish, kind, seed) {
                // `wild` is the better one everywhere.
                let sure = line.text("verdict") == "best";
                let better = line.text("treatment") == NAMES[1];
                wrong += f64::from(u8::from(sure && !better));
                right += f64::from(u8::from(sure && better));
                places += 0.5;
            }
        }
        assert!(wrong / places < 0.05, "{name}: {}", wrong / places);
        assert!(right / places > 0.3, "{name}: a clear difference is found: {}", right / places);
    }
}

#[test]
fn verdicts_between_equals_are_seldom_sure() {
    let wish = wish(Wish {
        y: Some("levers.monitoring".to_owned()),
        best: Some("treatment".to_owned()),
        ..Wish::default()
    });
    let record = record();
    let (mut sure, mut places) = (0.0, 0.0);
    for seed in 0..SEEDS {
        let mut runs = table(COMMON, seed);
        runs.shift("true_output", |row| if row % 2 == 1 { -APART } else { 0.0 });
        let rows = Rows::new(runs, &record, &wish).unwrap();
        let map = Map::new(&rows, &record, &wish, metric("true_output").unwrap()).unwrap();
        for line in lines(&map.table().unwrap()) {
            sure += f64::from(u8::from(line.text("verdict") == "best"));
            places += 0.5;
        }
    }
    let found = sure / places;
    assert!((0.03..0.06).contains(&found), "{found} of verdicts between equals are sure");
}

#[test]
fn one_replicate_has_no_interval_and_no_verdict() {
    let record = record();
    let wish = wish(Wish::default());
    let mut runs = table(COMMON, 1);
    runs.keep("replicate", 1.0);
    let rows = Rows::new(runs, &record, &wish).unwrap();
    let definition = metric("true_output").unwrap();
    let curves = Curves::new(&rows, &record, &wish, definition).unwrap();
    let lines = lines(&curves.table().unwrap());
    assert!(lines.iter().all(|line| line.text("low").is_empty() && line.text("replicates") == "1"));
}
