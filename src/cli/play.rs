//! `tillit play`: serves the site to this machine and opens it in a browser.

use std::path::Path;

use super::arguments::PlayOptions;
use super::failure::Failure;
use super::interrupt;
use super::output::print;
use crate::workflow::{OpenedScenario, SITE, Site};

/// Serves the site until Ctrl-C.
pub fn main(options: &PlayOptions) -> Result<(), Failure> {
    let fragment = match &options.file {
        Some(file) => OpenedScenario::read(file, options.overrides.clone(), &[])?.link()?,
        None => String::new(),
    };
    let folder = options.site.as_deref().unwrap_or(Path::new(SITE));
    let site = Site::read(folder)?.listen(options.port)?;
    let address = site.address() + &fragment;
    interrupt::keeps("the site is no longer served");
    print(&format!("{address}\nCtrl-C ends it\n"))?;
    // Without a browser here the address above can still be opened.
    if !options.no_browser
        && let Err(error) = ::open::that_detached(&address)
    {
        print(&format!("no browser could be opened ({error}): open the address yourself\n"))?;
    }
    Ok(site.serve()?)
}
