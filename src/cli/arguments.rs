//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};

/// Simulates how trust grows and collapses in public organisations.
///
/// Schools, clinics and offices with the same rules, money and aims end up far apart. tillit lets
/// you test why: principals and agents under incentive, control or trust steering, with
/// reciprocity and the social trap; every run reproducible to the bit.
#[derive(Debug, Parser)]
#[command(name = "tillit", version, arg_required_else_help = true)]
#[command(
    after_help = "Start with:\n  tillit init my-school           write a commented scenario\n  tillit run my-school.toml       run it: tables and figures go to results/\n  tillit explain monitoring       what a parameter, lever or metric means"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario: all its treatments on the same luck; write tables and figures
    Run(RunOptions),
    /// Run a scenario under several regimes on the same luck and report the differences
    Compare(CompareOptions),
    /// Check a scenario file without running it; all mistakes are reported at once
    Check(ScenarioOptions),
    /// Run a results folder again from its manifest and compare the bytes
    Verify(VerifyOptions),
    /// Follow one unit and its agents period by period
    Trace(TraceOptions),
    /// Write a commented starter scenario
    Init(InitOptions),
    /// List parameters, levers, regimes, mechanisms and metrics
    List,
    /// Tell what a parameter, lever, regime, mechanism or metric means
    Explain {
        /// Name, e.g. `monitoring`, `assurance.critical_mass`, `trust` or `goodhart_gap`
        name: String,
    },
    /// Print the JSON Schema of scenario files, for editors
    Schema,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// A scenario file and what overrides it.
#[derive(Debug, Clone, Args)]
pub struct ScenarioOptions {
    /// Scenario file (TOML)
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Override a key, e.g. `--set levers.monitoring=0.3`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub overrides: Vec<String>,
    /// Seed of all luck
    #[arg(long)]
    pub seed: Option<u64>,
    /// Number of replicates
    #[arg(long, value_name = "N")]
    pub replicates: Option<u64>,
}

/// Where results go and how the run is done.
#[derive(Debug, Clone, Args)]
pub struct OutputOptions {
    /// Results folder [default: results/<name>-<hash of the specification>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Keep a complete results folder that is already there, and do not run
    #[arg(long)]
    pub keep: bool,
    /// Number of threads; never changes a number [default: all]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Memory that the run may use, e.g. 2GB [default: 80 % of what is free]
    #[arg(long, value_name = "SIZE")]
    pub max_memory: Option<String>,
    /// Print nothing but mistakes
    #[arg(long, short)]
    pub quiet: bool,
    /// Print a summary for machines (JSON) instead of words
    #[arg(long)]
    pub json: bool,
    /// Measure where time goes, phase by phase, on one thread; nothing is written
    #[arg(long)]
    pub profile: bool,
}

/// Options of `tillit run`.
#[derive(Debug, Clone, Args)]
pub struct RunOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `tillit compare`.
#[derive(Debug, Clone, Args)]
pub struct CompareOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    /// Regimes to compare; the first is what the others are compared with
    #[arg(long, value_delimiter = ',', default_value = "laissez-faire,incentive,control,trust")]
    pub regimes: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `tillit verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyOptions {
    /// Results folder
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Number of threads [default: all]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// Options of `tillit trace`.
#[derive(Debug, Clone, Args)]
pub struct TraceOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    /// Unit to follow, counted from 1
    #[arg(long, default_value_t = 1)]
    pub unit: u32,
    /// Replicate to follow, counted from 1
    #[arg(long, default_value_t = 1)]
    pub replicate: u32,
    /// Treatment to follow [default: the first]
    #[arg(long)]
    pub treatment: Option<String>,
    /// Folder for the tables and the figure [default: results/<name>-unit-<n>-<hash>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print nothing but mistakes
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit init`.
#[derive(Debug, Clone, Args)]
pub struct InitOptions {
    /// Name of the scenario; writes NAME.toml
    pub name: String,
}
