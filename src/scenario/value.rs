//! Reading single values: each function gives the meaning of what was typed or records a mistake.

use super::nearest::did_you_mean;
use super::problem::{Diagnostic, DiagnosticList, Location};
use super::raw::{Entry, Node, Number, Table, Value};
use crate::ground::text::is_unprintable;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;

/// The range of a parameter in words, with its unit.
pub fn range_in_words(parameter: &Parameter) -> String {
    let range = parameter.range;
    let whole = if range.whole { "whole numbers from " } else { "" };
    let unit = match parameter.unit {
        "" => String::new(),
        unit => format!(" ({unit})"),
    };
    format!("{whole}{} to {}{unit}", range.low, range.high)
}

/// Reads a number and checks it against its parameter; `path` is the key as messages show it.
pub fn number(
    path: &str,
    parameter: &Parameter,
    node: &Node,
    problems: &mut DiagnosticList,
) -> Option<f64> {
    let range = parameter.range;
    let mistake = match &node.value {
        Value::Number(typed) => match fault(typed, range.low, range.high, range.whole) {
            None => return Some(typed.value),
            Some(fault) => {
                Diagnostic::new(&node.place, format!("{path} = {} {fault}", typed.shown()))
            }
        },
        other => not_a_number(path, other, &node.place),
    };
    problems.push(mistake.allowed(range_in_words(parameter)));
    None
}

/// What is wrong with a number, if anything.
fn fault(number: &Number, low: f64, high: f64, whole: bool) -> Option<&'static str> {
    let value = number.value;
    if value.is_nan() {
        Some("is not a number")
    } else if value < low {
        Some("is too small")
    } else if value > high {
        Some("is too large")
    } else if whole && value.fract() != 0.0 {
        Some("is not a whole number")
    } else {
        None
    }
}

fn not_a_number(path: &str, value: &Value, place: &Location) -> Diagnostic {
    let problem =
        Diagnostic::new(place, format!("{path} is {}, but a number is needed", value.shown()));
    match value {
        Value::Text(text) if text.trim().parse::<f64>().is_ok() => {
            problem.help(format!("write it without quotes: {}", text.trim()))
        }
        _ => problem,
    }
}

/// Reads a whole number in a range.
pub fn whole(
    path: &str,
    node: &Node,
    low: u64,
    high: u64,
    problems: &mut DiagnosticList,
) -> Option<u64> {
    let mistake = match &node.value {
        Value::Number(typed) => {
            let read = match typed.whole {
                Some(whole) => u64::try_from(whole).ok(),
                // Up to 2^53 every whole number is exact.
                None if typed.value.fract() == 0.0 && (0.0..9e15).contains(&typed.value) => {
                    Some(typed.value as u64)
                }
                None => None,
            };
            if let Some(value) = read.filter(|value| (low..=high).contains(value)) {
                return Some(value);
            }
            let fault = fault(typed, low as f64, high as f64, true).unwrap_or("does not fit");
            Diagnostic::new(&node.place, format!("{path} = {} {fault}", typed.shown()))
        }
        other => not_a_number(path, other, &node.place),
    };
    problems.push(mistake.allowed(format!("whole numbers from {low} to {high}")));
    None
}

/// Reads a list of whole numbers of at least 1, each with its place.
pub fn counts(
    path: &str,
    node: &Node,
    most: usize,
    problems: &mut DiagnosticList,
) -> Option<Vec<(u32, Location)>> {
    let Value::List(items) = &node.value else {
        let message =
            format!("{path} is {}, but a list of whole numbers is needed", node.value.shown());
        problems.push(Diagnostic::new(&node.place, message).help(format!("write {path} = [3, 8]")));
        return None;
    };
    if items.len() > most {
        let message = format!("{path} has {} entries, which is too many", items.len());
        problems.push(Diagnostic::new(&node.place, message).allowed(format!("at most {most}")));
        return None;
    }
    let read = |item: &Node, problems: &mut DiagnosticList| {
        let number = whole(path, item, 1, u64::from(u32::MAX), problems)?;
        Some((number as u32, item.place.clone()))
    };
    let all: Vec<_> = items.iter().map(|item| read(item, problems)).collect();
    all.into_iter().collect()
}

/// Reads a number for each level, or one for all; each is checked against its parameter.
pub fn levels(
    path: &str,
    parameter: &Parameter,
    node: &Node,
    problems: &mut DiagnosticList,
) -> Option<Vec<f64>> {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    if items.is_empty() {
        let message = format!("{path} is empty");
        let allowed = "a number for each level, or one for all";
        problems.push(Diagnostic::new(&node.place, message).allowed(allowed));
        return None;
    }
    let all: Vec<_> = items.iter().map(|item| number(path, parameter, item, problems)).collect();
    all.into_iter().collect()
}

/// Finds texts with characters that cannot be shown (line feeds and tabs can), wherever they stand in a
/// table: they would act on a terminal, and no SVG may have them.
pub fn printable_only(table: &Table, path: &str, problems: &mut DiagnosticList) {
    for entry in &table.0 {
        let full =
            if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
        if let Some(found) = entry.key.chars().find(|c| is_unprintable(*c)) {
            problems.push(unprintable(&entry.place, "a key", found));
        }
        printable_value(&entry.node, &full, problems);
    }
}

fn printable_value(node: &Node, path: &str, problems: &mut DiagnosticList) {
    match &node.value {
        Value::Text(text) => {
            // A carriage return before a line feed is a part of the line break.
            let text = text.replace("\r\n", "\n");
            let strange = |c: &char| is_unprintable(*c) && !matches!(c, '\n' | '\t');
            if let Some(found) = text.chars().find(strange) {
                problems.push(unprintable(&node.place, path, found));
            }
        }
        Value::List(nodes) => nodes.iter().for_each(|node| printable_value(node, path, problems)),
        Value::Table(table) => printable_only(table, path, problems),
        Value::Number(_) | Value::Bool(_) | Value::Date => {}
    }
}

fn unprintable(place: &Location, what: &str, found: char) -> Diagnostic {
    let code = u32::from(found);
    Diagnostic::new(place, format!("{what} has the character U+{code:04X}, which cannot be shown"))
        .help("leave out control characters and marks that cannot be seen")
}

/// Reads a text.
pub fn text(path: &str, node: &Node, problems: &mut DiagnosticList) -> Option<String> {
    if let Value::Text(text) = &node.value {
        return Some(text.clone());
    }
    let message = format!("{path} is {}, but text in quotes is needed", node.value.shown());
    problems.push(Diagnostic::new(&node.place, message));
    None
}

/// Reads a text or a list of texts.
pub fn texts(path: &str, node: &Node, problems: &mut DiagnosticList) -> Vec<(String, Location)> {
    let nodes = match &node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    nodes
        .iter()
        .filter_map(|node| Some((text(path, node, problems)?, node.place.clone())))
        .collect()
}

/// Reads a name that must be one of some names.
pub fn name(
    path: &str,
    node: &Node,
    names: &[(&'static str, &'static str)],
    problems: &mut DiagnosticList,
) -> Option<String> {
    let Value::Text(name) = &node.value else {
        let message = format!("{path} is {}, but a name in quotes is needed", node.value.shown());
        problems.push(Diagnostic::new(&node.place, message).allowed(listed(names)));
        return None;
    };
    is_name(path, name, names, &node.place, problems).then(|| name.clone())
}

/// Names as a list in words.
fn listed(names: &[(&'static str, &'static str)]) -> String {
    names.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Whether a name is one of those allowed; if not, that is a mistake.
pub fn is_name(
    path: &str,
    name: &str,
    names: &[(&'static str, &'static str)],
    place: &Location,
    problems: &mut DiagnosticList,
) -> bool {
    let known = names.iter().map(|(name, _)| *name);
    let found = known.clone().any(|known| known == name);
    if !found {
        let shown: String = name.chars().take(60).collect();
        problems.push(
            Diagnostic::new(place, format!("{path}: there is no `{shown}`"))
                .allowed(listed(names))
                .help(did_you_mean(name, known)),
        );
    }
    found
}

/// The entries of a table; another kind of value is a mistake.
pub fn table<'a>(path: &str, node: &'a Node, problems: &mut DiagnosticList) -> &'a [Entry] {
    if let Value::Table(table) = &node.value {
        return &table.0;
    }
    let message = format!("{path} is {}, but a table is needed", node.value.shown());
    let form = format!("write {} = {{ … }}", path.rsplit('.').next().unwrap_or_default());
    problems.push(Diagnostic::new(&node.place, message).help(form));
    &[]
}

/// Finds keys of a small table that do not belong there.
pub fn only_keys(table: &Table, path: &str, keys: &[(&str, &str)], problems: &mut DiagnosticList) {
    let known = || keys.iter().map(|(key, _)| *key);
    for entry in table.0.iter().filter(|entry| known().all(|key| key != entry.key)) {
        problems.push(
            Diagnostic::new(&entry.place, format!("there is no key `{}` in {path}", entry.key))
                .allowed(known().collect::<Vec<_>>().join(", "))
                .help(did_you_mean(&entry.key, known())),
        );
    }
}

/// The lever that a key of a small table names, or a mistake.
pub fn lever(entry: &Entry, path: &str, problems: &mut DiagnosticList) -> Option<Lever> {
    let found = Lever::find(&entry.key);
    if found.is_none() {
        let names = Lever::ALL.map(Lever::name);
        problems.push(
            Diagnostic::new(&entry.place, format!("{path}: there is no lever `{}`", entry.key))
                .allowed(names.join(", "))
                .help(did_you_mean(&entry.key, names)),
        );
    }
    found
}
