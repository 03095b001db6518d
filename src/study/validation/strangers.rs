//! Contributions to a public good among strangers.

use super::public_goods::{
    ENDOWMENT, constant, distance, path, path_near, sessions, strangers_data,
};
use super::{Comparison, Data, Experiment, Kind, Run, SiteParameter, sampling, shape};
use crate::lab::benchmark_models::generator;
use crate::lab::contributions::ContributionGame;
use crate::lab::people::Population;

/// Fischbacher & Gächter 2010.
pub static STRANGERS: Experiment = Experiment {
    name: "public-goods-strangers",
    summary: "Contributions and beliefs among strangers fall from period to period.",
    source: "Fischbacher & Gächter 2010 (140 people; data computed anew)",
    kind: Kind::Experiment,
    site: &[ZURICH_BELIEF],
    sample: 6.0 / 400.0,
    run: strangers,
};

/// What strangers in Zurich expect of each other: it stands in the file of the people.
pub(super) const ZURICH_BELIEF: SiteParameter = SiteParameter::observed(
    "starting belief (0.49 ± 0.24)",
    "beliefs that 140 people in Zurich stated in the first period (`01_fg2010_paths.csv`)",
);

/// People of the experiment.
const PEOPLE: f64 = 140.0;

/// People whose first contributions are drawn.
const BEGINNERS: u32 = 4_000;

fn strangers(run: &Run) -> Vec<Comparison> {
    let data = strangers_data();
    let observed = |column: &str| -> Vec<f64> {
        data.column(column, |_| true).iter().map(|tokens| tokens / ENDOWMENT).collect()
    };
    // Strangers meet anew in each period, so that people are as good as independent.
    let errors = |column: &str| -> Vec<f64> {
        observed(column).iter().map(|sd| sampling::of_mean(*sd, PEOPLE)).collect()
    };
    let core = Population::new(run.people);
    // Sessions of 24 people, as most of the experiment's were.
    let played = sessions(run, &core, &ContributionGame::usual(24, false), 100_000);
    let (gifts, beliefs) =
        (path(&played, |session| &session.contribution), path(&played, |session| &session.belief));
    let (real_gifts, real_beliefs) = (observed("contrib_mean"), observed("belief_mean"));
    let gift_errors = errors("contrib_sd");
    let at = |what: &str, period: usize| {
        let what = format!("{what} contribution (share)");
        Comparison::published(what, real_gifts[period], gifts[period], gift_errors[period])
            .with_baseline("constant mean", constant(&real_gifts))
    };
    let equations = published_equations();
    let mut found = vec![
        path_near("contributions", &real_gifts, &gift_errors, &gifts)
            .with_baseline("published equations", distance(&real_gifts, &equations.0)),
        path_near("beliefs", &real_beliefs, &errors("belief_sd"), &beliefs)
            .with_baseline("published equations", distance(&real_beliefs, &equations.1)),
        at("first", 0),
        at("last", 9),
        first_contributions(run, &core),
    ];
    let closed = |what: &str, column: &str, computed: &[f64]| {
        let what = format!("published equations in period 10: {what}");
        Comparison::identity(what, observed(column)[9], computed[9], 1e-3)
    };
    found.push(closed("closed form of contributions", "meanfield_contrib", &equations.0));
    found.push(closed("closed form of beliefs", "meanfield_belief", &equations.1));
    found
}

/// Contributions and beliefs by the published equations alone, as they were estimated: shares.
fn published_equations() -> (Vec<f64>, Vec<f64>) {
    let (mut belief, mut gift) = (9.8 / ENDOWMENT, 7.893 / ENDOWMENT);
    let (mut gifts, mut beliefs) = (vec![gift], vec![belief]);
    for _ in 1..10 {
        belief = (0.118 + 0.415 * gift * ENDOWMENT + 0.569 * belief * ENDOWMENT) / ENDOWMENT;
        gift = (-0.2416 + 0.7689 * belief * ENDOWMENT) / ENDOWMENT;
        gifts.push(gift);
        beliefs.push(belief);
    }
    (gifts, beliefs)
}

/// How first contributions are spread: many give nothing, some half, some all.
fn first_contributions(run: &Run, core: &Population) -> Comparison {
    let data = Data::new(include_str!("../../../scenarios/lab/data/01_fg2010_initial.csv"));
    let real: Vec<(f64, f64)> =
        data.rows().map(|row| (row.number("value"), row.number("contrib_all"))).collect();
    let game = ContributionGame::usual(4, false);
    let gives = |person: u32| {
        let random = &mut generator(&run.draws, 110_000 + person);
        let person = core.person(random);
        f64::from(game.contribution(core, &person, 1, random)) * ENDOWMENT
    };
    let most = ENDOWMENT as u32;
    let found = shape::counted((0..run.plays(BEGINNERS)).map(gives), most);
    let apart = shape::farthest(&real, &found);
    Comparison::distribution("distribution of first contributions: largest distance", apart, PEOPLE)
        .with_baseline("uniform", shape::farthest(&real, &shape::uniform(most)))
}
