//! Drawing a figure as SVG or PNG with plotters, with a font of its own: both are the same picture.

use std::fmt;

use plotters::prelude::*;

use super::canvas::{Canvas, INK, Side};
use super::draw_panel::draw_panel;
use super::figure::{Figure, Line, Style};
use super::layout::{Layout, key_width};
use super::palette::{colour, dashes, shape};
use super::sheet::Sheet;
#[cfg(feature = "png")]
use super::text::register;
use super::text::{FONT, clean};
use crate::scenario::Width;

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

impl Figure {
    /// The figure as SVG.
    ///
    /// # Errors
    /// When plotters cannot draw it.
    pub fn svg(&self, width: Width) -> Result<String, DrawError> {
        let sheet = Sheet::new(width);
        let layout = Layout::new(self, &sheet);
        let (wide, high) = size(&sheet, &layout);
        let mut text = String::new();
        let backend = SVGBackend::with_string(&mut text, (wide, high));
        self.draw(&Canvas::new(&backend.into_drawing_area(), &sheet, true), &layout)?;
        let drawn = format!("width=\"{wide}\" height=\"{high}\"");
        let (wide, high) = (sheet.shown(sheet.width), sheet.shown(layout.height));
        let shown = format!("width=\"{wide}\" height=\"{high}\" role=\"img\"");
        let font = format!("font-family=\"{FONT}\"");
        let family = format!("font-family=\"{FONT}, Verdana, Arial, sans-serif\"");
        let head = format!(
            ">\n<title>{}</title>\n<desc>{}</desc>\n",
            escaped(&self.title),
            escaped(&self.description())
        );
        Ok(text.replacen(&drawn, &shown, 1).replace(&font, &family).replacen(">\n", &head, 1))
    }

    /// The figure as PNG, with its size where it is shown.
    ///
    /// # Errors
    /// When plotters cannot draw it.
    #[cfg(feature = "png")]
    pub fn png(&self, width: Width) -> Result<Vec<u8>, DrawError> {
        register();
        let sheet = Sheet::new(width);
        let layout = Layout::new(self, &sheet);
        let (width, height) = size(&sheet, &layout);
        let mut pixels = vec![255; width as usize * height as usize * 3];
        let backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
        self.draw(&Canvas::new(&backend.into_drawing_area(), &sheet, false), &layout)?;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgb);
        // Pixels per metre: 72 points are an inch of 25.4 mm.
        let density = (sheet.pixels * 72.0 / 0.0254).round() as u32;
        let unit = png::Unit::Meter;
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit }));
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&pixels).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(bytes)
    }

    /// What the figure shows, for readers who do not see it.
    fn description(&self) -> String {
        let panels = self.panels.iter().map(|panel| panel.title.as_str());
        let panels: Vec<&str> = panels.filter(|title| !title.is_empty()).collect();
        let series: Vec<&str> = self.legend.iter().map(|entry| entry.name.as_str()).collect();
        let part = |what: &str, names: &[&str]| match names {
            [] => String::new(),
            names => format!(" {what}: {}.", names.join("; ")),
        };
        format!("{}{}{}", self.subtitle, part("Panels", &panels), part("Series", &series))
    }

    fn draw<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        layout: &Layout,
    ) -> Result<(), DrawError> {
        let sheet = canvas.sheet;
        canvas.rectangle([(0.0, 0.0), (sheet.width, layout.height)], WHITE.to_rgba())?;
        for line in &layout.lines {
            canvas.text(&line.text, line.at, line.size, Side::Right)?;
        }
        let marked = self.legend.len() > 1;
        for (panel, frame) in self.panels.iter().zip(&layout.panels) {
            draw_panel(panel, frame, marked, canvas)?;
        }
        for (entry, line) in self.legend.iter().zip(&layout.legend) {
            let right = line.at.0 - 0.4 * sheet.sizes.label;
            let middle = line.at.1 - 0.35 * line.size;
            draw_key(entry.style, (right - key_width(sheet), right), middle, canvas)?;
            canvas.text(&line.text, line.at, line.size, Side::Right)?;
        }
        Ok(())
    }
}

/// The size of a figure in pixels.
fn size(sheet: &Sheet, layout: &Layout) -> (u32, u32) {
    (sheet.whole(sheet.width) as u32, sheet.whole(layout.height) as u32)
}

/// A text for SVG.
fn escaped(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// How wide a line of a style is drawn, in points, and how opaque.
pub(super) fn pen(style: Style, sheet: &Sheet) -> (f64, f64) {
    let full = 0.17 * sheet.sizes.label;
    match style.line {
        Line::Thin => (0.3 * full, 0.4),
        Line::Observed | Line::Rule => (0.5 * full, 0.8),
        Line::Dashed => (0.8 * full, 1.0),
        Line::Series | Line::Plain | Line::Solid | Line::Area => (full, 1.0),
    }
}

/// The colour of a style.
pub(super) fn paint(style: Style) -> RGBColor {
    match style.line {
        Line::Solid | Line::Dashed | Line::Rule => INK,
        // Darker than its counterpart, so that it is seen on it.
        Line::Observed => {
            let RGBColor(r, g, b) = colour(style.series);
            let darker = |part: u8| (u16::from(part) * 6 / 10) as u8;
            RGBColor(darker(r), darker(g), darker(b))
        }
        Line::Series | Line::Plain | Line::Thin | Line::Area => colour(style.series),
    }
}

/// The dashes of a style.
pub(super) fn dashes_of(style: Style) -> &'static [f64] {
    match style.line {
        Line::Series | Line::Plain => dashes(style.series),
        Line::Observed => &[1.5, 1.5],
        Line::Rule => &[3.0, 2.0],
        Line::Dashed => &[4.0, 2.0],
        Line::Solid | Line::Thin | Line::Area => &[],
    }
}

/// The radius of markers.
pub(super) fn radius(sheet: &Sheet) -> f64 {
    0.31 * sheet.sizes.label
}

/// The key of a legend's entry between two ends, at a height.
fn draw_key<DB: DrawingBackend>(
    style: Style,
    (left, right): (f64, f64),
    y: f64,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let paint = paint(style).to_rgba();
    let size = canvas.sheet.sizes.label;
    if style.line == Line::Area {
        return canvas
            .rectangle([(right - 1.6 * size, y - 0.5 * size), (right, y + 0.5 * size)], paint);
    }
    let (width, _) = pen(style, canvas.sheet);
    canvas.line(&[(left, y), (right, y)], paint, width, dashes_of(style))?;
    if matches!(style.line, Line::Series | Line::Observed) {
        let (middle, hollow) = (0.5 * (left + right), style.line == Line::Observed);
        canvas.marker(shape(style.series), (middle, y), radius(canvas.sheet), paint, hollow)?;
    }
    Ok(())
}
