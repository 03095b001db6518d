//! H18: changes of leaders.

use crate::study::hypotheses::study::difference;
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

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

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, 0.05, "")
}

fn nothing_lost(study: &Study) -> Vec<Criterion> {
    parts(study, 0.05, "leader_turnover.trust_loss = 0.0\n")
}

fn propensity(study: &Study) -> Vec<Criterion> {
    parts(study, 0.05, "trust.propensity = 1.0\nleader_turnover.trust_loss = 1.0\n")
}

fn nobody_leaves(study: &Study) -> Vec<Criterion> {
    parts(study, 0.0, "")
}

fn parts(study: &Study, hazard: f64, text: &str) -> Vec<Criterion> {
    let text = format!("regime = \"trust\"\n{text}");
    let stay = study.arm(&text);
    let leave = study.arm(&format!("{text}leader_turnover.hazard = {hazard}\n"));
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
