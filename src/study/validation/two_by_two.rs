//! Fixation under imitation, and where best replies with mistakes rest.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{BestResponse, Imitation, ImitationRule, generator};
use crate::theory::TwoByTwo;

/// Fixation of one among others.
pub static FIXATION: Experiment = Experiment {
    name: "fixation",
    summary: "How often one co-operator takes over a population that imitates success.",
    source: "Nowak et al. 2004; Traulsen, Nowak & Pacheco 2006 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: fixation,
};

/// Stochastic stability.
pub static STOCHASTIC_STABILITY: Experiment = Experiment {
    name: "stochastic-stability",
    summary: "Which convention a population keeps when people take best replies and sometimes err.",
    source: "Kandori, Mailath & Rob 1993; Young 1993 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: stability,
};

/// Plays of a population until it is all of one kind.
const PLAYS: u32 = 20_000;

fn fixation(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_fixation.csv"));
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let (game, n) = (game(row.text("game")), row.number("N") as u32);
        let name = |rule: &str| format!("{}, N = {n}, {rule}", row.text("game"));
        for (place, (column, beta)) in
            [("fermi_beta0.01", 0.01), ("fermi_beta0.1", 0.1), ("fermi_beta1", 1.0)]
                .iter()
                .enumerate()
        {
            let real = row.number(column);
            let what = name(&format!("Fermi β = {beta}"));
            found.push(Comparison::near(what.clone(), real, game.fermi_fixation(n, *beta), 1e-6));
            let rule = ImitationRule::Fermi { beta: *beta };
            found.extend(played(run, Imitation { game, n, rule }, real, what, 4 * index + place));
        }
        let real = row.number("moran_w0.1");
        let what = name("Moran w = 0.1");
        found.push(Comparison::near(what.clone(), real, game.moran_fixation(n, 0.1), 1e-6));
        let rule = ImitationRule::Moran { w: 0.1 };
        found.extend(played(run, Imitation { game, n, rule }, real, what, 4 * index + 3));
    }
    found
}

/// The same agent by agent, where the population is small and the event not too rare.
fn played(
    run: &Run,
    play: Imitation,
    real: f64,
    what: String,
    number: usize,
) -> Option<Comparison> {
    if play.n > 20 || real < 0.01 {
        return None;
    }
    let mut generator = generator(&run.draws, number as u32);
    let plays: Vec<f64> =
        (0..PLAYS).map(|_| f64::from(u8::from(play.fixes(&mut generator)))).collect();
    Some(Comparison::sampled(format!("{what}, played"), real, &plays))
}

/// A game by the name that it has in the tables.
fn game(name: &str) -> TwoByTwo {
    if name == "neutral" {
        return TwoByTwo { aa: 1.0, ab: 1.0, ba: 1.0, bb: 1.0 };
    }
    let number = |letter: char| {
        let mut words = name.split([' ', '(']);
        let found = words.find_map(|word| word.strip_prefix(letter)?.parse::<f64>().ok());
        found.unwrap_or(f64::NAN)
    };
    if name.starts_with("PD") {
        let (benefit, cost) = (number('b'), number('c'));
        return TwoByTwo { aa: benefit - cost, ab: -cost, ba: benefit, bb: 0.0 };
    }
    TwoByTwo { aa: number('a'), ab: number('b'), ba: number('c'), bb: number('d') }
}

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
        let (game, n) = (game(row.text("game")), row.number("N") as u32);
        let epsilon = row.number("eps");
        let name = |what: &str| format!("{}, N = {n}, ε = {epsilon}: {what}", row.text("game"));
        let exact = game.stationary(n, epsilon);
        let majority: f64 = exact[n as usize / 2 + 1..].iter().sum();
        let computed = [majority, exact[n as usize], exact[0]];
        let columns = ["prob_majority_A", "prob_all_A", "prob_all_B"];
        for (column, computed) in columns.iter().zip(computed) {
            let what = name(&column.replace("prob_", "").replace('_', " "));
            found.push(Comparison::near(what, row.number(column), computed, 1e-4));
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
