//! How many join when each joins once enough others have.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{Thresholds, generator};
use crate::theory::{joiners, normal_thresholds};

/// Granovetter's thresholds.
pub static THRESHOLDS: Experiment = Experiment {
    name: "thresholds",
    summary: "How many join when each joins once enough others have.",
    source: "Granovetter 1978 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: thresholds,
};

fn thresholds(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_granovetter_normal.csv"));
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let (sigma, real) = (row.number("sigma"), row.number("equilibrium_pct"));
        let what = format!("share that joins at σ = {sigma} (%)");
        let computed = normal_thresholds(sigma);
        // The table has five decimals.
        let share = (2e-5 / real).max(0.01);
        found.push(Comparison::identity(what.clone(), real, computed, share));
        // Near the fold and where hardly anyone moves first, finite populations differ from endless
        // ones.
        if sigma >= 10.0 && !(11.5..13.5).contains(&sigma) {
            let play = Thresholds { n: 20_000, mean: 25.0, sd: sigma };
            let mut generator = generator(&run.draws, 20_000 + index as u32);
            let plays: Vec<f64> = (0..30).map(|_| play.play(&mut generator)).collect();
            found.push(Comparison::sampled(format!("{what}, 20,000 people"), real, &plays));
        }
    }
    let mut people: Vec<u32> = (0..100).collect();
    found.push(Comparison::exact(
        "joiners of thresholds 0, 1, ..., 99",
        100.0,
        joiners(&people) as f64,
        0.0,
    ));
    people[1] = 2;
    found.push(Comparison::exact(
        "the same with 2 in place of 1",
        1.0,
        joiners(&people) as f64,
        0.0,
    ));
    found
}
