//! Explanations of every name, made from the definitions.

use std::fmt::Write;

use super::events::EVENT_KEYS;
use super::groups::GROUP_KEYS;
use super::keys::{SETTINGS, Setting, all_tables, names_of};
use super::nearest::nearest;
use super::patterns::{COMPARISON_KEYS, PATTERN_KEYS};
use crate::engine::observe::{LEVEL_METRICS, LEVEL_NAMES, LevelMetric, METRICS, Metric};
use crate::model::catalogue::{Language, parameters};
use crate::model::levers::{Lever, REGIMES, Regime};
use crate::model::mechanisms::{MECHANISMS, Mechanism, PHASES};
use crate::model::parameter::Parameter;

/// A thing that can be explained.
struct Entry {
    /// The names by which it is found, its own name first.
    names: Vec<String>,
    /// What is told of it.
    text: String,
}

/// Explains everything that has this name: a parameter (by its full key or the last part of it),
/// lever, regime, mechanism, metric, setting or one of its values, a key of a group or of the
/// schedule, or a table.
///
/// # Errors
/// The nearest names when there is no such thing.
pub fn explain(name: &str) -> Result<String, Vec<String>> {
    let entries = entries();
    let texts: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.names.iter().any(|known| known == name))
        .map(|entry| entry.text.as_str())
        .collect();
    if texts.is_empty() {
        let names = entries.iter().flat_map(|entry| &entry.names).map(String::as_str);
        return Err(nearest(name, names, 3).into_iter().map(|name| format!("`{name}`")).collect());
    }
    Ok(texts.join("\n"))
}

/// Everything that can be explained.
fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut add = |names: &[&str], text: String| {
        entries.push(Entry { names: names.iter().map(|name| (*name).to_owned()).collect(), text });
    };
    for lever in Lever::ALL {
        add(&[lever.definition().key, lever.name()], of_lever(lever));
    }
    for regime in &REGIMES {
        add(&[regime.name], of_regime(regime));
    }
    for mechanism in MECHANISMS {
        add(&[mechanism.name], of_mechanism(mechanism));
    }
    for metric in METRICS {
        add(&[metric.name], of_metric(metric));
    }
    for family in LEVEL_METRICS {
        let mut names = vec![family.name];
        names.extend(family.levels.clone().map(|level| family.at[level].name));
        add(&names, of_level_metric(family));
    }
    for parameter in parameters().iter().filter(|parameter| !is_lever(parameter)) {
        add(&[parameter.key, last_part(parameter.key)], of_parameter(parameter, "parameter"));
    }
    for setting in &SETTINGS {
        add(&[setting.key, last_part(setting.key)], of_setting(setting));
        for (name, text) in values_of(setting) {
            add(&[name], format!("{name}: a value of {}\n  {text}\n", setting.key));
        }
    }
    let tables = [
        ("groups", &GROUP_KEYS[..]),
        ("schedule", &EVENT_KEYS[..]),
        ("patterns", &PATTERN_KEYS[..]),
        ("patterns.compare", &COMPARISON_KEYS[..]),
    ];
    for (table, keys) in tables {
        for (key, text) in keys {
            let full = format!("{table}.{key}");
            add(&[&full, key], format!("{full}: a key of [[{table}]]\n  {text}\n"));
        }
    }
    for table in all_tables() {
        add(&[&table, &format!("[{table}]")], of_table(&table));
    }
    entries
}

fn is_lever(parameter: &Parameter) -> bool {
    parameter.key.starts_with("levers.")
}

fn last_part(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or_default()
}

/// The named values of a setting that are not explained elsewhere.
fn values_of(setting: &Setting) -> Vec<(&'static str, &'static str)> {
    match setting.key {
        "regime" | "mechanisms.off" | "record.metrics" => Vec::new(),
        key => names_of(key),
    }
}

fn line(text: &mut String, label: &str, value: &str) {
    if !value.is_empty() {
        writeln!(text, "  {label:10} {value}").expect("writing to a string cannot fail");
    }
}

fn of_parameter(parameter: &Parameter, kind: &str) -> String {
    let mut text = format!("{}: a {kind}\n  {}\n", parameter.key, parameter.summary);
    line(&mut text, "symbol", parameter.symbol);
    line(&mut text, "unit", if parameter.unit.is_empty() { "none" } else { parameter.unit });
    let whole = if parameter.range.whole { ", whole numbers" } else { "" };
    let range = format!("{} to {}{whole}", parameter.range.low, parameter.range.high);
    line(&mut text, "range", &range);
    line(&mut text, "default", &parameter.default.to_string());
    if let Some(neutral) = parameter.neutral {
        line(&mut text, "neutral", &format!("{neutral} (switches it off)"));
    }
    if let Some(plausible) = parameter.plausible {
        let range = format!("{} to {}: {}", plausible.low, plausible.high, plausible.reason);
        line(&mut text, "plausible", &range);
    }
    line(&mut text, "equation", parameter.equation);
    let owns = |m: &&&Mechanism| m.parameters.iter().any(|own| own.key == parameter.key);
    if let Some(mechanism) = MECHANISMS.iter().find(owns) {
        line(&mut text, "mechanism", &format!("{}: {}", mechanism.name, mechanism.equation));
        line(&mut text, "defaults", &defaults(mechanism));
    }
    line(&mut text, "source", parameter.source);
    text
}

fn of_lever(lever: Lever) -> String {
    let mut text = of_parameter(lever.definition(), "lever");
    let values: Vec<String> = REGIMES
        .iter()
        .map(|regime| format!("{} {}", regime.name, regime.levers()[lever as usize]))
        .collect();
    line(&mut text, "regimes", &values.join(", "));
    text
}

fn of_regime(regime: &Regime) -> String {
    let mut text = format!("{}: a regime\n  {}\n", regime.name, regime.summary);
    for (lever, value) in Lever::ALL.iter().zip(regime.levers()) {
        line(&mut text, lever.name(), &value.to_string());
    }
    line(&mut text, "source", regime.source);
    text
}

fn of_mechanism(mechanism: &Mechanism) -> String {
    let mut text = format!("{}: a mechanism\n  {}\n", mechanism.name, mechanism.summary);
    let phase = PHASES.iter().find(|phase| phase.steps.contains(&mechanism.name));
    line(&mut text, "phase", phase.map_or("", |phase| phase.name));
    line(&mut text, "equation", mechanism.equation);
    line(&mut text, "defaults", &defaults(mechanism));
    let keys: Vec<&str> = mechanism.parameters.iter().map(|parameter| parameter.key).collect();
    line(&mut text, "parameters", &keys.join(", "));
    let off: Vec<String> =
        mechanism.off.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    line(&mut text, "off", &off.join(", "));
    line(&mut text, "source", mechanism.source);
    text
}

/// The values that the symbols of a mechanism's equation have when a scenario is silent.
fn defaults(mechanism: &Mechanism) -> String {
    let value = |parameter: &Parameter| format!("{} = {}", parameter.symbol, parameter.default);
    mechanism.parameters.iter().map(value).collect::<Vec<_>>().join(", ")
}

fn of_metric(metric: &Metric) -> String {
    let mut text = format!("{}: a metric\n  {}\n", metric.name, metric.summary);
    line(&mut text, "label", &metric.label(Language::default()));
    line(&mut text, "symbol", metric.symbol);
    line(&mut text, "unit", metric.unit);
    line(&mut text, "range", &format!("{} to {}", metric.range.0, metric.range.1));
    line(&mut text, "equation", metric.equation);
    text
}

fn of_level_metric(family: &LevelMetric) -> String {
    let mut text = format!("{}: a metric of levels\n  {}\n", family.name, family.summary);
    let metric = &family.at[*family.levels.start()];
    line(&mut text, "symbol", metric.symbol);
    line(&mut text, "unit", metric.unit);
    line(&mut text, "range", &format!("{} to {}", metric.range.0, metric.range.1));
    line(&mut text, "equation", metric.equation);
    line(&mut text, "levels", &LEVEL_NAMES[family.levels.clone()].join(", "));
    line(&mut text, "in tables", &format!("{} and so on, where there are tiers", metric.name));
    text
}

fn of_setting(setting: &Setting) -> String {
    let mut text = format!("{}: a setting\n  {}\n", setting.key, setting.summary);
    for (name, meaning) in names_of(setting.key) {
        line(&mut text, name, meaning);
    }
    line(&mut text, "default", setting.default);
    text
}

/// A table with the keys in it.
fn of_table(table: &str) -> String {
    let mut text = format!("[{table}]: a table of a scenario file\n");
    let inside = |key: &str| key.strip_prefix(table).is_some_and(|rest| rest.starts_with('.'));
    for parameter in parameters().iter().filter(|parameter| inside(parameter.key)) {
        line(&mut text, parameter.key, parameter.summary);
    }
    for setting in SETTINGS.iter().filter(|setting| inside(setting.key)) {
        line(&mut text, setting.key, setting.summary);
    }
    text
}

/// An overview of everything that can be explained.
pub fn list() -> String {
    let mut text = String::new();
    let mut group = |title: &str, rows: Vec<(&str, &str)>| {
        writeln!(text, "{title}").expect("writing to a string cannot fail");
        for (name, summary) in rows {
            writeln!(text, "  {name:28} {summary}").expect("writing to a string cannot fail");
        }
        text.push('\n');
    };
    group(
        "REGIMES (points in the space of levers)",
        REGIMES.iter().map(|r| (r.name, r.summary)).collect(),
    );
    let levers = Lever::ALL.iter().map(|l| (l.definition().key, l.definition().summary));
    group("LEVERS", levers.collect());
    group(
        "MECHANISMS (in the order of a period)",
        MECHANISMS.iter().map(|m| (m.name, m.summary)).collect(),
    );
    group("METRICS", METRICS.iter().map(|m| (m.name, m.summary)).collect());
    group(
        "METRICS OF LEVELS (with tiers)",
        LEVEL_METRICS.iter().map(|f| (f.name, f.summary)).collect(),
    );
    group("SETTINGS", SETTINGS.iter().map(|s| (s.key, s.summary)).collect());
    let others = parameters().iter().filter(|parameter| !is_lever(parameter));
    group("PARAMETERS", others.map(|p| (p.key, p.summary)).collect());
    text += "`tillit explain NAME` shows unit, range, default, equation and source.\n";
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_listed_can_be_explained() {
        let list = list();
        let listed: Vec<&str> =
            list.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
        for name in &listed {
            let text = explain(name).unwrap_or_else(|_| panic!("`{name}` has no explanation"));
            assert!(text.contains(&format!("{name}: a")) || text.contains(&format!(".{name}: a")));
        }
        let defined = parameters().len() + SETTINGS.len() + REGIMES.len();
        assert_eq!(listed.len(), defined + MECHANISMS.len() + METRICS.len() + LEVEL_METRICS.len());
    }

    #[test]
    fn an_explanation_says_all_that_is_defined() {
        let monitoring = explain("monitoring").unwrap();
        for part in
            ["levers.monitoring: a lever", "probability per period", "0 to 1", "control 0.5"]
        {
            assert!(monitoring.contains(part), "{part} is missing in {monitoring}");
        }
        let mass = explain("critical_mass").unwrap();
        for part in [
            "θ",
            "0.5 to 0.8",
            "majority to nearly all",
            "(4) F(q) =",
            "θ = 0.6",
            "SOU 2018:38 §2.7",
        ] {
            assert!(mass.contains(part), "{part} is missing in {mass}");
        }
        assert!(explain("over").unwrap().contains("[[schedule]]"));
        assert!(explain("quota").unwrap().contains("organisation.composition"));
        assert!(explain("staff.traits").unwrap().contains("staff.traits.ability.mean"));
        assert!(explain("monitorng").unwrap_err().contains(&"`monitoring`".to_owned()));
        assert!(explain("xyzzy").unwrap_err().is_empty());
    }
}
