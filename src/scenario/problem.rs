//! How a mistake is reported: where it is, what was found, what is allowed, and what to try.

use std::ops::Range;

/// Most mistakes that are kept; a file with more has one cause, and its first mistakes show it.
pub const MOST_PROBLEMS: usize = 100;

/// Where a mistake is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the file as a whole, or in a list of regimes.
    Whole,
    /// At some bytes of the file.
    File(Span),
    /// At some bytes of a change, counted from 0.
    Change(usize, Span),
}

/// Bytes of a text, from the first to the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Location {
    /// Says at which index the change stands to which this location belongs.
    pub(super) fn move_to_change(&mut self, to: usize) {
        if let Self::Change(index, _) = self {
            *index = to;
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where it is.
    pub place: Location,
    /// What was found, in one line.
    pub message: String,
    /// What is allowed, with range and unit; may be empty.
    pub allowed: String,
    /// The nearest valid name or something to try; may be empty.
    pub help: String,
}

impl Diagnostic {
    /// A mistake with its message only.
    pub fn new(place: &Location, message: impl Into<String>) -> Self {
        Self {
            place: place.clone(),
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

/// Gathers mistakes while a scenario is read; the same mistake found twice is kept once.
#[derive(Debug, Clone, Default)]
pub struct DiagnosticList(Vec<Diagnostic>);

impl DiagnosticList {
    /// Adds a mistake, while there is room.
    pub fn push(&mut self, problem: Diagnostic) {
        if !self.is_full() && !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether no more mistakes are kept, so that looking for more is in vain.
    pub fn is_full(&self) -> bool {
        self.0.len() >= MOST_PROBLEMS
    }

    /// Takes over the mistakes of another gathering for which `keep` holds.
    pub fn append_if(&mut self, other: Self, keep: impl Fn(&Diagnostic) -> bool) {
        for problem in other.0.into_iter().filter(keep) {
            self.push(problem);
        }
    }

    /// The mistakes in the order of the file.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort();
        self.0
    }
}
