//! Where the time of a run goes, phase by phase.

use std::io;
use std::time::{Duration, Instant};

use super::{Condenser, Gathering, UnitSink, parallel};
use crate::engine::observe::{Metric, SectorRecorder};
use crate::engine::{Engine, Observer};
use crate::model::mechanisms::{PHASES, PeriodContext, Phase, Rules};

/// Time of each step of some replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Setting up the worlds, and everything else outside of phases.
    pub start: Duration,
    /// Time in each of [`PHASES`]; recording counts as `observe`.
    pub phases: Vec<Duration>,
    /// Taking the spread over units of what was recorded, and the outcome of each unit.
    pub condensing: Duration,
    /// Adding up replicates, and writing what each unit gave.
    pub gathering: Duration,
    /// Agents times periods that were run.
    pub agent_periods: u64,
}

/// Measures while another observer records.
struct Stopwatch<'a> {
    recorder: &'a mut dyn Observer,
    since: Instant,
    current: Option<usize>,
    profile: &'a mut Profile,
}

impl<'a> Stopwatch<'a> {
    fn new(recorder: &'a mut dyn Observer, profile: &'a mut Profile) -> Self {
        Self { recorder, since: Instant::now(), current: None, profile }
    }

    /// Ends what was being timed and begins something else.
    fn turn(&mut self, next: Option<usize>) {
        let now = Instant::now();
        let spent = now - self.since;
        match self.current {
            Some(phase) => self.profile.phases[phase] += spent,
            None => self.profile.start += spent,
        }
        (self.since, self.current) = (now, next);
    }
}

impl Observer for Stopwatch<'_> {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        self.recorder.observe(context, rules);
        self.turn(None);
    }

    fn enters(&mut self, phase: &Phase) {
        self.turn(PHASES.iter().position(|other| other.name == phase.name));
    }
}

/// Runs the first replicates of a specification on this thread, batch by batch, and measures where time goes.
/// What they give is gathered, and every unit goes to `units`; without it only sector means are kept.
///
/// # Errors
/// When what was gathered cannot be written.
pub fn profile(
    engine: &Engine,
    metrics: &[&'static Metric],
    replicates: u32,
    gathering: &mut Gathering,
    mut units: Option<&mut dyn UnitSink>,
) -> io::Result<Profile> {
    let spec = engine.world().spec();
    let mut profile = Profile::new(engine, replicates);
    let mut condenser = Condenser::new(spec, metrics);
    let mut means = SectorRecorder::new(metrics);
    let batch = parallel::batch_size(spec);
    for first in (0..replicates).step_by(batch as usize) {
        let range = first..(first + batch).min(replicates);
        let recorder: &mut dyn Observer = if units.is_some() {
            condenser.record(range.clone())
        } else {
            means.begin(spec, range.clone(), 0);
            &mut means
        };
        let mut watch = Stopwatch::new(recorder, &mut profile);
        engine.run(range, &mut watch);
        watch.turn(None);
        let recorded = Instant::now();
        if units.is_some() {
            condenser.condense();
        }
        let condensed = Instant::now();
        match &mut units {
            Some(units) => gathering.add(condenser.condensed(), *units)?,
            None => gathering.add_means(&means.take())?,
        }
        profile.condensing += condensed - recorded;
        profile.gathering += condensed.elapsed();
    }
    Ok(profile)
}

impl Profile {
    fn new(engine: &Engine, replicates: u32) -> Self {
        let spec = engine.world().spec();
        Self {
            start: Duration::ZERO,
            phases: vec![Duration::ZERO; PHASES.len()],
            condensing: Duration::ZERO,
            gathering: Duration::ZERO,
            agent_periods: spec.n_agents() * u64::from(spec.periods()) * u64::from(replicates),
        }
    }

    /// All of it.
    pub fn total(&self) -> Duration {
        self.start + self.phases.iter().sum::<Duration>() + self.condensing + self.gathering
    }

    /// The profile as lines for a person: nanoseconds per agent-period and shares.
    pub fn in_words(&self) -> String {
        let total = self.total();
        let line = |name: &str, spent: Duration| {
            let each = spent.as_secs_f64() * 1e9 / self.agent_periods as f64;
            let share = 100.0 * spent.as_secs_f64() / total.as_secs_f64();
            format!("  {name:10} {each:8.3} ns  {share:5.1} %\n")
        };
        let mut text = line("start", self.start);
        for (phase, spent) in PHASES.iter().zip(&self.phases) {
            text += &line(phase.name, *spent);
        }
        text += &line("spread", self.condensing);
        text += &line("gather", self.gathering);
        text += &line("all", total);
        text
    }
}
