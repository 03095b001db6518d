//! What was typed: values with the places where they stand, not yet checked.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Location, Span};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub place: Location,
    /// What it is.
    pub value: Value,
}

/// What was typed as a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text in quotes.
    Text(String),
    /// A number.
    Number(Number),
    /// True or false.
    Bool(bool),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
    /// A date or time.
    Date,
}

/// A number as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its value; not finite when it was typed so or is too large.
    pub value: f64,
    /// Its digits, when it was typed without a decimal point and is not absurdly large.
    pub whole: Option<i128>,
    /// Its text.
    pub typed: String,
}

/// A table: keys with their values, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table(pub Vec<Entry>);

/// A key, where it stands, and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key, without the tables around it.
    pub key: String,
    /// Where the key stands.
    pub place: Location,
    /// Its value.
    pub node: Node,
}

impl Node {
    fn each_place(&mut self, see: &mut dyn FnMut(&mut Location)) {
        see(&mut self.place);
        match &mut self.value {
            Value::List(nodes) => nodes.iter_mut().for_each(|node| node.each_place(see)),
            Value::Table(table) => table.each_place(see),
            _ => {}
        }
    }
}

impl Table {
    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }

    /// Takes the entry of a key out.
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        let index = self.0.iter().position(|entry| entry.key == key)?;
        Some(self.0.remove(index))
    }

    /// Puts a node at a key, inside the tables that the key names; `place` is that of new tables.
    pub fn put(&mut self, key: &str, node: Node, place: &Location) {
        let (first, rest) =
            key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
        let index = self.0.iter().position(|entry| entry.key == first).unwrap_or_else(|| {
            let node = Node { place: place.clone(), value: Value::Table(Self::default()) };
            self.0.push(Entry { key: first.to_owned(), place: place.clone(), node });
            self.0.len() - 1
        });
        let entry = &mut self.0[index].node;
        match (rest, &mut entry.value) {
            (Some(rest), Value::Table(inside)) => inside.put(rest, node, place),
            _ => *entry = node,
        }
    }

    /// Shows every location in the table, to be changed.
    pub fn each_place(&mut self, see: &mut dyn FnMut(&mut Location)) {
        for entry in &mut self.0 {
            see(&mut entry.place);
            entry.node.each_place(see);
        }
    }

    /// Lays `top` over this table: tables are merged key by key, everything else is replaced.
    pub fn lay_over(&mut self, top: &Table) {
        for entry in &top.0 {
            match self.0.iter_mut().find(|old| old.key == entry.key) {
                None => self.0.push(entry.clone()),
                Some(old) => match (&mut old.node.value, &entry.node.value) {
                    (Value::Table(inner), Value::Table(top)) => inner.lay_over(top),
                    _ => *old = entry.clone(),
                },
            }
        }
    }
}

impl Value {
    /// What kind of value it is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Date => "a date or time",
        }
    }

    /// What was typed, in words: its kind, with the value where that is short.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) if text.chars().count() <= 40 => format!("the text \"{text}\""),
            Self::Number(number) => format!("the number {}", number.shown()),
            Self::Bool(value) => value.to_string(),
            other => other.kind().to_owned(),
        }
    }
}

impl Number {
    /// Its text, shortened when it is very long.
    pub fn shown(&self) -> String {
        match self.typed.char_indices().nth(40) {
            Some((end, _)) => format!("{}…", &self.typed[..end]),
            None => self.typed.clone(),
        }
    }
}

/// Converts a parsed table; `place` tells where some bytes of `text` stand.
pub fn table(table: &DeTable, text: &str, place: &dyn Fn(Span) -> Location) -> Table {
    Converter { text, place }.table(table)
}

struct Converter<'a> {
    text: &'a str,
    place: &'a dyn Fn(Span) -> Location,
}

impl Converter<'_> {
    fn table(&self, table: &DeTable) -> Table {
        let entry = |(key, value): (&Spanned<Cow<str>>, &Spanned<DeValue>)| Entry {
            key: key.get_ref().to_string(),
            place: (self.place)(key.span().into()),
            node: self.node(value),
        };
        Table(table.iter().map(entry).collect())
    }

    fn node(&self, value: &Spanned<DeValue>) -> Node {
        let converted = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => {
                let whole = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
                let too_large = || integer.as_str().parse().unwrap_or(f64::INFINITY);
                self.number(value, whole.map_or_else(too_large, |whole| whole as f64), whole)
            }
            DeValue::Float(float) => {
                self.number(value, float.as_str().parse().unwrap_or(f64::NAN), None)
            }
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(items) => {
                Value::List(items.iter().map(|item| self.node(item)).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { place: (self.place)(value.span().into()), value: converted }
    }

    fn number(&self, node: &Spanned<DeValue>, value: f64, whole: Option<i128>) -> Value {
        let typed = self.text.get(node.span()).unwrap_or_default().to_owned();
        Value::Number(Number { value, whole, typed })
    }
}
