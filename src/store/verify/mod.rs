//! Whether a results folder is what its own record gives.
//!
//! Results are made again into another folder, by the code that made them the first time; here the two
//! folders are compared: every file that is listed, figures included, and the fields of the manifest.
//! Must not know: how results are made, or the command line.

mod fields;
mod files;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::store::disk;
use crate::store::sweep::SWEEP;
use crate::store::{
    CALIBRATION, Common, FileRecord, MANIFEST, Manifest, NOT_COMPARED, Program, RESULTS_VERSION,
};

/// A results folder as it was found.
#[derive(Debug)]
pub struct Stored {
    folder: PathBuf,
    /// The text of its manifest.
    text: String,
    /// What manifests of all kinds tell.
    about: Common,
    /// The manifest field by field, as it was found.
    fields: Value,
}

/// Why a folder cannot be verified.
#[derive(Debug, thiserror::Error)]
pub enum Unverifiable {
    /// It is not a results folder, in words.
    #[error("{0}")]
    NotResults(String),
    /// It was made by a program whose numbers differ, in words.
    #[error("{0}")]
    OtherVersion(String),
}

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Report {
    /// Files that are identical, byte for byte.
    pub same: Vec<String>,
    /// What differs or is damaged, in words.
    pub differing: Vec<String>,
    /// Files that are listed and were left out of the folder.
    pub not_kept: Vec<String>,
    /// Files of the folder that are not listed; a folder ends in `/`.
    pub foreign: Vec<String>,
}

impl Stored {
    /// Reads the manifest of a results folder.
    ///
    /// # Errors
    /// When there is none, or its results are of another version.
    pub fn read(folder: &Path) -> Result<Self, Unverifiable> {
        let not_results = |reason: &dyn std::fmt::Display| {
            let folder = folder.display();
            Unverifiable::NotResults(format!("{folder} is not a results folder: {reason}"))
        };
        let path = folder.join(MANIFEST);
        let text = disk::read_text(&path, disk::RECORD_LIMIT).map_err(|error| {
            let begun = [SWEEP, CALIBRATION].iter().any(|record| folder.join(record).exists());
            let help = match begun {
                true => "\n   help: it is unfinished, or is a shard; the command that started it resumes it, and `tillit merge` merges shards",
                false => "",
            };
            not_results(&format!("{error}{help}"))
        })?;
        let faulty = |reason: String| {
            Unverifiable::NotResults(format!(
                "{} was not written by tillit: {reason}",
                path.display()
            ))
        };
        let about = Common::parse(&text).map_err(faulty)?;
        let fields = serde_json::from_str(&text).map_err(|error| faulty(error.to_string()))?;
        if about.results_version != RESULTS_VERSION {
            return Err(Unverifiable::OtherVersion(format!(
                "{} holds results of version {}, by {} {}; this program makes version {RESULTS_VERSION}, whose numbers may differ\n   help: verify it with the version that made it; the changelog says what changed",
                folder.display(),
                about.results_version,
                about.program.name,
                about.program.version
            )));
        }
        Ok(Self { folder: folder.to_owned(), text, about, fields })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it holds.
    pub fn kind(&self) -> &str {
        &self.about.kind
    }

    /// Whether its manifest lists a file.
    pub fn lists(&self, name: &str) -> bool {
        self.about.files.iter().any(|file| file.name == name)
    }

    /// Its manifest, of any kind of folder but a sweep.
    ///
    /// # Errors
    /// When it cannot be understood, in words.
    pub fn manifest(&self) -> Result<Manifest, String> {
        let reason = |reason| format!("{} in {}: {reason}", MANIFEST, self.folder.display());
        Manifest::parse(&self.text).map_err(reason)
    }

    /// What of the folder is not as it was written, in words, without making anything again.
    pub fn damage(&self) -> Vec<String> {
        let mut found = fields::damage(&self.fields);
        let changed = |file: &&FileRecord| {
            let bytes = disk::read_own(&self.folder.join(&file.name));
            bytes.is_ok_and(|bytes| FileRecord::of(&file.name, &bytes) != **file)
        };
        let files = self.about.files.iter().filter(changed);
        found.extend(files.map(|file| format!("{}: was changed after it was written", file.name)));
        let missing = |file: &&FileRecord| {
            !self.about.not_kept.contains(&file.name) && !self.folder.join(&file.name).exists()
        };
        let files = self.about.files.iter().filter(missing);
        found.extend(files.map(|file| format!("{}: is missing", file.name)));
        found
    }

    /// Compares the folder with one that was made again from its record.
    ///
    /// # Errors
    /// When the folder that was made again cannot be read.
    pub fn compare(&self, again: &Path) -> Result<Report, String> {
        let text = disk::read_text(&again.join(MANIFEST), disk::RECORD_LIMIT)
            .map_err(|error| error.to_string())?;
        let fresh: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let mut report = Report::default();
        for file in &self.about.files {
            self.compare_file(&file.name, again, &mut report);
        }
        let is_table = |name: &String| name.ends_with(".csv") || name.ends_with(".parquet");
        if !self
            .about
            .files
            .iter()
            .any(|file| is_table(&file.name) && disk::is_regular(&self.folder.join(&file.name)))
        {
            report
                .differing
                .push("all of its tables are missing: nothing can be compared".to_owned());
        }
        report.differing.extend(fields::damage(&self.fields));
        report.differing.extend(fields::differences(&self.fields, &fresh));
        report.foreign = files::foreign(&self.folder, &self.about.files);
        if !report.differing.is_empty() {
            report.differing.extend(self.other_program());
        }
        Ok(report)
    }

    fn compare_file(&self, name: &str, again: &Path, report: &mut Report) {
        let may_be_absent = !self.has_checksum() || self.about.not_kept.iter().any(|n| n == name);
        match files::compare(&self.folder, again, name) {
            files::Found::Same => report.same.push(name.to_owned()),
            files::Found::Absent if may_be_absent => report.not_kept.push(name.to_owned()),
            files::Found::Absent => {
                report.differing.push(format!("{name}: is listed as kept, but is missing"))
            }
            files::Found::Differs(how) => report.differing.push(how),
        }
    }

    /// Manifests of format 1 have no checksum and do not tell which files were left out.
    fn has_checksum(&self) -> bool {
        fields::has_checksum(&self.fields)
    }

    /// A word on figures, which name the program that drew them.
    fn other_program(&self) -> Option<String> {
        let (theirs, ours) = (&self.about.program.version, Program::current().version);
        (*theirs != ours).then(|| {
            format!("(made by version {theirs} of the program, which figures name; this is {ours})")
        })
    }
}

impl Report {
    /// What was found, in words, of what kind of results.
    pub fn in_words(&self, stored: &Stored) -> String {
        let kind = stored.kind();
        let mut text = match self.differing.as_slice() {
            [] => format!("{} ({kind}): all files and fields agree\n", stored.folder.display()),
            _ => format!("{} ({kind}): results differ\n", stored.folder.display()),
        };
        for difference in &self.differing {
            let _ = writeln!(text, "  {difference}");
        }
        let mut list = |what: &str, names: &[String]| {
            if !names.is_empty() {
                let _ = writeln!(text, "  {what}: {}", names.join(", "));
            }
        };
        list("identical, byte for byte", &self.same);
        list("not kept (listed, but not in the folder)", &self.not_kept);
        list("other files (not listed)", &self.foreign);
        let fields = NOT_COMPARED.map(str::to_owned);
        list("fields of the manifest that may differ, not compared", &fields);
        text
    }
}
