//! Samples of people, from a file.

use std::path::{Path, PathBuf};

use super::TaskError;
use super::opened::read_file;
use crate::ground::text::decode;
use crate::scenario::MAX_BYTES;
use crate::scenario::people::{POSTERIOR, PeopleSample};
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
