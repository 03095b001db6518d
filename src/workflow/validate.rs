//! The simulation compared with published experiments and exact results.

use std::path::Path;

use super::folder::{begin, write_all};
use super::opened::{read_file, understand};
use super::people::{in_file, read_sample, sample_file, understand_sample};
use super::{TaskError, UnknownName, Watcher, memory};
use crate::ground::executor::threads;
use crate::model::specification::ModelSpec;
use crate::report::{comparisons as report, validation_figures};
use crate::store::disk::Folder;
use crate::store::{About, Clock, Document, Inputs, ValidationInputs};
use crate::study::memory::of_validation;
use crate::study::validation;
use crate::study::validation::{Comparison, EXPERIMENTS, Experiment, SampledPeople};

/// What is compared, and with whom.
#[derive(Debug)]
pub struct Validation {
    experiments: Vec<&'static Experiment>,
    /// The scenario whose staff are the people.
    document: Document,
    people: ModelSpec,
    /// The sample with which the comparisons are played too.
    posterior: Option<(Document, SampledPeople)>,
    seed: u64,
}

/// What came of a validation: by experiment, its comparisons.
#[derive(Debug)]
pub struct ValidationResult(Vec<(&'static Experiment, Vec<Comparison>)>);

impl Validation {
    /// The experiments of some names, or all, with the staff of a scenario, or the people of the
    /// laboratory. Where a sample of people is named (a file `.csv`, or `posterior`), the people of the
    /// laboratory play, and with their other numbers those of the sample.
    ///
    /// # Errors
    /// When there is no experiment of a name, or the scenario cannot be read or has mistakes.
    pub fn new(
        experiments: &[String],
        people: Option<&Path>,
        seed: u64,
    ) -> Result<Self, TaskError> {
        let sample = people.and_then(sample_file);
        let posterior = sample.as_deref().map(read_sample).transpose()?;
        let document = match people.filter(|_| sample.is_none()) {
            None => Document {
                name: "scenarios/lab/people.toml".to_owned(),
                text: crate::lab::COMMON_PEOPLE.to_owned(),
            },
            Some(path) => Document {
                name: path.display().to_string(),
                text: String::from_utf8_lossy(&read_file(path)?).into_owned(),
            },
        };
        let experiments = experiments.to_vec();
        Self::of(ValidationInputs { experiments, people: document, posterior, seed })
    }

    fn of(inputs: ValidationInputs) -> Result<Self, TaskError> {
        let ValidationInputs { experiments, people: document, posterior, seed } = inputs;
        let scenario = understand(&document.name, document.text.as_bytes(), &[], &[])?;
        let people = scenario.treatments[0].spec.clone();
        let is = |known: &str, name: &str| known == name;
        let experiments =
            UnknownName::choose("experiment", &EXPERIMENTS, &experiments, |one| one.name, is)?;
        let sampled = |document: Document| {
            let sample = understand_sample(&document)?;
            let found = SampledPeople::new(&sample, &scenario);
            let people = found.map_err(|wrong| TaskError::Text(in_file(&document, &wrong)))?;
            Ok::<_, TaskError>((document, people))
        };
        let posterior = posterior.map(sampled).transpose()?;
        Ok(Self { experiments, document, people, posterior, seed })
    }

    /// Runs the experiments, and writes them into a folder when one is named.
    ///
    /// # Errors
    /// When it needs too much memory, something stands in the way, or something cannot be written.
    pub fn run(
        &self,
        target: Option<&Path>,
        watcher: &dyn Watcher,
    ) -> Result<ValidationResult, TaskError> {
        let clock = Clock::start();
        let needed = of_validation(threads());
        memory::check(needed, memory::THREADS, watcher)?;
        let names = ["validation.md", "validation.csv"].map(str::to_owned);
        let begin = |target| begin(target, &["validation"], &names, watcher);
        let folder = target.map(begin).transpose()?;
        let outcomes = self.play(watcher);
        let found = ValidationResult(self.experiments.iter().copied().zip(outcomes).collect());
        if let Some(folder) = folder {
            self.write(folder, &found, &clock, watcher)?;
        }
        Ok(found)
    }

    /// Plays all experiments, by the people and by those of the sample.
    fn play(&self, watcher: &dyn Watcher) -> Vec<Vec<Comparison>> {
        let Self { experiments, people, seed, .. } = self;
        let posterior = self.posterior.as_ref().map(|(_, people)| people);
        let more = posterior.map_or(0, |people| people.plays(experiments));
        let progress = watcher.progress(validation::plays(experiments) + more, "plays");
        let advance = || progress.advance(1);
        let mut outcomes = validation::outcomes(experiments, people, *seed, &advance);
        if let Some(people) = posterior {
            people.add_to(&mut outcomes, experiments, *seed, &advance);
        }
        outcomes
    }

    /// Writes the table, the figures and the manifest.
    fn write(
        &self,
        folder: Folder,
        found: &ValidationResult,
        clock: &Clock,
        watcher: &dyn Watcher,
    ) -> Result<(), TaskError> {
        let document = report::document(&found.table(), validation::FITTED_TRAITS);
        let mut files = vec![
            ("validation.md".to_owned(), document.into_bytes()),
            ("validation.csv".to_owned(), report::csv(&found.table())),
        ];
        let overlays = validation::overlay_figures(&self.people, self.seed);
        let figures = validation_figures(&overlays).map_err(TaskError::drawing)?;
        let inside = |(name, bytes)| (format!("validation/{name}"), bytes);
        files.extend(figures.into_iter().map(inside));
        let inputs = Inputs::Validation(ValidationInputs {
            experiments: self.experiments.iter().map(|one| one.name.to_owned()).collect(),
            people: self.document.clone(),
            posterior: self.posterior.as_ref().map(|(document, _)| document.clone()),
            seed: self.seed,
        });
        let about = About {
            name: "validation".to_owned(),
            title: "Validation".to_owned(),
            hash: inputs.hash(),
            ..About::default()
        };
        let made = (clock, threads());
        write_all(folder, about, inputs, &files, made, watcher)?;
        Ok(())
    }
}

impl ValidationResult {
    /// Whether every comparison with a verified number holds.
    pub fn holds(&self) -> bool {
        self.0
            .iter()
            .flat_map(|(_, comparisons)| comparisons)
            .all(|c| c.holds() || c.unverified.is_some())
    }

    /// The table in words; without `all` only what matters.
    pub fn in_words(&self, all: bool) -> String {
        report::in_words(&self.table(), all)
    }

    fn table(&self) -> Vec<report::Outcome<'_>> {
        self.0.iter().map(|(experiment, found)| (*experiment, found.as_slice())).collect()
    }
}

/// Makes the folder of a validation again.
pub(super) fn again(
    inputs: &ValidationInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    Validation::of(inputs.clone())?.run(Some(target), watcher).map(|_| ())
}
