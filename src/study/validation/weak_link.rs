//! Groups that get what their weakest member gives.

use super::{Comparison, Experiment, Kind, Run};
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
    fitted: &["starting belief of students who expect much"],
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
    let (_, pairs) = end(2, 7, 311_000);
    let grown: Vec<f64> = (0..n)
        .map(|play| {
            let game = WeakLink { growth: Some(1), ..game(2, 14) };
            let played = game.play(&core, &mut generator(&run.draws, 312_000 + play));
            *played.minimum.last().unwrap_or(&0.0)
        })
        .collect();
    vec![
        Comparison::within(
            "share of large groups at the lowest effort in period 10",
            1.0,
            collapsed,
            0.1,
        )
        .with_error(0.12)
        .unverified(REMEMBERED),
        Comparison::within(
            "pairs end higher than large groups (minimum, difference above 0.5)",
            1.0,
            f64::from(u8::from(pairs - large > 0.5)),
            0.0,
        )
        .unverified(REMEMBERED),
        Comparison::within(
            "groups grown to 15 from pairs stay above those that start large",
            1.0,
            f64::from(u8::from(mean(&grown) > large + 0.2)),
            0.0,
        ),
    ]
}
