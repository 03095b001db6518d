//! Points from a CSV file with a column per factor.

use super::factor::put;
use crate::scenario::problem::{Findings, Place, Problem, Span};
use crate::scenario::raw::{Node, Number, Table, Value};

/// Reads the columns of a CSV file as lists of values, one per factor; `place` is where the file is
/// named, which is where mistakes in values are told.
///
/// # Errors
/// Rows that cannot be read.
pub fn read(text: &str, place: &Place) -> Result<Node, Findings> {
    let mut problems = Findings::default();
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => {
            problems.push(Problem::new(&Place::Whole, error.to_string()));
            return Err(problems);
        }
    };
    let mut columns: Vec<Vec<Node>> = vec![Vec::new(); header.len()];
    for record in reader.records() {
        match record {
            Ok(record) => {
                for (column, field) in columns.iter_mut().zip(record.iter()) {
                    column.push(Node { place: place.clone(), value: value(field) });
                }
            }
            Err(error) => {
                let start = error.position().map_or(0, |position| position.byte() as usize);
                let span = Span { start, end: start + 1 };
                let message = format!("this row does not have {} fields", header.len());
                problems.push(Problem::new(&Place::File(span), message).help(error.to_string()));
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut table = Table::default();
    for (key, nodes) in header.iter().zip(columns) {
        let list = Node { place: place.clone(), value: Value::List(nodes) };
        put(key, list, place, &mut table);
    }
    Ok(Node { place: place.clone(), value: Value::Table(table) })
}

/// A number where a field is one, and text otherwise.
fn value(field: &str) -> Value {
    match field.parse::<f64>() {
        Ok(value) => {
            Value::Number(Number { value, whole: field.parse().ok(), typed: field.to_owned() })
        }
        Err(_) => Value::Text(field.to_owned()),
    }
}
