//! H8: distrust is mutual.

use crate::study::hypotheses::study::{Arm, difference};
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

/// H8.
pub static H8: Hypothesis = Hypothesis {
    name: "H8",
    claim: "Distrust is mutual: a loss of trust on either side, leader or staff, lowers the other's.",
    place: "§2.8, p. 52",
    standing: Standing::Open,
    compares: true,
    runs: "Leaders who tighten control when they distrust; a shock to the leader's trust and a shock to the staff's, each compared with none.",
    test,
    controls: &[Control { what: "levers are fixed", test: fixed }],
};

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, "policy = \"adaptive\"\n")
}

fn fixed(study: &Study) -> Vec<Criterion> {
    parts(study, "policy = \"fixed\"\n")
}

fn parts(study: &Study, text: &str) -> Vec<Criterion> {
    let shock = |state: &str| {
        study.arm(&format!("{text}[[schedule]]\nperiod = 61\nshift = {{ {state} = -0.4 }}\n"))
    };
    let none = study.arm(text);
    let after = |arm: &Arm, metric: &str| arm.means_between(metric, 62, 86);
    let staff = difference(&after(&none, "trust"), &after(&shock("leader_trust"), "trust"));
    let leaders =
        difference(&after(&none, "leader_trust"), &after(&shock("trust"), "leader_trust"));
    vec![
        Criterion::new(
            "trust in the leader lost in two years after leaders lost trust",
            staff,
            0.01,
            "a tenth of its spread between people",
        ),
        Criterion::new(
            "leaders' trust lost in two years after staff lost trust",
            leaders,
            0.01,
            "the same",
        ),
    ]
}
