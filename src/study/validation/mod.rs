//! The simulation compared with published experiments and exact results.
//!
//! An [`Experiment`] is one constant in a file of its own, listed in [`EXPERIMENTS`]. It plays a
//! protocol and gives [`Comparison`]s, each with its criterion, which can fail. The published
//! numbers stand in `scenarios/lab/data` with their sources.
//!
//! Must not know: files, the command line.

mod committed_minority;
mod commons;
mod commons_with_talk;
mod comparison;
pub(crate) mod conditional_schedules;
pub(crate) mod control;
mod crowd;
pub(crate) mod fine;
mod fixation;
mod linear_contract;
mod minimum_effort;
pub(crate) mod organisations;
mod overlay;
mod partners;
mod posterior;
pub(crate) mod public_goods;
pub(crate) mod public_goods_punishment;
mod punishment_among_strangers;
pub(crate) mod repeated_dilemma;
mod sampling;
mod shape;
mod site;
mod steering_signs;
mod stochastic_stability;
mod strangers;
mod teams_and_ratchets;
mod thresholds;
mod turnaround;
mod two_tasks;
mod types;
mod weak_link;

use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};
use crate::ground::statistics;
use crate::model::specification::ModelSpec;
use crate::scenario;

pub(crate) use crate::ground::table as data;
pub use comparison::{Baseline, Comparison, Expected};
pub use data::Data;
pub use overlay::{Overlay, OverlayFigure, Pair, Points};
pub use posterior::SampledPeople;
pub use site::{Basis, SiteParameter};

/// What a published number is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Exact theory.
    Theory,
    /// An experiment whose data were computed anew.
    Experiment,
}

/// A published experiment or result, and how the simulation is compared with it.
#[derive(Debug, Clone, Copy)]
pub struct Experiment {
    /// Name.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What its numbers are worth.
    pub kind: Kind,
    /// What belongs to its site and not to its people, and what fixes it.
    pub site: &'static [SiteParameter],
    /// The share of the plays of the table for which the observed experiment had people: intervals tell how
    /// much experiments of that size differ. 0 where nothing is sampled, or nothing but orderings are
    /// compared.
    pub sample: f64,
    /// Plays it and compares.
    pub run: fn(&Run) -> Vec<Comparison>,
}

/// What an experiment is given.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The people, the same for every experiment.
    pub people: &'a ModelSpec,
    /// The organisation of which field studies tell.
    pub organisation: &'a ModelSpec,
    /// All random numbers.
    pub draws: Draws,
    /// How much is played, as a share of what the table plays: less while fitting.
    pub effort: f64,
}

impl Run<'_> {
    /// How many plays there are where the table has `usual`.
    pub(crate) fn plays(&self, usual: u32) -> u32 {
        ((f64::from(usual) * self.effort).ceil() as u32).clamp(1, usual)
    }
}

/// How near numbers found by trying must be, as a share.
const TRIED: f64 = 0.01;

/// Every experiment, in the order of the table. A new one is one more line.
pub static EXPERIMENTS: [&Experiment; 23] = [
    &strangers::STRANGERS,
    &partners::PARTNERS,
    &public_goods_punishment::PUNISHMENT,
    &punishment_among_strangers::PUNISHMENT_AMONG_STRANGERS,
    &conditional_schedules::SCHEDULES,
    &repeated_dilemma::REPEATED_DILEMMA,
    &weak_link::WEAK_LINK,
    &turnaround::TURNAROUND,
    &control::CONTROL,
    &fine::FINE,
    &commons_with_talk::TALK,
    &steering_signs::STEERING,
    &organisations::ORGANISATIONS,
    &fixation::FIXATION,
    &stochastic_stability::STOCHASTIC_STABILITY,
    &thresholds::THRESHOLDS,
    &committed_minority::COMMITTED_MINORITY,
    &crowd::CROWD,
    &minimum_effort::MINIMUM_EFFORT,
    &linear_contract::LINEAR_CONTRACT,
    &two_tasks::TWO_TASKS,
    &teams_and_ratchets::TEAMS_AND_RATCHETS,
    &commons::COMMONS,
];

/// How many numbers of the people were fitted: the factors of `scenarios/lab/people-fit.toml`.
pub const FITTED_TRAITS: usize = 5;

/// The organisation of which field studies tell, as a scenario.
pub const ORGANISATION: &str = include_str!("../../../scenarios/lab/organisation.toml");

/// The organisation of which field studies tell.
///
/// # Panics
/// When its file has mistakes: a mistake in this repository.
pub fn organisation() -> ModelSpec {
    scenario::shipped("scenarios/lab/organisation.toml", ORGANISATION)
}

/// Runs experiments with some people under a seed. `done` is called, from any thread, each time that an
/// experiment was played; [`plays`] tells how often that is.
pub fn outcomes(
    experiments: &[&'static Experiment],
    people: &ModelSpec,
    seed: u64,
    done: &(dyn Fn() + Sync),
) -> Vec<Vec<Comparison>> {
    with_run(people, seed, |run| run_all(experiments, run, done))
}

/// How often experiments are played in all.
pub fn plays(experiments: &[&'static Experiment]) -> u64 {
    experiments.iter().map(|experiment| 1 + u64::from(again(experiment))).sum()
}

/// What figures of simulation and data show, with some people under a seed.
pub fn overlay_figures(people: &ModelSpec, seed: u64) -> Vec<OverlayFigure> {
    with_run(people, seed, overlay::overlay_figures)
}

fn with_run<T>(people: &ModelSpec, seed: u64, work: impl Fn(&Run) -> T) -> T {
    let organisation = organisation();
    let draws = Draws::new(seed);
    work(&Run { people, organisation: &organisation, draws, effort: 1.0 })
}

/// Runs experiments side by side; the comparisons of each, in order. The same for any number of
/// threads.
pub fn run_all(
    experiments: &[&'static Experiment],
    run: &Run,
    done: &(dyn Fn() + Sync),
) -> Vec<Vec<Comparison>> {
    let one = |experiment: &&Experiment| with_spread(experiment, run, done);
    executor::map(experiments, one)
}

/// Plays of the observed size by which an experiment is repeated, to tell how much they differ.
fn again(experiment: &Experiment) -> u32 {
    if experiment.sample == 0.0 { 0 } else { 60 }
}

/// An experiment, and how much plays of its observed size differ.
fn with_spread(experiment: &Experiment, run: &Run, done: &(dyn Fn() + Sync)) -> Vec<Comparison> {
    let mut comparisons = (experiment.run)(run);
    done();
    if again(experiment) == 0 {
        return comparisons;
    }
    let again: Vec<Vec<Comparison>> = executor::map(0..again(experiment), |play| {
        let (purpose, agent) = (Purpose::Play, 0);
        let address = Address { replicate: 0, unit: play + 1, purpose, period: 0, agent };
        let draws = Draws::new(run.draws.hash(address));
        let played = (experiment.run)(&Run { draws, effort: experiment.sample, ..*run });
        done();
        played
    });
    for (place, comparison) in comparisons.iter_mut().enumerate() {
        let holds = again.iter().map(|play| f64::from(u8::from(play[place].holds())));
        comparison.agreement = Some(statistics::mean(&holds.collect::<Vec<f64>>()));
        if comparison.expected != Expected::Statement {
            let simulated: Vec<f64> = again.iter().map(|play| play[place].simulated).collect();
            let [low, high] = statistics::quantiles(&simulated, &[0.025, 0.975]);
            comparison.half_width = 0.5 * (high - low);
        }
    }
    comparisons
}
