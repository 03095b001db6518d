//! Text in figures: how wide it is, and how it is broken and shortened to fit.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, ScaleFont};
#[cfg(feature = "png")]
use plotters::style::{FontStyle, register_font};

/// The font's name.
pub const FONT: &str = "DejaVu Sans";
/// Height of the font's letters from the lowest to the highest, in its sizes.
pub const FONT_HEIGHT: f64 = 1.164;
/// From line to line, in sizes of the font.
pub const LINE: f64 = 1.28;

/// The font itself, a part of the program so that a figure is the same on every machine.
static BYTES: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans-subset.ttf");

/// Makes the figures' own font known to plotters, once; only pictures of pixels need it.
#[cfg(feature = "png")]
pub fn register() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let registered = register_font(FONT, FontStyle::Normal, BYTES);
        assert!(registered.is_ok(), "the font in assets is a valid font");
    });
}

/// The width of a text in points, at a size in points.
pub fn width(text: &str, size: f64) -> f64 {
    /// Letters of the Latin alphabets, which are measured only once.
    const LATIN: usize = 0x250;
    static WIDTHS: OnceLock<Vec<f64>> = OnceLock::new();
    let latin = |code: u32| char::from_u32(code).map_or(0.0, letter_width);
    let widths = WIDTHS.get_or_init(|| (0..LATIN as u32).map(latin).collect());
    let wide = |c: char| widths.get(c as usize).copied().unwrap_or_else(|| letter_width(c));
    // Without kerning, which only moves letters together.
    size * text.chars().map(wide).sum::<f64>()
}

/// The width of a letter in sizes of the font.
fn letter_width(letter: char) -> f64 {
    /// Measured so large that whole pixels are fine enough.
    const LARGE: f64 = 4000.0;
    static FONT_ITSELF: OnceLock<FontRef<'static>> = OnceLock::new();
    let font = FONT_ITSELF
        .get_or_init(|| FontRef::try_from_slice(BYTES).expect("the font in assets is valid"))
        .as_scaled((LARGE * FONT_HEIGHT) as f32);
    font.h_advance(font.glyph_id(letter)).trunc() as f64 / LARGE
}

/// A text without what SVG or a reader of it cannot show: control characters become spaces.
pub fn clean(text: &str) -> String {
    let shown = |c: char| {
        let unshown = c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
        if unshown { ' ' } else { c }
    };
    text.chars().map(shown).collect()
}

/// A text with its middle left out where it is wider than there is room: both ends tell apart names
/// that begin alike.
pub fn shortened(text: &str, room: f64, size: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let without = |kept: usize| {
        let head: String = letters[..kept.div_ceil(2)].iter().collect();
        let tail: String = letters[letters.len() - kept / 2..].iter().collect();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    // The most letters that fit.
    let (mut low, mut high) = (0, letters.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if width(&without(middle), size) <= room { low = middle } else { high = middle }
    }
    without(low)
}

/// Breaks a text into lines that fit, at spaces and after hyphens; a longer word is shortened.
pub fn wrapped(text: &str, room: f64, size: f64) -> Vec<String> {
    let text = clean(text);
    let mut lines = vec![String::new()];
    for word in text.split_inclusive([' ', '-']) {
        let last = lines.last_mut().expect("there is always a line");
        let longer = format!("{last}{word}");
        if last.is_empty() || width(longer.trim_end(), size) <= room {
            *last = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| shortened(line.trim_end(), room, size)).collect()
}

/// Breaks a text into at most so many lines; what is too long loses its middle.
pub fn wrapped_at_most(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let lines = wrapped(text, room, size);
    if lines.len() <= most {
        return lines;
    }
    // Lines are never quite full, so that a text of all their widths may not fit.
    let (mut low, mut high) = (0.0, room * most as f64);
    for _ in 0..20 {
        let middle = 0.5 * (low + high);
        let fits = wrapped(&shortened(&clean(text), middle, size), room, size).len() <= most;
        if fits { low = middle } else { high = middle }
    }
    wrapped(&shortened(&clean(text), low, size), room, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a figure leaves room for a text, a picture of pixels fills it.
    #[cfg(feature = "png")]
    #[test]
    fn letters_are_as_wide_as_they_are_drawn() {
        use plotters::style::IntoFont;
        register();
        let font = (FONT, 4000.0 * FONT_HEIGHT).into_font();
        for letter in ('!'..'ɐ').chain(['…', '–', 'ρ', 'ψ']) {
            let (wide, _) = font.box_size(&letter.to_string()).unwrap();
            assert_eq!(letter_width(letter), f64::from(wide) / 4000.0, "{letter}");
        }
    }

    #[test]
    fn texts_are_broken_at_spaces_and_hyphens() {
        let room = width("equal support", 10.0);
        assert_eq!(
            wrapped("Left alone, equal support", room, 10.0),
            ["Left alone,", "equal support"]
        );
        let room = width("trust-without-", 10.0);
        assert_eq!(wrapped("trust-without-vision", room, 10.0), ["trust-without-", "vision"]);
        assert_eq!(wrapped("", 5.0, 10.0), [""]);
    }

    #[test]
    fn what_is_too_long_loses_its_middle_and_fits() {
        let name = "A treatment with a name that no figure has room for, number 7";
        for room in [60.0, 100.0, 200.0] {
            let short = shortened(name, room, 8.0);
            assert!(width(&short, 8.0) <= room && short.contains('…') && short.ends_with('7'));
            let lines = wrapped_at_most(name, room, 8.0, 2);
            assert!(lines.len() <= 2 && lines.iter().all(|line| width(line, 8.0) <= room));
            assert!(lines[lines.len() - 1].ends_with('7'), "{lines:?}");
        }
        assert_eq!(shortened("short", 100.0, 8.0), "short");
    }

    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(clean("a\u{1b}[31mb\u{0}\u{ffff}c\n"), "a [31mb  c ");
    }
}
