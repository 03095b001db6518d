//! The rows of a sweep put into the cells of a figure.

use std::collections::HashMap;

use super::axis::Places;
use super::{SweepResults, factor_name};
use crate::engine::observe::Metric;
use crate::ground::numbers;
use crate::ground::statistics::{Estimate, Observation, Support};
use crate::store::sweep::{Column, RUNS, Record, Table, read_columns};
use crate::study::sweep::{Sweep, TREATMENT, Wish};

/// The factor whose values are seeds.
const SEED: &str = "run.seed";
/// The number of units, on which the interval of a share depends.
const UNITS: &str = "organisation.units";
/// The design whose curves show the points that move one factor only.
const ONE_AT_A_TIME: &str = "one-at-a-time";
/// The group of rows that belong to none.
const NONE: u32 = u32::MAX;

/// The groups of a figure: the values of a factor, or the treatments.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// Names, in the order in which they come up (names) or rise (numbers).
    pub names: Vec<String>,
    /// The same as tables show them: numbers as they are.
    pub values: Vec<String>,
    /// By group: the values that it combines.
    pub parts: Vec<Vec<String>>,
    /// By row: its group; beyond the names for rows in no group.
    pub of: Vec<u32>,
}

impl Groups {
    /// One group of everything.
    pub fn one(rows: usize) -> Self {
        Self {
            names: vec![String::new()],
            values: vec![String::new()],
            parts: vec![Vec::new()],
            of: vec![0; rows],
        }
    }

    fn new(names: Vec<String>, values: Vec<String>, of: Vec<u32>) -> Self {
        let parts = values.iter().map(|value| vec![value.clone()]).collect();
        Self { names, values, parts, of }
    }

    /// The groups of a column.
    pub fn of(column: &Column, key: &str, most: usize) -> Result<Self, String> {
        let found = match column {
            Column::Names { codes, names } => {
                Self::new(names.clone(), names.clone(), codes.clone())
            }
            Column::Numbers(numbers) => {
                let places = Places::new(numbers, false);
                let name = |label: String| format!("{} = {label}", factor_name(key));
                let names = numbers::labels(&places.values).into_iter().map(name).collect();
                Self::new(names, places.values.iter().map(f64::to_string).collect(), places.of)
            }
        };
        match found.names.len() {
            n if n > most => Err(format!("{key} has {n} values; a figure shows at most {most}")),
            _ => Ok(found),
        }
    }

    /// The treatments that a figure shows, in the order of the scenario.
    pub fn treatments(column: &Column, shown: &[&str], most: usize) -> Result<Self, String> {
        if shown.len() > most {
            let n = shown.len();
            return Err(format!("there are {n} treatments; a figure shows at most {most}"));
        }
        let place = |is: &dyn Fn(&str) -> bool| {
            shown.iter().position(|shown| is(shown)).map_or(NONE, |place| place as u32)
        };
        let of = match column {
            Column::Names { codes, names } => {
                let of_names = names.iter().map(|name| place(&|shown| shown == name));
                let places: Vec<u32> = of_names.collect();
                codes.iter().map(|code| places[*code as usize]).collect()
            }
            // Names that are numbers are read as such from CSV.
            Column::Numbers(numbers) => numbers
                .iter()
                .map(|number| place(&|shown| shown.parse::<f64>().is_ok_and(|s| s == *number)))
                .collect(),
        };
        let names: Vec<String> = shown.iter().map(|name| (*name).to_owned()).collect();
        Ok(Self::new(names.clone(), names, of))
    }

    /// These groups, without the rows that are in no group of others.
    pub fn only_where(mut self, others: &Self) -> Self {
        let rows = self.of.iter_mut().zip(&others.of);
        rows.filter(|(_, other)| **other == NONE).for_each(|(own, _)| *own = NONE);
        self
    }

    /// The combinations of these groups and others.
    pub fn and(&self, others: &Self) -> Self {
        let n = others.names.len() as u32;
        let pairs =
            || (0..self.names.len()).flat_map(|a| (0..others.names.len()).map(move |b| (a, b)));
        let both = |own: &[String], other: &[String]| {
            let join = |(a, b): (usize, usize)| match (own[a].as_str(), other[b].as_str()) {
                ("", one) | (one, "") => one.to_owned(),
                (a, b) => format!("{a}, {b}"),
            };
            pairs().map(join).collect()
        };
        let of = self.of.iter().zip(&others.of).map(|(a, b)| match (*a, *b) {
            (NONE, _) | (_, NONE) => NONE,
            (a, b) => a * n + b,
        });
        Self {
            names: both(&self.names, &others.names),
            values: both(&self.values, &others.values),
            parts: pairs().map(|(a, b)| [&self.parts[a][..], &others.parts[b]].concat()).collect(),
            of: of.collect(),
        }
    }
}

/// How a figure keeps treatments apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatments {
    /// There is one, or only one is shown.
    Single,
    /// Each is shown by itself: as its groups, or in a panel of its own.
    Apart,
    /// They are pooled, as was asked for.
    Pooled,
    /// The difference of two is shown.
    Difference,
}

impl Treatments {
    /// What a figure does with the treatments of a sweep.
    pub fn of(record: &Record, wish: &Wish) -> Self {
        let named = [&wish.by, &wish.best].into_iter().flatten().any(|key| key == TREATMENT);
        match wish.shown_treatments(record.treatment_names()).len() {
            _ if wish.difference.is_some() => Self::Difference,
            0 | 1 => Self::Single,
            _ if wish.pool && !named => Self::Pooled,
            _ => Self::Apart,
        }
    }
}

/// The rows that a figure needs.
pub struct Rows {
    table: Table,
    /// By row: what the run shares its random numbers with.
    clusters: Vec<u64>,
    /// The factors that tell points apart.
    factors: Vec<String>,
    /// By row: its treatment among those that are shown.
    treatments: Groups,
    /// By row: whether the figure shows it.
    shown: Vec<bool>,
    /// Units of the smallest sector.
    units: f64,
}

impl Rows {
    /// Reads the columns that a figure needs: all factors, what tells random numbers, and some metrics.
    pub fn read(results: SweepResults, wish: &Wish, metrics: &[&str]) -> Result<Self, String> {
        let SweepResults { folder, record, sweep } = results;
        let mut names: Vec<&str> = vec!["replicate", TREATMENT, "seed"];
        names.extend(record.factors.iter().map(|factor| factor.key.as_str()));
        names.extend(metrics);
        let table = read_columns(folder, RUNS, &names).map_err(|error| error.to_string())?;
        let mut rows = Self::new(table, record, wish)?;
        if record.settings.design == ONE_AT_A_TIME {
            rows.keep_base(sweep, wish);
        }
        Ok(rows)
    }

    /// The rows of a table that has those columns.
    pub fn new(table: Table, record: &Record, wish: &Wish) -> Result<Self, String> {
        let number = |name: &str| table.numbers(name).ok_or(format!("{name} has no numbers"));
        let keys: Vec<u64> = number("seed")?.iter().map(|seed| seed.to_bits()).collect();
        let keys = joined(&keys, number("replicate")?.iter().map(|number| number.to_bits()));
        let names = wish.shown_treatments(record.treatment_names());
        let column = table.column(TREATMENT).ok_or("there is no column treatment")?;
        let treatments = Groups::treatments(column, &names, usize::MAX)?;
        let shown = treatments.of.iter().map(|group| *group != NONE).collect();
        let mut factors: Vec<String> = record.factors.iter().map(|f| f.key.clone()).collect();
        factors.retain(|key| key != SEED);
        let units = record.fewest_units();
        let units = table
            .numbers(UNITS)
            .map_or(units, |varied| varied.iter().copied().fold(f64::INFINITY, f64::min));
        Ok(Self { table, clusters: keys, factors, treatments, shown, units })
    }

    /// Keeps the rows in which every factor that the figure does not name is as the scenario has it.
    fn keep_base(&mut self, sweep: &Sweep, wish: &Wish) {
        for factor in sweep.factors.iter().filter(|factor| !wish.names(&factor.key)) {
            let is_base: Vec<bool> = match self.table.column(&factor.key) {
                Some(Column::Numbers(numbers)) => {
                    let base = factor.base.number().unwrap_or(f64::NAN);
                    numbers.iter().map(|number| *number == base).collect()
                }
                Some(Column::Names { codes, names }) => {
                    let base = names.iter().position(|name| *name == factor.base.shown());
                    codes.iter().map(|code| Some(*code as usize) == base).collect()
                }
                None => continue,
            };
            self.shown.iter_mut().zip(is_base).for_each(|(shown, is_base)| *shown &= is_base);
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.table.rows
    }

    /// A column with numbers.
    pub fn numbers(&self, name: &str) -> Result<&[f64], String> {
        self.table.numbers(name).ok_or_else(|| format!("{name} has no numbers"))
    }

    /// The groups of a column, or one group.
    pub fn groups(&self, key: Option<&String>, most: usize) -> Result<Groups, String> {
        let Some(key) = key else { return Ok(Groups::one(self.len())) };
        if key == TREATMENT {
            let names: Vec<&str> = self.treatments.names.iter().map(String::as_str).collect();
            let column = self.table.column(key).ok_or("there is no column treatment")?;
            return Groups::treatments(column, &names, most);
        }
        let column = self.table.column(key).ok_or_else(|| format!("there is no column {key}"))?;
        Groups::of(column, key, most)
    }

    /// What is known of a metric.
    pub fn support(&self, metric: &Metric) -> Support {
        metric.support(self.units)
    }

    /// The mean of a metric in every cell; `cell` gives the cell of a row, and rows that give none are
    /// left out, as are missing values. `best` is the factor whose values are compared: points that
    /// differ in it alone count as the same.
    pub fn samples(
        &self,
        metric: &str,
        cell: impl Fn(usize) -> Option<usize>,
        cells: usize,
    ) -> Result<Vec<Estimate>, String> {
        let values = self.numbers(metric)?;
        let points = self.points();
        let mut samples: Vec<Vec<Observation>> = vec![Vec::new(); cells];
        for row in (0..values.len()).filter(|row| self.shown[*row] && !values[*row].is_nan()) {
            if let Some(cell) = cell(row) {
                samples[cell].push(self.observation(row, points[row], values[row]));
            }
        }
        Ok(samples.iter().map(|sample| Estimate::of(sample)).collect())
    }

    /// As [`Rows::samples`], of the difference between the first and the second of the two treatments
    /// that are shown, run by run; runs that lack the other are left out.
    pub fn differences(
        &self,
        metric: &str,
        cell: impl Fn(usize) -> Option<usize>,
        cells: usize,
    ) -> Result<Vec<Estimate>, String> {
        let values = self.numbers(metric)?;
        let points = self.points();
        let there = |row: &usize| self.shown[*row] && !values[*row].is_nan();
        let of = |treatment: u32| {
            (0..values.len()).filter(move |row| self.treatments.of[*row] == treatment).filter(there)
        };
        let run = |row: usize| (self.clusters[row], points[row]);
        let others: HashMap<(u64, u64), f64> = of(1).map(|row| (run(row), values[row])).collect();
        let mut samples: Vec<Vec<Observation>> = vec![Vec::new(); cells];
        for row in of(0) {
            if let (Some(cell), Some(other)) = (cell(row), others.get(&run(row))) {
                samples[cell].push(self.observation(row, points[row], values[row] - other));
            }
        }
        Ok(samples.iter().map(|sample| Estimate::of(sample)).collect())
    }

    fn observation(&self, row: usize, point: u64, value: f64) -> Observation {
        let (cluster, treatment) = (self.clusters[row], self.treatments.of[row]);
        Observation { cluster, point, treatment, value }
    }

    /// By row: its point, by the values of all factors but seeds.
    fn points(&self) -> Vec<u64> {
        let mut keys = vec![0_u64; self.len()];
        for name in &self.factors {
            keys = match self.table.column(name) {
                Some(Column::Numbers(numbers)) => {
                    joined(&keys, numbers.iter().map(|n| n.to_bits()))
                }
                Some(Column::Names { codes, .. }) => {
                    joined(&keys, codes.iter().map(|c| u64::from(*c)))
                }
                None => continue,
            };
        }
        keys
    }

    /// What is pooled in the cells of a figure, in words; empty when every cell shows one point of one
    /// treatment. `samples` are its cells.
    pub fn pooled_in_words(&self, wish: &Wish, how: Treatments, samples: &[Estimate]) -> String {
        let most = samples.iter().map(Estimate::points).max().unwrap_or(0);
        let mut parts = Vec::new();
        if most > 1 {
            let varies = |key: &&String| match self.table.column(key) {
                Some(Column::Numbers(n)) => n.iter().any(|value| *value != n[0]),
                Some(Column::Names { names, .. }) => names.len() > 1,
                None => false,
            };
            let others = self.factors.iter().filter(|key| !wish.names(key)).filter(varies);
            let mut names: Vec<String> = others.map(|key| factor_name(key)).collect();
            if names.is_empty() {
                names.push("the points of a bin".to_owned());
            }
            parts.push(format!("{} (up to {most} points)", names.join(", ")));
        }
        if how == Treatments::Pooled {
            parts.push(format!("the treatments {}", self.treatments.names.join(", ")));
        }
        match parts.is_empty() {
            true => String::new(),
            false => format!("pooled over {}", parts.join(" and ")),
        }
    }
}

/// Numbers that two rows share when they share both a key and a value; in the order in which they come.
fn joined(keys: &[u64], values: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut seen: HashMap<(u64, u64), u64> = HashMap::new();
    let mut number = |pair| {
        let next = seen.len() as u64;
        *seen.entry(pair).or_insert(next)
    };
    keys.iter().copied().zip(values).map(&mut number).collect()
}
