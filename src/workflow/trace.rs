//! One unit of one replicate, period by period, into a folder.

use std::path::{Path, PathBuf};

use super::folder::{RUNS, begin, write_all};
use super::{OpenedScenario, Progress, TaskError, Watcher, memory};
use crate::engine::trace::Tracer;
use crate::engine::{Engine, Observer};
use crate::ground::lanes::LANES;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::specification::ModelSpec;
use crate::report;
use crate::scenario::Treatment;
use crate::store;
use crate::store::{Clock, Inputs, TraceInputs};
use crate::study::memory::of_trace;

/// What is followed.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'a> {
    opened: &'a OpenedScenario,
    treatment: &'a Treatment,
    unit: u32,
    replicate: u32,
}

impl<'a> Followed<'a> {
    /// A unit of a replicate, both counted from 1, of a treatment; without a name of the first.
    ///
    /// # Errors
    /// When the scenario has no such treatment, unit or replicate.
    pub fn new(
        opened: &'a OpenedScenario,
        treatment: Option<&str>,
        unit: u32,
        replicate: u32,
    ) -> Result<Self, TaskError> {
        if opened.people.is_some() {
            let message =
                "a trace follows the people of the model: leave out `people` of the scenario";
            return Err(TaskError::Text(message.to_owned()));
        }
        let treatment = opened.treatment(treatment)?;
        within("--unit", unit, treatment.spec.n_units(), "units")?;
        within("--replicate", replicate, treatment.spec.replicates(), "replicates")?;
        Ok(Self { opened, treatment, unit, replicate })
    }

    /// The folder of the trace, unless another is named.
    pub fn folder(&self) -> PathBuf {
        let (name, hash) = (&self.opened.name, self.treatment.spec.hash());
        PathBuf::from("results").join(format!("{name}-unit-{}-{}", self.unit, &hash[..12]))
    }
}

/// Follows a unit and writes tables, a figure and a manifest into a folder.
///
/// # Errors
/// When it needs too much memory, something stands in the way, or something cannot be written.
pub fn trace(followed: Followed, target: &Path, watcher: &dyn Watcher) -> Result<(), TaskError> {
    let clock = Clock::start();
    let Followed { opened, treatment, unit, replicate } = followed;
    let spec = &treatment.spec;
    let staff = spec.groups()[spec.group_of(unit - 1).0 as usize].staff;
    memory::check(of_trace(spec, staff), memory::TRACE, watcher)?;
    let names = ["unit.csv", "agents.csv", "trace.svg", "trace.png"].map(str::to_owned);
    let folder = begin(target, &RUNS, &names, watcher)?;
    let mut tracer = Tracer::new(unit - 1, spec);
    let progress = watcher.progress(steps(spec), "steps");
    let mut watched = Watched { tracer: &mut tracer, progress: progress.as_ref() };
    Engine::new(spec).run(replicate - 1..replicate, &mut watched);
    drop(progress);
    let title = format!("Unit {unit} of {} ({})", opened.name, treatment.name);
    let files = files(&tracer, &title, spec, opened)?;
    let inputs = Inputs::Trace(TraceInputs {
        unit,
        replicate,
        treatment: treatment.name.clone(),
        scenario: opened.inputs(std::iter::once(spec)),
    });
    let mut about = opened.about(spec.hash());
    about.title = title;
    write_all(folder, about, inputs, &files, (&clock, 1), watcher)?;
    Ok(())
}

/// Makes the folder of a trace again.
pub(super) fn again(
    name: &str,
    inputs: &TraceInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let opened = OpenedScenario::again(name, &inputs.scenario)?;
    let TraceInputs { unit, replicate, .. } = *inputs;
    let followed = Followed::new(&opened, Some(&inputs.treatment), unit, replicate)?;
    trace(followed, target, watcher)
}

/// The tables and the figure of a trace.
fn files(
    tracer: &Tracer,
    title: &str,
    spec: &ModelSpec,
    opened: &OpenedScenario,
) -> Result<Vec<report::File>, TaskError> {
    let mut files = vec![
        ("unit.csv".to_owned(), store::trace_unit_table(tracer)),
        ("agents.csv".to_owned(), store::trace_agents_table(tracer)),
    ];
    let (hash, seed) = (spec.hash(), spec.seed().to_string());
    let figure = report::trace_figure(tracer, title, [&hash, &seed], opened.scenario.width);
    files.extend(figure.map_err(TaskError::drawing)?);
    Ok(files)
}

/// How often an observer looks at a replicate.
fn steps(spec: &ModelSpec) -> u64 {
    let blocks = spec.groups().iter().map(|group| u64::from(group.units).div_ceil(LANES as u64));
    blocks.sum::<u64>() * u64::from(spec.periods())
}

/// A tracer that shows how far it is.
struct Watched<'a> {
    tracer: &'a mut Tracer,
    progress: &'a dyn Progress,
}

impl Observer for Watched<'_> {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        self.tracer.observe(context, rules);
        self.progress.advance(1);
    }
}

/// Refuses a number, counted from 1, of a thing that the scenario does not have.
fn within(
    option: &'static str,
    number: u32,
    count: u32,
    things: &'static str,
) -> Result<(), TaskError> {
    match (1..=count).contains(&number) {
        true => Ok(()),
        false => Err(TaskError::OutOfRange { option, number, count, things }),
    }
}
