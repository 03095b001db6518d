//! `tillit audit`: in which part of what is not known a claim holds.

use super::arguments::AuditOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use super::threads;
use crate::report::audit::in_words;
use crate::scenario::Change;
use crate::workflow::{AuditRequest, FULL, OpenedAudit, QUICK};

/// Audits one claim after the other, and prints what was found.
pub fn main(options: &AuditOptions) -> Result<(), Failure> {
    let mut overrides = options.overrides.clone();
    overrides.extend(options.seed.map(|seed| Change::flag("--seed", "run.seed", seed)));
    let typed = options.claim.as_deref().map(|claim| (claim, options.smallest));
    let mut opened = OpenedAudit::read(&options.file, &overrides, typed, &options.only_claim)?;
    if let Some(people) = &options.people {
        opened = opened.over_people(people)?;
    }
    let mut size = if options.quick { QUICK } else { FULL };
    size.points = options.points.unwrap_or(size.points);
    size.replicates = options.replicates.unwrap_or(size.replicates);
    if options.no_ablation {
        size.ablation_points = 0;
    }
    let only = options.only.clone();
    let request = AuditRequest { size, seed: options.seed.unwrap_or(1), only };
    let terminal = Terminal { quiet: options.quiet };
    for claim in opened.claims() {
        let folder = opened.folder(options.out.as_deref(), claim);
        let run = || Ok(opened.run(claim, &request, &folder, &terminal)?);
        let found = threads::on(options.threads, run)?;
        if !options.quiet {
            print(&format!("{}\nwritten to {}\n", in_words(&found), folder.display()))?;
        }
    }
    Ok(())
}
