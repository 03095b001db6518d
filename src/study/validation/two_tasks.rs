//! The exact best bonus where only one of two tasks is measured.

use super::{Comparison, Data, Experiment, Kind, Run, TRIED};
use crate::lab::benchmark_models::largest;
use crate::theory::TwoTasks;

/// Two tasks, one measured.
pub static TWO_TASKS: Experiment = Experiment {
    name: "two-tasks",
    summary: "The best bonus when only one of two tasks is measured.",
    source: "Holmström & Milgrom 1991 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: two_tasks,
};

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
        let (first, second) = answer(bonus);
        for (what, real, tried) in [
            ("bonus found by trying", real, bonus),
            ("measured effort", row.number("effort1_deviation"), first),
            ("unmeasured effort", row.number("effort2_deviation"), second),
        ] {
            found.push(Comparison::exact(name(what), real, tried, TRIED));
        }
        found.push(Comparison::identity(name("bonus of the formula"), real, tasks.bonus(), TRIED));
    }
    found
}
