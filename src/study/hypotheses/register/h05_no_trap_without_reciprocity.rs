//! H5: without reciprocity there is no trap.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H5.
pub static H5: Hypothesis = Hypothesis {
    name: "H5",
    claim: "Without reciprocity (behaviour independent of beliefs about others) there is no trap.",
    place: "§2.7, p. 51",
    standing: Standing::Open,
    compares: false,
    runs: "True output after ten years from low and from high starting beliefs, with reciprocity switched off and assurance on.",
    test,
    controls: &[Control { what: "reciprocity on", test: with_reciprocity }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "mechanisms.off = [\"reciprocity\"]\n")
}

fn with_reciprocity(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let from =
        |belief: f64| arms.arm(text, &[Change::new("start.belief", belief)]).means("true_output");
    let (low, high) = (from(0.2), from(0.8));
    let room = difference(&high, &low).iter().map(|gap| 0.05 - gap.abs()).collect();
    vec![Criterion::new(
        "0.05 minus the distance between the two outcomes (true output)",
        room,
        0.0,
        "a trap would be a difference of a tenth of usual output",
    )]
}
