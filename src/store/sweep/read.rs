//! Reading columns of a store's tables.

use std::collections::HashMap;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::super::disk;
use super::super::manifest::MANIFEST;
use super::folder::StoreError;
use super::manifest::is_as_written;
use super::{DESIGN, RUNS, Record, SERIES, SweepManifest};
use crate::ground::guarded::guarded;

/// Rows that are read at a time.
const BATCH: usize = 1 << 16;

/// Some columns of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Number of rows.
    pub rows: usize,
    columns: HashMap<String, Column>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Numbers; NaN where one is missing.
    Numbers(Vec<f64>),
    /// Names: for each row the place of its name in the list, in the order in which names come up.
    Names {
        /// By row.
        codes: Vec<u32>,
        /// The names.
        names: Vec<String>,
    },
}

impl Table {
    /// A table of some columns, which must have the same number of rows.
    #[cfg(test)]
    pub fn of(columns: impl IntoIterator<Item = (String, Column)>) -> Self {
        let columns: HashMap<String, Column> = columns.into_iter().collect();
        let rows = |column: &Column| match column {
            Column::Numbers(numbers) => numbers.len(),
            Column::Names { codes, .. } => codes.len(),
        };
        let lengths: Vec<usize> = columns.values().map(rows).collect();
        assert!(lengths.iter().all(|length| *length == lengths[0]));
        Self { rows: lengths[0], columns }
    }

    /// Adds to the numbers of a column, by row.
    #[cfg(test)]
    pub fn shift(&mut self, name: &str, by: impl Fn(usize) -> f64) {
        if let Some(Column::Numbers(numbers)) = self.columns.get_mut(name) {
            numbers.iter_mut().enumerate().for_each(|(row, number)| *number += by(row));
        }
    }

    /// Keeps the rows in which a column has a number.
    #[cfg(test)]
    pub fn keep(&mut self, name: &str, wanted: f64) {
        let keep: Vec<bool> =
            self.numbers(name).unwrap_or_default().iter().map(|number| *number == wanted).collect();
        self.rows = keep.iter().filter(|keep| **keep).count();
        for column in self.columns.values_mut() {
            let mut rows = keep.iter();
            match column {
                Column::Numbers(numbers) => numbers.retain(|_| *rows.next().unwrap_or(&false)),
                Column::Names { codes, .. } => codes.retain(|_| *rows.next().unwrap_or(&false)),
            }
        }
    }

    /// The numbers of a column; none when it has no numbers or was not read.
    pub fn numbers(&self, name: &str) -> Option<&[f64]> {
        match self.columns.get(name)? {
            Column::Numbers(numbers) => Some(numbers),
            Column::Names { .. } => None,
        }
    }

    /// The column.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.get(name)
    }

    /// By row: which of some names, by its place, a column has; none for a row that has none of them.
    pub fn places(&self, name: &str, names: &[&str]) -> Vec<Option<usize>> {
        let place = |found: &str| names.iter().position(|known| *known == found);
        match self.columns.get(name) {
            Some(Column::Names { codes, names }) => {
                let places: Vec<Option<usize>> = names.iter().map(|name| place(name)).collect();
                codes.iter().map(|code| places[*code as usize]).collect()
            }
            // Names that are numbers are read as such from CSV.
            Some(Column::Numbers(numbers)) => {
                numbers.iter().map(|number| place(&number.to_string())).collect()
            }
            None => vec![None; self.rows],
        }
    }

    fn add(&mut self, name: &str, batch: &ArrayRef) {
        if batch.data_type().is_numeric() {
            let empty = || Column::Numbers(Vec::new());
            if let Column::Numbers(numbers) =
                self.columns.entry(name.to_owned()).or_insert_with(empty)
            {
                numbers.extend(values(batch));
            }
        } else {
            self.add_names(name, texts(batch));
        }
    }

    fn add_names(&mut self, name: &str, added: Vec<String>) {
        let empty = || Column::Names { codes: Vec::new(), names: Vec::new() };
        let column = self.columns.entry(name.to_owned()).or_insert_with(empty);
        let Column::Names { codes, names } = column else { return };
        for text in added {
            // Tables are sorted, so a name is most often the one before.
            let last = codes.last().copied().filter(|last| names[*last as usize] == text);
            let code = last.or_else(|| names.iter().position(|n| *n == text).map(|n| n as u32));
            codes.push(code.unwrap_or_else(|| {
                names.push(text);
                names.len() as u32 - 1
            }));
        }
    }
}

/// Looks whether the tables that figures are drawn from stand as the manifest tells: the table of
/// points, that of runs, and if wanted that of the series, as [`read_columns`] would read them.
///
/// # Errors
/// When the sweep is not finished, belongs to another record, or a table was changed after it was written.
pub fn check_tables(folder: &Path, record: &Record, series: bool) -> Result<(), StoreError> {
    let manifest = SweepManifest::read(folder)?;
    let path = folder.join(MANIFEST);
    if manifest.hash != record.hash {
        return Err(StoreError::new(&path, &"belongs to another sweep than sweep.json"));
    }
    let tables = [Some(DESIGN), Some(RUNS), series.then_some(SERIES)];
    for table in tables.into_iter().flatten() {
        let name = stored_as(Some(&manifest), folder, table);
        let file = manifest.files.iter().find(|file| file.name == name);
        let file = file.ok_or_else(|| StoreError::new(&path, &format!("lists no {name}")))?;
        if !is_as_written(folder, file) {
            return Err(StoreError::new(&folder.join(name), &"was changed after it was written"));
        }
    }
    Ok(())
}

/// The file of a table: of those that the manifest lists the first that stands as it was written,
/// or without a manifest whichever is there.
fn stored_as(manifest: Option<&SweepManifest>, folder: &Path, table: &str) -> String {
    let csv = table.replace(".parquet", ".csv");
    let names = [table.to_owned(), csv.clone()];
    let listed = |name: &String| {
        let files = manifest.map(|manifest| &manifest.files);
        files.and_then(|files| files.iter().find(|file| file.name == *name))
    };
    let is_whole = |name: &&String| listed(name).is_some_and(|file| is_as_written(folder, file));
    let is_listed = |name: &&String| listed(name).is_some();
    let found = names.iter().find(is_whole).or_else(|| names.iter().find(is_listed));
    match found {
        Some(name) => name.clone(),
        None if folder.join(table).exists() => table.to_owned(),
        None => csv,
    }
}

/// Reads some columns of a table (`runs.parquet` or `series.parquet`) of a store, in the format in
/// which it is stored.
///
/// # Errors
/// When the table cannot be read or lacks a column.
pub fn read_columns(folder: &Path, table: &str, names: &[&str]) -> Result<Table, StoreError> {
    let manifest = SweepManifest::read(folder).ok();
    let path = folder.join(stored_as(manifest.as_ref(), folder, table));
    let damaged = |panic| StoreError::new(&path, &format!("cannot be read ({panic})"));
    let read = || match path.extension().is_some_and(|ending| ending == "parquet") {
        true => read_parquet(&path, names),
        false => read_csv(&path, names),
    };
    guarded(read).unwrap_or_else(|panic| Err(damaged(panic)))
}

fn read_parquet(path: &Path, names: &[&str]) -> Result<Table, StoreError> {
    let failed = |error: &dyn std::fmt::Display| StoreError::new(path, error);
    let file = disk::open_regular(path)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| failed(&error))?;
    let schema = builder.schema().clone();
    let mut roots = Vec::new();
    for name in names {
        roots.push(schema.index_of(name).map_err(|_| failed(&format!("has no column {name}")))?);
    }
    let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
    let reader = builder.with_projection(mask).with_batch_size(BATCH).build();
    let mut table = Table { rows: 0, columns: HashMap::new() };
    for batch in reader.map_err(|error| failed(&error))? {
        let batch = batch.map_err(|error| failed(&error))?;
        table.rows += batch.num_rows();
        for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
            table.add(field.name(), column);
        }
    }
    Ok(table)
}

fn read_csv(path: &Path, names: &[&str]) -> Result<Table, StoreError> {
    let failed = |error: &dyn std::fmt::Display| StoreError::new(path, error);
    let mut reader = csv::Reader::from_reader(disk::open_regular(path)?);
    let header = reader.headers().map_err(|error| failed(&error))?.clone();
    let mut columns: Vec<(usize, &str, Vec<String>)> = Vec::new();
    for name in names {
        let index = header.iter().position(|column| column == *name);
        let index = index.ok_or_else(|| failed(&format!("has no column {name}")))?;
        columns.push((index, *name, Vec::new()));
    }
    let mut table = Table { rows: 0, columns: HashMap::new() };
    for record in reader.records() {
        let record = record.map_err(|error| failed(&error))?;
        table.rows += 1;
        for (index, _, fields) in &mut columns {
            fields.push(record[*index].to_owned());
        }
    }
    for (_, name, fields) in columns {
        let number = |field: &String| match field.as_str() {
            "" => Some(f64::NAN),
            field => field.parse().ok(),
        };
        match fields.iter().map(number).collect::<Option<Vec<f64>>>() {
            Some(numbers) => {
                table.columns.insert(name.to_owned(), Column::Numbers(numbers));
            }
            None => table.add_names(name, fields),
        }
    }
    Ok(table)
}

/// The numbers of a column of any kind of number; NaN where one is missing.
pub(super) fn values(column: &ArrayRef) -> Vec<f64> {
    let missing = |value: Option<f64>| value.unwrap_or(f64::NAN);
    if let Some(column) = column.as_primitive_opt::<Float64Type>() {
        column.iter().map(missing).collect()
    } else if let Some(column) = column.as_primitive_opt::<UInt32Type>() {
        column.iter().map(|value| missing(value.map(f64::from))).collect()
    } else if let Some(column) = column.as_primitive_opt::<UInt64Type>() {
        column.iter().map(|value| missing(value.map(|value| value as f64))).collect()
    } else {
        vec![f64::NAN; column.len()]
    }
}

/// The texts of a column; empty where one is missing.
pub(super) fn texts(column: &ArrayRef) -> Vec<String> {
    match column.as_string_opt::<i32>() {
        Some(column) => column.iter().map(|text| text.unwrap_or_default().to_owned()).collect(),
        None => vec![String::new(); column.len()],
    }
}
