//! Drawing maps: cells, hatching, and the scale of their colours.

use plotters::prelude::*;

use super::canvas::{Canvas, GRID, INK, Side};
use super::draw::DrawError;
use super::draw_panel::Scales;
use super::figure::{Cell, Fill, Scale};
use super::layout::Frame;
use super::palette::colour;
use super::text::shortened;
use super::ticks;
use super::ticks::Tick;

/// Draws the cells of a map.
pub fn draw_cells<DB: DrawingBackend>(
    cells: &[Cell],
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    for cell in cells {
        let corners = [scales.at((cell.x.0, cell.y.0)), scales.at((cell.x.1, cell.y.1))];
        canvas.rectangle(corners, fill(cell.fill).to_rgba())?;
        if cell.hatched {
            hatch(cell, scales, canvas)?;
        }
    }
    Ok(())
}

fn fill(fill: Fill) -> RGBColor {
    match fill {
        Fill::Share(share) => ViridisRGB::get_color(share.clamp(0.0, 1.0)),
        Fill::Series(series) => colour(series),
        Fill::Missing => GRID,
    }
}

/// Three slanted lines over a cell.
fn hatch<DB: DrawingBackend>(
    cell: &Cell,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let at = |x: f64, y: f64| {
        let (x0, y0) = (cell.x.0, cell.y.0);
        scales.at((x0 + x * (cell.x.1 - x0), y0 + y * (cell.y.1 - y0)))
    };
    let lines =
        [[at(0.0, 0.5), at(0.5, 1.0)], [at(0.0, 0.0), at(1.0, 1.0)], [at(0.5, 0.0), at(1.0, 0.5)]];
    for line in lines {
        canvas.line(&line, WHITE.to_rgba(), 0.07 * canvas.sheet.sizes.label, &[])?;
    }
    Ok(())
}

/// The ticks of a scale of colours.
pub fn scale_ticks(scale: &Scale) -> Vec<Tick> {
    ticks::linear(scale.low, scale.high, 6)
}

/// The scale of colours beside a panel.
pub fn draw_scale<DB: DrawingBackend>(
    scale: &Scale,
    frame: &Frame,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    const STEPS: u32 = 64;
    let size = canvas.sheet.sizes.tick;
    let (left, right) = (frame.x.1 + 0.8 * size, frame.x.1 + 1.8 * size);
    let (top, bottom) = frame.y;
    let height = |share: f64| bottom - (bottom - top) * share;
    for step in 0..STEPS {
        let [from, to] = [step, step + 1].map(|step| f64::from(step) / f64::from(STEPS));
        let paint = fill(Fill::Share(0.5 * (from + to))).to_rgba();
        canvas.rectangle([(left, height(to)), (right, height(from))], paint)?;
    }
    for (value, label) in scale_ticks(scale) {
        let y = height((value - scale.low) / (scale.high - scale.low));
        canvas.line(&[(right, y), (right + 0.25 * size, y)], INK.mix(0.7), 0.08 * size, &[])?;
        canvas.text(&label, (right + 0.5 * size, y + 0.36 * size), size, Side::Right)?;
    }
    let room = frame.x.1 - frame.x.0;
    let label = shortened(&scale.label, room, size);
    let end = frame.x.1 + super::layout::scale_room(scale, canvas.sheet);
    canvas.text(&label, (end, top - 0.75 * size), size, Side::Left)
}
