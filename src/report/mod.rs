//! Tables to figures.
//!
//! Responsible for: what a figure is (`figure`), how it is drawn (`draw`), and the figures that
//! runs and traces leave ([`figures_of`], [`trace_figure`]).
//! Must not know: the engine; a figure is made from what was recorded.

#[cfg(feature = "report")]
pub mod alternatives;
pub mod audit;
pub mod calibrated;
mod canvas;
pub mod cases;
pub mod comparisons;
mod differences;
mod draw;
mod draw_map;
mod draw_marks;
mod draw_panel;
#[cfg(all(test, feature = "png"))]
mod drawn;
mod figure;
#[cfg(feature = "frontier")]
pub mod frontier;
pub mod hypotheses;
mod intervals;
mod layout;
pub mod left_out;
mod levels;
mod outcomes;
mod pages;
mod palette;
pub mod parameters;
mod schedule;
#[cfg(feature = "store")]
pub mod sensitivity;
mod sheet;
#[cfg(feature = "store")]
pub mod sweeps;
mod table;
mod text;
mod ticks;
mod traced;
mod validation;

pub use draw::DrawError;
pub use figure::{Axis, Cell, Figure, Fill, Layer, Legend, Line, Panel, Scale, Span, Style};
pub use outcomes::figures_of;
pub use traced::trace_figure;
pub use validation::validation_figures;

use crate::scenario::Width;

/// A file of a results folder: its name and its bytes.
pub type File = (String, Vec<u8>);

/// The SVG of a figure, and with the feature `png` its PNG, under a name, at the width of a page.
///
/// # Errors
/// When the figure cannot be drawn.
pub fn files(name: &str, figure: &Figure) -> Result<Vec<File>, DrawError> {
    files_at(name, figure, Width::Page)
}

/// The SVG of a figure, and with the feature `png` its PNG, under a name, at a width.
///
/// # Errors
/// When the figure cannot be drawn.
pub fn files_at(name: &str, figure: &Figure, width: Width) -> Result<Vec<File>, DrawError> {
    Ok(vec![
        (format!("{name}.svg"), figure.svg(width)?.into_bytes()),
        #[cfg(feature = "png")]
        (format!("{name}.png"), figure.png(width)?),
    ])
}
