//! `tillit sweep`: reads a sweep, runs what of it is missing, and makes its tables and figures.

mod dry;
mod figures;
mod finish;
mod points;
mod work;

use std::path::{Path, PathBuf};

use super::arguments::{Format, SweepFile, SweepOptions};
use super::failure::Failure;
use super::output::{print, tell};
use super::{job, memory, open};
use crate::scenario::Source;
use crate::store::records;
use crate::store::sweep::{
    Fault, FigureRecord, Formats, OpenError, RUNS, Record, Recorded, Store, StoreError, SweepState,
    read_record,
};
use crate::store::verify::Stored;
use crate::study::memory::of_sweep;
use crate::study::sweep;
use crate::study::sweep::{Plan, Shard, Sweep};

pub use dry::{Estimate, estimate};
pub use figures::wishes;
pub use finish::{Finished, Made, finish, lacking};
pub use points::Unrunnable;

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
        let mut overrides = options.overrides.clone();
        overrides.extend(options.seed.map(|seed| format!("run.seed={seed}")));
        overrides.extend(options.replicates.map(|n| format!("sweep.replicates={n}")));
        Self::with_overrides(&options.file, overrides)
    }

    /// Reads a sweep with some of its keys overridden.
    pub fn with_overrides(path: &Path, overrides: Vec<String>) -> Result<Self, Failure> {
        let bytes = open::read(path)?;
        let shown = path.display().to_string();
        let source = Source { name: &shown, bytes: &bytes };
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let load = |named: &str| {
            let path = folder.join(named);
            Ok((path.display().to_string(), open::read_named(&path)?))
        };
        let sweep = sweep::read(&source, &overrides, &load)
            .map_err(|problems| Failure::Mistake(problems.to_string()))?;
        let plan = Plan::new(&sweep);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, sweep, plan, overrides })
    }

    /// Most bytes that running it on the threads of a pool takes.
    pub fn memory(&self, pool: &rayon::ThreadPool) -> u64 {
        pool.install(|| of_sweep(&self.sweep, &self.plan))
    }

    /// Whether the figures that the sweep asks for can be drawn, as far as the plan tells.
    ///
    /// # Errors
    /// Which figure cannot be drawn, and why.
    pub fn check_figures(&self) -> Result<(), Failure> {
        figures::check_wishes(&self.record(None), &self.sweep)
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
    opened.check_figures()?;
    let record = opened.record(options.shard);
    let unrunnable = Unrunnable::of(&opened.sweep);
    let pool = pool(options.threads)?;
    if options.dry_run {
        let found = estimate(&opened, &pool);
        return print(&(found.in_words(&opened) + &unrunnable.in_words()));
    }
    memory::check(opened.memory(&pool), memory::SWEEP)?;
    tell(options.quiet || unrunnable.is_none(), unrunnable.in_words().trim_end());
    let folder = match &options.out {
        Some(folder) => folder.clone(),
        None => PathBuf::from("results").join(folder_name(&record)),
    };
    job::recover_beside(&folder);
    let formats = options.format.formats();
    let (mut store, faults) =
        Store::open(&folder, record, &opened.sweep).map_err(|e| refused(&folder, e))?;
    tell_faults(&faults, options.quiet);
    let state = SweepState::of(&folder, store.record(), &opened.sweep);
    if let Some(done) = finished_before(&store, &state, formats, options.quiet) {
        store.clear_chunks().map_err(|error| unwritten(&error))?;
        return done;
    }
    let clock = std::time::Instant::now();
    let started = jiff::Timestamp::now();
    if options.shard.is_some() || !state.has_tables() {
        work::run_missing(&opened, &store, options.shard, &pool, options.quiet)?;
        store.count(&opened.sweep).map_err(|error| unwritten(&error))?;
    }
    if let Some(shard) = options.shard {
        let text = format!("shard {shard} is complete: {}\n", folder.display());
        return if options.quiet { Ok(()) } else { print(&text) };
    }
    let made = Made { started, clock, threads: pool.current_num_threads() };
    finish(store, &opened.sweep, formats, &options.only, &made)?.told(options.quiet)
}

/// What to say of a sweep that was finished before, with all files as they were written, in the
/// formats that are wanted; none when there is something to make. What is damaged is told.
fn finished_before(
    store: &Store,
    state: &SweepState,
    formats: Formats,
    quiet: bool,
) -> Option<Result<(), Failure>> {
    let folder = store.path();
    if store.record().shard.is_some() {
        return None;
    }
    if let Recorded::Damaged(fault) = &state.recorded {
        let path = folder.join(crate::store::MANIFEST);
        let text = format!("{} is damaged and is written again: {fault}", path.display());
        tell(quiet, &text);
    }
    for name in &state.damaged {
        tell(quiet, &format!("{} is damaged and is written again", folder.join(name).display()));
    }
    let manifest = state.manifest().filter(|_| state.is_complete(formats))?;
    let drawn = |found: &Vec<FigureRecord>| {
        let wanted = figures::undrawn(store.record());
        let shows = |figure: &FigureRecord| (figure.shows.clone(), figure.asked);
        found.iter().map(shows).eq(wanted.iter().map(shows))
    };
    if !manifest.figures.as_ref().is_none_or(drawn) {
        return None;
    }
    match lacking(manifest) {
        // What could not be drawn then may be drawn now.
        Some(_) if manifest.failed < manifest.runs => None,
        lacking => {
            let text = format!("{} is complete already\n", folder.display());
            Some(Finished { text, lacking }.told(quiet))
        }
    }
}

impl Finished {
    /// Says what was found; a failure when something that was asked for is missing.
    ///
    /// # Errors
    /// What is missing.
    pub fn told(self, quiet: bool) -> Result<(), Failure> {
        if !quiet {
            print(&self.text)?;
        }
        self.lacking.map_or(Ok(()), |lacking| Err(Failure::Failed(lacking)))
    }
}

/// Tells which files among the chunks are not used.
pub fn tell_faults(faults: &[Fault], quiet: bool) {
    for Fault { file, reason, own } in faults {
        let file = file.display();
        tell(
            quiet,
            &match own {
                true => format!("{file} is damaged and is run again: it {reason}"),
                false => format!("{file} is left alone and not used: it {reason}"),
            },
        );
    }
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
    let threads = rayon::current_num_threads();
    let pool = pool(Some(threads))?;
    memory::check(opened.memory(&pool), memory::SWEEP)?;
    let (mut store, _) =
        Store::open(target, opened.record(None), &opened.sweep).map_err(|e| refused(target, e))?;
    work::run_missing(&opened, &store, None, &pool, false)?;
    store.count(&opened.sweep).map_err(|error| unwritten(&error))?;
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

/// The threads that were asked for.
pub fn pool(threads: Option<usize>) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))
}

/// A file of the store cannot be read or written.
pub fn unwritten(error: &StoreError) -> Failure {
    Failure::Failed(format!(
        "cannot read or write {error}\n   help: nothing that was finished is lost; free some space if the disk is full, then run the same command again"
    ))
}

/// A store that cannot be opened.
pub fn refused(folder: &Path, error: OpenError) -> Failure {
    let folder = folder.display();
    match error {
        OpenError::Foreign(path) => Failure::Mistake(format!(
            "{folder} exists and is not the folder of a sweep (it holds {}); it is left as it is\n   help: name another folder with --out",
            path.display()
        )),
        OpenError::Busy => Failure::Failed(format!(
            "another tillit is working in {folder}\n   help: wait for it, or name another folder with --out"
        )),
        OpenError::Different(differences) => {
            let mut shown: Vec<String> = differences.iter().take(20).cloned().collect();
            if differences.len() > shown.len() {
                shown.push(format!("and {} more", differences.len() - shown.len()));
            }
            Failure::Mistake(format!(
                "{folder} holds another sweep; its runs and these cannot be mixed\n     {}\n   help: change the file back to resume it, or name another folder with --out",
                shown.join("\n     ")
            ))
        }
        OpenError::Io(error) => unwritten(&error),
    }
}
