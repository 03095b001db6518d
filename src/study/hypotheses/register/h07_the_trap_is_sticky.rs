//! H7: the trap is sticky.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, NO_RECIPROCITY, difference, schedule};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H7.
pub static H7: Hypothesis = Hypothesis {
    name: "H7",
    claim: "The trap is sticky: removing its cause does not bring trust back, and collapse is faster than build-up.",
    place: "§2.8, p. 52",
    standing: Standing::Open,
    compares: true,
    runs: "Checks of 0.6 for three years and then none, compared with none at all; bad news weighs double.",
    test,
    controls: &[
        Control { what: "bad news weighs no more than good", test: even },
        Control { what: "without reciprocity and assurance", test: without },
    ],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT, 2.0)
}

fn even(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT, 1.0)
}

fn without(arms: &Arms) -> Vec<Criterion> {
    parts(arms, NO_RECIPROCITY, 2.0)
}

fn parts(arms: &Arms, text: &str, down_ratio: f64) -> Vec<Criterion> {
    let checks = schedule([(37, "set", "monitoring", 0.6), (73, "set", "monitoring", 0.0)]);
    let changes =
        [Change::new("start.belief", 0.8), Change::new("learning.down_ratio", down_ratio), checks];
    let free = arms.arm(text, &changes[..2]);
    let checked = arms.arm(text, &changes);
    let at = |from: usize| checked.means_between("belief", from, from + 3);
    let fall = difference(&at(33), &at(45));
    let rise = difference(&at(81), &at(69));
    vec![
        Criterion::new(
            "belief still lost four years after the checks",
            difference(&free.means("belief"), &checked.means("belief")),
            0.03,
            "a third of the standard deviation of starting beliefs",
        ),
        Criterion::new(
            "fall in the first year of checks minus rise in the first year after them (belief)",
            difference(&fall, &rise),
            0.02,
            "faster",
        ),
    ]
}
