//! `tillit sweep`: reads a sweep, runs what of it is missing, and makes its tables and figures.

mod dry;
mod finish;
mod work;

use std::path::{Path, PathBuf};

use super::arguments::{Format, SweepFile, SweepOptions};
use super::describe::print;
use super::failure::Failure;
use super::open;
use crate::scenario::Source;
use crate::store::records;
use crate::store::sweep::{Formats, OpenError, RUNS, Record, Store, StoreError, read_record};
use crate::sweep::{self, Plan, Shard, Sweep};
use crate::verify::Stored;

pub use dry::{Estimate, estimate};
pub use finish::{Made, finish};

/// A sweep that was read, and its chunks.
pub struct Opened {
    /// Name: the file without folder and ending.
    pub name: String,
    /// The sweep.
    pub sweep: Sweep,
    /// Its chunks.
    pub plan: Plan,
    /// Overrides, those of `--seed` and `--replicates` included.
    pub overrides: Vec<String>,
}

impl Opened {
    /// Reads a sweep.
    pub fn read(options: &SweepFile) -> Result<Self, Failure> {
        let path = &options.file;
        let bytes = open::read(path)?;
        let mut overrides = options.overrides.clone();
        overrides.extend(options.seed.map(|seed| format!("run.seed={seed}")));
        overrides.extend(options.replicates.map(|n| format!("sweep.replicates={n}")));
        let shown = path.display().to_string();
        let source = Source { name: &shown, bytes: &bytes };
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let load = |named: &str| {
            let path = folder.join(named);
            let bytes = std::fs::read(&path)
                .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            Ok((path.display().to_string(), bytes))
        };
        let sweep = sweep::read(&source, &overrides, &load)
            .map_err(|problems| Failure::Mistake(problems.to_string()))?;
        let plan = Plan::new(&sweep);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, sweep, plan, overrides })
    }

    /// The record of the sweep, or of a part of it.
    pub fn record(&self, shard: Option<Shard>) -> Record {
        let treatments = records(&self.sweep.scenario);
        Record::new(&self.name, &self.sweep, &self.plan, shard, &self.overrides, treatments)
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

/// Runs a sweep, or what of it is missing.
pub fn main(options: &SweepOptions) -> Result<(), Failure> {
    let opened = Opened::read(&options.file)?;
    let pool = pool(options.threads)?;
    if options.dry_run {
        let found = estimate(&opened, &pool);
        return print(&found.in_words(&opened));
    }
    let record = opened.record(options.shard);
    let folder = match &options.out {
        Some(folder) => folder.clone(),
        None => PathBuf::from("results").join(folder_name(&record)),
    };
    let formats = options.format.formats();
    let (mut store, damaged) = Store::open(&folder, record).map_err(|e| refused(&folder, e))?;
    for file in &damaged {
        tell(options.quiet, &format!("{} is damaged and is run again", file.display()));
    }
    if options.shard.is_none() && finish::is_whole(&store, formats, options.quiet)? {
        store.clear_chunks().map_err(|error| unwritten(&error))?;
        return match options.quiet {
            true => Ok(()),
            false => print(&format!("{} is whole already\n", folder.display())),
        };
    }
    let clock = std::time::Instant::now();
    let started = jiff::Timestamp::now();
    if !finish::has_runs(&store) {
        work::run_missing(&opened, &store, options.shard, &pool, options.quiet)?;
        store.count().map_err(|error| unwritten(&error))?;
    }
    if let Some(shard) = options.shard {
        let text = format!("shard {shard} is whole: {}\n", folder.display());
        return if options.quiet { Ok(()) } else { print(&text) };
    }
    let made = Made { started, clock, threads: pool.current_num_threads() };
    let text = finish(store, &opened.sweep, formats, &options.only, &made)?;
    if options.quiet { Ok(()) } else { print(&text) }
}

/// Makes the folder of a finished sweep again.
pub fn again(stored: &Stored, target: &Path) -> Result<(), Failure> {
    let (clock, started) = (std::time::Instant::now(), jiff::Timestamp::now());
    let folder = stored.folder().display();
    let old = read_record(stored.folder()).map_err(|error| {
        Failure::Failed(format!("{folder} cannot be repeated without its record: {error}"))
    })?;
    let sweep = old.sweep().map_err(Failure::Failed)?;
    let plan = Plan::new(&sweep);
    let opened = Opened { name: old.name, sweep, plan, overrides: old.overrides };
    let (mut store, _) =
        Store::open(target, opened.record(None)).map_err(|error| refused(target, error))?;
    let threads = rayon::current_num_threads();
    work::run_missing(&opened, &store, None, &pool(Some(threads))?, false)?;
    store.count().map_err(|error| unwritten(&error))?;
    let csv = RUNS.replace("parquet", "csv");
    let formats = Formats { parquet: stored.lists(RUNS), csv: stored.lists(&csv) };
    let made = Made { started, clock, threads };
    finish(store, &opened.sweep, formats, &[], &made).map(|_| ())
}

impl Format {
    /// The files that it means.
    pub fn formats(self) -> Formats {
        Formats { parquet: self != Self::Csv, csv: self != Self::Parquet }
    }
}

/// Threads to work on.
/// The threads that were asked for.
pub fn pool(threads: Option<usize>) -> Result<rayon::ThreadPool, Failure> {
    if threads == Some(0) {
        return Err(Failure::Mistake("--threads 0: at least one thread is needed".into()));
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))
}

/// Tells a person something that is no mistake.
pub fn tell(quiet: bool, text: &str) {
    if !quiet {
        eprintln!("{text}");
    }
}

/// A file of the store cannot be read or written.
pub fn unwritten(error: &StoreError) -> Failure {
    Failure::Failed(format!(
        "cannot read or write {error}\n   help: nothing that was finished is lost; make room if the disk is full, then give the same command again"
    ))
}

/// A store that cannot be opened.
pub fn refused(folder: &Path, error: OpenError) -> Failure {
    let folder = folder.display();
    match error {
        OpenError::Foreign => Failure::Mistake(format!(
            "{folder} exists and is not the folder of a sweep; it is left as it is\n   help: name another folder with --out"
        )),
        OpenError::Busy => Failure::Failed(format!(
            "another tillit is at work in {folder}\n   help: wait for it, or name another folder with --out"
        )),
        OpenError::Different(differences) => {
            let mut shown: Vec<String> = differences.iter().take(20).cloned().collect();
            if differences.len() > shown.len() {
                shown.push(format!("and {} more", differences.len() - shown.len()));
            }
            Failure::Mistake(format!(
                "{folder} holds another sweep; its runs and these cannot be mixed\n     {}\n   help: change the file back to go on with it, or name another folder with --out",
                shown.join("\n     ")
            ))
        }
        OpenError::Io(error) => unwritten(&error),
    }
}
