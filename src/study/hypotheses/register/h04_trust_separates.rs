//! H4: trust separates the successful from the unsuccessful.

use crate::ground::statistics::mean;
use crate::study::hypotheses::arms::{DEFAULT, by_units};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H4.
pub static H4: Hypothesis = Hypothesis {
    name: "H4",
    claim: "In structurally matched pairs, trust among staff and in the leader separates the successful from the unsuccessful unit; hardware does not.",
    place: "§2.4, p. 45, §2.5, p. 47",
    standing: Standing::Open,
    compares: false,
    runs: "Pairs of units of the same structure; in each pair the unit with the higher true output is compared with the other.",
    test,
    controls: &[Control { what: "trust shuffled over units", test: shuffled }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 0)
}

/// Every unit with the trust of the one two places on.
fn shuffled(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 2)
}

fn parts(arms: &Arms, shift: usize) -> Vec<Criterion> {
    let arm = arms.arm(DEFAULT, &[]);
    let output = arm.outcomes("true_output");
    let lead = |metric: &str| {
        let gap = |output: &[f64], other: &[f64]| {
            let of = |unit: usize| other[(unit + shift) % other.len()];
            let pairs = (0..output.len() / 2).map(|pair| (2 * pair, 2 * pair + 1));
            let leads: Vec<f64> = pairs
                .map(|(a, b)| if output[a] > output[b] { of(a) - of(b) } else { of(b) - of(a) })
                .collect();
            mean(&leads)
        };
        by_units(&output, &arm.outcomes(metric), gap)
    };
    vec![
        Criterion::new(
            "difference in trust among staff",
            lead("belief"),
            0.05,
            "half a standard deviation of starting beliefs",
        ),
        Criterion::new(
            "difference in trust in the leader",
            lead("trust"),
            0.01,
            "a tenth of its spread between people",
        ),
    ]
}
