//! `tillit sweep` and `tillit merge`: a sweep into its folder, from its file or from its shards.

use super::arguments::{Format, MergeOptions, SweepOptions};
use super::failure::Failure;
use super::open::open_sweep;
use super::output::{print, tell};
use super::terminal::Terminal;
use super::threads;
use crate::store::sweep::Formats;
use crate::study::sweep::Sweep;
use crate::workflow::sweep;
use crate::workflow::sweep::{FinishedSweep, Shards, SweepRequest, Unrunnable};

/// Runs a sweep, or what of it is missing.
pub fn main(options: &SweepOptions) -> Result<(), Failure> {
    let opened = open_sweep(&options.file)?;
    opened.check_figures()?;
    let unrunnable = Unrunnable::of(&opened.sweep);
    if options.dry_run {
        let found = threads::on(options.threads, || Ok(sweep::estimate(&opened)))?;
        return print(&(found.in_words(&opened) + &unrunnable.in_words()));
    }
    tell(options.quiet || unrunnable.is_none(), unrunnable.in_words().trim_end());
    let folder = options.out.clone().unwrap_or_else(|| opened.folder(options.shard));
    let SweepOptions { shard, quiet, only, .. } = options;
    let request = SweepRequest { shard: *shard, formats: options.format.formats(), only };
    let terminal = Terminal { quiet: *quiet };
    let finished =
        threads::on(options.threads, || Ok(sweep::run(&opened, &request, &folder, &terminal)?))?;
    match (finished, shard) {
        (Some(finished), _) => told(&finished, &opened.sweep, *quiet),
        (None, Some(shard)) if !quiet => {
            print(&format!("shard {shard} is complete: {}\n", folder.display()))
        }
        (None, _) => Ok(()),
    }
}

/// Checks that the shards are the whole of one sweep, takes over their chunks and makes the tables
/// and figures that one machine would have made.
pub fn merge(options: &MergeOptions) -> Result<(), Failure> {
    let shards = Shards::read(&options.shards)?;
    let folder = options.out.as_deref().unwrap_or(shards.folder());
    let terminal = Terminal { quiet: options.quiet };
    let finished = sweep::merge(&shards, folder, options.format.formats(), &terminal)?;
    told(&finished, shards.sweep(), options.quiet)
}

/// Says what was found; a failure when something that was asked for is missing.
fn told(finished: &FinishedSweep, sweep: &Sweep, quiet: bool) -> Result<(), Failure> {
    if !quiet {
        print(&finished.in_words(sweep))?;
    }
    finished.lacking().map_or(Ok(()), |lacking| Err(Failure::Failed(lacking)))
}

impl Format {
    /// The files that it means.
    pub fn formats(self) -> Formats {
        Formats { parquet: self != Self::Csv, csv: self != Self::Parquet }
    }
}
