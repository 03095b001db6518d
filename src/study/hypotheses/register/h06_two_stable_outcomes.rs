//! H6: two stable outcomes.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{Arm, DEFAULT, NO_RECIPROCITY, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H6.
pub static H6: Hypothesis = Hypothesis {
    name: "H6",
    claim: "Where nearly all must co-operate there are two stable outcomes, and starting trust decides which.",
    place: "§2.7, pp. 50–51",
    standing: Standing::Open,
    compares: true,
    runs: "Co-operation after ten years, and two years earlier, from low and from high starting beliefs.",
    test,
    controls: &[Control { what: "without reciprocity and assurance", test: without }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn without(arms: &Arms) -> Vec<Criterion> {
    parts(arms, NO_RECIPROCITY)
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let from = |belief: f64| arms.arm(text, &[Change::new("start.belief", belief)]);
    let (low, high) = (from(0.3), from(0.8));
    let still = |arm: &Arm| {
        let periods = arm.periods();
        let before = arm.means_between("cooperation", periods - 36, periods - 24);
        difference(&arm.means("cooperation"), &before)
            .iter()
            .map(|change| 0.05 - change.abs())
            .collect()
    };
    let gap = difference(&high.means("cooperation"), &low.means("cooperation"));
    vec![
        Criterion::new(
            "distance of the two outcomes (co-operation)",
            gap,
            0.2,
            "a fifth of the scale",
        ),
        Criterion::new(
            "stability of the low outcome: 0.05 minus its change in two years",
            still(&low),
            0.0,
            "stable",
        ),
        Criterion::new(
            "stability of the high outcome: 0.05 minus its change in two years",
            still(&high),
            0.0,
            "stable",
        ),
    ]
}
