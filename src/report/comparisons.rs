//! The comparisons of validation: for a terminal, as a page and as a table.

use serde::Serialize;
use serde_json::json;

use super::pages::render;
use crate::ground::numbers::{four_digits, per_cent};
use crate::study::validation::{Comparison, Experiment, Kind};

/// What came of an experiment.
pub type Outcome<'a> = (&'a Experiment, &'a [Comparison]);

/// Comparisons that hold, and all, of those whose published number is verified: no other counts.
fn counts(comparisons: &[Comparison]) -> (usize, usize) {
    let verified = || comparisons.iter().filter(|comparison| comparison.unverified.is_none());
    (verified().filter(|comparison| comparison.holds).count(), verified().count())
}

/// Comparisons whose published number is not verified.
fn unverified(comparisons: &[Comparison]) -> usize {
    comparisons.iter().filter(|comparison| comparison.unverified.is_some()).count()
}

/// The published number; for a statement, whether it was expected.
fn published(comparison: &Comparison) -> String {
    match comparison.agreement {
        Some(_) => yes_or_no(comparison.observed > 0.5).to_owned(),
        None => four_digits(comparison.observed),
    }
}

/// What was simulated, with its interval; for a statement, whether it is true, and how often.
fn simulated(comparison: &Comparison) -> String {
    let half_width = comparison.half_width;
    match comparison.agreement {
        Some(share) => {
            let share = match share {
                share if share.is_nan() => String::new(),
                share => format!(" ({} of experiments of this size)", per_cent(share, 0)),
            };
            format!("{}{share}", yes_or_no(comparison.simulated > 0.5))
        }
        None if half_width == 0.0 => four_digits(comparison.simulated),
        None => format!("{} ± {}", four_digits(comparison.simulated), four_digits(half_width)),
    }
}

fn yes_or_no(is_true: bool) -> &'static str {
    if is_true { "yes" } else { "no" }
}

/// For a terminal: each experiment with what fails, or everything.
pub fn in_words(outcomes: &[Outcome], all: bool) -> String {
    let mut text = String::new();
    for (experiment, comparisons) in outcomes {
        let (hold, of) = counts(comparisons);
        let verdict = if hold == of { "passed" } else { "FAILED" };
        text += &format!("{verdict}  {} ({hold} of {of})\n", experiment.name);
        text += &format!("        {}\n        {}\n", experiment.summary, experiment.source);
        if !experiment.fitted.is_empty() {
            text += &format!("        fitted to it alone: {}\n", experiment.fitted.join(", "));
        }
        for comparison in comparisons.iter().filter(|comparison| all || !comparison.holds) {
            let mark = match comparison.unverified {
                Some(_) => "? ",
                None if comparison.holds => "  ",
                None => "✗ ",
            };
            let expected = if comparison.agreement.is_some() { "expected" } else { "published" };
            text += &format!(
                "      {mark}{}: {expected}: {}, simulated: {} ({})\n",
                comparison.what,
                published(comparison),
                simulated(comparison),
                comparison.criterion
            );
            if let Some(reason) = comparison.unverified {
                text += &format!(
                    "        not counted, the published number is not verified: {reason}\n"
                );
            }
        }
    }
    let (hold, of) =
        outcomes.iter().map(|(_, c)| counts(c)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let others: usize = outcomes.iter().map(|(_, comparisons)| unverified(comparisons)).sum();
    text += &format!("{hold} of {of} comparisons hold\n");
    if others > 0 {
        text +=
            &format!("{others} more are not counted: their published numbers are not verified\n");
    }
    text
}

/// What a page says of an experiment.
#[derive(Serialize)]
struct ExperimentPage<'a> {
    name: &'a str,
    summary: &'a str,
    source: &'a str,
    kind: &'a str,
    fitted: String,
    hold: usize,
    of: usize,
    unverified: usize,
    comparisons: Vec<ComparisonRow<'a>>,
}

/// What a page says of a comparison.
#[derive(Serialize)]
struct ComparisonRow<'a> {
    what: &'a str,
    published: String,
    simulated: String,
    criterion: &'a str,
    holds: bool,
    unverified: Option<&'a str>,
}

fn experiments<'a>(outcomes: &[Outcome<'a>]) -> Vec<ExperimentPage<'a>> {
    outcomes
        .iter()
        .map(|(experiment, comparisons)| experiment_page(experiment, comparisons))
        .collect()
}

fn experiment_page<'a>(
    experiment: &'a Experiment,
    comparisons: &'a [Comparison],
) -> ExperimentPage<'a> {
    let (hold, of) = counts(comparisons);
    let fitted = experiment.fitted;
    let row = |comparison: &'a Comparison| ComparisonRow {
        what: &comparison.what,
        published: published(comparison),
        simulated: simulated(comparison),
        criterion: &comparison.criterion,
        holds: comparison.holds,
        unverified: comparison.unverified,
    };
    ExperimentPage {
        name: experiment.name,
        summary: experiment.summary,
        source: experiment.source,
        kind: match experiment.kind {
            Kind::Theory => "exact theory",
            Kind::Experiment => "experiment",
        },
        fitted: if fitted.is_empty() { "nothing".to_owned() } else { fitted.join(", ") },
        hold,
        of,
        unverified: unverified(comparisons),
        comparisons: comparisons.iter().map(row).collect(),
    }
}

/// One line per experiment, as a table of Markdown.
pub fn summary_table(outcomes: &[Outcome]) -> String {
    render("validation_summary.md", json!({ "experiments": experiments(outcomes) }))
}

/// The figures beside the document, with what they show.
const FIGURES: [(&str, &str); 3] = [
    ("public-goods", "Public goods games, simulated and observed"),
    ("punishment", "Eight cities without and with punishment, simulated and observed"),
    ("experiments", "Other experiments, simulated and observed"),
];

/// Every comparison, as a document; figures lie in a folder `validation` beside it.
pub fn document(outcomes: &[Outcome], free_traits: usize) -> String {
    let experiments = experiments(outcomes);
    render(
        "validation.md",
        json!({ "experiments": experiments, "free_traits": free_traits, "figures": FIGURES }),
    )
}

/// The comparisons as CSV.
pub fn csv(outcomes: &[Outcome]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = [
        "experiment",
        "what",
        "published",
        "simulated",
        "half_width",
        "criterion",
        "holds",
        "verified",
        "fitted",
    ];
    table.write_record(header).expect("writing to memory cannot fail");
    for (experiment, comparisons) in outcomes {
        for c in *comparisons {
            let numbers = [c.observed, c.simulated, c.half_width].map(|value| value.to_string());
            let [published, simulated, half] = &numbers;
            let fitted = experiment.fitted.len().to_string();
            let (holds, verified) = (c.holds.to_string(), c.unverified.is_none().to_string());
            table
                .write_record([
                    experiment.name,
                    &c.what,
                    published,
                    simulated,
                    half,
                    &c.criterion,
                    &holds,
                    &verified,
                    &fitted,
                ])
                .expect("rows have the same number of fields");
        }
    }
    table.into_inner().expect("writing to memory cannot fail")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_yes_or_no_with_the_share_of_experiments_that_agree() {
        let mut statement = Comparison::is_so("talk helps", true);
        assert_eq!((published(&statement), simulated(&statement)), ("yes".into(), "yes".into()));
        statement.agreement = Some(0.934);
        assert_eq!(simulated(&statement), "yes (93 % of experiments of this size)");
        let number = Comparison::within("mean", 0.5, 0.25, 0.1);
        let remembered = number.clone().unverified("remembered");
        assert_eq!(counts(&[statement.clone(), number.clone(), remembered]), (1, 2));
        assert_eq!((published(&number), simulated(&number)), ("0.5000".into(), "0.2500".into()));
    }
}
