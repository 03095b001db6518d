//! The fields of a manifest one by one: what of it is compared, and its checksum.

use std::collections::BTreeMap;

use serde_json::Value;

use super::sha256;

/// Fields that tell of the occasion and may differ where all results agree.
pub const NOT_COMPARED: [&str; 7] = [
    "command_line",
    "machine",
    "program.commit",
    "program.version",
    "seconds",
    "started",
    "threads",
];

/// The field with the checksum of all others that are compared.
pub const CHECKSUM: &str = "checksum";

/// The fields that are compared, the checksum apart: the path of each, and its value. Files go by their
/// names, so that a path tells which file is meant.
///
/// # Errors
/// When a file is listed twice.
pub fn compared(manifest: &Value) -> Result<BTreeMap<String, Value>, String> {
    let mut fields = BTreeMap::new();
    take_apart("", manifest, &mut fields);
    let files = manifest.get("files").and_then(Value::as_array).into_iter().flatten();
    for file in files {
        let name = file.get("name").and_then(Value::as_str).unwrap_or_default();
        let path = format!("files.{name}");
        let is_new = fields.insert(path.clone(), Value::Bool(true)).is_none();
        if !is_new {
            return Err(format!("{name} is listed twice"));
        }
        take_apart(&path, file, &mut fields);
    }
    fields.retain(|path, _| {
        let is_of = |field: &&str| {
            path.strip_prefix(*field)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        path != CHECKSUM && !NOT_COMPARED.iter().any(is_of)
    });
    Ok(fields)
}

/// Adds all values below a value that hold no others. Empty lists and objects are values of their own.
fn take_apart(path: &str, value: &Value, fields: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(own) if !own.is_empty() => {
            for (key, value) in own.iter().filter(|(key, _)| !path.is_empty() || *key != "files") {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                take_apart(&path, value, fields);
            }
        }
        Value::Array(own) if !own.is_empty() => {
            for (place, value) in own.iter().enumerate() {
                take_apart(&format!("{path}[{place}]"), value, fields);
            }
        }
        value => {
            fields.insert(path.to_owned(), value.clone());
        }
    }
}

/// The checksum of the fields that are compared.
///
/// # Errors
/// When a file is listed twice.
pub fn checksum(manifest: &Value) -> Result<String, String> {
    let line = |(path, value): (&String, &Value)| format!("{path} = {value}\n");
    let text: String = compared(manifest)?.iter().map(line).collect();
    Ok(sha256(text.as_bytes()))
}
