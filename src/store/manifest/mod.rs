//! The record of how results were made: enough to make them again.

mod fields;
mod inputs;
mod old;

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{RESULTS_VERSION, disk};

pub use fields::{CHECKSUM, NOT_COMPARED, checksum, compared};
pub use inputs::{
    AuditInputs, AuditSize, CasesInputs, Document, FrontierInputs, HypothesesInputs, Inputs,
    LeftOutInputs, ReportInputs, ScenarioInputs, SensitivityInputs, TraceInputs, TreatmentRecord,
    ValidationInputs, records, records_of_varied,
};

/// Name of the manifest's file.
pub const MANIFEST: &str = "manifest.json";

/// Version of the record's layout. Format 1 had no `kind`; it is still read.
const FORMAT: u32 = 2;

/// The record of how a results folder was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this record's layout.
    pub format: u32,
    /// The program.
    pub program: Program,
    /// Raised whenever the same specification gives other numbers.
    pub results_version: u32,
    /// Name of what was run: its file without folder and ending.
    pub name: String,
    /// Title.
    pub title: String,
    /// Question.
    pub question: String,
    /// Hash of all that affects numbers.
    pub hash: String,
    /// What the folder holds, and all that it was made from.
    #[serde(flatten)]
    pub inputs: Inputs,
    /// When and where it was made.
    #[serde(flatten)]
    pub occasion: Occasion,
    /// The files of the folder.
    pub files: Vec<FileRecord>,
    /// Those of them that were left out of the folder when it was made, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_kept: Vec<String>,
    /// SHA-256 of all fields that are compared when results are verified.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    checksum: String,
}

/// What the manifests of all kinds of folders tell.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Common {
    /// What the folder holds: `run`, `compare`, `trace`, `sweep`, `calibration`, `validation`,
    /// `hypotheses`, `left-out`, `sensitivity`, `audit`, `frontier` or `report`.
    pub kind: String,
    /// The program.
    pub program: Program,
    /// Raised whenever the same specification gives other numbers.
    pub results_version: u32,
    /// The files of the folder.
    pub files: Vec<FileRecord>,
    /// Those of them that were left out of the folder when it was made, by name.
    #[serde(default)]
    pub not_kept: Vec<String>,
}

impl Common {
    /// What a manifest of any kind, of this or an older layout, tells.
    ///
    /// # Errors
    /// Why it is not a manifest of this program, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        serde_json::from_value(old::upgraded(value)?).map_err(|error| error.to_string())
    }
}

/// What results are about, in the words of their makers.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Name of what was run.
    pub name: String,
    /// Title.
    pub title: String,
    /// Question.
    pub question: String,
    /// Hash of all that affects numbers.
    pub hash: String,
}

/// When and where results were made; it affects none of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Occasion {
    /// The command line.
    pub command_line: Vec<String>,
    /// When the work began, in UTC.
    pub started: String,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// The machine.
    pub machine: Machine,
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
    /// Name, with `/` between folder and file.
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
        let processor =
            disk::read_text(Path::new("/proc/cpuinfo"), disk::RECORD_LIMIT).ok().and_then(|text| {
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

/// A clock that was started with the work, for the [`Occasion`] of its results.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: jiff::Timestamp,
    instant: std::time::Instant,
}

impl Clock {
    /// Starts a clock.
    pub fn start() -> Self {
        Self { started: jiff::Timestamp::now(), instant: std::time::Instant::now() }
    }

    /// The occasion of work that ends now, by a command and some threads.
    pub fn occasion(&self, command_line: Vec<String>, threads: usize) -> Occasion {
        Occasion {
            command_line,
            started: self.started.to_string(),
            seconds: self.instant.elapsed().as_secs_f64(),
            threads,
            machine: Machine::current(),
        }
    }
}

impl Manifest {
    /// The generators of all random numbers, in words.
    pub const GENERATOR: &'static str = "xoshiro128++ per unit and purpose, seeded by a SplitMix64 hash of (seed, replicate, unit, purpose); xoshiro256++ per address for the start and for rare events";

    /// The manifest of results that this program has made.
    pub fn new(about: About, inputs: Inputs, occasion: Occasion, files: Vec<FileRecord>) -> Self {
        Self {
            format: FORMAT,
            inputs,
            program: Program::current(),
            results_version: RESULTS_VERSION,
            name: about.name,
            title: about.title,
            question: about.question,
            hash: about.hash,
            occasion,
            files,
            not_kept: Vec::new(),
            checksum: String::new(),
        }
    }

    /// The hash of all treatments and of what is recorded: what decides about numbers and tables.
    pub fn hash_of(treatments: &[TreatmentRecord], recorded: &str) -> String {
        let mut text = format!("results version {RESULTS_VERSION}\n{recorded}\n");
        for treatment in treatments {
            text += &format!("{} {}\n", treatment.name, treatment.hash);
        }
        sha256(text.as_bytes())
    }

    /// The manifest in a text, of this or an older layout.
    ///
    /// # Errors
    /// Why it is not a manifest of this program, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let value = old::upgraded(value)?;
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    /// Names as left out of the folder all files but those with one of some names or endings (`svg`);
    /// none when there are no names.
    pub fn keep_only(&mut self, wanted: &[String]) {
        self.not_kept = left_out(&self.files, wanted);
    }

    /// The manifest as JSON text, with its checksum.
    pub fn to_json(&self) -> String {
        to_json(serde_json::to_value(self).expect("a manifest is plain data"))
    }
}

/// A manifest as JSON text, with its checksum.
///
/// # Panics
/// When a file is listed twice: a mistake in this program.
pub(super) fn to_json(mut manifest: Value) -> String {
    manifest[CHECKSUM] = checksum(&manifest).expect("no file is listed twice").into();
    let mut text = serde_json::to_string_pretty(&manifest).expect("a manifest is plain data");
    text.push('\n');
    text
}

/// The files that are left out of a folder: all but those with one of some names or endings, and but
/// records (JSON), without which nothing could be repeated; none when there are no names.
pub fn left_out(files: &[FileRecord], wanted: &[String]) -> Vec<String> {
    let is_left_out = |file: &&FileRecord| {
        let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        ending != "json" && !wanted.iter().any(|name| *name == file.name || name == ending)
    };
    let left_out = files.iter().filter(is_left_out).map(|file| file.name.clone());
    if wanted.is_empty() { Vec::new() } else { left_out.collect() }
}

impl FileRecord {
    /// The record of a file of a folder, however large.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_file(folder: &std::path::Path, name: &str) -> std::io::Result<Self> {
        let sha256 = sha256_of(disk::open_regular(&folder.join(name))?)?;
        Ok(Self { name: name.to_owned(), sha256 })
    }

    /// The record of a file's bytes.
    pub fn of(name: &str, content: &[u8]) -> Self {
        Self { name: name.to_owned(), sha256: sha256(content) }
    }
}

/// SHA-256 in hexadecimal of all that a reader gives, without keeping it.
///
/// # Errors
/// When it cannot be read.
pub(super) fn sha256_of(mut reader: impl std::io::Read) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => hash.update(&buffer[..n]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
