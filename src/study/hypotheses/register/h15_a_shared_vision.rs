//! H15: a shared vision.

use crate::ground::statistics::mean;
use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H15.
pub static H15: Hypothesis = Hypothesis {
    name: "H15",
    claim: "A shared vision lifts trust and results; permuting its content changes nothing (the chapter: worth investigating).",
    place: "§2.8, pp. 51–53",
    standing: Standing::Open,
    compares: true,
    runs: "A vision of each unit's own, at 0.7, compared with none; and the same with the contents of visions exchanged.",
    test,
    controls: &[Control { what: "a vision affects neither drive nor belief", test: unfelt }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn unfelt(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "drive.vision = 0.0\nbelief.vision = 0.0\n")
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let none = arms.arm(text, &[]);
    let changes =
        [Change::new("levers.vision", 0.7), Change::new("organisation.vision_labels", "permuted")];
    let vision = arms.arm(text, &changes[..1]);
    let exchanged = arms.arm(text, &changes);
    let same = difference(&exchanged.means("true_output"), &vision.means("true_output"));
    // Over replicates differences cancel; it is their mean that must not matter.
    let moved = mean(&same);
    let same = same.iter().map(|change| 0.02 - change * moved.signum()).collect();
    let gain = |metric: &str| difference(&vision.means(metric), &none.means(metric));
    vec![
        Criterion::new(
            "gain in trust among staff",
            gain("belief"),
            0.02,
            "a fifth of the standard deviation of starting beliefs",
        ),
        Criterion::new("gain in true output", gain("true_output"), 0.02, "one in twenty-five"),
        Criterion::new(
            "0.02 minus the change when contents are exchanged (true output)",
            same,
            0.0,
            "a smaller change does not matter",
        ),
    ]
}
