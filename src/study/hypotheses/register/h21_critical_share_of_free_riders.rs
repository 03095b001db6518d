//! H21: a critical share of free riders.

use crate::study::hypotheses::arms::{DEFAULT, NO_RECIPROCITY, staff};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H21.
pub static H21: Hypothesis = Hypothesis {
    name: "H21",
    claim: "Beyond a critical share of free riders the rest stop contributing: collapse.",
    place: "§2.8, p. 54",
    standing: Standing::Open,
    compares: true,
    runs: "Co-operation where 10 % and where 45 % are self-interested: the loss beyond what those 35 % would have contributed.",
    test,
    controls: &[Control { what: "without reciprocity and assurance", test: without }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

fn without(arms: &Arms) -> Vec<Criterion> {
    parts(arms, NO_RECIPROCITY)
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let cooperation = |selfish: f64| arms.arm(text, &staff(selfish)).means("cooperation");
    let (few, many) = (cooperation(0.1), cooperation(0.45));
    // Had the others gone on as before, co-operation would have fallen in proportion to their share.
    let beyond = few.iter().zip(&many).map(|(few, many)| few * 0.55 / 0.9 - many).collect();
    vec![Criterion::new(
        "loss of co-operation beyond the free riders' own",
        beyond,
        0.1,
        "a tenth of the scale: collapse",
    )]
}
