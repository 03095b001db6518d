//! Public goods with punishment in eight cities: the same people, with the customs of each place.

use super::overlay::{Overlay, Pair, over_periods};
use super::partners::{SPREAD_OF_BELIEFS, behaviour};
use super::public_goods::{ENDOWMENT, GROUP, GROUP_SHARE, distance, path, path_near};
use super::{Comparison, Data, Experiment, Kind, Run, SiteParameter, sampling};
use crate::ground::executor;
use crate::ground::statistics::{correlation, mean, predicted_when_left_out, spearman};
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
    site: &[
        SiteParameter::fitted("strength of rebukes", "contributions with punishment"),
        SiteParameter::fitted(
            "starting belief of each city",
            "its first contributions without punishment",
        ),
        SPREAD_OF_BELIEFS,
        SiteParameter::observed(
            "points for giving less, and for giving more, in each city",
            "mean points of that city (`02_htg2008_cities.csv`)",
        ),
    ],
    sample: 3.0 / 40.0,
    run: cities,
};

/// Sessions in each city.
const SESSIONS: u32 = 40;

/// Groups of the sixteen cities that played with punishment.
const GROUPS: f64 = 280.0;

/// A city: what its people expect and how they punish, and what they gave.
pub(crate) struct City {
    pub(crate) name: String,
    /// Mean first contribution without punishment, as a share.
    pub(crate) first: f64,
    pub(crate) punishment: Punishment,
    /// Mean contributions over ten periods without and with punishment, as shares.
    means: (f64, f64),
    /// Their standard errors: groups are independent.
    errors: (f64, f64),
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
            errors: (of_groups(&row, "N_sd_groups"), of_groups(&row, "P_sd_groups")),
        })
        .collect()
}

/// The standard error of a city's mean, as a share.
fn of_groups(row: &super::data::Row, sd: &str) -> f64 {
    sampling::of_mean(row.number(sd), row.number("n_groups")) / ENDOWMENT
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

/// The observed mean path over the people of the cities with punishment, with its standard errors, as
/// shares.
fn observed() -> (Vec<f64>, Vec<f64>) {
    let paths = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_paths.csv"));
    let at = |period: u32| {
        let rows = |row: &super::data::Row| {
            row.text("treatment") == "P"
                && row.text("city") != "ALL_subjects"
                && row.number("period") == f64::from(period)
        };
        let [means, sds, n] = ["mean", "sd", "n"].map(|column| paths.column(column, rows));
        let people: f64 = n.iter().sum();
        let mean = means.iter().zip(&n).map(|(mean, n)| mean * n).sum::<f64>() / people;
        // Each city's part of the error of the pooled mean: its people against all.
        let part = |(sd, n): (&f64, &f64)| n / people * sampling::of_mean(*sd, *n);
        let parts: Vec<f64> = sds.iter().zip(&n).map(part).collect();
        let error = sampling::in_groups(GROUP, GROUP_SHARE.1) * sampling::rooted(&parts);
        (mean / ENDOWMENT, error / ENDOWMENT)
    };
    (1..=10).map(at).unzip()
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
    let (real, errors) = observed();
    let mut found = vec![
        path_near("contributions with punishment", &real, &errors, &pooled(&paths)),
        gain_at_the_end(&paths),
    ];
    found.extend(ends(played));
    let means: Vec<(f64, f64)> =
        paths.iter().map(|(without, with)| (mean(without), mean(with))).collect();
    found.extend(compare_cities(cities, &means));
    for name in ["Athens", "Boston"] {
        found.extend(gain_of(name, cities, &means));
    }
    found
}

/// What punishment adds in the last period, over the cities.
fn gain_at_the_end(paths: &[(Vec<f64>, Vec<f64>)]) -> Comparison {
    let gains = |period: usize| -> Vec<f64> {
        paths.iter().map(|(without, with)| with[period] - without[period]).collect()
    };
    let data = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_paths.csv"));
    let last = |treatment: &str, column: &str, period: f64| -> Vec<f64> {
        data.column(column, |row| {
            row.text("treatment") == treatment
                && !row.text("city").contains('_')
                && row.number("period") == period
        })
    };
    let real = |period: f64| {
        (mean(&last("P", "mean", period)) - mean(&last("N", "mean", period))) / ENDOWMENT
    };
    let error = |treatment: &str, shared: f64| {
        let (sds, n) = (last(treatment, "sd", 10.0), last(treatment, "n", 10.0));
        let of_city = |(sd, n): (&f64, &f64)| sampling::of_mean(*sd, *n);
        let all: Vec<f64> = sds.iter().zip(&n).map(of_city).collect();
        sampling::in_groups(GROUP, shared) * sampling::rooted(&all) / (all.len() as f64 * ENDOWMENT)
    };
    let errors = [error("N", GROUP_SHARE.0), error("P", GROUP_SHARE.1)];
    Comparison::published(
        "with minus without punishment in period 10 (share)",
        real(10.0),
        mean(&gains(9)),
        sampling::rooted(&errors),
    )
    .with_baseline("as in period 1", real(1.0))
}

/// How many groups give hardly anything, and nearly all, at the end.
fn ends(played: &[(Vec<Played>, Vec<Played>)]) -> [Comparison; 2] {
    let ends: Vec<f64> =
        played.iter().flat_map(|(_, p)| p.iter().flat_map(|s| s.groups_at_end.clone())).collect();
    let share = |of: fn(f64) -> bool| {
        ends.iter().filter(|mean| of(**mean)).count() as f64 / ends.len() as f64
    };
    let row = |what: &str, quantity: &str, found: f64| {
        let [without, real] = ["N", "P"].map(|treatment| behaviour(treatment, quantity));
        Comparison::published(what, real, found, sampling::of_share(real, GROUPS))
            .with_baseline("mean of both treatments", 0.5 * (real + without))
            .not_fitted()
            .unverified("the share is that of all sixteen cities, while eight are simulated")
    };
    [
        row(
            "share of groups above 18 of 20 at the end",
            "share of groups with mean>18",
            share(|m| m > 18.0),
        ),
        row(
            "share of groups below 2 of 20 at the end",
            "share of groups with mean<2",
            share(|m| m < 2.0),
        ),
    ]
}

/// Whether the cities lie where they should, beside a regression on what the simulation is told of them.
fn compare_cities(cities: &[City], means: &[(f64, f64)]) -> Vec<Comparison> {
    let real: Vec<f64> = cities.iter().map(|city| city.means.1).collect();
    let with: Vec<f64> = means.iter().map(|(_, with)| *with).collect();
    let errors: Vec<f64> = cities.iter().map(|city| city.errors.1).collect();
    let told =
        |city: &City| vec![city.first, city.punishment.prosocial, city.punishment.antisocial];
    let inputs: Vec<Vec<f64>> = cities.iter().map(told).collect();
    let regression = predicted_when_left_out(&inputs, &real);
    let antisocial: Vec<f64> = cities.iter().map(|city| city.punishment.antisocial).collect();
    let rank = |means: &[f64]| spearman(&antisocial, means, 0.95).0;
    let flat = vec![mean(&real); real.len()];
    /// The least correlation of eight pairs that is significant at 5 per cent.
    const SIGNIFICANT: f64 = 0.707;
    vec![
        Comparison::curve(
            "means of the cities with punishment: distance (share of the endowment)",
            distance(&real, &with),
            sampling::along(&errors),
        )
        .with_baseline("constant mean", distance(&real, &flat))
        .with_baseline(REGRESSION, distance(&real, &regression)),
        Comparison::between(
            "correlation of simulated and observed means of cities (significant at 5 %)",
            (SIGNIFICANT, 1.0),
            correlation(&real, &with),
        )
        .with_baseline(REGRESSION, correlation(&real, &regression)),
        Comparison::published(
            "rank correlation with antisocial punishment",
            rank(&real),
            rank(&with),
            sampling::of_rank_correlation(rank(&real), real.len() as f64),
        )
        .not_fitted()
        .with_baseline(REGRESSION, rank(&regression)),
    ]
}

/// What the cities are predicted from, each left out in turn.
const REGRESSION: &str = "regression on first contributions and both customs";

/// What punishment adds in a city, over all periods.
fn gain_of(name: &str, cities: &[City], means: &[(f64, f64)]) -> Option<Comparison> {
    let place = cities.iter().position(|city| city.name == name)?;
    let gain = |(without, with): (f64, f64)| with - without;
    let all: Vec<f64> = cities.iter().map(|city| gain(city.means)).collect();
    let City { means: real, errors, .. } = &cities[place];
    let error = sampling::rooted(&[errors.0, errors.1]);
    let what = format!("{name}: with minus without punishment (share)");
    let comparison = Comparison::published(what, gain(*real), gain(means[place]), error);
    Some(comparison.with_baseline("mean of the cities", mean(&all)))
}
