//! From a file and what overrides it to a checked scenario.

use std::path::{Path, PathBuf};

use super::people::{
    beside, in_file, read_sample, sample_file, staff_as_sample, understand_sample,
};
use super::{TaskError, UnknownName};
use crate::model::specification::ModelSpec;
use crate::scenario;
use crate::scenario::edit::Edit;
use crate::scenario::link::Link;
use crate::scenario::people::PeopleSample;
use crate::scenario::{Change, Detail, Diagnostics, Scenario, Source, Treatment};
use crate::store::{
    About, Document, FileRecord, MANIFEST, Manifest, ScenarioInputs, disk, records,
};
use crate::study::runs::ByReplicate;

/// A scenario file as it was read, and what it means.
#[derive(Debug)]
pub struct OpenedScenario {
    /// Name: the file without folder and ending.
    pub name: String,
    /// The text of the file.
    pub text: String,
    /// What is laid over it.
    pub overrides: Vec<Change>,
    /// Regimes to compare; empty for the file's own treatments.
    pub regimes: Vec<String>,
    /// What it means.
    pub scenario: Scenario,
    /// The sample of people over which its replicates are run.
    pub people: Option<OpenedPeople>,
}

/// A sample of people under a scenario.
#[derive(Debug)]
pub struct OpenedPeople {
    document: Document,
    /// By treatment: the specification of each replicate.
    treatments: Vec<ByReplicate>,
}

impl OpenedScenario {
    /// Reads and checks a scenario file, under its own treatments or under regimes.
    ///
    /// # Errors
    /// When the file cannot be read, or has mistakes.
    pub fn read(
        path: &Path,
        overrides: Vec<Change>,
        regimes: &[String],
    ) -> Result<Self, TaskError> {
        let bytes = read_file(path)?;
        let scenario = understand(&path.display().to_string(), &bytes, &overrides, regimes)?;
        let name = stem(path);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let named = scenario.people.clone();
        let opened =
            Self { name, text, overrides, regimes: regimes.to_vec(), scenario, people: None };
        match named {
            Some(people) => opened.over_people(&beside(path, Path::new(&people))),
            None => Ok(opened),
        }
    }

    /// The same with its replicates over the people of a sample: a file (`.csv`), or `posterior` for that of
    /// the laboratory's people; or with the staff of another scenario (`.toml`) as its people. Replicate r (counted from 0) has the people of place r modulo their number,
    /// each set as often as its weight says.
    ///
    /// # Errors
    /// When the file cannot be read, has mistakes, or does not fit the scenario.
    pub fn over_people(self, asked: &Path) -> Result<Self, TaskError> {
        let (path, document) = match sample_file(asked) {
            Some(path) => (path.clone(), read_sample(&path)?),
            None => (asked.to_owned(), staff_as_sample(asked)?),
        };
        self.with_sample(Document { name: file_name(&path), ..document })
    }

    fn with_sample(self, document: Document) -> Result<Self, TaskError> {
        let sample = understand_sample(&document)?;
        let wrong = |mistake: String| TaskError::Text(in_file(&document, &mistake));
        let sets = sample.specifications(&self.scenario).map_err(wrong)?;
        let order = sample.by_weight();
        let by_turns = |treatment: usize| {
            let specs = order.iter().map(|set| sets[*set][treatment].clone()).collect();
            ByReplicate::new(specs)
        };
        let treatments = (0..self.scenario.treatments.len()).filter_map(by_turns).collect();
        Ok(Self { people: Some(OpenedPeople { document, treatments }), ..self })
    }

    /// The people of the replicates of a treatment (by its place); none where all have those of its
    /// specification.
    pub fn people_of(&self, treatment: usize) -> Option<&ByReplicate> {
        self.people.as_ref().map(|people| &people.treatments[treatment])
    }

    /// The scenario of a text, under its own treatments.
    ///
    /// # Errors
    /// When it has mistakes.
    #[cfg(feature = "frontier")]
    pub(super) fn of_text(
        name: &str,
        text: &str,
        overrides: Vec<Change>,
    ) -> Result<Self, Diagnostics> {
        let scenario = understand(name, text.as_bytes(), &overrides, &[])?;
        let (name, text, regimes) = (name.to_owned(), text.to_owned(), Vec::new());
        Ok(Self { name, text, overrides, regimes, scenario, people: None })
    }

    /// The scenario of a manifest, read again.
    ///
    /// # Errors
    /// When it has mistakes, for instance because this version of the program reads other keys.
    pub fn again(name: &str, inputs: &ScenarioInputs) -> Result<Self, TaskError> {
        let ScenarioInputs { scenario_text, overrides, regimes, .. } = inputs;
        let overrides: Vec<Change> = overrides.iter().map(|typed| Change::typed(typed)).collect();
        let shown = format!("{name} (in {MANIFEST})");
        let opened = Self {
            people: None,
            scenario: understand(&shown, scenario_text.as_bytes(), &overrides, regimes)?,
            name: name.to_owned(),
            text: scenario_text.clone(),
            overrides,
            regimes: regimes.clone(),
        };
        match &inputs.people {
            Some(people) => opened.with_sample(people.clone()),
            None => Ok(opened),
        }
    }

    /// The sample of people, if there is one.
    ///
    /// # Errors
    /// Its mistakes.
    pub(super) fn sample(&self) -> Result<Option<PeopleSample>, TaskError> {
        self.people.as_ref().map(|people| understand_sample(&people.document)).transpose()
    }

    /// The hash of all that decides about the tables of its results.
    pub fn hash(&self) -> String {
        let people = self.people.as_ref().map_or_else(String::new, OpenedPeople::recorded);
        Manifest::hash_of(&records(&self.scenario), &(recorded(&self.scenario) + &people))
    }

    /// The end of a link that opens the scenario in the playground of the site, from `#` on.
    ///
    /// # Errors
    /// When it needs other files, or what is laid over it cannot be put into a link.
    pub fn link(&self) -> Result<String, TaskError> {
        if self.people.is_some() {
            return Err(TaskError::Text(
                "a scenario with people from another file has no link: a page reads no files"
                    .to_owned(),
            ));
        }
        let mut link = Link::of_changed(&self.text, &self.overrides)?;
        if !self.regimes.is_empty() {
            link.edits.push(Edit::Regimes(self.regimes.clone()));
        }
        Ok(link.fragment())
    }

    /// The folder of its results, unless another is named.
    pub fn folder(&self) -> PathBuf {
        PathBuf::from("results").join(format!("{}-{}", self.name, &self.hash()[..12]))
    }

    /// The treatment of a name, or the first.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn treatment(&self, name: Option<&str>) -> Result<&Treatment, TaskError> {
        let treatments = &self.scenario.treatments;
        let Some(name) = name else { return Ok(&treatments[0]) };
        let names = treatments.iter().map(|treatment| treatment.name.as_str());
        let found = treatments.iter().find(|treatment| treatment.name == name);
        found.ok_or_else(|| UnknownName::new("treatment", name, names).into())
    }

    /// What results of the scenario are about.
    pub(super) fn about(&self, hash: String) -> About {
        let Scenario { title, question, .. } = &self.scenario;
        About { name: self.name.clone(), title: title.clone(), question: question.clone(), hash }
    }

    /// What some of its treatments are run from.
    pub(super) fn inputs<'a>(&self, specs: impl Iterator<Item = &'a ModelSpec>) -> ScenarioInputs {
        ScenarioInputs {
            scenario_text: self.text.clone(),
            overrides: self.overrides.iter().map(Change::to_string).collect(),
            regimes: self.regimes.clone(),
            seed: specs.map(ModelSpec::seed).collect(),
            generator: Manifest::GENERATOR.to_owned(),
            treatments: records(&self.scenario),
            people: self.people.as_ref().map(|people| people.document.clone()),
            assumptions: None,
        }
    }
}

impl OpenedPeople {
    /// The sample, as part of the hash.
    fn recorded(&self) -> String {
        let Document { name, text } = &self.document;
        format!("\npeople {}", FileRecord::of(name, text.as_bytes()).sha256)
    }
}

/// What is recorded, as part of the hash.
fn recorded(scenario: &Scenario) -> String {
    let names: Vec<&str> = scenario.record.metrics.iter().map(|metric| metric.name).collect();
    let detail = match scenario.record.detail {
        Detail::Units => "",
        Detail::Means => " means",
    };
    format!("record {} every {}{detail}", names.join(" "), scenario.record.every)
}

/// Checks the text of a scenario, under its own treatments or under regimes.
pub(super) fn understand(
    shown_name: &str,
    bytes: &[u8],
    overrides: &[Change],
    regimes: &[String],
) -> Result<Scenario, Diagnostics> {
    let source = Source { name: shown_name, bytes };
    if regimes.is_empty() {
        scenario::read(&source, overrides)
    } else {
        let names: Vec<&str> = regimes.iter().map(String::as_str).collect();
        Scenario::under_regimes(&source, overrides, &names)
    }
}

/// Reads a scenario, a sweep, a lesson or a table of targets.
///
/// # Errors
/// When it cannot be read; where there is no such file, with the nearest name.
pub fn read_file(path: &Path) -> Result<Vec<u8>, TaskError> {
    disk::read(path, disk::SCENARIO_LIMIT).map_err(|error| {
        let hint = if error.is_not_found() { nearest_file(path) } else { String::new() };
        TaskError::Unreadable { error, hint }
    })
}

/// Reads a file that another one names: a scenario (`.toml`) or a list of points (`.csv`). No other
/// file is looked into, so that none of its lines comes up in a message.
pub(super) fn read_named(path: &Path) -> Result<Vec<u8>, String> {
    let limit = match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => disk::SCENARIO_LIMIT,
        Some("csv") => disk::LIST_LIMIT,
        _ => return Err(format!("{} is neither a .toml nor a .csv file", path.display())),
    };
    disk::read(path, limit).map_err(|error| error.to_string())
}

/// The name of a file without folder.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name of a file without folder and ending.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The scenario file in the same folder whose name is nearest, as a hint.
fn nearest_file(path: &Path) -> String {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let wanted = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let entries = disk::entries(folder).unwrap_or_default();
    let names = entries
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .filter(|name| name.ends_with(".toml"));
    let nearest = names
        .map(|name| (strsim::jaro_winkler(&name, &wanted), name))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((likeness, name)) if likeness > 0.8 => {
            format!("\n   help: did you mean {}?", folder.join(name).display())
        }
        _ => String::new(),
    }
}
