//! What can be typed where alternatives are compared: how closely, in which language, with which budgets.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{ScenarioOptions, ranges};
use crate::model::catalogue::Language;
use crate::study::assumptions::Look;

/// How closely to look over what is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Assumptions {
    /// Not at all.
    Off,
    /// At 64 to 256 points.
    Quick,
    /// At 2,000 points.
    Full,
}

impl Assumptions {
    /// The same for the library.
    pub fn look(self) -> Option<Look> {
        match self {
            Self::Off => None,
            Self::Quick => Some(Look::Quick),
            Self::Full => Some(Look::Full),
        }
    }
}

/// Options of `tillit report`.
#[derive(Debug, Clone, Args)]
pub struct ReportOptions {
    /// Results folder of `tillit run` or `tillit compare`
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Language
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Folder of the report [default: <DIR>-report-<language>, beside the results]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Keep only these files, by name or ending, e.g. `html,xlsx`; the manifest lists the others as not kept,
    /// with their hashes [default: all]
    #[arg(long, value_name = "FILES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Print error messages only
    #[arg(long, short)]
    pub quiet: bool,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Swedish
    Sv,
}

impl Lang {
    /// The same for the library.
    pub fn language(self) -> Language {
        match self {
            Self::En => Language::English,
            Self::Sv => Language::Swedish,
        }
    }
}

/// Options of `tillit frontier`.
#[derive(Debug, Clone, Args)]
pub struct FrontierOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    /// Hours of staff and of those who check that may be spent for each agent and month
    #[arg(long, value_name = "HOURS", default_value_t = 32.0, allow_negative_numbers = true, value_parser = ranges::difference)]
    pub hours: f64,
    /// Money that may be spent for each agent and month, beside wages
    #[arg(long, value_name = "MONEY", default_value_t = 2_000.0, allow_negative_numbers = true, value_parser = ranges::difference)]
    pub money: f64,
    /// Doses that are tried for each family and goal
    #[arg(long, value_name = "N", default_value_t = 150, allow_negative_numbers = true, value_parser = ranges::doses)]
    pub doses: u32,
    /// How closely to compare the best doses over what is not known: at 64 to 256 points, at 2,000, or not at all
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Assumptions::Quick)]
    pub assumptions: Assumptions,
    /// Number of threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = ranges::threads)]
    pub threads: Option<usize>,
    /// Results folder [default: results/<name>-frontier-<hash of the specification>]
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
