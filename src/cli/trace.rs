//! `tillit trace`: one unit and its agents, period by period.

use std::path::{Path, PathBuf};

use super::arguments::TraceOptions;
use super::failure::Failure;
use super::open::{Opened, open};
use super::output::print;
use super::progress;
use super::progress::Bar;
use super::{interrupt, job, memory};
use crate::engine::trace::Tracer;
use crate::engine::{Engine, Observer};
use crate::ground::lanes::LANES;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::report;
use crate::scenario::{Scenario, Treatment};
use crate::store;
use crate::store::{Clock, FileRecord, Inputs, MANIFEST, Manifest, TraceInputs};
use crate::study::memory::of_trace;

/// What is followed: unit and replicate counted from 1.
struct Followed<'a> {
    unit: u32,
    replicate: u32,
    treatment: &'a Treatment,
}

/// Follows one unit of one replicate of one treatment.
pub fn main(options: &TraceOptions) -> Result<(), Failure> {
    let opened = open(&options.scenario, &[])?;
    let TraceOptions { unit, replicate, .. } = *options;
    let treatment = options.treatment.as_deref();
    let followed = followed(&opened.scenario, unit, replicate, treatment)?;
    let target = options.out.clone().unwrap_or_else(|| {
        let hash = followed.treatment.spec.hash();
        PathBuf::from("results").join(format!("{}-unit-{unit}-{}", opened.name, &hash[..12]))
    });
    make(&opened, &followed, &target, options.quiet)?;
    interrupt::finished(&target)?;
    if options.quiet { Ok(()) } else { print(&format!("written to {}\n", target.display())) }
}

/// Makes the folder of a trace again.
pub fn again(name: &str, inputs: &TraceInputs, target: &Path) -> Result<(), Failure> {
    let opened = Opened::again(name, &inputs.scenario)?;
    let TraceInputs { unit, replicate, .. } = *inputs;
    let followed = followed(&opened.scenario, unit, replicate, Some(&inputs.treatment))?;
    make(&opened, &followed, target, true)
}

/// Follows a unit and writes its folder.
fn make(opened: &Opened, followed: &Followed, target: &Path, quiet: bool) -> Result<(), Failure> {
    let clock = Clock::start();
    let Followed { unit, replicate, treatment } = *followed;
    let spec = &treatment.spec;
    let staff = spec.groups()[spec.group_of(unit - 1).0 as usize].staff;
    memory::check(of_trace(spec, staff), memory::TRACE)?;
    let names = ["unit.csv", "agents.csv", "trace.svg", "trace.png"].map(str::to_owned);
    let folder = job::begin(target, &job::RUNS, &names)?;
    let mut tracer = Tracer::new(unit - 1);
    let blocks = spec.groups().iter().map(|group| u64::from(group.units).div_ceil(LANES as u64));
    let steps = blocks.sum::<u64>() * u64::from(spec.periods());
    let bar = progress::bar(steps, "steps", quiet);
    let mut watched = Watched { tracer: &mut tracer, bar: &bar };
    Engine::new(spec).run(replicate - 1..replicate, &mut watched);
    drop(bar);
    let mut files = vec![
        ("unit.csv".to_owned(), store::trace_unit_table(&tracer)),
        ("agents.csv".to_owned(), store::trace_agents_table(&tracer)),
    ];
    let title = format!("Unit {unit} of {} ({})", opened.name, treatment.name);
    files.extend(
        report::trace_figure(
            &tracer,
            &title,
            [&spec.hash(), &spec.seed().to_string()],
            opened.scenario.width,
        )
        .map_err(|error| Failure::Failed(format!("cannot draw the figure: {error}")))?,
    );
    let inputs = Inputs::Trace(TraceInputs {
        unit,
        replicate,
        treatment: treatment.name.clone(),
        scenario: opened.inputs(std::iter::once(spec)),
    });
    let listed = files.iter().map(|(name, content)| FileRecord::of(name, content)).collect();
    let mut about = opened.about(spec.hash());
    about.title = title;
    let occasion = clock.occasion(job::command_line(), 1);
    let manifest = Manifest::new(about, inputs, occasion, listed);
    files.push((MANIFEST.to_owned(), manifest.to_json().into_bytes()));
    job::write(folder, &files)
}

/// What is to be followed, when there is such a thing.
fn followed<'a>(
    scenario: &'a Scenario,
    unit: u32,
    replicate: u32,
    treatment: Option<&str>,
) -> Result<Followed<'a>, Failure> {
    let treatment = chosen(scenario, treatment)?;
    within("--unit", unit, treatment.spec.n_units(), "units")?;
    within("--replicate", replicate, treatment.spec.replicates(), "replicates")?;
    Ok(Followed { unit, replicate, treatment })
}

/// A tracer that shows how far it is.
struct Watched<'a> {
    tracer: &'a mut Tracer,
    bar: &'a Bar,
}

impl Observer for Watched<'_> {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        self.tracer.observe(context, rules);
        self.bar.inc(1);
    }
}

fn chosen<'a>(scenario: &'a Scenario, name: Option<&str>) -> Result<&'a Treatment, Failure> {
    let Some(name) = name else { return Ok(&scenario.treatments[0]) };
    scenario.treatments.iter().find(|treatment| treatment.name == name).ok_or_else(|| {
        let names: Vec<&str> = scenario.treatments.iter().map(|t| t.name.as_str()).collect();
        Failure::Mistake(format!(
            "--treatment {name}: there is no such treatment\n   help: the file has {}",
            names.join(", ")
        ))
    })
}

/// Refuses a number, counted from 1, of a thing that the scenario does not have.
fn within(option: &str, number: u32, count: u32, things: &str) -> Result<(), Failure> {
    match (1..=count).contains(&number) {
        true => Ok(()),
        false => Err(Failure::Mistake(format!(
            "{option} {number}: the scenario has {count} {things}, counted from 1"
        ))),
    }
}
