//! Arguments of the commands of the laboratory, validation, hypotheses and calibration.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{SweepFile, ranges};
use crate::scenario::Change;

/// Options of `tillit validate`.
#[derive(Debug, Clone, Args)]
pub struct ValidateOptions {
    /// Experiments [default: all]
    pub experiments: Vec<String>,
    /// Show every comparison, not only those that fail
    #[arg(long)]
    pub all: bool,
    /// Scenario whose staff are the people; or a sample of people (CSV), or `posterior` for
    /// scenarios/people/posterior.csv: then the table also tells with how many of them each comparison holds
    /// [default: the people of the laboratory]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub people: Option<PathBuf>,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: u64,
    /// Folder for the table (Markdown and CSV), the figures and the manifest
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print no progress
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit hypotheses`.
#[derive(Debug, Clone, Args)]
pub struct HypothesesOptions {
    /// Hypotheses, e.g. `H5 H14` [default: all]
    pub hypotheses: Vec<String>,
    /// Fewer replicates: takes less than a minute
    #[arg(long)]
    pub quick: bool,
    /// Replicates of each arm [default: 200, quick 30]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::arm_replicates)]
    pub replicates: Option<u32>,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: u64,
    /// Write the report as one page (HTML)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,
    /// Write the results as a table (CSV)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub csv: Option<PathBuf>,
    /// Results folder for the table, the report and a manifest, which `tillit verify` reads
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Count false positives instead (with --out: as well, with at most 30 replicates): repeat the tests
    /// so many times where all arms are the same
    #[arg(long, value_name = "TIMES", allow_negative_numbers = true, value_parser = ranges::repetitions)]
    pub null: Option<u32>,
    /// Print no progress
    #[arg(long, short)]
    pub quiet: bool,
    /// Overwrite existing files
    #[arg(long)]
    pub force: bool,
}

/// Options of `tillit cases`.
#[derive(Debug, Clone, Args)]
pub struct CasesOptions {
    /// Scenario files with patterns, e.g. those of scenarios/cases
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Results folder for the tables (CSV and Markdown) and a manifest, which `tillit verify` reads
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Number of threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
    /// Print no progress
    #[arg(long, short)]
    pub quiet: bool,
}

/// What commands share that play experiments at many points.
#[derive(Debug, Clone, Args)]
pub struct RepeatOptions {
    /// Seed of all random numbers
    #[arg(long, value_name = "SEED", default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: u64,
    /// Number of threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
}

/// Options of `tillit audit`.
#[derive(Debug, Clone, Args)]
pub struct AuditOptions {
    /// Scenario whose treatments are compared, with --claim; or file of claims (TOML)
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// What is claimed of the scenario: a metric is higher under one treatment than under another, e.g.
    /// `--claim "true_output: trust > incentive"`
    #[arg(long)]
    pub claim: Option<String>,
    /// Smallest difference worth speaking of, in the unit of the metric, for --claim
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, allow_negative_numbers = true, value_parser = ranges::difference, requires = "claim")]
    pub smallest: f64,
    /// Audit only this claim of a file of claims; may be repeated [default: all]
    #[arg(long, value_name = "NAME", conflicts_with = "claim")]
    pub only_claim: Vec<String>,
    /// Sample of people (CSV), or `posterior` for scenarios/people/posterior.csv: the claim is audited over
    /// them, too, and over both
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub people: Option<PathBuf>,
    /// Override a key of the scenario, e.g. `--set run.periods=60`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub overrides: Vec<Change>,
    /// Fewer points and replicates: about a minute for fifty schools, where a full audit takes half an hour
    #[arg(long)]
    pub quick: bool,
    /// Number of points [default: 2000, quick 200]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::audit_points)]
    pub points: Option<u64>,
    /// Number of replicates of each treatment at each point [default: 20, quick 5]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::arm_replicates)]
    pub replicates: Option<u32>,
    /// Switch no mechanisms off
    #[arg(long)]
    pub no_ablation: bool,
    /// Seed of all random numbers
    #[arg(long, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: Option<u64>,
    /// Number of threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
    /// Results folder, in which claims of a file have folders of their own; the runs lie beside it, in a folder
    /// whose name ends in -runs, and an interrupted audit is resumed [default: results/<name>-audit/<claim>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Keep only these files, by name or ending, e.g. `md,csv,svg`; the manifest lists the others as not kept,
    /// with their hashes [default: all]
    #[arg(long, value_name = "FILES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit calibrate`.
#[derive(Debug, Clone, Args)]
pub struct CalibrateOptions {
    /// Scenario with a [sweep] block, or file with a [sweep] block that names a scenario; the factors are
    /// the parameters that are estimated (TOML)
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Override a key of the scenario or of the sweep, e.g. `--set run.periods=60`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub overrides: Vec<Change>,
    /// Table of targets (CSV): from,what,observed,error,held_out
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub targets: PathBuf,
    /// Number of particles of a generation
    #[arg(long, value_name = "N", default_value_t = 200, allow_negative_numbers = true, value_parser = ranges::population)]
    pub population: usize,
    /// Share of particles that is kept: those nearest to the targets; with 1 a single generation is run,
    /// a sample of the prior
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, allow_negative_numbers = true, value_parser = ranges::effort)]
    pub keep: f64,
    /// Weigh particles by the likelihood of the targets (normal errors), their errors multiplied by this: 1
    /// for the errors of sampling alone, more where the model is known to err by more (`tillit left-out`
    /// tells by how much)
    #[arg(long, value_name = "SCALE", allow_negative_numbers = true, value_parser = ranges::error_scale)]
    pub likelihood: Option<f64>,
    /// Stop when less than this share of a generation's new particles is kept
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, allow_negative_numbers = true, value_parser = ranges::share)]
    pub stop: f64,
    /// Largest number of generations
    #[arg(long, value_name = "N", default_value_t = 30, allow_negative_numbers = true, value_parser = ranges::generations)]
    pub generations: u32,
    /// Share of the plays of each experiment that is run
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, allow_negative_numbers = true, value_parser = ranges::effort)]
    pub effort: f64,
    /// Seed and threads
    #[command(flatten)]
    pub repeat: RepeatOptions,
    /// Results folder; an interrupted calibration in it is resumed [default: results/<name>-calibration]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit sensitivity`.
#[derive(Debug, Clone, Args)]
pub struct SensitivityOptions {
    #[command(flatten)]
    pub file: SweepFile,
    /// Folder of the sweep; the analysis goes to its folder `sensitivity` [default: results/<name>-<hash>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Metrics that are analysed [default: all that the sweep records]
    #[arg(long, value_name = "METRICS", value_delimiter = ',')]
    pub metric: Vec<String>,
    /// How often rows are drawn again for intervals
    #[arg(long, value_name = "N", default_value_t = 1000, allow_negative_numbers = true, value_parser = ranges::resamples)]
    pub resamples: u32,
    /// Keep only these files of the analysis, by name or ending, e.g. `csv,svg`; the manifest lists the others
    /// as not kept, with their hashes [default: all]
    #[arg(long, value_name = "FILES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Number of threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit left-out`.
#[derive(Debug, Clone, Args)]
pub struct LeftOutOptions {
    /// Scenario with a [sweep] block, or file with a [sweep] block that names a scenario; its staff are the
    /// people, and the factors are the numbers that are fitted (TOML)
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Override a key of the scenario or of the sweep; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub overrides: Vec<Change>,
    /// Fit and predict once more without a rule: a parameter at its neutral value, or at a value, e.g.
    /// `--without conformity.weight`; may be repeated
    #[arg(long, value_name = "KEY[=VALUE]")]
    pub without: Vec<String>,
    /// Number of points at which the experiments are played, again without each rule
    #[arg(long, value_name = "N", default_value_t = 250, allow_negative_numbers = true, value_parser = ranges::evaluations)]
    pub evaluations: usize,
    /// Share of the plays of each experiment that is run; with all of them chance matters little
    #[arg(long, value_name = "SHARE", default_value_t = 1.0, allow_negative_numbers = true, value_parser = ranges::effort)]
    pub effort: f64,
    /// Seed and threads
    #[command(flatten)]
    pub repeat: RepeatOptions,
    /// Folder for the tables (Markdown and CSV) and the manifest
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print no progress
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit lab`.
#[derive(Debug, Clone, Args)]
pub struct LabOptions {
    /// Game, lesson (name or number), or file of a lesson (`.toml`) [default: list all]
    pub game: Option<String>,
    /// List all games, with their aliases, and all lessons
    #[arg(long)]
    pub list: bool,
    /// Show only the question of a lesson and what to predict, for the class before it is played
    #[arg(long)]
    pub ask: bool,
    /// Change a rule of the protocol, e.g. `--set group_size=10`; may be repeated
    #[arg(long = "set", value_name = "RULE=NUMBER")]
    pub rules: Vec<String>,
    /// Scenario whose people play [default: the people of the laboratory]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub people: Option<PathBuf>,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: u64,
    /// Folder for the figure (SVG and PNG) and its table (CSV)
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print no progress
    #[arg(long, short)]
    pub quiet: bool,
    /// Overwrite existing files
    #[arg(long)]
    pub force: bool,
}
