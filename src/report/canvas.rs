//! What can be drawn: lines, areas, markers and text, placed in points.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::draw::{DrawError, failed};
use super::palette::Shape;
use super::sheet::Sheet;
use super::text::{FONT, FONT_HEIGHT};

/// Ink of text and axes.
pub const INK: RGBColor = RGBColor(40, 40, 40);
/// Lines of the grid, and cells of which nothing is known.
pub const GRID: RGBColor = RGBColor(225, 225, 225);

/// A point: rightwards and downwards from the upper left corner, in points.
pub type At = (f64, f64);

/// Where a text stands beside its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It begins there.
    Right,
    /// It ends there.
    Left,
    /// Its middle is there.
    Middle,
}

/// A sheet that is being drawn on.
pub struct Canvas<'a, DB: DrawingBackend> {
    root: &'a DrawingArea<DB, Shift>,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Whether the backend writes text as text. Backends differ in where they put a text and in what
    /// they call its size; here both give the same picture.
    writes_text: bool,
}

impl<'a, DB: DrawingBackend> Canvas<'a, DB> {
    /// A canvas on an area as large as the sheet.
    pub fn new(root: &'a DrawingArea<DB, Shift>, sheet: &'a Sheet, writes_text: bool) -> Self {
        Self { root, sheet, writes_text }
    }

    fn pixel(&self, at: At) -> (i32, i32) {
        (self.sheet.whole(at.0), self.sheet.whole(at.1))
    }

    fn stroke(&self, paint: RGBAColor, width: f64) -> ShapeStyle {
        paint.stroke_width(self.sheet.whole(width).max(1) as u32)
    }

    /// Size of a font for the backend, and how far above the line of writing a text begins, in pixels.
    fn font(&self, size: f64) -> (f64, f64) {
        let size = size * self.sheet.pixels;
        if self.writes_text {
            (1.24 * size, 0.76 * size)
        } else {
            (FONT_HEIGHT * size, 0.5 * FONT_HEIGHT * size)
        }
    }

    /// Writes a text on a line at a height.
    pub fn text(&self, text: &str, at: At, size: f64, side: Side) -> Result<(), DrawError> {
        let (font, above) = self.font(size);
        let anchor = match side {
            Side::Right => HPos::Left,
            Side::Left => HPos::Right,
            Side::Middle => HPos::Center,
        };
        let style = (FONT, font).into_font().color(&INK).pos(Pos::new(anchor, VPos::Top));
        let (x, y) = (at.0 * self.sheet.pixels, at.1 * self.sheet.pixels - above);
        let place = (x.round() as i32, y.round() as i32);
        self.root.draw_text(text, &style, place).map_err(failed)
    }

    /// Writes a text upwards, its middle at a point of its line.
    pub fn text_upwards(&self, text: &str, at: At, size: f64) -> Result<(), DrawError> {
        let (font, above) = self.font(size);
        let font = (FONT, font).into_font().transform(FontTransform::Rotate270);
        let style = font.color(&INK).pos(Pos::new(HPos::Center, VPos::Top));
        let (x, y) = (at.0 * self.sheet.pixels - above, at.1 * self.sheet.pixels);
        let place = (x.round() as i32, y.round() as i32);
        self.root.draw_text(text, &style, place).map_err(failed)
    }

    /// Draws a line through points, in dashes and gaps of some lengths; none for a solid line.
    pub fn line(
        &self,
        points: &[At],
        paint: RGBAColor,
        width: f64,
        dashes: &[f64],
    ) -> Result<(), DrawError> {
        let style = self.stroke(paint, width);
        let parts = if dashes.is_empty() { vec![points.to_vec()] } else { dashed(points, dashes) };
        for part in parts {
            let mut pixels: Vec<(i32, i32)> = part.iter().map(|at| self.pixel(*at)).collect();
            pixels.dedup();
            if pixels.len() > 1 {
                self.root.draw(&PathElement::new(pixels, style)).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Fills the area inside an outline.
    pub fn area(&self, outline: &[At], paint: RGBAColor) -> Result<(), DrawError> {
        let pixels: Vec<(i32, i32)> = outline.iter().map(|at| self.pixel(*at)).collect();
        self.root.draw(&Polygon::new(pixels, paint)).map_err(failed)
    }

    /// Fills a rectangle between two corners.
    pub fn rectangle(&self, corners: [At; 2], paint: RGBAColor) -> Result<(), DrawError> {
        let corners = corners.map(|at| self.pixel(at));
        self.root.draw(&Rectangle::new(corners, paint.filled())).map_err(failed)
    }

    /// Fills a disc.
    pub fn disc(&self, at: At, radius: f64, paint: RGBAColor) -> Result<(), DrawError> {
        let radius = self.sheet.whole(radius).max(1);
        self.root.draw(&Circle::new(self.pixel(at), radius, paint.filled())).map_err(failed)
    }

    /// Draws a marker of a shape with a white edge, or with a white middle where it is hollow.
    pub fn marker(
        &self,
        shape: Shape,
        at: At,
        radius: f64,
        paint: RGBAColor,
        hollow: bool,
    ) -> Result<(), DrawError> {
        let edge = 0.35 * radius;
        let white = WHITE.to_rgba();
        match strokes(shape) {
            Some(strokes) => {
                for (color, width) in [(white, 3.0 * edge), (paint, 2.0 * edge)] {
                    let reach = if color == white { radius + 0.6 * edge } else { radius };
                    for [a, b] in strokes {
                        let ends = [*a, *b].map(|(x, y)| (at.0 + reach * x, at.1 + reach * y));
                        self.line(&ends, color, width, &[])?;
                    }
                }
                Ok(())
            }
            None if hollow => {
                self.filled(shape, at, radius + 0.5 * edge, paint)?;
                self.filled(shape, at, radius - 1.1 * edge, white)
            }
            None => {
                self.filled(shape, at, radius + edge, white)?;
                self.filled(shape, at, radius, paint)
            }
        }
    }

    fn filled(&self, shape: Shape, at: At, radius: f64, paint: RGBAColor) -> Result<(), DrawError> {
        let corners = corners(shape);
        if corners.is_empty() {
            return self.disc(at, radius, paint);
        }
        let outline: Vec<At> =
            corners.iter().map(|(x, y)| (at.0 + radius * x, at.1 + radius * y)).collect();
        self.area(&outline, paint)
    }
}

/// The strokes of a shape that is no area, from the middle out to a radius of 1.
fn strokes(shape: Shape) -> Option<&'static [[At; 2]]> {
    const SLANTED: f64 = 0.8;
    match shape {
        Shape::Cross => Some(&[
            [(-SLANTED, -SLANTED), (SLANTED, SLANTED)],
            [(-SLANTED, SLANTED), (SLANTED, -SLANTED)],
        ]),
        Shape::Plus => Some(&[[(-1.1, 0.0), (1.1, 0.0)], [(0.0, -1.1), (0.0, 1.1)]]),
        _ => None,
    }
}

/// The corners of a shape at a radius of about 1; none for a disc.
fn corners(shape: Shape) -> Vec<At> {
    match shape {
        Shape::Square => vec![(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        Shape::Triangle => vec![(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
        Shape::Diamond => vec![(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        Shape::Wedge => vec![(0.0, 1.15), (1.1, -0.85), (-1.1, -0.85)],
        Shape::Star => (0..10)
            .map(|corner| {
                let radius = if corner % 2 == 0 { 1.35 } else { 0.6 };
                let turn = std::f64::consts::PI * f64::from(corner) / 5.0;
                (radius * turn.sin(), -radius * turn.cos())
            })
            .collect(),
        Shape::Disc | Shape::Cross | Shape::Plus => Vec::new(),
    }
}

/// The dashes of a line: pieces of some lengths, every second one left out.
fn dashed(points: &[At], lengths: &[f64]) -> Vec<Vec<At>> {
    let mut parts = Vec::new();
    let mut part: Vec<At> = points.first().copied().into_iter().collect();
    let (mut number, mut left) = (0, lengths[0]);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let far = (to.0 - from.0).hypot(to.1 - from.1);
            if far <= left {
                left -= far;
                part.push(to);
                break;
            }
            let share = left / far;
            from = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            part.push(from);
            if number % 2 == 0 {
                parts.push(std::mem::take(&mut part));
            }
            part = vec![from];
            number = (number + 1) % lengths.len();
            left = lengths[number];
        }
    }
    if number % 2 == 0 {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_follow_a_line_around_its_corners() {
        let parts = dashed(&[(0.0, 0.0), (3.0, 0.0), (3.0, 4.0)], &[4.0, 1.0]);
        let wanted = [vec![(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)], vec![(3.0, 2.0), (3.0, 4.0)]];
        assert_eq!(parts, wanted);
    }
}
