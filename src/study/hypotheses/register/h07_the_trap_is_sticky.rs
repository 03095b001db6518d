//! H7: the trap is sticky.

use crate::study::hypotheses::study::difference;
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

/// H7.
pub static H7: Hypothesis = Hypothesis {
    name: "H7",
    claim: "The trap is sticky: removing its cause does not bring trust back, and collapse is faster than build-up.",
    place: "§2.8, p. 52",
    standing: Standing::Open,
    compares: true,
    runs: "Checks of 0.6 for three years and then none, compared with none at all; bad news weighs double.",
    test,
    controls: &[
        Control { what: "bad news weighs no more than good", test: even },
        Control { what: "without reciprocity and assurance", test: without },
    ],
};

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, "learning.down_ratio = 2.0\n")
}

fn even(study: &Study) -> Vec<Criterion> {
    parts(study, "learning.down_ratio = 1.0\n")
}

fn without(study: &Study) -> Vec<Criterion> {
    parts(study, "learning.down_ratio = 2.0\nmechanisms.off = [\"reciprocity\", \"assurance\"]\n")
}

fn parts(study: &Study, text: &str) -> Vec<Criterion> {
    let text = format!("start.belief = 0.8\n{text}");
    let free = study.arm(&text);
    let checked = study.arm(&format!(
        "{text}[[schedule]]\nperiod = 37\nset = {{ monitoring = 0.6 }}\n[[schedule]]\nperiod = 73\nset = {{ monitoring = 0.0 }}\n"
    ));
    let at = |from: usize| checked.means_between("belief", from, from + 3);
    let fall = difference(&at(33), &at(45));
    let rise = difference(&at(81), &at(69));
    vec![
        Criterion::new(
            "belief still lost four years after the checks",
            difference(&free.means("belief"), &checked.means("belief")),
            0.03,
            "a third of the standard deviation of starting beliefs",
        ),
        Criterion::new(
            "fall in the first year of checks minus rise in the first year after them (belief)",
            difference(&fall, &rise),
            0.02,
            "faster",
        ),
    ]
}
