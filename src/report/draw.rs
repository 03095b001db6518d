//! Drawing a figure as SVG or PNG with plotters, with a font of its own.

use std::fmt;
use std::sync::Once;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::draw_map::{SCALE_WIDTH, draw_cells, draw_scale};
use super::figure::{Axis, Figure, Layer, Line, Panel, Style};
use super::palette::{colour, dashes};

/// Pixels per point of the layout: both outputs are drawn finely, and SVG is scaled back.
pub(super) const SCALE: u32 = 2;
/// Size of a panel in points.
const PANEL: (u32, u32) = (330, 230);
/// Width of the legend in points.
const LEGEND_WIDTH: u32 = 210;
/// Height of title and subtitle, and of the caption, in points.
const HEAD: u32 = 52;
const FOOT: u32 = 22;
/// The font's name.
const FONT: &str = "DejaVu Sans";
/// Ink of text and axes.
const INK: RGBColor = RGBColor(40, 40, 40);
pub(super) const GRID: RGBColor = RGBColor(225, 225, 225);

/// Why a figure could not be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawError(String);

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DrawError {}

pub(super) fn failed(error: impl fmt::Display) -> DrawError {
    DrawError(error.to_string())
}

pub(super) type Area<DB> = DrawingArea<DB, Shift>;
pub(super) type Chart<'a, DB> = ChartContext<'a, DB, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

impl Figure {
    /// The size of the figure in points.
    fn size(&self) -> (u32, u32) {
        let columns = self.columns.clamp(1, self.panels.len().max(1)) as u32;
        let rows = (self.panels.len() as u32).div_ceil(columns).max(1);
        let legend = if self.legend.is_empty() { 0 } else { LEGEND_WIDTH };
        let height = if columns == 1 && rows == 1 { 2 * PANEL.1 } else { rows * PANEL.1 };
        let width = if columns == 1 { 2 * PANEL.0 } else { columns * PANEL.0 };
        (width + legend, HEAD + height + FOOT)
    }

    /// The figure as SVG.
    ///
    /// # Errors
    /// When plotters cannot draw it.
    pub fn svg(&self) -> Result<String, DrawError> {
        let (width, height) = self.size();
        let mut text = String::new();
        let backend = SVGBackend::with_string(&mut text, (width * SCALE, height * SCALE));
        self.draw(&backend.into_drawing_area())?;
        let drawn = format!("width=\"{}\" height=\"{}\"", width * SCALE, height * SCALE);
        let shown = format!("width=\"{width}\" height=\"{height}\"");
        let font = format!("font-family=\"{FONT}\"");
        let family = format!("font-family=\"{FONT}, Verdana, Arial, sans-serif\"");
        Ok(text.replacen(&drawn, &shown, 1).replace(&font, &family))
    }

    /// The figure as PNG, at twice the size of the SVG.
    ///
    /// # Errors
    /// When plotters cannot draw it.
    pub fn png(&self) -> Result<Vec<u8>, DrawError> {
        let (width, height) = self.size();
        let (width, height) = (width * SCALE, height * SCALE);
        let mut pixels = vec![255; (width * height * 3) as usize];
        let backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
        self.draw(&backend.into_drawing_area())?;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&pixels).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(bytes)
    }

    fn draw<DB: DrawingBackend>(&self, root: &Area<DB>) -> Result<(), DrawError> {
        register_font();
        root.fill(&WHITE).map_err(failed)?;
        let (width, height) = self.size();
        let legend = if self.legend.is_empty() { 0 } else { LEGEND_WIDTH };
        text(root, &self.title, (14, 10), 15.0)?;
        text(root, &self.subtitle, (14, 32), 10.0)?;
        text(root, &self.caption, (14, (height - FOOT + 6) as i32), 8.5)?;
        let body = root.margin(HEAD * SCALE, FOOT * SCALE, 0, legend * SCALE);
        let columns = self.columns.clamp(1, self.panels.len().max(1));
        let rows = self.panels.len().div_ceil(columns).max(1);
        let cells = body.split_evenly((rows, columns));
        for (panel, cell) in self.panels.iter().zip(&cells) {
            draw_panel(panel, cell)?;
        }
        self.draw_legend(root, (width - legend) as i32)
    }

    fn draw_legend<DB: DrawingBackend>(&self, root: &Area<DB>, left: i32) -> Result<(), DrawError> {
        let mut y = HEAD as i32 + 16;
        for entry in &self.legend {
            let (x0, x1) = ((left + 10) * SCALE as i32, (left + 38) * SCALE as i32);
            let at = y * SCALE as i32;
            stroke(root, (x0, x1), at, entry.style)?;
            for line in wrapped(&entry.name, 24) {
                text(root, &line, (left + 44, y - 6), 10.0)?;
                y += 14;
            }
            y += 6;
        }
        Ok(())
    }
}

/// Makes the figures' own font known to plotters, once.
fn register_font() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let bytes = include_bytes!("../../assets/fonts/DejaVuSans-subset.ttf");
        let registered = plotters::style::register_font(FONT, FontStyle::Normal, bytes);
        assert!(registered.is_ok(), "the font in assets is a valid font");
    });
}

pub(super) fn font(points: f64) -> TextStyle<'static> {
    (FONT, points * f64::from(SCALE)).into_font().color(&INK)
}

/// Text with its upper left corner at a place in points.
fn text<DB: DrawingBackend>(
    root: &Area<DB>,
    content: &str,
    (x, y): (i32, i32),
    points: f64,
) -> Result<(), DrawError> {
    let place = (x * SCALE as i32, y * SCALE as i32);
    root.draw_text(content, &font(points), place).map_err(failed)
}

/// Breaks a name into lines of at most so many characters, at spaces and after hyphens.
pub fn wrapped(name: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split_inclusive([' ', '-']) {
        let last = lines.last_mut().expect("there is always a line");
        if !last.is_empty() && last.chars().count() + word.trim_end().chars().count() > width {
            lines.push(word.to_owned());
        } else {
            last.push_str(word);
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The pen of a style.
fn pen(style: Style) -> ShapeStyle {
    let (opacity, width) = if style.line == Line::Thin { (0.35, 1) } else { (1.0, 2 * SCALE) };
    colour(style.series).mix(opacity).stroke_width(width)
}

/// A level line between two pixels of a row, dashed as its style says.
fn stroke<DB: DrawingBackend>(
    root: &Area<DB>,
    (left, right): (i32, i32),
    y: i32,
    style: Style,
) -> Result<(), DrawError> {
    let scale = SCALE as i32;
    if style.line == Line::Area {
        let corners = [(left, y - 6 * scale), (left + 18 * scale, y + 6 * scale)];
        let area = Rectangle::new(corners, colour(style.series).filled());
        return root.draw(&area).map_err(failed);
    }
    let dashed = dashes(style.series).filter(|_| style.line == Line::Series);
    let (dash, gap) = dashed.unwrap_or((right - left, 1));
    let starts = (left..right).step_by(((dash + gap) * scale) as usize);
    for start in starts {
        let points = vec![(start, y), ((start + dash * scale).min(right), y)];
        root.draw(&PathElement::new(points, pen(style))).map_err(failed)?;
    }
    Ok(())
}

fn draw_panel<DB: DrawingBackend>(panel: &Panel, cell: &Area<DB>) -> Result<(), DrawError> {
    let ((x0, x1), (y0, y1)) = panel.ranges();
    let named = panel.y.names.iter().map(|name| name.chars().count().min(30)).max().unwrap_or(0);
    let left = if named > 0 { 12 + 6 * named as u32 } else { 52 };
    let right = if panel.scale.is_some() { SCALE_WIDTH } else { 8 };
    let mut chart = ChartBuilder::on(cell)
        .margin(8 * SCALE)
        .margin_right(right * SCALE)
        .margin_top(26 * SCALE)
        .x_label_area_size(34 * SCALE)
        .y_label_area_size(left * SCALE)
        .build_cartesian_2d(x0..x1, y0..y1)
        .map_err(failed)?;
    text(cell, &panel.title, (left as i32 + 8, 8), 11.0)?;
    mesh(panel, &mut chart)?;
    for mark in &panel.marks {
        let line = [(*mark, y0), (*mark, y1)];
        let style = INK.mix(0.5).stroke_width(SCALE);
        chart
            .draw_series(DashedLineSeries::new(line, 4 * SCALE, 4 * SCALE, style))
            .map_err(failed)?;
    }
    for layer in &panel.layers {
        draw_layer(layer, &mut chart)?;
    }
    if let Some(scale) = &panel.scale {
        draw_scale(scale, &chart, cell)?;
    }
    name_rows(&panel.y, &chart, cell)
}

fn mesh<DB: DrawingBackend>(panel: &Panel, chart: &mut Chart<DB>) -> Result<(), DrawError> {
    let ((x0, x1), (y0, y1)) = panel.ranges();
    let label = |axis: &Axis, value: f64, span: f64| {
        if axis.log { format!("{}", rounded(10_f64.powf(value))) } else { tick(value, span) }
    };
    let x_label = |value: &f64| label(&panel.x, *value, x1 - x0);
    let y_label = |value: &f64| label(&panel.y, *value, y1 - y0);
    let mut mesh = chart.configure_mesh();
    mesh.light_line_style(TRANSPARENT)
        .bold_line_style(GRID.stroke_width(SCALE / 2))
        .axis_style(INK.mix(0.6))
        .label_style(font(9.0))
        .axis_desc_style(font(9.5))
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&x_label)
        .y_label_formatter(&y_label)
        .x_desc(&panel.x.label)
        .y_desc(&panel.y.label);
    if !panel.y.names.is_empty() {
        mesh.disable_y_mesh().y_labels(0);
    }
    mesh.draw().map_err(failed)
}

/// A number with two digits.
fn rounded(number: f64) -> f64 {
    format!("{number:.1e}").parse().unwrap_or(number)
}

/// A tick's number with as many decimals as the axis needs.
fn tick(value: f64, span: f64) -> String {
    // An axis has about six ticks.
    let decimals = (-(span / 6.0).log10() - 1e-9).ceil().clamp(0.0, 6.0) as usize;
    let text = format!("{value:.decimals$}");
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
        "0".to_owned()
    } else {
        text.replace('-', "−")
    }
}

/// Names of the rows of an axis, right-aligned beside it.
fn name_rows<DB: DrawingBackend>(
    axis: &Axis,
    chart: &Chart<DB>,
    cell: &Area<DB>,
) -> Result<(), DrawError> {
    let (origin_x, origin_y) = cell.get_base_pixel();
    let style = font(9.5).pos(Pos::new(HPos::Right, VPos::Center));
    for (row, name) in axis.names.iter().enumerate() {
        let (x, y) = chart.backend_coord(&(chart.x_range().start, row as f64));
        let lines = wrapped(name, 30);
        let height = 12 * SCALE as i32;
        let top = y - origin_y - height * (lines.len() as i32 - 1) / 2;
        for (index, line) in lines.iter().enumerate() {
            let place = (x - origin_x - 8 * SCALE as i32, top + height * index as i32);
            cell.draw_text(line, &style, place).map_err(failed)?;
        }
    }
    Ok(())
}

fn draw_layer<DB: DrawingBackend>(layer: &Layer, chart: &mut Chart<DB>) -> Result<(), DrawError> {
    match layer {
        Layer::Curve { points, style } => curve(points, *style, chart),
        Layer::Band { points, style } => band(points, *style, chart),
        Layer::Dots { points, style } => {
            let finite = points.iter().filter(|(x, y)| x.is_finite() && y.is_finite());
            let paint = colour(style.series).mix(0.35).filled();
            chart
                .draw_series(finite.map(|point| Circle::new(*point, 3 * SCALE as i32 / 2, paint)))
                .map_err(failed)?;
            Ok(())
        }
        Layer::Cells(cells) => draw_cells(cells, chart),
        Layer::Interval { values: (low, middle, high), y, style } => {
            let line = PathElement::new(vec![(*low, *y), (*high, *y)], INK.stroke_width(2 * SCALE));
            chart.draw_series([line]).map_err(failed)?;
            let outer = Circle::new((*middle, *y), 5 * SCALE as i32, WHITE.filled());
            let inner = Circle::new((*middle, *y), 4 * SCALE as i32, colour(style.series).filled());
            chart.draw_series([outer, inner]).map_err(failed)?;
            Ok(())
        }
    }
}

fn curve<DB: DrawingBackend>(
    points: &[(f64, f64)],
    style: Style,
    chart: &mut Chart<DB>,
) -> Result<(), DrawError> {
    let finite = |point: &(f64, f64)| point.0.is_finite() && point.1.is_finite();
    for part in points.split(|point| !finite(point)).filter(|part| !part.is_empty()) {
        let line = part.iter().copied();
        match dashes(style.series).filter(|_| style.line == Line::Series) {
            None => chart.draw_series(LineSeries::new(line, pen(style))).map_err(failed)?,
            Some((dash, gap)) => {
                let (dash, gap) = (dash as u32 * SCALE, gap as u32 * SCALE);
                chart
                    .draw_series(DashedLineSeries::new(line, dash, gap, pen(style)))
                    .map_err(failed)?
            }
        };
    }
    Ok(())
}

fn band<DB: DrawingBackend>(
    points: &[(f64, f64, f64)],
    style: Style,
    chart: &mut Chart<DB>,
) -> Result<(), DrawError> {
    let finite =
        |(x, low, high): &(f64, f64, f64)| x.is_finite() && low.is_finite() && high.is_finite();
    for part in points.split(|point| !finite(point)).filter(|part| !part.is_empty()) {
        let above = part.iter().map(|(x, _, high)| (*x, *high));
        let below = part.iter().rev().map(|(x, low, _)| (*x, *low));
        let outline: Vec<_> = above.chain(below).collect();
        let paint = colour(style.series).mix(0.15).filled();
        chart.draw_series([Polygon::new(outline, paint)]).map_err(failed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_at_spaces_and_hyphens() {
        assert_eq!(wrapped("Left alone, equal support", 12), ["Left alone,", "equal", "support"]);
        assert_eq!(wrapped("trust-without-vision", 14), ["trust-without-", "vision"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn ticks_have_the_decimals_they_need() {
        assert_eq!(tick(0.2, 1.0), "0.2");
        assert_eq!(tick(0.6, 0.62), "0.6");
        assert_eq!(tick(-0.25, 0.5), "−0.25");
        assert_eq!(tick(60.0, 120.0), "60");
        assert_eq!(tick(-1e-17, 1.0), "0");
    }
}
