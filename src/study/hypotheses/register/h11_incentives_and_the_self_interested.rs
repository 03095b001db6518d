//! H11: incentives and the self-interested.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference, staff};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H11.
pub static H11: Hypothesis = Hypothesis {
    name: "H11",
    claim: "Incentive steering works worst among the rational self-interested agents that it assumes.",
    place: "§2.7, p. 49",
    standing: Standing::Open,
    compares: true,
    runs: "The effect of a bonus of 0.4 on true output where a tenth and where six tenths are self-interested: an interaction.",
    test,
    controls: &[Control { what: "no substitution, gaming or felt control", test: harmless }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn harmless(arms: &Arms) -> Vec<Criterion> {
    parts(
        arms,
        "effort.substitution = 0.0\nmechanisms.off = [\"gaming\", \"perceived_control\", \"crowding_out\"]\n",
    )
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let gain = |selfish: f64| {
        let mut changes = staff(selfish).to_vec();
        let none = arms.arm(text, &changes);
        changes.push(Change::new("levers.pay", 0.4));
        let paid = arms.arm(text, &changes);
        difference(&paid.means("true_output"), &none.means("true_output"))
    };
    let worse = difference(&gain(0.1), &gain(0.6));
    vec![Criterion::new(
        "effect of pay where few are self-interested minus its effect where most are",
        worse,
        0.02,
        "one in twenty-five of usual output",
    )]
}
