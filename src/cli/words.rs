//! The summary of a run, as text for a terminal and as JSON.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::ground::statistics;
use crate::ground::statistics::Summary;
use crate::model::catalogue::{Kind, Language};
use crate::scenario::Scenario;
use crate::store::Manifest;
use crate::study::runs::{CONFIDENCE, TreatmentResult};

/// A treatment's name and what it gave.
type Named<'a> = (&'a str, &'a TreatmentResult);

/// The metrics that the summary shows.
const SHOWN: [&str; 7] = [
    "true_output",
    "measured_output",
    "trust",
    "belief",
    "cooperative",
    "steering_time",
    "spending",
];

/// The metrics of which the summary says when they have not settled, and how far they move within the
/// outcome window when they have not.
const SETTLING: [&str; 3] = ["true_output", "trust", "belief"];
const MOVING: f64 = 0.02;

/// What intervals of replicates do not say.
const NOT_SAID: &str = "What is not known about people and work moves these differences much further: `tillit audit`\nsays over which assumptions they hold.\n";

fn outcome(result: &TreatmentResult, metric: &str) -> Option<Summary> {
    let place = result.metric(metric)?;
    let values = statistics::present(result.outcomes(place));
    let support = result.metrics()[place].support(result.n_units());
    (!values.is_empty()).then(|| Summary::within(&values, support, CONFIDENCE))
}

/// The summary of a run for a person.
pub fn summary(scenario: &Scenario, results: &[Named], folder: &Path) -> String {
    let mut text = String::new();
    if !scenario.title.is_empty() {
        text += &format!("{}\n", scenario.title);
    }
    if !scenario.question.is_empty() {
        text += &format!("{}\n", scenario.question);
    }
    for (treatment, (name, result)) in scenario.treatments.iter().zip(results) {
        let spec = &treatment.spec;
        let size = format!(
            "{} units, {} staff, {} periods, {} replicates; means of the last {} periods",
            spec.n_units(),
            spec.n_agents(),
            spec.periods(),
            spec.replicates(),
            spec.window(),
        );
        text += &format!("\n{name} ({size})\n");
        text += &moving(result);
        for metric in SHOWN {
            let words = label(metric);
            if let Some(found) = outcome(result, metric) {
                text += &format!("  {words:27} {}\n", shown(metric, &found));
            }
        }
    }
    text += &differences(results);
    text += &format!("\nwritten to {}\n", folder.display());
    text
}

/// What still moves within the outcome window: its mean says where the run ended, not where it leads.
fn moving(result: &TreatmentResult) -> String {
    let told = |metric: &str| {
        let movement = result.movement(result.metric(metric)?);
        let verb = if movement > 0.0 { "rising" } else { "falling" };
        let words = label(metric);
        (movement.abs() > MOVING).then(|| {
            format!("{words} is still {verb} (by {:.3} within the window)", movement.abs())
        })
    };
    let all: Vec<String> = SETTLING.into_iter().filter_map(told).collect();
    if all.is_empty() { String::new() } else { format!("  not settled: {}\n", all.join("; ")) }
}

/// The label of a metric.
fn label(metric: &str) -> String {
    Language::default().texts().label(Kind::Metric, metric).into_owned()
}

fn shown(metric: &str, found: &Summary) -> String {
    let number = |value: f64| match metric {
        "cooperative" | "steering_time" => format!("{:.1} %", 100.0 * value),
        "spending" => format!("{value:.0} a month for each agent"),
        _ => format!("{value:.3}"),
    };
    let mean = number(found.mean);
    if found.low.is_nan() {
        return format!("{mean} (one replicate: no interval)");
    }
    let trap = if metric == "cooperative" {
        format!("; {} are in the trap", number(1.0 - found.mean))
    } else {
        String::new()
    };
    format!("{mean}  [{} to {}]{trap}", number(found.low), number(found.high))
}

/// What differs from the first treatment, with common random numbers.
fn differences(results: &[Named]) -> String {
    let Some(((base_name, base), others)) = results.split_first() else { return String::new() };
    let mut text = String::new();
    for (name, result) in others {
        let mut parts = Vec::new();
        for metric in SHOWN {
            let words = label(metric);
            let Some(found) = paired(result, base, metric) else { continue };
            let (low, high) = (found.low, found.high);
            if low > 0.0 || high < 0.0 {
                let direction = if found.mean > 0.0 { "higher" } else { "lower" };
                let size = found.mean.abs();
                let digits = if metric == "spending" { 0 } else { 3 };
                parts.push(format!(
                    "{words} {size:.digits$} {direction} [{low:+.digits$} to {high:+.digits$}]"
                ));
            }
        }
        let told = if parts.is_empty() {
            "no difference that is clear with these replicates".to_owned()
        } else {
            parts.join("\n    ")
        };
        text += &format!("  {name}:\n    {told}\n");
    }
    if text.is_empty() {
        return text;
    }
    let heading = format!(
        "\nCompared with {base_name}, with common random numbers (95 % intervals of simulation noise alone)\n"
    );
    heading + &text + NOT_SAID
}

fn paired(result: &TreatmentResult, base: &TreatmentResult, metric: &str) -> Option<Summary> {
    let place = result.metric(metric)?;
    let values = result.outcomes(place);
    let others = base.outcomes(base.metric(metric)?);
    let differences: Vec<f64> = values.iter().zip(others).map(|(a, b)| a - b).collect();
    let differences = statistics::present(&differences);
    let units = result.n_units().min(base.n_units());
    let support = result.metrics()[place].support(units).of_difference();
    (!differences.is_empty()).then(|| Summary::within(&differences, support, CONFIDENCE))
}

/// The summary of a run for a machine.
pub fn json(manifest: &Manifest, results: &[Named], folder: &Path) -> String {
    let number = |value: f64| if value.is_nan() { Value::Null } else { json!(value) };
    let told = |found: Summary| json!({ "mean": number(found.mean), "low": number(found.low), "high": number(found.high) });
    let mut treatments = Map::new();
    for (name, result) in results {
        let metrics: Map<String, Value> = result
            .metrics()
            .iter()
            .filter_map(|m| Some((m.name.to_owned(), told(outcome(result, m.name)?))))
            .collect();
        treatments.insert((*name).to_owned(), Value::Object(metrics));
    }
    let value = json!({
        "scenario": manifest.name,
        "hash": manifest.hash,
        "folder": folder.display().to_string(),
        "seconds": manifest.occasion.seconds,
        "treatments": treatments,
    });
    format!("{value:#}\n")
}
