//! Mistakes as text for a person: place, message, the line with a mark under it, advice.

use std::fmt;

use super::change::Change;
use super::problem::{Diagnostic, DiagnosticList, Location, MOST_PROBLEMS, Span};
use crate::ground::text::is_unprintable;

/// Widest part of a line that is shown, in characters.
const WIDTH: usize = 100;

/// All mistakes of a scenario, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostics {
    name: String,
    text: String,
    /// How each change is named, and its text.
    changes: Vec<(String, String)>,
    list: Vec<Diagnostic>,
}

/// Where a mark stands in a text.
struct Marked<'a> {
    /// Line, counted from 1.
    line: usize,
    /// Column in characters, counted from 1.
    column: usize,
    /// The whole line.
    text: &'a str,
    /// Number of characters that are marked, at least 1.
    width: usize,
}

impl Diagnostics {
    /// Puts mistakes in order, to be shown with the texts in which they stand.
    pub(crate) fn new(name: &str, text: &str, changes: &[Change], found: DiagnosticList) -> Self {
        let shown = |(index, change): (usize, &Change)| (change.label(index), change.to_string());
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            changes: changes.iter().enumerate().map(shown).collect(),
            list: found.sorted(),
        }
    }

    /// The mistakes.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Where a mistake stands: line and column, counted from 1, and how many characters are marked. None
    /// for what is wrong with the whole, or with a change.
    pub fn place(&self, problem: &Diagnostic) -> Option<(usize, usize, usize)> {
        let Location::File(span) = problem.place else { return None };
        let marked = Marked::find(&self.text, span);
        Some((marked.line, marked.column, marked.width))
    }

    /// The text in which places of the file stand.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text of a change, by its index.
    pub(super) fn change(&self, index: usize) -> Option<(usize, &str)> {
        self.changes.get(index).map(|(_, text)| (index, text.as_str()))
    }

    fn show(&self, f: &mut fmt::Formatter, problem: &Diagnostic) -> fmt::Result {
        let message: String = problem.message.chars().map(printable).collect();
        match &problem.place {
            Location::Whole => {
                writeln!(f, "{}: {message}", self.name)?;
                write_allowed(f, &problem.allowed)?;
            }
            Location::File(span) => {
                let marked = Marked::find(&self.text, *span);
                let (line, column) = (marked.line, marked.column);
                writeln!(f, "{}:{line}:{column}: {message}", self.name)?;
                marked.show(f, &line.to_string(), &problem.allowed)?;
            }
            Location::Change(index, span) => {
                let Some((label, text)) = self.changes.get(*index) else { return Ok(()) };
                writeln!(f, "{label}: {message}")?;
                Marked::find(text, *span).show(f, "", &problem.allowed)?;
            }
        }
        if problem.help.is_empty() {
            return Ok(());
        }
        // Help may be several lines, each of which is cleaned by itself.
        let lines = problem.help.lines().map(|line| line.chars().map(printable).collect());
        writeln!(f, "   help: {}", lines.collect::<Vec<String>>().join("\n"))
    }
}

/// Line and column, in characters and counted from 1, of a place in a text.
pub(crate) fn line_and_column(text: &str, place: &Location) -> (usize, usize) {
    let Location::File(span) = place else { return (1, 1) };
    let marked = Marked::find(text, *span);
    (marked.line, marked.column)
}

impl<'a> Marked<'a> {
    fn find(text: &'a str, span: Span) -> Self {
        let start = floor_boundary(text, span.start);
        let before = &text[..start];
        let first = before.rfind('\n').map_or(0, |newline| newline + 1);
        let marked = &text[start..floor_boundary(text, span.end.max(start))];
        Self {
            line: before.matches('\n').count() + 1,
            column: before[first..].chars().count() + 1,
            text: text[first..].lines().next().unwrap_or_default(),
            width: marked.lines().next().unwrap_or_default().chars().count().max(1),
        }
    }

    /// Writes the line and a mark under it; of a long line only the part around the mark.
    fn show(&self, f: &mut fmt::Formatter, label: &str, allowed: &str) -> fmt::Result {
        let skipped = (self.column - 1).saturating_sub(WIDTH / 2);
        let mut shown: String =
            self.text.chars().skip(skipped).take(WIDTH).map(printable).collect();
        if skipped > 0 {
            shown = format!("…{}", shown.chars().skip(1).collect::<String>());
        }
        let before = self.column - 1 - skipped;
        let room = shown.chars().count().saturating_sub(before).max(1);
        let marks = " ".repeat(before) + &"^".repeat(self.width.min(room));
        writeln!(f, "{label:>5} | {shown}")?;
        if allowed.is_empty() || marks.len() + allowed.len() > WIDTH {
            writeln!(f, "      | {marks}")?;
            write_allowed(f, allowed)
        } else {
            writeln!(f, "      | {marks} allowed: {allowed}")
        }
    }
}

fn write_allowed(f: &mut fmt::Formatter, allowed: &str) -> fmt::Result {
    if allowed.is_empty() { Ok(()) } else { writeln!(f, "   allowed: {allowed}") }
}

/// A character that takes one column and does nothing to a terminal.
fn printable(character: char) -> char {
    match character {
        '\t' => ' ',
        other if is_unprintable(other) => '\u{fffd}',
        other => other,
    }
}

/// The nearest place at or before a byte where a character begins.
fn floor_boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for problem in &self.list {
            self.show(f, problem)?;
            writeln!(f)?;
        }
        match self.list.len() {
            1 => write!(f, "1 mistake in {}; nothing was run", self.name),
            MOST_PROBLEMS => {
                write!(f, "{MOST_PROBLEMS} mistakes or more in {}; nothing was run", self.name)
            }
            n => write!(f, "{n} mistakes in {}; nothing was run", self.name),
        }
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, range: std::ops::Range<usize>) -> String {
        let mut found = DiagnosticList::default();
        found.push(Diagnostic::new(&Location::File(range.into()), "odd").allowed("0 to 1"));
        Diagnostics::new("x.toml", text, &[], found).to_string()
    }

    #[test]
    fn columns_count_characters_and_the_mark_stands_under_them() {
        let text = "a = 1\nå = \"ä\" # ö\n";
        let start = text.find("\"ä").unwrap();
        assert_eq!(
            rendered(text, start..start + 4),
            "x.toml:2:5: odd\n    2 | å = \"ä\" # ö\n      |     ^^^ allowed: 0 to 1\n\n1 mistake in x.toml; nothing was run"
        );
    }

    #[test]
    fn odd_spans_and_long_lines_are_shown_without_panic() {
        let long = "å".repeat(5000);
        for span in [0..0, 1..1, 3..2_000_000, 10_000..10_000, 9_999..10_001] {
            let text = rendered(&long, span.clone());
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest < 150, "{widest} for {span:?}");
            assert!(text.contains('^'));
        }
    }
}
