//! H3: trust against intake.

use crate::ground::statistics::{mean, quantiles};
use crate::study::hypotheses::clients;
use crate::study::hypotheses::clients::{Sector, Shuffle, UnitMean};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H3.
pub static H3: Hypothesis = Hypothesis {
    name: "H3",
    claim: "A unit with a weak intake and high trust beats a unit with a strong intake and low trust.",
    place: "§2.2, p. 42",
    standing: Standing::Calibrated,
    compares: false,
    runs: "Mean results of pupils in units of the lower third of intake and upper third of trust among staff, compared with the reverse.",
    test,
    controls: &[Control { what: "results of units shuffled", test: shuffled }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, Shuffle::Nothing)
}

fn shuffled(arms: &Arms) -> Vec<Criterion> {
    parts(arms, Shuffle::Units)
}

fn parts(arms: &Arms, shuffle: Shuffle) -> Vec<Criterion> {
    let sectors = clients::sectors(arms);
    let gap = |sector: &Sector| {
        let units = clients::unit_means(&clients::pupils(sector, shuffle), sector);
        let [weak, strong] =
            quantiles(&units.iter().map(|u| u.intake).collect::<Vec<_>>(), &[1.0 / 3.0, 2.0 / 3.0]);
        let [low, high] =
            quantiles(&units.iter().map(|u| u.belief).collect::<Vec<_>>(), &[1.0 / 3.0, 2.0 / 3.0]);
        let scores = |of: &dyn Fn(&UnitMean) -> bool| {
            mean(&units.iter().filter(|u| of(u)).map(|u| u.score).collect::<Vec<_>>())
        };
        scores(&|u| u.intake <= weak && u.belief >= high)
            - scores(&|u| u.intake >= strong && u.belief <= low)
    };
    vec![Criterion::new(
        "advantage of weak intake with high trust (standard deviations of clients' results)",
        sectors.iter().map(gap).collect(),
        0.0,
        "beats",
    )]
}
