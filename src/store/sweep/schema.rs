//! The columns of the tables of a sweep.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::Record;
use crate::engine::observe::find_metric;
use crate::study::sweep::{FactorValue, Outcome, Rows, SeriesRows};

fn field(name: &str, kind: DataType, nullable: bool, unit: &str, meaning: &str) -> Field {
    let about = [("unit", unit), ("meaning", meaning)];
    let about = about.into_iter().filter(|(_, text)| !text.is_empty());
    let metadata: HashMap<String, String> =
        about.map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
    Field::new(name, kind, nullable).with_metadata(metadata)
}

fn metric_field(name: &str) -> Field {
    let (unit, meaning) = find_metric(name).map_or(("", ""), |m| (m.unit, m.summary));
    field(name, DataType::Float64, true, unit, meaning)
}

/// The columns of the table of runs.
pub fn runs(record: &Record) -> SchemaRef {
    let mut fields =
        vec![field("point", DataType::UInt32, false, "", "Point of the design, counted from 1.")];
    fields.extend(record.factors.iter().map(|factor| {
        let kind = if factor.named { DataType::Utf8 } else { DataType::Float64 };
        field(&factor.key, kind, false, &factor.unit, &factor.meaning)
    }));
    fields.push(field("treatment", DataType::Utf8, true, "", "Treatment of the scenario."));
    fields.push(field("replicate", DataType::UInt32, true, "", "Replicate, counted from 1."));
    fields.push(field("seed", DataType::UInt64, false, "", "Seed of all random numbers."));
    fields.extend(record.metrics.iter().map(|name| metric_field(name)));
    fields.push(field(
        "stop",
        DataType::Utf8,
        false,
        "",
        "Why there are no more replicates (fixed, precise, at most), or why the run failed.",
    ));
    Arc::new(Schema::new(fields))
}

/// The columns of the table of the series.
pub fn series(record: &Record) -> SchemaRef {
    let mut fields = vec![
        field("point", DataType::UInt32, false, "", "Point of the design, counted from 1."),
        field("treatment", DataType::Utf8, false, "", "Treatment of the scenario."),
        field("replicate", DataType::UInt32, false, "", "Replicate, counted from 1."),
        field("period", DataType::UInt32, false, "months", "Period, counted from 1."),
    ];
    fields.extend(record.metrics.iter().map(|name| metric_field(name)));
    Arc::new(Schema::new(fields))
}

fn counted(values: impl Iterator<Item = u64>) -> ArrayRef {
    Arc::new(UInt32Array::from_iter_values(values.map(|value| value as u32 + 1)))
}

/// Numbers; what has no meaning is missing.
fn numbers(values: &[f64]) -> ArrayRef {
    Arc::new(
        values.iter().map(|value| (!value.is_nan()).then_some(*value)).collect::<Float64Array>(),
    )
}

/// The rows of a chunk as a table.
pub fn runs_batch(record: &Record, rows: &Rows) -> Result<RecordBatch, ArrowError> {
    let name = |treatment: u32| record.treatments[treatment as usize].name.as_str();
    let mut columns = vec![counted(rows.points.iter().copied())];
    for (factor, values) in record.factors.iter().zip(&rows.factors) {
        columns.push(if factor.named {
            Arc::new(StringArray::from_iter_values(values.iter().map(FactorValue::shown)))
        } else {
            let number = |value: &FactorValue| value.number().unwrap_or(f64::NAN);
            Arc::new(Float64Array::from_iter_values(values.iter().map(number)))
        });
    }
    columns.push(Arc::new(rows.treatments.iter().map(|t| t.map(name)).collect::<StringArray>()));
    columns
        .push(Arc::new(rows.replicates.iter().map(|r| r.map(|r| r + 1)).collect::<UInt32Array>()));
    columns.push(Arc::new(UInt64Array::from(rows.seeds.clone())));
    columns.extend(rows.metrics.iter().map(|values| numbers(values)));
    let stop = |outcome: &Outcome| match outcome {
        Outcome::Whole(stop) => stop.name().to_owned(),
        Outcome::Failed(reason) => format!("{FAILED}{reason}"),
    };
    columns.push(Arc::new(StringArray::from_iter_values(rows.outcomes.iter().map(stop))));
    RecordBatch::try_new(runs(record), columns)
}

/// How the reason of a failed run begins.
pub const FAILED: &str = "failed: ";

/// The series of a chunk as a table.
pub fn series_batch(record: &Record, rows: &SeriesRows) -> Result<RecordBatch, ArrowError> {
    let name = |treatment: &u32| record.treatments[*treatment as usize].name.as_str();
    let mut columns = vec![
        counted(rows.points.iter().copied()),
        Arc::new(StringArray::from_iter_values(rows.treatments.iter().map(name))),
        counted(rows.replicates.iter().map(|replicate| u64::from(*replicate))),
        Arc::new(UInt32Array::from(rows.periods.clone())),
    ];
    columns.extend(rows.metrics.iter().map(|values| numbers(values)));
    RecordBatch::try_new(series(record), columns)
}
