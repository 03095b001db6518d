//! The summary of a run, as text for a terminal and as JSON.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::ground::statistics;
use crate::ground::statistics::Summary;
use crate::model::catalogue::{Kind, Language};
use crate::scenario::Scenario;
use crate::store::Manifest;
use crate::study::assumptions::{OverAssumptions, Range, Ranging};
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

/// What intervals of replicates do not say, where it was not looked at.
const NOT_SAID: &str = "What is not known about people and work moves these differences much further: see them without\n`--assumptions off`, or ask `tillit audit` over which assumptions they hold.\n";

fn outcome(result: &TreatmentResult, metric: &str) -> Option<Summary> {
    let place = result.metric(metric)?;
    let values = statistics::present(result.outcomes(place));
    let support = result.metrics()[place].support(result.n_units());
    (!values.is_empty()).then(|| Summary::within(&values, support, CONFIDENCE))
}

/// The summary of a run for a person.
pub fn summary(
    scenario: &Scenario,
    results: &[Named],
    assumptions: Option<&OverAssumptions>,
    folder: &Path,
) -> String {
    let mut text = String::new();
    if !scenario.title.is_empty() {
        text += &format!("{}\n", scenario.title);
    }
    if !scenario.question.is_empty() {
        text += &format!("{}\n", scenario.question);
    }
    for (place, (treatment, (name, result))) in scenario.treatments.iter().zip(results).enumerate()
    {
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
                let over = assumptions.and_then(|found| found.ranging(place, metric));
                let over = over.map_or(String::new(), |ranging| ranged(metric, ranging.outcome));
                text += &format!("  {words:40} {}{over}\n", shown(metric, &found));
            }
        }
    }
    text += &explained(assumptions);
    text += &differences(results, assumptions);
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

/// The label of a metric, with its unit where that is money.
fn label(metric: &str) -> String {
    let label = Language::default().texts().label(Kind::Metric, metric);
    let unit = if metric == "spending" { ", monthly per agent" } else { "" };
    format!("{label}{unit}")
}

/// A value of a metric in words.
fn number(metric: &str, value: f64) -> String {
    match metric {
        "cooperative" | "steering_time" => format!("{:.1} %", 100.0 * value),
        "spending" => format!("{value:.0}"),
        _ => format!("{value:.3}"),
    }
}

/// A difference of a metric in words, with its sign.
fn signed(metric: &str, value: f64) -> String {
    let digits = if metric == "spending" { 0 } else { 3 };
    format!("{value:+.digits$}")
}

fn shown(metric: &str, found: &Summary) -> String {
    let mean = number(metric, found.mean);
    if found.low.is_nan() {
        return format!("{mean} (one replicate: no interval)");
    }
    let trap = if metric == "cooperative" {
        format!("; {} are in the trap", number(metric, 1.0 - found.mean))
    } else {
        String::new()
    };
    format!("{mean}  [{} to {}]{trap}", number(metric, found.low), number(metric, found.high))
}

/// How far an outcome ranges over what is not known; empty where it has no value anywhere.
fn ranged(metric: &str, range: Range) -> String {
    if range.low.is_nan() {
        return String::new();
    }
    format!("  ({} to {})", number(metric, range.low), number(metric, range.high))
}

/// What the two kinds of ranges are.
fn explained(assumptions: Option<&OverAssumptions>) -> String {
    let Some(found) = assumptions else { return String::new() };
    let failed = match found.failed {
        0 => String::new(),
        failed => format!(" {failed} more are not allowed by the scenario."),
    };
    format!(
        "\n[95 % interval of simulation noise]  (middle 90 % of {} points over the plausible ranges of {} numbers\nof people and work, listed in assumptions.csv).{failed}\n",
        found.points,
        found.n_numbers()
    )
}

/// What differs from the first treatment, with common random numbers.
fn differences(results: &[Named], assumptions: Option<&OverAssumptions>) -> String {
    let Some(((base_name, base), others)) = results.split_first() else { return String::new() };
    let mut text = String::new();
    for (place, (name, result)) in others.iter().enumerate() {
        let ranging = |metric: &str| assumptions.and_then(|found| found.ranging(place + 1, metric));
        let clear = SHOWN.into_iter().filter_map(|metric| {
            let found = paired(result, base, metric)?;
            let is_clear = found.low > 0.0 || found.high < 0.0;
            is_clear.then(|| difference(metric, &found, ranging(metric)))
        });
        let parts: Vec<String> = clear.collect();
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
    let (what, after) = match assumptions {
        Some(_) => ("", ""),
        None => (" (95 % intervals of simulation noise alone)", NOT_SAID),
    };
    format!("\nCompared with {base_name}, with common random numbers{what}\n") + &text + after
}

/// A difference in words: how large by chance, and how far and with which sign over what is not known.
fn difference(metric: &str, found: &Summary, over: Option<&Ranging>) -> String {
    let direction = if found.mean > 0.0 { "higher" } else { "lower" };
    let digits = if metric == "spending" { 0 } else { 3 };
    let size = found.mean.abs();
    let ends = [found.low, found.high].map(|end| signed(metric, end));
    let words = label(metric);
    let told = format!("{words} {size:.digits$} {direction} [{} to {}]", ends[0], ends[1]);
    let Some(ranging) = over.filter(|ranging| !ranging.difference.low.is_nan()) else {
        return told;
    };
    let ends = [ranging.difference.low, ranging.difference.high].map(|end| signed(metric, end));
    let same = if found.mean > 0.0 { ranging.higher } else { ranging.lower };
    format!("{told}  ({} to {}; {direction} at {:.0} %)", ends[0], ends[1], 100.0 * same.share)
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
pub fn json(
    manifest: &Manifest,
    results: &[Named],
    assumptions: Option<&OverAssumptions>,
    folder: &Path,
) -> String {
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
    let over = assumptions.map(|found| over_assumptions(found, results));
    let value = json!({
        "scenario": manifest.name,
        "hash": manifest.hash,
        "folder": folder.display().to_string(),
        "seconds": manifest.occasion.seconds,
        "treatments": treatments,
        "over_assumptions": over,
    });
    format!("{value:#}\n")
}

/// What was found over what is not known, for a machine.
fn over_assumptions(found: &OverAssumptions, results: &[Named]) -> Value {
    let number = |value: f64| if value.is_nan() { Value::Null } else { json!(value) };
    let range = |range: Range| json!({ "low": number(range.low), "median": number(range.median), "high": number(range.high) });
    let of = |ranging: &Ranging| {
        let told = json!({
            "outcome": range(ranging.outcome),
            "difference": range(ranging.difference),
            "share_higher": number(ranging.higher.share),
            "share_lower": number(ranging.lower.share),
        });
        (ranging.metric.name.to_owned(), told)
    };
    let treatments: Map<String, Value> = results
        .iter()
        .zip(&found.treatments)
        .map(|((name, _), metrics)| {
            ((*name).to_owned(), Value::Object(metrics.iter().map(of).collect()))
        })
        .collect();
    json!({ "points": found.points, "failed": found.failed, "replicates": found.replicates, "treatments": treatments })
}
