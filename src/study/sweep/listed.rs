//! Points from a CSV file with a column per factor.

use std::collections::HashMap;

use crate::model::catalogue::find_parameter;
use crate::scenario::keys::{all_keys, find_setting};
use crate::scenario::nearest::did_you_mean;
use crate::scenario::problem::{Diagnostic, DiagnosticList, Location, Span};
use crate::scenario::raw::{Node, Number, Table, Value};

/// Most dots of a key. Each part of a key becomes a table inside the one before, so their depth must
/// have an end; no key of a scenario has more than a few.
const MOST_DOTS: usize = 20;

/// A field, and where it stands in the file.
#[derive(Debug, Clone, PartialEq)]
struct Field {
    text: String,
    span: Span,
    quoted: bool,
}

impl Field {
    fn place(&self) -> Location {
        Location::File(self.span)
    }
}

/// Reads the columns of a CSV file as lists of values, one per factor, each with its place in the file.
/// Fields are separated by commas; by semicolons or tabs where the header is, and then numbers may have
/// decimal commas.
///
/// # Errors
/// Everything that is wrong with it, with line and column.
pub fn read(text: &str) -> Result<Node, DiagnosticList> {
    let mut problems = DiagnosticList::default();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let separator = separator(&text[start..]);
    let rows = rows(text, start, separator);
    let Some((header, rows)) = rows.split_first() else {
        problems
            .push(Diagnostic::new(&Location::Whole, "the file of points is empty").help(HEADER));
        return Err(problems);
    };
    check_header(header, &mut problems);
    if let Some(field) = header.iter().find(|field| field.text.matches('.').count() > MOST_DOTS) {
        let start: String = field.text.chars().take(60).collect();
        let message = format!("there is no key `{start}…`: no key has so many parts");
        problems.push(Diagnostic::new(&field.place(), message));
        return Err(problems);
    }
    if rows.is_empty() {
        let message = "the file has a header but no point below it";
        problems
            .push(Diagnostic::new(&header[0].place(), message).help("add a row for each point"));
    }
    let mut columns: Vec<Vec<Node>> = vec![Vec::new(); header.len()];
    for row in rows {
        if row.len() != header.len() {
            problems.push(ragged(row, header.len(), separator));
            continue;
        }
        for ((column, field), name) in columns.iter_mut().zip(row).zip(header) {
            match value(field, separator) {
                Ok(value) => column.push(Node { place: field.place(), value }),
                Err((fault, help)) => {
                    let message = format!("{}: {fault}", name.text);
                    problems.push(Diagnostic::new(&field.place(), message).help(help));
                }
            }
        }
    }
    if problems.is_empty() {
        check_repeats(rows, separator, text, &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut table = Table::default();
    for (field, nodes) in header.iter().zip(columns) {
        let list = Node { place: field.place(), value: Value::List(nodes) };
        table.put(&field.text, list, &field.place());
    }
    Ok(Node { place: Location::Whole, value: Value::Table(table) })
}

const HEADER: &str =
    "begin with a line that names the factors, for instance levers.pay,levers.monitoring";

/// What separates fields, by the first line.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let has = |separator: char| first.contains(separator);
    match (has(','), has(';'), has('\t')) {
        (false, true, _) => b';',
        (false, false, true) => b'\t',
        _ => b',',
    }
}

/// The rows from a byte on that are not blank. Fields may be quoted, a quote inside doubled.
fn rows(text: &str, start: usize, separator: u8) -> Vec<Vec<Field>> {
    let bytes = text.as_bytes();
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let mut at = start;
    loop {
        let (field, end) = field(text, at, separator);
        row.push(field);
        at = end;
        if bytes.get(at) == Some(&separator) {
            at += 1;
            continue;
        }
        // The end of a line, of either kind, or of the file.
        at += match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            _ => 1,
        };
        let whole = std::mem::take(&mut row);
        let blank = whole.iter().all(|field: &Field| field.text.is_empty() && !field.quoted);
        if !(blank && whole.len() == 1) {
            rows.push(whole);
        }
        if at >= bytes.len() {
            return rows;
        }
    }
}

/// The field that begins at a byte, and the byte after it.
fn field(text: &str, start: usize, separator: u8) -> (Field, usize) {
    let bytes = text.as_bytes();
    let ends = |byte: u8| byte == separator || byte == b'\n' || byte == b'\r';
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t') && *byte != separator;
    let first = start + bytes[start..].iter().take_while(|byte| blank(byte)).count();
    if bytes.get(first) != Some(&b'"') {
        let length = bytes[start..].iter().take_while(|byte| !ends(**byte)).count();
        let end = start + length;
        let trimmed = text[start..end].trim();
        let from = first.min(end);
        let span = Span { start: from, end: (from + trimmed.len()).max(from + 1) };
        return (Field { text: trimmed.to_owned(), span, quoted: false }, end);
    }
    let (mut content, mut at) = (String::new(), first + 1);
    while at < bytes.len() {
        let rest = text[at..].find('"').map_or(bytes.len(), |found| at + found);
        content.push_str(&text[at..rest]);
        at = rest + 1;
        if bytes.get(at) != Some(&b'"') {
            break;
        }
        content.push('"');
        at += 1;
    }
    let at = at.min(bytes.len());
    let after = at + bytes[at..].iter().take_while(|byte| !ends(**byte)).count();
    content.push_str(text[at..after].trim_end());
    let span = Span { start: first, end: after.max(first + 1) };
    (Field { text: content.trim().to_owned(), span, quoted: true }, after)
}

/// Names that are keys, each once.
fn check_header(header: &[Field], problems: &mut DiagnosticList) {
    for (place, field) in header.iter().enumerate() {
        let name = &field.text;
        if header[..place].iter().any(|other| other.text == *name) {
            let message = format!("`{name}` is varied twice: two columns have this name");
            problems.push(Diagnostic::new(&field.place(), message).help("keep one of them"));
        } else if name.parse::<f64>().is_ok() {
            let message = format!("the first line names no factors: it has `{name}`");
            problems.push(Diagnostic::new(&field.place(), message).help(HEADER));
        } else if find_parameter(name).is_none() && find_setting(name).is_none() {
            let message = format!("there is no key `{name}` to vary");
            let help = did_you_mean(name, all_keys().iter().copied());
            problems.push(Diagnostic::new(&field.place(), message).help(help));
        }
    }
}

/// A row with too few or too many fields.
fn ragged(row: &[Field], wanted: usize, separator: u8) -> Diagnostic {
    let message = format!("this row has {} fields, but the header has {wanted}", row.len());
    let other = row.iter().any(|field| field.text.contains(';'));
    let help = match (separator, row.len() > wanted) {
        (b',', _) if other => "separate all fields by commas, or by semicolons in the header too",
        (b',', true) => {
            "if commas stand in decimal numbers, write 0.5 for 0,5, or separate fields by semicolons"
        }
        _ => "give each row a field for every factor",
    };
    Diagnostic::new(&row[0].place(), message).help(help)
}

/// A number where a field is one, and text otherwise; or what is wrong with it, and what to try.
fn value(field: &Field, separator: u8) -> Result<Value, (String, &'static str)> {
    let text = field.text.as_str();
    if text.is_empty() {
        return Err(("a value is missing".to_owned(), "give each point a value for every factor"));
    }
    let decimal_comma = text.contains(',') && text.replacen(',', ".", 1).parse::<f64>().is_ok();
    if decimal_comma && separator == b',' {
        let help = "write 0.5 for 0,5, or separate fields by semicolons";
        return Err((format!("`{text}` has a decimal comma"), help));
    }
    let typed = if decimal_comma { text.replacen(',', ".", 1) } else { text.to_owned() };
    match typed.parse::<f64>() {
        Ok(value) if !value.is_finite() => {
            Err((format!("`{text}` is not a number that can be used"), "give a finite number"))
        }
        Ok(value) => Ok(Value::Number(Number { value, whole: typed.parse().ok(), typed })),
        Err(_) if text.contains(';') && separator == b',' => {
            let help = "separate fields by semicolons in the header too, or everywhere by commas";
            Err((format!("`{text}` has a semicolon"), help))
        }
        Err(_) => Ok(Value::Text(text.to_owned())),
    }
}

/// Rows that have the same values as one before.
fn check_repeats(rows: &[Vec<Field>], separator: u8, text: &str, problems: &mut DiagnosticList) {
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    for row in rows {
        let same = |field: &Field| match value(field, separator) {
            // 0 and −0 are the same.
            Ok(Value::Number(number)) => (number.value + 0.0).to_string(),
            _ => field.text.clone(),
        };
        let key = row.iter().map(same).collect();
        let start = row[0].span.start;
        if let Some(first) = seen.insert(key, start) {
            let line = 1 + text[..first].bytes().filter(|byte| *byte == b'\n').count();
            let message = format!("this point has the same values as that in line {line}");
            let help = "give each point once; sweep.replicates sets how often each is run";
            problems.push(Diagnostic::new(&row[0].place(), message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str) -> Vec<Vec<String>> {
        let Ok(Node { value: Value::Table(table), .. }) = read(text) else {
            panic!("{:?}", read(text))
        };
        let inside = |table: &Table| -> Vec<Vec<String>> {
            let column = |value: &Value| match value {
                Value::List(nodes) => {
                    let shown = nodes.iter().map(|node| node.value.shown());
                    shown.map(|shown| shown.replace("the number ", "")).collect()
                }
                other => panic!("{}", other.shown()),
            };
            table.0.iter().map(|entry| column(&entry.node.value)).collect()
        };
        let tables = table.0.iter().map(|entry| match &entry.node.value {
            Value::Table(table) => inside(table),
            _ => Vec::new(),
        });
        tables.flatten().collect()
    }

    fn faults(text: &str) -> Vec<(usize, String)> {
        let problems = read(text).unwrap_err().sorted();
        let at = |place: &Location| match place {
            Location::File(span) => span.start,
            _ => usize::MAX,
        };
        problems.iter().map(|problem| (at(&problem.place), problem.message.clone())).collect()
    }

    #[test]
    fn commas_semicolons_and_tabs_are_read() {
        let plain = columns("levers.pay,levers.monitoring\n0.5,0.1\n1,0\n");
        assert_eq!(plain, [["0.5", "1"], ["0.1", "0"]]);
        for text in [
            "\u{feff}levers.pay,levers.monitoring\r\n0.5,0.1\r\n\r\n1,0",
            "levers.pay;levers.monitoring\n0.5;0.1\n1;0\n",
            "levers.pay\tlevers.monitoring\n0.5\t0.1\n1\t0\n",
            "\"levers.pay\", levers.monitoring\n \"0.5\",0.1 \n1,\"0\"\n\n",
        ] {
            assert_eq!(columns(text), plain, "{text:?}");
        }
        let commas = columns("levers.pay;levers.monitoring\n0,5;0,1\n1;0\n");
        assert_eq!(commas, plain);
    }

    #[test]
    fn what_cannot_be_read_is_told_where_it_stands() {
        let has = |text: &str, at: usize, part: &str| {
            let found = faults(text);
            assert!(found.iter().any(|(a, m)| *a == at && m.contains(part)), "{text:?} {found:?}");
        };
        has("levers.pay,levers.pay\n1,2\n", 11, "varied twice");
        has("levers.pay,levers.pya\n1,2\n", 11, "no key");
        has("levers.pay\n", 0, "no point");
        has("levers.pay\n0,5\n", 11, "2 fields");
        has("levers.pay\n\"0,5\"\n", 11, "decimal comma");
        has("levers.pay\nnan\n", 11, "not a number");
        has("levers.pay\n1\n-inf\n", 13, "not a number");
        has("levers.pay,levers.monitoring\n1,\n", 31, "missing");
        has("levers.pay,levers.monitoring\n1\n", 29, "1 fields");
        has("levers.pay,levers.monitoring\n1;2\n", 29, "1 fields");
        has("levers.pay\n0.1\n0.2\n0.10\n", 19, "line 2");
        has("0.1,0.2\n0.3,0.4\n", 0, "names no factors");
        has("", usize::MAX, "empty");
        has("\u{feff}", usize::MAX, "empty");
    }
}
