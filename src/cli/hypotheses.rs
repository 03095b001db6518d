//! `tillit hypotheses`: tests the hypotheses of chapter 2.

use std::path::Path;

use super::arguments::HypothesesOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use crate::store::disk;
use crate::store::disk::Policy;
use crate::study::hypotheses::Size;
use crate::workflow::{Register, RegisterResult};

/// Tests hypotheses and prints the register; exit code 1 when a control holds although it must fail.
pub fn main(options: &HypothesesOptions) -> Result<(), Failure> {
    let mut size = if options.quick { Size::QUICK } else { Size::FULL };
    size.replicates = options.replicates.unwrap_or(size.replicates);
    let register = Register::new(&options.hypotheses, size, options.seed)?;
    let terminal = Terminal { quiet: options.quiet };
    if let (Some(times), None) = (options.null, &options.out) {
        return print(&register.false_alarms(times, &terminal)?);
    }
    for path in options.report.iter().chain(&options.csv) {
        disk::may_write(path, Policy::of(options.force))?;
    }
    let found = register.run(options.out.as_deref(), options.null, &terminal)?;
    print(&(found.in_words() + &written(&found, options)?))?;
    if found.has_faulty_control() {
        let message =
            "a control holds although it should fail, so the test beside it shows nothing";
        return Err(Failure::Failed(message.to_owned()));
    }
    Ok(())
}

/// Writes the page and the table that were asked for; which files and folders were written.
fn written(found: &RegisterResult, options: &HypothesesOptions) -> Result<String, Failure> {
    let mut text = String::new();
    let mut wrote = |path: &Path| text += &format!("wrote {}\n", path.display());
    let policy = Policy::of(options.force);
    if let Some(path) = &options.report {
        disk::write_file(path, found.page()?, policy)?;
        wrote(path);
    }
    if let Some(path) = &options.csv {
        disk::write_file(path, found.csv(), policy)?;
        wrote(path);
    }
    if let Some(path) = &options.out {
        wrote(path);
    }
    Ok(text)
}
