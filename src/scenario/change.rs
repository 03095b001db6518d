//! Changed values: the one way in for everything that is laid over a scenario.
//!
//! A [`Change`] is a key and a typed value. Flags of the command line, points of sweeps, arms of
//! hypotheses and programs that use the library all make them; only what a user typed as `key=value` is
//! parsed, once. Must not know: what keys there are; reading a scenario checks them.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::problem::{Diagnostic, DiagnosticList, Location, Span};
use super::raw::{Entry, Node, Number, Table, Value};
use super::syntax::parse_override;

/// A value that a key gets.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangedValue {
    /// A number.
    Number(f64),
    /// True or false; no key has such a value, which is then told as a mistake at its place.
    Truth(bool),
    /// A whole number, exact however large.
    Whole(u64),
    /// A name or a text.
    Name(String),
    /// A list, for instance of names.
    List(Vec<ChangedValue>),
    /// Keys with their values, for instance an event of a schedule.
    Table(Vec<(String, ChangedValue)>),
}

/// A key with its new value, and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    text: String,
    table: Table,
    mistakes: Vec<Diagnostic>,
    origin: Origin,
}

/// Where a change comes from, so that messages can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A program that uses the library.
    Program,
    /// What a user typed after `--set`.
    Typed,
    /// A flag of its own.
    Flag(&'static str),
}

impl Change {
    /// A key, for instance `levers.monitoring`, gets a value.
    pub fn new(key: &str, value: impl Into<ChangedValue>) -> Self {
        Self::from_origin(Origin::Program, key, value.into())
    }

    /// The same, asked for by a flag of the command line, which messages then name.
    pub fn flag(flag: &'static str, key: &str, value: impl Into<ChangedValue>) -> Self {
        Self::from_origin(Origin::Flag(flag), key, value.into())
    }

    /// What a user typed as `key=value`; a value that is no TOML is taken as text. Mistakes of syntax are
    /// told when the scenario is read, with all others.
    pub fn typed(text: &str) -> Self {
        let mut mistakes = DiagnosticList::default();
        let table = parse_override(0, text, &mut mistakes);
        let mistakes = mistakes.sorted();
        Self { text: text.to_owned(), table, mistakes, origin: Origin::Typed }
    }

    fn from_origin(origin: Origin, key: &str, value: ChangedValue) -> Self {
        let text = format!("{key}={value}");
        let span = |start, end| Location::Change(0, Span { start, end });
        let place = span(0, key.len());
        let node = value.node(&span(key.len() + 1, text.len()));
        let mut table = Table::default();
        table.put(key, node, &place);
        Self { text, table, mistakes: Vec::new(), origin }
    }

    /// What it says.
    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// How messages name the change at an index of a list, counted from 0.
    pub(super) fn label(&self, index: usize) -> String {
        match self.origin {
            Origin::Program => format!("change {}", index + 1),
            Origin::Typed => format!("--set #{}", index + 1),
            Origin::Flag(flag) => flag.to_owned(),
        }
    }

    /// What some changes say together, later ones over earlier ones.
    pub(crate) fn all(changes: &[Self], problems: &mut DiagnosticList) -> Table {
        let mut all = Table::default();
        for (index, change) in changes.iter().enumerate() {
            let mut table = change.table.clone();
            table.each_place(&mut |place| place.move_to_change(index));
            all.lay_over(&table);
            for mistake in &change.mistakes {
                let mut mistake = mistake.clone();
                mistake.place.move_to_change(index);
                problems.push(mistake);
            }
        }
        all
    }
}

impl ChangedValue {
    /// A table of keys and values.
    pub fn table<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Table(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }

    fn node(&self, place: &Location) -> Node {
        let value = match self {
            Self::Number(value) => {
                let is_whole = value.fract() == 0.0 && value.abs() < 9e15;
                let whole = is_whole.then_some(*value as i128);
                Value::Number(Number { value: *value, whole, typed: self.to_string() })
            }
            Self::Whole(whole) => {
                let typed = whole.to_string();
                Value::Number(Number { value: *whole as f64, whole: Some((*whole).into()), typed })
            }
            Self::Truth(truth) => Value::Bool(*truth),
            Self::Name(name) => Value::Text(name.clone()),
            Self::List(items) => Value::List(items.iter().map(|item| item.node(place)).collect()),
            Self::Table(entries) => {
                let entry = |(key, value): &(String, Self)| Entry {
                    key: key.clone(),
                    place: place.clone(),
                    node: value.node(place),
                };
                Value::Table(Table(entries.iter().map(entry).collect()))
            }
        };
        Node { place: place.clone(), value }
    }
}

/// As a user would type it, which is how records of runs keep it.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for ChangedValue {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Number(value) => write!(f, "{value}"),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Whole(whole) => write!(f, "{whole}"),
            Self::Name(name) => write!(f, "{}", toml::Value::String(name.clone())),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Self::Table(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                write!(f, "{{ {} }}", entries.join(", "))
            }
        }
    }
}

/// What a user typed; see [`Change::typed`].
impl FromStr for Change {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::typed(text))
    }
}

impl From<f64> for ChangedValue {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<u64> for ChangedValue {
    fn from(value: u64) -> Self {
        Self::Whole(value)
    }
}

impl From<u32> for ChangedValue {
    fn from(value: u32) -> Self {
        Self::Whole(value.into())
    }
}

impl From<&str> for ChangedValue {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for ChangedValue {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl<T: Into<ChangedValue>, const N: usize> From<[T; N]> for ChangedValue {
    fn from(items: [T; N]) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<ChangedValue>> From<Vec<T>> for ChangedValue {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    /// What a record keeps of a change says the same when it is typed again.
    #[test]
    fn a_change_says_the_same_when_it_is_typed_again() {
        let event =
            [("period", 3_u32.into()), ("set", ChangedValue::table([("pay", 0.25.into())]))];
        let changes = [
            Change::new("levers.monitoring", 0.1 + 0.2),
            Change::new("run.seed", u64::MAX),
            Change::new("regime", "trust"),
            Change::new("title", "a \"quoted\" title"),
            Change::new("mechanisms.off", ["reciprocity", "gaming"]),
            Change::new("schedule", [ChangedValue::table(event)]),
        ];
        let again: Vec<Change> = changes.iter().map(|c| Change::typed(&c.to_string())).collect();
        let read = |changes: &[Change]| {
            Scenario::from_toml("format = 1\n").unwrap().with_all(changes.to_vec()).unwrap()
        };
        let (one, other) = (read(&changes), read(&again));
        assert_eq!(one.treatments, other.treatments);
        assert_eq!(one.title, other.title);
        assert_eq!(one.treatments[0].spec.seed(), u64::MAX);
    }

    #[test]
    fn mistakes_name_the_change_and_the_nearest_key() {
        let scenario = Scenario::from_toml("regime = \"trust\"\n").unwrap();
        let wrong = |key: &str, value: f64| scenario.with(key, value).unwrap_err().to_string();
        let far = wrong("levers.monitoring", 7.0);
        assert!(far.starts_with("change 1: levers.monitoring = 7 is too large"), "{far}");
        assert!(far.contains("0 to 1"), "{far}");
        assert!(wrong("levers.monitring", 0.5).contains("levers.monitoring"));
        let flag = Change::flag("--replicates", "run.replicates", 0_u64);
        let told = scenario.with_all([flag]).unwrap_err().to_string();
        assert!(told.starts_with("--replicates: run.replicates = 0 is too small"), "{told}");
        let changed =
            scenario.with("levers.pay", 0.2).unwrap().with("run.periods", 12_u32).unwrap();
        assert_eq!(changed.treatments[0].spec.periods(), 12);
    }
}
