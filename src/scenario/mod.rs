//! From the text of a scenario file to its checked meaning: the only door to the model.
//!
//! The way of a file: its text is parsed (`syntax`) into what was typed, with places (`raw`); each
//! key is checked by itself (`draft`, `value`), each treatment as a whole (`treatments`, `off`,
//! `groups`, `events`, `specification`); mistakes are gathered all along (`problem`) and told at the
//! end (`render`). Which keys there are follows from the definitions (`keys`), as do the JSON Schema
//! and the explanations.
//!
//! Responsible for: what a file means, and all its mistakes at once.
//! Must not know: files on disk, threads, how anything is computed.

mod chain;
mod change;
pub(crate) mod draft;
pub mod edit;
mod events;
pub mod explain;
mod groups;
pub(crate) mod keys;
pub mod link;
mod mistakes;
pub(crate) mod nearest;
mod off;
mod pattern;
mod patterns;
pub mod people;
pub(crate) mod problem;
pub(crate) mod raw;
pub(crate) mod read;
pub(crate) mod render;
mod schema;
pub mod shipped;
mod specification;
mod starter;
pub(crate) mod syntax;
mod template;
mod treatments;
pub(crate) mod value;
mod width;

use crate::engine::observe::Metric;
use crate::model::specification::ModelSpec;
use read::Original;

pub use change::{Change, ChangedValue};
pub use keys::{Detail, FigureKind, SETTINGS, Setting, SettingKind};
pub use mistakes::Mistake;
pub use pattern::{AT_END, BEFORE, Comparison, Pattern, Quantity, Right, Standing, Taken};
pub use problem::{Diagnostic, Location, MOST_PROBLEMS, Span};
pub use read::{SMALLEST, read};
pub use render::Diagnostics;
pub use schema::json_schema;
pub use starter::{starter, starter_with_chain};
pub(crate) use template::Template;
pub use value::range_in_words;
pub use width::Width;

/// Largest scenario file that is read, in bytes.
pub const MAX_BYTES: usize = 1_000_000;

/// Most agents that a scenario may have.
pub const MAX_AGENTS: u64 = 2_000_000_000;

/// The text of a scenario and the name under which messages show it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Name shown in messages, usually the path as it was typed.
    pub name: &'a str,
    /// The bytes of the file.
    pub bytes: &'a [u8],
}

/// The checked meaning of a scenario file.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Title.
    pub title: String,
    /// The question it asks.
    pub question: String,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// What to look for in its results.
    pub look_for: Vec<String>,
    /// Other people than those of the model who work here: a file beside the scenario's, or `posterior`.
    pub people: Option<String>,
    /// Specifications that run side by side with common random numbers; at least one.
    pub treatments: Vec<Treatment>,
    /// What is recorded.
    pub record: Record,
    /// Which figures are drawn.
    pub figures: Vec<FigureKind>,
    /// How wide they are where they are shown.
    pub width: Width,
    /// What must be found in its results, for `tillit cases`.
    pub patterns: Vec<Pattern>,
    original: Original,
}

/// One of the specifications of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Treatment {
    /// Name in tables.
    pub name: String,
    /// Title in figures.
    pub title: String,
    /// What it means.
    pub spec: ModelSpec,
}

/// What a scenario records.
#[derive(Debug, Clone)]
pub struct Record {
    /// The metrics, in the order of every table.
    pub metrics: Vec<&'static Metric>,
    /// Every how many periods a row is written to the series.
    pub every: u32,
    /// How much is kept.
    pub detail: Detail,
}

/// The specification of a scenario that comes with the program: its first treatment.
///
/// # Panics
/// When its text has mistakes: a mistake in this repository.
pub(crate) fn shipped(name: &str, text: &str) -> ModelSpec {
    let source = Source { name, bytes: text.as_bytes() };
    let scenario = read(&source, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    scenario.treatments[0].spec.clone()
}

impl Scenario {
    /// Reads the text of a scenario.
    ///
    /// # Errors
    /// All mistakes of the text, each with line, column, what is allowed and the nearest name.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostics> {
        read(&Source { name: "scenario", bytes: text.as_bytes() }, &[])
    }

    /// The same scenario with another value at a key, e.g. `with("levers.monitoring", 0.3)`; it holds for
    /// all treatments. What was changed in fields of this value is not kept.
    ///
    /// # Errors
    /// When there is no such key, or the value does not fit.
    pub fn with(&self, key: &str, value: impl Into<ChangedValue>) -> Result<Self, Diagnostics> {
        self.with_all([Change::new(key, value)])
    }

    /// The same with several changes at once, for values that fit only together.
    ///
    /// # Errors
    /// All mistakes of all changes.
    pub fn with_all(&self, changes: impl IntoIterator<Item = Change>) -> Result<Self, Diagnostics> {
        self.original.with(changes)
    }

    /// The text from which it was read.
    pub fn text(&self) -> &str {
        self.original.text()
    }

    /// What was laid over the text, in order.
    pub fn changes(&self) -> &[Change] {
        self.original.changes()
    }

    /// Reads a scenario and puts it under several regimes in place of its own treatments.
    ///
    /// # Errors
    /// All mistakes of the file, the changes and the names of regimes.
    pub fn under_regimes(
        source: &Source,
        changes: &[Change],
        regimes: &[&str],
    ) -> Result<Self, Diagnostics> {
        read::read_under(source, changes, Some(regimes))
    }
}
