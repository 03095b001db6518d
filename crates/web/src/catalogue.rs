//! Every name that a page shows, with its words and ranges.

use serde_json::{Value, json};
use tillit::engine::observe::METRICS;
use tillit::model::catalogue::{Kind, Language, parameters};
use tillit::model::levers::{Lever, REGIMES, Regime};
use tillit::model::parameter::Parameter;
use tillit::study::runs::SHOWN_BY_UNIT;
use wasm_bindgen::prelude::*;

/// Parameters, regimes and metrics, in a language (`en`, `sv`): JSON.
#[wasm_bindgen]
pub fn catalogue(code: &str) -> String {
    let language = super::language(code);
    let texts = language.texts();
    let regime = |regime: &Regime| {
        let levers: serde_json::Map<String, Value> = Lever::ALL
            .iter()
            .zip(regime.levers())
            .map(|(lever, value)| (lever.definition().key.to_owned(), json!(value)))
            .collect();
        json!({
            "name": regime.name,
            "label": texts.heading(Kind::Regime, regime.name),
            "summary": texts.description(Kind::Regime, regime.name, regime.summary),
            "levers": levers,
        })
    };
    let metrics = METRICS.iter().map(|metric| {
        json!({
            "name": metric.name,
            "label": metric.heading(language),
            "summary": texts.description(Kind::Metric, metric.name, metric.summary),
            "unit": metric.unit,
            "low": finite(metric.range.0),
            "high": finite(metric.range.1),
            "by_unit": SHOWN_BY_UNIT.contains(&metric.name),
        })
    });
    json!({
        "parameters": parameters().iter().map(|p| parameter(p, language)).collect::<Vec<_>>(),
        "regimes": REGIMES.iter().map(regime).collect::<Vec<_>>(),
        "metrics": metrics.collect::<Vec<_>>(),
    })
    .to_string()
}

/// A parameter with its words.
fn parameter(parameter: &Parameter, language: Language) -> Value {
    let texts = language.texts();
    let lever = parameter.key.strip_prefix("levers.");
    let label = match lever {
        Some(name) => texts.heading(Kind::Lever, name),
        None if texts.has_label(Kind::Parameter, parameter.key) => {
            texts.heading(Kind::Parameter, parameter.key)
        }
        None => parameter.key.replace(['.', '_'], " "),
    };
    let summary = texts.description(Kind::Parameter, parameter.key, parameter.summary);
    let translated = language == Language::English || summary != parameter.summary;
    json!({
        "key": parameter.key,
        "label": label,
        "summary": summary,
        "translated": translated,
        "unit": parameter.unit,
        "low": parameter.range.low,
        "high": parameter.range.high,
        "whole": parameter.range.whole,
        "default": parameter.default,
        "neutral": parameter.neutral,
        "plausible": parameter.plausible.map(|range| [range.low, range.high]),
        "source": parameter.source,
    })
}

/// A number as JSON, which knows no infinity.
fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
