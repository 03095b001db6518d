//! Treatments: the file with some of its keys replaced, each then read as if it were a file.
//!
//! So the levers of a treatment are those of its regime (or the file's, when it names none), changed
//! by `[levers]` of the file and of the treatment together.

use super::groups::is_fit_name;
use super::keys::{MOST_TREATMENTS, SCENARIO_KEYS, names_of};
use super::problem::{Diagnostic, DiagnosticList, Location};
use super::raw::{Entry, Node, Table, Value};
use super::value::is_name;

/// A name and the table that goes with it.
pub type Named = (String, Table);

/// What each treatment of a file changes.
pub fn changes(treatments: &Node, problems: &mut DiagnosticList) -> Vec<Named> {
    let entries = match &treatments.value {
        Value::Table(table) if !table.0.is_empty() => &table.0,
        other => {
            let message = match other {
                Value::Table(_) => "this table has no treatments".to_owned(),
                other => format!("treatments is {}, but it needs tables by name", other.shown()),
            };
            let help = "write for instance [treatments.more-pay], or leave it out";
            problems.push(Diagnostic::new(&treatments.place, message).help(help));
            return Vec::new();
        }
    };
    if entries.len() > MOST_TREATMENTS {
        let message = format!("{} treatments are too many", entries.len());
        let allowed = format!("at most {MOST_TREATMENTS}");
        problems.push(Diagnostic::new(&treatments.place, message).allowed(allowed));
        return Vec::new();
    }
    entries.iter().filter_map(|entry| changes_of(entry, problems)).collect()
}

fn changes_of(entry: &Entry, problems: &mut DiagnosticList) -> Option<Named> {
    is_fit_name("a treatment", &entry.key, &entry.place, problems);
    let Value::Table(table) = &entry.node.value else {
        let found = entry.node.value.shown();
        let message = format!("treatments.{} is {found}, but a table is needed", entry.key);
        let help = format!("begin it with [treatments.{}]", entry.key);
        problems.push(Diagnostic::new(&entry.node.place, message).help(help));
        return None;
    };
    let mut changes = table.clone();
    if let Some(found) = changes.take("treatments") {
        problems.push(
            Diagnostic::new(&found.place, "a treatment cannot have treatments of its own")
                .help("put all treatments side by side as [treatments.NAME]"),
        );
    }
    for key in SCENARIO_KEYS {
        if let Some(found) = changes.take(key) {
            let message =
                format!("`{key}` applies to the whole file and cannot differ between treatments");
            let help = format!("move `{key}` to the top of the file");
            problems.push(Diagnostic::new(&found.place, message).help(help));
        }
    }
    Some((entry.key.clone(), changes))
}

/// The file under each of its treatments, with the overrides over both.
pub fn of_file(base: &Table, changes: &[Named], overrides: &Table) -> Vec<Named> {
    let untitled = |table: &Table| {
        let mut table = table.clone();
        table.take("title");
        table
    };
    let (base, overrides) = (untitled(base), untitled(overrides));
    let variant = |(name, changes): &Named| {
        let mut variant = base.clone();
        variant.lay_over(changes);
        variant.lay_over(&overrides);
        (name.clone(), variant)
    };
    changes.iter().map(variant).collect()
}

/// The file, without its treatments, under each regime.
pub fn of_regimes(base: &Table, regimes: &[String], problems: &mut DiagnosticList) -> Vec<Named> {
    let mut variants: Vec<Named> = Vec::new();
    if regimes.is_empty() {
        let help = "name at least one after --regimes, e.g. --regimes control,trust";
        problems.push(Diagnostic::new(&Location::Whole, "no regime to compare").help(help));
    }
    for regime in regimes {
        if !is_name("--regimes", regime, &names_of("regime"), &Location::Whole, problems) {
            continue;
        }
        if variants.iter().any(|(name, _)| name == regime) {
            let message = format!("--regimes names `{regime}` twice");
            problems.push(Diagnostic::new(&Location::Whole, message));
            continue;
        }
        let mut variant = base.clone();
        variant.take("title");
        variant.take("regime");
        let value = Value::Text(regime.clone());
        variant.0.push(Entry {
            key: "regime".to_owned(),
            place: Location::Whole,
            node: Node { place: Location::Whole, value },
        });
        variants.push((regime.clone(), variant));
    }
    variants
}
