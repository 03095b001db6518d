//! The rows of a table or chunk, batch by batch, from Parquet or from CSV.

use std::fmt::Display;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array, UInt64Array,
};
use arrow_schema::{DataType, SchemaRef};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::super::disk;
use super::check::{RunRow, RunsCheck, SeriesCheck};
use super::folder::StoreError;
use super::{Record, parquet as own};
use crate::ground::guarded::guarded;
use crate::study::sweep::{FactorValue, Plan, Replicates, Sweep};

/// Rows of a batch. Parquet's bytes depend on how rows come in batches, so chunks and tables are read
/// in batches of one size, which begin anew with each chunk.
const BATCH: usize = 1024;
/// Most rows for which memory is set aside before they are there.
const MOST_ROWS: i64 = 1 << 40;

/// What is done with each batch.
pub type Work<'a> = &'a mut dyn FnMut(&RecordBatch) -> Result<(), String>;

/// The sweep that a Parquet file says it belongs to; none when it cannot be read or does not say.
pub fn sweep_of(path: &Path) -> Option<String> {
    let file = disk::open_regular(path).ok()?;
    let builder = guarded(|| ParquetRecordBatchReaderBuilder::try_new(file)).ok()?.ok()?;
    hash_of(&builder)
}

fn hash_of(builder: &ParquetRecordBatchReaderBuilder<File>) -> Option<String> {
    let about = builder.metadata().file_metadata().key_value_metadata()?;
    about.iter().find(|pair| pair.key == own::HASH_KEY)?.value.clone()
}

/// Reads a Parquet file of a sweep batch by batch.
///
/// # Errors
/// When it is damaged, belongs to another sweep, has other columns, or when the work finds a fault.
pub fn each_parquet_batch(
    path: &Path,
    record: &Record,
    columns: &SchemaRef,
    work: Work,
) -> Result<(), StoreError> {
    let failed = |error: &dyn Display| StoreError::new(path, error);
    let read = || -> Result<(), String> {
        let damaged = |error: &dyn Display| format!("cannot be read as Parquet ({error})");
        let file = disk::open_regular(path).map_err(|error| error.to_string())?;
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(&error))?;
        if hash_of(&builder).as_ref() != Some(&record.hash) {
            return Err("belongs to another sweep".to_owned());
        }
        let same = |(a, b): (&Arc<_>, &Arc<arrow_schema::Field>)| {
            let a: &arrow_schema::Field = a;
            a.name() == b.name() && a.data_type() == b.data_type()
        };
        let found = builder.schema().clone();
        let alike = found.fields().len() == columns.fields().len()
            && found.fields().iter().zip(columns.fields()).all(same);
        if !alike {
            return Err("does not have the columns of this sweep".to_owned());
        }
        if !(0..MOST_ROWS).contains(&builder.metadata().file_metadata().num_rows()) {
            return Err("cannot be read as Parquet (an impossible number of rows)".to_owned());
        }
        let reader = builder.with_batch_size(BATCH).build().map_err(|error| damaged(&error))?;
        for batch in reader {
            work(&batch.map_err(|error| damaged(&error))?)?;
        }
        Ok(())
    };
    let damaged = |panic: String| format!("cannot be read as Parquet ({panic})");
    guarded(read).unwrap_or_else(|panic| Err(damaged(panic))).map_err(|error| failed(&error))
}

/// Reads a CSV table of a sweep batch by batch. Batches begin anew with each chunk of the plan, so
/// that what is written from them has the bytes that it has when it is written from chunks.
///
/// # Errors
/// When it cannot be read, has other columns, or when the work finds a fault.
pub fn each_csv_batch(
    path: &Path,
    plan: &Plan,
    columns: &SchemaRef,
    work: Work,
) -> Result<(), StoreError> {
    let failed = |error: &dyn Display| StoreError::new(path, error);
    let mut reader = csv::Reader::from_reader(disk::open_regular(path)?);
    let header = reader.headers().map_err(|error| failed(&error))?;
    if !header.iter().eq(columns.fields().iter().map(|field| field.name().as_str())) {
        return Err(failed(&"does not have the columns of this sweep"));
    }
    let mut pending: Vec<csv::StringRecord> = Vec::with_capacity(BATCH);
    let mut last_chunk = None;
    let mut flush = |rows: &mut Vec<csv::StringRecord>| -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let batch = batch(columns, rows).map_err(|error| failed(&error))?;
        rows.clear();
        work(&batch).map_err(|error| failed(&error))
    };
    for row in reader.records() {
        let row = row.map_err(|error| failed(&error))?;
        let point = row.get(0).and_then(|point| point.parse::<u64>().ok()).filter(|p| *p > 0);
        let point = point.ok_or_else(|| failed(&"has a row without a point"))?;
        let chunk = plan.chunk_of(point - 1);
        if pending.len() == BATCH || last_chunk.is_some_and(|last| last != chunk) {
            flush(&mut pending)?;
        }
        last_chunk = Some(chunk);
        pending.push(row);
    }
    flush(&mut pending)
}

/// Rows of text as columns of a table.
fn batch(columns: &SchemaRef, rows: &[csv::StringRecord]) -> Result<RecordBatch, String> {
    let mut arrays: Vec<ArrayRef> = Vec::with_capacity(columns.fields().len());
    for (index, field) in columns.fields().iter().enumerate() {
        let texts = || {
            let text = |row: &'_ csv::StringRecord| row.get(index).unwrap_or_default().to_owned();
            rows.iter().map(text)
        };
        let fault = |text: &str| format!("has `{text}` in the column {}", field.name());
        arrays.push(match field.data_type() {
            DataType::Float64 => Arc::new(parsed::<f64, Float64Array>(texts(), fault)?),
            DataType::UInt32 => Arc::new(parsed::<u32, UInt32Array>(texts(), fault)?),
            DataType::UInt64 => Arc::new(parsed::<u64, UInt64Array>(texts(), fault)?),
            _ => {
                let missing = |text: &String| field.is_nullable() && text.is_empty();
                let text = |text: String| if missing(&text) { None } else { Some(text) };
                Arc::new(texts().map(text).collect::<StringArray>())
            }
        });
    }
    RecordBatch::try_new(columns.clone(), arrays).map_err(|error| error.to_string())
}

/// Texts as numbers; an empty text is a missing number.
fn parsed<T: std::str::FromStr, A: FromIterator<Option<T>>>(
    texts: impl Iterator<Item = String>,
    fault: impl Fn(&str) -> String,
) -> Result<A, String> {
    let number = |text: String| match text.as_str() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| fault(text)),
    };
    texts.map(number).collect()
}

/// Compares the rows of a batch of runs with the plan.
///
/// # Errors
/// What is there that should not be, or is missing.
pub fn check_runs(sweep: &Sweep, batch: &RecordBatch, check: &mut RunsCheck) -> Result<(), String> {
    let column =
        |name: &str| batch.column_by_name(name).ok_or_else(|| format!("has no column {name}"));
    let strange = |name: &str| format!("the column {name} does not hold what it should");
    let whole = |name| -> Result<&UInt32Array, String> {
        column(name)?.as_primitive_opt::<UInt32Type>().ok_or_else(|| strange(name))
    };
    let text = |name| -> Result<&StringArray, String> {
        column(name)?.as_string_opt::<i32>().ok_or_else(|| strange(name))
    };
    let (points, replicates) = (whole("point")?, whole("replicate")?);
    let (treatments, stops) = (text("treatment")?, text("stop")?);
    let seeds = column("seed")?.as_primitive_opt::<UInt64Type>().ok_or_else(|| strange("seed"))?;
    let deciding = match sweep.replicates {
        Replicates::Fixed(_) => None,
        Replicates::Until(rule) => {
            let name = sweep.metrics[rule.metric].name;
            Some(column(name)?.as_primitive_opt::<Float64Type>().ok_or_else(|| strange(name))?)
        }
    };
    let mut factors = Vec::with_capacity(sweep.factors.len());
    for factor in &sweep.factors {
        factors.push((column(&factor.key)?, factor.key.as_str()));
    }
    for row in 0..batch.num_rows() {
        let values =
            factors.iter().map(|(column, key)| value(column, row).ok_or_else(|| strange(key)));
        let deciding = deciding.filter(|column| column.is_valid(row));
        check.row(&RunRow {
            point: u64::from(points.value(row)),
            factors: values.collect::<Result<_, _>>()?,
            treatment: treatments.is_valid(row).then(|| treatments.value(row)),
            replicate: replicates.is_valid(row).then(|| replicates.value(row)),
            seed: seeds.value(row),
            deciding: deciding.map_or(f64::NAN, |column| column.value(row)),
            stop: stops.value(row),
        })?;
    }
    Ok(())
}

/// The value of a factor in a row.
fn value(column: &ArrayRef, row: usize) -> Option<FactorValue> {
    if let Some(numbers) = column.as_primitive_opt::<Float64Type>() {
        return Some(FactorValue::Number(numbers.value(row)));
    }
    Some(FactorValue::Name(column.as_string_opt::<i32>()?.value(row).to_owned()))
}

/// Compares the rows of a batch of the series with the runs that were found.
///
/// # Errors
/// What is there that should not be, or is missing.
pub fn check_series(batch: &RecordBatch, check: &mut SeriesCheck) -> Result<(), String> {
    let column = |index: usize| batch.columns().get(index);
    let whole = |index| column(index).and_then(|column| column.as_primitive_opt::<UInt32Type>());
    let treatments = column(1).and_then(|column| column.as_string_opt::<i32>());
    let (Some(points), Some(treatments), Some(replicates), Some(periods)) =
        (whole(0), treatments, whole(2), whole(3))
    else {
        return Err("the columns do not hold what they should".to_owned());
    };
    for row in 0..batch.num_rows() {
        let point = u64::from(points.value(row));
        check.row((point, treatments.value(row), replicates.value(row), periods.value(row)))?;
    }
    Ok(())
}
