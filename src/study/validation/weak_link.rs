//! Groups that get what their weakest member gives.

use super::{Comparison, Experiment, Kind, Run, SiteParameter, sampling};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::games::weak_link::WeakLink;
use crate::lab::people::Population;

/// Van Huyck, Battalio & Beil 1990.
pub static WEAK_LINK: Experiment = Experiment {
    name: "weak-link",
    summary: "Large groups collapse to the lowest effort, pairs rise to the highest.",
    source: "Van Huyck, Battalio & Beil 1990 (orderings only: the counts are remembered)",
    kind: Kind::Experiment,
    site: &[SiteParameter::fitted(
        "starting belief (0.75 ± 0.2)",
        "two thirds begin with one of the three highest of seven efforts (remembered)",
    )],
    sample: 7.0 / 200.0,
    run: weak_link,
};

/// Where the counts of Van Huyck, Battalio & Beil come from.
const REMEMBERED: &str = "the counts are remembered, not read";

/// Sessions and groups that are played.
const PLAYS: u32 = 200;

fn weak_link(run: &Run) -> Vec<Comparison> {
    // Two thirds of the people began with one of the three highest of seven efforts.
    let core = Population::new(run.people).starting_with((0.75, 0.2));
    let game = |group_size, periods| WeakLink::usual(group_size, periods, 1.2, 0.6);
    let n = run.plays(PLAYS);
    let end = |group_size: usize, periods: usize, first: u32| {
        let plays = (first..first + n)
            .map(|play| game(group_size, periods).play(&core, &mut generator(&run.draws, play)));
        let minima: Vec<f64> = plays.map(|play| play.minimum[periods - 1]).collect();
        (minima.iter().filter(|m| **m == 0.0).count() as f64 / f64::from(n), mean(&minima))
    };
    let (collapsed, large) = end(15, 10, 310_000);
    let (pairs_collapsed, pairs) = end(2, 7, 311_000);
    let grown: Vec<f64> = (0..n)
        .map(|play| {
            let game = WeakLink { growth: Some(1), ..game(2, 14) };
            let played = game.play(&core, &mut generator(&run.draws, 312_000 + play));
            *played.minimum.last().unwrap_or(&0.0)
        })
        .collect();
    let large_groups = 7.0;
    vec![
        Comparison::published(
            "share of large groups at the lowest effort in period 10",
            1.0,
            collapsed,
            sampling::of_share(1.0, large_groups),
        )
        .with_baseline("large groups like pairs", pairs_collapsed)
        .unverified(REMEMBERED),
        Comparison::is_so(
            "pairs end higher than large groups (minimum, by over half of all efforts)",
            pairs - large > 0.5,
        )
        .with_chance(0.5)
        .unverified(REMEMBERED),
        Comparison::is_so(
            "groups grown to 15 from pairs stay above those that start large (by over 0.2 of all efforts)",
            mean(&grown) > large + 0.2,
        )
        .given(pairs > large + 0.2, "pairs do not end higher than large groups")
        .with_chance(0.5),
    ]
}
