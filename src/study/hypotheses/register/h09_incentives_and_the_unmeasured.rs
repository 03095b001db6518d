//! H9: incentives and what is not measured.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{difference, negative};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H9.
pub static H9: Hypothesis = Hypothesis {
    name: "H9",
    claim: "Incentives raise measured output and lower true quality where work is hard to measure.",
    place: "§2.7, pp. 49–50",
    standing: Standing::Open,
    compares: true,
    runs: "A bonus of 0.4 compared with none, where a fifth of the value of work is measured.",
    test,
    controls: &[Control { what: "no substitution, gaming or felt control", test: harmless }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "organisation.measurability = 0.2\n")
}

/// No substitution between tasks, no gaming, pay is not felt as control.
fn harmless(arms: &Arms) -> Vec<Criterion> {
    parts(
        arms,
        "organisation.measurability = 0.2\neffort.substitution = 0.0\nmechanisms.off = [\"gaming\", \"perceived_control\", \"crowding_out\"]\n",
    )
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let none = arms.arm(text, &[]);
    let paid = arms.arm(text, &[Change::new("levers.pay", 0.4)]);
    let gain = |metric: &str| difference(&paid.means(metric), &none.means(metric));
    vec![
        Criterion::new(
            "gain in measured output",
            gain("measured_output"),
            0.02,
            "one in twenty-five of usual output",
        ),
        Criterion::new("loss of true output", negative(&gain("true_output")), 0.02, "the same"),
    ]
}
