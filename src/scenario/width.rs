//! How wide a figure is where it is shown.

use super::nearest::did_you_mean;
use super::problem::{Diagnostic, DiagnosticList};
use super::raw::{Node, Value};

/// How wide a figure is where it is shown; its text is never smaller than 7 points there.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Width {
    /// The text of a page, 170 mm.
    #[default]
    Page,
    /// A column of a journal, 85 mm.
    Column,
    /// A slide of 16:9 with large text.
    Slide,
    /// The page of a project on the web, 830 pixels.
    Readme,
    /// So many millimetres, from [`Width::NARROWEST`] to [`Width::WIDEST`].
    Millimetres(f64),
}

impl Width {
    /// The presets in scenario files, with what they mean.
    pub const NAMES: [(&'static str, &'static str); 4] = [
        ("page", "170 mm, the width of a page's text"),
        ("column", "85 mm, a column of a journal"),
        ("slide", "16:9 with large text"),
        ("readme", "830 pixels, a page on the web"),
    ];
    /// The presets, in the order of their names.
    const PRESETS: [Self; 4] = [Self::Page, Self::Column, Self::Slide, Self::Readme];
    /// Narrowest figure, in millimetres: below it text of 7 points does not fit.
    pub const NARROWEST: f64 = 60.0;
    /// Widest figure, in millimetres.
    pub const WIDEST: f64 = 600.0;

    /// The width that was typed: a preset, or millimetres with or without their unit.
    pub fn from_text(text: &str) -> Option<Self> {
        let preset = Self::NAMES.iter().position(|(name, _)| *name == text);
        let number = || text.strip_suffix("mm").unwrap_or(text).trim().parse().ok();
        preset
            .map(|preset| Self::PRESETS[preset])
            .or_else(|| number().and_then(Self::from_millimetres))
    }

    fn from_millimetres(width: f64) -> Option<Self> {
        (Self::NARROWEST..=Self::WIDEST).contains(&width).then_some(Self::Millimetres(width))
    }

    /// What may be typed, in words.
    pub fn allowed() -> String {
        let names: Vec<&str> = Self::NAMES.iter().map(|(name, _)| *name).collect();
        format!(
            "{}, or a number of millimetres from {} to {}",
            names.join(", "),
            Self::NARROWEST,
            Self::WIDEST
        )
    }

    /// The preset whose name is nearest to what was typed, as a hint; empty when none is near.
    pub fn hint(text: &str) -> String {
        did_you_mean(text, Self::NAMES.iter().map(|(name, _)| *name))
    }
}

/// Reads the width of figures.
pub(super) fn width(path: &str, node: &Node, problems: &mut DiagnosticList) -> Option<Width> {
    let (read, shown, hint) = match &node.value {
        Value::Text(text) => {
            let shown: String = text.chars().take(60).collect();
            (Width::from_text(text), format!("\"{shown}\""), Width::hint(text))
        }
        Value::Number(number) => {
            (Width::from_millimetres(number.value), number.shown(), String::new())
        }
        other => (None, other.shown().to_owned(), String::new()),
    };
    if read.is_none() {
        let message = format!("{path} = {shown} is not a width of figures");
        problems.push(Diagnostic::new(&node.place, message).allowed(Width::allowed()).help(hint));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_presets_or_millimetres() {
        for (preset, (name, _)) in Width::PRESETS.into_iter().zip(Width::NAMES) {
            assert_eq!(Width::from_text(name), Some(preset));
        }
        assert_eq!(Width::from_text("120"), Some(Width::Millimetres(120.0)));
        assert_eq!(Width::from_text("120 mm"), Some(Width::Millimetres(120.0)));
        for wrong in ["pages", "", "59", "601", "NaN", "inf", "-120", "12cm"] {
            assert_eq!(Width::from_text(wrong), None, "{wrong}");
        }
        assert!(Width::hint("colunm").contains("column"));
    }
}
