//! What there is: parameters, metrics, games, and what is told of every name.

use pyo3::prelude::*;
use tillit::engine::observe::METRICS;
use tillit::lab::games::GAMES;
use tillit::model::catalogue;
use tillit::model::parameter::Parameter;
use tillit::scenario;

use crate::errors::Problem;
use crate::table::{Column, Table};

fn texts<T>(all: &[T], of: impl Fn(&T) -> &str) -> Column {
    Column::Texts(all.iter().map(|one| of(one).to_owned()).collect())
}

fn numbers<T>(all: &[T], of: impl Fn(&T) -> f64) -> Column {
    Column::Numbers(all.iter().map(of).collect())
}

fn named(columns: Vec<(&str, Column)>) -> Table {
    Table::new(columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect())
}

/// Every number that a scenario may set: key, meaning, unit, range, default, plausible range with its
/// reason, equation and source.
#[pyfunction]
pub(crate) fn parameters() -> Table {
    let all = catalogue::parameters();
    let plausible = |of: fn(&Parameter) -> Option<f64>| {
        Column::Numbers(all.iter().map(|p| of(p).unwrap_or(f64::NAN)).collect())
    };
    let reason = |p: &&Parameter| p.plausible.map_or("", |plausible| plausible.reason);
    named(vec![
        ("key", texts(all, |p| p.key)),
        ("symbol", texts(all, |p| p.symbol)),
        ("summary", texts(all, |p| p.summary)),
        ("unit", texts(all, |p| p.unit)),
        ("default", numbers(all, |p| p.default)),
        ("low", numbers(all, |p| p.range.low)),
        ("high", numbers(all, |p| p.range.high)),
        ("whole", Column::Truths(all.iter().map(|p| p.range.whole).collect())),
        ("neutral", plausible(|p| p.neutral)),
        ("plausible_low", plausible(|p| p.plausible.map(|plausible| plausible.low))),
        ("plausible_high", plausible(|p| p.plausible.map(|plausible| plausible.high))),
        ("reason", texts(all, |p| reason(p))),
        ("equation", texts(all, |p| p.equation)),
        ("source", texts(all, |p| p.source)),
    ])
}

/// Every metric: name, meaning, unit, smallest and largest value, equation.
#[pyfunction]
pub(crate) fn metrics() -> Table {
    let all = &METRICS[..];
    named(vec![
        ("name", texts(all, |m| m.name)),
        ("symbol", texts(all, |m| m.symbol)),
        ("summary", texts(all, |m| m.summary)),
        ("unit", texts(all, |m| m.unit)),
        ("low", numbers(all, |m| m.range.0)),
        ("high", numbers(all, |m| m.range.1)),
        ("equation", texts(all, |m| m.equation)),
    ])
}

/// Every game of the laboratory with the rules of its protocol: default, range and meaning.
#[pyfunction]
pub(crate) fn games() -> Table {
    let rules: Vec<(&str, &Parameter)> =
        GAMES.iter().flat_map(|game| game.protocol.iter().map(|rule| (game.name, rule))).collect();
    named(vec![
        ("game", texts(&rules, |(game, _)| game)),
        ("rule", texts(&rules, |(_, rule)| rule.key)),
        ("default", numbers(&rules, |(_, rule)| rule.default)),
        ("low", numbers(&rules, |(_, rule)| rule.range.low)),
        ("high", numbers(&rules, |(_, rule)| rule.range.high)),
        ("whole", Column::Truths(rules.iter().map(|(_, rule)| rule.range.whole).collect())),
        ("summary", texts(&rules, |(_, rule)| rule.summary)),
    ])
}

/// What is told of a name: a parameter, lever, regime, mechanism, metric or key.
#[pyfunction]
pub(crate) fn explain(name: &str) -> PyResult<String> {
    let unknown = |nearest: Vec<String>| {
        let hint = match nearest.is_empty() {
            true => "tillit.parameters() and tillit.metrics() list names".to_owned(),
            false => format!("did you mean {}?", nearest.join(" or ")),
        };
        Problem::Request(format!("there is no `{name}`\n   help: {hint}"))
    };
    Ok(scenario::explain::explain(name).map_err(unknown)?)
}
