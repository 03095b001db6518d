//! What came of the patterns of cases: in words, as a table, and as a page of Markdown.

use crate::ground::numbers::{decimals, exact};
use crate::scenario::{Right, Taken};
use crate::study::cases::{Found, Sides, Verdict};

/// A case: the name of its file, its title, and what was found.
pub type Case<'a> = (&'a str, &'a str, &'a [Found]);

/// For a terminal.
pub fn in_words(cases: &[Case]) -> String {
    let mut text = String::new();
    for (name, title, found) in cases {
        text += &format!("{name}: {title}\n");
        for found in *found {
            let pattern = &found.pattern;
            text += &format!(
                "  {:6} {} ({}), in {} of replicates, under the control in {}\n         {}\n",
                pattern.name,
                found.verdict().in_words(),
                pattern.standing.name(),
                share(found.share),
                share(found.control_share),
                pattern.claim
            );
            for (index, sides) in found.sides.iter().enumerate() {
                text += &format!("         {}\n", compared(found, index, sides));
            }
        }
    }
    text + &counts(cases)
}

/// How many patterns were found.
fn counts(cases: &[Case]) -> String {
    let all = || cases.iter().flat_map(|(_, _, found)| found.iter());
    let count = |verdict| all().filter(|found| found.verdict() == verdict).count();
    format!(
        "{} patterns: {} found, {} not found, {} found under the control too\n",
        all().count(),
        count(Verdict::Found),
        count(Verdict::NotFound),
        count(Verdict::ControlToo)
    )
}

fn share(value: f64) -> String {
    decimals(value, 2)
}

fn mean(values: &[f64]) -> f64 {
    let there: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    there.iter().sum::<f64>() / there.len() as f64
}

/// Both sides of a comparison in words.
fn compared(found: &Found, index: usize, sides: &Sides) -> String {
    let comparison = &found.pattern.comparisons[index];
    let side = |quantity: &crate::scenario::Quantity| {
        let minus = quantity.minus.as_ref().map_or(String::new(), |minus| format!(" less {minus}"));
        let taken = if quantity.taken == Taken::HalfTime { "half-time of " } else { "" };
        let group = quantity.group.as_ref().map_or(String::new(), |group| format!(", {group}"));
        let (first, last) = quantity.periods;
        format!("{taken}{} ({}{minus}{group}, {first}–{last})", quantity.metric, quantity.treatment)
    };
    let margin = match comparison.margin {
        0.0 => String::new(),
        margin => format!(" + {margin}"),
    };
    let value = decimals(mean(&sides.left), 3);
    match &comparison.right {
        Right::Number(number) => format!("{} {value} > {number}{margin}", side(&comparison.left)),
        Right::Quantity(times, right) => {
            let times = if *times == 1.0 { String::new() } else { format!("{times} × ") };
            let other = decimals(mean(&sides.right), 3);
            format!("{} {value} > {times}{} {other}{margin}", side(&comparison.left), side(right))
        }
    }
}

/// As a table (CSV): a line for each comparison, with and without the control.
pub fn csv(cases: &[Case]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = [
        "case",
        "pattern",
        "standing",
        "verdict",
        "share",
        "control_share",
        "comparison",
        "arm",
        "left",
        "right",
        "margin",
    ];
    table.write_record(header).expect("writing to memory cannot fail");
    for (name, _, found) in cases {
        for found in *found {
            let pattern = &found.pattern;
            let arms = [("pattern", &found.sides), ("control", &found.control_sides)];
            for (arm, sides) in arms {
                for (index, sides) in sides.iter().enumerate() {
                    let margin = pattern.comparisons[index].margin;
                    let numbers = [mean(&sides.left), mean(&sides.right), margin].map(exact);
                    let [left, right, margin] = &numbers;
                    let index = (index + 1).to_string();
                    let (held, control) = (exact(found.share), exact(found.control_share));
                    let row = [
                        *name,
                        &pattern.name,
                        pattern.standing.name(),
                        found.verdict().in_words(),
                        &held,
                        &control,
                        &index,
                        arm,
                        left,
                        right,
                        margin,
                    ];
                    table.write_record(row).expect("rows have the same number of fields");
                }
            }
        }
    }
    table.into_inner().expect("writing to memory cannot fail")
}

/// The table of patterns as a page of Markdown.
pub fn table(cases: &[Case]) -> String {
    let mut text = String::from(
        "| pattern | claim | source | threshold | held | under the control | standing | verdict |\n|---|---|---|---|---|---|---|---|\n",
    );
    for (name, _, found) in cases {
        for found in *found {
            let pattern = &found.pattern;
            text += &format!(
                "| {} ({name}) | {} | {} | {} | {} | {} | {} | {} |\n",
                pattern.name,
                pattern.claim,
                pattern.source,
                pattern.reason,
                share(found.share),
                share(found.control_share),
                pattern.standing.name(),
                found.verdict().in_words()
            );
        }
    }
    format!("{text}\n{}", counts(cases))
}
