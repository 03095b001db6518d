//! The prisoner's dilemma, repeated with a chance to go on.

use super::overlay::{Overlay, Pair};
use super::strangers::ZURICH_BELIEF;
use super::{Comparison, Data, Experiment, Kind, Run, SiteParameter, sampling};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::games::dilemma::Dilemma;
use crate::lab::people::Population;

/// Dal Bó & Fréchette 2011.
pub static REPEATED_DILEMMA: Experiment = Experiment {
    name: "repeated-dilemma",
    summary: "Experienced people co-operate in repeated dilemmas only where that is not too risky.",
    source: "Dal Bó & Fréchette 2011 (128 people; rates computed anew)",
    kind: Kind::Experiment,
    site: &[SiteParameter::judged(ZURICH_BELIEF.name, "as among strangers in Zurich")],
    sample: 3.0 / 200.0,
    run: dilemma,
};

/// Co-operation by how sure one must be of the other: experienced people.
pub(super) fn overlay(run: &Run) -> Overlay {
    let data = treatments();
    // Where co-operation never pays, one would have to be more than sure.
    let basin = |row: &super::data::Row| match row.number("basin_of_AllD_vs_Grim") {
        basin if basin.is_finite() => basin,
        _ => 1.0,
    };
    let mut real = Vec::new();
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        real.push((basin(&row), row.number("coop_rate_first_round")));
        found.push((basin(&row), late_rate(run, &game(&row), index)));
    }
    real.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    Overlay {
        title: "Repeated dilemmas".to_owned(),
        x: "belief from which co-operation pays",
        y: "share who co-operate",
        pairs: vec![Pair::new(real, found)],
    }
}

pub(crate) fn treatments() -> Data {
    Data::new(include_str!("../../../scenarios/lab/data/03_df2011_assurance.csv"))
}

pub(crate) fn game(row: &super::data::Row) -> Dilemma {
    Dilemma {
        reward: row.number("R"),
        temptation: row.number("T"),
        sucker: row.number("S"),
        punishment: row.number("P"),
        continuation: row.number("delta"),
        people: 14,
        matches: 60,
    }
}

/// Co-operation in the first rounds of late matches.
pub(crate) fn late_rate(run: &Run, game: &Dilemma, treatment: usize) -> f64 {
    let core = Population::new(run.people);
    let first = 300_000 + 1_000 * treatment as u32;
    let late: Vec<f64> = (first..first + run.plays(PLAYS))
        .map(|play| mean(&game.play(&core, &mut generator(&run.draws, play)).first_rounds[40..]))
        .collect();
    mean(&late)
}

fn dilemma(run: &Run) -> Vec<Comparison> {
    let data = treatments();
    let mean_rate = mean(&data.column("coop_rate_first_round", |_| true));
    let mut found = Vec::new();
    let mut rates = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let game = game(&row);
        let treatment = row.text("treatment");
        let basin = row.number("basin_of_AllD_vs_Grim");
        if basin.is_finite() {
            let what = format!("{treatment}: critical belief");
            let found_at = game.critical_mass(game.rounds_to_come());
            found.push(Comparison::identity(what, basin, found_at, 1e-3));
        }
        let rate = late_rate(run, &game, index);
        let real = row.number("coop_rate_first_round");
        let what = format!("{treatment}: co-operation in first rounds of late matches");
        // A person does much the same in match after match: as many answers as people.
        let error = sampling::of_share(real, row.number("n_subjects"));
        let comparison = Comparison::published(what, real, rate, error);
        found.push(comparison.with_baseline("mean of the treatments", mean_rate));
        rates.push(rate);
    }
    let in_order = rates[0] < rates[1] && rates[1] < rates[2];
    found.push(
        Comparison::is_so("order of the treatments is the observed one", in_order)
            .with_chance(1.0 / 6.0),
    );
    found
}

/// Sessions and groups that are played.
const PLAYS: u32 = 200;
