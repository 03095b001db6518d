//! Exact mean effort in the weak-link game when people err.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::theory::MinimumEffort;

/// Minimum effort.
pub static MINIMUM_EFFORT: Experiment = Experiment {
    name: "minimum-effort",
    summary: "Mean effort in the weak-link game when people err: it falls with cost and group size.",
    source: "Anderson, Goeree & Holt 2001 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: minimum_effort,
};

fn minimum_effort(_: &Run) -> Vec<Comparison> {
    let data =
        Data::new(include_str!("../../../scenarios/lab/data/03_min_effort_logit_theory.csv"));
    data.rows()
        .map(|row| {
            let (cost, players) = (row.number("cost_c"), row.number("n_players") as u32);
            let mu = row.number("noise_mu");
            let game = MinimumEffort { low: 110.0, high: 170.0, cost, players };
            let what = format!("mean effort, cost {cost}, {players} players, noise {mu}");
            // The published numbers miss the mirror image of costs c and 1 − c by as much.
            Comparison::identity(what, row.number("mean_effort"), game.logit_mean(mu), 0.002)
        })
        .collect()
}
