//! From bytes to a checked scenario: every mistake is found before any is told.

use std::collections::BTreeMap;

use super::draft::{Draft, is_name, names_of, text};
use super::groups::{self, check_name};
use super::keys::FigureKind;
use super::merge::merge;
use super::problem::{Place, Problem, Problems};
use super::raw::{Table, Value, is_duplicate, parse, parse_override};
use super::{MAX_BYTES, Record, Scenario, Source, Treatment, events};
use crate::mechanisms::find_mechanism;
use crate::metrics::{METRICS, find_metric};
use crate::spec::{
    Composition, ModelSpec, PERIODS, Parts, Policy, SHARES, VisionLabels, find_parameter,
};

/// Keys that hold for the whole scenario and cannot differ between treatments.
const SCENARIO_KEYS: [&str; 6] = ["format", "question", "sources", "look_for", "record", "figures"];

/// Reads a scenario: the text, then overrides `key=value` laid over the file and all its
/// treatments.
///
/// # Errors
/// All mistakes at once, each with its place.
pub fn read(source: &Source, overrides: &[String]) -> Result<Scenario, Problems> {
    read_under(source, overrides, None)
}

/// Reads a scenario under its own treatments or under some regimes.
pub fn read_under(
    source: &Source,
    overrides: &[String],
    regimes: Option<&[&str]>,
) -> Result<Scenario, Problems> {
    let mut problems = Vec::new();
    let Some(content) = content(source, &mut problems) else {
        return Err(Problems::new(source.name, "", overrides, problems));
    };
    let mut table = parse(content, &mut problems);
    let fail = |problems| Err(Problems::new(source.name, content, overrides, problems));
    // A key that stands twice leaves the rest readable; other mistakes of syntax do not.
    if problems.iter().any(|problem| !is_duplicate(problem)) {
        return fail(problems);
    }
    let over = overrides_table(overrides, &mut problems);
    let treatments = table.take("treatments");
    merge(&mut table, &over);
    let variants = match regimes {
        Some(regimes) => regime_variants(&table, regimes, &mut problems),
        None => {
            treatment_variants(&table, treatments.as_ref().map(|e| &e.node), &over, &mut problems)
        }
    };
    let whole = Draft::read(&table, &mut problems);
    let read: Vec<_> =
        variants.into_iter().map(|(name, table)| treatment(name, &table, &mut problems)).collect();
    if !problems.is_empty() {
        return fail(problems);
    }
    Ok(scenario(&whole, read.into_iter().flatten().collect()))
}

/// The text of a source, when it is text of a sensible size.
fn content<'a>(source: &Source<'a>, problems: &mut Vec<Problem>) -> Option<&'a str> {
    if source.bytes.len() > MAX_BYTES {
        let message = "the file is larger than any scenario needs to be".to_owned();
        let allowed = format!("at most {MAX_BYTES} bytes");
        problems.push(Problem::new(Place::Whole, message).allowed(allowed));
        return None;
    }
    match std::str::from_utf8(source.bytes) {
        Ok(text) if text.trim().is_empty() => {
            problems.push(Problem::new(Place::Whole, "the file is empty").help(
                "a small scenario is\n\n      title = \"My schools\"\n      regime = \"trust\"\n      [organisation]\n      units = 20\n      staff = 15\n\n   or let `tillit init my-schools` write one",
            ));
            None
        }
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let place = error.valid_up_to();
            problems.push(
                Problem::new(
                    Place::Whole,
                    format!("the file is not UTF-8 text from byte {place} on"),
                )
                .help("save it as UTF-8"),
            );
            None
        }
    }
}

fn overrides_table(overrides: &[String], problems: &mut Vec<Problem>) -> Table {
    let mut over = Table::default();
    for (index, typed) in overrides.iter().enumerate() {
        merge(&mut over, &parse_override(index, typed, problems));
    }
    if let Some(entry) = over.take("treatments") {
        problems.push(Problem::new(entry.place, "treatments cannot be overridden").help(
            "an override holds for all treatments; give the key itself, e.g. levers.pay=0.2",
        ));
    }
    over
}

/// The file under each regime in turn.
fn regime_variants(
    table: &Table,
    regimes: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<(String, Table)> {
    let mut variants: Vec<(String, Table)> = Vec::new();
    for regime in regimes {
        let names = names_of("regime");
        if !is_name("--regimes", regime, &names, &Place::Whole, problems) {
            continue;
        }
        if variants.iter().any(|(name, _)| name == regime) {
            let message = format!("--regimes names `{regime}` twice");
            problems.push(Problem::new(Place::Whole, message));
            continue;
        }
        let mut variant = table.clone();
        merge(&mut variant, &parse(&format!("regime = \"{regime}\""), problems));
        variants.push(((*regime).to_owned(), variant));
    }
    variants
}

/// The file with each treatment laid over it, and the overrides over both.
fn treatment_variants(
    table: &Table,
    treatments: Option<&super::raw::Node>,
    over: &Table,
    problems: &mut Vec<Problem>,
) -> Vec<(String, Table)> {
    let inner = match treatments.map(|node| (&node.value, &node.place)) {
        None => return vec![(own_name(table), table.clone())],
        Some((Value::Table(inner), _)) if !inner.0.is_empty() => inner,
        Some((value, place)) => {
            let message = match value {
                Value::Table(_) => "there are no treatments in this table".to_owned(),
                other => format!("treatments is {}, but it needs tables by name", other.kind()),
            };
            problems.push(
                Problem::new(place.clone(), message)
                    .help("write for instance [treatments.more-pay]"),
            );
            return Vec::new();
        }
    };
    let mut variants = Vec::new();
    for entry in &inner.0 {
        check_name("treatment", &entry.key, &entry.place, problems);
        let Value::Table(changes) = &entry.node.value else {
            let message = format!(
                "treatment `{}` is {}, but a table is needed",
                entry.key,
                entry.node.value.kind()
            );
            problems.push(Problem::new(entry.node.place.clone(), message));
            continue;
        };
        for key in SCENARIO_KEYS {
            if let Some(found) = changes.get(key) {
                problems.push(
                    Problem::new(
                        found.place.clone(),
                        format!("a treatment cannot have its own `{key}`"),
                    )
                    .help(format!("move `{key}` to the top of the file")),
                );
            }
        }
        let mut variant = table.clone();
        variant.take("title");
        merge(&mut variant, changes);
        merge(&mut variant, over);
        variants.push((entry.key.clone(), variant));
    }
    variants
}

/// The name of the only treatment: its regime's.
fn own_name(table: &Table) -> String {
    match table.get("regime").map(|entry| &entry.node.value) {
        Some(Value::Text(name)) => name.clone(),
        _ => "laissez-faire".to_owned(),
    }
}

fn treatment(name: String, table: &Table, problems: &mut Vec<Problem>) -> Option<Treatment> {
    let before = problems.len();
    let draft = Draft::read(table, problems);
    let off = switched_off(&draft, problems);
    check_shares(&draft, &off, problems);
    let groups = groups::read(&draft, problems);
    let periods = draft.values.get(PERIODS.key).map_or(PERIODS.default, |(value, _)| *value);
    let schedule = events::read(&draft.schedule, &groups, periods as u32, problems);
    if problems.len() > before {
        return None;
    }
    let mut values: BTreeMap<&'static str, f64> =
        draft.values.iter().map(|(key, (value, _))| (*key, *value)).collect();
    values.extend(off);
    let named = |key: &str, names: &[(&str, &str)]| {
        let typed = draft.names.get(key);
        names.iter().position(|(name, _)| Some(*name) == typed.map(String::as_str)).unwrap_or(0)
    };
    let title = match table.get("title") {
        Some(entry) => text("title", &entry.node, problems)?,
        None => name.clone(),
    };
    let spec = ModelSpec::new(Parts {
        values,
        composition: Composition::ALL[named("organisation.composition", &Composition::NAMES)],
        labels: VisionLabels::ALL[named("organisation.vision_labels", &VisionLabels::NAMES)],
        policy: Policy::ALL[named("policy", &Policy::NAMES)],
        groups,
        schedule,
        seed: draft.seed.unwrap_or(1),
    });
    Some(Treatment { name, title, spec })
}

/// The values that switched-off mechanisms take.
fn switched_off(draft: &Draft, problems: &mut Vec<Problem>) -> BTreeMap<&'static str, f64> {
    let mut off = BTreeMap::new();
    for (name, place) in draft.lists.get("mechanisms.off").into_iter().flatten() {
        for (key, value) in find_mechanism(name).map_or(&[][..], |mechanism| mechanism.off) {
            if let Some((typed, _)) = draft.values.get(key)
                && typed != value
            {
                problems.push(
                    Problem::new(
                        place.clone(),
                        format!("`{name}` is switched off, but {key} = {typed} is set as well"),
                    )
                    .help(format!("leave one of them out; off means {key} = {value}")),
                );
            }
            // The key of the registry, which lives as long as the program.
            if let Some(parameter) = find_parameter(key) {
                off.insert(parameter.key, *value);
            }
        }
    }
    off
}

fn check_shares(draft: &Draft, off: &BTreeMap<&str, f64>, problems: &mut Vec<Problem>) {
    let share = |parameter: &crate::spec::Parameter| {
        let typed = draft.values.get(parameter.key).map(|(value, _)| *value);
        off.get(parameter.key).copied().or(typed).unwrap_or(parameter.default)
    };
    let sum: f64 = SHARES.iter().map(share).sum();
    if (sum - 1.0).abs() > 1e-9 {
        let place = SHARES
            .iter()
            .filter_map(|parameter| draft.values.get(parameter.key))
            .map(|(_, place)| place.clone())
            .next_back()
            .unwrap_or(Place::Whole);
        let shares: Vec<String> = SHARES
            .iter()
            .map(|p| format!("{} = {}", p.key.trim_start_matches("staff.types."), share(p)))
            .collect();
        problems.push(
            Problem::new(place, format!("the shares of the three types sum to {sum:.6}, not to 1"))
                .help(format!("they are {}", shares.join(", "))),
        );
    }
}

fn scenario(whole: &Draft, treatments: Vec<Treatment>) -> Scenario {
    let name = |key| whole.names.get(key).cloned().unwrap_or_default();
    let list = |key| -> Vec<String> {
        whole.lists.get(key).into_iter().flatten().map(|(text, _)| text.clone()).collect()
    };
    let recorded: Vec<_> =
        list("record.metrics").iter().filter_map(|name| find_metric(name)).collect();
    let kinds = list("figures.kinds");
    let drawn =
        |kind: &FigureKind| kinds.is_empty() || kinds.iter().any(|name| name == kind.name());
    Scenario {
        title: name("title"),
        question: name("question"),
        sources: list("sources"),
        look_for: list("look_for"),
        treatments,
        record: Record {
            // In the order of the tables, each once, whatever the order in the file.
            metrics: METRICS
                .into_iter()
                .filter(|metric| {
                    recorded.is_empty() || recorded.iter().any(|r| r.name == metric.name)
                })
                .collect(),
            every: whole.every.unwrap_or(1),
        },
        figures: FigureKind::ALL.into_iter().filter(drawn).collect(),
    }
}
