//! Samples of people, from a file.

use std::path::{Path, PathBuf};

use super::TaskError;
use super::opened::{read_file, understand};
use crate::ground::text::decode;
use crate::scenario::MAX_BYTES;
use crate::scenario::people::{POSTERIOR, PeopleSample, tells_of_people};
use crate::store::Document;

/// The name by which the posterior sample of the laboratory's people is asked for.
const BY_NAME: &str = "posterior";

/// The file of a sample, where a path or name asks for one and not for a scenario.
pub(super) fn sample_file(asked: &Path) -> Option<PathBuf> {
    if asked == Path::new(BY_NAME) {
        return Some(PathBuf::from(POSTERIOR));
    }
    let is_table = asked.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    is_table.then(|| asked.to_owned())
}

/// Reads the file of a sample.
///
/// # Errors
/// When it cannot be read, or is no text.
pub(super) fn read_sample(path: &Path) -> Result<Document, TaskError> {
    let bytes = read_file(path)?;
    let shown = path.display().to_string();
    let text = decode(&bytes, MAX_BYTES).map_err(|found| TaskError::Text(found.in_file(&shown)))?;
    Ok(Document { name: shown, text: text.to_owned() })
}

/// The file that a scenario names for its people: beside the scenario, unless it is asked for by name.
pub(super) fn beside(scenario: &Path, people: &Path) -> PathBuf {
    if people == Path::new(BY_NAME) { people.to_owned() } else { scenario.with_file_name(people) }
}

/// The staff of a scenario as a sample of a single set: what its first treatment says of people.
///
/// # Errors
/// When it cannot be read, has mistakes, or says nothing of people.
pub(super) fn staff_as_sample(path: &Path) -> Result<Document, TaskError> {
    let name = path.display().to_string();
    let scenario = understand(&name, &read_file(path)?, &[], &[])?;
    let values = scenario.treatments[0].spec.to_builder().values;
    let told: Vec<(&str, f64)> = values
        .into_iter()
        .filter(|(key, _)| tells_of_people(key) && !key.starts_with("start."))
        .collect();
    if told.is_empty() {
        let message = format!(
            "{name} says nothing of people: it needs a key such as `conformity.weight`, or a table such as `[staff.types]`"
        );
        return Err(TaskError::Text(message));
    }
    let keys: Vec<&str> = told.iter().map(|(key, _)| *key).collect();
    let numbers: Vec<String> = told.iter().map(|(_, value)| value.to_string()).collect();
    Ok(Document { name, text: format!("{}\n{}\n", keys.join(","), numbers.join(",")) })
}

/// What a file of a sample means; mistakes are told with its name.
///
/// # Errors
/// All mistakes of the file.
pub(super) fn understand_sample(document: &Document) -> Result<PeopleSample, TaskError> {
    PeopleSample::read(&document.text).map_err(|mistakes| {
        let all = mistakes.iter().map(|mistake| in_file(document, mistake));
        TaskError::Text(all.collect::<Vec<_>>().join("\n"))
    })
}

/// A mistake with the name of its file.
pub(super) fn in_file(document: &Document, mistake: &str) -> String {
    format!("{}:{mistake}", document.name)
}
