//! A sweep read again from texts that were kept.

use std::path::Path;

use super::Sweep;
use crate::scenario::{Change, Source};

/// Reads a sweep from the files that it was read from before, by name: its own first.
///
/// # Errors
/// When it cannot be read, for instance because this version of the program reads other keys.
pub fn read_texts(texts: &[(String, String)], overrides: &[String]) -> Result<Sweep, String> {
    let (name, text) = texts.first().ok_or("the record of the sweep holds no text")?;
    let source = Source { name, bytes: text.as_bytes() };
    let load = |named: &str| {
        let found = texts.iter().skip(1).find(|(name, _)| Path::new(name).ends_with(named));
        let (name, text) = found.ok_or_else(|| format!("{named} is not in the record"))?;
        Ok((name.clone(), text.clone().into_bytes()))
    };
    let changes: Vec<Change> = overrides.iter().map(|typed| Change::typed(typed)).collect();
    super::read(&source, &changes, &load).map_err(|problems| problems.to_string())
}
