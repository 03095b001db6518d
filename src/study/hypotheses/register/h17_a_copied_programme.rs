//! H17: a copied programme.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H17.
pub static H17: Hypothesis = Hypothesis {
    name: "H17",
    claim: "A programme that works at X works less well when copied to Y.",
    place: "§2.8, p. 53",
    standing: Standing::ByConstruction,
    compares: true,
    runs: "The gain by a vision where each unit has its own, compared with the gain where all have copied one.",
    test,
    controls: &[Control { what: "distinctiveness does not matter", test: indistinct }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn indistinct(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "felt_vision.distinctiveness = 0.0\n")
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let arm = |vision: f64, labels: &str| {
        let changes = [
            Change::new("levers.vision", vision),
            Change::new("organisation.vision_labels", labels),
        ];
        arms.arm(text, &changes).means("true_output")
    };
    let gain = |labels: &str| difference(&arm(0.7, labels), &arm(0.0, labels));
    vec![Criterion::new(
        "gain by the original minus that by the copies (true output)",
        difference(&gain("local"), &gain("uniform")),
        0.02,
        "one in twenty-five",
    )]
}
