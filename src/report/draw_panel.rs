//! Drawing a panel: its axes, scheduled changes, and layers.

use plotters::prelude::*;

use super::canvas::{At, Canvas, GRID, INK, Side};
use super::draw::{DrawError, dashes_of, paint, pen, radius};
use super::draw_map::{draw_cells, draw_scale};
use super::draw_marks::draw_marks;
use super::figure::{Layer, Line, Panel, Style};
use super::layout::Frame;
use super::palette::{colour, shape};
use super::sheet::Sheet;
use super::text::LINE;

/// Most bands that are filled; the spread of more series is shown by bars at their markers.
pub const MOST_BANDS: usize = 4;
/// About how many markers a long curve has.
const MARKERS: usize = 6;
/// Most points of a curve that all have markers.
const ALL_MARKED: usize = 12;

/// From the axes of a panel to the sheet.
pub struct Scales {
    x: (f64, f64),
    y: (f64, f64),
    frame_x: (f64, f64),
    frame_y: (f64, f64),
}

impl Scales {
    fn new(panel: &Panel, frame: &Frame) -> Self {
        let (x, y) = panel.ranges();
        Self { x, y, frame_x: frame.x, frame_y: frame.y }
    }

    /// Where a point stands on the sheet.
    pub fn at(&self, (x, y): (f64, f64)) -> At {
        let share = |value: f64, (low, high): (f64, f64)| (value - low) / (high - low);
        let (right, up) = (share(x, self.x), share(y, self.y));
        (
            self.frame_x.0 + right * (self.frame_x.1 - self.frame_x.0),
            self.frame_y.1 - up * (self.frame_y.1 - self.frame_y.0),
        )
    }
}

/// Draws a panel. `marked` tells whether curves have markers, because there are several series.
pub fn draw_panel<DB: DrawingBackend>(
    panel: &Panel,
    frame: &Frame,
    marked: bool,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let scales = Scales::new(panel, frame);
    draw_grid(panel, frame, &scales, canvas)?;
    draw_spans(panel, frame, &scales, canvas)?;
    let series = series_of(panel);
    let n_bands = panel.layers.iter().filter(|layer| matches!(layer, Layer::Band { .. })).count();
    for layer in &panel.layers {
        match layer {
            Layer::Curve { points, style } => {
                let place = series.iter().position(|other| other == style).unwrap_or(0);
                let marked = marked || points.len() <= ALL_MARKED;
                let markers = if marked { (place, series.len()) } else { (0, 0) };
                draw_curve(points, *style, markers, &scales, canvas)?;
            }
            Layer::Band { points, style } if n_bands <= MOST_BANDS => {
                draw_band(points, *style, &scales, canvas)?;
            }
            Layer::Band { points, style } => {
                let place = series.iter().position(|other| other == style).unwrap_or(0);
                draw_bars(points, *style, (place, series.len()), &scales, canvas)?;
            }
            Layer::Dots { points, style } => draw_dots(points, *style, &scales, canvas)?,
            Layer::Marks { points, style } => draw_marks(points, *style, frame, &scales, canvas)?,
            Layer::Cells(cells) => draw_cells(cells, &scales, canvas)?,
            Layer::Range { values, y, style } => draw_range(*values, *y, *style, &scales, canvas)?,
            Layer::Interval { values, y, style } => {
                draw_interval(*values, *y, *style, &scales, canvas)?;
            }
        }
    }
    draw_axes(panel, frame, canvas)?;
    match &panel.scale {
        Some(scale) => draw_scale(scale, frame, canvas),
        None => Ok(()),
    }
}

/// The styles of the curves with markers, in their order.
fn series_of(panel: &Panel) -> Vec<Style> {
    let mut styles = Vec::new();
    for layer in &panel.layers {
        if let Layer::Curve { style, .. } = layer
            && style.line == Line::Series
            && !styles.contains(style)
        {
            styles.push(*style);
        }
    }
    styles
}

fn is_finite(point: &(f64, f64)) -> bool {
    point.0.is_finite() && point.1.is_finite()
}

fn draw_grid<DB: DrawingBackend>(
    panel: &Panel,
    frame: &Frame,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let (thin, grid) = (0.05 * canvas.sheet.sizes.label, GRID.to_rgba());
    for (value, _) in &frame.y_ticks {
        let y = scales.at((scales.x.0, *value)).1;
        canvas.line(&[(frame.x.0, y), (frame.x.1, y)], grid, thin, &[])?;
    }
    for (value, _) in &frame.x_ticks {
        let x = scales.at((*value, scales.y.0)).0;
        canvas.line(&[(x, frame.y.0), (x, frame.y.1)], grid, thin, &[])?;
    }
    for row in 0..panel.y.names.len() {
        let y = scales.at((scales.x.0, row as f64)).1;
        canvas.line(&[(frame.x.0, y), (frame.x.1, y)], grid, thin, &[])?;
    }
    Ok(())
}

/// Scheduled changes: an upright line where one comes at once, a shaded span where it takes time; a
/// stripe at the top in the colours of those that it holds for, when it is not all.
fn draw_spans<DB: DrawingBackend>(
    panel: &Panel,
    frame: &Frame,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let size = canvas.sheet.sizes.label;
    let mut own: Vec<usize> = panel.spans.iter().filter_map(|span| span.series).collect();
    own.sort_unstable();
    own.dedup();
    let stripe = (0.35 * size).min(0.25 * (frame.y.1 - frame.y.0) / own.len().max(1) as f64);
    for span in &panel.spans {
        let [from, to] = [span.start, span.end]
            .map(|period| scales.at((period.clamp(scales.x.0, scales.x.1), 0.0)).0);
        let shade = INK.mix(if span.series.is_some() { 0.045 } else { 0.09 });
        let thin = 0.08 * size;
        if to > from {
            canvas.rectangle([(from, frame.y.0), (to, frame.y.1)], shade)?;
            for x in [from, to] {
                canvas.line(&[(x, frame.y.0), (x, frame.y.1)], INK.mix(0.35), thin, &[1.0, 2.0])?;
            }
        } else {
            canvas.line(
                &[(from, frame.y.0), (from, frame.y.1)],
                INK.mix(0.6),
                thin,
                &[1.0, 2.0],
            )?;
        }
        if let Some(row) = span.series.and_then(|series| own.iter().position(|own| *own == series))
        {
            let top = frame.y.0 + stripe * row as f64;
            let to = to.max(from + 0.4 * size).min(frame.x.1);
            let from = from.min(to - 0.4 * size);
            let paint = colour(own[row]).to_rgba();
            canvas.rectangle([(from, top), (to, top + 0.8 * stripe)], paint)?;
        }
    }
    Ok(())
}

fn draw_axes<DB: DrawingBackend>(
    panel: &Panel,
    frame: &Frame,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let sizes = &canvas.sheet.sizes;
    let scales = Scales::new(panel, frame);
    let ((left, right), (top, bottom)) = (frame.x, frame.y);
    let corner = [(left, top), (left, bottom), (right, bottom)];
    canvas.line(&corner, INK.mix(0.7), 0.08 * sizes.label, &[])?;
    let lines = frame.heading.len() as f64;
    let scale = if panel.scale.is_some() { LINE * sizes.tick } else { 0.0 };
    for (number, line) in frame.heading.iter().enumerate() {
        let y = top
            - scale
            - 0.55 * sizes.heading
            - LINE * sizes.heading * (lines - 1.0 - number as f64);
        canvas.text(line, (left, y), sizes.heading, Side::Right)?;
    }
    for (value, label) in &frame.x_ticks {
        let x = scales.at((*value, scales.y.0)).0;
        canvas.text(label, (x, bottom + 1.25 * sizes.tick), sizes.tick, Side::Middle)?;
    }
    for (value, label) in &frame.y_ticks {
        let y = scales.at((scales.x.0, *value)).1 + 0.36 * sizes.tick;
        canvas.text(label, (left - 0.45 * sizes.tick, y), sizes.tick, Side::Left)?;
    }
    for (row, lines) in frame.rows.iter().enumerate() {
        let first = scales.at((scales.x.0, row as f64)).1 + 0.36 * sizes.tick
            - 0.5 * LINE * sizes.tick * (lines.len() as f64 - 1.0);
        for (number, line) in lines.iter().enumerate() {
            let y = first + LINE * sizes.tick * number as f64;
            canvas.text(line, (left - 0.6 * sizes.tick, y), sizes.tick, Side::Left)?;
        }
    }
    for (number, line) in frame.x_label.iter().enumerate() {
        let y = bottom + 1.5 * sizes.tick + sizes.label * (1.0 + LINE * number as f64);
        canvas.text(line, (0.5 * (left + right), y), sizes.label, Side::Middle)?;
    }
    for (number, line) in frame.y_label.iter().rev().enumerate() {
        let x = left - frame.left - sizes.label * (0.25 + LINE * number as f64);
        canvas.text_upwards(line, (x, 0.5 * (top + bottom)), sizes.label)?;
    }
    Ok(())
}

/// Which points of a curve have markers: all of a short one, some of a long one, and other ones for
/// every series, so that they do not hide each other.
fn marked_points(n: usize, (place, series): (usize, usize)) -> Vec<usize> {
    if series == 0 {
        return Vec::new();
    }
    if n <= ALL_MARKED {
        return (0..n).collect();
    }
    let every = n.div_ceil(MARKERS);
    let first = (2 * place + 1) * every / (2 * series);
    (first..n).step_by(every).collect()
}

fn draw_curve<DB: DrawingBackend>(
    points: &[(f64, f64)],
    style: Style,
    markers: (usize, usize),
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let (width, opacity) = pen(style, canvas.sheet);
    let paint = paint(style).to_rgba();
    for part in points.split(|point| !is_finite(point)).filter(|part| !part.is_empty()) {
        let line: Vec<At> = part.iter().map(|point| scales.at(*point)).collect();
        canvas.line(&line, paint.mix(opacity), width, dashes_of(style))?;
    }
    let hollow = style.line == Line::Observed;
    let marked = match style.line {
        Line::Series => marked_points(points.len(), markers),
        Line::Observed => (0..points.len()).collect(),
        Line::Plain | Line::Solid | Line::Dashed | Line::Thin | Line::Area | Line::Rule => {
            Vec::new()
        }
    };
    for point in marked.into_iter().map(|place| points[place]).filter(is_finite) {
        let at = scales.at(point);
        canvas.marker(shape(style.series), at, radius(canvas.sheet), paint, hollow)?;
    }
    Ok(())
}

/// A pale area with thin edges, which stay visible where areas lie on each other.
fn draw_band<DB: DrawingBackend>(
    points: &[(f64, f64, f64)],
    style: Style,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let finite =
        |(x, low, high): &(f64, f64, f64)| x.is_finite() && low.is_finite() && high.is_finite();
    let paint = paint(style);
    for part in points.split(|point| !finite(point)).filter(|part| part.len() > 1) {
        let high: Vec<At> = part.iter().map(|(x, _, high)| scales.at((*x, *high))).collect();
        let low: Vec<At> = part.iter().map(|(x, low, _)| scales.at((*x, *low))).collect();
        let outline: Vec<At> = high.iter().chain(low.iter().rev()).copied().collect();
        canvas.area(&outline, paint.mix(0.14))?;
        for edge in [&high, &low] {
            canvas.line(edge, paint.mix(0.5), 0.05 * canvas.sheet.sizes.label, &[])?;
        }
    }
    Ok(())
}

/// Upright bars at the markers of a curve, in place of a band.
fn draw_bars<DB: DrawingBackend>(
    points: &[(f64, f64, f64)],
    style: Style,
    (place, series): (usize, usize),
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let (size, paint) = (canvas.sheet.sizes.label, paint(style).mix(0.8));
    for number in marked_points(points.len(), (place, series.max(1))) {
        let (x, low, high) = points[number];
        if x.is_finite() && low.is_finite() && high.is_finite() {
            let ends = [low, high].map(|y| scales.at((x, y)));
            canvas.line(&ends, paint, 0.1 * size, &[])?;
            for (x, y) in ends {
                canvas.line(
                    &[(x - 0.22 * size, y), (x + 0.22 * size, y)],
                    paint,
                    0.1 * size,
                    &[],
                )?;
            }
        }
    }
    Ok(())
}

fn draw_dots<DB: DrawingBackend>(
    points: &[(f64, f64)],
    style: Style,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let paint = paint(style).mix(0.4);
    for point in points.iter().filter(|point| is_finite(point)) {
        canvas.disc(scales.at(*point), dot(canvas.sheet), paint)?;
    }
    Ok(())
}

fn dot(sheet: &Sheet) -> f64 {
    0.13 * sheet.sizes.label
}

/// A wide pale bar between two ends.
fn draw_range<DB: DrawingBackend>(
    (low, high): (f64, f64),
    y: f64,
    style: Style,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    if low.is_finite() && high.is_finite() {
        let ends = [scales.at((low, y)), scales.at((high, y))];
        canvas.line(&ends, paint(style).mix(0.25), 0.9 * canvas.sheet.sizes.label, &[])?;
    }
    Ok(())
}

/// A level line between two ends, with small strokes at them, and a marker in its middle.
fn draw_interval<DB: DrawingBackend>(
    (low, middle, high): (f64, f64, f64),
    y: f64,
    style: Style,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let size = canvas.sheet.sizes.label;
    let paint = paint(style).to_rgba();
    if low.is_finite() && high.is_finite() {
        let ends = [scales.at((low, y)), scales.at((high, y))];
        canvas.line(&ends, paint, 0.2 * size, &[])?;
        for (x, y) in ends {
            canvas.line(&[(x, y - 0.3 * size), (x, y + 0.3 * size)], paint, 0.12 * size, &[])?;
        }
    }
    if middle.is_finite() {
        let radius = 1.1 * radius(canvas.sheet);
        canvas.marker(shape(style.series), scales.at((middle, y)), radius, paint, false)?;
    }
    Ok(())
}
