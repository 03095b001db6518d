//! The report as a page that stands alone (HTML), and as text (Markdown).

use serde_json::{Map, Value, json};

use super::cells::told;
use super::run::{Alternative, Interval, Over, Run};
use super::sentences::{in_short, limits};
use super::words::Words;
use crate::model::catalogue::Language;
use crate::report::pages::render;

/// Texts of the templates that have nothing to fill in.
const TEXTS: [&str; 42] = [
    "language",
    "report-of",
    "question",
    "in-short",
    "alternatives",
    "figures",
    "who-loses",
    "not-said",
    "assumptions",
    "repeat",
    "alternative",
    "true-output",
    "measured-output",
    "more-at",
    "most-at",
    "shortfall",
    "trap",
    "trust",
    "steering-time",
    "spending",
    "half-after",
    "figure-outcomes",
    "figure-differences",
    "figure-units",
    "losers-note",
    "lower-units",
    "lower-by",
    "lowest-tenth",
    "group",
    "groups-note",
    "assumption",
    "range",
    "in-scenario",
    "reason",
    "repeat-note",
    "program",
    "seed",
    "specification",
    "folder",
    "scenario-file",
    "numbers-note",
    "never",
];

/// The page (HTML), which needs no other file and prints.
///
/// # Errors
/// When `assumptions.csv` cannot be read.
pub fn page(run: &Run, language: Language) -> Result<String, String> {
    Ok(render("report.html", data(run, language)?))
}

/// The same as text (Markdown), without figures.
///
/// # Errors
/// When `assumptions.csv` cannot be read.
pub fn text(run: &Run, language: Language) -> Result<String, String> {
    Ok(render("report.md", data(run, language)?))
}

fn data(run: &Run, language: Language) -> Result<Value, String> {
    let words = Words::new(language);
    let tables = &run.tables;
    let texts: Map<String, Value> =
        TEXTS.iter().map(|key| ((*key).to_owned(), words.text(key).into())).collect();
    let replicates = tables.replicates.to_string();
    let values = [("replicates", &*replicates), ("base", &run.base().title)];
    let has_over = run.base().over.is_some();
    let note = match has_over {
        true => words.say("table-note", &values),
        false => words.say("table-note-noise", &values[..1]),
    };
    let assumptions = assumptions(run, &words)?;
    let n = assumptions.len().to_string();
    let figures: Vec<Value> = tables
        .figures
        .iter()
        .map(|(name, svg)| json!({ "label": words.text(&format!("figure-{name}")), "svg": svg }))
        .collect();
    Ok(json!({
        "t": texts,
        "title": if tables.title.is_empty() { &tables.folder } else { &tables.title },
        "question": tables.question,
        "sentences": in_short(run, &words),
        "has_over": has_over,
        "has_differences": run.alternatives.len() > 1,
        "difference": words.say("difference", &[("base", &run.base().title)]),
        "alternatives": rows(run, &words),
        "table_note": note,
        "figures": figures,
        "units": losers(run, &words),
        "groups": groups(run, &words),
        "limits": limits(run, &words),
        "assumptions": assumptions,
        "assumptions_note": words.say("assumptions-note", &[("n", &n)]),
        "version": tables.version,
        "seed": tables.seed,
        "hash": tables.hash,
        "folder": tables.folder,
        "scenario": tables.scenario,
        "overrides": tables.overrides,
    }))
}

/// A number with what chance does to it and, below, how far it ranges over what is not known.
fn shown(words: &Words, of: Interval, over: Option<Interval>, signed: bool) -> Value {
    let number = |value: f64| if signed { words.signed(value, 3) } else { words.number(value, 3) };
    let ends = |of: Interval, left: char, right: char| {
        let has = of.low.is_finite() && of.high.is_finite();
        has.then(|| format!("{left}{} … {}{right}", number(of.low), number(of.high)))
    };
    json!({
        "middle": number(of.middle),
        "noise": ends(of, '[', ']'),
        "over": over.and_then(|over| ends(over, '(', ')')),
    })
}

/// The table of alternatives.
fn rows(run: &Run, words: &Words) -> Vec<Value> {
    let row = |alternative: &Alternative| {
        let over = alternative.over;
        let of = |value: fn(&Over) -> f64| over.as_ref().map_or(f64::NAN, value);
        let is_first = alternative.name == run.base().name;
        let half = alternative.months[0].map(|n| n.to_string());
        json!({
            "title": alternative.title,
            "output": shown(words, alternative.output, over.map(|over| over.outcome), false),
            "difference": match is_first {
                true => Value::Null,
                false => shown(words, alternative.difference, over.map(|over| over.difference), true),
            },
            "more": if is_first { words.text("never") } else { words.share(of(|over| over.higher)) },
            "most": words.share(of(|over| over.highest)),
            "shortfall": words.number(of(|over| over.shortfall[0]), 3),
            "measured": words.number(alternative.measured, 3),
            "trap": words.share(1.0 - alternative.cooperative),
            "trust": words.number(alternative.trust, 2),
            "steering": words.share(alternative.steering),
            "spending": words.money(alternative.spending),
            "half": half.unwrap_or_else(|| words.text("never")),
        })
    };
    run.alternatives.iter().map(row).collect()
}

/// Whom each alternative leaves worse off; empty where units were not kept.
fn losers(run: &Run, words: &Words) -> Vec<Value> {
    let row = |alternative: &Alternative| {
        let units = alternative.units.as_ref()?;
        Some(json!({
            "title": alternative.title,
            "lower": words.share(units.lower),
            "by": words.number(units.lower_by, 3),
            "tenth": words.number(units.lowest_tenth, 3),
        }))
    };
    run.alternatives.iter().filter_map(row).collect()
}

/// True output by group: the names of the groups and a row for each alternative; null where there is one group.
fn groups(run: &Run, words: &Words) -> Value {
    let Some(units) = run.base().units.as_ref().filter(|units| units.groups.len() > 1) else {
        return Value::Null;
    };
    let names: Vec<&str> = units.groups.iter().map(|(name, _)| name.as_str()).collect();
    let row = |alternative: &Alternative| {
        let groups = &alternative.units.as_ref()?.groups;
        let of =
            |name: &&str| groups.iter().find(|group| group.0 == **name).map_or(f64::NAN, |g| g.1);
        let values: Vec<String> = names.iter().map(|name| words.number(of(name), 3)).collect();
        Some(json!({ "title": alternative.title, "values": values }))
    };
    let rows: Vec<Value> = run.alternatives.iter().filter_map(row).collect();
    json!({ "names": names, "rows": rows })
}

/// The numbers that varied, with their ranges.
fn assumptions(run: &Run, words: &Words) -> Result<Vec<Value>, String> {
    let Some(table) = &run.tables.assumptions else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for record in csv::Reader::from_reader(table.as_bytes()).records() {
        let record = record.map_err(|error| format!("assumptions.csv {}", told(error)))?;
        let cell = |place: usize| record.get(place).unwrap_or_default();
        let number = |place: usize| -> f64 { cell(place).parse().unwrap_or(f64::NAN) };
        let (low, high, base) = (number(1), number(2), number(3));
        if low.is_nan() {
            continue;
        }
        let digits = |value: f64| if value.fract() == 0.0 { 0 } else { 3 };
        let written = |value: f64| words.number(value, digits(value));
        all.push(json!({
            "key": cell(0),
            "range": format!("{} … {}", written(low), written(high)),
            "base": written(base),
            "reason": cell(4),
            "meaning": cell(5),
        }));
    }
    Ok(all)
}
