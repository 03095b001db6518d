//! The fields of two manifests.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::store::{CHECKSUM, MANIFEST, checksum, compared};

/// Most characters of a value in a message.
const SHOWN: usize = 100;

/// Whether a manifest has a checksum; those of format 1 have none.
pub fn has_checksum(manifest: &Value) -> bool {
    manifest.get("format").and_then(Value::as_u64) != Some(1)
}

/// Whether a manifest is not what was written, in words.
pub fn damage(manifest: &Value) -> Vec<String> {
    if !has_checksum(manifest) {
        return Vec::new();
    }
    match checksum(manifest) {
        Ok(sum) if manifest.get(CHECKSUM).and_then(Value::as_str) == Some(&sum) => Vec::new(),
        Ok(_) => {
            vec![format!("{MANIFEST}: was changed after it was written (its checksum is wrong)")]
        }
        Err(fault) => vec![format!("{MANIFEST}: {fault}")],
    }
}

/// The fields that differ, in words.
pub fn differences(stored: &Value, fresh: &Value) -> Vec<String> {
    let (Ok(mut old), Ok(mut new)) = (compared(stored), compared(fresh)) else { return Vec::new() };
    // What was left out of the folder is no matter of how it was made.
    let is_own = |path: &str| path.starts_with("not_kept");
    old.retain(|path, _| !is_own(path));
    new.retain(|path, _| !is_own(path));
    if !has_checksum(stored) {
        forget_what_is_new(&old, &mut new);
        old.remove("format");
    }
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let told = paths.into_iter().filter(|path| old.get(*path) != new.get(*path)).map(|path| {
        let (was, is) = (shown(old.get(path)), shown(new.get(path)));
        format!("{MANIFEST}, {path}:\n    stored: {was}\n    now:    {is}")
    });
    told.collect()
}

/// Leaves out the fields that manifests of format 1 did not have.
fn forget_what_is_new(old: &BTreeMap<String, Value>, new: &mut BTreeMap<String, Value>) {
    new.retain(|path, _| {
        let is_new = path == "kind" || path.starts_with("files.sweep.json");
        old.contains_key(path) || !is_new
    });
    new.remove("format");
}

fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else { return "(nothing)".to_owned() };
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text,
    }
}
