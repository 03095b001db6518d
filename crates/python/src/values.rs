//! Values of Python as values of a scenario.

use pyo3::exceptions::{PyRecursionError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PySequence, PyString, PyTuple,
};
use tillit::scenario::{Change, ChangedValue};

/// How deep tables and lists may lie in each other.
const DEEPEST: usize = 32;

/// Keys of a scenario with their values, in order: the parts of each key, and its value.
pub(crate) type Keys = Vec<(Vec<String>, ChangedValue)>;

/// The keys that a table of tables names.
pub(crate) fn keys(table: &Bound<'_, PyAny>) -> PyResult<Keys> {
    let mut all = Vec::new();
    gather(table, &[], &mut all)?;
    Ok(all)
}

/// Changes of a scenario: keys with dots, tables of keys, or both.
pub(crate) fn changes(
    typed: Option<&Bound<'_, PyAny>>,
    tables: Option<&Bound<'_, PyDict>>,
) -> PyResult<Vec<Change>> {
    let mut all = Vec::new();
    for table in typed.into_iter().chain(tables.map(|tables| tables.as_any())) {
        all.extend(keys(table)?);
    }
    Ok(all.into_iter().map(|(path, value)| Change::new(&path.join("."), value)).collect())
}

/// Keys as the text of a scenario, one in each line.
pub(crate) fn text_of(keys: &Keys) -> String {
    let line = |(path, value): &(Vec<String>, ChangedValue)| {
        let key: Vec<String> = path.iter().map(|part| quoted_key(part)).collect();
        format!("{} = {}\n", key.join("."), toml_value(value))
    };
    keys.iter().map(line).collect()
}

fn gather(table: &Bound<'_, PyAny>, path: &[String], all: &mut Keys) -> PyResult<()> {
    if path.len() > DEEPEST {
        return Err(PyRecursionError::new_err("tables lie too deep in each other"));
    }
    let table = table.cast::<PyMapping>().map_err(|_| {
        PyTypeError::new_err(format!("a mapping of keys to values is needed, not {}", kind(table)))
    })?;
    for item in table.items()?.iter() {
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        let key: String = key
            .extract()
            .map_err(|_| PyTypeError::new_err(format!("keys are texts, not {}", kind(&key))))?;
        let mut full = path.to_vec();
        // The name of a treatment may have dots of its own.
        match path {
            [only] if only == "treatments" => full.push(key),
            _ => full.extend(key.split('.').map(str::to_owned)),
        }
        match value.cast::<PyMapping>() {
            Ok(inside) if !inside.is_empty()? => gather(&value, &full, all)?,
            _ => all.push((full, changed(&value, 0)?)),
        }
    }
    Ok(())
}

fn kind(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string())
}

/// A value of Python as a value of a key.
fn changed(value: &Bound<'_, PyAny>, depth: usize) -> PyResult<ChangedValue> {
    if depth > DEEPEST {
        return Err(PyRecursionError::new_err("lists and tables lie too deep in each other"));
    }
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(ChangedValue::Truth(truth.is_true()));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(ChangedValue::Name(text.extract()?));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(whole(value));
    }
    if value.is_instance_of::<PyFloat>() {
        return Ok(ChangedValue::Number(value.extract()?));
    }
    if let Ok(table) = value.cast::<PyMapping>() {
        let mut entries = Vec::new();
        for item in table.items()?.iter() {
            let (key, value): (String, Bound<'_, PyAny>) = item.extract()?;
            entries.push((key, changed(&value, depth + 1)?));
        }
        return Ok(ChangedValue::Table(entries));
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let items = value.cast::<PySequence>()?.try_iter()?;
        let items = items.map(|item| changed(&item?, depth + 1));
        return Ok(ChangedValue::List(items.collect::<PyResult<_>>()?));
    }
    // Numbers of other libraries, and arrays.
    if value.hasattr("__index__")? && value.extract::<i128>().is_ok() {
        return Ok(whole(value));
    }
    if let Ok(number) = value.extract::<f64>() {
        return Ok(ChangedValue::Number(number));
    }
    if value.hasattr("tolist")? {
        return changed(&value.call_method0("tolist")?, depth + 1);
    }
    Err(PyTypeError::new_err(format!(
        "a number, a text, a list or a mapping is needed, not {}",
        kind(value)
    )))
}

/// A whole number, exact where it can be; one that is too large for any key is as large as can be.
fn whole(value: &Bound<'_, PyAny>) -> ChangedValue {
    match (value.extract::<u64>(), value.extract::<f64>()) {
        (Ok(whole), _) => ChangedValue::Whole(whole),
        (_, Ok(number)) => ChangedValue::Number(number),
        _ => ChangedValue::Number(f64::INFINITY),
    }
}

fn quoted_key(part: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    match !part.is_empty() && part.chars().all(plain) {
        true => part.to_owned(),
        false => quoted(part),
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted += "\\\"",
            '\\' => quoted += "\\\\",
            '\n' => quoted += "\\n",
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn toml_value(value: &ChangedValue) -> String {
    match value {
        ChangedValue::Number(number) if number.is_nan() => "nan".to_owned(),
        // With a point or an exponent, so that it is read as the number that it is.
        ChangedValue::Number(number) => format!("{number:?}"),
        ChangedValue::Whole(whole) => whole.to_string(),
        ChangedValue::Truth(truth) => truth.to_string(),
        ChangedValue::Name(name) => quoted(name),
        ChangedValue::List(items) => {
            format!("[{}]", items.iter().map(toml_value).collect::<Vec<_>>().join(", "))
        }
        ChangedValue::Table(entries) => {
            let entry = |(key, value): &(String, ChangedValue)| {
                format!("{} = {}", quoted_key(key), toml_value(value))
            };
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}
