//! Runs a scenario and writes its results folder.

use std::path::{Path, PathBuf};

use super::arguments::OutputOptions;
use super::failure::Failure;
use super::open::Opened;
use super::output::{complain, print};
use super::{interrupt, memory, progress, words};
use crate::engine::Engine;
use crate::ground::lanes::InstructionSet;
use crate::model::specification::ModelSpec;
use crate::report;
use crate::scenario::{Detail, Scenario};
use crate::store;
use crate::store::disk;
use crate::store::disk::{DiskError, Finished, Folder, Listing};
use crate::store::{Clock, Inputs, MANIFEST, Manifest};
use crate::study::memory::of_run;
use crate::study::runs::{TreatmentResult, profile};
use crate::workflow;

/// Runs an opened scenario as the options say.
pub fn run(opened: &Opened, options: &OutputOptions) -> Result<(), Failure> {
    if options.profile {
        return print(&profiles(&opened.scenario));
    }
    let records = store::records(&opened.scenario);
    let hash = Manifest::hash_of(&records, &recorded(&opened.scenario));
    let target = match &options.out {
        Some(folder) => folder.clone(),
        None => PathBuf::from("results").join(format!("{}-{}", opened.name, &hash[..12])),
    };
    if options.keep && is_kept(&target, &hash)? {
        return print(&format!("kept {}\n", target.display()));
    }
    let (manifest, results) = make(opened, &target, options)?;
    interrupt::finished(&target)?;
    let named = named(&opened.scenario, &results);
    if options.json {
        print(&words::json(&manifest, &named, &target))
    } else if options.quiet {
        Ok(())
    } else {
        print(&words::summary(&opened.scenario, &named, &target))
    }
}

/// Runs an opened scenario and writes its results folder.
pub fn make(
    opened: &Opened,
    target: &Path,
    options: &OutputOptions,
) -> Result<(Manifest, Vec<TreatmentResult>), Failure> {
    let pool = super::sweep::pool(options.threads)?;
    memory::check(pool.install(|| of_run(&opened.scenario)), memory::RUN)?;
    let folder = begin(target, &RUNS, &names(&opened.scenario))?;
    let clock = Clock::start();
    let records = store::records(&opened.scenario);
    let hash = Manifest::hash_of(&records, &recorded(&opened.scenario));
    let failed = |error: std::io::Error| Failure::file("write", target, &error);
    let ran = run_into(&opened.scenario, &pool, options.quiet, &folder).map_err(failed)?;
    let workflow::Ran { results, files: mut listed } = ran;
    let figures = report::figures_of(&opened.scenario, &named(&opened.scenario, &results), &hash)
        .map_err(|error| Failure::Failed(format!("cannot draw a figure: {error}")))?;
    for (name, content) in figures {
        listed.push(folder.write(&name, &content)?);
    }
    let inputs = match opened.regimes.is_empty() {
        true => Inputs::Run(opened.inputs(specs(&opened.scenario))),
        false => Inputs::Compare(opened.inputs(specs(&opened.scenario))),
    };
    let occasion = clock.occasion(command_line(), pool.current_num_threads());
    let mut manifest = Manifest::new(opened.about(hash), inputs, occasion, listed);
    manifest.keep_only(&options.only);
    manifest.not_kept.iter().try_for_each(|name| folder.leave_out(name))?;
    folder.write(MANIFEST, manifest.to_json().as_bytes())?;
    finish(folder)?;
    Ok((manifest, results))
}

/// Where the time of each treatment goes, in nanoseconds per agent and period.
fn profiles(scenario: &Scenario) -> String {
    let mut text = format!("compiled for {}\n", InstructionSet::widest().name());
    for treatment in &scenario.treatments {
        let engine = Engine::new(&treatment.spec);
        let replicates = treatment.spec.replicates();
        let found = profile(&engine, &scenario.record.metrics, replicates.min(32));
        text += &format!("\n{}, per agent and period\n{}", treatment.name, found.in_words());
    }
    text
}

/// The specifications of a scenario's treatments.
fn specs(scenario: &Scenario) -> impl Iterator<Item = &ModelSpec> {
    scenario.treatments.iter().map(|treatment| &treatment.spec)
}

/// Every treatment's name with what it gave.
fn named<'a>(
    scenario: &'a Scenario,
    results: &'a [TreatmentResult],
) -> Vec<(&'a str, &'a TreatmentResult)> {
    scenario.treatments.iter().map(|treatment| treatment.name.as_str()).zip(results).collect()
}

/// The command line, for a record.
pub fn command_line() -> Vec<String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect()
}

/// What is recorded, as part of the hash.
pub fn recorded(scenario: &Scenario) -> String {
    let names: Vec<&str> = scenario.record.metrics.iter().map(|metric| metric.name).collect();
    let detail = match scenario.record.detail {
        Detail::Units => "",
        Detail::Means => " means",
    };
    format!("record {} every {}{detail}", names.join(" "), scenario.record.every)
}

/// Runs every treatment on the threads of a pool; the tables go to a folder.
fn run_into(
    scenario: &Scenario,
    pool: &rayon::ThreadPool,
    quiet: bool,
    folder: &Folder,
) -> std::io::Result<workflow::Ran> {
    let total = specs(scenario).map(|spec| u64::from(spec.replicates())).sum();
    let bar = progress::bar(total, "replicates", quiet);
    let done = |treatment: &str, replicates| {
        bar.set_message(treatment);
        bar.inc(u64::from(replicates));
    };
    let ran = pool.install(|| workflow::run(scenario, folder, &done));
    drop(bar);
    ran
}

/// The names that the files of a run can have.
fn names(scenario: &Scenario) -> Vec<String> {
    let tables = ["summary.csv", "series.csv", "units.csv", "differences.csv"];
    let figures = scenario.figures.iter().flat_map(|kind| {
        let name = kind.name();
        [format!("{name}.svg"), format!("{name}.png")]
    });
    tables.into_iter().map(str::to_owned).chain(figures).collect()
}

/// Kinds of results that `run`, `compare` and `trace` replace.
pub const RUNS: [&str; 3] = ["run", "compare", "trace"];

/// Begins a folder of results in place of some kinds of results, and tells what an interrupted command
/// had left there.
pub fn begin(target: &Path, kinds: &[&str], names: &[String]) -> Result<Folder, Failure> {
    recover_beside(target);
    let folder = Folder::begin(target, kinds, names)?;
    interrupt::discards(&folder.place());
    Ok(folder)
}

/// Cleans or restores what an interrupted command left beside a folder, and tells it.
pub fn recover_beside(target: &Path) {
    for line in disk::recover_beside(target) {
        complain(&line);
    }
}

/// Writes all files of a folder, or none.
pub fn write(folder: Folder, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    for (name, content) in files {
        folder.write(name, content)?;
    }
    finish(folder)
}

/// Moves a folder of results into place, and tells what a user should know of it.
fn finish(folder: Folder) -> Result<(), Failure> {
    let _held = interrupt::hold();
    interrupt::discards_no_more(&folder.place());
    let Finished { told, .. } = folder.finish()?;
    for line in told {
        complain(&line);
    }
    Ok(())
}

/// Whether results of the same specification stand at a place, whole.
fn is_kept(target: &Path, hash: &str) -> Result<bool, Failure> {
    recover_beside(target);
    if !disk::exists(&target.join(MANIFEST)) {
        return Ok(false);
    }
    let refused = |reason: &str| {
        let help = "run it without --keep, or name another folder with --out";
        Err(DiskError::in_the_way(target, reason, help).into())
    };
    let Some(listing) = Listing::read(target) else {
        return refused("is not a results folder: its manifest was not written by tillit");
    };
    let text = disk::read_text(&target.join(MANIFEST), disk::RECORD_LIMIT)?;
    match Manifest::parse(&text) {
        Ok(manifest) if manifest.hash == hash => {}
        Ok(_) => return refused("holds the results of another specification"),
        Err(_) => return refused("holds results that are not those of a run"),
    }
    match listing.damaged(target).first() {
        None => Ok(true),
        Some(name) => refused(&format!("is incomplete: {name} is missing or was changed")),
    }
}
