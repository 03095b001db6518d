//! Reading the keys of one treatment: each is checked by itself and kept with its place.

use std::collections::BTreeMap;

use super::keys::{self, Setting, SettingKind, all_keys, find_setting, is_table};
use super::problem::{Place, Problem, did_you_mean};
use super::raw::{Entry, Node, Table, Value};
use crate::mechanisms::find_mechanism;
use crate::spec::{Parameter, find_parameter};

/// What one treatment says, key by key, before the cross-checks.
#[derive(Debug, Default)]
pub struct Draft {
    /// Numbers of the model that were typed, with their places.
    pub values: BTreeMap<&'static str, (f64, Place)>,
    /// Names and texts that were typed, by key of the setting.
    pub names: BTreeMap<&'static str, String>,
    /// Lists of names or texts that were typed, by key of the setting, with their places.
    pub lists: BTreeMap<&'static str, Vec<(String, Place)>>,
    /// The seed.
    pub seed: Option<u64>,
    /// Every how many periods the series has a row.
    pub every: Option<u32>,
    /// The tables of `[[groups]]`.
    pub groups: Vec<Node>,
    /// The tables of `[[schedule]]`.
    pub schedule: Vec<Node>,
}

impl Draft {
    /// Reads a whole table.
    pub fn read(table: &Table, problems: &mut Vec<Problem>) -> Self {
        let mut draft = Self::default();
        draft.table(table, "", problems);
        draft
    }

    fn table(&mut self, table: &Table, path: &str, problems: &mut Vec<Problem>) {
        for entry in &table.0 {
            let full = join(path, &entry.key);
            self.entry(entry, &full, problems);
        }
    }

    fn entry(&mut self, entry: &Entry, full: &str, problems: &mut Vec<Problem>) {
        if let Some(parameter) = find_parameter(full) {
            if let Some(value) = number(parameter, &entry.node, problems) {
                self.values.insert(parameter.key, (value, entry.node.place.clone()));
            }
        } else if let Some(setting) = find_setting(full) {
            self.setting(setting, &entry.node, problems);
        } else if is_table(full) {
            match &entry.node.value {
                Value::Table(table) => self.table(table, full, problems),
                other => problems.push(
                    Problem::new(
                        entry.node.place.clone(),
                        format!("{full} is {}, but it is a table of keys", other.kind()),
                    )
                    .allowed(format!("keys such as {}", examples(full))),
                ),
            }
        } else {
            problems.push(unknown(entry, full));
        }
    }

    fn setting(&mut self, setting: &'static Setting, node: &Node, problems: &mut Vec<Problem>) {
        let key = setting.key;
        match setting.kind {
            SettingKind::Format => format_version(node, problems),
            SettingKind::Text => {
                if let Some(text) = text(key, node, problems) {
                    self.names.insert(key, text);
                }
            }
            SettingKind::Texts => {
                self.lists.insert(key, texts(key, node, problems));
            }
            SettingKind::Seed => self.seed = whole(key, node, 0, u64::MAX, problems),
            SettingKind::Count => {
                self.every =
                    whole(key, node, 1, u64::from(u32::MAX), problems).map(|every| every as u32);
            }
            SettingKind::Name(names) => {
                if let Some(name) = text(key, node, problems)
                    && is_name(key, &name, &names(), &node.place, problems)
                {
                    self.names.insert(key, name);
                }
            }
            SettingKind::Names(names) => {
                let names = names();
                let mut list = texts(key, node, problems);
                list.retain(|(name, place)| is_name(key, name, &names, place, problems));
                self.lists.insert(key, list);
            }
            SettingKind::Tables => {
                let tables = tables(key, node, problems);
                if key == "groups" {
                    self.groups = tables;
                } else {
                    self.schedule = tables;
                }
            }
            SettingKind::Treatments => problems.push(
                Problem::new(node.place.clone(), "a treatment cannot have treatments of its own")
                    .help("put all treatments side by side as [treatments.NAME]"),
            ),
        }
    }
}

/// The full path of a key in a table.
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn unknown(entry: &Entry, full: &str) -> Problem {
    Problem::new(entry.place.clone(), format!("there is no key `{full}`"))
        .help(did_you_mean(full, all_keys().into_iter().chain(keys::all_tables())))
}

fn examples(path: &str) -> String {
    let inside: Vec<String> = all_keys()
        .into_iter()
        .filter_map(|key| key.strip_prefix(path)?.strip_prefix('.'))
        .take(3)
        .map(|key| format!("`{key}`"))
        .collect();
    inside.join(", ")
}

/// The range of a parameter in words, with its unit.
pub fn range_in_words(parameter: &Parameter) -> String {
    let whole = if parameter.range.whole { "whole numbers from " } else { "" };
    let unit =
        if parameter.unit.is_empty() { String::new() } else { format!(" ({})", parameter.unit) };
    format!("{whole}{} to {}{unit}", parameter.range.low, parameter.range.high)
}

/// Reads a number and checks it against its parameter.
pub fn number(parameter: &Parameter, node: &Node, problems: &mut Vec<Problem>) -> Option<f64> {
    let key = parameter.key;
    let mut problem = |message: String| {
        problems.push(Problem::new(node.place.clone(), message).allowed(range_in_words(parameter)));
        None
    };
    let value = match &node.value {
        Value::Number(value, _) => *value,
        Value::Text(text) if text.parse::<f64>().is_ok() => {
            return problem(format!(
                "{key} is text, but a number is needed: write {text} without quotes"
            ));
        }
        other => return problem(format!("{key} is {}, but a number is needed", other.kind())),
    };
    let range = parameter.range;
    if !value.is_finite() {
        problem(format!("{key} = {value} is not a finite number"))
    } else if value < range.low {
        problem(format!("{key} = {value} is too small"))
    } else if value > range.high {
        problem(format!("{key} = {value} is too large"))
    } else if range.whole && value.fract() != 0.0 {
        problem(format!("{key} = {value} is not a whole number"))
    } else {
        Some(value)
    }
}

/// Reads a whole number in a range.
pub fn whole(
    key: &str,
    node: &Node,
    low: u64,
    high: u64,
    problems: &mut Vec<Problem>,
) -> Option<u64> {
    let found = match &node.value {
        Value::Number(_, Some(whole)) => u64::try_from(*whole).ok(),
        Value::Number(value, None) if value.fract() == 0.0 && *value >= 0.0 && *value < 9e15 => {
            Some(*value as u64)
        }
        _ => None,
    };
    let inside = found.filter(|value| (low..=high).contains(value));
    if inside.is_none() {
        let message = match &node.value {
            Value::Number(value, None) => format!("{key} = {value} does not fit"),
            Value::Number(_, Some(whole)) => format!("{key} = {whole} does not fit"),
            other => format!("{key} is {}, but a whole number is needed", other.kind()),
        };
        let allowed = format!("whole numbers from {low} to {high}");
        problems.push(Problem::new(node.place.clone(), message).allowed(allowed));
    }
    inside
}

/// Reads a text.
pub fn text(key: &str, node: &Node, problems: &mut Vec<Problem>) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        other => {
            let message = format!("{key} is {}, but text in quotes is needed", other.kind());
            problems.push(Problem::new(node.place.clone(), message));
            None
        }
    }
}

/// Reads a text or a list of texts.
fn texts(key: &str, node: &Node, problems: &mut Vec<Problem>) -> Vec<(String, Place)> {
    let nodes = match &node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    nodes.iter().filter_map(|node| Some((text(key, node, problems)?, node.place.clone()))).collect()
}

/// Whether a name is one of those allowed; if not, that is a problem.
pub fn is_name(
    key: &str,
    name: &str,
    names: &[(&'static str, &'static str)],
    place: &Place,
    problems: &mut Vec<Problem>,
) -> bool {
    let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let found = known.contains(&name);
    if !found {
        let message = if key == "mechanisms.off" && find_mechanism(name).is_some() {
            format!("`{name}` cannot be switched off by itself")
        } else {
            format!("{key}: there is no `{name}`")
        };
        problems.push(
            Problem::new(place.clone(), message)
                .allowed(known.join(", "))
                .help(did_you_mean(name, known.iter().copied())),
        );
    }
    found
}

fn tables(key: &str, node: &Node, problems: &mut Vec<Problem>) -> Vec<Node> {
    let Value::List(nodes) = &node.value else {
        problems.push(
            Problem::new(
                node.place.clone(),
                format!("{key} is {}, but a list of tables is needed", node.value.kind()),
            )
            .help(format!("begin each of them with [[{key}]]")),
        );
        return Vec::new();
    };
    let mut tables = Vec::new();
    for item in nodes {
        if matches!(item.value, Value::Table(_)) {
            tables.push(item.clone());
        } else {
            let message =
                format!("an entry of {key} is {}, but a table is needed", item.value.kind());
            problems.push(Problem::new(item.place.clone(), message));
        }
    }
    tables
}

fn format_version(node: &Node, problems: &mut Vec<Problem>) {
    if node.value != Value::Number(1.0, Some(1)) {
        problems.push(
            Problem::new(node.place.clone(), "this version of tillit reads format 1")
                .allowed("format = 1"),
        );
    }
}

/// Unknown keys of a small table with fixed keys; `path` is for the message.
pub fn only_keys(table: &Table, path: &str, allowed: &[&str], problems: &mut Vec<Problem>) {
    for entry in &table.0 {
        if !allowed.contains(&entry.key.as_str()) {
            problems.push(
                Problem::new(entry.place.clone(), format!("{path} has no key `{}`", entry.key))
                    .allowed(allowed.join(", "))
                    .help(did_you_mean(&entry.key, allowed.iter().copied())),
            );
        }
    }
}

/// The parameter of a lever named in a small table, or a problem.
pub fn lever(
    entry: &Entry,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Option<crate::levers::Lever> {
    let found = crate::levers::Lever::find(&entry.key);
    if found.is_none() {
        let names = crate::levers::Lever::ALL.map(|lever| lever.name());
        problems.push(
            Problem::new(entry.place.clone(), format!("{path}: there is no lever `{}`", entry.key))
                .allowed(names.join(", "))
                .help(did_you_mean(&entry.key, names)),
        );
    }
    found
}

/// The names that a setting allows.
pub fn names_of(key: &str) -> Vec<(&'static str, &'static str)> {
    match keys::find_setting(key).map(|setting| setting.kind) {
        Some(SettingKind::Name(names) | SettingKind::Names(names)) => names(),
        _ => Vec::new(),
    }
}
