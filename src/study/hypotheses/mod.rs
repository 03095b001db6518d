//! The hypotheses of chapter 2 of SOU 2018:38, each of which can fail.
//!
//! A [`Hypothesis`] is one constant in a file of its own under `register`, listed in [`HYPOTHESES`]. It
//! runs [`Arms`] with common random numbers and gives [`Criterion`]s: for each a number per replicate
//! whose mean must lie above a threshold. Its controls are the same parts where the claim must fail: with a
//! mechanism switched off, other people, shuffled numbers. [`judge`](verdict::judge) turns numbers into
//! verdicts. Must not know: files, the command line.

pub mod arms;
pub mod clients;
mod register;
pub mod verdict;

use crate::ground::executor;

pub use arms::{Arm, Arms};
pub use register::HYPOTHESES;
pub use verdict::{Criterion, Judged, Verdict};

/// What a positive verdict is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It could have come out otherwise.
    Open,
    /// The model's equations make it true; the control shows which of them.
    ByConstruction,
    /// A number was chosen so that it comes out.
    Calibrated,
}

impl Standing {
    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::ByConstruction => "by construction",
            Self::Calibrated => "calibrated",
        }
    }
}

/// A claim of chapter 2, and how it is tested.
#[derive(Debug, Clone, Copy)]
pub struct Hypothesis {
    /// `H1` to `H22`.
    pub name: &'static str,
    /// The claim, in one sentence.
    pub claim: &'static str,
    /// Section and pages of SOU 2018:38.
    pub place: &'static str,
    /// What a positive verdict is worth.
    pub standing: Standing,
    /// Whether it compares treatments, so that where all arms are the same nothing is to be found.
    pub compares: bool,
    /// What is run and compared, in one sentence.
    pub runs: &'static str,
    /// Runs it.
    pub test: fn(&Arms) -> Vec<Criterion>,
    /// Where it must fail.
    pub controls: &'static [Control],
}

/// A place where a claim must fail.
#[derive(Debug, Clone, Copy)]
pub struct Control {
    /// What is different.
    pub what: &'static str,
    /// Runs it.
    pub test: fn(&Arms) -> Vec<Criterion>,
}

/// What came of a hypothesis.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The hypothesis.
    pub hypothesis: &'static Hypothesis,
    /// The verdict, corrected over the family.
    pub judged: Judged,
    /// Of each control: what came of it alone.
    pub controls: Vec<Judged>,
}

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Replicates of each arm.
    pub replicates: u32,
    /// Units of each sector.
    pub units: u32,
}

impl Size {
    /// The full register.
    pub const FULL: Self = Self { replicates: 200, units: 50 };
    /// The quick one.
    pub const QUICK: Self = Self { replicates: 30, units: 50 };
}

/// Tests some hypotheses; their verdicts are corrected for their number (Holm). The same for any number
/// of threads. `done` is called, from any thread, after each test and each control; [`tests`] tells how
/// often that is.
pub fn find(
    hypotheses: &[&'static Hypothesis],
    size: Size,
    seed: u64,
    done: &(dyn Fn() + Sync),
) -> Vec<Finding> {
    let arms = || Arms::new(size, seed);
    let tested: Vec<(Vec<Criterion>, Vec<Judged>)> = executor::map(hypotheses, |hypothesis| {
        let parts = (hypothesis.test)(&arms());
        done();
        let alone = |control: &Control| {
            let judged = verdict::judge_alone((control.test)(&arms()));
            done();
            judged
        };
        (parts, hypothesis.controls.iter().map(alone).collect())
    });
    let (parts, controls): (Vec<_>, Vec<_>) = tested.into_iter().unzip();
    let both = verdict::judge(parts).into_iter().zip(controls);
    let finding = |(hypothesis, (judged, controls)): (&&'static Hypothesis, _)| Finding {
        hypothesis,
        judged,
        controls,
    };
    hypotheses.iter().zip(both).map(finding).collect()
}

/// How many tests and controls hypotheses have in all.
pub fn tests(hypotheses: &[&'static Hypothesis]) -> u64 {
    hypotheses.iter().map(|hypothesis| 1 + hypothesis.controls.len() as u64).sum()
}

/// What is found all the same where nothing is there to be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alarms {
    /// Hypotheses that are supported.
    pub supported: Vec<&'static str>,
    /// Those that would be if every threshold were 0: how the tests keep their level when no threshold
    /// protects them.
    pub without_thresholds: Vec<&'static str>,
    /// Parts of tests that lie above 0 at the level of a single test, and all parts: one in twenty is to
    /// be expected.
    pub single_parts: (usize, usize),
}

/// The register where nothing is there to be found: all arms of a test are the first one, with random
/// numbers of their own. The same for any number of threads. `done` is called, from any thread, after each
/// hypothesis.
pub fn false_alarms(
    hypotheses: &[&'static Hypothesis],
    size: Size,
    seed: u64,
    done: &(dyn Fn() + Sync),
) -> Alarms {
    let test = |hypothesis: &&'static Hypothesis| {
        let parts = (hypothesis.test)(&Arms::null(size, seed));
        done();
        parts
    };
    let parts: Vec<Vec<Criterion>> = executor::map(hypotheses, test);
    let level = |part: &Criterion| Criterion { threshold: 0.0, ..part.clone() };
    let bare: Vec<Vec<Criterion>> =
        parts.iter().map(|parts| parts.iter().map(level).collect()).collect();
    let supported = |tests: Vec<Vec<Criterion>>| {
        let judged = verdict::judge(tests).into_iter().zip(hypotheses);
        let found = judged.filter(|(judged, _)| judged.verdict == Verdict::Supported);
        found.map(|(_, hypothesis)| hypothesis.name).collect()
    };
    // The first part of every test is a difference of arms.
    let first = bare.iter().filter_map(|parts| parts.first());
    let above = first.clone().filter(|part| part.p() < verdict::LEVEL).count();
    Alarms {
        single_parts: (above, first.count()),
        without_thresholds: supported(bare),
        supported: supported(parts),
    }
}
