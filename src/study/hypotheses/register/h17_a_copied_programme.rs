//! H17: a copied programme.

use crate::study::hypotheses::study::difference;
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

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

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, "")
}

fn indistinct(study: &Study) -> Vec<Criterion> {
    parts(study, "felt_vision.distinctiveness = 0.0\n")
}

fn parts(study: &Study, text: &str) -> Vec<Criterion> {
    let arm = |vision: f64, labels: &str| {
        study
            .arm(&format!(
                "levers.vision = {vision}\norganisation.vision_labels = \"{labels}\"\n{text}"
            ))
            .means("true_output")
    };
    let gain = |labels: &str| difference(&arm(0.7, labels), &arm(0.0, labels));
    vec![Criterion::new(
        "gain by the original minus that by the copies (true output)",
        difference(&gain("local"), &gain("uniform")),
        0.02,
        "one in twenty-five",
    )]
}
