//! From chunks to tables: read one after the other, written as they come.

use std::fmt::Display;
use std::io::BufWriter;
use std::path::Path;

use arrow_array::{Array, RecordBatch};
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;

use super::super::disk::NewFile;
use super::check::{RunsCheck, SeriesCheck};
use super::folder::StoreError;
use super::read::{texts, values};
use super::rows::{Work, check_runs, check_series, each_csv_batch, each_parquet_batch};
use super::{RUNS, Record, SERIES, Store, parquet as own, schema};
use crate::study::sweep::{Plan, Sweep};

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

impl Formats {
    /// The formats, by their ending, for which something holds.
    pub fn each(holds: impl Fn(&str) -> bool) -> Self {
        Self { parquet: holds("parquet"), csv: holds("csv") }
    }

    /// These and others.
    pub fn and(self, other: Self) -> Self {
        Self { parquet: self.parquet || other.parquet, csv: self.csv || other.csv }
    }

    /// These without others.
    pub fn without(self, other: Self) -> Self {
        Self { parquet: self.parquet && !other.parquet, csv: self.csv && !other.csv }
    }

    /// The files of a table in these formats.
    pub fn files(self, table: &str) -> Vec<String> {
        let all = [(self.parquet, "parquet"), (self.csv, "csv")];
        let wanted = all.into_iter().filter(|(wanted, _)| *wanted);
        wanted.map(|(_, ending)| table.replace("parquet", ending)).collect()
    }
}

/// A table of a store.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TableKind {
    Runs,
    Series,
}

impl TableKind {
    fn name(self) -> &'static str {
        match self {
            Self::Runs => RUNS,
            Self::Series => SERIES,
        }
    }

    fn columns(self, record: &Record) -> SchemaRef {
        match self {
            Self::Runs => schema::runs(record),
            Self::Series => schema::series(record),
        }
    }
}

impl Store {
    /// Makes the tables that are wanted and do not stand whole: from a table that does, or else from
    /// the chunks, in their order. The memory it takes does not grow with their number.
    ///
    /// # Errors
    /// When a table or chunk cannot be read or a table cannot be written; tables that were there
    /// then stand as before.
    pub fn compact(
        &self,
        sweep: &Sweep,
        wanted: Formats,
        whole: Formats,
    ) -> Result<(), StoreError> {
        let missing = wanted.without(whole);
        if missing == (Formats { parquet: false, csv: false }) {
            return Ok(());
        }
        for table in self.tables() {
            let columns = table.columns(self.record());
            let mut tables =
                Tables::begin(self.path(), table.name(), columns, self.record(), missing)?;
            let mut write = |batch: &RecordBatch| tables.write(batch);
            if whole.parquet || whole.csv {
                self.each_row_batch(sweep, table, whole, &mut write)?;
            } else {
                for chunk in self.chunks().values() {
                    let file = match table {
                        TableKind::Runs => Some(&chunk.runs),
                        TableKind::Series => chunk.series.as_ref(),
                    };
                    let columns = table.columns(self.record());
                    if let Some(file) = file {
                        each_parquet_batch(file, self.record(), &columns, &mut write)?;
                    }
                }
            }
            tables.finish()?;
        }
        Ok(())
    }

    /// Reads the tables as they stand on disk and compares every row with the plan: what is in them.
    ///
    /// # Errors
    /// Which table lacks what, or has what the plan does not have.
    pub fn check_tables(&self, sweep: &Sweep, formats: Formats) -> Result<Counts, StoreError> {
        let mut found = None;
        for format in [Formats { csv: false, ..formats }, Formats { parquet: false, ..formats }] {
            let Some(name) = format.files(RUNS).pop() else { continue };
            let mut check = RunsCheck::new(sweep, 0..sweep.n_points());
            self.each_row_batch(sweep, TableKind::Runs, format, &mut |batch| {
                check_runs(sweep, batch, &mut check)
            })?;
            let failed = |fault: String| StoreError::new(&self.path().join(&name), &fault);
            let (counts, points) = check.finish().map_err(failed)?;
            if self.record().series {
                let mut check = SeriesCheck::new(sweep, &points);
                self.each_row_batch(sweep, TableKind::Series, format, &mut |batch| {
                    check_series(batch, &mut check)
                })?;
                let series = self.path().join(name.replace("runs", "series"));
                check.finish().map_err(|fault| StoreError::new(&series, &fault))?;
            }
            if found.is_some_and(|found| found != counts) {
                return Err(failed("does not hold the runs that runs.parquet holds".to_owned()));
            }
            found = Some(counts);
        }
        found.ok_or_else(|| StoreError::new(self.path(), &"there is no table of runs"))
    }

    fn tables(&self) -> impl Iterator<Item = TableKind> + use<> {
        [TableKind::Runs, TableKind::Series].into_iter().take(1 + usize::from(self.record().series))
    }

    /// The rows of a table, from the first of some formats in which it stands.
    fn each_row_batch(
        &self,
        sweep: &Sweep,
        table: TableKind,
        formats: Formats,
        work: Work,
    ) -> Result<(), StoreError> {
        let columns = table.columns(self.record());
        let path = self.path().join(table.name());
        match formats.parquet {
            true => each_parquet_batch(&path, self.record(), &columns, work),
            false => {
                let path = path.with_extension("csv");
                each_csv_batch(&path, &Plan::new(sweep), &columns, work)
            }
        }
    }
}

/// A table being written in the formats that are wanted.
struct Tables<'a> {
    folder: &'a Path,
    name: &'static str,
    parquet: Option<ArrowWriter<NewFile>>,
    csv: Option<csv::Writer<BufWriter<NewFile>>>,
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
            let file = NewFile::begin(folder, name).map_err(|error| failed(&error))?;
            let writer = own::writer(file, columns.clone(), record);
            tables.parquet = Some(writer.map_err(|error| failed(&error))?);
        }
        if formats.csv {
            let file = NewFile::begin(folder, &name.replace(".parquet", ".csv"))
                .map_err(|error| failed(&error))?;
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

    fn write(&mut self, batch: &RecordBatch) -> Result<(), String> {
        if let Some(writer) = &mut self.parquet
            && let Err(error) = writer.write(batch)
        {
            return Err(self.told(&error));
        }
        if let Some(writer) = &mut self.csv {
            let columns: Vec<Vec<String>> = batch.columns().iter().map(shown).collect();
            for row in 0..batch.num_rows() {
                let fields = columns.iter().map(|column| &column[row]);
                if let Err(error) = writer.write_record(fields) {
                    return Err(self.told(&error));
                }
            }
        }
        Ok(())
    }

    /// A failure to write, when it is told as that of the file that is being read.
    fn told(&self, error: &dyn Display) -> String {
        format!("cannot be copied to {}: {error}", self.folder.join(self.name).display())
    }

    fn finish(mut self) -> Result<(), StoreError> {
        if let Some(writer) = self.parquet.take() {
            let file = writer.into_inner().map_err(|error| self.failed(&error))?;
            file.finish().map_err(|error| self.failed(&error))?;
        }
        if let Some(mut writer) = self.csv.take() {
            writer.flush().map_err(|error| self.failed(&error))?;
            let buffer = writer.into_inner().map_err(|error| self.failed(&error))?;
            let file = buffer.into_inner().map_err(|error| self.failed(&error))?;
            file.finish().map_err(|error| self.failed(&error))?;
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
