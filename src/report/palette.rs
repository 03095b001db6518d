//! Colours and lines that can be told apart, also by the colour-blind.

use plotters::style::RGBColor;

/// The palette of Okabe & Ito (2008) without yellow, which is too pale for lines, and with grey.
const COLOURS: [RGBColor; 8] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(0, 0, 0),
    RGBColor(120, 120, 120),
];

/// Lengths of dashes and gaps, in pixels; none for a solid line.
const DASHES: [Option<(i32, i32)>; 3] = [None, Some((8, 4)), Some((3, 3))];

/// The colour of a series by its number.
pub fn colour(series: usize) -> RGBColor {
    COLOURS[series % COLOURS.len()]
}

/// The dashes of a series by its number: the first four are solid, the next four dashed, the next
/// dotted, so that neighbours differ in colour and repeats of a colour in line.
pub fn dashes(series: usize) -> Option<(i32, i32)> {
    DASHES[(series / 4) % DASHES.len()]
}
