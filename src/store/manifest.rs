//! The record of how results were made: enough to make them again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::RESULTS_VERSION;
use crate::scenario::{Scenario, Treatment};

/// Name of the manifest's file.
pub const MANIFEST: &str = "manifest.json";

/// The record of how a results folder was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this record's layout.
    pub format: u32,
    /// The program.
    pub program: Program,
    /// Raised whenever the same specification gives other numbers.
    pub results_version: u32,
    /// Name of the scenario: its file without folder and ending.
    pub name: String,
    /// The scenario's title.
    pub title: String,
    /// The scenario's question.
    pub question: String,
    /// The scenario file as it was read.
    pub scenario_text: String,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// Regimes that were compared; empty for the file's own treatments.
    pub regimes: Vec<String>,
    /// Hash of all that affects numbers.
    pub hash: String,
    /// Seed of all luck, of each treatment.
    pub seed: Vec<u64>,
    /// The random generators.
    pub generator: String,
    /// The treatments with their full specification, defaults filled in.
    pub treatments: Vec<TreatmentRecord>,
    /// The command line.
    pub command_line: Vec<String>,
    /// When the run began, in UTC.
    pub started: String,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// The machine.
    pub machine: Machine,
    /// The files of the folder.
    pub files: Vec<FileRecord>,
}

/// The treatments with their specifications, as a manifest shows them.
pub fn records(scenario: &Scenario) -> Vec<TreatmentRecord> {
    let record = |treatment: &Treatment| TreatmentRecord {
        name: treatment.name.clone(),
        title: treatment.title.clone(),
        hash: treatment.spec.hash(),
        specification: treatment
            .spec
            .canonical_text()
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
    };
    scenario.treatments.iter().map(record).collect()
}

/// The program that made results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Commit it was built from, when known.
    pub commit: Option<String>,
}

/// A treatment's full specification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TreatmentRecord {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Hash of the specification.
    pub hash: String,
    /// The canonical specification, key by key.
    pub specification: BTreeMap<String, String>,
}

/// The machine that made results; it affects no number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Operating system.
    pub os: String,
    /// Processor architecture.
    pub architecture: String,
    /// Processor's name, when known.
    pub processor: Option<String>,
}

/// A file of the folder and the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Name.
    pub name: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Program {
    /// The program that is running.
    pub fn current() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: option_env!("TILLIT_COMMIT").map(str::to_owned),
        }
    }
}

impl Machine {
    /// The machine that is running.
    pub fn current() -> Self {
        let processor = std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?.to_owned();
            Some(line.split_once(':')?.1.trim().to_owned())
        });
        Self {
            os: std::env::consts::OS.to_owned(),
            architecture: std::env::consts::ARCH.to_owned(),
            processor,
        }
    }
}

impl Manifest {
    /// The generators of all random numbers, in words.
    pub const GENERATOR: &'static str = "xoshiro128++ per unit and purpose, seeded by a SplitMix64 hash of (seed, replicate, unit, purpose); xoshiro256++ per address for the start and for rare events";

    /// The hash of all treatments and of what is recorded: what decides about numbers and tables.
    pub fn hash_of(treatments: &[TreatmentRecord], recorded: &str) -> String {
        let mut text = format!("results version {RESULTS_VERSION}\n{recorded}\n");
        for treatment in treatments {
            text += &format!("{} {}\n", treatment.name, treatment.hash);
        }
        sha256(text.as_bytes())
    }

    /// The manifest as JSON text.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        text.push('\n');
        text
    }
}

impl FileRecord {
    /// The record of a file's bytes.
    pub fn of(name: &str, content: &[u8]) -> Self {
        Self { name: name.to_owned(), sha256: sha256(content) }
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
