//! `tillit verify`: makes the results of a folder again from its own record, and compares.

use super::arguments::VerifyOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use super::threads;
use crate::workflow::{TaskError, verify};

/// Makes the results of a folder again, and tells whether they agree.
pub fn main(options: &VerifyOptions) -> Result<(), Failure> {
    let found = threads::on(options.threads, || {
        verify(&options.folder, &Terminal { quiet: false }).map_err(|why| match why {
            TaskError::Interrupted => {
                Failure::Interrupted("interrupted; nothing was verified".to_owned())
            }
            other => other.into(),
        })
    })?;
    let text = found.in_words();
    if found.agrees() { print(&text) } else { Err(Failure::Failed(text)) }
}
