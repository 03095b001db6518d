//! `tillit verify`: runs a results folder again and compares the bytes.

use std::path::Path;

use super::arguments::VerifyOptions;
use super::describe::print;
use super::failure::Failure;
use super::{job, open};
use crate::store::{MANIFEST, Manifest, RESULTS_VERSION};

/// Runs the scenario of a folder's manifest again and compares every table byte by byte.
pub fn main(options: &VerifyOptions) -> Result<(), Failure> {
    let folder = &options.folder;
    let manifest = read_manifest(folder)?;
    let scenario = open::understand(
        &format!("{} (in {MANIFEST})", manifest.name),
        manifest.scenario_text.as_bytes(),
        &manifest.overrides,
        &manifest.regimes,
    )
    .map_err(|problems| Failure::Mistake(problems.to_string()))?;
    let results = job::results_of(&scenario, options.threads, false)?;
    let mut differing = Vec::new();
    let tables = job::tables(&scenario, &results);
    for (name, fresh) in &tables {
        match std::fs::read(folder.join(name)) {
            Ok(stored) if stored == *fresh => {}
            Ok(stored) => differing.push(first_difference(name, &stored, fresh)),
            Err(error) => differing.push(format!("{name}: cannot be read: {error}")),
        }
    }
    if differing.is_empty() {
        return print(&format!("{}: all {} tables are the same\n", folder.display(), tables.len()));
    }
    let mut text = format!("{}: results differ\n  {}", folder.display(), differing.join("\n  "));
    if manifest.results_version != RESULTS_VERSION {
        text += &format!(
            "\n   help: the folder was made by results version {}, this program makes version {RESULTS_VERSION}; the changelog tells what changed",
            manifest.results_version
        );
    }
    Err(Failure::Failed(text))
}

fn read_manifest(folder: &Path) -> Result<Manifest, Failure> {
    let path = folder.join(MANIFEST);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Failure::Mistake(format!(
            "{} is not a results folder: cannot read {}: {error}",
            folder.display(),
            path.display()
        ))
    })?;
    serde_json::from_str(&text).map_err(|error| {
        Failure::Mistake(format!("{} is not a manifest of tillit: {error}", path.display()))
    })
}

fn first_difference(name: &str, stored: &[u8], fresh: &[u8]) -> String {
    let (stored, fresh) = (String::from_utf8_lossy(stored), String::from_utf8_lossy(fresh));
    let lines = stored.lines().zip(fresh.lines()).enumerate();
    match lines.into_iter().find(|(_, (a, b))| a != b) {
        Some((index, (a, b))) => {
            format!("{name}, line {}:\n    stored: {a}\n    now:    {b}", index + 1)
        }
        None => format!(
            "{name}: {} lines stored, {} now",
            stored.lines().count(),
            fresh.lines().count()
        ),
    }
}
