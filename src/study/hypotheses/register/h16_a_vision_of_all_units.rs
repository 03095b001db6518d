//! H16: a vision of all units.

use crate::study::hypotheses::study::difference;
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

/// H16.
pub static H16: Hypothesis = Hypothesis {
    name: "H16",
    claim: "A vision shared by all units (a national model) a smaller gain does not matter; a distinctive one does.",
    place: "§2.8, p. 53",
    standing: Standing::ByConstruction,
    compares: false,
    runs: "A vision of each unit's own and one vision of all units, each compared with none.",
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
    let none = study.arm(text).means("true_output");
    let own = study.arm(&format!("levers.vision = 0.7\n{text}")).means("true_output");
    let shared = study
        .arm(&format!("levers.vision = 0.7\norganisation.vision_labels = \"uniform\"\n{text}"))
        .means("true_output");
    vec![
        Criterion::new(
            "gain in true output by a vision of each unit's own",
            difference(&own, &none),
            0.02,
            "one in twenty-five",
        ),
        Criterion::new(
            "0.02 minus the gain by a shared vision",
            difference(&none, &shared).iter().map(|lost| lost + 0.02).collect(),
            0.0,
            "a smaller gain does not matter",
        ),
    ]
}
