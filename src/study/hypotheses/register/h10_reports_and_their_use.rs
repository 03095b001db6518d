//! H10: reports and their use.

use crate::study::hypotheses::study::difference;
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

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

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, "")
}

fn neutral(study: &Study) -> Vec<Criterion> {
    parts(
        study,
        "misreporting.stake = 0.0\nmisreporting.slack = 0.0\nmisreporting.deterrence = 0.0\n",
    )
}

fn parts(study: &Study, text: &str) -> Vec<Criterion> {
    let arm = |more: &str| study.arm(&format!("{text}{more}")).means("information");
    let free = arm("");
    let used = arm("levers.monitoring = 0.5\n");
    let [trusting, distrusting] = [0.8, 0.2].map(|mean| {
        arm(&format!("levers.monitoring = 0.5\nstaff.traits.trust_propensity.mean = {mean}\n"))
    });
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
