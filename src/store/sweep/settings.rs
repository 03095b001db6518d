//! The settings of a sweep that decide about its tables, as its record names them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::study::sweep::{
    Distribution, Factor, FactorValue, Precision, Replicates, Sweep, Values,
};

/// The settings of a sweep that decide about its tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Name of the design.
    pub design: String,
    /// Seed of the design's own random numbers.
    pub seed: u64,
    /// The design's numbers, by name.
    #[serde(flatten)]
    pub numbers: BTreeMap<String, u64>,
    /// What varies, in the order of columns.
    pub factors: Vec<FactorSettings>,
    /// Groups of factors that move together, by name; empty where each moves by itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, Vec<String>>,
    /// The conditions that points must meet.
    pub when: Vec<String>,
    /// How many replicates each point has.
    pub replicates: ReplicatesSettings,
    /// Whose random numbers points have.
    pub random_numbers: RandomNumbers,
    /// The metrics that are kept, in the order of columns.
    pub metrics: Vec<String>,
    /// Every how many periods a row of the series is kept; none without a series.
    pub series: Option<u32>,
}

/// A key and the values that it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorSettings {
    /// Full key.
    pub key: String,
    /// The values.
    pub values: ValuesSettings,
}

/// The values of a factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValuesSettings {
    /// Listed: numbers or names.
    List(Vec<Value>),
    /// From a number to another.
    Range {
        /// First.
        from: f64,
        /// Last.
        to: f64,
        /// Whether equal steps are equal ratios.
        log: bool,
        /// Number of levels in designs of levels.
        levels: u64,
    },
    /// Every value between two is as likely.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
        /// Number of levels in designs of levels.
        levels: u64,
    },
    /// A normal distribution cut off at two values.
    Normal {
        /// Mean before it is cut off.
        mean: f64,
        /// Standard deviation before it is cut off.
        sd: f64,
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
        /// Number of levels in designs of levels.
        levels: u64,
    },
    /// A triangle.
    Triangular {
        /// Smallest value.
        low: f64,
        /// Likeliest value.
        mode: f64,
        /// Largest value.
        high: f64,
        /// Number of levels in designs of levels.
        levels: u64,
    },
}

/// How many replicates each point has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplicatesSettings {
    /// The same number at every point.
    Fixed(u32),
    /// Until a mean is known well enough.
    Until {
        /// The metric whose mean it is.
        metric: String,
        /// Largest half-width of its interval.
        half_width: f64,
        /// Confidence of the interval.
        confidence: f64,
        /// Fewest replicates.
        at_least: u32,
        /// Most replicates.
        at_most: u32,
        /// How many more replicates must stay precise.
        look_ahead: u32,
    },
}

/// Whose random numbers points have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RandomNumbers {
    /// All points have the same.
    Common,
    /// Each point has its own.
    Independent,
}

impl Settings {
    /// The settings of a sweep.
    pub fn of(sweep: &Sweep) -> Self {
        let named = sweep.design.numbers.iter().zip(&sweep.numbers);
        Self {
            design: sweep.design.name.to_owned(),
            seed: sweep.seed,
            numbers: named.map(|(need, number)| (need.key.to_owned(), *number)).collect(),
            factors: sweep.factors.iter().map(FactorSettings::of).collect(),
            groups: groups(sweep),
            when: sweep.constraints.iter().map(|condition| condition.text.clone()).collect(),
            replicates: ReplicatesSettings::of(sweep),
            random_numbers: match sweep.independent_random_numbers {
                true => RandomNumbers::Independent,
                false => RandomNumbers::Common,
            },
            metrics: sweep.metrics.iter().map(|metric| metric.name.to_owned()).collect(),
            series: sweep.series,
        }
    }

    /// Every setting with its value, in a fixed order.
    pub fn lines(&self) -> Vec<String> {
        let value = serde_json::to_value(self).expect("settings are plain data");
        let mut lines = Vec::new();
        take_apart("sweep", &value, &mut lines);
        lines
    }
}

/// The groups of factors of a sweep, by name.
fn groups(sweep: &Sweep) -> BTreeMap<String, Vec<String>> {
    let keys = |places: Vec<usize>| places.iter().map(|f| sweep.factors[*f].key.clone()).collect();
    let named = sweep.groups.named().into_iter();
    named.map(|(name, places)| (name.to_owned(), keys(places))).collect()
}

/// Adds a line for each value below a value; lists of plain values stay together.
fn take_apart(path: &str, value: &Value, lines: &mut Vec<String>) {
    let is_plain = |value: &Value| !value.is_object() && !value.is_array();
    match value {
        Value::Object(own) => {
            own.iter().for_each(|(key, value)| take_apart(&format!("{path}.{key}"), value, lines));
        }
        Value::Array(own) if !own.iter().all(is_plain) => {
            for (index, value) in own.iter().enumerate() {
                take_apart(&format!("{path}.{}", index + 1), value, lines);
            }
        }
        value => lines.push(format!("{path} = {value}")),
    }
}

impl FactorSettings {
    fn of(factor: &Factor) -> Self {
        let values = match factor.values {
            Values::Range { from, to, log, levels } => {
                ValuesSettings::Range { from, to, log, levels }
            }
            Values::Distributed { distribution, levels } => match distribution {
                Distribution::Uniform { low, high } => {
                    ValuesSettings::Uniform { low, high, levels }
                }
                Distribution::Normal { mean, sd, low, high } => {
                    ValuesSettings::Normal { mean, sd, low, high, levels }
                }
                Distribution::Triangular { low, mode, high } => {
                    ValuesSettings::Triangular { low, mode, high, levels }
                }
            },
            Values::List(ref values) => ValuesSettings::List(values.iter().map(plain).collect()),
        };
        Self { key: factor.key.clone(), values }
    }
}

/// A value of a factor as a number or a text.
fn plain(value: &FactorValue) -> Value {
    match value {
        FactorValue::Number(number) => (*number).into(),
        FactorValue::Name(name) => name.as_str().into(),
    }
}

impl ReplicatesSettings {
    fn of(sweep: &Sweep) -> Self {
        match sweep.replicates {
            Replicates::Fixed(replicates) => Self::Fixed(replicates),
            Replicates::Until(rule) => {
                let Precision { half_width, confidence, at_least, at_most, look_ahead, .. } = rule;
                let metric = sweep.metrics[rule.metric].name.to_owned();
                Self::Until { metric, half_width, confidence, at_least, at_most, look_ahead }
            }
        }
    }

    /// The rule in words.
    pub fn in_words(&self) -> String {
        match self {
            Self::Fixed(replicates) => replicates.to_string(),
            Self::Until { .. } => "until precise".to_owned(),
        }
    }
}
