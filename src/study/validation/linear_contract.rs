//! The exact best bonus for one task with a noisy measure.

use super::{Comparison, Data, Experiment, Kind, Run, TRIED};
use crate::lab::benchmark_models::best_bonus;
use crate::theory::LinearContract;

/// One task, one noisy measure.
pub static LINEAR_CONTRACT: Experiment = Experiment {
    name: "linear-contract",
    summary: "The best bonus for an agent who fears risk.",
    source: "Holmström & Milgrom 1987 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: linear_contract,
};

fn linear_contract(_: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/09_len_closed_form.csv"));
    let mut found = Vec::new();
    for row in data.rows() {
        let contract = LinearContract {
            risk_aversion: row.number("risk_aversion_r"),
            cost: row.number("cost_c"),
            variance: row.number("noise_var"),
        };
        let LinearContract { risk_aversion: r, cost: c, variance } = contract;
        let name = |what: &str| format!("r = {r}, c = {c}, σ² = {variance}: {what}");
        let (bonus, effort) = best_bonus(
            |effort, bonus| bonus * effort - 0.5 * c * effort * effort,
            |effort, bonus| effort - 0.5 * c * effort * effort - 0.5 * r * variance * bonus * bonus,
        );
        let exact = |what: &str, column: &str, tried: f64| {
            Comparison::exact(name(what), row.number(column), tried, TRIED)
        };
        found.push(exact("bonus found by trying", "beta_star", bonus));
        found.push(exact("effort found by trying", "effort_star", effort));
        let surplus = contract.surplus(contract.bonus());
        let real = row.number("total_certainty_equivalent");
        found.push(Comparison::identity(name("surplus"), real, surplus, TRIED));
    }
    found
}
