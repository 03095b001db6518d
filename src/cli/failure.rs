//! Why a command could not be done, and the exit code that tells it.

use super::interrupt;
use super::output::complain;
use crate::scenario::nearest::did_you_mean;
use crate::store::disk::DiskError;
use crate::workflow::{ErrorKind, TaskError};

/// Why a command could not be done.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for has mistakes; the text is ready to print. Exit code 2.
    Mistake(String),
    /// What was asked for could not be carried out, or results differ. Exit code 1.
    Failed(String),
    /// Someone asked to stop. Exit code 130, as for a signal.
    Interrupted(String),
    /// Everything was said already; the exit code is given.
    Told(u8),
}

impl Failure {
    /// A name of a kind of thing that is not among the known ones.
    pub fn no_such<'a>(
        kind: &str,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) -> Self {
        let all = known.clone().collect::<Vec<_>>().join(", ");
        Self::unknown(&format!("there is no {kind} `{name}`"), &all, &did_you_mean(name, known))
    }

    /// A name that does not exist: what is allowed, and the nearest one, if any is near.
    pub fn unknown(message: &str, allowed: &str, hint: &str) -> Self {
        let help = if hint.is_empty() { String::new() } else { format!("\n   help: {hint}") };
        Self::Mistake(format!("{message}\n   allowed: {allowed}{help}"))
    }

    /// Prints the reason and gives the exit code.
    pub fn report(self) -> u8 {
        let (text, code) = match self {
            Self::Mistake(text) => (text, 2),
            Self::Failed(text) => (text, 1),
            Self::Interrupted(text) => (text, 130),
            Self::Told(code) => return code,
        };
        complain(&text);
        code
    }
}

impl From<TaskError> for Failure {
    fn from(error: TaskError) -> Self {
        match error.kind() {
            ErrorKind::Mistake => Self::Mistake(error.to_string()),
            ErrorKind::Failure => Self::Failed(error.to_string()),
            ErrorKind::Interruption => interrupt::interrupted(),
        }
    }
}

impl From<DiskError> for Failure {
    fn from(error: DiskError) -> Self {
        match error {
            DiskError::InTheWay { .. } => Self::Mistake(error.to_string()),
            DiskError::Failed { .. } => Self::Failed(error.to_string()),
        }
    }
}
