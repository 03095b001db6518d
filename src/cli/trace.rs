//! `tillit trace`: one unit and its agents, period by period.

use std::path::PathBuf;

use super::arguments::TraceOptions;
use super::describe::print;
use super::failure::Failure;
use super::job;
use super::open::open;
use crate::engine::Engine;
use crate::report;
use crate::scenario::{Scenario, Treatment};
use crate::store::{self, FileRecord, MANIFEST, Machine, Manifest, Program};
use crate::trace::Tracer;

/// Follows one unit of one replicate of one treatment.
pub fn main(options: &TraceOptions) -> Result<(), Failure> {
    let started = jiff::Timestamp::now();
    let clock = std::time::Instant::now();
    let opened = open(&options.scenario, &[])?;
    let treatment = chosen(&opened.scenario, options.treatment.as_deref())?;
    let spec = &treatment.spec;
    let unit = below("--unit", options.unit, spec.n_units(), "units")?;
    let replicate = below("--replicate", options.replicate, spec.replicates(), "replicates")?;
    let mut tracer = Tracer::new(unit);
    Engine::new(spec).run(replicate..replicate + 1, &mut tracer);

    let hash = spec.hash();
    let target = options.out.clone().unwrap_or_else(|| {
        let name = format!("{}-unit-{}-{}", opened.name, options.unit, &hash[..12]);
        PathBuf::from("results").join(name)
    });
    job::refuse_foreign_folder(&target)?;
    let mut files = vec![
        ("unit.csv".to_owned(), store::trace_unit_table(&tracer)),
        ("agents.csv".to_owned(), store::trace_agents_table(&tracer)),
    ];
    let title = format!("Unit {} of {} ({})", options.unit, opened.name, treatment.name);
    files.extend(
        report::trace_figure(&tracer, &title, &hash, spec.seed())
            .map_err(|error| Failure::Failed(format!("cannot draw the figure: {error}")))?,
    );
    let manifest = Manifest {
        format: 1,
        program: Program::current(),
        results_version: store::RESULTS_VERSION,
        name: opened.name.clone(),
        title,
        question: opened.scenario.question.clone(),
        scenario_text: opened.text.clone(),
        overrides: opened.overrides.clone(),
        regimes: vec![],
        hash,
        seed: vec![spec.seed()],
        generator: Manifest::GENERATOR.to_owned(),
        treatments: store::records(&opened.scenario),
        command_line: std::env::args().collect(),
        started: started.to_string(),
        seconds: clock.elapsed().as_secs_f64(),
        threads: 1,
        machine: Machine::current(),
        files: files.iter().map(|(name, content)| FileRecord::of(name, content)).collect(),
    };
    files.push((MANIFEST.to_owned(), manifest.to_json().into_bytes()));
    job::write(&target, &files)?;
    if options.quiet { Ok(()) } else { print(&format!("written to {}\n", target.display())) }
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

/// A number counted from 1 as an index, when there is such a thing.
fn below(option: &str, number: u32, count: u32, things: &str) -> Result<u32, Failure> {
    if (1..=count).contains(&number) {
        Ok(number - 1)
    } else {
        Err(Failure::Mistake(format!(
            "{option} {number}: the scenario has {count} {things}, counted from 1"
        )))
    }
}
