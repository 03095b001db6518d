//! H8: distrust is mutual.

use crate::study::hypotheses::arms::{Arm, difference, schedule};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

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

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "policy = \"adaptive\"\n")
}

fn fixed(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "policy = \"fixed\"\n")
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let shock = |state: &str| arms.arm(text, &[schedule([(61, "shift", state, -0.4)])]);
    let none = arms.arm(text, &[]);
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
