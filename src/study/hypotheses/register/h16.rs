//! H16: a vision of all units.

use crate::study::hypotheses::study::less;
use crate::study::hypotheses::{Control, Hypothesis, Part, Standing, Study};

/// H16.
pub static H16: Hypothesis = Hypothesis {
    name: "H16",
    claim: "A vision shared by all units (a national model) does not work; a distinctive one does.",
    lines: "766–773",
    standing: Standing::ByConstruction,
    compares: false,
    runs: "A vision of each unit's own and one of all, each against none.",
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
    let none = study.arm(text).means("true_output");
    let own = study.arm(&format!("levers.vision = 0.7\n{text}")).means("true_output");
    let shared = study
        .arm(&format!("levers.vision = 0.7\norganisation.vision_labels = \"uniform\"\n{text}"))
        .means("true_output");
    vec![
        Part::new(
            "true output gained by a vision of one's own",
            less(&own, &none),
            0.02,
            "one in twenty-five",
        ),
        Part::new(
            "0.02 less what a shared vision gains",
            less(&none, &shared).iter().map(|lost| lost + 0.02).collect(),
            0.0,
            "does not work",
        ),
    ]
}
