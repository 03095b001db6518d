//! Public goods with punishment in eight cities: the same people, with the customs of each place.

use super::overlay::{Overlay, Pair, over_periods};
use super::public_goods::{ENDOWMENT, near, path};
use super::{Comparison, Data, Experiment, Kind, Run};
use crate::ground::executor;
use crate::ground::statistics::{correlation, mean, spearman};
use crate::lab::benchmark_models::generator;
use crate::lab::contributions::{ContributionGame, Played};
use crate::lab::people::Population;
use crate::lab::punishment::Punishment;

/// Herrmann, Thöni & Gächter 2008, with punishment.
pub static PUNISHMENT: Experiment = Experiment {
    name: "public-goods-punishment",
    summary: "Punishment lifts contributions where it meets those who give little, not where it also meets those who give much.",
    source: "Herrmann, Thöni & Gächter 2008 (eight of the sixteen cities; data computed anew)",
    kind: Kind::Experiment,
    fitted: &[
        "strength of rebukes",
        "starting belief of each city (from its first contributions without punishment)",
    ],
    sample: 3.0 / 40.0,
    run: cities,
};

/// Sessions in each city.
const SESSIONS: u32 = 40;

/// A city: what its people expect and how they punish, and what they gave.
pub(crate) struct City {
    pub(crate) name: String,
    /// Mean first contribution without punishment, as a share.
    pub(crate) first: f64,
    pub(crate) punishment: Punishment,
    /// Mean contributions over ten periods without and with punishment, as shares.
    means: (f64, f64),
}

pub(crate) fn read_cities() -> Vec<City> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_cities.csv"));
    data.rows()
        .map(|row| City {
            name: row.text("city").to_owned(),
            first: row.number("N_period1") / ENDOWMENT,
            punishment: Punishment {
                periods: (1, 10),
                cost: 1.0,
                effect: 3.0,
                most: 10.0,
                prosocial: row.number("prosocial_punishment"),
                antisocial: row.number("antisocial_punishment"),
            },
            means: (row.number("N_mean") / ENDOWMENT, row.number("P_mean") / ENDOWMENT),
        })
        .collect()
}

fn cities(run: &Run) -> Vec<Comparison> {
    let cities = read_cities();
    let played: Vec<(Vec<Played>, Vec<Played>)> =
        executor::map(cities.iter().enumerate(), |(index, city)| play(run, index, city));
    compare(&cities, &played)
}

/// The sessions of a city, without and with punishment, each by people who have not met.
pub(crate) fn play(run: &Run, index: usize, city: &City) -> (Vec<Played>, Vec<Played>) {
    let core = Population::new(run.people).starting_with((belief_for(run, city.first), 0.24));
    let first = 220_000 + 1_000 * index as u32;
    let sessions = |punishment: Option<Punishment>, first: u32| -> Vec<Played> {
        let game = ContributionGame { punishment, ..ContributionGame::usual(24, true) };
        (first..first + run.plays(SESSIONS))
            .map(|session| game.play(&core, &mut generator(&run.draws, session)))
            .collect()
    };
    (sessions(None, first), sessions(Some(city.punishment), first + 500))
}

/// The mean starting belief with which partners give so much at first.
pub(super) fn belief_for(run: &Run, first: f64) -> f64 {
    let game = ContributionGame::usual(4, true);
    let gives = |belief: f64| {
        let core = Population::new(run.people).starting_with((belief, 0.24));
        let mut generator = generator(&run.draws, 219_999);
        mean(
            &(0..1_500)
                .map(|_| {
                    let person = core.person(&mut generator);
                    f64::from(game.contribution(&core, &person, 1, &mut generator))
                })
                .collect::<Vec<f64>>(),
        )
    };
    let (mut low, mut high) = (0.0, 1.5);
    for _ in 0..20 {
        let middle = 0.5 * (low + high);
        if gives(middle) < first { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The observed mean path over the cities with punishment, as shares.
fn observed() -> Vec<f64> {
    let paths = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_paths.csv"));
    (1..=10)
        .map(|period| {
            let rows = |row: &super::data::Row| {
                row.text("treatment") == "P"
                    && row.text("city") != "ALL_subjects"
                    && row.number("period") == f64::from(period)
            };
            let (means, n) = (paths.column("mean", rows), paths.column("n", rows));
            let people: f64 = n.iter().sum();
            means.iter().zip(&n).map(|(mean, n)| mean * n).sum::<f64>() / people / ENDOWMENT
        })
        .collect()
}

/// Every city's paths without and with punishment.
pub(super) fn overlays(run: &Run) -> Vec<Overlay> {
    let paths = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_paths.csv"));
    let observed = |city: &str, treatment: &str| -> Vec<f64> {
        let rows =
            |row: &super::data::Row| row.text("city") == city && row.text("treatment") == treatment;
        paths.column("mean", rows).iter().map(|tokens| tokens / ENDOWMENT).collect()
    };
    let overlay = |(index, city): (usize, &City)| {
        let (without, with) = play(run, index, city);
        let pair = |treatment: &str, played: &[Played]| {
            let simulated = path(played, |session| &session.contribution);
            Pair::new(over_periods(&observed(&city.name, treatment)), over_periods(&simulated))
        };
        Overlay {
            title: city.name.clone(),
            x: "period",
            y: "share of the endowment",
            pairs: vec![pair("N", &without), pair("P", &with)],
        }
    };
    read_cities().iter().enumerate().map(overlay).collect()
}

/// The mean path with punishment over the people of all cities.
fn pooled(paths: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let people = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_cities.csv"))
        .column("n_subjects", |_| true);
    let at = |period: usize| {
        let sum: f64 = paths.iter().zip(&people).map(|((_, with), n)| n * with[period]).sum();
        sum / people.iter().sum::<f64>()
    };
    (0..10).map(at).collect()
}

fn compare(cities: &[City], played: &[(Vec<Played>, Vec<Played>)]) -> Vec<Comparison> {
    let paths: Vec<(Vec<f64>, Vec<f64>)> = played
        .iter()
        .map(|(without, with)| {
            (path(without, |s| &s.contribution), path(with, |s| &s.contribution))
        })
        .collect();
    let pooled = pooled(&paths);
    let with: Vec<f64> = paths.iter().map(|(_, with)| mean(with)).collect();
    let without: Vec<f64> = paths.iter().map(|(without, _)| mean(without)).collect();
    let real: Vec<f64> = cities.iter().map(|city| city.means.1).collect();
    let antisocial: Vec<f64> = cities.iter().map(|city| city.punishment.antisocial).collect();
    let gain = mean(&paths.iter().map(|(n, p)| p[9] - n[9]).collect::<Vec<f64>>());
    let ends: Vec<f64> =
        played.iter().flat_map(|(_, p)| p.iter().flat_map(|s| s.groups_at_end.clone())).collect();
    let share = |of: fn(f64) -> bool| {
        ends.iter().filter(|mean| of(**mean)).count() as f64 / ends.len() as f64
    };
    let mut found = vec![
        near("contributions with punishment", &observed(), &pooled, 0.05).with_error(0.02),
        Comparison::is_so(
            "with minus without punishment in period 10: over 5 of 20 tokens",
            gain * ENDOWMENT > 5.0,
        ),
        Comparison::within(
            "share of groups above 18 of 20 at the end",
            0.35,
            share(|m| m > 18.0),
            0.15,
        )
        .with_error(0.03),
        Comparison::within(
            "share of groups below 2 of 20 at the end",
            0.05,
            share(|m| m < 2.0),
            0.05,
        )
        .with_error(0.02),
        Comparison::between(
            "correlation of simulated and observed means of cities",
            (0.7, 1.0),
            correlation(&real, &with),
        ),
        Comparison::between(
            "rank correlation with antisocial punishment (observed −0.90)",
            (-1.0, -0.6),
            spearman(&antisocial, &with, 0.95).0,
        ),
    ];
    let worst = |name: &str| cities.iter().position(|city| city.name == name);
    if let Some(place) = worst("Athens") {
        found.push(Comparison::is_so(
            "Athens: punishment lowers contributions",
            with[place] < without[place],
        ));
    }
    if let Some(place) = worst("Boston") {
        found.push(Comparison::is_so(
            "Boston: punishment lifts contributions by over 5 of 20 tokens",
            (with[place] - without[place]) * ENDOWMENT > 5.0,
        ));
    }
    found
}
