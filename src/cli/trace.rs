//! `tillit trace`: one unit and its agents, period by period.

use super::arguments::TraceOptions;
use super::failure::Failure;
use super::interrupt;
use super::open::open;
use super::output::print;
use super::terminal::Terminal;
use crate::workflow::{Followed, trace};

/// Follows one unit of one replicate of one treatment.
pub fn main(options: &TraceOptions) -> Result<(), Failure> {
    let opened = open(&options.scenario, &[])?;
    let TraceOptions { unit, replicate, quiet, .. } = *options;
    let followed = Followed::new(&opened, options.treatment.as_deref(), unit, replicate)?;
    let target = options.out.clone().unwrap_or_else(|| followed.folder());
    trace(followed, &target, &Terminal { quiet })?;
    interrupt::finished(&target)?;
    if quiet { Ok(()) } else { print(&format!("written to {}\n", target.display())) }
}
