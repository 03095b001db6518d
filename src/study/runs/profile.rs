//! Where the time of a run goes, phase by phase.

use std::time::{Duration, Instant};

use crate::engine::observe::{Metric, Recorder};
use crate::engine::{Engine, Observer};
use crate::model::mechanisms::{PHASES, PeriodContext, Phase, Rules};

/// Time per phase of some replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Setting up the worlds, and everything else outside of phases.
    pub start: Duration,
    /// Time in each of [`PHASES`]; recording counts as `observe`.
    pub phases: Vec<Duration>,
    /// Agents times periods that were run.
    pub agent_periods: u64,
}

/// Measures while another observer records.
struct Stopwatch<'a> {
    recorder: &'a mut Recorder,
    since: Instant,
    current: Option<usize>,
    phases: Vec<Duration>,
    start: Duration,
}

impl Stopwatch<'_> {
    /// Ends what was being timed and begins something else.
    fn turn(&mut self, next: Option<usize>) {
        let now = Instant::now();
        let spent = now - self.since;
        match self.current {
            Some(phase) => self.phases[phase] += spent,
            None => self.start += spent,
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

/// Runs the first replicates of a specification on this thread and measures where time goes.
pub fn profile(engine: &Engine, metrics: &[&'static Metric], replicates: u32) -> Profile {
    let spec = engine.world().spec();
    let mut recorder = Recorder::new(spec, metrics, 0..replicates);
    let mut watch = Stopwatch {
        recorder: &mut recorder,
        since: Instant::now(),
        current: None,
        phases: vec![Duration::ZERO; PHASES.len()],
        start: Duration::ZERO,
    };
    engine.run(0..replicates, &mut watch);
    watch.turn(None);
    let agent_periods = spec.n_agents() * u64::from(spec.periods()) * u64::from(replicates);
    Profile { start: watch.start, phases: watch.phases, agent_periods }
}

impl Profile {
    /// The profile as lines for a person: nanoseconds per agent-period and shares.
    pub fn in_words(&self) -> String {
        let total = self.start + self.phases.iter().sum::<Duration>();
        let line = |name: &str, spent: Duration| {
            let each = spent.as_secs_f64() * 1e9 / self.agent_periods as f64;
            let share = 100.0 * spent.as_secs_f64() / total.as_secs_f64();
            format!("  {name:10} {each:8.3} ns  {share:5.1} %\n")
        };
        let mut text = line("start", self.start);
        for (phase, spent) in PHASES.iter().zip(&self.phases) {
            text += &line(phase.name, *spent);
        }
        text += &line("all", total);
        text
    }
}
