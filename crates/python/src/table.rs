//! Tables of results: Arrow in memory, handed to other libraries without a copy.

use std::ffi::CStr;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use crate::errors::Problem;

/// The names under which the Arrow PyCapsule interface looks for capsules.
const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
/// Rows that are shown of a table.
const SHOWN: usize = 10;

/// A table of results, in memory as Arrow.
///
/// `pandas.DataFrame.from_arrow`, `polars.DataFrame`, `pyarrow.table` and DuckDB take it as it is, without
/// a copy (Arrow PyCapsule interface); `to_pandas`, `to_polars` and `to_arrow` call them. Without any of
/// them `table["column"]` is a list and `table.rows()` a list of mappings.
#[pyclass(frozen, module = "tillit")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

/// A column while a table is made; missing numbers are NaN.
pub(crate) enum Column {
    Texts(Vec<String>),
    Wholes(Vec<i64>),
    Numbers(Vec<f64>),
    Truths(Vec<bool>),
}

/// Which columns of a CSV text hold no numbers with decimals.
pub(crate) struct Kinds<'a> {
    pub texts: &'a [&'a str],
    pub wholes: &'a [&'a str],
}

#[pymethods]
impl Table {
    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The values of a column, as a list; None where one is missing.
    fn __getitem__<'py>(&self, py: Python<'py>, column: &str) -> PyResult<Bound<'py, PyList>> {
        let place = self.schema.index_of(column).map_err(|_| {
            PyKeyError::new_err(format!(
                "no column {column:?}; there are {}",
                self.columns().join(", ")
            ))
        })?;
        let list = PyList::empty(py);
        for batch in &self.batches {
            append(&list, batch.column(place))?;
        }
        Ok(list)
    }

    /// All rows, each as a mapping from columns to values.
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let names = self.columns();
        let columns =
            names.iter().map(|name| self.__getitem__(py, name)).collect::<PyResult<Vec<_>>>()?;
        let row = |place: usize| {
            let row = PyDict::new(py);
            for (name, column) in names.iter().zip(&columns) {
                row.set_item(name, column.get_item(place)?)?;
            }
            Ok(row)
        };
        (0..self.__len__()).map(row).collect()
    }

    /// The table as a `pandas.DataFrame`.
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let frame = slf.py().import("pandas")?.getattr("DataFrame")?;
        if frame.hasattr("from_arrow")? {
            return frame.call_method1("from_arrow", (slf,));
        }
        Self::to_arrow(slf)?.call_method0("to_pandas")
    }

    /// The table as a `polars.DataFrame`.
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.getattr("DataFrame")?.call1((slf,))
    }

    /// The table as a `pyarrow.Table`.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// The Arrow PyCapsule interface: a stream of all rows. Only the table's own schema can be had.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer answer with its own schema.
        drop(requested_schema);
        let batches: Vec<Result<RecordBatch, ArrowError>> =
            self.batches.iter().cloned().map(Ok).collect();
        let reader: Box<dyn RecordBatchReader + Send> =
            Box::new(RecordBatchIterator::new(batches, self.schema.clone()));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
    }

    /// The Arrow PyCapsule interface: the schema.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref());
        let schema = schema.map_err(|error| PyValueError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, SCHEMA)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut text = format!("{} rows: {}", self.__len__(), self.columns().join(", "));
        for row in self.rows(py)?.iter().take(SHOWN) {
            let cells: Vec<String> = row
                .values()
                .iter()
                .map(|value| Ok(value.str()?.to_string()))
                .collect::<PyResult<_>>()?;
            text += &format!("\n  {}", cells.join("  "));
        }
        Ok(text)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let line = |cells: &[String], tag: &str| {
            let cells: String =
                cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect();
            format!("<tr>{cells}</tr>")
        };
        let mut body = line(&self.columns(), "th");
        for row in self.rows(py)?.iter().take(SHOWN) {
            let cells: Vec<String> = row
                .values()
                .iter()
                .map(|value| Ok(value.str()?.to_string()))
                .collect::<PyResult<_>>()?;
            body += &line(&cells, "td");
        }
        Ok(format!("<table>{body}</table><p>{} rows</p>", self.__len__()))
    }
}

impl Table {
    /// A table of some columns.
    pub(crate) fn new(columns: Vec<(String, Column)>) -> Self {
        let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) =
            columns.into_iter().map(|(name, column)| column.finish(&name)).unzip();
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(schema.clone(), arrays);
        Self { schema, batches: vec![batch.expect("columns of a table are of one length")] }
    }

    /// The table of a CSV text that the library wrote; columns hold numbers unless `kinds` names them, and
    /// texts where something else stands in them.
    pub(crate) fn of_csv(text: &[u8], kinds: &Kinds) -> Result<Self, Problem> {
        let broken =
            |error: csv::Error| Problem::Failure(format!("a table cannot be read: {error}"));
        let mut reader = csv::Reader::from_reader(text);
        let names: Vec<String> =
            reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
        let mut cells: Vec<Vec<String>> = vec![Vec::new(); names.len()];
        for record in reader.records() {
            let record = record.map_err(broken)?;
            cells.iter_mut().zip(&record).for_each(|(column, cell)| column.push(cell.to_owned()));
        }
        let columns = names.into_iter().zip(cells).map(|(name, cells)| {
            let column = column_of(&name, cells, kinds);
            (name, column)
        });
        Ok(Self::new(columns.collect()))
    }

    /// The table of a Parquet file.
    pub(crate) fn of_parquet(path: &Path) -> Result<Self, Problem> {
        let broken = |error: &dyn std::fmt::Display| {
            Problem::Failure(format!("{} cannot be read: {error}", path.display()))
        };
        let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)
            .map_err(|error| broken(&error))?;
        let schema = builder.schema().clone();
        let reader = builder.build().map_err(|error| broken(&error))?;
        let batches = reader.collect::<Result<Vec<_>, _>>().map_err(|error| broken(&error))?;
        Ok(Self { schema, batches })
    }
}

impl Column {
    fn finish(self, name: &str) -> (Field, ArrayRef) {
        let (kind, array): (DataType, ArrayRef) = match self {
            Self::Texts(texts) => {
                let mut builder = StringBuilder::new();
                texts.iter().for_each(|text| builder.append_value(text));
                (DataType::Utf8, Arc::new(builder.finish()))
            }
            Self::Wholes(wholes) => {
                let mut builder = Int64Builder::with_capacity(wholes.len());
                builder.append_slice(&wholes);
                (DataType::Int64, Arc::new(builder.finish()))
            }
            Self::Numbers(numbers) => {
                let mut builder = Float64Builder::with_capacity(numbers.len());
                let present = |number: f64| (!number.is_nan()).then_some(number);
                numbers.into_iter().for_each(|number| builder.append_option(present(number)));
                (DataType::Float64, Arc::new(builder.finish()))
            }
            Self::Truths(truths) => {
                let mut builder = BooleanBuilder::with_capacity(truths.len());
                truths.into_iter().for_each(|truth| builder.append_value(truth));
                (DataType::Boolean, Arc::new(builder.finish()))
            }
        };
        (Field::new(name, kind, true), array)
    }
}

fn column_of(name: &str, cells: Vec<String>, kinds: &Kinds) -> Column {
    if kinds.texts.contains(&name) {
        return Column::Texts(cells);
    }
    if kinds.wholes.contains(&name) {
        let wholes: Result<Vec<i64>, _> = cells.iter().map(|cell| cell.parse()).collect();
        return wholes.map_or(Column::Texts(cells), Column::Wholes);
    }
    let number = |cell: &String| if cell.is_empty() { Ok(f64::NAN) } else { cell.parse::<f64>() };
    let numbers: Result<Vec<f64>, _> = cells.iter().map(number).collect();
    numbers.map_or(Column::Texts(cells), Column::Numbers)
}

/// Appends the values of a column to a list.
fn append(list: &Bound<'_, PyList>, column: &ArrayRef) -> PyResult<()> {
    let present = |row: usize| column.is_valid(row);
    match column.data_type() {
        DataType::Float64 => {
            let values = column.as_primitive::<Float64Type>();
            (0..values.len())
                .try_for_each(|row| list.append(present(row).then(|| values.value(row))))
        }
        DataType::Int64 => {
            let values = column.as_primitive::<Int64Type>();
            (0..values.len())
                .try_for_each(|row| list.append(present(row).then(|| values.value(row))))
        }
        DataType::Boolean => {
            let values = column.as_boolean();
            (0..values.len())
                .try_for_each(|row| list.append(present(row).then(|| values.value(row))))
        }
        DataType::Utf8 => {
            let values = column.as_string::<i32>();
            (0..values.len())
                .try_for_each(|row| list.append(present(row).then(|| values.value(row))))
        }
        _ => append_other(list, column),
    }
}

/// Columns of stored tables have other types: numbers of other widths, and names as places in a list.
fn append_other(list: &Bound<'_, PyList>, column: &ArrayRef) -> PyResult<()> {
    use arrow_array::types::{Float32Type, UInt32Type, UInt64Type};
    let refused =
        |kind: &DataType| PyValueError::new_err(format!("a column of {kind} has no list"));
    for row in 0..column.len() {
        if column.is_null(row) {
            list.append(list.py().None())?;
            continue;
        }
        match column.data_type() {
            DataType::UInt32 => list.append(column.as_primitive::<UInt32Type>().value(row))?,
            DataType::UInt64 => list.append(column.as_primitive::<UInt64Type>().value(row))?,
            DataType::Float32 => list.append(column.as_primitive::<Float32Type>().value(row))?,
            DataType::Dictionary(_, _) => {
                let names = column.as_any_dictionary();
                let place = names.normalized_keys()[row];
                list.append(names.values().as_string::<i32>().value(place))?;
            }
            kind => return Err(refused(kind)),
        }
    }
    Ok(())
}
