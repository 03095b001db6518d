//! Tables of a run, read again: rows by treatment and metric.

use std::collections::BTreeMap;

/// A table with a line for each treatment and metric.
#[derive(Debug, Default)]
pub struct Cells {
    columns: Vec<String>,
    rows: BTreeMap<(String, String), Vec<String>>,
}

impl Cells {
    /// Reads a table whose columns `treatment` and `metric` tell its rows apart.
    ///
    /// # Errors
    /// When it is not such a table.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns: Vec<String> =
            reader.headers().map_err(told)?.iter().map(str::to_owned).collect();
        let place = |name: &str| {
            let found = columns.iter().position(|column| column == name);
            found.ok_or_else(|| format!("has no column {name}"))
        };
        let (treatment, metric) = (place("treatment")?, place("metric")?);
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let row: Vec<String> = record.map_err(told)?.iter().map(str::to_owned).collect();
            rows.insert((row[treatment].clone(), row[metric].clone()), row);
        }
        Ok(Self { columns, rows })
    }

    /// A number; NaN where there is none.
    pub fn number(&self, treatment: &str, metric: &str, column: &str) -> f64 {
        let row = self.rows.get(&(treatment.to_owned(), metric.to_owned()));
        let place = self.columns.iter().position(|name| name == column);
        let cell = row.zip(place).map(|(row, place)| row[place].as_str());
        cell.and_then(|cell| cell.parse().ok()).unwrap_or(f64::NAN)
    }

    /// Several numbers of a row.
    pub fn numbers<const N: usize>(
        &self,
        treatment: &str,
        metric: &str,
        columns: [&str; N],
    ) -> [f64; N] {
        columns.map(|column| self.number(treatment, metric, column))
    }
}

/// Why a table cannot be read.
pub(super) fn told(error: csv::Error) -> String {
    format!("cannot be read: {error}")
}
