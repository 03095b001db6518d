//! The report of a run: its treatments as alternatives to choose from, in plain words of a language, as a page,
//! as text and as a workbook.
//!
//! Everything is read from the tables of the run ([`Run`]), so that each number of a report stands in them.
//! Words come from `assets/locales`, one file for each language, and pages from `assets/templates`.
//! Must not know: the engine; how tables came about.

mod cells;
mod page;
mod run;
mod sentences;
mod table;
mod units;
mod words;
mod workbook;

pub use page::{page, text};
pub use run::{Alternative, Run, RunTables};
pub use table::table;
pub use units::{UnitFacts, units};
pub use workbook::{WorkbookError, workbook};

/// Names of the files of a report, in the order in which they are written.
pub const FILES: [&str; 4] = ["report.html", "report.md", "report.xlsx", "alternatives.csv"];
