//! What a scenario gave, in memory.

use std::io;

use pyo3::prelude::*;
use tillit::engine::observe::Metric;
use tillit::ground::statistics::{Summary, present};
use tillit::model::specification::ModelSpec;
use tillit::scenario::Scenario;
use tillit::store::{differences_table, summary_table, write_series};
use tillit::study::Results;
use tillit::study::runs::{CONFIDENCE, TreatmentResult, UnitOutcome, UnitSink};

use crate::errors::Problem;
use crate::table::{Column, Kinds, Table};

/// A mean, the ends of its interval, and over how many replicates it is.
type Estimate = (f64, f64, f64, usize);

/// What a scenario gave; `tillit.Results` shows it.
#[pyclass(frozen, module = "tillit._tillit")]
pub(crate) struct RawResults {
    pub results: Results,
    /// Every how many periods the series has a row.
    pub every: usize,
    pub metrics: Vec<&'static Metric>,
    /// By treatment, where they were asked for.
    pub units: Option<Vec<Units>>,
}

/// What every unit of a treatment gave.
pub(crate) struct Units {
    treatment: String,
    /// Name of each group, and the number of the unit after its last one.
    groups: Vec<(String, u32)>,
    replicate: Vec<i64>,
    unit: Vec<i64>,
    /// By metric: its mean over the outcome window, then by metric its value at the end.
    values: Vec<Vec<f64>>,
}

impl Units {
    /// Room for the units of each treatment of a scenario.
    pub(crate) fn of(scenario: &Scenario) -> Vec<Self> {
        let one = |(treatment, spec): (&String, &ModelSpec)| {
            let mut next = 0;
            let groups = spec.groups().iter().map(|group| {
                next += group.units;
                (group.name.clone(), next)
            });
            Self {
                treatment: treatment.clone(),
                groups: groups.collect(),
                replicate: Vec::new(),
                unit: Vec::new(),
                values: vec![Vec::new(); 2 * scenario.record.metrics.len()],
            }
        };
        scenario
            .treatments
            .iter()
            .map(|treatment| one((&treatment.name, &treatment.spec)))
            .collect()
    }

    /// Bytes that the units of a scenario take.
    pub(crate) fn bytes(scenario: &Scenario) -> u64 {
        let row = 8 * (2 + 2 * scenario.record.metrics.len() as u64);
        let rows = |spec: &ModelSpec| u64::from(spec.n_units()) * u64::from(spec.replicates());
        // Columns that grow may have twice the room they need.
        scenario.treatments.iter().map(|treatment| 2 * row * rows(&treatment.spec)).sum()
    }
}

impl UnitSink for Units {
    fn take(&mut self, unit: &UnitOutcome) -> io::Result<()> {
        self.replicate.push(i64::from(unit.replicate) + 1);
        self.unit.push(i64::from(unit.unit) + 1);
        let values = unit.window.iter().chain(&unit.end);
        self.values.iter_mut().zip(values).for_each(|(column, value)| column.push(*value));
        Ok(())
    }
}

impl RawResults {
    fn named(&self) -> Vec<(&str, &TreatmentResult)> {
        self.results.treatments().collect()
    }
}

#[pymethods]
impl RawResults {
    #[getter]
    fn treatments(&self) -> Vec<String> {
        self.results.names().to_vec()
    }

    #[getter]
    fn metrics(&self) -> Vec<&'static str> {
        self.metrics.iter().map(|metric| metric.name).collect()
    }

    /// The table that `tillit run` writes as summary.csv.
    fn summary(&self) -> PyResult<Table> {
        let kinds = Kinds { texts: &["treatment", "metric", "unit"], wholes: &["replicates"] };
        Ok(Table::of_csv(&summary_table(&self.named()), &kinds)?)
    }

    /// The table that `tillit run` writes as series.csv.
    fn series(&self) -> PyResult<Table> {
        let mut text = Vec::new();
        write_series(&self.named(), self.every, &mut text).map_err(Problem::from)?;
        Ok(Table::of_csv(&text, &Kinds { texts: &["treatment", "metric"], wholes: &["period"] })?)
    }

    /// The table that `tillit run` writes as differences.csv.
    fn differences(&self) -> PyResult<Table> {
        let texts = &["treatment", "against", "metric"];
        let kinds = Kinds { texts, wholes: &["replicates"] };
        Ok(Table::of_csv(&differences_table(&self.named()), &kinds)?)
    }

    /// The outcome of every replicate: one column for each metric.
    fn outcomes(&self) -> Table {
        let (mut treatment, mut replicate) = (Vec::new(), Vec::new());
        let mut values: Vec<Vec<f64>> = vec![Vec::new(); self.metrics.len()];
        for (name, found) in self.named() {
            let n = values.first().map_or(0, |_| found.outcomes(0).len());
            treatment.extend(std::iter::repeat_n(name.to_owned(), n));
            replicate.extend(1..=n as i64);
            for (metric, column) in values.iter_mut().enumerate() {
                column.extend_from_slice(found.outcomes(metric));
            }
        }
        let mut columns = vec![
            ("treatment".to_owned(), Column::Texts(treatment)),
            ("replicate".to_owned(), Column::Wholes(replicate)),
        ];
        let names = self.metrics.iter().map(|metric| metric.name.to_owned());
        columns.extend(names.zip(values.into_iter().map(Column::Numbers)));
        Table::new(columns)
    }

    /// The outcomes of every unit, where they were kept.
    fn units(&self) -> Option<Table> {
        let kept = self.units.as_ref()?;
        let (mut treatment, mut group) = (Vec::new(), Vec::new());
        for units in kept {
            for unit in &units.unit {
                let found = units.groups.iter().find(|(_, end)| *unit <= i64::from(*end));
                group.push(found.map(|(name, _)| name.clone()).unwrap_or_default());
                treatment.push(units.treatment.clone());
            }
        }
        let all = |of: fn(&Units) -> &Vec<i64>| kept.iter().flat_map(of).copied().collect();
        let mut columns = vec![
            ("treatment".to_owned(), Column::Texts(treatment)),
            ("replicate".to_owned(), Column::Wholes(all(|units| &units.replicate))),
            ("unit".to_owned(), Column::Wholes(all(|units| &units.unit))),
            ("group".to_owned(), Column::Texts(group)),
        ];
        let names = self.metrics.iter().map(|metric| metric.name.to_owned());
        let ends = self.metrics.iter().map(|metric| format!("{}_end", metric.name));
        for (place, name) in names.chain(ends).enumerate() {
            let values = kept.iter().flat_map(|units| &units.values[place]).copied().collect();
            columns.push((name, Column::Numbers(values)));
        }
        Some(Table::new(columns))
    }

    /// The mean of a metric over the outcome window under a treatment.
    fn mean(&self, treatment: &str, metric: &str) -> PyResult<Estimate> {
        let found = self.results.summary(treatment, metric).map_err(Problem::from)?;
        let result = self.results.treatment(treatment).map_err(Problem::from)?;
        let values = result.metric(metric).map_or(&[][..], |index| result.outcomes(index));
        let n = values.iter().filter(|value| !value.is_nan()).count();
        Ok((found.mean, found.low, found.high, n))
    }

    /// How a metric differs between two treatments, paired by replicate.
    fn difference(&self, first: &str, second: &str, metric: &str) -> PyResult<Estimate> {
        let found = self.results.difference(first, second, metric).map_err(Problem::from)?;
        Ok((found.mean, found.low, found.high, found.n))
    }
}

/// The mean of independent values with its Student t interval, and how many there are.
#[pyfunction]
pub(crate) fn interval(values: Vec<f64>) -> Estimate {
    let values = present(&values);
    let Summary { mean, low, high, .. } = Summary::of(&values, CONFIDENCE);
    (mean, low, high, values.len())
}
