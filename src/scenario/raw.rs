//! What was typed: values with the places where they stand.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Place, Problem};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub value: Value,
}

/// What was typed as a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text in quotes.
    Text(String),
    /// A number; whole numbers keep their digits in the second place.
    Number(f64, Option<i128>),
    /// True or false.
    Bool(bool),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
    /// A date or time.
    Date,
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
    pub place: Place,
    /// Its value.
    pub node: Node,
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
}

impl Value {
    /// What kind of value it is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(..) => "a number",
            Self::Bool(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Date => "a date",
        }
    }
}

/// Parses the text of a file; mistakes in its syntax are added to `problems`.
pub fn parse(text: &str, problems: &mut Vec<Problem>) -> Table {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let place = error.span().map_or(Place::Whole, Place::from);
        problems.push(Problem::new(place, syntax_message(error.message())));
    }
    convert_table(table.get_ref(), &|span| Place::from(span))
}

/// Parses an override `key=value`; the value may be a bare word.
pub fn parse_override(index: usize, typed: &str, problems: &mut Vec<Problem>) -> Table {
    let place = Place::Override(index);
    let Some((key, value)) = typed.split_once('=') else {
        problems.push(
            Problem::new(place, "needs a key and a value")
                .help("write for instance --set levers.monitoring=0.3"),
        );
        return Table::default();
    };
    let (key, value) = (key.trim(), value.trim());
    let bare = value.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    let parsed = toml::de::DeTable::parse(&format!("{key} = {value}\n")).map(convert_place(&place));
    let quoted =
        || toml::de::DeTable::parse(&format!("{key} = \"{value}\"\n")).map(convert_place(&place));
    match parsed {
        Ok(table) => table,
        Err(_) if bare && !value.is_empty() => quoted().unwrap_or_else(|error| {
            problems.push(Problem::new(place.clone(), syntax_message(error.message())));
            Table::default()
        }),
        Err(error) => {
            problems.push(Problem::new(place, syntax_message(error.message())));
            Table::default()
        }
    }
}

fn convert_place(place: &Place) -> impl Fn(Spanned<DeTable<'_>>) -> Table {
    let place = place.clone();
    move |table| convert_table(table.get_ref(), &|_| place.clone())
}

const DUPLICATE: &str = "this key or table stands twice; only one of them can hold";

/// Whether a mistake of syntax is a key that stands twice.
pub fn is_duplicate(problem: &Problem) -> bool {
    problem.message == DUPLICATE
}

/// The parser's message as one sentence without its trailing newline.
fn syntax_message(message: &str) -> String {
    if message.trim() == "duplicate key" {
        return DUPLICATE.to_owned();
    }
    format!("this is not valid TOML: {}", message.trim().replace('\n', "; "))
}

type PlaceOf<'a> = &'a dyn Fn(std::ops::Range<usize>) -> Place;

fn convert_table(table: &DeTable, place: PlaceOf) -> Table {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue>)| Entry {
        key: AsRef::<std::borrow::Cow<str>>::as_ref(key).to_string(),
        place: place(key.span()),
        node: convert(value, place),
    };
    Table(table.iter().map(entry).collect())
}

fn convert(value: &Spanned<DeValue>, place: PlaceOf) -> Node {
    let converted = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => {
            let digits = integer.as_str().replace('_', "");
            let whole = i128::from_str_radix(&digits, integer.radix()).ok();
            Value::Number(whole.map_or(f64::NAN, |whole| whole as f64), whole)
        }
        DeValue::Float(float) => {
            Value::Number(float.as_str().replace('_', "").parse().unwrap_or(f64::NAN), None)
        }
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| convert(item, place)).collect())
        }
        DeValue::Table(table) => Value::Table(convert_table(table, place)),
    };
    Node { place: place(value.span()), value: converted }
}
