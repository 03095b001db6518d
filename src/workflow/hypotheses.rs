//! The register of hypotheses, tested.

use std::path::Path;

use super::folder::{begin, write_all};
use super::{TaskError, UnknownName, Watcher, memory};
use crate::ground::executor::threads;
use crate::report::hypotheses as report;
use crate::store::disk::Folder;
use crate::store::{About, Clock, HypothesesInputs, Inputs};
use crate::study::hypotheses;
use crate::study::hypotheses::{Alarms, Finding, HYPOTHESES, Hypothesis, Size, Verdict};
use crate::study::memory::of_hypotheses;

/// Hypotheses that are tested, and how.
#[derive(Debug, Clone)]
pub struct Register {
    hypotheses: Vec<&'static Hypothesis>,
    size: Size,
    seed: u64,
}

/// What came of a register.
#[derive(Debug)]
pub struct RegisterResult {
    /// By hypothesis: what was found.
    pub findings: Vec<Finding>,
    size: Size,
    seed: u64,
}

impl Register {
    /// The hypotheses of some names, or all.
    ///
    /// # Errors
    /// When there is none of a name.
    pub fn new(names: &[String], size: Size, seed: u64) -> Result<Self, TaskError> {
        let is = |known: &str, name: &str| known.eq_ignore_ascii_case(name);
        let hypotheses = UnknownName::choose("hypothesis", &HYPOTHESES, names, |one| one.name, is)?;
        Ok(Self { hypotheses, size, seed })
    }

    /// Tests the hypotheses, and writes them into a folder when one is named. False alarms are then
    /// looked for as often as `null` says.
    ///
    /// # Errors
    /// When it needs too much memory, something stands in the way, or something cannot be written.
    pub fn run(
        &self,
        target: Option<&Path>,
        null: Option<u32>,
        watcher: &dyn Watcher,
    ) -> Result<RegisterResult, TaskError> {
        self.check_memory(watcher)?;
        let names = ["register.csv", "register.html", "false-alarms.txt"].map(str::to_owned);
        let begin = |target| begin(target, &["hypotheses"], &names, watcher);
        let folder = target.map(begin).transpose()?;
        let clock = Clock::start();
        let progress = watcher.progress(hypotheses::tests(&self.hypotheses), "tests");
        let advance = || progress.advance(1);
        let findings = hypotheses::find(&self.hypotheses, self.size, self.seed, &advance);
        drop(progress);
        let found = RegisterResult { findings, size: self.size, seed: self.seed };
        if let Some(folder) = folder {
            self.write(folder, &found, null, &clock, watcher)?;
        }
        Ok(found)
    }

    /// How often something is found where there is nothing, in words.
    ///
    /// # Errors
    /// When it needs too much memory.
    pub fn false_alarms(&self, times: u32, watcher: &dyn Watcher) -> Result<String, TaskError> {
        self.check_memory(watcher)?;
        // A tenth of the units is enough: it is the rule of decision that is measured.
        let size = Size { units: (self.size.units / 10).max(2), ..self.size };
        let comparing: Vec<&'static Hypothesis> =
            self.hypotheses.iter().copied().filter(|hypothesis| hypothesis.compares).collect();
        let tests = u64::from(times) * comparing.len() as u64;
        let progress = watcher.progress(tests, "tests");
        let one = |repetition: u32| {
            let seed = self.seed.wrapping_add(u64::from(repetition));
            hypotheses::false_alarms(&comparing, size, seed, &|| progress.advance(1))
        };
        let all: Vec<Alarms> = (0..times).map(one).collect();
        Ok(alarms_in_words(&all, comparing.len(), size))
    }

    fn check_memory(&self, watcher: &dyn Watcher) -> Result<(), TaskError> {
        let threads = threads();
        let needed = of_hypotheses(self.size, self.hypotheses.len(), threads);
        memory::check(needed, memory::THREADS, watcher)
    }

    /// Writes the register as a table and as a page, false alarms when they are looked for, and the
    /// manifest.
    fn write(
        &self,
        folder: Folder,
        found: &RegisterResult,
        null: Option<u32>,
        clock: &Clock,
        watcher: &dyn Watcher,
    ) -> Result<(), TaskError> {
        let mut files = vec![
            ("register.csv".to_owned(), found.csv()),
            ("register.html".to_owned(), found.page()?),
        ];
        if let Some(times) = null {
            // They take many registers, so each is no larger than the quick one.
            let replicates = self.size.replicates.min(Size::QUICK.replicates);
            let small = Self { size: Size { replicates, ..self.size }, ..self.clone() };
            let alarms = small.false_alarms(times, watcher)?;
            files.push(("false-alarms.txt".to_owned(), alarms.into_bytes()));
        }
        let inputs = Inputs::Hypotheses(HypothesesInputs {
            hypotheses: self.hypotheses.iter().map(|one| one.name.to_owned()).collect(),
            replicates: self.size.replicates,
            units: self.size.units,
            seed: self.seed,
            null,
        });
        let about = About {
            name: "hypotheses".to_owned(),
            title: "The hypotheses of chapter 2".to_owned(),
            hash: inputs.hash(),
            ..About::default()
        };
        let made = (clock, threads());
        write_all(folder, about, inputs, &files, made, watcher)?;
        Ok(())
    }
}

impl RegisterResult {
    /// The register in words.
    pub fn in_words(&self) -> String {
        report::in_words(&self.findings)
    }

    /// The register as a table (CSV).
    pub fn csv(&self) -> Vec<u8> {
        report::csv(&self.findings)
    }

    /// The register as a page (HTML).
    ///
    /// # Errors
    /// When a figure cannot be drawn.
    pub fn page(&self) -> Result<Vec<u8>, TaskError> {
        let page = report::page(&self.findings, self.size, self.seed);
        page.map(String::into_bytes).map_err(TaskError::drawing)
    }

    /// Whether a control holds although it must fail.
    pub fn has_faulty_control(&self) -> bool {
        let mut controls = self.findings.iter().flat_map(|finding| &finding.controls);
        controls.any(|control| control.verdict == Verdict::Supported)
    }
}

/// Makes the folder of a register again.
pub(super) fn again(
    inputs: &HypothesesInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let size = Size { replicates: inputs.replicates.max(2), units: inputs.units.max(1) };
    let register = Register::new(&inputs.hypotheses, size, inputs.seed)?;
    register.run(Some(target), inputs.null, watcher).map(|_| ())
}

/// False alarms of many repetitions, in words.
fn alarms_in_words(all: &[Alarms], hypotheses: usize, size: Size) -> String {
    let times = all.len();
    let line = |what: &str, of: fn(&Alarms) -> &Vec<&'static str>| {
        let families = all.iter().filter(|alarms| !of(alarms).is_empty()).count();
        let mut names: Vec<&str> = all.iter().flat_map(|alarms| of(alarms).clone()).collect();
        names.sort_unstable();
        let share = 100.0 * families as f64 / times.max(1) as f64;
        let names = if names.is_empty() { String::new() } else { format!(": {}", names.join(" ")) };
        format!("{what}: {families} with a false alarm ({share:.1} %){names}\n")
    };
    let sum = |of: fn(&Alarms) -> usize| all.iter().map(of).sum::<usize>();
    let (above, parts) = (sum(|alarms| alarms.single_parts.0), sum(|alarms| alarms.single_parts.1));
    format!(
        "{times} repetitions of {hypotheses} hypotheses that compare treatments, with {} replicates of {} units; all arms have the same regime, each with random numbers of its own. At most 5 % are expected.\n{}{}single differences of arms above 0 at 5 %: {above} of {parts} ({:.1} %)\n",
        size.replicates,
        size.units,
        line("with the thresholds of the register", |alarms| &alarms.supported),
        line("with all thresholds at 0", |alarms| &alarms.without_thresholds),
        100.0 * above as f64 / parts.max(1) as f64
    )
}
