//! The library tillit for the pages of its site.
//!
//! What pages need, as functions of texts: what is told comes as JSON, numbers as arrays of 64-bit floats,
//! to the bit those of the command line. Nothing is computed here.

mod catalogue;
mod digests;
mod games;
mod lessons;
mod run;
mod scenarios;
mod table;

pub use catalogue::catalogue;
pub use digests::digests;
pub use games::{games, play_game};
pub use lessons::{lessons, play_lesson};
pub use run::Outcome;
pub use scenarios::{check, edit, link, open, shipped};
pub use table::Table;

use tillit::model::catalogue::Language;

/// The language with a code; English where there is none.
fn language(code: &str) -> Language {
    Language::find(code).unwrap_or_default()
}
