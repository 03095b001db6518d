//! From a file with a sweep and what overrides it to a checked sweep.

use std::path::{Path, PathBuf};

use super::figures;
use crate::scenario::{Change, Source};
use crate::store::sweep::Record;
use crate::study::memory::of_sweep;
use crate::study::sweep;
use crate::study::sweep::{Plan, Shard, Sweep};
use crate::workflow::TaskError;
use crate::workflow::opened::{read_file, read_named, stem};

/// A sweep that was read, and its chunks.
pub struct OpenedSweep {
    /// Name: the file without folder and ending.
    pub name: String,
    /// The sweep.
    pub sweep: Sweep,
    /// Its chunks.
    pub plan: Plan,
    /// What is laid over it, as it is kept in records.
    pub overrides: Vec<String>,
}

impl OpenedSweep {
    /// Reads a sweep, and the files that it names from the folder in which it stands.
    ///
    /// # Errors
    /// When a file cannot be read, or has mistakes.
    pub fn read(path: &Path, changes: &[Change]) -> Result<Self, TaskError> {
        let bytes = read_file(path)?;
        let shown = path.display().to_string();
        let source = Source { name: &shown, bytes: &bytes };
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let load = |named: &str| {
            let path = folder.join(named);
            Ok((path.display().to_string(), read_named(&path)?))
        };
        let sweep = sweep::read(&source, changes, &load)?;
        if sweep.scenario.people.is_some() {
            let message = format!(
                "{shown}: a sweep has the people of the model, changed by its factors: leave out `people` of the scenario"
            );
            return Err(TaskError::Text(message));
        }
        let plan = Plan::new(&sweep);
        let overrides = changes.iter().map(Change::to_string).collect();
        Ok(Self { name: stem(path), sweep, plan, overrides })
    }

    /// The sweep of a record.
    ///
    /// # Errors
    /// Why it cannot be read again, in words.
    pub(crate) fn of_record(record: Record) -> Result<Self, String> {
        Self::of_texts(record.name, &record.texts, record.overrides)
    }

    /// The sweep of texts that were kept, with what is laid over them.
    ///
    /// # Errors
    /// Why it cannot be read again, in words.
    pub(crate) fn of_texts(
        name: String,
        texts: &[(String, String)],
        overrides: Vec<String>,
    ) -> Result<Self, String> {
        let sweep = sweep::read_texts(texts, &overrides)?;
        let plan = Plan::new(&sweep);
        Ok(Self { name, sweep, plan, overrides })
    }

    /// Most bytes that running it on the threads of the current pool takes.
    pub fn memory(&self) -> u64 {
        of_sweep(&self.sweep, &self.plan)
    }

    /// Whether the figures that the sweep asks for can be drawn, as far as the plan tells.
    ///
    /// # Errors
    /// Which figure cannot be drawn, and why.
    pub fn check_figures(&self) -> Result<(), TaskError> {
        figures::check_wishes(&self.record(None), &self.sweep)
    }

    /// The record of the sweep, or of a part of it.
    pub fn record(&self, shard: Option<Shard>) -> Record {
        Record::new(&self.name, &self.sweep, &self.plan, shard, &self.overrides)
    }

    /// The folder of the sweep, or of a part of it, unless another is named.
    pub fn folder(&self, shard: Option<Shard>) -> PathBuf {
        PathBuf::from("results").join(folder_name(&self.record(shard)))
    }
}

/// The folder's name of a sweep, or of a part of it.
pub fn folder_name(record: &Record) -> String {
    let whole = format!("{}-{}", record.name, &record.hash[..12]);
    match record.shard {
        None => whole,
        Some(Shard { index, of }) => format!("{whole}-shard-{index}-of-{of}"),
    }
}
