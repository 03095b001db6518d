//! A progress bar with time left, shown only to a person at a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over the replicates of all treatments; hidden when quiet or when standard error is no
/// terminal.
pub fn bar(replicates: u64, quiet: bool) -> ProgressBar {
    with_template(replicates, quiet, "{msg} [{bar:40}] {pos}/{len} replicates, {eta} left")
}

/// A bar over the points of a sweep.
pub fn points_bar(points: u64, quiet: bool) -> ProgressBar {
    with_template(points, quiet, "[{bar:30}] {pos}/{len} points, {msg}, {eta} left")
}

/// A bar over the simulations of a generation.
pub fn trials_bar(trials: u64, quiet: bool) -> ProgressBar {
    with_template(trials, quiet, "{msg} [{bar:30}] {pos}/{len} simulations, {eta} left")
}

/// A bar over the plays of games.
pub fn plays_bar(plays: u64) -> ProgressBar {
    with_template(plays, false, "[{bar:40}] {pos}/{len} plays, {eta} left")
}

fn with_template(length: u64, quiet: bool, template: &str) -> ProgressBar {
    let shown = !quiet && std::io::stderr().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
