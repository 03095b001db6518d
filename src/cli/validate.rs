//! `tillit validate`: compares the simulation with published experiments and exact results.

use std::path::Path;

use super::arguments::ValidateOptions;
use super::failure::Failure;
use super::job;
use super::job::command_line;
use super::output::print;
use super::{memory, open, progress};
use crate::model::specification::ModelSpec;
use crate::store::disk::Folder;
use crate::store::{
    About, Clock, Document, FileRecord, Inputs, MANIFEST, Manifest, ValidationInputs,
};
use crate::study::memory::of_validation;
use crate::study::validation;
use crate::study::validation::{EXPERIMENTS, Experiment, report};

/// Runs experiments and prints their table; exit code 1 when one does not hold.
pub fn main(options: &ValidateOptions) -> Result<(), Failure> {
    let clock = Clock::start();
    let chosen = chosen(&options.experiments)?;
    let document = people_file(options.people.as_deref())?;
    let people = people(&document)?;
    memory::check(of_validation(rayon::current_num_threads()), memory::THREADS)?;
    let folder = options.out.as_ref().map(|folder| begin(folder)).transpose()?;
    let outcomes = outcomes(&chosen, &people, options.seed, options.quiet);
    let table: Vec<report::Outcome> =
        chosen.iter().zip(&outcomes).map(|(experiment, c)| (*experiment, c.as_slice())).collect();
    if let Some(folder) = folder {
        let experiments = chosen.iter().map(|experiment| experiment.name.to_owned()).collect();
        let inputs = ValidationInputs { experiments, people: document, seed: options.seed };
        write_folder(folder, &table, &people, inputs, &clock)?;
    }
    let text = report::in_words(&table, options.all);
    print(&text)?;
    let holds = outcomes.iter().flatten().all(|comparison| comparison.holds);
    let failed = "some comparisons fail; they are marked ✗ above";
    if holds { Ok(()) } else { Err(Failure::Failed(failed.to_owned())) }
}

/// Runs experiments under a bar.
fn outcomes(
    chosen: &[&'static Experiment],
    people: &ModelSpec,
    seed: u64,
    quiet: bool,
) -> Vec<Vec<validation::Comparison>> {
    let bar = progress::bar(validation::plays(chosen), "plays", quiet);
    validation::outcomes(chosen, people, seed, &|| bar.inc(1))
}

/// Makes the folder of a validation again.
pub fn again(inputs: &ValidationInputs, target: &Path) -> Result<(), Failure> {
    let clock = Clock::start();
    let chosen = chosen(&inputs.experiments)?;
    let people = people(&inputs.people)?;
    memory::check(of_validation(rayon::current_num_threads()), memory::THREADS)?;
    let folder = begin(target)?;
    let outcomes = outcomes(&chosen, &people, inputs.seed, true);
    let table: Vec<report::Outcome> =
        chosen.iter().zip(&outcomes).map(|(experiment, c)| (*experiment, c.as_slice())).collect();
    write_folder(folder, &table, &people, inputs.clone(), &clock)
}

/// Begins the folder of a validation.
fn begin(target: &Path) -> Result<Folder, Failure> {
    let names = ["validation.md", "validation.csv"].map(str::to_owned);
    job::begin(target, &["validation"], &names)
}

/// Writes the table, the figures and the manifest.
fn write_folder(
    folder: Folder,
    table: &[report::Outcome],
    people: &ModelSpec,
    inputs: ValidationInputs,
    clock: &Clock,
) -> Result<(), Failure> {
    let document = report::document(table, validation::FITTED_TRAITS).into_bytes();
    let mut files = vec![
        ("validation.md".to_owned(), document),
        ("validation.csv".to_owned(), report::csv(table)),
    ];
    let figures =
        crate::report::validation_figures(&validation::overlay_figures(people, inputs.seed))
            .map_err(|error| Failure::Failed(error.to_string()))?;
    files.extend(figures.into_iter().map(|(name, bytes)| (format!("validation/{name}"), bytes)));
    let inputs = Inputs::Validation(inputs);
    let about = About {
        name: "validation".to_owned(),
        title: "Validation".to_owned(),
        hash: inputs.hash(),
        ..About::default()
    };
    let occasion = clock.occasion(command_line(), rayon::current_num_threads());
    let listed = files.iter().map(|(name, content)| FileRecord::of(name, content)).collect();
    let manifest = Manifest::new(about, inputs, occasion, listed);
    files.push((MANIFEST.to_owned(), manifest.to_json().into_bytes()));
    job::write(folder, &files)
}

/// The scenario whose staff are the people.
fn people_file(path: Option<&Path>) -> Result<Document, Failure> {
    let Some(path) = path else {
        let name = "scenarios/lab/people.toml".to_owned();
        return Ok(Document { name, text: validation::PEOPLE.to_owned() });
    };
    let text = String::from_utf8_lossy(&open::read(path)?).into_owned();
    Ok(Document { name: path.display().to_string(), text })
}

/// The staff of a scenario.
fn people(document: &Document) -> Result<ModelSpec, Failure> {
    let scenario = open::understand(&document.name, document.text.as_bytes(), &[], &[])
        .map_err(|problems| Failure::Mistake(problems.to_string()))?;
    Ok(scenario.treatments[0].spec.clone())
}

fn chosen(names: &[String]) -> Result<Vec<&'static Experiment>, Failure> {
    if names.is_empty() {
        return Ok(EXPERIMENTS.to_vec());
    }
    let known = EXPERIMENTS.iter().map(|experiment| experiment.name);
    let one = |name: &String| {
        let found = EXPERIMENTS.into_iter().find(|experiment| experiment.name == name);
        found.ok_or_else(|| Failure::no_such("experiment", name, known.clone()))
    };
    names.iter().map(one).collect()
}
