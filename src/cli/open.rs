//! From a file and its overrides to a checked scenario.

use std::path::Path;

use super::arguments::ScenarioOptions;
use super::failure::Failure;
use crate::model::specification::ModelSpec;
use crate::scenario;
use crate::scenario::{Diagnostics, Scenario, Source};
use crate::store::{About, MANIFEST, Manifest, ScenarioInputs, disk, records};

/// A scenario file as it was read, and what it means.
#[derive(Debug)]
pub struct Opened {
    /// Name: the file without folder and ending.
    pub name: String,
    /// The text of the file.
    pub text: String,
    /// Overrides, those of `--seed` and `--replicates` included.
    pub overrides: Vec<String>,
    /// Regimes to compare; empty for the file's own treatments.
    pub regimes: Vec<String>,
    /// What it means.
    pub scenario: Scenario,
}

impl Opened {
    /// What results of the scenario are about.
    pub fn about(&self, hash: String) -> About {
        let Scenario { title, question, .. } = &self.scenario;
        About { name: self.name.clone(), title: title.clone(), question: question.clone(), hash }
    }

    /// What some of its treatments are run from.
    pub fn inputs<'a>(&self, specs: impl Iterator<Item = &'a ModelSpec>) -> ScenarioInputs {
        ScenarioInputs {
            scenario_text: self.text.clone(),
            overrides: self.overrides.clone(),
            regimes: self.regimes.clone(),
            seed: specs.map(ModelSpec::seed).collect(),
            generator: Manifest::GENERATOR.to_owned(),
            treatments: records(&self.scenario),
        }
    }

    /// The scenario of a manifest, read again.
    pub fn again(name: &str, inputs: &ScenarioInputs) -> Result<Self, Failure> {
        let shown = format!("{name} (in {MANIFEST})");
        let text = inputs.scenario_text.as_bytes();
        let scenario = understand(&shown, text, &inputs.overrides, &inputs.regimes)
            .map_err(|problems| Failure::Mistake(problems.to_string()))?;
        Ok(Self {
            name: name.to_owned(),
            text: inputs.scenario_text.clone(),
            overrides: inputs.overrides.clone(),
            regimes: inputs.regimes.clone(),
            scenario,
        })
    }
}

/// Reads and checks a scenario file, under its own treatments or under regimes.
pub fn open(options: &ScenarioOptions, regimes: &[String]) -> Result<Opened, Failure> {
    let path = &options.file;
    let bytes = read(path)?;
    let mut overrides = options.overrides.clone();
    overrides.extend(options.seed.map(|seed| format!("run.seed={seed}")));
    overrides.extend(options.replicates.map(|n| format!("run.replicates={n}")));
    let shown = path.display().to_string();
    let scenario = understand(&shown, &bytes, &overrides, regimes)
        .map_err(|problems| Failure::Mistake(problems.to_string()))?;
    Ok(Opened {
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        overrides,
        regimes: regimes.to_vec(),
        scenario,
    })
}

/// Checks the text of a scenario, under its own treatments or under regimes.
pub fn understand(
    shown_name: &str,
    bytes: &[u8],
    overrides: &[String],
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
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    disk::read(path, disk::SCENARIO_LIMIT).map_err(|error| {
        let hint = if error.is_not_found() { nearest_file(path) } else { String::new() };
        Failure::Mistake(format!("{error}{hint}"))
    })
}

/// Reads a file that another one names: a scenario (`.toml`) or a list of points (`.csv`). No other
/// file is looked into, so that none of its lines comes up in a message.
pub fn read_named(path: &Path) -> Result<Vec<u8>, String> {
    let limit = match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => disk::SCENARIO_LIMIT,
        Some("csv") => disk::LIST_LIMIT,
        _ => return Err(format!("{} is neither a .toml nor a .csv file", path.display())),
    };
    disk::read(path, limit).map_err(|error| error.to_string())
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
