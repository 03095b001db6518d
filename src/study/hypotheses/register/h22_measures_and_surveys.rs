//! H22: measures and surveys.

use crate::ground::statistics::spearman;
use crate::study::hypotheses::arms::{by_units, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H22.
pub static H22: Hypothesis = Hypothesis {
    name: "H22",
    claim: "Under incentives, quantitative measures rank units wrongly; adding a trust survey predicts later results better.",
    place: "§2.8, p. 55",
    standing: Standing::Open,
    compares: false,
    runs: "Incentive steering; measured output and trust among staff in the fifth year, and true output in the tenth; ranks of units.",
    test,
    controls: &[Control { what: "answers of the survey shuffled over units", test: shuffled }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 0)
}

fn shuffled(arms: &Arms) -> Vec<Criterion> {
    parts(arms, 1)
}

fn parts(arms: &Arms, shift: usize) -> Vec<Criterion> {
    let arm = arms.arm("regime = \"incentive\"\n", &[]);
    let later = arm.outcomes("true_output");
    let now = |metric: &str| arm.units(metric, 48, 60);
    let rank = |x: &[f64], y: &[f64]| spearman(x, y, 0.95).0;
    let measured = by_units(&now("measured_output"), &later, rank);
    let survey: Vec<Vec<f64>> = now("belief")
        .into_iter()
        .map(|mut units| {
            units.rotate_left(shift);
            units
        })
        .collect();
    let surveyed = by_units(&survey, &later, rank);
    vec![
        Criterion::new(
            "1 minus the rank correlation of measured output with later results",
            measured.iter().map(|r| 1.0 - r).collect(),
            0.2,
            "one in ten pairs of units in the wrong order",
        ),
        Criterion::new(
            "rank correlation of the survey minus that of the measure",
            difference(&surveyed, &measured),
            0.05,
            "better",
        ),
    ]
}
