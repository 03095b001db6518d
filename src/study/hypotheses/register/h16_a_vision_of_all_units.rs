//! H16: a vision of all units.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

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

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn indistinct(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "felt_vision.distinctiveness = 0.0\n")
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let none = arms.arm(text, &[]).means("true_output");
    let changes =
        [Change::new("levers.vision", 0.7), Change::new("organisation.vision_labels", "uniform")];
    let own = arms.arm(text, &changes[..1]).means("true_output");
    let shared = arms.arm(text, &changes).means("true_output");
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
