//! H19: recruiting those who share the view.

use crate::scenario::Change;
use crate::study::hypotheses::arms::difference;
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H19.
pub static H19: Hypothesis = Hypothesis {
    name: "H19",
    claim: "Recruiting staff who share the local view raises results.",
    place: "§2.8, pp. 53–54",
    standing: Standing::Open,
    compares: true,
    runs: "Trust steering with 2 % of staff leaving a month; the best of three candidates compared with the first, where a vision is felt by those whose orientation is near it.",
    test,
    controls: &[
        Control { what: "candidates are not compared", test: first_comer },
        Control {
            what: "candidates are chosen at random: views cannot be judged",
            test: at_random,
        },
    ],
};

const TURNOVER: &str = "regime = \"trust\"\nstaff_turnover.exit = 0.02\n";

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 3, &[])
}

fn at_random(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 3, &[Change::new("staff_turnover.judgement_noise", 100.0)])
}

fn first_comer(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 1, &[])
}

fn parts(arms: &Arms, candidates: u32, changes: &[Change]) -> Vec<Criterion> {
    let first = arms.arm(TURNOVER, changes);
    let mut changes = changes.to_vec();
    changes.push(Change::new("staff_turnover.candidates", candidates));
    let chosen = arms.arm(TURNOVER, &changes);
    let gain = |metric: &str| difference(&chosen.means(metric), &first.means(metric));
    vec![
        Criterion::new("gain in true output", gain("true_output"), 0.02, "one in twenty-five"),
        Criterion::new("gain in felt vision", gain("felt_vision"), 0.01, "the recruits share it"),
    ]
}
