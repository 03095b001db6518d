//! Choices that follow the crowd.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{CrowdOfChoices, generator};
use crate::theory::Crowd;

/// The mean field of choices.
pub static CROWD: Experiment = Experiment {
    name: "crowd",
    summary: "Choices that follow the crowd: two rest points, and a loop between them.",
    source: "Brock & Durlauf 2001 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: crowd,
};

fn crowd(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_mean_field_hysteresis.csv"));
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let intensity = row.number("betaJ");
        let theory = Crowd { intensity };
        let name = |what: &str| format!("βJ = {intensity}: {what}");
        for (column, computed) in [
            ("m_at_h0", theory.upper(0.0)),
            ("m_at_spinodal", theory.spinodal()),
            ("beta_h_spinodal", theory.turning_incentive()),
        ] {
            let what = name(&column.replace('_', " "));
            found.push(Comparison::identity(what, row.number(column), computed, 1e-4));
        }
        if intensity < 1.2 {
            continue;
        }
        let play = CrowdOfChoices { n: 20_000, intensity };
        let mut generator = generator(&run.draws, 40_000 + index as u32);
        let plays: Vec<f64> = (0..6).map(|_| play.play(0.0, 1.0, 80, &mut generator)).collect();
        let real = row.number("m_at_h0");
        found.push(Comparison::sampled(name("m at h0, 20,000 people"), real, &plays));
        let turn = row.number("beta_h_spinodal");
        for (share, stays) in [(0.9, 1.0), (1.1, 0.0)] {
            let end = play.play(-share * turn, 1.0, 400, &mut generator);
            let what = name(&format!("stays up at {share} of the turning incentive"));
            let up = f64::from(u8::from(end > 0.0));
            found.push(Comparison::exact(what, stays, up, 0.0));
        }
    }
    found
}
