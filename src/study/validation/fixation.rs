//! The chance that a single mutant takes over a population.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{Imitation, ImitationRule, generator};
use crate::theory::TwoByTwo;

/// Fixation of one among others.
pub static FIXATION: Experiment = Experiment {
    name: "fixation",
    summary: "How often one co-operator takes over a population that imitates success.",
    source: "Nowak et al. 2004; Traulsen, Nowak & Pacheco 2006 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: fixation,
};

/// Plays of a population until it is all of one kind.
const PLAYS: u32 = 20_000;

fn fixation(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_fixation.csv"));
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let (game, n) = (game_by_name(row.text("game")), row.number("N") as u32);
        let name = |rule: &str| format!("{}, N = {n}, {rule}", row.text("game"));
        for (place, (column, beta)) in
            [("fermi_beta0.01", 0.01), ("fermi_beta0.1", 0.1), ("fermi_beta1", 1.0)]
                .iter()
                .enumerate()
        {
            let real = row.number(column);
            let what = name(&format!("Fermi β = {beta}"));
            found.push(Comparison::identity(
                what.clone(),
                real,
                game.fermi_fixation(n, *beta),
                1e-6,
            ));
            let rule = ImitationRule::Fermi { beta: *beta };
            found.extend(played(run, Imitation { game, n, rule }, real, what, 4 * index + place));
        }
        let real = row.number("moran_w0.1");
        let what = name("Moran w = 0.1");
        found.push(Comparison::identity(what.clone(), real, game.moran_fixation(n, 0.1), 1e-6));
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
pub(super) fn game_by_name(name: &str) -> TwoByTwo {
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
