//! The rows of a sweep put into the cells of a figure.

use std::collections::HashMap;
use std::path::Path;

use super::axis::Places;
use super::{CONFIDENCE, factor_name};
use crate::statistics::Summary;
use crate::store::sweep::{Column, RUNS, Record, Table, read_columns};

/// The values of one group (a name, or a level of a factor) in one cell.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// Which rows can be compared pair by pair: the same replicate and the same values of all other
    /// factors have the same key.
    pub pairs: Vec<u64>,
    /// The metric.
    pub values: Vec<f64>,
}

impl Sample {
    /// Mean with its interval.
    pub fn summary(&self) -> Summary {
        Summary::of(&self.values, CONFIDENCE)
    }

    /// How sure it is that the mean of these lies above that of others: the lower end of the interval
    /// of the difference lies above 0. Rows are compared pair by pair where they match.
    pub fn is_above(&self, other: &Self) -> bool {
        if self.pairs == other.pairs && self.values.len() > 1 {
            let pairs = self.values.iter().zip(&other.values);
            let differences: Vec<f64> = pairs.map(|(a, b)| a - b).collect();
            let found = Summary::of(&differences, CONFIDENCE);
            return found.low > 0.0;
        }
        let (a, b) = (self.summary(), other.summary());
        let half = |found: &Summary| 0.5 * (found.high - found.low);
        a.mean - b.mean > half(&a).hypot(half(&b))
    }
}

/// The groups of a figure: the values of a factor, or the treatments.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// Names, in the order in which they come up (names) or rise (numbers).
    pub names: Vec<String>,
    /// By row: its group.
    pub of: Vec<u32>,
}

impl Groups {
    /// One group of everything.
    pub fn one(rows: usize) -> Self {
        Self { names: vec![String::new()], of: vec![0; rows] }
    }

    /// The groups of a column.
    pub fn of(column: &Column, key: &str, most: usize) -> Result<Self, String> {
        let found = match column {
            Column::Names { codes, names } => Self { names: names.clone(), of: codes.clone() },
            Column::Numbers(numbers) => {
                let places = Places::new(numbers, false);
                let name = |value: &f64| format!("{} = {}", factor_name(key), shown(*value));
                Self { names: places.values.iter().map(name).collect(), of: places.of }
            }
        };
        match found.names.len() {
            n if n > most => Err(format!("{key} has {n} values; a figure shows at most {most}")),
            _ => Ok(found),
        }
    }
}

/// A number with three digits at most.
fn shown(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The rows that a figure needs.
pub struct Rows {
    table: Table,
    pair_columns: Vec<String>,
}

impl Rows {
    /// Reads the columns of some factors and metrics, and what is needed to pair rows.
    pub fn read(
        folder: &Path,
        record: &Record,
        wanted: &[&str],
        metrics: &[&str],
    ) -> Result<Self, String> {
        let mut names: Vec<&str> = vec!["replicate", "treatment"];
        names.extend(record.factors.iter().map(|factor| factor.key.as_str()));
        let pair_columns: Vec<String> = names
            .iter()
            .filter(|name| !wanted.contains(name))
            .map(|name| (*name).to_owned())
            .collect();
        names.extend(metrics);
        let table = read_columns(folder, RUNS, &names).map_err(|error| error.to_string())?;
        Ok(Self { table, pair_columns })
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
        let column = self.table.column(key).ok_or_else(|| format!("there is no column {key}"))?;
        Groups::of(column, key, most)
    }

    /// The values of a metric by cell; `cell` gives the cell of a row. Missing values are left out.
    pub fn samples(
        &self,
        metric: &str,
        cell: impl Fn(usize) -> usize,
        cells: usize,
    ) -> Result<Vec<Sample>, String> {
        let values = self.numbers(metric)?;
        let keys = self.pair_keys();
        let mut samples = vec![Sample::default(); cells];
        for row in (0..values.len()).filter(|row| !values[*row].is_nan()) {
            let sample = &mut samples[cell(row)];
            sample.pairs.push(keys[row]);
            sample.values.push(values[row]);
        }
        Ok(samples)
    }

    /// By row: a number that rows share when they can be compared pair by pair.
    fn pair_keys(&self) -> Vec<u64> {
        let mut keys = vec![0_u64; self.len()];
        for name in &self.pair_columns {
            let codes: Vec<u64> = match self.table.column(name) {
                Some(Column::Numbers(numbers)) => {
                    let mut seen = HashMap::new();
                    let mut code = |number: &f64| {
                        let next = seen.len() as u64;
                        *seen.entry(number.to_bits()).or_insert(next)
                    };
                    numbers.iter().map(&mut code).collect()
                }
                Some(Column::Names { codes, .. }) => codes.iter().map(|c| u64::from(*c)).collect(),
                None => continue,
            };
            let many = codes.iter().max().map_or(1, |most| most + 1);
            for (key, code) in keys.iter_mut().zip(codes) {
                *key = key.wrapping_mul(many).wrapping_add(code);
            }
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(values: &[f64]) -> Sample {
        Sample { pairs: (0..values.len() as u64).collect(), values: values.to_vec() }
    }

    #[test]
    fn pairs_tell_what_spread_alone_would_hide() {
        let (low, high) = (sample(&[1.0, 5.0, 9.0]), sample(&[1.5, 5.6, 9.4]));
        assert!(high.is_above(&low) && !low.is_above(&high));
        let mut other = low.clone();
        other.pairs = vec![7, 8, 9];
        assert!(!high.is_above(&other), "unpaired, the spread hides the difference");
        let single = (sample(&[1.0]), sample(&[2.0]));
        assert!(!single.1.is_above(&single.0), "one value is never sure");
    }
}
