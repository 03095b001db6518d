//! What equal shares leave of effort, and what a ratchet leaves of a bonus, exactly.

use super::{Comparison, Data, Experiment, Kind, Run, TRIED};
use crate::lab::benchmark_models::largest;
use crate::theory;

/// Teams and ratchets.
pub static TEAMS_AND_RATCHETS: Experiment = Experiment {
    name: "teams-and-ratchets",
    summary: "What equal shares leave of effort, and what a ratchet leaves of a bonus.",
    source: "Holmström 1982; Weitzman 1980 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: teams_and_ratchets,
};

fn teams_and_ratchets(_: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/09_team_budget_balance.csv"));
    let mut found = Vec::new();
    for row in data.rows() {
        let n = row.number("n_members");
        let effort = largest(0.0, 2.0, |effort| effort / n - 0.5 * effort * effort);
        let what = format!("effort in a team of {n}, found by trying");
        found.push(Comparison::exact(what, row.number("effort_equal_share"), effort, TRIED));
        let share = theory::team_surplus_share(n);
        let what = format!("share of the best surplus in a team of {n}");
        let real = row.number("surplus_share_of_first_best");
        found.push(Comparison::identity(what, real, share, TRIED));
    }
    let data = Data::new(include_str!("../../../scenarios/lab/data/09_weitzman_ratchet.csv"));
    for row in data.rows() {
        let (ratchet, rate) = (row.number("ratchet_lambda"), row.number("discount_rate_r"));
        // Work today earns the bonus once and raises all later targets, discounted.
        let mut lost = 0.0;
        let mut raised = ratchet;
        for period in 1..20_000 {
            lost += raised / (1.0 + rate).powi(period);
            raised *= 1.0 - ratchet;
        }
        let what = format!("incentive left, ratchet {ratchet}, rate {rate}");
        let real = row.number("incentive_ratio");
        found.push(Comparison::exact(format!("{what}, summed"), real, 1.0 - lost, TRIED));
        let closed = theory::ratchet_incentive(ratchet, rate);
        found.push(Comparison::identity(what, real, closed, TRIED));
    }
    found
}
