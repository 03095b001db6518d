//! `tillit status`: how far the sweep in a folder has come.

use super::arguments::StatusOptions;
use super::failure::Failure;
use super::output::print;
use crate::workflow::sweep::Status;

/// Tells how far a sweep has come, and what of it is damaged.
pub fn main(options: &StatusOptions) -> Result<(), Failure> {
    let status = Status::of(&options.folder)?;
    print(&if options.json { status.json() } else { status.in_words() })
}
