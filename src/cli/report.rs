//! `tillit report`: what a run says, for somebody who decides.

use super::arguments::ReportOptions;
use super::failure::Failure;
use super::interrupt;
use super::output::print;
use super::terminal::Terminal;
use crate::workflow;

/// Makes the report of a results folder.
pub fn main(options: &ReportOptions) -> Result<(), Failure> {
    let language = options.lang.language();
    let target =
        options.out.clone().unwrap_or_else(|| workflow::report_folder(&options.folder, language));
    let terminal = Terminal { quiet: options.quiet };
    let manifest = workflow::report(&options.folder, language, &options.only, &target, &terminal)?;
    interrupt::finished(&target)?;
    if options.quiet {
        return Ok(());
    }
    let kept = manifest.files.iter().filter(|file| !manifest.not_kept.contains(&file.name));
    let told: String =
        kept.map(|file| format!("written {}\n", target.join(&file.name).display())).collect();
    print(&told)
}
