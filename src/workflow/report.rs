//! A results folder of a run into a report: a page, text and a workbook.

use std::path::{Path, PathBuf};

use super::folder::{begin, command_line, finish};
use super::{TaskError, Watcher};
use crate::ground::executor::threads;
use crate::model::catalogue::Language;
use crate::report::alternatives::{self, Run, RunTables, UnitFacts, WorkbookError};
use crate::store::verify::Stored;
use crate::store::{
    About, Clock, FileRecord, Inputs, MANIFEST, Manifest, ReportInputs, ScenarioInputs, disk,
};

/// The figures that a page shows, as far as they were kept.
const FIGURES: [&str; 3] = ["outcomes", "differences", "units"];
/// The tables that every report needs.
const NEEDED: [&str; 2] = ["summary.csv", "series.csv"];
/// The table of units, which may be long and is read as it comes.
const UNITS: &str = "units.csv";

/// Makes the report of a run's results, in a language, into a folder that appears whole or not at all.
/// Files of the names or endings in `only` are kept; all when it is empty.
///
/// # Errors
/// When the results are not those of a run, are not whole, or do not keep what a report needs; when something
/// stands in the way or cannot be written.
pub fn report(
    results: &Path,
    language: Language,
    only: &[String],
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<Manifest, TaskError> {
    let clock = Clock::start();
    let names: Vec<String> = alternatives::FILES.iter().map(|name| (*name).to_owned()).collect();
    let folder = begin(target, &["report"], &names, watcher)?;
    let opened = Opened::read(results)?;
    let of = folder_name(results);
    let inputs = ReportInputs { of, language: language.code().to_owned(), read: opened.read };
    let run = Run::read(opened.tables, opened.units).map_err(|why| faulty(results, &why))?;
    let table = |why: String| faulty(results, &why);
    let page = alternatives::page(&run, language).map_err(table)?;
    let text = alternatives::text(&run, language).map_err(table)?;
    let workbook = alternatives::workbook(&run, language).map_err(|error| match error {
        WorkbookError::Table(why) => faulty(results, &why),
        WorkbookError::Xlsx(_) => TaskError::Inconsistent(error.to_string()),
    })?;
    let contents = [page.into_bytes(), text.into_bytes(), workbook, alternatives::table(&run)];
    let mut files = Vec::new();
    for (name, content) in names.iter().zip(&contents) {
        files.push(folder.write(name, content)?);
    }
    let inputs = Inputs::Report(inputs);
    let (name, title) = (opened.name, run.tables.title.clone());
    let question = run.tables.question.clone();
    let about = About { name, title, question, hash: inputs.hash() };
    let occasion = clock.occasion(command_line(), threads());
    let mut manifest = Manifest::new(about, inputs, occasion, files);
    manifest.keep_only(only);
    manifest.not_kept.iter().try_for_each(|name| folder.leave_out(name))?;
    folder.write(MANIFEST, manifest.to_json().as_bytes())?;
    finish(folder, watcher)?;
    Ok(manifest)
}

/// The folder of a report, unless another is named: beside the results, with the language in its name.
pub fn report_folder(results: &Path, language: Language) -> PathBuf {
    results.with_file_name(format!("{}-report-{}", folder_name(results), language.code()))
}

/// Makes a report again, from the results beside it.
pub(super) fn again(
    inputs: &ReportInputs,
    stored: &Path,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let results = stored.with_file_name(&inputs.of);
    let record = |reason: String| TaskError::Record { folder: stored.to_owned(), reason };
    let language = Language::find(&inputs.language)
        .ok_or_else(|| record(format!("there is no language {}", inputs.language)))?;
    if results.file_name().is_none_or(|name| *name != *inputs.of) || !results.is_dir() {
        return Err(record(format!(
            "the results that it tells of, {}, are not beside it",
            inputs.of
        )));
    }
    report(&results, language, &[], target, watcher).map(|_| ())
}

/// A results folder that was read.
struct Opened {
    name: String,
    tables: RunTables,
    units: Option<Vec<UnitFacts>>,
    read: Vec<FileRecord>,
}

impl Opened {
    fn read(results: &Path) -> Result<Self, TaskError> {
        let stored = Stored::read(results)?;
        let damage = stored.damage();
        if !damage.is_empty() {
            let reason =
                Box::new(TaskError::Text("a report is made of whole results only".to_owned()));
            return Err(TaskError::Damaged { folder: results.to_owned(), damage, reason });
        }
        let manifest = stored.manifest().map_err(|why| faulty(results, &why))?;
        let (Inputs::Run(inputs) | Inputs::Compare(inputs)) = &manifest.inputs else {
            let told = format!(
                "{} holds a {}\n   help: a report is made of what `tillit run` or `tillit compare` leaves",
                results.display(),
                manifest.inputs.in_words()
            );
            return Err(TaskError::Text(told));
        };
        for needed in NEEDED {
            if !disk::exists(&results.join(needed)) {
                let told = format!(
                    "{} does not keep {needed}, which a report needs\n   help: run the scenario again without --only",
                    results.display()
                );
                return Err(TaskError::Text(told));
            }
        }
        let mut read = Vec::new();
        let tables = tables(results, &manifest, inputs, &mut read)?;
        let units = units(results, &tables, &mut read)?;
        read.retain(|file| manifest.files.contains(file));
        Ok(Self { name: manifest.name, tables, units, read })
    }
}

/// The texts of the files that a report is made from; each is added to what was read.
fn tables(
    results: &Path,
    manifest: &Manifest,
    inputs: &ScenarioInputs,
    read: &mut Vec<FileRecord>,
) -> Result<RunTables, TaskError> {
    let mut text = |name: &str| -> Result<Option<String>, TaskError> {
        let path = results.join(name);
        if !disk::exists(&path) {
            return Ok(None);
        }
        let text = disk::read_text(&path, disk::LIST_LIMIT)?;
        read.push(FileRecord::of(name, text.as_bytes()));
        Ok(Some(text))
    };
    let mut figures = Vec::new();
    for name in FIGURES {
        figures.extend(text(&format!("{name}.svg"))?.map(|svg| (name.to_owned(), svg)));
    }
    let first = &inputs.treatments.first().map(|first| &first.specification);
    let number = |key: &str| -> u32 {
        let value = first.and_then(|specification| specification.get(key));
        value.and_then(|value| value.parse().ok()).unwrap_or(1)
    };
    Ok(RunTables {
        folder: folder_name(results),
        title: manifest.title.clone(),
        question: manifest.question.clone(),
        treatments: inputs.treatments.iter().map(|t| (t.name.clone(), t.title.clone())).collect(),
        version: manifest.program.version.clone(),
        hash: manifest.hash.clone(),
        seed: inputs.seed.first().copied().unwrap_or_default(),
        replicates: number("run.replicates"),
        window: number("run.window"),
        scenario: inputs.scenario_text.clone(),
        overrides: inputs.overrides.clone(),
        summary: text("summary.csv")?.unwrap_or_default(),
        series: text("series.csv")?.unwrap_or_default(),
        differences: text("differences.csv")?.unwrap_or_default(),
        over_assumptions: text("over_assumptions.csv")?,
        assumptions: text("assumptions.csv")?,
        figures,
    })
}

/// What the units tell, where they were kept.
fn units(
    results: &Path,
    tables: &RunTables,
    read: &mut Vec<FileRecord>,
) -> Result<Option<Vec<UnitFacts>>, TaskError> {
    let path = results.join(UNITS);
    if !disk::exists(&path) {
        return Ok(None);
    }
    let names: Vec<&str> = tables.treatments.iter().map(|(name, _)| name.as_str()).collect();
    let bytes = disk::read_own(&path)?;
    read.push(FileRecord::of(UNITS, &bytes));
    let found = alternatives::units(&bytes[..], &names);
    found.map(Some).map_err(|why| faulty(results, &format!("{UNITS} {why}")))
}

/// A table that is not what a run leaves.
fn faulty(results: &Path, why: &str) -> TaskError {
    TaskError::Record { folder: results.to_owned(), reason: why.to_owned() }
}

/// The last name of a path, also of one that ends in `.` or `..`.
fn folder_name(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    whole.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
