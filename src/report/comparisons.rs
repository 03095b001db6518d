//! The comparisons of validation: for a terminal, as a page and as a table.

use serde::Serialize;
use serde_json::json;

use super::pages::render;
use crate::ground::numbers::{exact, four_digits, per_cent};
use crate::study::validation::{Baseline, Comparison, Expected, Experiment, Kind};

/// What came of an experiment.
pub type Outcome<'a> = (&'a Experiment, &'a [Comparison]);

/// What stands in a table where there is nothing to say.
const NOTHING: &str = "—";

/// How many comparisons hold, of how many that count, and how many do not count and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
struct Counts {
    hold: usize,
    of: usize,
    unverified: usize,
    identities: usize,
    true_identities: usize,
}

impl Counts {
    fn of<'a>(comparisons: impl Iterator<Item = &'a Comparison>) -> Self {
        let mut counts = Self::default();
        for comparison in comparisons {
            let holds = usize::from(comparison.holds());
            if comparison.is_identity() {
                counts.identities += 1;
                counts.true_identities += holds;
            } else if comparison.unverified.is_some() {
                counts.unverified += 1;
            } else {
                counts.of += 1;
                counts.hold += holds;
            }
        }
        counts
    }

    /// Of all experiments of a kind.
    fn of_kind(outcomes: &[Outcome], kind: Kind) -> Self {
        let of_kind = outcomes.iter().filter(|(experiment, _)| experiment.kind == kind);
        Self::of(of_kind.flat_map(|(_, comparisons)| comparisons.iter()))
    }

    /// What does not count, in brackets; nothing where all counts.
    fn others(self) -> String {
        let part = |n: usize, what: &str| (n > 0).then(|| format!("{n} {what}"));
        let identities = if self.identities == 1 { "identity" } else { "identities" };
        let parts = [part(self.unverified, "not verified"), part(self.identities, identities)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }
}

/// The published number; nothing where no number was published.
fn published(comparison: &Comparison) -> String {
    match comparison.expected {
        Expected::Published(value) if comparison.unverified.is_some() => {
            format!("{} (not verified)", four_digits(value))
        }
        Expected::Published(value) | Expected::Exact(value) | Expected::Identity(value) => {
            four_digits(value)
        }
        Expected::Curve | Expected::Statement | Expected::Interval => NOTHING.to_owned(),
    }
}

/// What was simulated, with its interval; for a statement, whether it is true.
fn simulated(comparison: &Comparison) -> String {
    let Comparison { expected, simulated, half_width, .. } = comparison;
    match expected {
        Expected::Statement => if *simulated > 0.5 { "yes" } else { "no" }.to_owned(),
        _ if *half_width == 0.0 => four_digits(*simulated),
        _ => format!("{} ± {}", four_digits(*simulated), four_digits(*half_width)),
    }
}

/// A share, or nothing.
fn share(share: Option<f64>) -> String {
    share.map_or_else(|| NOTHING.to_owned(), |share| per_cent(share, 0))
}

/// What simple rules give, and whether that would do.
fn baselines(comparison: &Comparison) -> String {
    let in_words = |baseline: &Baseline| match baseline {
        Baseline::Number { name, value } => {
            let verdict = if comparison.allows(*value) { "holds" } else { "fails" };
            format!("{name}: {} ({verdict})", four_digits(*value))
        }
        Baseline::Chance(chance) => format!("chance: {}", per_cent(*chance, 0)),
    };
    let all: Vec<String> = comparison.baselines.iter().map(in_words).collect();
    if all.is_empty() { NOTHING.to_owned() } else { all.join("; ") }
}

/// The parameters of an experiment's site, each with its basis.
fn site(experiment: &Experiment) -> String {
    let one = |parameter: &crate::study::validation::SiteParameter| {
        format!("{} ({})", parameter.name, parameter.basis.in_words())
    };
    let all: Vec<String> = experiment.site.iter().map(one).collect();
    if all.is_empty() { "none".to_owned() } else { all.join("; ") }
}

/// For a terminal: each experiment with what fails, or everything.
pub fn in_words(outcomes: &[Outcome], all: bool) -> String {
    let mut text = String::new();
    for (experiment, comparisons) in outcomes {
        let counts = Counts::of(comparisons.iter());
        let passed = counts.hold == counts.of && counts.true_identities == counts.identities;
        let verdict = if passed { "passed" } else { "FAILED" };
        let Counts { hold, of, .. } = counts;
        text += &format!("{verdict}  {} ({hold} of {of})\n", experiment.name);
        text += &format!("        {}\n        {}\n", experiment.summary, experiment.source);
        for parameter in experiment.site {
            let basis = parameter.basis.in_words();
            text += &format!("        {}: {basis}, {}\n", parameter.name, parameter.fixed_by);
        }
        for comparison in comparisons.iter().filter(|comparison| all || !comparison.holds()) {
            text += &line(comparison);
        }
    }
    text + &totals(outcomes)
}

/// A comparison for a terminal.
fn line(comparison: &Comparison) -> String {
    let mark = match comparison.holds() {
        _ if comparison.unverified.is_some() => "? ",
        _ if comparison.is_identity() => "= ",
        true => "  ",
        false => "✗ ",
    };
    let expected = match comparison.expected {
        Expected::Published(_) => format!("published: {}, ", published(comparison)),
        Expected::Exact(_) | Expected::Identity(_) => format!("exact: {}, ", published(comparison)),
        _ => String::new(),
    };
    let (what, criterion) = (&comparison.what, &comparison.criterion);
    let found = simulated(comparison);
    let mut text = format!("      {mark}{what}: {expected}simulated: {found} ({criterion})\n");
    let notes = [
        comparison.missing.map(|reason| format!("fails without the effect: {reason}")),
        comparison.unverified.map(|reason| format!("not counted: {reason}")),
        comparison.agreement.map(|_| {
            format!("holds in {} of experiments of this size", share(comparison.agreement))
        }),
        comparison.posterior.map(|_| {
            format!("holds with {} of the people of the posterior", share(comparison.posterior))
        }),
        (!comparison.baselines.is_empty()).then(|| baselines(comparison)),
    ];
    for note in notes.into_iter().flatten() {
        text += &format!("          {note}\n");
    }
    text
}

/// How many comparisons hold, of people and of exact theory; identities stand apart.
fn totals(outcomes: &[Outcome]) -> String {
    let all = Counts::of(outcomes.iter().flat_map(|(_, comparisons)| comparisons.iter()));
    let mut text = String::new();
    for (kind, who) in [(Kind::Experiment, "people"), (Kind::Theory, "exact theory")] {
        let Counts { hold, of, .. } = Counts::of_kind(outcomes, kind);
        if of > 0 {
            text += &format!("{who}: {hold} of {of} comparisons hold\n");
        }
    }
    if all.unverified > 0 {
        let n = all.unverified;
        text += &format!("{n} more are not counted: what was published is not verified\n");
    }
    if all.identities > 0 {
        let Counts { true_identities, identities, .. } = all;
        text += &format!("{true_identities} of {identities} identities hold\n");
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
    site: String,
    parameters: Vec<[&'a str; 3]>,
    counts: Counts,
    others: String,
    comparisons: Vec<ComparisonRow<'a>>,
    identities: Vec<ComparisonRow<'a>>,
}

/// What a page says of a comparison.
#[derive(Serialize)]
struct ComparisonRow<'a> {
    what: &'a str,
    published: String,
    simulated: String,
    criterion: &'a str,
    agreement: String,
    posterior: String,
    baseline: String,
    holds: bool,
    missing: Option<&'a str>,
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
    let counts = Counts::of(comparisons.iter());
    let rows = |identities: bool| {
        comparisons.iter().filter(move |one| one.is_identity() == identities).map(row).collect()
    };
    ExperimentPage {
        name: experiment.name,
        summary: experiment.summary,
        source: experiment.source,
        kind: match experiment.kind {
            Kind::Theory => "exact theory",
            Kind::Experiment => "experiment",
        },
        site: site(experiment),
        parameters: experiment
            .site
            .iter()
            .map(|parameter| [parameter.name, parameter.basis.in_words(), parameter.fixed_by])
            .collect(),
        counts,
        others: counts.others(),
        comparisons: rows(false),
        identities: rows(true),
    }
}

fn row(comparison: &Comparison) -> ComparisonRow<'_> {
    ComparisonRow {
        what: &comparison.what,
        published: published(comparison),
        simulated: simulated(comparison),
        criterion: &comparison.criterion,
        agreement: share(comparison.agreement),
        posterior: share(comparison.posterior),
        baseline: baselines(comparison),
        holds: comparison.holds(),
        missing: comparison.missing,
        unverified: comparison.unverified,
    }
}

/// One line per experiment, as a table of Markdown, and how many comparisons hold in all.
pub fn summary_table(outcomes: &[Outcome]) -> String {
    let totals = totals(outcomes);
    let totals: Vec<&str> = totals.lines().collect();
    render(
        "validation_summary.md",
        json!({ "experiments": experiments(outcomes), "totals": totals }),
    )
}

/// The figures beside the document, with what they show.
const FIGURES: [(&str, &str); 3] = [
    ("public-goods", "Public goods games, simulated and observed"),
    ("punishment", "Eight cities without and with punishment, simulated and observed"),
    ("experiments", "Other experiments, simulated and observed"),
];

/// Every comparison, as a document; figures lie in a folder `validation` beside it.
pub fn document(outcomes: &[Outcome], free_traits: usize) -> String {
    let mut comparisons = outcomes.iter().flat_map(|(_, comparisons)| comparisons.iter());
    let posterior = comparisons.any(|comparison| comparison.posterior.is_some());
    let totals = totals(outcomes);
    let totals: Vec<&str> = totals.lines().collect();
    let page = json!({
        "experiments": experiments(outcomes),
        "totals": totals,
        "free_traits": free_traits,
        "posterior": posterior,
        "figures": FIGURES,
    });
    render("validation.md", page)
}

/// The columns of the table.
const HEADER: [&str; 16] = [
    "experiment",
    "what",
    "expected",
    "published",
    "error",
    "simulated",
    "half_width",
    "low",
    "high",
    "criterion",
    "holds",
    "missing",
    "verified",
    "agreement",
    "posterior",
    "baseline",
];

/// The comparisons as CSV.
pub fn csv(outcomes: &[Outcome]) -> Vec<u8> {
    let rows = outcomes.iter().flat_map(|(experiment, comparisons)| {
        comparisons.iter().map(|comparison| record(experiment, comparison))
    });
    super::table::table(HEADER, rows)
}

fn record(experiment: &Experiment, comparison: &Comparison) -> [String; 16] {
    let (kind, published) = match comparison.expected {
        Expected::Published(value) => ("published", Some(value)),
        Expected::Exact(value) => ("exact", Some(value)),
        Expected::Identity(value) => ("identity", Some(value)),
        Expected::Curve => ("curve", None),
        Expected::Statement => ("statement", None),
        Expected::Interval => ("interval", None),
    };
    let number = |value: Option<f64>| value.map_or_else(String::new, exact);
    [
        experiment.name.to_owned(),
        comparison.what.clone(),
        kind.to_owned(),
        number(published),
        number(comparison.error),
        exact(comparison.simulated),
        exact(comparison.half_width),
        exact(comparison.limits.0),
        exact(comparison.limits.1),
        comparison.criterion.clone(),
        comparison.holds().to_string(),
        comparison.missing.unwrap_or_default().to_owned(),
        comparison.unverified.is_none().to_string(),
        number(comparison.agreement),
        number(comparison.posterior),
        baselines(comparison),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_published_numbers_stand_in_the_column_of_published_numbers() {
        let statement = Comparison::is_so("talk helps", true).with_chance(0.5);
        assert_eq!((published(&statement), simulated(&statement)), ("—".into(), "yes".into()));
        assert_eq!(baselines(&statement), "chance: 50 %");
        let number = Comparison::published("mean", 0.5, 0.25, 0.1).with_baseline("constant", 0.6);
        assert_eq!((published(&number), simulated(&number)), ("0.5000".into(), "0.2500".into()));
        assert_eq!(baselines(&number), "constant: 0.6000 (holds)");
        assert_eq!(published(&Comparison::curve("path", 0.1, 0.02)), "—");
        let remembered = number.unverified("remembered");
        assert_eq!(published(&remembered), "0.5000 (not verified)");
    }

    #[test]
    fn identities_and_what_is_not_verified_do_not_count() {
        let holds = Comparison::is_so("talk helps", true);
        let fails = Comparison::published("mean", 0.5, 0.25, 0.1);
        let identity = Comparison::identity("closed form", 1.0, 1.0, 0.01);
        let all = [holds, fails.clone(), fails.unverified("remembered"), identity];
        let counts = Counts::of(all.iter());
        let expected = Counts { hold: 1, of: 2, unverified: 1, identities: 1, true_identities: 1 };
        assert_eq!(counts, expected);
        assert_eq!(counts.others(), " (1 not verified, 1 identity)");
    }

    #[test]
    fn a_failure_tells_which_effect_is_missing() {
        let row = Comparison::is_so("a cut takes little back", true).given(false, "nothing rose");
        assert!(line(&row).contains("✗ ") && line(&row).contains("the effect: nothing rose"));
    }
}
