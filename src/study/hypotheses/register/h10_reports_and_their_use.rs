//! H10: reports and their use.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H10.
pub static H10: Hypothesis = Hypothesis {
    name: "H10",
    claim: "The more what staff report is used to steer them, and the less they trust, the more they distort it.",
    place: "§2.6, p. 49",
    standing: Standing::ByConstruction,
    compares: true,
    runs: "Truthfulness of reports with and without checks of 0.5, and among staff of high and low propensity to trust.",
    test,
    controls: &[Control { what: "no stake, slack or deterrence", test: neutral }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn neutral(arms: &Arms) -> Vec<Criterion> {
    parts(
        arms,
        "misreporting.stake = 0.0\nmisreporting.slack = 0.0\nmisreporting.deterrence = 0.0\n",
    )
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let arm = |changes: &[Change]| arms.arm(text, changes).means("information");
    let checks = || Change::new("levers.monitoring", 0.5);
    let free = arm(&[]);
    let used = arm(&[checks()]);
    let [trusting, distrusting] = [0.8, 0.2]
        .map(|mean| arm(&[checks(), Change::new("staff.traits.trust_propensity.mean", mean)]));
    vec![
        Criterion::new(
            "loss of truthfulness when reports are used (information)",
            difference(&free, &used),
            0.02,
            "one in fifty reports",
        ),
        Criterion::new(
            "loss of truthfulness where trust is low (information)",
            difference(&trusting, &distrusting),
            0.01,
            "one in a hundred",
        ),
    ]
}
