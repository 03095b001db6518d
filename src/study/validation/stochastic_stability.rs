//! Which convention a population is found in when best replies are mistaken now and then.

use super::fixation::game_by_name;
use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{BestResponse, generator};

/// Stochastic stability.
pub static STOCHASTIC_STABILITY: Experiment = Experiment {
    name: "stochastic-stability",
    summary: "Which convention a population keeps when people take best replies and sometimes err.",
    source: "Kandori, Mailath & Rob 1993; Young 1993 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: stability,
};

/// Pieces of a long play from which its error is told.
const PIECES: usize = 40;

/// Periods before a piece counts, in which the population leaves the convention it started with.
const WARM_UP: u64 = 300_000;

/// Periods of a piece.
const PERIODS: u64 = 50_000;

fn stability(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_kmr_stationary.csv"));
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let (game, n) = (game_by_name(row.text("game")), row.number("N") as u32);
        let epsilon = row.number("eps");
        let name = |what: &str| format!("{}, N = {n}, ε = {epsilon}: {what}", row.text("game"));
        let exact = game.stationary(n, epsilon);
        let majority: f64 = exact[n as usize / 2 + 1..].iter().sum();
        let computed = [majority, exact[n as usize], exact[0]];
        let columns = ["prob_majority_A", "prob_all_A", "prob_all_B"];
        for (column, computed) in columns.iter().zip(computed) {
            let what = name(&column.replace("prob_", "").replace('_', " "));
            found.push(Comparison::identity(what, row.number(column), computed, 1e-4));
        }
        // Where mistakes are rare, or people many, a population leaves the convention it started with
        // too seldom to be watched.
        if epsilon * f64::from(n) < 1.0 || (n > 10 && epsilon < 0.2) {
            continue;
        }
        let play = BestResponse { game, n, epsilon };
        let mut generator = generator(&run.draws, 10_000 + index as u32);
        let pieces: Vec<Vec<f64>> =
            (0..PIECES).map(|_| play.play(WARM_UP, PERIODS, &mut generator, &|_| ())).collect();
        for (column, k) in [("prob_all_A", n as usize), ("prob_all_B", 0)] {
            let real = row.number(column);
            if real > 0.01 {
                let shares: Vec<f64> = pieces.iter().map(|piece| piece[k]).collect();
                let what =
                    name(&format!("{}, played", column.replace("prob_", "").replace('_', " ")));
                found.push(Comparison::sampled(what, real, &shares));
            }
        }
    }
    found
}
