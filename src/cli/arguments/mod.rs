//! What can be typed.

mod choice;
mod ranges;
mod science;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};

use crate::scenario::Change;

pub use choice::{Assumptions, FrontierOptions, ReportOptions};
pub use science::{
    AuditOptions, CalibrateOptions, CasesOptions, HypothesesOptions, LabOptions, LeftOutOptions,
    SensitivityOptions, ValidateOptions,
};

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
    /// Memory that a command may use, e.g. 2GB; a command that would need more stops before it computes
    /// anything [default: 80 % of the free memory]
    #[arg(long, value_name = "SIZE", global = true, allow_hyphen_values = true, value_parser = ranges::size)]
    pub max_memory: Option<u64>,
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario, all its treatments with common random numbers; write tables and figures
    Run(RunOptions),
    /// Run a scenario under several regimes with common random numbers and report the differences
    Compare(CompareOptions),
    /// Run a scenario at many parameter combinations (a sweep); an interrupted sweep is resumed
    Sweep(SweepOptions),
    /// Tell which factors of a sweep move its outcomes, how much, and how sure that is; run it if need be
    #[command(
        after_help = "FILE may also be the folder of a sweep, whose runs are then used. Its design must be morris, saltelli, sobol, latin-hypercube or random."
    )]
    Sensitivity(SensitivityOptions),
    /// Show the progress of a sweep
    Status(StatusOptions),
    /// Merge the shards of a sweep
    Merge(MergeOptions),
    /// Write a script that runs a sweep as an array job on a Slurm cluster
    Slurm(SlurmOptions),
    /// Draw curves, maps and phase diagrams of a finished sweep
    Plot(PlotOptions),
    /// Play a classic game of the laboratory, or a lesson
    Lab(LabOptions),
    /// Open the playground, the games and the lessons in a browser
    Play(PlayOptions),
    /// Compare the simulation with published experiments and exact results
    Validate(ValidateOptions),
    /// Predict published experiments, each from the others: the score of the rules of behaviour
    LeftOut(LeftOutOptions),
    /// Test the hypotheses of SOU 2018:38, chapter 2
    Hypotheses(HypothesesOptions),
    /// Audit a claim: in which share of what is not known it holds, where it breaks, what carries it
    Audit(AuditOptions),
    /// Find the best dose of each family of steering under equal budgets of time and money, and how sure their
    /// order is
    Frontier(FrontierOptions),
    /// Judge the patterns of cases: what their sources say must be found, and controls in which it must not
    Cases(CasesOptions),
    /// Estimate parameters of a scenario from published results (approximate Bayesian computation)
    Calibrate(CalibrateOptions),
    /// Check a scenario file without running it; all mistakes are reported at once
    Check(ScenarioOptions),
    /// Reproduce a results folder from its manifest and compare every byte
    Verify(VerifyOptions),
    /// Make a report of a run for somebody who decides: a page, text and a workbook, in English or Swedish
    Report(ReportOptions),
    /// Follow one unit and its agents period by period
    Trace(TraceOptions),
    /// Write a commented starter scenario
    Init(InitOptions),
    /// Print how to cite the program in a paper
    Cite,
    /// List parameters, levers, regimes, mechanisms and metrics
    List,
    /// Explain a parameter, lever, regime, mechanism or metric
    Explain {
        /// Name, e.g. `monitoring`, `assurance.critical_mass`, `trust` or `goodhart_gap`
        name: String,
    },
    /// Print the JSON Schema of scenario files, or of sweep files, for editors
    Schema {
        /// Of sweep files that name a scenario
        #[arg(long)]
        sweep: bool,
    },
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
    pub overrides: Vec<Change>,
    /// Seed of all random numbers
    #[arg(long, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: Option<u64>,
    /// Number of replicates
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::replicates)]
    pub replicates: Option<u64>,
}

impl ScenarioOptions {
    /// The same with figures of a width, as one more override, so that the record of a run has it.
    pub fn at_width(&self, width: Option<&str>) -> Self {
        let mut options = self.clone();
        options
            .overrides
            .extend(width.map(|width| Change::flag("--width", "figures.width", width)));
        options
    }
}

/// Where results are written and how they are computed.
#[derive(Debug, Clone, Args)]
pub struct OutputOptions {
    /// Results folder [default: results/<name>-<hash of the specification>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// If the results folder is already complete, keep it and run nothing
    #[arg(long)]
    pub keep: bool,
    /// Number of threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
    /// Width of figures: page, column, slide, readme, or a number of millimetres
    #[arg(long, value_name = "WIDTH")]
    pub width: Option<String>,
    /// How closely to look how far outcomes and differences range over what is not known about people and
    /// work: at 64 to 256 points of the documented ranges (about a second), at 2,000, or not at all
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Assumptions::Quick)]
    pub assumptions: Assumptions,
    /// Measure the time of each phase, of observing, of tables and of figures, on one thread; nothing is written
    #[arg(long)]
    pub profile: bool,
    /// Keep only these files, by name or ending, e.g. `summary.csv,svg`; the manifest lists the others as
    /// not kept, with their hashes [default: all]
    #[arg(long, value_name = "FILES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Print the link that opens the scenario in the playground of the site; run nothing
    #[arg(long)]
    pub link: bool,
}

/// Options of `tillit run`.
#[derive(Debug, Clone, Args)]
pub struct RunOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    /// Run replicates over a sample of people: a table (CSV), or `posterior` for
    /// scenarios/people/posterior.csv [default: the people of the scenario in all replicates]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub people: Option<PathBuf>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `tillit compare`.
#[derive(Debug, Clone, Args)]
pub struct CompareOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    /// Regimes to compare; the others are compared with the first
    #[arg(long, value_delimiter = ',', default_value = "laissez-faire,incentive,control,trust")]
    pub regimes: Vec<String>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Options of `tillit play`.
#[derive(Debug, Clone, Args)]
pub struct PlayOptions {
    /// Scenario with which the playground opens (TOML) [default: a shipped one]
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Override a key of the scenario, e.g. `--set levers.monitoring=0.3`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE", requires = "file")]
    pub overrides: Vec<Change>,
    /// Folder of the built site [default: web/dist]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub site: Option<PathBuf>,
    /// Port on this machine; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// Open no browser; the address is printed
    #[arg(long)]
    pub no_browser: bool,
}

/// Options of `tillit verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyOptions {
    /// Results folder
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Number of threads [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
}

/// Options of `tillit trace`.
#[derive(Debug, Clone, Args)]
pub struct TraceOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    /// Unit to follow, counted from 1
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::counted)]
    pub unit: u32,
    /// Replicate to follow, counted from 1
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::counted)]
    pub replicate: u32,
    /// Treatment to follow [default: the first]
    #[arg(long)]
    pub treatment: Option<String>,
    /// Folder for the tables and the figure [default: results/<name>-unit-<n>-<hash>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit init`.
#[derive(Debug, Clone, Args)]
pub struct InitOptions {
    /// Name of the scenario; writes NAME.toml
    pub name: String,
    /// With tiers of managers between the top and the units
    #[arg(long)]
    pub chain: bool,
}

/// A file with a sweep and what overrides it.
#[derive(Debug, Clone, Args)]
pub struct SweepFile {
    /// Scenario with a [sweep] block, or file with a [sweep] block that names a scenario (TOML)
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Override a key of the scenario, e.g. `--set run.periods=60`, or of the sweep, e.g. `--set
    /// sweep.points=64`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub overrides: Vec<Change>,
    /// Seed of all random numbers
    #[arg(long, allow_negative_numbers = true, value_parser = ranges::seed)]
    pub seed: Option<u64>,
    /// Number of replicates of each point
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::replicates)]
    pub replicates: Option<u64>,
}

/// The formats of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Parquet: small and quick to read, with units and descriptions
    Parquet,
    /// CSV
    Csv,
    /// Parquet and CSV
    Both,
}

/// Options of `tillit sweep`.
#[derive(Debug, Clone, Args)]
pub struct SweepOptions {
    #[command(flatten)]
    pub file: SweepFile,
    /// Folder of the sweep [default: results/<name>-<hash>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Run only one shard of the sweep, e.g. `2/16`; `tillit merge` merges the shards
    #[arg(long, value_name = "I/N", value_parser = clap::value_parser!(crate::study::sweep::Shard))]
    pub shard: Option<crate::study::sweep::Shard>,
    /// Format of the tables
    #[arg(long, value_enum, default_value_t = Format::Parquet)]
    pub format: Format,
    /// Number of threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
    /// Show the number of points and runs, the estimated time and the size; run nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Keep only these files of the finished sweep, by name or ending, e.g. `parquet,csv,svg`; the
    /// manifest lists the others as not kept, with their hashes [default: all]
    #[arg(long, value_name = "FILES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit status`.
#[derive(Debug, Clone, Args)]
pub struct StatusOptions {
    /// Folder of the sweep, or of a shard of it
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `tillit merge`.
#[derive(Debug, Clone, Args)]
pub struct MergeOptions {
    /// Folders of all shards
    #[arg(required = true, value_hint = ValueHint::DirPath)]
    pub shards: Vec<PathBuf>,
    /// Folder of the whole sweep [default: beside the first shard, <name>-<hash>]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Format of the tables
    #[arg(long, value_enum, default_value_t = Format::Parquet)]
    pub format: Format,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `tillit slurm`.
#[derive(Debug, Clone, Args)]
pub struct SlurmOptions {
    #[command(flatten)]
    pub file: SweepFile,
    /// Number of tasks of the array
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::tasks)]
    pub tasks: u32,
    /// Processors of each task
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = ranges::cpus)]
    pub cpus: u32,
    /// Folder for the shards and the whole sweep, visible to all nodes
    #[arg(long, value_name = "DIR", default_value = "results", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
    /// Partition of the cluster [default: the cluster's]
    #[arg(long, value_name = "NAME")]
    pub partition: Option<String>,
}

/// Options of `tillit plot`.
#[derive(Debug, Clone, Args)]
pub struct PlotOptions {
    /// Folder of a finished sweep
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Factor on the horizontal axis; with --path a metric
    #[arg(long, value_name = "FACTOR")]
    pub x: Option<String>,
    /// Factor on the vertical axis of a map
    #[arg(long, value_name = "FACTOR")]
    pub y: Option<String>,
    /// Metric that is shown
    #[arg(long)]
    pub metric: Option<String>,
    /// Factor, or `treatment`: one curve or panel for each of its values
    #[arg(long, value_name = "FACTOR")]
    pub by: Option<String>,
    /// Factor, or `treatment`: show which of its values is best in each cell of a map
    #[arg(long, value_name = "FACTOR")]
    pub best: Option<String>,
    /// Follow the metrics x and --metric over time, as for hysteresis
    #[arg(long)]
    pub path: bool,
    /// Width of the figure: page, column, slide, readme, or a number of millimetres [default: that of
    /// the sweep's file]
    #[arg(long, value_name = "WIDTH")]
    pub width: Option<String>,
    /// Show this treatment only [default: each treatment separately]
    #[arg(long, value_name = "NAME", conflicts_with = "difference")]
    pub treatment: Option<String>,
    /// Show the difference between two treatments, the first minus the second, run by run
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub difference: Option<Vec<String>>,
    /// Pool the treatments; the caption says so
    #[arg(long, conflicts_with_all = ["treatment", "difference"])]
    pub pool: bool,
    /// Folder for the figure and its table [default: the folder of the sweep]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Overwrite existing files
    #[arg(long)]
    pub force: bool,
}
