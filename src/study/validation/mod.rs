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
mod conditional_schedules;
mod control;
mod crowd;
mod data;
mod fine;
mod fixation;
mod linear_contract;
mod minimum_effort;
mod organisations;
mod overlay;
mod partners;
mod public_goods;
mod public_goods_punishment;
mod repeated_dilemma;
mod steering_signs;
mod stochastic_stability;
mod strangers;
mod teams_and_ratchets;
mod thresholds;
mod turnaround;
mod two_tasks;
mod weak_link;

use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};
use crate::model::specification::ModelSpec;
use crate::scenario;

pub use data::Data;
pub use overlay::{Overlay, OverlayFigure, Pair, Points};

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
    /// Numbers that were fitted to this experiment alone, by name.
    pub fitted: &'static [&'static str],
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
    fn plays(&self, usual: u32) -> u32 {
        ((f64::from(usual) * self.effort).ceil() as u32).clamp(1, usual)
    }
}

/// A published number beside what was simulated.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is compared.
    pub what: String,
    /// The published number.
    pub observed: f64,
    /// What was simulated or computed.
    pub simulated: f64,
    /// Half-width of the interval in which 95 % of simulated experiments lie that are of the observed one's
    /// size, or of the mean of an exact result's plays; 0 for what was computed.
    pub half_width: f64,
    /// What must hold, in words.
    pub criterion: String,
    /// Whether it does.
    pub holds: bool,
    /// For a statement: the share of simulated experiments of the observed size in which it is true; NaN
    /// where nothing is sampled. None for a number.
    pub agreement: Option<f64>,
    /// Standard error of the published number by sampling, where it is known: what a fit weighs a
    /// distance by. None for what is not to be fitted.
    pub error: Option<f64>,
    /// Why the published number is not verified; such a comparison is shown, but does not count.
    pub unverified: Option<&'static str>,
}

impl Comparison {
    /// Something computed that must lie near a published number, as a share of it.
    pub fn near(what: impl Into<String>, observed: f64, simulated: f64, share: f64) -> Self {
        let holds = (simulated - observed).abs() <= share * observed.abs().max(1e-6);
        let criterion = format!("within {} %", 100.0 * share);
        Self {
            what: what.into(),
            observed,
            simulated,
            half_width: 0.0,
            criterion,
            holds,
            agreement: None,
            error: None,
            unverified: None,
        }
    }

    /// Something that must lie within a distance of a published number.
    pub fn within(what: impl Into<String>, observed: f64, simulated: f64, distance: f64) -> Self {
        let holds = (simulated - observed).abs() <= distance;
        let criterion = format!("within {distance}");
        Self {
            what: what.into(),
            observed,
            simulated,
            half_width: 0.0,
            criterion,
            holds,
            agreement: None,
            error: None,
            unverified: None,
        }
    }

    /// The mean of some plays that must lie within three standard errors of an exact number, or within
    /// one per cent of it.
    pub fn sampled(what: impl Into<String>, observed: f64, plays: &[f64]) -> Self {
        let simulated = crate::ground::statistics::Summary::of(plays, 0.95);
        let error = simulated.sd / (plays.len() as f64).sqrt();
        let holds = (simulated.mean - observed).abs() <= (3.0 * error).max(0.01 * observed.abs());
        let half_width = 0.5 * (simulated.high - simulated.low);
        let criterion = "within 3 standard errors or 1 %".to_owned();
        Self {
            what: what.into(),
            observed,
            simulated: simulated.mean,
            half_width,
            criterion,
            holds,
            agreement: None,
            error: None,
            unverified: None,
        }
    }

    /// Something that must lie between two numbers, of which the published one is the middle.
    pub fn between(what: impl Into<String>, (low, high): (f64, f64), simulated: f64) -> Self {
        let mut comparison = Self::within(what, 0.5 * (low + high), simulated, 0.0);
        comparison.holds = (low..=high).contains(&simulated);
        comparison.criterion = format!("{low} to {high}");
        comparison
    }

    /// A statement that must be true.
    pub fn is_so(what: impl Into<String>, true_so: bool) -> Self {
        let mut comparison = Self::within(what, 1.0, f64::from(u8::from(true_so)), 0.0);
        comparison.criterion = "true".to_owned();
        comparison.agreement = Some(f64::NAN);
        comparison
    }

    /// The same, for a published number that nobody has checked against its source.
    pub fn unverified(mut self, reason: &'static str) -> Self {
        self.unverified = Some(reason);
        self
    }

    /// The same with the standard error of the published number, so that people can be fitted to it.
    pub fn with_error(mut self, error: f64) -> Self {
        self.error = Some(error);
        self
    }
}

/// How near numbers found by trying must be, as a share.
const TRIED: f64 = 0.01;

/// Every experiment, in the order of the table. A new one is one more line.
pub static EXPERIMENTS: [&Experiment; 22] = [
    &strangers::STRANGERS,
    &partners::PARTNERS,
    &public_goods_punishment::PUNISHMENT,
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
        let simulated: Vec<f64> = again.iter().map(|play| play[place].simulated).collect();
        let [low, high] = crate::ground::statistics::quantiles(&simulated, &[0.025, 0.975]);
        match &mut comparison.agreement {
            Some(share) => *share = crate::ground::statistics::mean(&simulated),
            None => comparison.half_width = 0.5 * (high - low),
        }
    }
    comparisons
}
