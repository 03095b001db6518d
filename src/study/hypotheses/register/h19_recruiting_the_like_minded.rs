//! H19: recruiting those who share the view.

use crate::study::hypotheses::study::difference;
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

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

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, 3, "")
}

fn at_random(study: &Study) -> Vec<Criterion> {
    parts(study, 3, "staff_turnover.judgement_noise = 100.0\n")
}

fn first_comer(study: &Study) -> Vec<Criterion> {
    parts(study, 1, "")
}

fn parts(study: &Study, candidates: u32, text: &str) -> Vec<Criterion> {
    let text = format!("regime = \"trust\"\nstaff_turnover.exit = 0.02\n{text}");
    let first = study.arm(&text);
    let chosen = study.arm(&format!("{text}staff_turnover.candidates = {candidates}\n"));
    let gain = |metric: &str| difference(&chosen.means(metric), &first.means(metric));
    vec![
        Criterion::new("gain in true output", gain("true_output"), 0.02, "one in twenty-five"),
        Criterion::new("gain in felt vision", gain("felt_vision"), 0.01, "the recruits share it"),
    ]
}
