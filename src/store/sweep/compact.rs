//! From chunks to tables: read one after the other, written as they come.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use arrow_array::{Array, RecordBatch};
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tempfile::NamedTempFile;

use super::super::folder::{begin_file, finish_file};
use super::folder::{StoreError, series_files};
use super::read::{texts, values};
use super::schema::FAILED;
use super::{RUNS, Record, SERIES, Store, parquet as own, schema};

/// Which files tables are written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// Parquet.
    pub parquet: bool,
    /// CSV.
    pub csv: bool,
}

/// What is in the table of runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Points that were run.
    pub points: u64,
    /// Runs, those that failed included.
    pub runs: u64,
    /// Runs that failed.
    pub failed: u64,
}

impl Store {
    /// Makes the tables from the chunks, in their order. The memory it takes does not grow with their
    /// number.
    ///
    /// # Errors
    /// When a chunk cannot be read or a table cannot be written; tables that were there then stand
    /// as before.
    pub fn compact(&self, formats: Formats) -> Result<Counts, StoreError> {
        let record = self.record();
        let mut counts = Counts::default();
        let mut last_point = f64::NAN;
        let mut tables = Tables::begin(self.path(), RUNS, schema::runs(record), record, formats)?;
        for file in self.sources(RUNS, self.chunks()) {
            each_batch(&file, record, &mut |batch| {
                count(&batch, &mut counts, &mut last_point);
                tables.write(&batch)
            })?;
        }
        tables.finish()?;
        if record.series {
            let columns = schema::series(record);
            let mut tables = Tables::begin(self.path(), SERIES, columns, record, formats)?;
            for file in self.sources(SERIES, &series_files(self.path())?) {
                each_batch(&file, record, &mut |batch| tables.write(&batch))?;
            }
            tables.finish()?;
        }
        Ok(counts)
    }

    /// Where the rows of a table are: in the chunks, or, when these have been cleared, in the table.
    fn sources(&self, table: &str, chunks: &BTreeMap<u64, PathBuf>) -> Vec<PathBuf> {
        match chunks.is_empty() {
            true => vec![self.path().join(table)],
            false => chunks.values().cloned().collect(),
        }
    }
}

fn count(batch: &RecordBatch, counts: &mut Counts, last_point: &mut f64) {
    counts.runs += batch.num_rows() as u64;
    for point in batch.column_by_name("point").map(values).unwrap_or_default() {
        counts.points += u64::from(point != *last_point);
        *last_point = point;
    }
    let stops = batch.column_by_name("stop").map(texts).unwrap_or_default();
    counts.failed += stops.iter().filter(|stop| stop.starts_with(FAILED)).count() as u64;
}

/// Reads a Parquet file of a sweep batch by batch.
fn each_batch(
    path: &Path,
    record: &Record,
    work: &mut dyn FnMut(RecordBatch) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let failed = |error: &dyn Display| StoreError::new(path, error);
    let file = File::open(path).map_err(|error| failed(&error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| failed(&error))?;
    let about = builder.metadata().file_metadata().key_value_metadata();
    let hash = about.and_then(|pairs| pairs.iter().find(|pair| pair.key == own::HASH_KEY));
    if hash.and_then(|pair| pair.value.as_ref()) != Some(&record.hash) {
        return Err(failed(&"belongs to another sweep"));
    }
    let reader = builder.build().map_err(|error| failed(&error))?;
    for batch in reader {
        work(batch.map_err(|error| failed(&error))?)?;
    }
    Ok(())
}

/// A table being written in the formats that are wanted.
struct Tables<'a> {
    folder: &'a Path,
    name: &'static str,
    parquet: Option<ArrowWriter<NamedTempFile>>,
    csv: Option<csv::Writer<BufWriter<NamedTempFile>>>,
}

impl<'a> Tables<'a> {
    fn begin(
        folder: &'a Path,
        name: &'static str,
        columns: SchemaRef,
        record: &Record,
        formats: Formats,
    ) -> Result<Self, StoreError> {
        let failed = |error: &dyn Display| StoreError::new(&folder.join(name), error);
        let mut tables = Self { folder, name, parquet: None, csv: None };
        if formats.parquet {
            let file = begin_file(folder).map_err(|error| failed(&error))?;
            let writer = own::writer(file, columns.clone(), record);
            tables.parquet = Some(writer.map_err(|error| failed(&error))?);
        }
        if formats.csv {
            let file = begin_file(folder).map_err(|error| failed(&error))?;
            let mut writer = csv::Writer::from_writer(BufWriter::new(file));
            let header = columns.fields().iter().map(|field| field.name());
            writer.write_record(header).map_err(|error| failed(&error))?;
            tables.csv = Some(writer);
        }
        Ok(tables)
    }

    fn failed(&self, error: &dyn Display) -> StoreError {
        StoreError::new(&self.folder.join(self.name), error)
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        if let Some(writer) = &mut self.parquet
            && let Err(error) = writer.write(batch)
        {
            return Err(self.failed(&error));
        }
        if let Some(writer) = &mut self.csv {
            let columns: Vec<Vec<String>> = batch.columns().iter().map(shown).collect();
            for row in 0..batch.num_rows() {
                if let Err(error) = writer.write_record(columns.iter().map(|c| &c[row])) {
                    return Err(self.failed(&error));
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), StoreError> {
        if let Some(writer) = self.parquet.take() {
            let file = writer.into_inner().map_err(|error| self.failed(&error))?;
            finish_file(file, self.folder, self.name).map_err(|error| self.failed(&error))?;
        }
        if let Some(mut writer) = self.csv.take() {
            writer.flush().map_err(|error| self.failed(&error))?;
            let buffer = writer.into_inner().map_err(|error| self.failed(&error))?;
            let mut file = buffer.into_inner().map_err(|error| self.failed(&error))?;
            file.flush().map_err(|error| self.failed(&error))?;
            let name = self.name.replace(".parquet", ".csv");
            finish_file(file, self.folder, &name).map_err(|error| self.failed(&error))?;
        }
        Ok(())
    }
}

/// A column as text: numbers in the shortest form that reads back to the same bits, missing values
/// empty.
fn shown(column: &arrow_array::ArrayRef) -> Vec<String> {
    use arrow_array::cast::AsArray;
    use arrow_array::types::UInt64Type;
    if let Some(whole) = column.as_primitive_opt::<UInt64Type>() {
        // Seeds have more digits than a number of other columns can hold.
        return whole.iter().map(|value| value.map_or(String::new(), |v| v.to_string())).collect();
    }
    if column.data_type().is_numeric() {
        let text = |value: f64| if value.is_nan() { String::new() } else { format!("{value}") };
        return values(column).into_iter().map(text).collect();
    }
    texts(column)
}
