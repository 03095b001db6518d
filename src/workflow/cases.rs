//! Cases: scenarios whose files say what must be found, judged together.

use std::path::{Path, PathBuf};

use super::folder::{begin, write_all};
use super::{OpenedScenario, TaskError, Watcher, memory};
use crate::ground::executor::threads;
use crate::report::cases as report;
use crate::scenario::Scenario;
use crate::store::disk::Folder;
use crate::store::{About, CasesInputs, Clock, Inputs, ScenarioInputs};
use crate::study::cases::{Found, judge, treatments_needed};
use crate::study::memory::of_run;

/// Files of a folder of cases.
const FILES: [&str; 2] = ["patterns.csv", "patterns.md"];

/// Cases that were read.
pub struct Cases(Vec<OpenedScenario>);

/// What came of cases.
pub struct CasesResult {
    /// By case: the name of its file, its title, and what was found.
    cases: Vec<(String, String, Vec<Found>)>,
}

impl Cases {
    /// Reads scenario files that have patterns.
    ///
    /// # Errors
    /// When a file cannot be read or has mistakes, or one has no patterns.
    pub fn read(files: &[PathBuf]) -> Result<Self, TaskError> {
        let read = |path: &PathBuf| {
            let opened = OpenedScenario::read(path, Vec::new(), &[])?;
            Self::checked(opened, &path.display().to_string())
        };
        files.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    fn checked(opened: OpenedScenario, shown: &str) -> Result<OpenedScenario, TaskError> {
        if opened.scenario.patterns.is_empty() {
            let reason = "it has no [[patterns]], so there is nothing to judge";
            return Err(TaskError::Text(format!("{shown}: {reason}")));
        }
        Ok(opened)
    }

    /// Runs and judges all patterns, and writes tables into a folder when one is named.
    ///
    /// # Errors
    /// When it needs too much memory, something stands in the way, or something cannot be written.
    pub fn run(
        &self,
        target: Option<&Path>,
        watcher: &dyn Watcher,
    ) -> Result<CasesResult, TaskError> {
        let clock = Clock::start();
        for opened in &self.0 {
            memory::check(of_run(&opened.scenario), memory::RUN, watcher)?;
        }
        let names = FILES.map(str::to_owned);
        let begin = |target| begin(target, &["cases"], &names, watcher);
        let folder = target.map(begin).transpose()?;
        let total = self.0.iter().map(|opened| replicates(&opened.scenario)).sum();
        let progress = watcher.progress(total, "replicates");
        let one = |opened: &OpenedScenario| {
            let found = judge(&opened.scenario, &|n| progress.advance(u64::from(n)));
            (opened.name.clone(), opened.scenario.title.clone(), found)
        };
        let found = CasesResult { cases: self.0.iter().map(one).collect() };
        drop(progress);
        if let Some(folder) = folder {
            self.write(folder, &found, &clock, watcher)?;
        }
        Ok(found)
    }

    fn write(
        &self,
        folder: Folder,
        found: &CasesResult,
        clock: &Clock,
        watcher: &dyn Watcher,
    ) -> Result<(), TaskError> {
        let files = [
            (FILES[0].to_owned(), report::csv(&found.cases())),
            (FILES[1].to_owned(), report::table(&found.cases()).into_bytes()),
        ];
        let inputs = |opened: &OpenedScenario| {
            let treatments = opened.scenario.treatments.iter().map(|treatment| &treatment.spec);
            (opened.name.clone(), opened.inputs(treatments))
        };
        let cases: Vec<(String, ScenarioInputs)> = self.0.iter().map(inputs).collect();
        let inputs = Inputs::Cases(CasesInputs { cases });
        let about = About {
            name: "cases".to_owned(),
            title: "The patterns of cases".to_owned(),
            hash: inputs.hash(),
            ..About::default()
        };
        write_all(folder, about, inputs, &files, (clock, threads()), watcher)?;
        Ok(())
    }
}

/// Replicates that the patterns of a scenario need.
fn replicates(scenario: &Scenario) -> u64 {
    let needed = treatments_needed(scenario).into_iter();
    needed.map(|treatment| u64::from(treatment.spec.replicates())).sum()
}

impl CasesResult {
    fn cases(&self) -> Vec<report::Case<'_>> {
        self.cases
            .iter()
            .map(|(name, title, found)| (name.as_str(), title.as_str(), found.as_slice()))
            .collect()
    }

    /// In words.
    pub fn in_words(&self) -> String {
        report::in_words(&self.cases())
    }
}

/// Makes the folder of cases again.
pub(super) fn again(
    inputs: &CasesInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let opened = |(name, inputs): &(String, ScenarioInputs)| {
        Cases::checked(OpenedScenario::again(name, inputs)?, name)
    };
    let cases = inputs.cases.iter().map(opened).collect::<Result<_, _>>().map(Cases)?;
    cases.run(Some(target), watcher).map(|_| ())
}
