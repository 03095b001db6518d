//! The JSON Schema of scenario files, made from the definitions.

use serde_json::{Map, Value, json};

use super::events::EVENT_KEYS;
use super::groups::GROUP_KEYS;
use super::keys::{SETTINGS, Setting, SettingKind};
use crate::levers::Lever;
use crate::spec::{Parameter, STAFF, ShiftedState, UNITS, parameters};

/// The JSON Schema (draft 2020-12) of a scenario file.
pub fn json_schema() -> Value {
    let mut root = tree(|_| true);
    let treatment = tree(|key| {
        !["format", "question", "sources", "look_for", "treatments"].contains(&key)
            && !key.starts_with("record.")
            && !key.starts_with("figures.")
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
    let mut value = match setting.kind {
        SettingKind::Format => json!({ "const": 1 }),
        SettingKind::Text => json!({ "type": "string" }),
        SettingKind::Texts => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        }),
        SettingKind::Seed => json!({ "type": "integer", "minimum": 0 }),
        SettingKind::Count => json!({ "type": "integer", "minimum": 1 }),
        SettingKind::Name(names) => json!({ "enum": only_names(&names()) }),
        SettingKind::Names(names) => json!({
            "anyOf": [
                { "enum": only_names(&names()) },
                { "type": "array", "items": { "enum": only_names(&names()) } },
            ]
        }),
        SettingKind::Tables if setting.key == "groups" => array(group()),
        SettingKind::Tables => array(event()),
        SettingKind::Treatments => json!({ "type": "object", "minProperties": 1 }),
    };
    value["description"] = json!(format!("{} Default: {}.", setting.summary, setting.default));
    value
}

fn only_names(names: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    names.iter().map(|(name, _)| *name).collect()
}

fn array(items: Value) -> Value {
    json!({ "type": "array", "items": items })
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
    let names: Vec<&str> = crate::levers::REGIMES.iter().map(|regime| regime.name).collect();
    json!({ "enum": names })
}

/// Gives each key of a small table its schema and its description.
fn table(keys: &[(&str, &str)], schemas: Map<String, Value>, required: &[&str]) -> Value {
    let mut value = object("");
    for (key, text) in keys {
        let mut schema = schemas[*key].clone();
        schema["description"] = json!(text);
        value["properties"][*key] = schema;
    }
    value["required"] = json!(required);
    value
}

fn group() -> Value {
    let schemas = [
        ("name", json!({ "type": "string", "pattern": "^[A-Za-z0-9._-]{1,60}$" })),
        ("units", number(&UNITS)),
        ("staff", number(&STAFF)),
        ("regime", regimes()),
        ("levers", levers(false)),
    ];
    table(
        &GROUP_KEYS,
        schemas.map(|(key, value)| (key.to_owned(), value)).into_iter().collect(),
        &["units"],
    )
}

fn event() -> Value {
    let mut shift = object("");
    for state in ShiftedState::ALL {
        shift["properties"][state.name()] =
            json!({ "type": "number", "minimum": -1.0, "maximum": 1.0 });
    }
    let schemas = [
        ("period", json!({ "type": "integer", "minimum": 1 })),
        ("unit", json!({ "type": "integer", "minimum": 1 })),
        ("group", json!({ "type": "string" })),
        ("share", json!({ "type": "number", "minimum": 0, "maximum": 1 })),
        ("regime", regimes()),
        ("set", levers(true)),
        ("over", json!({ "type": "integer", "minimum": 1 })),
        ("shift", shift),
    ];
    table(
        &EVENT_KEYS,
        schemas.map(|(key, value)| (key.to_owned(), value)).into_iter().collect(),
        &["period"],
    )
}
