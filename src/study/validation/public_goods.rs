//! What experiments on contributions to a public good share: sessions, their paths and data.

use super::overlay::{Overlay, Pair, over_periods};
use super::{Comparison, Data, Run, sampling};
use crate::ground::statistics;
use crate::lab::benchmark_models::generator;
use crate::lab::contributions::{ContributionGame, Played};
use crate::lab::people::Population;

/// Sessions that are played, many more than the experiments had.
const SESSIONS: u32 = 400;

/// Tokens of each person and period in both experiments.
pub(crate) const ENDOWMENT: f64 = 20.0;

/// The share of the variance of contributions within cities that lies between groups, without and with
/// punishment (`02_htg2008_behaviour.csv`).
pub(super) const GROUP_SHARE: (f64, f64) = (0.301, 0.4035);

/// Members of a group in both experiments.
pub(super) const GROUP: f64 = 4.0;

/// The people of the sixteen cities, who expect as much of their group before they have met it as makes
/// them give what they gave at first.
pub(crate) fn partners_core(run: &Run, observed: &[f64]) -> Population {
    Population::new(run.people)
        .starting_with((super::public_goods_punishment::belief_for(run, observed[0]), 0.24))
}

pub(crate) fn sessions(
    run: &Run,
    core: &Population,
    game: &ContributionGame,
    first: u32,
) -> Vec<Played> {
    (first..first + run.plays(SESSIONS))
        .map(|play| game.play(core, &mut generator(&run.draws, play)))
        .collect()
}

/// The mean path of some sessions, as shares of the endowment.
pub(crate) fn path(played: &[Played], of: impl Fn(&Played) -> &Vec<f64>) -> Vec<f64> {
    let n = of(&played[0]).len();
    let mean = |period: usize| {
        let values: Vec<f64> = played.iter().map(|session| of(session)[period]).collect();
        statistics::mean(&values) / ENDOWMENT
    };
    (0..n).map(mean).collect()
}

/// What was observed and simulated, over periods, of both experiments.
pub(super) fn overlays(run: &Run) -> Vec<Overlay> {
    let data = strangers_data();
    let observed = |column: &str| -> Vec<f64> {
        data.column(column, |_| true).iter().map(|tokens| tokens / ENDOWMENT).collect()
    };
    let strangers =
        sessions(run, &Population::new(run.people), &ContributionGame::usual(24, false), 100_000);
    let core = partners_core(run, &partners_data().0);
    let partners = sessions(run, &core, &ContributionGame::usual(24, true), 200_000);
    let overlay = |title, observed: &[f64], played: &[Played], of: fn(&Played) -> &Vec<f64>| {
        let band = |period: usize| {
            let values: Vec<f64> =
                played.iter().map(|session| of(session)[period] / ENDOWMENT).collect();
            let [low, high] = statistics::quantiles(&values, &[0.05, 0.95]);
            (period as f64 + 1.0, low, high)
        };
        Overlay {
            title: str::to_owned(title),
            x: "period",
            y: "share of the endowment",
            pairs: vec![
                Pair::new(over_periods(observed), over_periods(&path(played, of)))
                    .with_band((0..observed.len()).map(band).collect()),
            ],
        }
    };
    vec![
        overlay("Strangers: contributions", &observed("contrib_mean"), &strangers, |s| {
            &s.contribution
        }),
        overlay("Strangers: beliefs", &observed("belief_mean"), &strangers, |s| &s.belief),
        overlay("Partners: contributions", &partners_data().0, &partners, |s| &s.contribution),
    ]
}

pub(crate) fn strangers_data() -> Data {
    Data::new(include_str!("../../../scenarios/lab/data/01_fg2010_paths.csv"))
}

/// The mean path of the partners of all cities with its standard errors, as shares of the endowment.
pub(crate) fn partners_data() -> (Vec<f64>, Vec<f64>) {
    let paths = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_paths.csv"));
    let column = |name: &str| {
        let pooled = |row: &super::data::Row| {
            row.text("city") == "ALL_subjects" && row.text("treatment") == "N"
        };
        paths.column(name, pooled)
    };
    let (means, sds, n) = (column("mean"), column("sd"), column("n"));
    let grouped = sampling::in_groups(GROUP, GROUP_SHARE.0);
    let error = |(sd, n): (&f64, &f64)| grouped * sampling::of_mean(*sd, *n) / ENDOWMENT;
    (means.iter().map(|mean| mean / ENDOWMENT).collect(), sds.iter().zip(&n).map(error).collect())
}

/// Root mean square distance of two paths.
pub(super) fn distance(a: &[f64], b: &[f64]) -> f64 {
    let squares: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    (squares / a.len() as f64).sqrt()
}

/// The constant that lies nearest to a path: its mean.
pub(super) fn constant(real: &[f64]) -> f64 {
    statistics::mean(real)
}

/// A path that must lie near the observed one, of which each point has a standard error.
pub(super) fn path_near(what: &str, real: &[f64], errors: &[f64], found: &[f64]) -> Comparison {
    let what = format!("{what}: distance of paths (share of the endowment)");
    let flat = vec![constant(real); real.len()];
    Comparison::curve(what, distance(real, found), sampling::along(errors))
        .with_baseline("constant mean", distance(real, &flat))
}
