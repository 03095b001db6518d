//! H5: without reciprocity there is no trap.

use crate::study::hypotheses::study::difference;
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

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

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, "mechanisms.off = [\"reciprocity\"]\n")
}

fn with_reciprocity(study: &Study) -> Vec<Criterion> {
    parts(study, "")
}

fn parts(study: &Study, text: &str) -> Vec<Criterion> {
    let low = study.arm(&format!("{text}start.belief = 0.2\n")).means("true_output");
    let high = study.arm(&format!("{text}start.belief = 0.8\n")).means("true_output");
    let room = difference(&high, &low).iter().map(|gap| 0.05 - gap.abs()).collect();
    vec![Criterion::new(
        "0.05 minus the distance between the two outcomes (true output)",
        room,
        0.0,
        "a trap would be a difference of a tenth of usual output",
    )]
}
