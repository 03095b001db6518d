//! Reading the keys of one treatment: each is checked by itself and kept with its place.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{FORMAT, Setting, SettingKind, all_keys, all_tables, find_setting, is_table};
use super::nearest::did_you_mean;
use super::problem::{Diagnostic, DiagnosticList, Location};
use super::raw::{Entry, Node, Table, Value};
use super::value::{counts, is_name, levels, name, number, text, texts, whole};
use super::width::{Width, width};
use crate::model::catalogue::find_parameter;
use crate::model::mechanisms::find_mechanism;
use crate::model::parameter::Parameter;

/// What one treatment says, key by key, before the cross-checks.
#[derive(Debug, Default)]
pub struct Draft {
    /// Numbers of the model that were typed, with their places.
    pub values: BTreeMap<&'static str, (f64, Location)>,
    /// Numbers of the model that were typed but are mistakes.
    pub mistaken: BTreeSet<&'static str>,
    /// Names and texts that were typed, by key of the setting, with their places.
    pub names: BTreeMap<&'static str, (String, Location)>,
    /// Lists of names or texts that were typed, by key of the setting, with their places.
    pub lists: BTreeMap<&'static str, Vec<(String, Location)>>,
    /// The seed.
    pub seed: Option<u64>,
    /// Every how many periods the series has a row.
    pub every: Option<u32>,
    /// How wide figures are.
    pub width: Option<Width>,
    /// The managers of each tier, with the place of the list.
    pub tiers: Option<(Vec<(u32, Location)>, Location)>,
    /// What a site's levels differ in, by key, with the place of the list.
    pub site: BTreeMap<&'static str, (Vec<f64>, Location)>,
    /// The tables of `[[groups]]`.
    pub groups: Vec<Node>,
    /// The tables of `[[schedule]]`.
    pub schedule: Vec<Node>,
    /// The tables of `[[patterns]]`.
    pub patterns: Vec<Node>,
}

impl Draft {
    /// Reads a whole table.
    pub fn read(table: &Table, problems: &mut DiagnosticList) -> Self {
        let mut draft = Self::default();
        draft.table(table, "", problems);
        draft
    }

    /// The value of a parameter, its default when the file is silent.
    pub fn value(&self, parameter: &Parameter) -> f64 {
        self.values.get(parameter.key).map_or(parameter.default, |(value, _)| *value)
    }

    /// Where a parameter was typed.
    pub fn place(&self, parameter: &Parameter) -> Option<&Location> {
        self.values.get(parameter.key).map(|(_, place)| place)
    }

    /// Whether a parameter was typed and is a mistake, so that nothing follows from its value.
    pub fn is_mistaken(&self, parameter: &Parameter) -> bool {
        self.mistaken.contains(parameter.key)
    }

    fn table(&mut self, table: &Table, path: &str, problems: &mut DiagnosticList) {
        for entry in &table.0 {
            if problems.is_full() {
                return;
            }
            let full = match path {
                "" => entry.key.clone(),
                path => format!("{path}.{}", entry.key),
            };
            self.entry(entry, &full, problems);
        }
    }

    fn entry(&mut self, entry: &Entry, full: &str, problems: &mut DiagnosticList) {
        if let Some(parameter) = find_parameter(full) {
            self.number(parameter, &entry.node, problems);
        } else if let Some(setting) = find_setting(full) {
            self.setting(setting, &entry.node, problems);
        } else if !is_table(full) {
            problems.push(unknown(entry, full));
        } else if let Value::Table(table) = &entry.node.value {
            self.table(table, full, problems);
        } else {
            let found = entry.node.value.shown();
            let message = format!("{full} is {found}, but it is a table of keys");
            let keys = keys_inside(full).join(", ");
            problems.push(Diagnostic::new(&entry.node.place, message).allowed(keys));
        }
    }

    fn number(
        &mut self,
        parameter: &'static Parameter,
        node: &Node,
        problems: &mut DiagnosticList,
    ) {
        let key = parameter.key;
        match number(key, parameter, node, problems) {
            Some(value) => {
                self.values.insert(key, (value, node.place.clone()));
            }
            None => {
                self.mistaken.insert(key);
            }
        }
    }

    fn setting(&mut self, setting: &'static Setting, node: &Node, problems: &mut DiagnosticList) {
        let key = setting.key;
        match setting.kind {
            SettingKind::Format => format_version(node, problems),
            SettingKind::Text => self.name(key, text(key, node, problems), node),
            SettingKind::Name(names) => {
                self.name(key, name(key, node, &names(), problems), node);
            }
            SettingKind::Texts => {
                self.lists.insert(key, texts(key, node, problems));
            }
            SettingKind::Names(names) => {
                self.lists.insert(key, names_of_list(key, node, &names(), problems));
            }
            SettingKind::Seed => self.seed = whole(key, node, 0, u64::MAX, problems),
            SettingKind::Count => {
                let most = u64::from(u32::MAX);
                self.every = whole(key, node, 1, most, problems).map(|every| every as u32);
            }
            SettingKind::Counts { most } => {
                let list = counts(key, node, most, problems);
                self.tiers = list.map(|list| (list, node.place.clone()));
            }
            SettingKind::Levels(parameter) => {
                if let Some(values) = levels(key, parameter(), node, problems) {
                    self.site.insert(key, (values, node.place.clone()));
                }
            }
            SettingKind::Tables { most } => {
                let tables = tables(key, node, most, problems);
                match key {
                    "groups" => self.groups = tables,
                    "patterns" => self.patterns = tables,
                    _ => self.schedule = tables,
                }
            }
            SettingKind::Width => self.width = width(key, node, problems),
            // Taken out of the file before it is read as a draft.
            SettingKind::Treatments | SettingKind::Sweep => {}
        }
    }

    fn name(&mut self, key: &'static str, name: Option<String>, node: &Node) {
        if let Some(name) = name {
            self.names.insert(key, (name, node.place.clone()));
        }
    }
}

/// The mistake of a key that does not exist: the nearest one that does, or all that the table has.
fn unknown(entry: &Entry, full: &str) -> Diagnostic {
    if full == "scenario" {
        let message = "this file is a sweep of a scenario, not a scenario";
        return Diagnostic::new(&entry.place, message).help("run it with `tillit sweep`");
    }
    let known: Vec<String> =
        all_keys().iter().map(|key| (*key).to_owned()).chain(all_tables()).collect();
    let help = did_you_mean(full, known.iter().map(String::as_str));
    let allowed = match full.rsplit_once('.').filter(|_| help.is_empty()) {
        Some((table, _)) => keys_inside(table).join(", "),
        None => String::new(),
    };
    let shown: String = full.chars().take(60).collect();
    Diagnostic::new(&entry.place, format!("there is no key `{shown}`")).allowed(allowed).help(help)
}

/// The next parts of the keys inside a table.
fn keys_inside(path: &str) -> Vec<&'static str> {
    let mut inside: Vec<&str> = all_keys()
        .iter()
        .filter_map(|key| key.strip_prefix(path)?.strip_prefix('.')?.split('.').next())
        .collect();
    inside.dedup();
    inside
}

fn format_version(node: &Node, problems: &mut DiagnosticList) {
    if !matches!(&node.value, Value::Number(number) if number.value == f64::from(FORMAT)) {
        let message = format!("this version of tillit reads format {FORMAT} only");
        problems.push(Diagnostic::new(&node.place, message).allowed(format!("format = {FORMAT}")));
    }
}

/// Reads a list of names; a mechanism that exists but cannot be switched off is told as such.
fn names_of_list(
    key: &str,
    node: &Node,
    names: &[(&'static str, &'static str)],
    problems: &mut DiagnosticList,
) -> Vec<(String, Location)> {
    let mut list = texts(key, node, problems);
    if list.is_empty() && key == "record.metrics" && matches!(node.value, Value::List(_)) {
        problems.push(
            Diagnostic::new(&node.place, "nothing would be recorded")
                .help("name at least one metric, or leave the key out to record all"),
        );
    }
    list.retain(|(name, place)| {
        if key == "mechanisms.off" && find_mechanism(name).is_some_and(|found| found.off.is_empty())
        {
            let message = format!("`{name}` is a mechanism that cannot be switched off by itself");
            let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            problems.push(Diagnostic::new(place, message).allowed(known.join(", ")));
            return false;
        }
        is_name(key, name, names, place, problems)
    });
    list
}

fn tables(key: &str, node: &Node, most: usize, problems: &mut DiagnosticList) -> Vec<Node> {
    let Value::List(nodes) = &node.value else {
        let message = format!("{key} is {}, but a list of tables is needed", node.value.shown());
        let form = format!("begin each of them with [[{key}]]");
        problems.push(Diagnostic::new(&node.place, message).help(form));
        return Vec::new();
    };
    if nodes.len() > most {
        let message = format!("{key} has {} entries, which is too many", nodes.len());
        problems.push(Diagnostic::new(&node.place, message).allowed(format!("at most {most}")));
        return Vec::new();
    }
    let (tables, others): (Vec<_>, Vec<_>) =
        nodes.iter().cloned().partition(|node| matches!(node.value, Value::Table(_)));
    for other in others {
        let message =
            format!("an entry of {key} is {}, but a table is needed", other.value.shown());
        problems.push(Diagnostic::new(&other.place, message));
    }
    tables
}
