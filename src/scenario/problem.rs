//! How a mistake is told: where it is, what was found, what is allowed, and what to try.

use std::fmt;
use std::ops::Range;

/// Where a mistake is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In an override, counted from 0.
    Override(usize),
    /// At some bytes of the file.
    File {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// On the command line or in the file as a whole.
    Whole,
}

impl From<Range<usize>> for Place {
    fn from(span: Range<usize>) -> Self {
        Self::File { start: span.start, end: span.end }
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What was found, in one line.
    pub message: String,
    /// What is allowed, with range and unit; may be empty.
    pub allowed: String,
    /// The nearest valid name or something to try; may be empty.
    pub help: String,
}

impl Problem {
    /// A mistake with its message only.
    pub fn new(place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
            allowed: String::new(),
            help: String::new(),
        }
    }

    /// Says what is allowed.
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = allowed.into();
        self
    }

    /// Says what to try.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// All mistakes of a scenario, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Problems {
    name: String,
    text: String,
    overrides: Vec<String>,
    list: Vec<Problem>,
}

impl Problems {
    /// Puts mistakes in order; the same mistake told twice is told once.
    pub fn new(name: &str, text: &str, overrides: &[String], mut list: Vec<Problem>) -> Self {
        list.sort();
        list.dedup();
        Self { name: name.to_owned(), text: text.to_owned(), overrides: overrides.to_vec(), list }
    }

    /// The mistakes.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    fn line(&self, f: &mut fmt::Formatter, start: usize, end: usize, p: &Problem) -> fmt::Result {
        let start = floor_boundary(&self.text, start);
        let before = &self.text[..start];
        let number = before.matches('\n').count() + 1;
        let first = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[first..].lines().next().unwrap_or("");
        let column = before[first..].chars().count() + 1;
        writeln!(f, "{}:{number}:{column}: {}", self.name, p.message)?;
        let room = line.chars().count().saturating_sub(column - 1).max(1);
        let end = floor_boundary(&self.text, end.max(start));
        let marked = self.text[start..end].lines().next().unwrap_or("").chars().count();
        let marks = "^".repeat(marked.clamp(1, room));
        let shown: String =
            line.chars().take(160).map(|c| if c == '\t' { ' ' } else { c }).collect();
        if column <= 160 {
            writeln!(f, "{number:5} | {shown}")?;
            writeln!(f, "      | {}{marks}", " ".repeat(column - 1))?;
        }
        Ok(())
    }
}

/// The nearest place at or before a byte where a character begins.
fn floor_boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for problem in &self.list {
            match &problem.place {
                Place::File { start, end } => self.line(f, *start, *end, problem)?,
                Place::Override(index) => {
                    let typed = self.overrides.get(*index).map_or("", String::as_str);
                    writeln!(f, "--set {typed}: {}", problem.message)?;
                }
                Place::Whole => writeln!(f, "{}: {}", self.name, problem.message)?,
            }
            if !problem.allowed.is_empty() {
                writeln!(f, "   allowed: {}", problem.allowed)?;
            }
            if !problem.help.is_empty() {
                writeln!(f, "   help: {}", problem.help)?;
            }
            writeln!(f)?;
        }
        let mistakes = match self.list.len() {
            1 => "1 mistake".to_owned(),
            n => format!("{n} mistakes"),
        };
        write!(f, "{mistakes} in {}; nothing was run", self.name)
    }
}

/// The valid name nearest to what was typed, when it is near enough to be meant.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let last = |path: &str| path.rsplit('.').next().unwrap_or("").to_owned();
    let typed = typed.to_lowercase();
    let likeness = |name: &str| {
        let whole = strsim::normalized_damerau_levenshtein(&typed, name);
        let ends = strsim::normalized_damerau_levenshtein(&last(&typed), &last(name));
        whole.max(0.9 * ends)
    };
    let (score, name) = names
        .into_iter()
        .map(|name| (likeness(name), name))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
    (score >= 0.6).then_some(name)
}

/// "did you mean `name`?", or nothing.
pub fn did_you_mean<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(typed, names).map_or(String::new(), |name| format!("did you mean `{name}`?"))
}
