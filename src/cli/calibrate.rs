//! `tillit calibrate`: parameters of a scenario estimated from published results.

use std::path::{Path, PathBuf};

use super::arguments::CalibrateOptions;
use super::failure::Failure;
use super::job;
use super::job::command_line;
use super::output::print;
use super::sweep::{Opened, pool};
use super::{interrupt, memory, open, progress};
use crate::ground::text::decode;
use crate::report;
use crate::report::calibrated;
use crate::scenario::MAX_BYTES;
use crate::store::disk;
use crate::store::verify::Stored;
use crate::store::{
    About, CALIBRATION, CalibrationFolder, Clock, FileRecord, Inputs, MANIFEST, Manifest,
    RESULTS_VERSION, Refused,
};
use crate::study::calibration::{Calibration, Generation, Record, Settings, Target, targets};
use crate::study::memory::of_calibration;
use crate::study::sweep::Sweep;

/// Calibrates, or resumes an interrupted calibration.
pub fn main(options: &CalibrateOptions) -> Result<(), Failure> {
    let opened = Opened::with_overrides(&options.file, options.overrides.clone())?;
    let pool = pool(options.threads)?;
    let record = record(options, &opened)?;
    let folder = options
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from("results").join(format!("{}-calibration", opened.name)));
    let targets = read_targets(&record, &opened.sweep, &options.targets)?;
    job::recover_beside(&folder);
    let summary =
        pool.install(|| make(&record, &opened.sweep, &targets, &folder, options.quiet))?;
    if options.quiet { Ok(()) } else { print(&format!("{summary}\nwrote {}\n", folder.display())) }
}

/// Makes the folder of a calibration again.
pub fn again(stored: &Stored, target: &Path) -> Result<(), Failure> {
    let path = stored.folder().join(CALIBRATION);
    let failed = |error: &dyn std::fmt::Display| Failure::file("repeat", &path, error);
    let text = disk::read(&path, disk::RECORD_LIMIT).map_err(|error| failed(&error))?;
    let record: Record = serde_json::from_slice(&text).map_err(|error| failed(&error))?;
    let sweep = record.sweep().map_err(|error| failed(&error))?;
    let targets = read_targets(&record, &sweep, &path)?;
    make(&record, &sweep, &targets, target, false).map(|_| ())
}

/// Makes the folder of a calibration, or what of it is missing; gives the summary.
fn make(
    record: &Record,
    sweep: &Sweep,
    targets: &[Target],
    folder: &Path,
    quiet: bool,
) -> Result<String, Failure> {
    let clock = Clock::start();
    memory::check(of_calibration(sweep, record.population, targets.len()), memory::SWEEP)?;
    let calibration =
        Calibration { sweep, targets, settings: record.settings(), effort: record.effort };
    let store = open_folder(folder, record, &calibration)?;
    interrupt::keeps("finished generations are kept; the same command resumes the calibration");
    let last = run(&calibration, &store, quiet)?;
    let summary = finish(&calibration, &store, &last, record, &clock)?;
    store.close()?;
    Ok(summary)
}

/// All that the requested calibration depends on.
fn record(options: &CalibrateOptions, opened: &Opened) -> Result<Record, Failure> {
    let Settings { population, keep, stop, generations, seed } = settings(options);
    let bytes = open::read(&options.targets)?;
    let shown = options.targets.display().to_string();
    let targets =
        decode(&bytes, MAX_BYTES).map_err(|found| Failure::Mistake(found.in_file(&shown)))?;
    let targets_name = options.targets.file_name().unwrap_or_default().to_string_lossy();
    Ok(Record {
        results_version: RESULTS_VERSION,
        name: opened.name.clone(),
        files: opened.sweep.texts.clone(),
        overrides: opened.overrides.clone(),
        targets_name: targets_name.into_owned(),
        targets: targets.to_owned(),
        population,
        keep,
        stop,
        generations,
        seed,
        effort: options.effort,
    })
}

fn settings(options: &CalibrateOptions) -> Settings {
    Settings {
        population: options.population,
        keep: options.keep,
        stop: options.stop,
        generations: options.generations,
        seed: options.seed,
    }
}

/// The targets of a record; mistakes are reported with the file that they stand in.
fn read_targets(record: &Record, sweep: &Sweep, shown: &Path) -> Result<Vec<Target>, Failure> {
    let treatments: Vec<&str> = sweep.scenario.treatments.iter().map(|t| t.name.as_str()).collect();
    targets::read(&record.targets, &treatments).map_err(|mistakes| {
        let all: Vec<String> =
            mistakes.iter().map(|mistake| format!("{}:{mistake}", shown.display())).collect();
        Failure::Mistake(all.join("\n"))
    })
}

/// Opens the folder, which may hold the beginning of the same calibration.
fn open_folder(
    folder: &Path,
    record: &Record,
    calibration: &Calibration,
) -> Result<CalibrationFolder, Failure> {
    let factors = calibration.sweep.factors.iter().map(|factor| factor.key.clone()).collect();
    let names = calibration.targets.iter().map(|t| format!("{}: {}", t.from, t.what)).collect();
    let shown = folder.display();
    CalibrationFolder::open(folder, &record.to_json(), factors, names).map_err(|refused| match refused {
        Refused::Different => Failure::Mistake(format!(
            "{shown} holds another calibration (other files, targets or settings)\n   help: name another folder with --out"
        )),
        Refused::Busy => Failure::Failed(format!(
            "another tillit is working in {shown}\n   help: wait for it, or name another folder with --out"
        )),
        Refused::Occupied(path) => Failure::Mistake(format!(
            "{shown} holds other files: {}\n   help: name another folder with --out",
            path.display()
        )),
        Refused::Io(error) => error.into(),
    })
}

/// Runs the generations that are missing.
fn run(
    calibration: &Calibration,
    store: &CalibrationFolder,
    quiet: bool,
) -> Result<Generation, Failure> {
    let mut last = store.last()?;
    loop {
        if let Some(generation) = last.take_if(|last| calibration.settings.is_last(last)) {
            return Ok(generation);
        }
        let number = last.as_ref().map_or(0, |generation| generation.number + 1);
        let bar = progress::bar(calibration.settings.tried(number) as u64, "simulations", quiet);
        bar.set_message(&format!("generation {}", number + 1));
        let next =
            calibration.generation(last.as_ref(), &|| bar.inc(1)).map_err(Failure::Mistake)?;
        drop(bar);
        if number == 0 {
            check_targets(calibration, &next)?;
        }
        let kept = format!(
            "{} generations are kept; the same command resumes the calibration",
            number + 1
        );
        interrupt::whole(&kept, || Ok(store.keep(&next)?))?;
        last = Some(next);
    }
}

/// A target for which nothing was ever simulated is a mistake in the table.
fn check_targets(calibration: &Calibration, first: &Generation) -> Result<(), Failure> {
    for (place, target) in calibration.targets.iter().enumerate() {
        if first.particles.iter().all(|particle| particle.found[place].is_nan()) {
            let message = format!(
                "{} gives no `{}`\n   help: `tillit validate {} --all` shows what it compares",
                target.from, target.what, target.from
            );
            return Err(Failure::Mistake(message));
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
) -> Result<String, Failure> {
    let undrawn = |error: String| Failure::Failed(format!("cannot draw: {error}"));
    let summary = calibrated::summary(calibration, last);
    let caption = format!("{} compared with {}", record.name, record.targets_name);
    let mut files = vec![
        ("posterior.csv".to_owned(), calibrated::table(calibration, last)),
        ("summary.md".to_owned(), summary.clone().into_bytes()),
    ];
    let figures = [
        ("posterior", calibrated::posterior(calibration, last, &caption)),
        ("predictions", calibrated::predictions(calibration, last, &caption)),
    ];
    for (name, figure) in figures {
        files.extend(report::files(name, &figure).map_err(|e| undrawn(e.to_string()))?);
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
    let occasion = clock.occasion(command_line(), rayon::current_num_threads());
    Manifest::new(about, Inputs::Calibration, occasion, files)
}
