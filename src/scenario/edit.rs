//! Edits of a scenario's text that keep everything else as it was written, comments included: what the
//! sliders of a page do.

use std::fmt;
use std::str::FromStr;

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::keys::SCENARIO_KEYS;
use crate::model::catalogue::{Kind, Language};
use crate::model::levers::find_regime;

/// A change of a scenario's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A key gets a value, in the whole file or in one treatment, which need not be there yet.
    Set {
        /// The treatment; none for the whole file.
        treatment: Option<String>,
        /// Full key, e.g. `levers.pay`.
        key: String,
        /// The value as TOML, e.g. `0.4` or `"trust"`.
        value: String,
    },
    /// The treatments are replaced by regimes, side by side.
    Regimes(Vec<String>),
}

/// Why an edit has no effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is no TOML.
    #[error("the text cannot be changed while it has mistakes: {0}")]
    Broken(String),
    /// The value is no TOML.
    #[error("`{0}` is no value: expected a number, a quoted text or a list")]
    Value(String),
    /// Something that is no table lies on the way to the key.
    #[error("`{0}` cannot be set here: a part of it is no table")]
    Path(String),
    /// No regime has this name.
    #[error("there is no regime `{0}`")]
    Regime(String),
    /// An edit as text has neither a key nor a value.
    #[error("`{0}` is no change: expected key=value, treatment:key=value or regimes=a,b")]
    Form(String),
}

/// The text with an edit.
///
/// # Errors
/// When the text cannot be read as TOML, or the edit does not fit into it.
pub fn apply(text: &str, edit: &Edit) -> Result<String, EditError> {
    let read = |error: toml_edit::TomlError| EditError::Broken(error.message().to_owned());
    let mut document: DocumentMut = text.parse().map_err(read)?;
    match edit {
        Edit::Set { treatment, key, value } => {
            let value = value.parse::<Value>().map_err(|_| EditError::Value(value.clone()))?;
            set(&mut document, treatment.as_deref(), key, value)?;
        }
        Edit::Regimes(names) => side_by_side(&mut document, names)?,
    }
    Ok(document.to_string())
}

/// Sets a key of the whole file or of a treatment.
fn set(
    document: &mut DocumentMut,
    treatment: Option<&str>,
    key: &str,
    value: Value,
) -> Result<(), EditError> {
    let wrong = || EditError::Path(key.to_owned());
    let mut parts: Vec<&str> = key.split('.').collect();
    let last = parts.pop().filter(|last| !last.is_empty()).ok_or_else(wrong)?;
    let mut table: &mut dyn TableLike = document.as_table_mut();
    if let Some(name) = treatment {
        table = inner(table, "treatments", true).ok_or_else(wrong)?;
        table = inner(table, name, false).ok_or_else(wrong)?;
    }
    // Keys of a treatment are written with dots, in one table; those of the file in tables.
    for part in parts {
        let known = table.contains_key(part);
        table = inner(table, part, false).ok_or_else(wrong)?;
        if treatment.is_some() && !known {
            table.set_dotted(true);
        }
    }
    match table.get_mut(last).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(last, Item::Value(value));
        }
    }
    Ok(())
}

/// A table inside another one, made if it is not there.
fn inner<'a>(
    table: &'a mut dyn TableLike,
    name: &str,
    implicit: bool,
) -> Option<&'a mut dyn TableLike> {
    if !table.contains_key(name) {
        let mut new = Table::new();
        new.set_implicit(implicit);
        table.insert(name, Item::Table(new));
    }
    table.get_mut(name)?.as_table_like_mut()
}

/// Replaces the treatments by regimes.
fn side_by_side(document: &mut DocumentMut, names: &[String]) -> Result<(), EditError> {
    let texts = Language::English.texts();
    let mut treatments = Table::new();
    treatments.set_implicit(true);
    for name in names {
        let regime = find_regime(name).ok_or_else(|| EditError::Regime(name.clone()))?;
        let mut table = Table::new();
        table.insert("title", toml_edit::value(texts.heading(Kind::Regime, regime.name)));
        table.insert("regime", toml_edit::value(regime.name));
        table.decor_mut().set_prefix("\n");
        treatments.insert(name, Item::Table(table));
    }
    document.remove("treatments");
    document.insert("treatments", Item::Table(treatments));
    Ok(())
}

/// The full keys that a treatment of a text sets itself; none where the text is no TOML.
pub fn own_keys(text: &str, treatment: &str) -> Vec<String> {
    let Ok(document) = text.parse::<DocumentMut>() else { return Vec::new() };
    let own = document.get("treatments").and_then(|all| all.get(treatment));
    let mut keys = Vec::new();
    if let Some(table) = own.and_then(Item::as_table_like) {
        gather(table, "", &mut keys);
    }
    keys
}

/// Gathers the full keys of a table.
fn gather(table: &dyn TableLike, before: &str, keys: &mut Vec<String>) {
    for (key, item) in table.iter() {
        let full = if before.is_empty() { key.to_owned() } else { format!("{before}.{key}") };
        match item.as_table_like() {
            Some(inner) => gather(inner, &full, keys),
            None => keys.push(full),
        }
    }
}

/// Whether a key may differ between treatments.
pub fn is_of_treatments(key: &str) -> bool {
    let first = key.split('.').next().unwrap_or_default();
    !SCENARIO_KEYS.contains(&first)
}

/// As `key=value`, `treatment:key=value` or `regimes=a,b`.
impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Set { treatment: Some(name), key, value } => write!(f, "{name}:{key}={value}"),
            Self::Set { treatment: None, key, value } => write!(f, "{key}={value}"),
            Self::Regimes(names) => write!(f, "regimes={}", names.join(",")),
        }
    }
}

impl FromStr for Edit {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let wrong = || EditError::Form(text.to_owned());
        let (place, value) = text.split_once('=').ok_or_else(wrong)?;
        if place == "regimes" {
            return Ok(Self::Regimes(value.split(',').map(str::to_owned).collect()));
        }
        let (treatment, key) = match place.split_once(':') {
            Some((treatment, key)) => (Some(treatment.to_owned()), key),
            None => (None, place),
        };
        if key.is_empty() || value.is_empty() {
            return Err(wrong());
        }
        Ok(Self::Set { treatment, key: key.to_owned(), value: value.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::shipped::SHIPPED;

    fn edited(text: &str, edits: &[&str]) -> String {
        edits
            .iter()
            .fold(text.to_owned(), |text, edit| apply(&text, &edit.parse().unwrap()).unwrap())
    }

    #[test]
    fn an_edit_changes_its_key_alone_and_keeps_comments() {
        let text =
            "# mine\n[organisation]\nunits = 5 # few\n\n[treatments.a]\nregime = \"trust\"\n";
        let new =
            edited(text, &["organisation.units=7", "a:levers.pay=0.25", "levers.support=0.5"]);
        assert!(new.starts_with("# mine\n[organisation]\nunits = 7 # few\n"), "{new}");
        assert!(new.contains("levers.pay = 0.25"), "{new}");
        let scenario = Scenario::from_toml(&new).unwrap();
        assert_eq!(scenario.treatments.len(), 1);
        let spec = &scenario.treatments[0].spec;
        assert_eq!(
            spec.value(crate::model::catalogue::find_parameter("levers.pay").unwrap()),
            0.25
        );
        assert_eq!(spec.n_units(), 7);
        assert_eq!(own_keys(&new, "a"), ["regime", "levers.pay"]);
        assert!(own_keys(&new, "b").is_empty());
        // To set the same again changes nothing.
        assert_eq!(edited(&new, &["a:levers.pay=0.25"]), new);
    }

    #[test]
    fn every_shipped_scenario_can_be_edited_and_put_under_regimes() {
        for (name, text) in SHIPPED {
            assert_eq!(edited(text, &[]), text);
            let seeded = edited(text, &["run.seed=7", "run.replicates=3"]);
            let scenario = Scenario::from_toml(&seeded).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(scenario.treatments.iter().all(|t| t.spec.seed() == 7), "{name}");
            let under = edited(
                text,
                &["regimes=control,trust", "mine:regime=\"trust\"", "mine:levers.pay=1"],
            );
            let scenario =
                Scenario::from_toml(&under).unwrap_or_else(|e| panic!("{name}: {e}\n{under}"));
            let names: Vec<&str> = scenario.treatments.iter().map(|t| t.name.as_str()).collect();
            assert_eq!(names, ["control", "trust", "mine"], "{name}");
        }
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let told = |text: &str, edit: &str| {
            edit.parse::<Edit>().and_then(|edit| apply(text, &edit)).unwrap_err()
        };
        assert!(matches!(told("a = [", "b=1"), EditError::Broken(_)));
        assert!(matches!(told("a = 1", "b=["), EditError::Value(_)));
        assert!(matches!(told("a = 1", "a.b=1"), EditError::Path(_)));
        assert!(matches!(told("", "regimes=trsut"), EditError::Regime(_)));
        assert!(matches!(told("", "nothing"), EditError::Form(_)));
    }
}
