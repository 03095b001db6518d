//! What can be typed to the commands of the laboratory, validation, hypotheses and calibration.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{SweepFile, ranges};

/// Options of `tillit validate`.
#[derive(Debug, Clone, Args)]
pub struct ValidateOptions {
    /// Experiments [default: all]
    pub experiments: Vec<String>,
    /// Show every comparison, not only those that fail
    #[arg(long)]
    pub all: bool,
    /// Scenario whose staff are the people [default: the people of the laboratory]
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
    /// Fewer replicates and units: under a minute
    #[arg(long)]
    pub quick: bool,
    /// Replicates of each arm [default: 200, quick 30]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::arm_replicates)]
    pub replicates: Option<u32>,
    /// Seed of all random numbers
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: u64,
    /// Write one page with everything (HTML)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,
    /// Write the numbers (CSV)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub csv: Option<PathBuf>,
    /// Results folder: the register as table and page, with a manifest that `tillit verify` reads
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Measure false alarms instead (with --out: too, on 30 replicates at most): repeat the register
    /// so many times with nothing to be found
    #[arg(long, value_name = "TIMES", allow_negative_numbers = true, value_parser = ranges::repetitions)]
    pub null: Option<u32>,
    /// Print no progress
    #[arg(long, short)]
    pub quiet: bool,
    /// Overwrite files that stand there already
    #[arg(long)]
    pub force: bool,
}

/// Options of `tillit calibrate`.
#[derive(Debug, Clone, Args)]
pub struct CalibrateOptions {
    #[command(flatten)]
    pub file: SweepFile,
    /// Table of targets (CSV): from,what,observed,error,held_out
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub targets: PathBuf,
    /// Particles of a generation
    #[arg(long, value_name = "N", default_value_t = 200, allow_negative_numbers = true, value_parser = ranges::population)]
    pub population: usize,
    /// Share of them that is kept, those nearest to the targets
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, allow_negative_numbers = true, value_parser = ranges::share)]
    pub keep: f64,
    /// Stop when fewer of a generation's new particles than this share are kept
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, allow_negative_numbers = true, value_parser = ranges::share)]
    pub stop: f64,
    /// Generations at most
    #[arg(long, value_name = "N", default_value_t = 30, allow_negative_numbers = true, value_parser = ranges::generations)]
    pub generations: u32,
    /// Share of an experiment's plays that is played
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, allow_negative_numbers = true, value_parser = ranges::effort)]
    pub effort: f64,
    /// Seed of the places that are tried and of the luck of each
    #[arg(long, value_name = "SEED", default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub luck: u64,
    /// Threads [default: all processors]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
    /// Folder; one that holds the beginning of the same calibration is gone on with [default:
    /// results/<name>-calibration]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print nothing but mistakes
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit lab`.
#[derive(Debug, Clone, Args)]
pub struct LabOptions {
    /// Game, lesson (its name or number), or a lesson's file (`.toml`) [default: list all]
    pub game: Option<String>,
    /// List all games with their other names, and all lessons
    #[arg(long)]
    pub list: bool,
    /// Of a lesson only the question and what to predict: for the class, before it is played
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
    /// Overwrite files that stand there already
    #[arg(long)]
    pub force: bool,
}
