//! What a store says of itself: enough to know whether runs belong to it, and to make it again.

use serde::{Deserialize, Serialize};

use super::super::RESULTS_VERSION;
use super::super::manifest::{TreatmentRecord, records_of_varied, sha256};
use super::settings::Settings;
use crate::scenario::Scenario;
use crate::study::sweep;
use crate::study::sweep::{Factor, Plan, Shard, Sweep, Values, Wish};

/// Name of the record's file.
pub const SWEEP: &str = "sweep.json";

/// The record of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of this record's layout.
    pub format: u32,
    /// Raised whenever the same specification gives other numbers.
    pub results_version: u32,
    /// Hash of all that affects the tables.
    pub hash: String,
    /// The part of the sweep that this folder holds; none for the whole.
    pub shard: Option<Shard>,
    /// Name of the sweep: its file without folder and ending.
    pub name: String,
    /// Title.
    pub title: String,
    /// Question.
    pub question: String,
    /// The settings of the sweep that decide about its tables.
    pub settings: Settings,
    /// The scenario's treatments with their full specification, defaults filled in.
    pub treatments: Vec<TreatmentRecord>,
    /// What varies, in the order of columns.
    pub factors: Vec<FactorRecord>,
    /// The metrics that are kept, in the order of columns.
    pub metrics: Vec<String>,
    /// Whether the series is kept.
    pub series: bool,
    /// The figures that were asked for.
    pub figures: Option<Vec<Wish>>,
    /// Number of points of the design, those that break a condition included.
    pub points: u64,
    /// Number of chunks of the whole sweep.
    pub chunks: u64,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// The files that the sweep was read from, by name: its own first.
    pub texts: Vec<(String, String)>,
}

/// A factor as a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorRecord {
    /// Full key.
    pub key: String,
    /// What it means.
    pub meaning: String,
    /// Unit of measurement; empty for a pure number.
    pub unit: String,
    /// Whether its values are names.
    pub named: bool,
    /// Whether equal ratios, not equal steps, should look alike on an axis.
    pub log: bool,
}

impl Record {
    /// The record of a sweep, or of a part of it.
    pub fn new(
        name: &str,
        sweep: &Sweep,
        plan: &Plan,
        shard: Option<Shard>,
        overrides: &[String],
    ) -> Self {
        let Scenario { title, question, .. } = &sweep.scenario;
        let mut record = Self {
            format: 1,
            results_version: RESULTS_VERSION,
            hash: String::new(),
            shard,
            name: name.to_owned(),
            title: title.clone(),
            question: question.clone(),
            settings: Settings::of(sweep),
            treatments: records_of_varied(&sweep.scenario, &keys(sweep)),
            factors: sweep.factors.iter().map(factor_record).collect(),
            metrics: sweep.metrics.iter().map(|metric| metric.name.to_owned()).collect(),
            series: sweep.series.is_some(),
            figures: sweep.figures.clone(),
            points: sweep.n_points(),
            chunks: plan.n_chunks(),
            overrides: overrides.to_vec(),
            texts: sweep.texts.clone(),
        };
        record.hash = sha256(record.decisive().join("\n").as_bytes());
        record
    }

    /// All that decides about the tables, line by line.
    fn decisive(&self) -> Vec<String> {
        let mut lines = vec![
            format!("results version = {}", self.results_version),
            format!("points = {}", self.points),
            format!("chunks = {}", self.chunks),
        ];
        lines.extend(self.settings.lines());
        for treatment in &self.treatments {
            let name = &treatment.name;
            let line = |(key, value): (&String, &String)| format!("{name}: {key} = {value}");
            lines.extend(treatment.specification.iter().map(line));
        }
        lines
    }

    /// What this record has and another has not, in words: lines `was` and `is now`.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let (old, new) = (self.decisive(), now.decisive());
        let key = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
        let mut told = Vec::new();
        for line in old.iter().filter(|line| !new.contains(line)) {
            let now = new.iter().find(|other| key(other) == key(line));
            told.push(match now {
                Some(now) => format!("{line}  →  {}", now.split(" = ").nth(1).unwrap_or_default()),
                None => format!("{line}  →  gone"),
            });
        }
        for line in new.iter().filter(|line| old.iter().all(|other| key(other) != key(line))) {
            told.push(format!("{line}  is new"));
        }
        told
    }

    /// The sweep, read again from the texts that are kept here.
    ///
    /// # Errors
    /// When it cannot be read, for instance because this version of the program reads other keys.
    pub fn sweep(&self) -> Result<Sweep, String> {
        sweep::read_texts(&self.texts, &self.overrides)
    }

    /// The sweep, read again from the texts that are kept here, which must give this very record.
    ///
    /// # Errors
    /// When it cannot be read, or gives another record.
    pub fn own_sweep(&self) -> Result<Sweep, String> {
        let sweep = self.sweep()?;
        let plan = Plan::new(&sweep);
        let again = Self::new(&self.name, &sweep, &plan, self.shard, &self.overrides);
        let is_same = again.hash == self.hash
            && (&again.factors, &again.metrics) == (&self.factors, &self.metrics)
            && again.series == self.series;
        match is_same {
            true => Ok(sweep),
            false => Err(format!(
                "{SWEEP} was edited, or was written by a version of tillit that reads sweeps differently{}",
                self.differences(&again).first().map_or(String::new(), |line| format!(": {line}"))
            )),
        }
    }

    /// Whether this is a record that tillit could have written, as far as reading it depends on it.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn is_sound(&self) -> Result<(), String> {
        if self.shard.is_some_and(|shard| !(1..=shard.of).contains(&shard.index)) {
            return Err("names a shard that cannot be".to_owned());
        }
        if self.hash.len() != 64 || !self.hash.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err("has no hash".to_owned());
        }
        Ok(())
    }

    /// The names of the treatments, in the order of the scenario.
    pub fn treatment_names(&self) -> Vec<&str> {
        self.treatments.iter().map(|treatment| treatment.name.as_str()).collect()
    }

    /// Number of units of the smallest sector among the treatments.
    pub fn fewest_units(&self) -> f64 {
        let is_units = |key: &str| key.starts_with("group.") && key.ends_with(".units");
        let of = |treatment: &TreatmentRecord| -> f64 {
            let units = treatment.specification.iter().filter(|(key, _)| is_units(key));
            units.filter_map(|(_, units)| units.parse::<f64>().ok()).sum()
        };
        self.treatments.iter().map(of).fold(f64::INFINITY, f64::min)
    }

    /// The record as JSON text.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a record is plain data");
        text.push('\n');
        text
    }
}

/// The keys that a sweep varies.
fn keys(sweep: &Sweep) -> Vec<&str> {
    sweep.factors.iter().map(|factor| factor.key.as_str()).collect()
}

fn factor_record(factor: &Factor) -> FactorRecord {
    let parameter = crate::model::catalogue::find_parameter(&factor.key);
    let setting = crate::scenario::keys::find_setting(&factor.key);
    let meaning = parameter.map(|p| p.summary).or(setting.map(|s| s.summary));
    FactorRecord {
        key: factor.key.clone(),
        meaning: meaning.unwrap_or_default().to_owned(),
        unit: parameter.map_or("", |p| p.unit).to_owned(),
        named: factor.is_named(),
        log: matches!(factor.values, Values::Range { log: true, .. }),
    }
}
