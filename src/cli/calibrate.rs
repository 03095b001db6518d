//! `tillit calibrate`: which numbers of a scenario agree with published results.

use std::path::{Path, PathBuf};

use super::arguments::CalibrateOptions;
use super::describe::print;
use super::failure::Failure;
use super::open;
use super::progress::trials_bar;
use super::sweep::{Opened, pool};
use crate::calibration::{Calibration, Generation, Settings, Target, targets};
use crate::report::{self, calibrated};
use crate::store::{CalibrationFolder, RESULTS_VERSION, Refused};

/// Calibrates, or goes on where it was broken off.
pub fn main(options: &CalibrateOptions) -> Result<(), Failure> {
    let opened = Opened::read(&options.file)?;
    let pool = pool(options.threads)?;
    let (text, targets) = read_targets(&options.targets, &opened)?;
    let settings = settings(options)?;
    let calibration =
        Calibration { sweep: &opened.sweep, targets: &targets, settings, effort: options.effort };
    let folder = options
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from("results").join(format!("{}-calibration", opened.name)));
    let store = open_folder(&folder, &opened, &calibration, &text)?;
    let last = pool.install(|| run(&calibration, &store, options.quiet))?;
    let caption = format!("{} against {}", opened.name, options.targets.display());
    let summary = finish(&calibration, &store, &last, &caption)?;
    if options.quiet { Ok(()) } else { print(&format!("{summary}\nwrote {}\n", folder.display())) }
}

fn settings(options: &CalibrateOptions) -> Result<Settings, Failure> {
    let share = |name: &str, value: f64| match value > 0.0 && value < 1.0 {
        true => Ok(value),
        false => Err(Failure::Mistake(format!("--{name} {value}\n   allowed: between 0 and 1"))),
    };
    if options.population < 4 {
        let message = format!("--population {}\n   allowed: 4 or more", options.population);
        return Err(Failure::Mistake(message));
    }
    if !(options.effort > 0.0 && options.effort <= 1.0) {
        let message = format!("--effort {}\n   allowed: above 0, at most 1", options.effort);
        return Err(Failure::Mistake(message));
    }
    Ok(Settings {
        population: options.population,
        keep: share("keep", options.keep)?,
        stop: share("stop", options.stop)?,
        generations: options.generations.max(1),
        seed: options.luck,
    })
}

fn read_targets(path: &Path, opened: &Opened) -> Result<(String, Vec<Target>), Failure> {
    let bytes = open::read(path)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let treatments: Vec<&str> =
        opened.sweep.scenario.treatments.iter().map(|t| t.name.as_str()).collect();
    let targets = targets::read(&text, &treatments).map_err(|mistakes| {
        let all: Vec<String> =
            mistakes.iter().map(|mistake| format!("{}: {mistake}", path.display())).collect();
        Failure::Mistake(all.join("\n"))
    })?;
    Ok((text, targets))
}

/// Opens the folder, which may hold the beginning of the same calibration.
fn open_folder(
    folder: &Path,
    opened: &Opened,
    calibration: &Calibration,
    targets: &str,
) -> Result<CalibrationFolder, Failure> {
    let Settings { population, keep, stop, generations, seed } = calibration.settings;
    let record = serde_json::json!({
        "program": env!("CARGO_PKG_VERSION"),
        "results_version": RESULTS_VERSION,
        "files": opened.sweep.texts,
        "overrides": opened.overrides,
        "targets": targets,
        "population": population,
        "keep": keep,
        "stop": stop,
        "generations": generations,
        "seed": seed,
        "effort": calibration.effort,
    });
    let record = serde_json::to_string_pretty(&record).unwrap_or_default() + "\n";
    let factors = calibration.sweep.factors.iter().map(|factor| factor.key.clone()).collect();
    let names = calibration.targets.iter().map(|t| format!("{}: {}", t.from, t.what)).collect();
    let shown = folder.display();
    CalibrationFolder::open(folder, &record, factors, names).map_err(|refused| match refused {
        Refused::Different => Failure::Mistake(format!(
            "{shown} holds another calibration (other files, targets or settings)\n   help: name another folder with --out"
        )),
        Refused::Occupied => Failure::Mistake(format!(
            "{shown} holds other files\n   help: name another folder with --out"
        )),
        Refused::Io(error) => Failure::file("use", folder, &error),
    })
}

/// Runs the generations that are missing.
fn run(
    calibration: &Calibration,
    store: &CalibrationFolder,
    quiet: bool,
) -> Result<Generation, Failure> {
    let unwritten = |error: std::io::Error| Failure::Failed(format!("cannot write: {error}"));
    let mut last = store.last().map_err(unwritten)?;
    loop {
        if let Some(generation) = last.take_if(|last| calibration.settings.is_last(last)) {
            return Ok(generation);
        }
        let number = last.as_ref().map_or(0, |generation| generation.number + 1);
        let bar = trials_bar(calibration.settings.tried(number) as u64, quiet);
        bar.set_message(format!("generation {}", number + 1));
        let next =
            calibration.generation(last.as_ref(), &|| bar.inc(1)).map_err(Failure::Mistake)?;
        bar.finish_and_clear();
        if number == 0 {
            check_targets(calibration, &next)?;
        }
        store.keep(&next).map_err(unwritten)?;
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

/// Writes tables and figures; gives the summary.
fn finish(
    calibration: &Calibration,
    store: &CalibrationFolder,
    last: &Generation,
    caption: &str,
) -> Result<String, Failure> {
    let undrawn = |error: String| Failure::Failed(format!("cannot draw: {error}"));
    let summary = calibrated::summary(calibration, last);
    let mut files = vec![
        ("posterior.csv".to_owned(), calibrated::table(calibration, last)),
        ("summary.md".to_owned(), summary.clone().into_bytes()),
    ];
    let figures = [
        ("posterior", calibrated::posterior(calibration, last, caption)),
        ("predictions", calibrated::predictions(calibration, last, caption)),
    ];
    for (name, figure) in figures {
        files.extend(report::files(name, &figure).map_err(|e| undrawn(e.to_string()))?);
    }
    for (name, bytes) in files {
        store
            .write(&name, &bytes)
            .map_err(|error| Failure::Failed(format!("cannot write {name}: {error}")))?;
    }
    Ok(summary)
}
