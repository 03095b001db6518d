//! What results are made from, by the kind of folder.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::RESULTS_VERSION;
use super::{FileRecord, sha256};
use crate::scenario::{Scenario, Treatment};
use crate::study::assumptions::Look;

/// What a folder holds, and all that it was made from beside this program. In the file, `kind` tells
/// which it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inputs {
    /// A scenario under its own treatments.
    Run(ScenarioInputs),
    /// A scenario under regimes.
    Compare(ScenarioInputs),
    /// One unit of a scenario, period by period.
    Trace(TraceInputs),
    /// A sweep. What it was made from stands in its record, `sweep.json`; its manifest tells how many
    /// runs there are.
    Sweep,
    /// A calibration. What it was made from stands in its record, `calibration.json`.
    Calibration,
    /// Comparisons with published experiments.
    Validation(ValidationInputs),
    /// Experiments that were left out and predicted.
    LeftOut(LeftOutInputs),
    /// Sensitivity of the outcomes of a sweep.
    Sensitivity(SensitivityInputs),
    /// The register of hypotheses.
    Hypotheses(HypothesesInputs),
    /// The audit of a claim.
    Audit(AuditInputs),
    /// The best doses of families of steering.
    Frontier(FrontierInputs),
    /// The patterns of cases.
    Cases(CasesInputs),
    /// The report of a run, whose results stand beside it.
    Report(ReportInputs),
}

/// What a report was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportInputs {
    /// The name of the results folder, which stands beside the report.
    pub of: String,
    /// The code of the language.
    pub language: String,
    /// The files of the results that were read.
    pub read: Vec<FileRecord>,
}

/// What a comparison of families of steering was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrontierInputs {
    /// The scenario.
    pub scenario: Document,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// Hours that may be spent for each agent and month.
    pub hours: f64,
    /// Money that may be spent for each agent and month, beside wages.
    pub money: f64,
    /// Doses that were tried for each family and goal.
    pub doses: u32,
    /// Replicates of each dose.
    pub replicates: u32,
    /// Seed of the search.
    pub seed: u64,
    /// How closely the best doses were compared over what is not known; none when they were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumptions: Option<Look>,
}

/// What a scenario was run from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioInputs {
    /// The scenario file as it was read.
    pub scenario_text: String,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// Regimes that were compared; empty for the file's own treatments.
    pub regimes: Vec<String>,
    /// Seed of all random numbers, of each treatment.
    pub seed: Vec<u64>,
    /// The random generators.
    pub generator: String,
    /// The treatments with their full specification, defaults filled in.
    pub treatments: Vec<TreatmentRecord>,
    /// The sample of people over which replicates were run; none where all have those of the specification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Document>,
    /// How closely it was looked over what is not known; none when it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumptions: Option<Look>,
}

/// What the patterns of cases were judged from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CasesInputs {
    /// The cases, each with the name of its file.
    pub cases: Vec<(String, ScenarioInputs)>,
}

/// What a trace was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TraceInputs {
    /// The unit that was followed, counted from 1.
    pub unit: u32,
    /// The replicate, counted from 1.
    pub replicate: u32,
    /// The treatment.
    pub treatment: String,
    /// The scenario.
    #[serde(flatten)]
    pub scenario: ScenarioInputs,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What a validation was made from. The published numbers and the organisation of the field studies are
/// part of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValidationInputs {
    /// The experiments, by name.
    pub experiments: Vec<String>,
    /// The scenario whose staff were the people.
    pub people: Document,
    /// The posterior sample of people with whom each comparison was played too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posterior: Option<Document>,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// What a prediction of left-out experiments was made from. The published numbers and the organisation of
/// the field studies are part of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOutInputs {
    /// The texts of the files that the sweep was read from, by name: its own first.
    pub texts: Vec<(String, String)>,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// Rules without which the people predicted too, as they were typed.
    pub without: Vec<String>,
    /// Points that were played.
    pub evaluations: usize,
    /// Share of the plays.
    pub effort: f64,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// What an analysis of sensitivity was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SensitivityInputs {
    /// The texts of the files that the sweep was read from, by name: its own first.
    pub texts: Vec<(String, String)>,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// The metrics that were analysed.
    pub metrics: Vec<String>,
    /// How often rows were drawn again for intervals.
    pub resamples: u32,
}

/// What a register of hypotheses was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HypothesesInputs {
    /// The hypotheses, by name.
    pub hypotheses: Vec<String>,
    /// Replicates of each arm.
    pub replicates: u32,
    /// Units of each sector.
    pub units: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// How often false alarms were looked for; none when they were not.
    pub null: Option<u32>,
}

/// What the audit of a claim was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditInputs {
    /// The file of claims; none when the claim was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<Document>,
    /// The name of the claim in that file, or the claim as it was typed.
    pub claim: String,
    /// Smallest difference worth speaking of, for a claim that was typed.
    pub smallest: f64,
    /// The scenario.
    pub scenario: Document,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// The sample of people; none when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Document>,
    /// How much was run.
    #[serde(flatten)]
    pub size: AuditSize,
    /// Seed of the points and of the intervals.
    pub seed: u64,
}

/// How much an audit runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSize {
    /// Points of the assumptions.
    pub points: u64,
    /// Replicates of each treatment at each point.
    pub replicates: u32,
    /// Points at which mechanisms are switched off; 0 for none.
    pub ablation_points: usize,
    /// Orders in which mechanisms are let act.
    pub ablation_orders: usize,
    /// Replicates of each treatment where mechanisms are switched off.
    pub ablation_replicates: u32,
}

/// A treatment's full specification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TreatmentRecord {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Hash of the specification.
    pub hash: String,
    /// The canonical specification, key by key.
    pub specification: BTreeMap<String, String>,
}

/// The treatments with their specifications, as a manifest shows them.
pub fn records(scenario: &Scenario) -> Vec<TreatmentRecord> {
    records_of_varied(scenario, &[])
}

/// The same of a scenario of which some keys are varied: what has an effect only together with one of
/// them is told too.
pub fn records_of_varied(scenario: &Scenario, varied: &[&str]) -> Vec<TreatmentRecord> {
    let record = |treatment: &Treatment| TreatmentRecord {
        name: treatment.name.clone(),
        title: treatment.title.clone(),
        hash: treatment.spec.hash(),
        specification: treatment
            .spec
            .canonical_text_of_varied(varied)
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
    };
    scenario.treatments.iter().map(record).collect()
}

impl Inputs {
    /// The hash of the inputs themselves, for results that no specification tells of.
    pub fn hash(&self) -> String {
        let text = serde_json::to_string(self).expect("inputs are plain data");
        sha256(format!("results version {RESULTS_VERSION}\n{text}\n").as_bytes())
    }

    /// What the folder holds, in words.
    pub fn in_words(&self) -> &'static str {
        match self {
            Self::Run(_) => "run",
            Self::Compare(_) => "comparison of regimes",
            Self::Trace(_) => "trace",
            Self::Sweep => "sweep",
            Self::Calibration => "calibration",
            Self::Validation(_) => "validation",
            Self::Sensitivity(_) => "sensitivity",
            Self::LeftOut(_) => "prediction of left-out experiments",
            Self::Hypotheses(_) => "register of hypotheses",
            Self::Audit(_) => "audit of a claim",
            Self::Frontier(_) => "comparison of families of steering",
            Self::Report(_) => "report",
            Self::Cases(_) => "patterns of cases",
        }
    }
}
