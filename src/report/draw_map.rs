//! Drawing maps: cells, hatching, and the scale of their colours.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::draw::{Area, Chart, DrawError, GRID, SCALE, failed, font};
use super::figure::{Cell, Fill, Scale};
use super::palette::colour;

/// Width of a scale of colours beside a panel, in points.
pub const SCALE_WIDTH: u32 = 66;

/// Draws the cells of a map.
pub fn draw_cells<DB: DrawingBackend>(
    cells: &[Cell],
    chart: &mut Chart<DB>,
) -> Result<(), DrawError> {
    for cell in cells {
        let corners = [(cell.x.0, cell.y.0), (cell.x.1, cell.y.1)];
        let paint = fill(cell.fill).filled();
        chart.draw_series([Rectangle::new(corners, paint)]).map_err(failed)?;
        if cell.hatched {
            hatch(cell, chart)?;
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
fn hatch<DB: DrawingBackend>(cell: &Cell, chart: &mut Chart<DB>) -> Result<(), DrawError> {
    let at = |x: f64, y: f64| {
        (cell.x.0 + x * (cell.x.1 - cell.x.0), cell.y.0 + y * (cell.y.1 - cell.y.0))
    };
    let lines =
        [[at(0.0, 0.5), at(0.5, 1.0)], [at(0.0, 0.0), at(1.0, 1.0)], [at(0.5, 0.0), at(1.0, 0.5)]];
    for line in lines {
        let line = PathElement::new(line.to_vec(), WHITE.stroke_width(SCALE));
        chart.draw_series([line]).map_err(failed)?;
    }
    Ok(())
}

/// The scale of colours beside a panel.
pub fn draw_scale<DB: DrawingBackend>(
    scale: &Scale,
    chart: &Chart<DB>,
    cell: &Area<DB>,
) -> Result<(), DrawError> {
    const STEPS: i32 = 64;
    let (origin_x, origin_y) = cell.get_base_pixel();
    let (xs, ys) = chart.plotting_area().get_pixel_range();
    let left = xs.end - origin_x + 10 * SCALE as i32;
    let right = left + 10 * SCALE as i32;
    let (top, bottom) = (ys.start - origin_y, ys.end - origin_y);
    let height = |step: i32| bottom - (bottom - top) * step / STEPS;
    for step in 0..STEPS {
        let share = (f64::from(step) + 0.5) / f64::from(STEPS);
        let corners = [(left, height(step + 1)), (right, height(step))];
        let paint = fill(Fill::Share(share)).filled();
        cell.draw(&Rectangle::new(corners, paint)).map_err(failed)?;
    }
    let style = font(9.0).pos(Pos::new(HPos::Left, VPos::Center));
    let span = scale.high - scale.low;
    let decimals = (2.0 - span.log10()).floor().clamp(1.0, 6.0) as usize;
    for part in 0..=4 {
        let value = scale.low + span * f64::from(part) / 4.0;
        let place = (right + 4 * SCALE as i32, height(STEPS * part / 4));
        cell.draw_text(&format!("{value:.decimals$}"), &style, place).map_err(failed)?;
    }
    let above = font(9.0).pos(Pos::new(HPos::Right, VPos::Bottom));
    let place = (right + 40 * SCALE as i32, top - 5 * SCALE as i32);
    cell.draw_text(&scale.label, &above, place).map_err(failed)
}
