//! H18: changes of leaders.

use crate::scenario::Change;
use crate::study::hypotheses::arms::difference;
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H18.
pub static H18: Hypothesis = Hypothesis {
    name: "H18",
    claim: "Frequent change of leaders lowers trust and results.",
    place: "§2.5, p. 47",
    standing: Standing::Open,
    compares: true,
    runs: "Trust steering with 5 % of leaders leaving a month, compared with none.",
    test,
    controls: &[
        Control { what: "no trust is lost at a change", test: nothing_lost },
        Control {
            what: "trust is propensity alone, to which a new leader resets it",
            test: propensity,
        },
        Control { what: "nobody leaves", test: nobody_leaves },
    ],
};

const TRUST: &str = "regime = \"trust\"\n";

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 0.05, &[])
}

fn nothing_lost(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 0.05, &[Change::new("leader_turnover.trust_loss", 0.0)])
}

fn propensity(arms: &Arms) -> Vec<Criterion> {
    let changes =
        [Change::new("trust.propensity", 1.0), Change::new("leader_turnover.trust_loss", 1.0)];
    parts(arms, 0.05, &changes)
}

fn nobody_leaves(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 0.0, &[])
}

fn parts(arms: &Arms, hazard: f64, changes: &[Change]) -> Vec<Criterion> {
    let stay = arms.arm(TRUST, changes);
    let mut changes = changes.to_vec();
    changes.push(Change::new("leader_turnover.hazard", hazard));
    let leave = arms.arm(TRUST, &changes);
    let lost = |metric: &str| difference(&stay.means(metric), &leave.means(metric));
    vec![
        Criterion::new(
            "loss of trust in the leader",
            lost("trust"),
            0.02,
            "a fifth of its spread between people",
        ),
        Criterion::new("loss of true output", lost("true_output"), 0.01, "one in fifty"),
    ]
}
