//! Exact results on contracts, teams, minimum effort and the commons.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{best_bonus, commons_at_rest, largest};
use crate::theory;
use crate::theory::{Commons, LinearContract, MinimumEffort, TwoTasks};

/// Minimum effort.
pub static MINIMUM_EFFORT: Experiment = Experiment {
    name: "minimum-effort",
    summary: "Mean effort in the weak-link game when people err: it falls with cost and group size.",
    source: "Anderson, Goeree & Holt 2001 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: minimum_effort,
};

/// One task, one noisy measure.
pub static LINEAR_CONTRACT: Experiment = Experiment {
    name: "linear-contract",
    summary: "The best bonus for an agent who fears risk.",
    source: "Holmström & Milgrom 1987 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: linear_contract,
};

/// Two tasks, one measured.
pub static TWO_TASKS: Experiment = Experiment {
    name: "two-tasks",
    summary: "The best bonus when only one of two tasks is measured.",
    source: "Holmström & Milgrom 1991 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: two_tasks,
};

/// Teams and ratchets.
pub static TEAMS_AND_RATCHETS: Experiment = Experiment {
    name: "teams-and-ratchets",
    summary: "What equal shares leave of effort, and what a ratchet leaves of a bonus.",
    source: "Holmström 1982; Weitzman 1980 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: teams_and_ratchets,
};

/// The commons.
pub static COMMONS: Experiment = Experiment {
    name: "commons",
    summary: "What eight players who answer each other leave of a common pool.",
    source: "Ostrom, Walker & Gardner 1992 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: commons,
};

/// How near numbers found by trying must be.
const TRIED: f64 = 0.01;

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
            Comparison::near(what, row.number("mean_effort"), game.logit_mean(mu), 0.002)
        })
        .collect()
}

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
        for (what, column, found_there) in [
            ("bonus found by trying", "beta_star", bonus),
            ("effort found by trying", "effort_star", effort),
            ("surplus", "total_certainty_equivalent", contract.surplus(contract.bonus())),
        ] {
            found.push(Comparison::near(name(what), row.number(column), found_there, TRIED));
        }
    }
    found
}

fn two_tasks(_: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/09_multitask.csv"));
    let mut found = Vec::new();
    for row in data.rows() {
        let tasks = TwoTasks {
            substitution: row.number("substitutability_k"),
            measured: row.number("b1"),
            unmeasured: row.number("b2"),
            risk: row.number("r_sigma2"),
        };
        let TwoTasks { substitution: k, measured: b1, unmeasured: b2, risk } = tasks;
        let name = |what: &str| format!("k = {k}, b₂ = {b2}, risk {risk}: {what}");
        // The agent splits effort between the tasks by turns until neither moves.
        let answer = |bonus: f64| {
            let (mut first, mut second) = (0.0, 0.0);
            for _ in 0..400 {
                first = bonus - k * second;
                second = -k * first;
            }
            (first, second)
        };
        let bonus = largest(-4.0, 4.0, |bonus| {
            let (first, second) = answer(bonus);
            let cost = 0.5 * (first * first + 2.0 * k * first * second + second * second);
            b1 * first + b2 * second - cost - 0.5 * risk * bonus * bonus
        });
        let real = row.number("beta_star_unconstrained");
        let close = |what: &str, real: f64, there: f64| {
            Comparison::within(name(what), real, there, (TRIED * real.abs()).max(1e-6))
        };
        found.push(close("bonus found by trying", real, bonus));
        let (first, second) = answer(bonus);
        found.push(close("measured effort", row.number("effort1_deviation"), first));
        found.push(close("unmeasured effort", row.number("effort2_deviation"), second));
        found.push(close("bonus of the formula", real, tasks.bonus()));
    }
    found
}

fn teams_and_ratchets(_: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/09_team_budget_balance.csv"));
    let mut found = Vec::new();
    for row in data.rows() {
        let n = row.number("n_members");
        let effort = largest(0.0, 2.0, |effort| effort / n - 0.5 * effort * effort);
        let what = format!("effort in a team of {n}, found by trying");
        found.push(Comparison::near(what, row.number("effort_equal_share"), effort, TRIED));
        let share = theory::team_surplus_share(n);
        let what = format!("share of the best surplus in a team of {n}");
        found.push(Comparison::near(what, row.number("surplus_share_of_first_best"), share, TRIED));
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
        found.push(Comparison::near(format!("{what}, summed"), real, 1.0 - lost, TRIED));
        found.push(Comparison::near(what, real, theory::ratchet_incentive(ratchet, rate), TRIED));
    }
    found
}

fn commons(_: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_ostrom_cpr.csv"));
    let real = |start: &str| data.column("value", |row| row.text("quantity").starts_with(start))[0];
    let commons = Commons { players: 8, first: 23.0, fall: 0.25, outside: 5.0 };
    let rest = commons_at_rest(&commons);
    let rent = commons.rent(rest);
    vec![
        Comparison::near(
            "tokens that are best for all",
            real("optimum tokens"),
            commons.optimum(),
            TRIED,
        ),
        Comparison::near(
            "tokens where eight who answer each other rest",
            real("Nash tokens X"),
            rest,
            TRIED,
        ),
        Comparison::near("their rent", real("rent at Nash"), rent, TRIED),
        Comparison::near(
            "share of the best rent",
            real("Nash rent share"),
            rent / commons.rent(commons.optimum()),
            TRIED,
        ),
    ]
}
