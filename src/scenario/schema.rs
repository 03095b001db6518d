//! The JSON Schema of scenario files, made from the definitions.

use serde_json::{Value, json};

use super::events::{ANCHOR, EVENT_KEYS, JOLT, LONGEST_RAMP, SHARE, SHIFT};
use super::groups::GROUP_KEYS;
use super::keys::{FORMAT, MOST_TREATMENTS, SCENARIO_KEYS, SETTINGS, Setting, SettingKind};
use super::pattern::{Standing, Taken};
use super::patterns::{COMPARISON_KEYS, PATTERN_KEYS};
use super::width::Width;
use crate::model::catalogue::parameters;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::{MOST_TIERS, ShiftedState, SiteDatum};
use crate::model::structure::{PERIODS, STAFF, UNITS};

/// Names of groups and treatments.
const NAME: &str = "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$";

/// The JSON Schema (draft 2020-12) of a scenario file, for editors and other programs. What it
/// cannot say (shares that sum to 1, names of groups) only reading the file checks.
pub fn json_schema() -> Value {
    let mut root = tree(|_| true);
    let treatment = tree(|key| {
        let first = key.split('.').next().unwrap_or_default();
        !SCENARIO_KEYS.contains(&first)
    });
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("tillit scenario");
    root["properties"]["treatments"]["additionalProperties"] = treatment;
    root
}

/// The nested object of all keys that are wanted.
fn tree(wanted: impl Fn(&str) -> bool) -> Value {
    let mut root = object("");
    for parameter in parameters().iter().filter(|parameter| wanted(parameter.key)) {
        insert(&mut root, parameter.key, number(parameter));
    }
    for setting in SETTINGS.iter().filter(|setting| wanted(setting.key)) {
        insert(&mut root, setting.key, described(setting));
    }
    root
}

fn object(description: &str) -> Value {
    let mut value = json!({ "type": "object", "properties": {}, "additionalProperties": false });
    if !description.is_empty() {
        value["description"] = json!(description);
    }
    value
}

fn insert(root: &mut Value, key: &str, leaf: Value) {
    let mut place = root;
    let mut parts = key.split('.').peekable();
    while let Some(part) = parts.next() {
        let properties = &mut place["properties"];
        if parts.peek().is_none() {
            properties[part] = leaf;
            return;
        }
        if properties[part].is_null() {
            properties[part] = object("");
        }
        place = &mut properties[part];
    }
}

fn number(parameter: &Parameter) -> Value {
    let mut text = parameter.summary.to_owned();
    if !parameter.unit.is_empty() {
        text += &format!(" Unit: {}.", parameter.unit);
    }
    let mut value = json!({
        "type": if parameter.range.whole { "integer" } else { "number" },
        "description": text,
        "minimum": parameter.range.low,
        "maximum": parameter.range.high,
        "default": parameter.default,
    });
    if parameter.range.whole {
        for key in ["minimum", "maximum", "default"] {
            value[key] = json!(value[key].as_f64().unwrap_or_default() as i64);
        }
    }
    value
}

fn described(setting: &Setting) -> Value {
    let text = || json!({ "type": "string" });
    let one_or_list =
        |item: Value| json!({ "anyOf": [item.clone(), { "type": "array", "items": item }] });
    let mut value = match setting.kind {
        SettingKind::Format => json!({ "const": FORMAT }),
        SettingKind::Text => text(),
        SettingKind::Texts => one_or_list(text()),
        SettingKind::Seed => json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX }),
        SettingKind::Count => json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX }),
        SettingKind::Name(names) => json!({ "enum": only_names(&names()) }),
        SettingKind::Names(names) => one_or_list(json!({ "enum": only_names(&names()) })),
        SettingKind::Counts { most } => {
            let item = json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX });
            json!({ "type": "array", "items": item, "maxItems": most })
        }
        SettingKind::Levels(parameter) => levels(parameter()),
        SettingKind::Tables { most } => {
            let items = match setting.key {
                "groups" => group(),
                "patterns" => pattern(),
                _ => event(),
            };
            json!({ "type": "array", "items": items, "maxItems": most })
        }
        SettingKind::Treatments => json!({
            "type": "object",
            "minProperties": 1,
            "maxProperties": MOST_TREATMENTS,
            "propertyNames": { "pattern": NAME },
        }),
        SettingKind::Width => json!({ "anyOf": [
            { "enum": only_names(&Width::NAMES) },
            { "type": "number", "minimum": Width::NARROWEST, "maximum": Width::WIDEST },
        ] }),
        // Its keys are those of sweeps; whoever knows them puts them here.
        SettingKind::Sweep => json!({ "type": "object" }),
    };
    if setting.key == "record.metrics" {
        value["anyOf"][1]["minItems"] = json!(1);
    }
    value["description"] = json!(format!("{} Default: {}.", setting.summary, setting.default));
    value
}

/// A number for each level, or one for all.
fn levels(parameter: &Parameter) -> Value {
    let one = number(parameter);
    let list =
        json!({ "type": "array", "items": one.clone(), "minItems": 1, "maxItems": MOST_TIERS + 1 });
    json!({ "anyOf": [one, list] })
}

fn only_names(names: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    names.iter().map(|(name, _)| *name).collect()
}

fn levers(with_sector_wide: bool) -> Value {
    let mut value = object("Levers and their values.");
    for lever in Lever::ALL.into_iter().filter(|lever| with_sector_wide || !lever.is_sector_wide())
    {
        value["properties"][lever.name()] = number(lever.definition());
    }
    value
}

fn regimes() -> Value {
    let names: Vec<&str> = crate::model::levers::REGIMES.iter().map(|regime| regime.name).collect();
    json!({ "enum": names })
}

/// A small table: each key with its schema and its description.
fn table(keys: &[(&str, &str)], schemas: &[(&str, Value)], required: &[&str]) -> Value {
    let mut value = object("");
    for (key, schema) in schemas {
        let text = keys.iter().find(|(name, _)| name == key).map_or("", |(_, text)| text);
        value["properties"][*key] = schema.clone();
        value["properties"][*key]["description"] = json!(text);
    }
    value["required"] = json!(required);
    value
}

fn group() -> Value {
    let schemas = [
        ("name", json!({ "type": "string", "pattern": NAME })),
        ("units", number(&UNITS)),
        ("staff", number(&STAFF)),
        ("regime", regimes()),
        ("levers", levers(false)),
    ];
    table(&GROUP_KEYS, &schemas, &["units"])
}

fn pattern() -> Value {
    let text = || json!({ "type": "string" });
    let any = || json!({ "type": "number" });
    let share = || json!({ "type": "number", "minimum": 0, "maximum": 1 });
    let period = json!({ "type": "integer", "minimum": 1, "maximum": PERIODS.range.high as u64 });
    let periods = json!({ "type": "array", "items": period, "minItems": 2, "maxItems": 2 });
    let taken = json!({ "enum": only_names(&Taken::NAMES) });
    let sides = [
        ("metric", text()),
        ("treatment", text()),
        ("minus", text()),
        ("periods", periods),
        ("group", text()),
        ("take", taken),
    ];
    let than = table(&COMPARISON_KEYS, &sides, &[]);
    let mut all = sides.to_vec();
    all.extend([("above", any()), ("than", than), ("times", any()), ("margin", any())]);
    let compared = table(&COMPARISON_KEYS, &all, &["metric", "treatment", "periods"]);
    let names = json!({ "type": "object", "additionalProperties": text() });
    let schemas = [
        ("name", text()),
        ("claim", text()),
        ("source", text()),
        ("standing", json!({ "enum": only_names(&Standing::NAMES) })),
        ("reason", text()),
        ("compare", json!({ "type": "array", "items": compared, "minItems": 1 })),
        ("control", names),
        ("share", share()),
        ("control_share", share()),
    ];
    let needed = ["name", "claim", "source", "reason", "compare", "control"];
    table(&PATTERN_KEYS, &schemas, &needed)
}

fn event() -> Value {
    let mut shift = object("");
    for state in ShiftedState::ALL {
        shift["properties"][state.name()] = number(&SHIFT);
    }
    let mut site = object("");
    for datum in SiteDatum::ALL.into_iter().filter(|datum| datum.may_change()) {
        site["properties"][datum.name()] = levels(datum.definition());
    }
    let count = |most: u64| json!({ "type": "integer", "minimum": 1, "maximum": most });
    let schemas = [
        ("period", count(PERIODS.range.high as u64)),
        ("unit", count(u64::from(u32::MAX))),
        ("group", json!({ "type": "string" })),
        ("share", number(&SHARE)),
        ("regime", regimes()),
        ("set", levers(true)),
        ("over", count(LONGEST_RAMP)),
        ("shift", shift),
        ("anchor", number(&ANCHOR)),
        ("jolt", number(&JOLT)),
        ("site", site),
    ];
    let mut value = table(&EVENT_KEYS, &schemas, &["period"]);
    let required = |keys: &[&str]| json!({ "required": keys });
    let changes = ["regime", "set", "shift", "jolt", "site"];
    value["anyOf"] = json!(changes.map(|key| required(&[key])));
    let pairs = [["unit", "group"], ["unit", "share"], ["group", "share"]];
    value["not"] = json!({ "anyOf": pairs.map(|pair| required(&pair)) });
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_place_and_description() {
        let schema = json_schema();
        let keys = parameters().iter().map(|parameter| parameter.key);
        for key in keys.chain(SETTINGS.iter().map(|setting| setting.key)) {
            let place = key.split('.').fold(&schema, |place, part| &place["properties"][part]);
            assert!(place["description"].as_str().is_some_and(|text| text.len() > 10), "{key}");
        }
        for (table, keys) in [("groups", &GROUP_KEYS[..]), ("schedule", &EVENT_KEYS[..])] {
            let properties = schema["properties"][table]["items"]["properties"].as_object();
            assert_eq!(properties.map(|inside| inside.len()), Some(keys.len()), "{table}");
        }
    }
}
