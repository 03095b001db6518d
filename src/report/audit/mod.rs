//! Audits of claims: in plain words, as tables, as figures, and as a page.

mod figures;
mod page;
mod tables;
mod words;

pub use figures::figures;
pub use page::page;
pub use tables::{assumptions, tables};
pub use words::in_words;

use crate::model::catalogue::Language;
use crate::study::audit::{Findings, Found};

/// Names of the files of an audit, in the order in which they are written, the figures apart.
pub const FILES: [&str; 12] = [
    "summary.md",
    "audit.html",
    "shares.csv",
    "effects.csv",
    "points.csv",
    "assumptions.csv",
    "boxes.csv",
    "trajectories.csv",
    "tree.csv",
    "mechanisms.csv",
    "pairs.csv",
    "information.csv",
];

/// Names of the figures of an audit.
pub const FIGURES: [&str; 4] = ["specification", "boxes", "mechanisms", "information"];

/// The name of a number in words: its key without the table that says little.
fn name(key: &str) -> String {
    let tables = ["levers.", "staff.types.", "staff.traits.", "organisation."];
    let short = tables.iter().find_map(|table| key.strip_prefix(table)).unwrap_or(key);
    short.trim_end_matches(".mean").replace(['_', '.'], " ")
}

/// The metric of a claim in words.
fn metric(findings: &Findings) -> String {
    findings.claim.metric.label(Language::default()).into_owned()
}

/// What a box asks of a point, in words.
fn conditions(findings: &Findings, found: &Found) -> Vec<String> {
    let of = |restriction: &crate::study::audit::Restriction| {
        let key = &findings.keys[restriction.column];
        let values = &findings.columns[restriction.column];
        let shown = |value: f64| words::digits(value, values);
        let name = name(key);
        match (restriction.low, restriction.high) {
            (Some([low, ..]), Some([high, ..])) => {
                format!("{name} is between {} and {}", shown(low), shown(high))
            }
            (Some([low, ..]), None) => format!("{name} is above {}", shown(low)),
            (_, Some([high, ..])) => format!("{name} is below {}", shown(high)),
            (None, None) => String::new(),
        }
    };
    found.restrictions.iter().map(of).collect()
}
