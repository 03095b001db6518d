//! H20: local discretion.

use crate::scenario::Change;
use crate::study::hypotheses::arms::difference;
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H20.
pub static H20: Hypothesis = Hypothesis {
    name: "H20",
    claim: "Local discretion for leaders beats the same levers set centrally, where units differ.",
    place: "§2.8, p. 55",
    standing: Standing::Open,
    compares: true,
    runs: "Units of 6, 20 and 60 staff; leaders who try changes and keep what helps, compared with the levers that the centre set.",
    test,
    controls: &[Control { what: "trials change nothing", test: idle }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, &[])
}

/// Leaders may try, but nothing moves.
fn idle(arms: &Arms) -> Vec<Criterion> {
    parts(arms, &[Change::new("local_trials.step", 0.0)])
}

fn parts(arms: &Arms, changes: &[Change]) -> Vec<Criterion> {
    const GROUPS: &str = "[[groups]]\nname = \"small\"\nunits = 10\nstaff = 6\n[[groups]]\nname = \"middling\"\nunits = 10\nstaff = 20\n[[groups]]\nname = \"large\"\nunits = 10\nstaff = 60\n";
    let central = arms.arm(GROUPS, changes);
    let mut changes = changes.to_vec();
    changes.push(Change::new("policy", "local"));
    let local = arms.arm(GROUPS, &changes);
    let gain = difference(&local.means("true_output"), &central.means("true_output"));
    vec![Criterion::new("gain in true output by discretion", gain, 0.01, "one in fifty")]
}
