//! What everything means, told from the definitions.

use std::fmt::Write;

use super::draft::{names_of, range_in_words};
use super::events::EVENT_KEYS;
use super::groups::GROUP_KEYS;
use super::keys::{SETTINGS, Setting};
use super::problem::nearest;
use crate::levers::{Lever, REGIMES, Regime};
use crate::mechanisms::{MECHANISMS, Mechanism, PHASES};
use crate::metrics::{METRICS, Metric};
use crate::spec::{Parameter, parameters};

/// Explains every thing that has this name: a parameter (by its full key or its last part), lever,
/// regime, mechanism, metric, setting or one of its values.
///
/// # Errors
/// The nearest names when there is no such thing.
pub fn explain(name: &str) -> Result<String, Vec<String>> {
    let parts: Vec<String> = entries()
        .into_iter()
        .filter(|(names, _)| names.iter().any(|known| known == name))
        .map(|(_, text)| text)
        .collect();
    if parts.is_empty() {
        let names: Vec<String> = entries().into_iter().flat_map(|(names, _)| names).collect();
        let close = nearest(name, names.iter().map(String::as_str));
        return Err(close.map(|name| vec![format!("`{name}`")]).unwrap_or_default());
    }
    Ok(parts.join("\n"))
}

/// Everything that can be explained: its names and its text.
fn entries() -> Vec<(Vec<String>, String)> {
    let mut entries = Vec::new();
    for lever in Lever::ALL {
        let key = lever.definition().key;
        entries.push((vec![lever.name().to_owned(), key.to_owned()], of_lever(lever)));
    }
    entries.extend(REGIMES.iter().map(|regime| (vec![regime.name.to_owned()], of_regime(regime))));
    entries.extend(MECHANISMS.iter().map(|m| (vec![m.name.to_owned()], of_mechanism(m))));
    entries.extend(METRICS.iter().map(|m| (vec![m.name.to_owned()], of_metric(m))));
    for parameter in parameters().iter().filter(|p| !p.key.starts_with("levers.")) {
        let last = parameter.key.rsplit('.').next().unwrap_or_default();
        let names = vec![parameter.key.to_owned(), last.to_owned()];
        entries.push((names, of_parameter(parameter, "parameter")));
    }
    for setting in &SETTINGS {
        let last = setting.key.rsplit('.').next().unwrap_or_default();
        entries.push((vec![setting.key.to_owned(), last.to_owned()], of_setting(setting)));
        let names = names_of(setting.key);
        if !["regime", "mechanisms.off", "record.metrics"].contains(&setting.key) {
            entries.extend(names.into_iter().map(|(name, text)| {
                (vec![name.to_owned()], format!("{name}: a value of {}\n  {text}\n", setting.key))
            }));
        }
    }
    for (table, keys) in [("groups", &GROUP_KEYS[..]), ("schedule", &EVENT_KEYS[..])] {
        entries.extend(keys.iter().map(|(key, text)| {
            let full = format!("{table}.{key}");
            (vec![full.clone()], format!("{full}: a key of [[{table}]]\n  {text}\n"))
        }));
    }
    entries
}

fn line(text: &mut String, label: &str, value: &str) {
    if !value.is_empty() {
        writeln!(text, "  {label:11}{value}").expect("writing to a string cannot fail");
    }
}

fn of_parameter(parameter: &Parameter, kind: &str) -> String {
    let mut text = format!("{}: a {kind}\n  {}\n", parameter.key, parameter.summary);
    line(&mut text, "symbol", parameter.symbol);
    line(&mut text, "range", &range_in_words(parameter));
    line(&mut text, "default", &parameter.default.to_string());
    if let Some(neutral) = parameter.neutral {
        line(&mut text, "neutral", &format!("{neutral} (switches it off)"));
    }
    if let Some(plausible) = parameter.plausible {
        let range = format!("{} to {}: {}", plausible.low, plausible.high, plausible.reason);
        line(&mut text, "plausible", &range);
    }
    line(&mut text, "equation", parameter.equation);
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
    let keys: Vec<&str> = mechanism.parameters.iter().map(|parameter| parameter.key).collect();
    line(&mut text, "parameters", &keys.join(", "));
    let off: Vec<String> =
        mechanism.off.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    line(&mut text, "off", &off.join(", "));
    line(&mut text, "source", mechanism.source);
    text
}

fn of_metric(metric: &Metric) -> String {
    let mut text = format!("{}: a metric\n  {}\n", metric.name, metric.summary);
    line(&mut text, "symbol", metric.symbol);
    line(&mut text, "unit", metric.unit);
    line(&mut text, "range", &format!("{} to {}", metric.range.0, metric.range.1));
    line(&mut text, "equation", metric.equation);
    text
}

fn of_setting(setting: &Setting) -> String {
    let mut text = format!("{}: a setting\n  {}\n", setting.key, setting.summary);
    for (name, meaning) in names_of(setting.key) {
        line(&mut text, "", &format!("{name}: {meaning}"));
    }
    line(&mut text, "default", setting.default);
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
    group("SETTINGS", SETTINGS.iter().map(|s| (s.key, s.summary)).collect());
    let others = parameters().iter().filter(|p| !p.key.starts_with("levers."));
    group("PARAMETERS", others.map(|p| (p.key, p.summary)).collect());
    text += "`tillit explain NAME` tells unit, range, default, equation and source.\n";
    text
}

/// All parameters as a Markdown table, for the documentation.
pub fn parameter_table() -> String {
    let mut text = String::from(
        "| parameter | symbol | default | neutral | allowed | plausible | equation | meaning | source |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for p in parameters() {
        let neutral = p.neutral.map_or(String::new(), |value| value.to_string());
        let plausible = p.plausible.map_or(String::new(), |plausible| {
            format!("{}–{} ({})", plausible.low, plausible.high, plausible.reason)
        });
        writeln!(
            text,
            "| `{}` | {} | {} | {neutral} | {} | {plausible} | {} | {} | {} |",
            p.key,
            p.symbol,
            p.default,
            range_in_words(p),
            p.equation,
            p.summary,
            p.source
        )
        .expect("writing to a string cannot fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_listed_can_be_explained() {
        for name in list().lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()) {
            let text = explain(name).unwrap_or_else(|_| panic!("`{name}` has no explanation"));
            assert!(text.contains(name));
        }
        assert_eq!(explain("monitorng"), Err(vec!["`monitoring`".to_owned()]));
        assert!(explain("monitoring").unwrap().contains("probability per period"));
    }
}
