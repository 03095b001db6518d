//! From text to what was typed: mistakes of TOML itself, told in the reader's terms.

use toml::de::DeTable;

use super::problem::{Findings, Place, Problem, Span};
use super::raw::{self, Table};

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
pub struct Broken(Vec<Span>);

impl Broken {
    /// Whether the syntax is broken anywhere.
    pub fn is_anywhere(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether a place lies in a broken part.
    pub fn covers(&self, place: &Place) -> bool {
        let Place::File(span) = place else { return false };
        self.0.iter().any(|part| part.start <= span.start && span.start <= part.end)
    }
}

/// Parses the text of a file; mistakes in its syntax are added to `problems`.
pub fn parse(text: &str, problems: &mut Findings) -> Parsed {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut broken = Broken::default();
    for error in errors {
        if problems.is_full() {
            break;
        }
        let span = error.span().map_or(Span { start: 0, end: 0 }, Span::from);
        broken.0.push(unreadable_part(text, span, error.message()));
        problems.push(explained(text, span, error.message(), &Place::File));
    }
    Parsed { table: raw::table(table.get_ref(), text, &Place::File), broken }
}

/// Parses an override `key=value`; a value that is no TOML is taken as text.
pub fn parse_override(index: usize, typed: &str, problems: &mut Findings) -> Table {
    let place = |span: Span| {
        let end = span.end.min(typed.len());
        Place::Override(index, Span { start: span.start.min(end), end })
    };
    let whole = place(Span { start: 0, end: typed.len() });
    let Some((key, value)) = typed.split_once('=').filter(|_| !typed.contains(['\n', '\r'])) else {
        problems.push(
            Problem::new(&whole, "an override is one key and its value")
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

/// The part of the text that a mistake of syntax makes unreadable: its line; the whole section when
/// its header is broken or when something does not end where it should.
fn unreadable_part(text: &str, span: Span, message: &str) -> Span {
    let start = line_start(text, span.start);
    let line = text[start..].lines().next().unwrap_or_default();
    let runs_on = message.starts_with("unclosed") || message.contains("multi-line");
    if message == "duplicate key" || !(runs_on || line.trim_start().starts_with('[')) {
        return Span { start, end: start + line.len() };
    }
    let start = if runs_on { text[..start].rfind("\n[").map_or(0, |at| at + 1) } else { start };
    let after = start + line.len().min(text.len() - start);
    let after = (after..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let end = text[after..].find("\n[").map_or(text.len(), |at| after + at);
    Span { start, end: end.max(span.end) }
}

fn line_start(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

/// A mistake of syntax in the reader's terms.
fn explained(text: &str, span: Span, message: &str, place: &dyn Fn(Span) -> Place) -> Problem {
    let found = text.get(span.start..span.end).unwrap_or_default();
    let at = place(span);
    let line = &text[line_start(text, span.start)..];
    let line = line.lines().next().unwrap_or_default();
    if message == "duplicate key" {
        return Problem::new(&at, format!("`{found}` is given twice"))
            .help("keep one of them; a table like [levers] may stand only once, too");
    }
    if message.starts_with("string values must be quoted") && found.is_empty() {
        return Problem::new(&at, "there is no value after `=`");
    }
    if message.starts_with("string values must be quoted") || message.starts_with("invalid boolean")
    {
        return Problem::new(&at, format!("`{found}` is neither a number nor text in quotes"))
            .help(format!("text needs quotes: \"{found}\""));
    }
    if is_decimal_comma(line) {
        return Problem::new(&at, "a number has a point, not a comma, before its decimals")
            .help(format!("write {}", line.trim().replace(',', ".")));
    }
    let sentence = message.trim().replace('\n', "; ");
    Problem::new(&at, format!("this is not valid TOML: {sentence}"))
}

/// Whether a line is a key with a number like `0,3`.
fn is_decimal_comma(line: &str) -> bool {
    let Some((_, value)) = line.split_once('=') else { return false };
    let Some((whole, decimals)) = value.trim().split_once(',') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole.trim_start_matches('-')) && digits(decimals)
}
