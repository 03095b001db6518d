//! The sheet that a figure is drawn on: its width where it is shown, and the sizes of its text. All
//! lengths are points (1/72 inch) where the figure is shown.

use crate::scenario::Width;

/// Width, resolution and sizes of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Width.
    pub width: f64,
    /// Height, where it is given.
    pub height: Option<f64>,
    /// Pixels per point of the PNG, and units per point of the SVG.
    pub pixels: f64,
    /// Sizes of text.
    pub sizes: Sizes,
    /// The unit of the SVG's width and height, and how many of it a point is.
    unit: (&'static str, f64),
}

/// Sizes of text in points where the figure is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// Title of the figure.
    pub title: f64,
    /// The lines below the title.
    pub subtitle: f64,
    /// Titles of panels.
    pub heading: f64,
    /// Labels of axes and legends.
    pub label: f64,
    /// Numbers of ticks and names of rows.
    pub tick: f64,
    /// The line at the foot.
    pub caption: f64,
}

/// Least size of any text.
#[cfg(test)]
pub const LEAST: f64 = 7.0;

const COLUMN: Sizes =
    Sizes { title: 9.0, subtitle: 7.0, heading: 8.0, label: 7.25, tick: 7.0, caption: 7.0 };
const PAGE: Sizes =
    Sizes { title: 11.5, subtitle: 8.0, heading: 9.0, label: 8.0, tick: 7.5, caption: 7.0 };
const README: Sizes =
    Sizes { title: 13.5, subtitle: 9.5, heading: 10.5, label: 9.5, tick: 9.0, caption: 8.0 };
const SLIDE: Sizes =
    Sizes { title: 24.0, subtitle: 15.0, heading: 16.0, label: 15.0, tick: 14.0, caption: 12.0 };

/// Points in a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;
/// Points in a pixel of the web.
const PIXEL: f64 = 0.75;
/// Width of a page's text, in millimetres.
const PAGE_WIDTH: f64 = 170.0;
/// Up to here text has the sizes of a column, in millimetres.
const NARROW: f64 = 115.0;

impl Sheet {
    /// The sheet of a width.
    pub fn new(width: Width) -> Self {
        match width {
            Width::Page => Self::millimetres(PAGE_WIDTH, PAGE),
            Width::Column => Self::millimetres(85.0, COLUMN),
            Width::Millimetres(width) if width <= NARROW => Self::millimetres(width, COLUMN),
            Width::Millimetres(width) => {
                Self::millimetres(width, PAGE.times((width / PAGE_WIDTH).max(1.0)))
            }
            Width::Readme => Self {
                width: 830.0 * PIXEL,
                height: None,
                pixels: 2.0 / PIXEL,
                sizes: README,
                unit: ("", 1.0 / PIXEL),
            },
            Width::Slide => Self {
                width: 1280.0 * PIXEL,
                height: Some(720.0 * PIXEL),
                pixels: 1.5 / PIXEL,
                sizes: SLIDE,
                unit: ("", 1.0 / PIXEL),
            },
        }
    }

    fn millimetres(width: f64, sizes: Sizes) -> Self {
        // Large sheets are read from afar.
        let pixels = if width > 250.0 { 2.0 } else { 4.0 };
        let unit = ("mm", 1.0 / MILLIMETRE);
        Self { width: width * MILLIMETRE, height: None, pixels, sizes, unit }
    }

    /// A length in whole pixels.
    pub fn whole(&self, points: f64) -> i32 {
        (points * self.pixels).round() as i32
    }

    /// A length as an attribute of SVG, with its unit.
    pub fn shown(&self, points: f64) -> String {
        let (unit, per_point) = self.unit;
        let length = format!("{:.2}", points * per_point);
        format!("{}{unit}", length.trim_end_matches('0').trim_end_matches('.'))
    }

    /// Room around and between what is drawn.
    pub fn gap(&self) -> f64 {
        0.8 * self.sizes.label
    }
}

impl Sizes {
    fn times(self, factor: f64) -> Self {
        Self {
            title: self.title * factor,
            subtitle: self.subtitle * factor,
            heading: self.heading * factor,
            label: self.label * factor,
            tick: self.tick * factor,
            caption: self.caption * factor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_width_has_its_size_where_it_is_shown() {
        let shown = |width| {
            let sheet = Sheet::new(width);
            sheet.shown(sheet.width)
        };
        assert_eq!(shown(Width::Page), "170mm");
        assert_eq!(shown(Width::Column), "85mm");
        assert_eq!(shown(Width::Readme), "830");
        assert_eq!(shown(Width::Slide), "1280");
        assert_eq!(shown(Width::Millimetres(120.5)), "120.5mm");
        for width in [Width::NARROWEST, 114.0, 116.0, 171.0, Width::WIDEST] {
            let sizes = Sheet::new(Width::Millimetres(width)).sizes;
            assert!(sizes.tick >= LEAST && sizes.caption >= LEAST);
        }
    }
}
