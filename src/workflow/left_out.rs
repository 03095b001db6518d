//! Published experiments predicted, each from the others.

use std::path::Path;

use super::folder::{begin, write_all};
use super::sweep::OpenedSweep;
use super::watcher::check;
use super::{TaskError, Watcher, memory};
use crate::ground::executor::threads;
use crate::report::left_out as report;
use crate::store::disk::Folder;
use crate::store::{About, Clock, Inputs, LeftOutInputs};
use crate::study::left_out::{
    Column, Fixed, Fold, Part, People, Pool, Score, Search, folds_of, parts,
};
use crate::study::memory::of_left_out;
use crate::study::sweep;
use crate::study::sweep::Sweep;

/// The name of the people as they are.
const PEOPLE: &str = "people";

/// What is predicted, and by whom.
pub struct LeftOut {
    /// Name of the sweep: its file without folder and ending.
    name: String,
    inputs: LeftOutInputs,
    sweep: Sweep,
    without: Vec<Fixed>,
}

/// What came of it.
pub struct LeftOutResult {
    parts: Vec<Part>,
    folds: Vec<Fold>,
    columns: Vec<Column>,
    /// Of the people as they are.
    score: Score,
    numbers: Vec<report::Fitted>,
    search: Search,
    effort: f64,
}

impl LeftOut {
    /// The people of a sweep, whose factors are the free numbers; they predict once more without each of
    /// some rules (`key`, or `key=value`). `effort` is the share of the plays.
    ///
    /// # Errors
    /// When there is no such rule, or it cannot be left out.
    pub fn new(
        opened: OpenedSweep,
        without: &[String],
        search: Search,
        effort: f64,
    ) -> Result<Self, TaskError> {
        let inputs = LeftOutInputs {
            texts: opened.sweep.texts.clone(),
            overrides: opened.overrides,
            without: without.to_vec(),
            evaluations: search.evaluations,
            effort,
            seed: search.seed,
        };
        Self::of(opened.name, inputs, opened.sweep)
    }

    fn of(name: String, inputs: LeftOutInputs, sweep: Sweep) -> Result<Self, TaskError> {
        let without: Result<Vec<Fixed>, String> =
            inputs.without.iter().map(|typed| Fixed::read(typed)).collect();
        Ok(Self { name, without: without.map_err(TaskError::Text)?, inputs, sweep })
    }

    /// Fits and predicts, and writes tables into a folder when one is named.
    ///
    /// # Errors
    /// When it needs too much memory, nothing can be played, something cannot be written, or someone asks
    /// to stop.
    pub fn run(
        &self,
        target: Option<&Path>,
        watcher: &dyn Watcher,
    ) -> Result<LeftOutResult, TaskError> {
        let clock = Clock::start();
        let needed = of_left_out(threads(), self.inputs.evaluations);
        memory::check(needed, memory::THREADS, watcher)?;
        let names = FILES.map(str::to_owned);
        let begin = |target| begin(target, &["left-out"], &names, watcher);
        let folder = target.map(begin).transpose()?;
        let found = self.find(watcher)?;
        if let Some(folder) = folder {
            self.write(folder, &found, &clock, watcher)?;
        }
        Ok(found)
    }

    /// The people as they are, and without each rule.
    fn find(&self, watcher: &dyn Watcher) -> Result<LeftOutResult, TaskError> {
        let LeftOutInputs { evaluations, effort, seed, .. } = self.inputs;
        let search = Search { evaluations, seed };
        let (parts, mut columns) = (parts(), Vec::new());
        let folds = folds_of(&parts);
        let people = People::new(&self.sweep, &[], seed, effort);
        let score = score(PEOPLE, (&parts, &folds), &people, search, watcher)?;
        columns.extend(Column::baselines(&parts, &folds));
        columns.push(Column::of(PEOPLE, &score));
        for (fixed, typed) in self.without.iter().zip(&self.inputs.without) {
            let others = People::new(&self.sweep, std::slice::from_ref(fixed), seed, effort);
            let name = format!("without {typed}");
            let score = self::score(&name, (&parts, &folds), &others, search, watcher)?;
            columns.push(Column::of(&name, &score));
        }
        let numbers = report::fitted(&people, &score);
        Ok(LeftOutResult { parts, folds, columns, score, numbers, search, effort })
    }

    /// Writes the tables and the manifest.
    fn write(
        &self,
        folder: Folder,
        found: &LeftOutResult,
        clock: &Clock,
        watcher: &dyn Watcher,
    ) -> Result<(), TaskError> {
        let contents = [
            found.document().into_bytes(),
            report::csv(&found.folds, &found.columns),
            report::items_csv(&found.parts, &found.folds, &found.score),
        ];
        let files: Vec<_> = FILES.map(str::to_owned).into_iter().zip(contents).collect();
        let inputs = Inputs::LeftOut(self.inputs.clone());
        let about = About {
            name: self.name.clone(),
            title: "Prediction of left-out experiments".to_owned(),
            hash: inputs.hash(),
            ..About::default()
        };
        write_all(folder, about, inputs, &files, (clock, threads()), watcher)?;
        Ok(())
    }
}

/// The files of a folder, in the order in which they are written.
const FILES: [&str; 3] = ["left-out.md", "left-out.csv", "left-out-items.csv"];

impl LeftOutResult {
    /// The page: every fold beside what predicts without people.
    pub fn document(&self) -> String {
        let Self { folds, columns, numbers, search, effort, .. } = self;
        report::document(folds, columns, numbers, (search.evaluations, *effort))
    }
}

/// The score of some people.
fn score(
    name: &str,
    (parts, folds): (&[Part], &[Fold]),
    people: &People,
    search: Search,
    watcher: &dyn Watcher,
) -> Result<Score, TaskError> {
    let progress = watcher.progress(search.evaluations as u64, "points");
    progress.message(name);
    let mut pool = Pool::new(parts, folds, people, search);
    while !pool.is_complete() {
        pool.grow(&|| progress.advance(1)).map_err(TaskError::Calibration)?;
        check(watcher)?;
    }
    Ok(Score::of(parts, folds, pool.points()))
}

/// Makes the folder of a prediction again.
pub(super) fn again(
    name: &str,
    inputs: &LeftOutInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let sweep = sweep::read_texts(&inputs.texts, &inputs.overrides).map_err(TaskError::Text)?;
    LeftOut::of(name.to_owned(), inputs.clone(), sweep)?.run(Some(target), watcher).map(|_| ())
}
