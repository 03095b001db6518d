//! H1: units with identical structure end up far apart.

use crate::ground::statistics::{Summary, correlation};
use crate::study::hypotheses::arms::{DEFAULT, NO_RECIPROCITY, by_units};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H1.
pub static H1: Hypothesis = Hypothesis {
    name: "H1",
    claim: "Units with identical structure end up far apart, a few extraordinary, a few dysfunctional, most in between, from small differences in starting beliefs.",
    place: "§2.3, p. 44",
    standing: Standing::Open,
    compares: false,
    runs: "Units of the same structure, left alone; co-operation of units after ten years, and their beliefs in the first month.",
    test,
    controls: &[
        Control { what: "without reciprocity and assurance", test: without_reciprocity },
        Control {
            what: "types drawn per person: chance in hiring decides",
            test: hiring_by_chance,
        },
    ],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn without_reciprocity(arms: &Arms) -> Vec<Criterion> {
    parts(arms, NO_RECIPROCITY)
}

/// Where types are drawn per person, chance in hiring decides more than what people believe.
fn hiring_by_chance(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "organisation.composition = \"random\"\n")
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let arm = arms.arm(text, &[]);
    let ends = arm.outcomes("cooperation");
    let starts = arm.units("belief", 0, 1);
    let middle = |units: &[f64]| {
        units.iter().filter(|q| (0.25..0.75).contains(*q)).count() as f64 / units.len() as f64
    };
    let sd = ends.iter().map(|units| Summary::of(units, 0.95).sd).collect();
    vec![
        Criterion::new(
            "standard deviation of units' co-operation",
            sd,
            0.15,
            "extremes then lie over half of the scale apart",
        ),
        Criterion::new(
            "share of units in the middle (0.25 to 0.75)",
            ends.iter().map(|u| middle(u)).collect(),
            0.5,
            "most in between",
        ),
        Criterion::new(
            "correlation of starting belief and end",
            by_units(&starts, &ends, correlation),
            0.3,
            "a medium correlation (Cohen)",
        ),
    ]
}
