//! Why a task could not be done.

use std::fmt::Display;
use std::path::PathBuf;

use thiserror::Error;

use super::TooLarge;
use crate::scenario::Diagnostics;
use crate::scenario::link::LinkError;
use crate::scenario::nearest::did_you_mean;
use crate::store::Refused;
use crate::store::disk::DiskError;
use crate::store::sweep::{OpenError, StoreError};
use crate::store::verify::Unverifiable;

/// Why a task could not be done; the text says so to a user.
#[derive(Debug, Error)]
pub enum TaskError {
    /// A scenario or a sweep has mistakes.
    #[error(transparent)]
    Scenario(#[from] Diagnostics),
    /// A text beside a scenario has mistakes: a lesson, or a table of targets.
    #[error("{0}")]
    Text(String),
    /// A file that was named cannot be read.
    #[error("{error}{hint}")]
    Unreadable {
        /// Why.
        error: DiskError,
        /// The nearest name, if any is near.
        hint: String,
    },
    /// There is nothing of a name.
    #[error(transparent)]
    Unknown(#[from] UnknownName),
    /// A number of a thing that the scenario does not have.
    #[error("{option} {number}: the scenario has {count} {things}, counted from 1")]
    OutOfRange {
        /// What was asked for with it.
        option: &'static str,
        /// The number.
        number: u32,
        /// How many there are.
        count: u32,
        /// Of what.
        things: &'static str,
    },
    /// More memory would be needed than may be taken.
    #[error("{0}")]
    TooLarge(TooLarge),
    /// A figure that was asked for cannot be drawn, as far as the plan tells.
    #[error(
        "the figure {figure} cannot be drawn: {key} has more than {most} values\n   help: give {key} fewer values, put it on an axis, or leave the figure out of sweep.figures"
    )]
    Undrawable {
        /// The figure, in words.
        figure: String,
        /// The factor.
        key: String,
        /// Most values that it may have.
        most: usize,
    },
    /// A figure could not be drawn.
    #[error("cannot draw the figure: {0}")]
    Drawing(String),
    /// Something stands in the way, or the system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A file of a sweep cannot be read or written.
    #[error(
        "cannot read or write {0}\n   help: nothing that was finished is lost; free some space if the disk is full, then run the same command again"
    )]
    Store(#[from] StoreError),
    /// The folder of a sweep cannot be opened.
    #[error("{}", error.in_words(folder))]
    Open {
        /// The folder.
        folder: PathBuf,
        /// Why.
        error: OpenError,
    },
    /// The folder of a calibration cannot be opened.
    #[error("{}", error.in_words(folder))]
    Refused {
        /// The folder.
        folder: PathBuf,
        /// Why.
        error: Refused,
    },
    /// A folder is not that of a sweep.
    #[error("{} is not the folder of a sweep: {error}", folder.display())]
    NotASweep {
        /// The folder.
        folder: PathBuf,
        /// Why.
        error: StoreError,
    },
    /// What a folder records cannot be read again.
    #[error("what {} records cannot be read: {reason}", folder.display())]
    Record {
        /// The folder.
        folder: PathBuf,
        /// Why.
        reason: String,
    },
    /// Shards are not the whole of one sweep.
    #[error(
        "these shards do not make up one whole sweep:\n   {}\n   help: the command that ran a shard runs its missing or damaged chunks again",
        .0.join("\n   ")
    )]
    Shards(Vec<String>),
    /// The tables of a sweep are not what its plan says.
    #[error("{0}")]
    Inconsistent(String),
    /// Nothing could be simulated that calibration needs.
    #[error("{0}")]
    Calibration(String),
    /// Results cannot be made again.
    #[error(transparent)]
    Unverifiable(#[from] Unverifiable),
    /// Results cannot be made again because their record was changed.
    #[error("{}: results differ\n  {}\n  they cannot be reproduced: {reason}", folder.display(), damage.join("\n  "))]
    Damaged {
        /// The folder.
        folder: PathBuf,
        /// What of it was changed.
        damage: Vec<String>,
        /// Why they cannot be made again.
        reason: Box<TaskError>,
    },
    /// The site was not built.
    #[error("the site is not built: {} is missing\n   help: `web/build` in a copy of the repository builds it (it needs Node.js); or name the folder of a built site with --site", folder.join(missing).display())]
    NoSite {
        /// Where it was looked for.
        folder: PathBuf,
        /// What is not there.
        missing: &'static str,
    },
    /// There is no link to a scenario.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Someone asked the task to stop.
    #[error("interrupted")]
    Interrupted,
}

/// What kind of reason it is, for an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was asked for has a mistake.
    Mistake,
    /// What was asked for could not be carried out, or results differ.
    Failure,
    /// Someone asked to stop.
    Interruption,
}

impl TaskError {
    /// What kind of reason it is.
    pub fn kind(&self) -> ErrorKind {
        use ErrorKind::{Failure, Interruption, Mistake};
        match self {
            Self::Interrupted => Interruption,
            Self::Disk(DiskError::Failed { .. })
            | Self::Drawing(_)
            | Self::Store(_)
            | Self::Inconsistent(_)
            | Self::Damaged { .. }
            | Self::Open { error: OpenError::Busy | OpenError::Io(_), .. }
            | Self::Refused {
                error: Refused::Busy | Refused::Io(DiskError::Failed { .. }), ..
            }
            | Self::Unverifiable(Unverifiable::OtherVersion(_)) => Failure,
            _ => Mistake,
        }
    }

    /// A figure could not be drawn.
    pub(super) fn drawing(reason: impl Display) -> Self {
        Self::Drawing(reason.to_string())
    }
}

/// A name of a kind of thing that is not among the known ones.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}\n   allowed: {allowed}{hint}")]
pub struct UnknownName {
    /// What there is not.
    message: String,
    /// All that there is.
    allowed: String,
    /// The nearest name, if any is near.
    hint: String,
}

impl UnknownName {
    /// There is no such thing of a kind.
    pub fn new<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Self {
        let allowed = known.clone().collect::<Vec<_>>().join(", ");
        Self::with(format!("there is no {kind} `{name}`"), allowed, &did_you_mean(name, known))
    }

    /// The things of a kind that some names choose, each found by `is`; all where no name is given.
    ///
    /// # Errors
    /// When there is none of a name.
    pub(super) fn choose<T>(
        kind: &str,
        all: &[&'static T],
        names: &[String],
        name_of: fn(&T) -> &'static str,
        is: fn(&str, &str) -> bool,
    ) -> Result<Vec<&'static T>, Self> {
        if names.is_empty() {
            return Ok(all.to_vec());
        }
        let known = all.iter().map(|one| name_of(one));
        let one = |name: &String| {
            let found = all.iter().copied().find(|one| is(name_of(one), name));
            found.ok_or_else(|| Self::new(kind, name, known.clone()))
        };
        names.iter().map(one).collect()
    }

    /// The same in words of its own.
    pub fn with(message: String, allowed: String, hint: &str) -> Self {
        let hint = if hint.is_empty() { String::new() } else { format!("\n   help: {hint}") };
        Self { message, allowed, hint }
    }
}
