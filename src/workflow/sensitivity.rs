//! What moves an outcome: a sweep that is run as any other, and its analysis beside it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::folder::{begin, write_only};
use super::sweep::{OpenedSweep, SweepRequest};
use super::watcher::check;
use super::{TaskError, UnknownName, Watcher, memory, sweep};
use crate::ground::executor::threads;
use crate::ground::guarded::guarded;
use crate::report::sensitivity::{Sensitivities, file_names, files, summary};
use crate::scenario::Change;
use crate::store::sweep::{Formats, RUNS, SERIES, SWEEP, read_columns, read_record};
use crate::store::{About, Clock, Inputs, SensitivityInputs, disk};
use crate::study::memory::of_figures_of_sweep;
use crate::study::sensitivity::{
    Analysis, Kind, Moment, Options, Outcome, Outputs, Space, Time, analyse, over_time,
};

/// An outcome with its indices in each period.
type OverTime = (Outcome, Vec<Moment>);
/// A treatment or difference with its outputs by period.
type Periods = (String, Vec<(u32, Outputs)>);

/// The folder of the analysis within that of its sweep.
pub const ANALYSIS: &str = "sensitivity";

/// A sweep whose outcomes are analysed.
pub struct Sensitivity {
    opened: OpenedSweep,
    /// The folder of the sweep.
    folder: PathBuf,
    space: Space,
    metrics: Vec<String>,
    options: Options,
}

/// What came of it.
#[derive(Debug)]
pub struct FinishedSensitivity {
    /// The folder of the analysis.
    pub folder: PathBuf,
    /// What was found, in words.
    pub words: String,
}

impl Sensitivity {
    /// The sweep of a file, or that of a folder, with changes of a file. `folder` is that of the sweep; without it
    /// the one of a sweep of this name and content. All metrics of the sweep are analysed unless some are named.
    ///
    /// # Errors
    /// When the file has mistakes, its design does not tell what factors do, or there is no such metric.
    pub fn new(
        file: &Path,
        changes: &[Change],
        folder: Option<&Path>,
        metrics: &[String],
        options: Options,
    ) -> Result<Self, TaskError> {
        let is_folder = disk::exists(&file.join(SWEEP));
        if is_folder && !changes.is_empty() {
            let message = format!(
                "{} is the folder of a sweep, which cannot be changed\n   help: name the file of the sweep, or leave out --set, --seed and --replicates",
                file.display()
            );
            return Err(TaskError::Text(message));
        }
        let opened = match is_folder {
            true => of_folder(file)?,
            false => OpenedSweep::read(file, changes)?,
        };
        let own = if is_folder { file.to_owned() } else { opened.folder(None) };
        let folder = folder.map_or(own, Path::to_owned);
        Self::of(opened, folder, metrics, options)
    }

    fn of(
        opened: OpenedSweep,
        folder: PathBuf,
        metrics: &[String],
        options: Options,
    ) -> Result<Self, TaskError> {
        let space = Space::of(&opened.sweep).map_err(TaskError::Text)?;
        let known = || opened.sweep.metrics.iter().map(|metric| metric.name);
        if let Some(name) = metrics.iter().find(|name| !known().any(|known| known == **name)) {
            return Err(UnknownName::new("metric of the sweep", name, known()).into());
        }
        let chosen = known().filter(|name| metrics.is_empty() || metrics.iter().any(|m| m == name));
        let metrics = chosen.map(str::to_owned).collect();
        Ok(Self { opened, folder, space, metrics, options })
    }

    /// Runs what of the sweep is missing, analyses it, and writes tables and figures into a folder within that of
    /// the sweep: all, or only those with some names or endings.
    ///
    /// # Errors
    /// When it needs too much memory, something stands in the way or cannot be read or written, or someone asks to
    /// stop: all that was run is then kept.
    pub fn run(
        &self,
        only: &[String],
        watcher: &dyn Watcher,
    ) -> Result<FinishedSensitivity, TaskError> {
        self.run_into(&self.folder.join(ANALYSIS), only, watcher)
    }

    fn run_into(
        &self,
        target: &Path,
        only: &[String],
        watcher: &dyn Watcher,
    ) -> Result<FinishedSensitivity, TaskError> {
        let clock = Clock::start();
        memory::check(of_figures_of_sweep(&self.opened.sweep), memory::TABLES, watcher)?;
        let csv = RUNS.replace("parquet", "csv");
        let in_csv = disk::exists(&self.folder.join(csv)) && !disk::exists(&self.folder.join(RUNS));
        let formats = Formats { parquet: !in_csv, csv: in_csv };
        let request = SweepRequest { shard: None, formats, only: &[] };
        sweep::run(&self.opened, &request, &self.folder, watcher)?;
        let names: Vec<&str> = self.metrics.iter().map(String::as_str).collect();
        let is_screening = self.space.kind == Kind::Trajectories;
        let names = file_names(&names, is_screening, self.opened.sweep.series.is_some());
        let folder = begin(target, &[ANALYSIS], &names, watcher)?;
        let (analyses, moments) = self.analyse(watcher)?;
        let record = self.opened.record(None);
        let found = Sensitivities {
            sweep: &self.opened.sweep,
            space: &self.space,
            hash: &record.hash,
            analyses: &analyses,
            over_time: &moments,
        };
        let width = self.opened.sweep.scenario.width;
        let drawn = guarded(|| files(&found, width)).map_err(TaskError::drawing)?;
        let drawn = drawn.map_err(TaskError::drawing)?;
        let words = summary(&found) + &format!("\nwritten to {}\n", target.display());
        let inputs = Inputs::Sensitivity(self.inputs());
        let about = About {
            name: self.opened.name.clone(),
            title: record.title.clone(),
            question: record.question.clone(),
            hash: inputs.hash(),
        };
        write_only(folder, about, inputs, (&drawn, only), (&clock, threads()), watcher)?;
        Ok(FinishedSensitivity { folder: target.to_owned(), words })
    }

    fn inputs(&self) -> SensitivityInputs {
        SensitivityInputs {
            texts: self.opened.sweep.texts.clone(),
            overrides: self.opened.overrides.clone(),
            metrics: self.metrics.clone(),
            resamples: self.options.resamples,
        }
    }

    /// The indices of all outcomes, and those in each period.
    fn analyse(&self, watcher: &dyn Watcher) -> Result<(Vec<Analysis>, Vec<OverTime>), TaskError> {
        let (mut analyses, mut moments) = (Vec::new(), Vec::new());
        let progress = watcher.progress(self.metrics.len() as u64, "metrics");
        for metric in &self.metrics {
            let names: Vec<&str> = self.treatment_names().collect();
            let outcome = |treatment: String, time| {
                let is_difference = !names.contains(&treatment.as_str());
                Outcome { metric: metric.clone(), treatment, is_difference, time }
            };
            let window = self.outputs(RUNS, metric)?.remove(&0).unwrap_or_default();
            for (treatment, outputs) in self.with_differences(window) {
                let outcome = outcome(treatment, Time::Window);
                analyses.push(analyse(&self.space, outcome, &outputs, self.options));
                check(watcher)?;
            }
            if self.opened.sweep.series.is_some() {
                let periods = self.periods(metric)?;
                for (treatment, mut periods) in periods {
                    let found = over_time(&self.space, &periods);
                    moments.push((outcome(treatment.clone(), Time::Window), found));
                    if let Some((_, last)) = periods.pop() {
                        let outcome = outcome(treatment, Time::End);
                        analyses.push(analyse(&self.space, outcome, &last, self.options));
                    }
                    check(watcher)?;
                }
            }
            progress.advance(1);
        }
        Ok((analyses, moments))
    }

    /// By treatment and difference: what each period of the series gave.
    fn periods(&self, metric: &str) -> Result<Vec<Periods>, TaskError> {
        let mut periods: Vec<_> = self.outputs(SERIES, metric)?.into_iter().collect();
        periods.sort_by_key(|(period, _)| *period);
        let mut found: Vec<Periods> = Vec::new();
        for (period, outputs) in periods {
            for (place, (name, outputs)) in self.with_differences(outputs).into_iter().enumerate() {
                if found.len() <= place {
                    found.push((name, Vec::new()));
                }
                found[place].1.push((period, outputs));
            }
        }
        Ok(found)
    }

    /// The outputs of a metric in a table, by period (0 without periods) and treatment.
    fn outputs(&self, table: &str, metric: &str) -> Result<HashMap<u32, Vec<Outputs>>, TaskError> {
        let has_periods = table == SERIES;
        let mut names = vec!["point", "treatment", metric];
        names.extend(has_periods.then_some("period"));
        let table = read_columns(&self.folder, table, &names)?;
        // None for a point that could not be run.
        let known: Vec<&str> = self.treatment_names().collect();
        let treatments = table.places("treatment", &known);
        let numbers = |name: &str| table.numbers(name).unwrap_or_default();
        let [points, values, periods] = ["point", metric, "period"].map(numbers);
        let place: HashMap<u64, usize> =
            self.space.points.iter().enumerate().map(|(place, number)| (*number, place)).collect();
        let empty = || {
            let none = Outputs(vec![Vec::new(); self.space.points.len()]);
            vec![none; self.opened.sweep.scenario.treatments.len()]
        };
        let mut found: HashMap<u32, Vec<Outputs>> = HashMap::new();
        for row in 0..table.rows {
            let period = if has_periods { periods[row] as u32 } else { 0 };
            // Points are counted from 1 in tables.
            let point = place.get(&(points[row] as u64 - 1));
            if let (Some(point), Some(treatment)) = (point, treatments[row]) {
                let all = found.entry(period).or_insert_with(empty);
                all[treatment].0[*point].push(values[row]);
            }
        }
        Ok(found)
    }

    fn treatment_names(&self) -> impl Iterator<Item = &str> {
        self.opened.sweep.scenario.treatments.iter().map(|treatment| treatment.name.as_str())
    }

    /// Each treatment, and each but the first minus the first, run by run: they share their random numbers.
    fn with_differences(&self, outputs: Vec<Outputs>) -> Vec<(String, Outputs)> {
        let names = self.treatment_names().map(str::to_owned);
        let mut all: Vec<(String, Outputs)> = names.zip(outputs).collect();
        let differences: Vec<(String, Outputs)> = all
            .iter()
            .skip(1)
            .map(|(name, own)| (format!("{name} − {}", all[0].0), own.minus(&all[0].1)))
            .collect();
        all.extend(differences);
        all
    }
}

/// The sweep of a folder.
fn of_folder(folder: &Path) -> Result<OpenedSweep, TaskError> {
    let to_owned = || folder.to_owned();
    let record =
        read_record(folder).map_err(|error| TaskError::NotASweep { folder: to_owned(), error })?;
    OpenedSweep::of_record(record)
        .map_err(|reason| TaskError::Record { folder: to_owned(), reason })
}

/// Makes the folder of an analysis again: its sweep in a place of its own, then the analysis.
pub(super) fn again(
    name: &str,
    inputs: &SensitivityInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let (texts, overrides) = (&inputs.texts, inputs.overrides.clone());
    let opened =
        OpenedSweep::of_texts(name.to_owned(), texts, overrides).map_err(TaskError::Text)?;
    let place = disk::scratch()?;
    watcher.discards(place.path());
    let options = Options { resamples: inputs.resamples };
    let folder = place.path().join("sweep");
    Sensitivity::of(opened, folder, &inputs.metrics, options)?
        .run_into(target, &[], watcher)
        .map(|_| ())
}
