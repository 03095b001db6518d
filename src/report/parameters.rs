//! The page of all parameters.

use serde::Serialize;
use serde_json::json;

use super::pages::render;
use crate::model::catalogue::parameters;
use crate::model::mechanisms::MECHANISMS;
use crate::model::parameter::Parameter;
use crate::scenario::range_in_words;

/// The parameters of one table of a scenario file.
#[derive(Serialize)]
struct TablePage {
    name: String,
    parameters: Vec<ParameterRow>,
}

/// What the page says of a parameter.
#[derive(Serialize)]
struct ParameterRow {
    key: &'static str,
    symbol: &'static str,
    summary: &'static str,
    default: String,
    neutral: String,
    allowed: String,
    plausible: String,
    equation: &'static str,
    source: &'static str,
}

/// Every parameter with its meaning, range and source (Markdown), a section for each table of a scenario.
pub fn page() -> String {
    let mut tables: Vec<TablePage> = Vec::new();
    for parameter in parameters() {
        let name = parameter.key.rsplit_once('.').map_or("", |(table, _)| table);
        if tables.last().is_none_or(|table| table.name != name) {
            tables.push(TablePage { name: name.to_owned(), parameters: Vec::new() });
        }
        tables.last_mut().expect("a table was just added").parameters.push(row(parameter));
    }
    render("parameters.md", json!({ "tables": tables }))
}

/// The parameters of mechanisms by symbol, in the order of the mechanisms (a table in Markdown).
pub fn symbols() -> String {
    let mut rows = vec![
        "| symbol | meaning | key | default | neutral | equation |".to_owned(),
        "|---|---|---|---|---|---|".to_owned(),
    ];
    for parameter in MECHANISMS.iter().flat_map(|mechanism| mechanism.parameters) {
        let ParameterRow { key, symbol, summary, default, neutral, equation, .. } = row(parameter);
        let meaning = summary.trim_end_matches('.');
        rows.push(format!(
            "| `{symbol}` | {meaning} | `{key}` | {default} | {neutral} | {equation} |"
        ));
    }
    rows.join("\n") + "\n"
}

fn row(parameter: &Parameter) -> ParameterRow {
    let plausible = parameter.plausible.map_or(String::new(), |plausible| {
        format!("{} to {} ({})", plausible.low, plausible.high, plausible.reason)
    });
    ParameterRow {
        key: parameter.key,
        symbol: parameter.symbol,
        summary: parameter.summary,
        default: parameter.default.to_string(),
        neutral: parameter.neutral.map_or(String::new(), |value| value.to_string()),
        allowed: range_in_words(parameter),
        plausible,
        equation: parameter.equation,
        source: parameter.source,
    }
}
