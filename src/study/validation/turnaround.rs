//! Turning a group around: bonuses, messages, growth, and the way back.

use super::{Comparison, Experiment, Kind, Run, SiteParameter};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::games::weak_link::{Message, WeakLink};
use crate::lab::people::Population;

/// Brandts & Cooper 2006, 2007; Brandts, Cooper & Weber 2015; Romero 2015.
pub static TURNAROUND: Experiment = Experiment {
    name: "turnaround",
    summary: "A collapsed group can be lifted by a higher bonus, better by words, and then stays up; how it got somewhere matters.",
    source: "Brandts & Cooper 2006, 2007; Brandts, Cooper & Weber 2015; Romero 2015 (orderings read in the abstracts)",
    kind: Kind::Experiment,
    site: &[
        SiteParameter::fitted("starting belief (0.5 ± 0.24)", "most firms fall at a low bonus"),
        SiteParameter::fitted("fresh start after a rise", "a rise lifts at all"),
        SiteParameter::fitted("felt message (0.9)", "words lift more than a rise"),
    ],
    sample: 0.0,
    run: turnaround,
};

/// Groups of each kind.
const GROUPS: u32 = 400;
/// Effort of the largest of five levels costs 5 a unit, 40 units, for 6 to 14 of the minimum.
const COST: f64 = 5.0;
/// What employees expect of each other at first.
const BELIEF: (f64, f64) = (0.5, 0.24);

/// The mean minimum of each period, over groups.
fn minima(run: &Run, game: &WeakLink, first: u32) -> Vec<f64> {
    let core = Population::new(run.people).starting_with(BELIEF);
    let played: Vec<Vec<f64>> = (first..first + run.plays(GROUPS))
        .map(|play| game.play(&core, &mut generator(&run.draws, play)).minimum)
        .collect();
    let at = |period: usize| mean(&played.iter().map(|group| group[period]).collect::<Vec<f64>>());
    (0..game.periods).map(at).collect()
}

fn turnaround(run: &Run) -> Vec<Comparison> {
    let firm = |bonuses: &[(usize, f64)]| WeakLink {
        of_minimum: bonuses.to_vec(),
        levels: Some(5),
        ..WeakLink::usual(4, 30, 6.0, COST)
    };
    let first = 320_000;
    let low = minima(run, &firm(&[(1, 6.0)]), first);
    let raised = |to: f64| minima(run, &firm(&[(1, 6.0), (11, to)]), first);
    let (eight, ten, fourteen) = (raised(8.0), raised(10.0), raised(14.0));
    let back = minima(run, &firm(&[(1, 6.0), (11, 14.0), (21, 8.0)]), first);
    let message = Some(Message { from: 11, felt: 0.9 });
    let told = minima(run, &WeakLink { message, ..firm(&[(1, 6.0)]) }, first);
    let both = minima(run, &WeakLink { message, ..firm(&[(1, 6.0), (11, 8.0)]) }, first);
    let paths = Paths { low, eight, ten, fourteen, back, told, both };
    let mut rows = after_a_rise(&paths);
    rows.extend(after_words(&paths));
    let (rising, falling) = (rising(run), falling(run));
    rows.push(
        Comparison::is_so(
            "at a cost of half the bonus, efforts are higher when the cost rose there than when it fell",
            rising > falling + 0.05,
        )
        .with_chance(0.5),
    );
    rows
}

/// The mean minimum of each period in each treatment.
struct Paths {
    low: Vec<f64>,
    eight: Vec<f64>,
    ten: Vec<f64>,
    fourteen: Vec<f64>,
    back: Vec<f64>,
    told: Vec<f64>,
    both: Vec<f64>,
}

/// How much more than a part of a path (by its place) the next one must bring to count as an effect, of a
/// whole range of efforts.
const LIFTED: f64 = 0.1;

/// The mean of the later half of the first, second or third ten periods.
fn part(path: &[f64], part: usize) -> f64 {
    mean(&path[10 * part + 5..10 * part + 10])
}

fn is_lifted(path: &[f64]) -> bool {
    part(path, 1) > part(path, 0) + LIFTED
}

fn after_a_rise(paths: &Paths) -> Vec<Comparison> {
    let Paths { low, eight, ten, fourteen, back, .. } = paths;
    vec![
        Comparison::is_so("firms fall to the lowest efforts at a low bonus", part(low, 0) < 0.25)
            .with_chance(0.5)
            .unverified("from secondary sources only"),
        Comparison::is_so(
            "a rise to 8, 10 or 14 lifts them",
            [eight, ten, fourteen].into_iter().all(|path| is_lifted(path)),
        )
        .with_chance(0.5),
        Comparison::is_so(
            "14 does not lift them more than 8 (by under 0.15)",
            part(fourteen, 1) - part(eight, 1) < 0.15,
        )
        .given(is_lifted(eight), "a rise to 8 does not lift them")
        .with_chance(0.5),
        Comparison::is_so(
            "a cut after success takes little back (under 0.15)",
            part(back, 1) - part(back, 2) < 0.15,
        )
        .given(is_lifted(back), "there is no success before the cut")
        .with_chance(0.5),
    ]
}

fn after_words(paths: &Paths) -> Vec<Comparison> {
    let Paths { eight, told, both, .. } = paths;
    vec![
        Comparison::is_so("words lift more than a rise to 8", part(told, 1) > part(eight, 1))
            .given(is_lifted(told), "words do not lift them")
            .with_chance(0.5),
        Comparison::is_so(
            "both together lift most",
            part(both, 1) > part(told, 1).max(part(eight, 1)),
        )
        .given(is_lifted(both), "both together do not lift them")
        .with_chance(1.0 / 3.0),
    ]
}

/// The minimum where the cost passes half of what the minimum brings, on a way from `cost.0` to
/// `cost.1`.
fn halfway(run: &Run, cost: (f64, f64), first: u32) -> f64 {
    let game = WeakLink { cost, levels: Some(7), ..WeakLink::usual(4, 21, 1.0, 0.5) };
    minima(run, &game, first)[10]
}

fn rising(run: &Run) -> f64 {
    halfway(run, (0.1, 0.9), 330_000)
}

fn falling(run: &Run) -> f64 {
    halfway(run, (0.9, 0.1), 330_000)
}
