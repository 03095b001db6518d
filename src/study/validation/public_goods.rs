//! Public goods games among strangers and partners.

use super::overlay::{Overlay, Pair, over_periods};
use super::{Comparison, Data, Experiment, Kind, Run};
use crate::ground::statistics;
use crate::lab::benchmark_models::generator;
use crate::lab::contributions::{ContributionGame, Played};
use crate::lab::people::Population;

/// Fischbacher & Gächter 2010.
pub static STRANGERS: Experiment = Experiment {
    name: "public-goods-strangers",
    summary: "Contributions and beliefs among strangers fall from period to period.",
    source: "Fischbacher & Gächter 2010 (140 people; data computed anew)",
    kind: Kind::Experiment,
    fitted: &[],
    sample: 6.0 / 400.0,
    run: strangers,
};

/// Herrmann, Thöni & Gächter 2008, without punishment.
pub static PARTNERS: Experiment = Experiment {
    name: "public-goods-partners",
    summary: "Contributions among partners hold out longer and fall too.",
    source: "Herrmann, Thöni & Gächter 2008 (1,076 people in 16 cities; data computed anew)",
    kind: Kind::Experiment,
    fitted: &["starting belief of the cities (from their first contributions)"],
    sample: 45.0 / 400.0,
    run: partners,
};

/// Sessions that are played, many more than the experiments had.
const SESSIONS: u32 = 400;
/// Tokens of each person and period in both experiments.
pub(super) const ENDOWMENT: f64 = 20.0;
/// The people of the sixteen cities, who expect as much of their group before they have met it as makes
/// them give what they gave at first.
fn partners_core(run: &Run, observed: &[f64]) -> Population {
    Population::new(run.people).starting_with((super::cities::belief_for(run, observed[0]), 0.24))
}

fn sessions(run: &Run, core: &Population, game: &ContributionGame, first: u32) -> Vec<Played> {
    (first..first + run.plays(SESSIONS))
        .map(|play| game.play(core, &mut generator(&run.draws, play)))
        .collect()
}

/// The mean path of some sessions, as shares of the endowment.
pub(super) fn path(played: &[Played], of: impl Fn(&Played) -> &Vec<f64>) -> Vec<f64> {
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
    let core = partners_core(run, &partners_data());
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
        overlay("Partners: contributions", &partners_data(), &partners, |s| &s.contribution),
    ]
}

fn strangers_data() -> Data {
    Data::new(include_str!("../../../scenarios/lab/data/01_fg2010_paths.csv"))
}

/// The mean path of the partners of all cities, as shares of the endowment.
fn partners_data() -> Vec<f64> {
    let paths = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_paths.csv"));
    let pooled = paths
        .column("mean", |row| row.text("city") == "ALL_subjects" && row.text("treatment") == "N");
    pooled.iter().map(|tokens| tokens / ENDOWMENT).collect()
}

/// Root mean square distance of two paths.
pub(super) fn distance(a: &[f64], b: &[f64]) -> f64 {
    let squares: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    (squares / a.len() as f64).sqrt()
}

/// A path that must lie near the observed one.
pub(super) fn near(what: &str, real: &[f64], found: &[f64], most: f64) -> Comparison {
    let apart = distance(real, found);
    let what = format!("{what}: distance of paths (share of the endowment)");
    let mut comparison = Comparison::within(what, 0.0, apart, most);
    comparison.criterion = format!("RMSE at most {most}");
    comparison
}

fn strangers(run: &Run) -> Vec<Comparison> {
    let data = strangers_data();
    let observed = |column: &str| -> Vec<f64> {
        data.column(column, |_| true).iter().map(|tokens| tokens / ENDOWMENT).collect()
    };
    let core = Population::new(run.people);
    // Sessions of 24 people, as most of the experiment's were.
    let played = sessions(run, &core, &ContributionGame::usual(24, false), 100_000);
    let (gifts, beliefs) =
        (path(&played, |session| &session.contribution), path(&played, |session| &session.belief));
    let (real_gifts, real_beliefs) = (observed("contrib_mean"), observed("belief_mean"));
    let mut found = vec![
        near("contributions", &real_gifts, &gifts, 0.05).with_error(0.02),
        near("beliefs", &real_beliefs, &beliefs, 0.05).with_error(0.02),
        Comparison::within("first contribution (share)", real_gifts[0], gifts[0], 0.05)
            .with_error(0.028),
        Comparison::within("last contribution (share)", real_gifts[9], gifts[9], 0.05)
            .with_error(0.02),
    ];
    // The published equations by themselves: belief and contribution as they were estimated.
    let (mut belief, mut gift) = (9.8 / ENDOWMENT, 7.893 / ENDOWMENT);
    let (mut gifts, mut beliefs) = (vec![gift], vec![belief]);
    for _ in 1..10 {
        belief = (0.118 + 0.415 * gift * ENDOWMENT + 0.569 * belief * ENDOWMENT) / ENDOWMENT;
        gift = (-0.2416 + 0.7689 * belief * ENDOWMENT) / ENDOWMENT;
        gifts.push(gift);
        beliefs.push(belief);
    }
    found.push(near("published equations", &real_gifts, &gifts, 0.03));
    found.push(near(
        "published equations: closed form",
        &observed("meanfield_contrib"),
        &gifts,
        1e-3,
    ));
    found.push(near(
        "published equations: closed form of beliefs",
        &observed("meanfield_belief"),
        &beliefs,
        1e-3,
    ));
    found
}

fn partners(run: &Run) -> Vec<Comparison> {
    let real = partners_data();
    let core = partners_core(run, &real);
    let played = sessions(run, &core, &ContributionGame::usual(24, true), 200_000);
    let gifts = path(&played, |session| &session.contribution);
    let behaviour = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_behaviour.csv"));
    let fact = |quantity: &str| {
        let rows = |row: &super::data::Row| {
            row.text("treatment") == "N" && row.text("quantity").starts_with(quantity)
        };
        behaviour.column("value", rows)[0]
    };
    let ends: Vec<f64> = played.iter().flat_map(|s| s.groups_at_end.clone()).collect();
    let low = ends.iter().filter(|mean| **mean < 2.0).count() as f64 / ends.len() as f64;
    let high = ends.iter().filter(|mean| **mean > 18.0).count() as f64 / ends.len() as f64;
    let spread = statistics::Summary::of(&ends, 0.95).sd;
    vec![
        near("contributions", &real, &gifts, 0.05).with_error(0.02),
        Comparison::within(
            "share of groups below 2 of 20 at the end",
            fact("share of groups with mean<2"),
            low,
            0.1,
        )
        .with_error(0.027),
        Comparison::within(
            "share of groups above 18 of 20 at the end",
            fact("share of groups with mean>18"),
            high,
            0.05,
        )
        .with_error(0.01),
        Comparison::within(
            "sd of group means at the end (tokens)",
            fact("SD of group means"),
            spread,
            1.0,
        )
        .with_error(0.19),
    ]
}
