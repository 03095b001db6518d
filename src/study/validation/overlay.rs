//! What the figures of validation show: published curves and their simulated counterparts.

use super::{
    Run, conditional_schedules, control, fine, public_goods, public_goods_punishment,
    repeated_dilemma,
};

/// Points (x, y), x rising.
pub type Points = Vec<(f64, f64)>;

/// What was observed and simulated, in one panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// Title.
    pub title: String,
    /// What the horizontal axis shows.
    pub x: &'static str,
    /// What the vertical axis shows.
    pub y: &'static str,
    /// What is compared.
    pub pairs: Vec<Pair>,
}

/// An observed curve and its simulated counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// What was observed.
    pub observed: Points,
    /// What was simulated.
    pub simulated: Points,
    /// Between which most plays lie: x, low, high.
    pub band: Vec<(f64, f64, f64)>,
}

impl Pair {
    /// A pair without a band.
    pub fn new(observed: Points, simulated: Points) -> Self {
        Self { observed, simulated, band: Vec::new() }
    }

    /// The pair with a band in which most plays lie.
    pub fn with_band(self, band: Vec<(f64, f64, f64)>) -> Self {
        Self { band, ..self }
    }
}

/// Values at periods 1, 2, ...
pub fn over_periods(values: &[f64]) -> Points {
    (1..).map(f64::from).zip(values.iter().copied()).collect()
}

/// A figure that lays what was simulated over what was observed.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlayFigure {
    /// Name of its files.
    pub name: &'static str,
    /// Title.
    pub title: &'static str,
    /// What its points and bands are.
    pub subtitle: &'static str,
    /// Where the data come from.
    pub sources: &'static str,
    /// What follows the words "simulated" and "observed" for the first and the second pair of a panel.
    pub suffixes: [&'static str; 2],
    /// Its panels.
    pub overlays: Vec<Overlay>,
}

/// Every figure of simulation and data.
pub(super) fn overlay_figures(run: &Run) -> Vec<OverlayFigure> {
    vec![
        OverlayFigure {
            name: "public-goods",
            title: "Public goods games: people and their simulation",
            subtitle: "Means; band: 90 % of simulated sessions of 24 people.",
            sources: "Fischbacher & Gächter 2010; Herrmann, Thöni & Gächter 2008",
            suffixes: ["", ""],
            overlays: public_goods::overlays(run),
        },
        OverlayFigure {
            name: "punishment",
            title: "Public goods in eight cities, without and with punishment",
            subtitle: "Means by period; the same people with the starting belief and the customs of each city.",
            sources: "Herrmann, Thöni & Gächter 2008",
            suffixes: [", without", ", with"],
            overlays: public_goods_punishment::overlays(run),
        },
        OverlayFigure {
            name: "experiments",
            title: "Other experiments: people and their simulation",
            subtitle: "Means, or shares of people.",
            sources: "Fischbacher & Gächter 2010; Falk & Kosfeld 2006; Gneezy & Rustichini 2000; Dal Bó & Fréchette 2011",
            suffixes: ["", ", without control or fine"],
            overlays: vec![
                conditional_schedules::overlay(run),
                control::overlay(run),
                fine::overlay(run),
                repeated_dilemma::overlay(run),
            ],
        },
    ]
}
