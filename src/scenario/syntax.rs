//! From text to what was typed: mistakes of TOML itself, in the reader's terms.

use toml::de::{DeTable, DeValue};

use super::problem::{Diagnostic, DiagnosticList, Location, Span};
use super::raw;
use super::raw::Table;

/// What was typed in a file, and where its syntax is broken.
#[derive(Debug)]
pub struct Parsed {
    /// What could be read.
    pub table: Table,
    /// The places of the mistakes of syntax.
    pub broken: Broken,
}

/// The parts of a text in which nothing can be concluded, because their syntax is broken.
#[derive(Debug, Default)]
pub struct Broken {
    parts: Vec<Span>,
    hides_meaning: bool,
}

impl Broken {
    /// Whether something cannot be read, so that nothing can be said of the whole. A key that stands
    /// twice hides nothing: the first one is read.
    pub fn hides_meaning(&self) -> bool {
        self.hides_meaning
    }

    fn add(&mut self, part: Span, hides_meaning: bool) {
        self.parts.push(part);
        self.hides_meaning |= hides_meaning;
    }

    /// Whether a place lies in a broken part.
    pub fn covers(&self, place: &Location) -> bool {
        let Location::File(span) = place else { return false };
        self.parts.iter().any(|part| part.start <= span.start && span.start <= part.end)
    }
}

/// Parses the text of a file; mistakes in its syntax are added to `problems`.
pub fn parse(text: &str, problems: &mut DiagnosticList) -> Parsed {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut broken = Broken::default();
    let errors: Vec<(Span, &str)> = errors
        .iter()
        .map(|error| (error.span().map_or(Span { start: 0, end: 0 }, Span::from), error.message()))
        .collect();
    for (span, _) in errors.iter().filter(|(_, message)| runs_on(message)) {
        if let Some(value) = unclosed_value(table.get_ref(), *span) {
            problems.push(unclosed(text, value));
            broken.add(value, true);
        }
    }
    for (span, message) in &errors {
        // What follows an opened list or text is read as a part of it: nothing more is to be said.
        if problems.is_full() || broken.covers(&Location::File(*span)) {
            continue;
        }
        problems.push(explained(text, *span, message, &Location::File));
        broken.add(unreadable_part(text, *span, message), *message != DUPLICATE);
    }
    Parsed { table: raw::table(table.get_ref(), text, &Location::File), broken }
}

/// Whether a mistake is something that does not end where it should.
fn runs_on(message: &str) -> bool {
    ["unclosed array", "unclosed inline table", "invalid basic", "invalid literal", "invalid multi"]
        .iter()
        .any(|start| message.starts_with(start))
}

/// The outermost value that begins before a mistake and reaches it.
fn unclosed_value(table: &DeTable, error: Span) -> Option<Span> {
    for value in table.iter().map(|(_, value)| value) {
        let span = Span::from(value.span());
        if span.start < error.start && error.start <= span.end {
            return Some(span);
        }
        let inside = match value.get_ref() {
            DeValue::Table(table) => unclosed_value(table, error),
            // Lists of tables under headers like [[schedule]], which span only their headers.
            DeValue::Array(items) => items.iter().find_map(|item| match item.get_ref() {
                DeValue::Table(table) => unclosed_value(table, error),
                _ => None,
            }),
            _ => None,
        };
        if inside.is_some() {
            return inside;
        }
    }
    None
}

fn unclosed(text: &str, value: Span) -> Diagnostic {
    let (kind, end) = match text.as_bytes().get(value.start) {
        Some(b'[') => ("list", "]"),
        Some(b'{') => ("table", "}"),
        Some(b'\'') => ("text", "'"),
        _ => ("text", "\""),
    };
    let place = Location::File(Span { start: value.start, end: value.start + 1 });
    Diagnostic::new(
        &place,
        format!("this {kind} is not closed, or not with the sign that opened it"),
    )
    .help(format!("end it with {end}"))
}

/// Parses an override `key=value`; a value that is no TOML is taken as text.
pub fn parse_override(index: usize, typed: &str, problems: &mut DiagnosticList) -> Table {
    let place = |span: Span| {
        let end = span.end.min(typed.len());
        Location::Change(index, Span { start: span.start.min(end), end })
    };
    let whole = place(Span { start: 0, end: typed.len() });
    let Some((key, value)) = typed.split_once('=').filter(|_| !typed.contains(['\n', '\r'])) else {
        problems.push(
            Diagnostic::new(&whole, "an override is one key and its value")
                .help("write for instance --set levers.monitoring=0.3"),
        );
        return Table::default();
    };
    let value = value.trim();
    let error = match DeTable::parse(typed) {
        Ok(table) => return raw::table(table.get_ref(), typed, &place),
        Err(error) => error,
    };
    // Quotes rarely survive a shell: text without them is meant as text.
    let as_text = format!("{key}={}", toml::Value::String(value.to_owned()));
    match DeTable::parse(&as_text) {
        Ok(table) if !value.is_empty() && !value.starts_with(['"', '\'', '[', '{']) => {
            raw::table(table.get_ref(), &as_text, &place)
        }
        _ => {
            let span = error.span().map_or(Span { start: 0, end: 0 }, Span::from);
            problems.push(explained(typed, span, error.message(), &place));
            Table::default()
        }
    }
}

/// The part of the text that a mistake of syntax makes unreadable: its line, or the whole section
/// when its header is broken.
fn unreadable_part(text: &str, span: Span, message: &str) -> Span {
    let start = line_start(text, span.start);
    let line = text[start..].lines().next().unwrap_or_default();
    let end = start + line.len();
    if message == DUPLICATE || !line.trim_start().starts_with('[') {
        return Span { start, end };
    }
    let end = text[end..].find("\n[").map_or(text.len(), |next| end + next);
    Span { start, end }
}

fn line_start(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

/// The parser's message for a key or table that stands twice.
const DUPLICATE: &str = "duplicate key";

/// A mistake of syntax in the reader's terms.
fn explained(
    text: &str,
    span: Span,
    message: &str,
    place: &dyn Fn(Span) -> Location,
) -> Diagnostic {
    let found = text.get(span.start..span.end).unwrap_or_default();
    let line = text[line_start(text, span.start)..].lines().next().unwrap_or_default();
    let problem = |message: String| Diagnostic::new(&place(span), message);
    let is_bare = message.starts_with("string values must be quoted")
        || message.starts_with("invalid boolean");
    if message == DUPLICATE {
        problem(format!("`{found}` is given twice"))
            .help("keep one of them; a table like [levers] may stand only once, too")
    } else if is_bare && found.is_empty() {
        problem("there is no value after `=`".to_owned())
    } else if is_bare {
        problem(format!("`{found}` is neither a number nor text in quotes"))
            .help(format!("text needs quotes: \"{found}\""))
    } else if message.starts_with("unclosed table") {
        problem("this header of a table is not closed".to_owned()).help("end it with ]")
    } else if message.starts_with("key with no value") {
        problem("there is no `=` after the key".to_owned())
    } else if message.starts_with("unexpected leading zero") {
        problem("numbers are written without leading zeros".to_owned())
    } else if message.starts_with("invalid mantissa") {
        problem("a number needs digits before and after its point".to_owned())
    } else if is_decimal_comma(line) {
        problem("a number has a point, not a comma, before its decimals".to_owned())
            .help(format!("write {}", line.trim().replace(',', ".")))
    } else if message.starts_with("unexpected key or value") {
        problem("something follows the value; a line has one key and its value".to_owned())
    } else {
        problem(format!("this is not valid TOML: {}", message.trim().replace('\n', "; ")))
    }
}

/// Whether a line is a key with a number like `0,3`.
fn is_decimal_comma(line: &str) -> bool {
    let Some((_, value)) = line.split_once('=') else { return false };
    let Some((whole, decimals)) = value.trim().split_once(',') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole.trim_start_matches('-')) && digits(decimals)
}
