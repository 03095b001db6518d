//! H14: trust cannot be ordered.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H14.
pub static H14: Hypothesis = Hypothesis {
    name: "H14",
    claim: "Trust cannot be ordered: more control to enforce co-operation lowers voluntary co-operation.",
    place: "§2.5, p. 47, §2.8, pp. 54–55",
    standing: Standing::Open,
    compares: true,
    runs: "Checks of 0.5 compared with none; unmeasured co-operative effort, which no check reaches.",
    test,
    controls: &[
        Control {
            what: "no substitution and no aversion to control (κ = zeta = 0)",
            test: no_substitution,
        },
        Control { what: "control is not perceived either", test: unfelt },
    ],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn no_substitution(arms: &Arms) -> Vec<Criterion> {
    parts(
        arms,
        "effort.substitution = 0.0\nstaff.traits.control_aversion.mean = 0.0\nstaff.traits.control_aversion.sd = 0.0\n",
    )
}

fn unfelt(arms: &Arms) -> Vec<Criterion> {
    parts(
        arms,
        "effort.substitution = 0.0\nperceived_control.monitoring = 0.0\nworking_time.monitoring = 0.0\n",
    )
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let none = arms.arm(text, &[]).means("cooperation");
    let checks = Change::new("levers.monitoring", 0.5);
    let checked = arms.arm(text, &[checks]).means("cooperation");
    vec![Criterion::new(
        "loss of voluntary co-operation",
        difference(&none, &checked),
        0.05,
        "one in twenty",
    )]
}
