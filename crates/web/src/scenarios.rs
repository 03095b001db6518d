//! Scenarios: those that come with the program, what a text means or what is wrong with it, edits, links.

use serde_json::{Value, json};
use tillit::model::catalogue::parameters;
use tillit::scenario::edit::{Edit, apply, own_keys};
use tillit::scenario::link::{Base, Link};
use tillit::scenario::shipped::SHIPPED;
use tillit::scenario::{Diagnostics, Scenario, Source, Treatment, read};
use wasm_bindgen::prelude::*;

/// The name under which messages show a text.
const NAME: &str = "scenario.toml";

/// The scenarios that come with the program: JSON.
#[wasm_bindgen]
pub fn shipped() -> String {
    let one = |(name, text): (&str, &str)| {
        let scenario = Scenario::from_toml(text).ok();
        let title = scenario.as_ref().map_or(name, |scenario| scenario.title.as_str());
        json!({ "name": name, "title": title, "text": text })
    };
    Value::from(SHIPPED.into_iter().map(one).collect::<Vec<_>>()).to_string()
}

/// A scenario of a page.
pub(crate) fn scenario(text: &str) -> Result<Scenario, Diagnostics> {
    read(&Source { name: NAME, bytes: text.as_bytes() }, &[])
}

/// What a text means, or all its mistakes with line and column: JSON.
#[wasm_bindgen]
pub fn check(text: &str) -> String {
    match scenario(text) {
        Ok(scenario) => meaning(&scenario, text).to_string(),
        Err(found) => mistakes(&found).to_string(),
    }
}

fn meaning(scenario: &Scenario, text: &str) -> Value {
    let treatment = |treatment: &Treatment| {
        let spec = &treatment.spec;
        let values: serde_json::Map<String, Value> = parameters()
            .iter()
            .map(|parameter| (parameter.key.to_owned(), json!(spec.value(parameter))))
            .collect();
        json!({
            "name": treatment.name,
            "title": treatment.title,
            "values": values,
            "own": own_keys(text, &treatment.name),
            "hash": spec.hash(),
            "periods": spec.periods(),
            "units": spec.n_units(),
            "replicates": spec.replicates(),
            "seed": spec.seed().to_string(),
            "agents": spec.groups().iter().map(|g| u64::from(g.units) * u64::from(g.staff)).sum::<u64>(),
        })
    };
    let metrics = scenario.record.metrics.iter().map(|metric| metric.name);
    json!({
        "ok": true,
        "title": scenario.title,
        "question": scenario.question,
        "look_for": scenario.look_for,
        "sources": scenario.sources,
        "people": scenario.people,
        "metrics": metrics.collect::<Vec<_>>(),
        "treatments": scenario.treatments.iter().map(treatment).collect::<Vec<_>>(),
    })
}

fn mistakes(found: &Diagnostics) -> Value {
    let one = |mistake: &tillit::scenario::Diagnostic| {
        let place = found.place(mistake);
        json!({
            "line": place.map(|place| place.0),
            "column": place.map(|place| place.1),
            "width": place.map(|place| place.2),
            "message": mistake.message,
            "allowed": mistake.allowed,
            "help": mistake.help,
        })
    };
    json!({
        "ok": false,
        "mistakes": found.list().iter().map(one).collect::<Vec<_>>(),
        "text": found.to_string(),
    })
}

/// A text with an edit (`key=value`, `treatment:key=value` or `regimes=a,b`).
///
/// # Errors
/// Why the edit does not fit, in words.
#[wasm_bindgen]
pub fn edit(text: &str, change: &str) -> Result<String, String> {
    let change: Edit = change.parse().map_err(in_words)?;
    apply(text, &change).map_err(in_words)
}

/// The fragment of a link to a base (the name of a scenario that comes with the program, or a text), with
/// edits and a view as JSON: `["run.seed=7"]` and `[["metric", "belief"]]`.
///
/// # Errors
/// Why there is no such link, in words.
#[wasm_bindgen]
pub fn link(base: &str, is_shipped: bool, edits: &str, view: &str) -> Result<String, String> {
    let base = match is_shipped {
        true => Base::Shipped(base.to_owned()),
        false => Base::Text(base.to_owned()),
    };
    let edits: Vec<String> = serde_json::from_str(edits).map_err(in_words)?;
    let edits =
        edits.iter().map(|edit| edit.parse()).collect::<Result<_, _>>().map_err(in_words)?;
    let view = serde_json::from_str(view).map_err(in_words)?;
    Ok(Link { base, edits, view }.fragment())
}

/// What a link opens: JSON with base, edits, view and the text.
///
/// # Errors
/// Why it cannot be followed, in words.
#[wasm_bindgen]
pub fn open(fragment: &str) -> Result<String, String> {
    let link = Link::read(fragment).map_err(in_words)?;
    let text = link.text().map_err(in_words)?;
    let (base, is_shipped) = match &link.base {
        Base::Shipped(name) => (name, true),
        Base::Text(text) => (text, false),
    };
    let edits: Vec<String> = link.edits.iter().map(Edit::to_string).collect();
    Ok(json!({ "base": base, "shipped": is_shipped, "edits": edits, "view": link.view, "text": text })
        .to_string())
}

fn in_words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
