//! Parameters of a scenario estimated from published results.

use std::path::{Path, PathBuf};

use super::folder::{command_line, recover_beside};
use super::opened::read_file;
use super::sweep::OpenedSweep;
use super::watcher::{check, hold};
use super::{TaskError, Watcher, memory};
use crate::ground::executor::threads;
use crate::ground::text::decode;
use crate::report;
use crate::report::calibrated;
use crate::scenario::MAX_BYTES;
use crate::store::disk;
use crate::store::verify::Stored;
use crate::store::{
    About, CALIBRATION, CalibrationFolder, Clock, FileRecord, Inputs, MANIFEST, Manifest,
    RESULTS_VERSION,
};
use crate::study::calibration::{Calibration, Generation, Record, Settings, Target, targets};
use crate::study::memory::of_calibration;
use crate::study::sweep::Sweep;

/// A calibration that was read: what is sought, and what should come out.
pub struct OpenedCalibration {
    record: Record,
    sweep: Sweep,
    targets: Vec<Target>,
}

impl OpenedCalibration {
    /// What is sought is what a sweep varies; a table of targets says what should come out, and
    /// `effort` which share of an experiment's plays is played. With `likelihood` particles weigh by how
    /// likely they make the targets, whose errors are multiplied by it.
    ///
    /// # Errors
    /// When the table cannot be read or has mistakes.
    pub fn new(
        opened: OpenedSweep,
        table: &Path,
        settings: Settings,
        effort: f64,
        likelihood: Option<f64>,
    ) -> Result<Self, TaskError> {
        let bytes = read_file(table)?;
        let shown = table.display().to_string();
        let text =
            decode(&bytes, MAX_BYTES).map_err(|found| TaskError::Text(found.in_file(&shown)))?;
        let Settings { population, keep, stop, generations, seed } = settings;
        let targets_name = table.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let record = Record {
            results_version: RESULTS_VERSION,
            name: opened.name,
            files: opened.sweep.texts.clone(),
            overrides: opened.overrides,
            targets_name,
            targets: text.to_owned(),
            population,
            keep,
            stop,
            generations,
            seed,
            effort,
            likelihood,
        };
        Self::of(record, opened.sweep, table)
    }

    /// The calibration of a record; mistakes in its targets are reported with the file that they stand in.
    fn of(record: Record, sweep: Sweep, shown: &Path) -> Result<Self, TaskError> {
        let treatments: Vec<&str> =
            sweep.scenario.treatments.iter().map(|t| t.name.as_str()).collect();
        let targets = targets::read(&record.targets, &treatments).map_err(|mistakes| {
            let all = mistakes.iter().map(|mistake| format!("{}:{mistake}", shown.display()));
            TaskError::Text(all.collect::<Vec<_>>().join("\n"))
        })?;
        Ok(Self { record, sweep, targets })
    }

    /// The folder of the calibration, unless another is named.
    pub fn folder(&self) -> PathBuf {
        PathBuf::from("results").join(format!("{}-calibration", self.record.name))
    }

    fn calibration(&self) -> Calibration<'_> {
        let Self { record, sweep, targets } = self;
        Calibration {
            sweep,
            targets,
            settings: record.settings(),
            effort: record.effort,
            likelihood: record.likelihood,
        }
    }
}

/// Calibrates, or resumes a calibration that was interrupted; the summary (Markdown).
///
/// # Errors
/// When it needs too much memory, the folder holds something else, nothing can be simulated, something
/// cannot be read or written, or someone asks to stop: generations that were finished are then kept.
pub fn calibrate(
    opened: &OpenedCalibration,
    folder: &Path,
    watcher: &dyn Watcher,
) -> Result<String, TaskError> {
    recover_beside(folder, watcher);
    let clock = Clock::start();
    let OpenedCalibration { record, sweep, targets } = opened;
    let needed = of_calibration(sweep, record.population, targets.len());
    memory::check(needed, memory::SWEEP, watcher)?;
    let calibration = opened.calibration();
    let store = open_folder(folder, record, &calibration)?;
    watcher.keeps("finished generations are kept; the same command resumes the calibration");
    let last = run(&calibration, &store, watcher)?;
    let summary = finish(&calibration, &store, &last, record, &clock)?;
    store.close()?;
    Ok(summary)
}

/// Makes the folder of a calibration again.
pub(super) fn again(
    stored: &Stored,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let path = stored.folder().join(CALIBRATION);
    let unreadable =
        |reason: String| TaskError::Record { folder: stored.folder().to_owned(), reason };
    let text = disk::read(&path, disk::RECORD_LIMIT)?;
    let record: Record =
        serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
    let sweep = record.sweep().map_err(unreadable)?;
    let opened = OpenedCalibration::of(record, sweep, &path)?;
    calibrate(&opened, target, watcher).map(|_| ())
}

/// Opens the folder, which may hold the beginning of the same calibration.
fn open_folder(
    folder: &Path,
    record: &Record,
    calibration: &Calibration,
) -> Result<CalibrationFolder, TaskError> {
    let factors = calibration.sweep.factors.iter().map(|factor| factor.key.clone()).collect();
    let names = calibration.targets.iter().map(|t| format!("{}: {}", t.from, t.what)).collect();
    CalibrationFolder::open(folder, &record.to_json(), factors, names)
        .map_err(|error| TaskError::Refused { folder: folder.to_owned(), error })
}

/// Runs the generations that are missing.
fn run(
    calibration: &Calibration,
    store: &CalibrationFolder,
    watcher: &dyn Watcher,
) -> Result<Generation, TaskError> {
    let mut last = store.last()?;
    loop {
        if let Some(generation) = last.take_if(|last| calibration.settings.is_last(last)) {
            return Ok(generation);
        }
        let number = last.as_ref().map_or(0, |generation| generation.number + 1);
        let tried = calibration.settings.tried(number) as u64;
        let progress = watcher.progress(tried, "simulations");
        progress.message(&format!("generation {}", number + 1));
        let next = calibration
            .generation(last.as_ref(), &|| progress.advance(1))
            .map_err(TaskError::Calibration)?;
        drop(progress);
        if number == 0 {
            check_targets(calibration, &next)?;
        }
        let held = hold(watcher);
        store.keep(&next)?;
        watcher.keeps(&format!(
            "{} generations are kept; the same command resumes the calibration",
            number + 1
        ));
        drop(held);
        check(watcher)?;
        last = Some(next);
    }
}

/// A target for which nothing was ever simulated is a mistake in the table.
fn check_targets(calibration: &Calibration, first: &Generation) -> Result<(), TaskError> {
    for (place, target) in calibration.targets.iter().enumerate() {
        if first.particles.iter().all(|particle| particle.found[place].is_nan()) {
            return Err(TaskError::Calibration(format!(
                "{} gives no `{}`\n   help: `tillit validate {} --all` shows what it compares",
                target.from, target.what, target.from
            )));
        }
    }
    Ok(())
}

/// Writes tables, figures and the manifest; gives the summary.
fn finish(
    calibration: &Calibration,
    store: &CalibrationFolder,
    last: &Generation,
    record: &Record,
    clock: &Clock,
) -> Result<String, TaskError> {
    let last = &calibration.posterior(last);
    let coverage = calibration.coverage(last);
    let summary = calibrated::summary(calibration, last, coverage.as_deref());
    let mut files = vec![
        ("posterior.csv".to_owned(), calibrated::table(calibration, last)),
        ("summary.md".to_owned(), summary.clone().into_bytes()),
    ];
    let people = calibrated::people(calibration, last);
    files.extend(people.map(|people| ("people.csv".to_owned(), people)));
    let caption = format!("{} compared with {}", record.name, record.targets_name);
    for (name, figure) in [
        ("posterior", calibrated::posterior(calibration, last, &caption)),
        ("predictions", calibrated::predictions(calibration, last, &caption)),
    ] {
        files.extend(report::files(name, &figure).map_err(TaskError::drawing)?);
    }
    let mut listed = Vec::new();
    for name in CalibrationFolder::names(last.number) {
        listed.push(FileRecord::of(&name, &store.read(&name)?));
    }
    listed.extend(files.iter().map(|(name, bytes)| FileRecord::of(name, bytes)));
    let manifest = manifest(record, calibration.sweep, listed, clock);
    files.push((MANIFEST.to_owned(), manifest.to_json().into_bytes()));
    for (name, bytes) in files {
        store.write(&name, &bytes)?;
    }
    Ok(summary)
}

fn manifest(record: &Record, sweep: &Sweep, files: Vec<FileRecord>, clock: &Clock) -> Manifest {
    let about = About {
        name: record.name.clone(),
        title: sweep.scenario.title.clone(),
        question: sweep.scenario.question.clone(),
        hash: FileRecord::of(CALIBRATION, record.to_json().as_bytes()).sha256,
    };
    let occasion = clock.occasion(command_line(), threads());
    Manifest::new(about, Inputs::Calibration, occasion, files)
}
