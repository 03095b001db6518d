//! Manifests of older layouts, read as what they were.

use serde_json::Value;

use super::FORMAT;

/// A manifest in the present layout. In format 1 the kind of folder showed in the fields alone.
///
/// # Errors
/// When it is of a layout that this program does not know, or never was a manifest.
pub fn upgraded(mut manifest: Value) -> Result<Value, String> {
    let fields = manifest.as_object_mut().ok_or("it is not an object")?;
    let format = fields.get("format").and_then(Value::as_u64).ok_or("it has no format")?;
    if format == u64::from(FORMAT) {
        return Ok(manifest);
    }
    if format != 1 {
        return Err(format!("it has format {format}; this program reads 1 and {FORMAT}"));
    }
    if fields.contains_key("kind") {
        return Err("it has a kind, which format 1 did not have".to_owned());
    }
    let has = |name: &str| fields.contains_key(name);
    let compares = fields.get("regimes").and_then(Value::as_array).is_some_and(|r| !r.is_empty());
    let lists = |name: &str| {
        let files = fields.get("files").and_then(Value::as_array).into_iter().flatten();
        files.into_iter().any(|file| file.get("name").is_some_and(|own| own == name))
    };
    let kind = match () {
        () if has("points") && has("runs") => "sweep",
        () if lists("unit.csv") && lists("agents.csv") => {
            return Err("it is a trace of format 1, which does not name the unit; trace it again"
                .to_owned());
        }
        () if compares => "compare",
        () if has("scenario_text") => "run",
        () => return Err("it does not say what it is a manifest of".to_owned()),
    };
    fields.insert("kind".to_owned(), kind.into());
    fields.insert("format".to_owned(), FORMAT.into());
    Ok(manifest)
}
