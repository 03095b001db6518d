//! H17: a copied programme.

use crate::study::hypotheses::study::less;
use crate::study::hypotheses::{Control, Hypothesis, Part, Standing, Study};

/// H17.
pub static H17: Hypothesis = Hypothesis {
    name: "H17",
    claim: "A programme that works at X works less well when copied to Y.",
    lines: "753–764",
    standing: Standing::ByConstruction,
    compares: true,
    runs: "What a vision gains where each unit has its own, against what it gains where all have copied one.",
    test,
    controls: &[Control { what: "distinctiveness does not matter", test: indistinct }],
};

fn test(study: &Study) -> Vec<Part> {
    parts(study, "")
}

fn indistinct(study: &Study) -> Vec<Part> {
    parts(study, "felt_vision.distinctiveness = 0.0\n")
}

fn parts(study: &Study, text: &str) -> Vec<Part> {
    let arm = |vision: f64, labels: &str| {
        study
            .arm(&format!(
                "levers.vision = {vision}\norganisation.vision_labels = \"{labels}\"\n{text}"
            ))
            .means("true_output")
    };
    let gain = |labels: &str| less(&arm(0.7, labels), &arm(0.0, labels));
    vec![Part::new(
        "gain of the original less that of the copies (true output)",
        less(&gain("local"), &gain("uniform")),
        0.02,
        "one in twenty-five",
    )]
}
