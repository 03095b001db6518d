//! Tables to figures.
//!
//! Responsible for: what a figure is (`figure`), how it is drawn (`draw`), and the figures that
//! runs and traces leave ([`figures_of`], [`trace_figure`]).
//! Must not know: the engine; a figure is made from what was recorded.

pub mod calibrated;
mod draw;
mod draw_map;
mod figure;
pub mod hypotheses;
mod intervals;
mod outcomes;
mod palette;
pub mod sweeps;
mod traced;

pub use draw::DrawError;
pub use figure::{Axis, Cell, Figure, Fill, Layer, Legend, Line, Panel, Scale, Style};
pub use outcomes::figures_of;
pub use traced::trace_figure;

/// A file of a results folder: its name and its bytes.
pub type File = (String, Vec<u8>);

/// The SVG and the PNG of a figure under a name.
///
/// # Errors
/// When the figure cannot be drawn.
pub fn files(name: &str, figure: &Figure) -> Result<Vec<File>, DrawError> {
    Ok(vec![
        (format!("{name}.svg"), figure.svg()?.into_bytes()),
        (format!("{name}.png"), figure.png()?),
    ])
}
