//! Colours, markers and dashes that can be told apart, also by the colour-blind and without colour.

use plotters::style::RGBColor;

/// Number of colours and of shapes.
pub const N_COLOURS: usize = 8;

/// Eight colours after those of Okabe & Ito (2008), moved apart in lightness: every two differ under
/// normal vision, deuteranopia, protanopia and in grey (see the tests below).
const COLOURS: [RGBColor; N_COLOURS] = [
    RGBColor(0x15, 0x5B, 0x9B),
    RGBColor(0xBC, 0x43, 0x05),
    RGBColor(0x18, 0x8F, 0x5A),
    RGBColor(0xEC, 0xAA, 0x14),
    RGBColor(0xB7, 0x7E, 0xA4),
    RGBColor(0x4A, 0x12, 0x24),
    RGBColor(0x52, 0xA9, 0xED),
    RGBColor(0x29, 0x28, 0xAB),
];

/// Lengths of dashes and gaps in points, by how often the colours were used up.
const DASHES: [&[f64]; 3] = [&[], &[5.0, 2.5], &[1.5, 1.8]];

/// Series that can be told apart by colour and dash, or by shape and dash.
pub const N_SERIES: usize = N_COLOURS * DASHES.len();

/// The shape of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A disc.
    Disc,
    /// A square.
    Square,
    /// A triangle that stands on its base.
    Triangle,
    /// A square that stands on a corner.
    Diamond,
    /// A triangle that stands on its tip.
    Wedge,
    /// Two strokes across each other, slanted.
    Cross,
    /// Two strokes across each other, upright.
    Plus,
    /// A star of five rays.
    Star,
}

const SHAPES: [Shape; N_COLOURS] = [
    Shape::Disc,
    Shape::Square,
    Shape::Triangle,
    Shape::Diamond,
    Shape::Wedge,
    Shape::Cross,
    Shape::Plus,
    Shape::Star,
];

/// The colour of a series by its number.
pub fn colour(series: usize) -> RGBColor {
    COLOURS[series % N_COLOURS]
}

/// The shape of a series' markers by its number.
pub fn shape(series: usize) -> Shape {
    SHAPES[series % N_COLOURS]
}

/// The dashes of a series by its number, empty for a solid line: the first eight are solid, the next
/// eight dashed, the next dotted, so that repeats of a colour differ in line.
pub fn dashes(series: usize) -> &'static [f64] {
    DASHES[(series / N_COLOURS) % DASHES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the eye makes of linear red, green and blue: normal, and by Machado, Oliveira & Fernandes
    /// (2009) for full deuteranopia and protanopia.
    const EYES: [[[f64; 3]; 3]; 3] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ];

    fn linear(colour: RGBColor) -> [f64; 3] {
        [colour.0, colour.1, colour.2].map(|byte| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// CIE L*a*b* (D65) of what an eye sees.
    fn seen(colour: RGBColor, eye: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = linear(colour);
        let [r, g, b] = eye.map(|row| {
            row.iter().zip(light).map(|(weight, part)| weight * part).sum::<f64>().clamp(0.0, 1.0)
        });
        let root = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
        let y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn eight_colours_differ_for_every_eye_and_in_grey() {
        for (first, a) in COLOURS.into_iter().enumerate() {
            for b in &COLOURS[..first] {
                for eye in &EYES {
                    let pairs = seen(a, eye).into_iter().zip(seen(*b, eye));
                    let distance = pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
                    assert!(distance > 25.0, "{a:?} and {b:?} are {distance:.1} apart");
                }
                let step = (seen(a, &EYES[0])[0] - seen(*b, &EYES[0])[0]).abs();
                assert!(step > 6.5, "{a:?} and {b:?} differ by {step:.1} in lightness");
            }
            let [r, g, b] = linear(a);
            let contrast = 1.05 / (0.05 + 0.2126 * r + 0.7152 * g + 0.0722 * b);
            assert!(contrast > 1.9, "{a:?} is too pale on white");
        }
    }

    #[test]
    fn twenty_four_series_differ_without_colour() {
        for a in 0..N_SERIES {
            for b in 0..a {
                assert!(shape(a) != shape(b) || dashes(a) != dashes(b), "{a} and {b}");
            }
        }
    }
}
