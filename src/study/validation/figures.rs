//! The figures that lay what was simulated over what was observed.

use super::{Run, cities, control, coordination, fine, public_goods, schedules};
use crate::report;
use crate::report::{Axis, Figure, Layer, Legend, Panel, Style};
use crate::scenario::Width;

/// Points (x, y), x rising.
type Points = Vec<(f64, f64)>;

/// What was observed and simulated, in one panel.
pub(super) struct Overlay {
    pub title: String,
    pub x: &'static str,
    pub y: &'static str,
    pub pairs: Vec<Pair>,
}

/// An observed curve and its simulated counterpart.
pub(super) struct Pair {
    observed: Points,
    simulated: Points,
    /// Between which most plays lie.
    band: Vec<(f64, f64, f64)>,
}

impl Pair {
    pub fn new(observed: Points, simulated: Points) -> Self {
        Self { observed, simulated, band: Vec::new() }
    }

    pub fn with_band(self, band: Vec<(f64, f64, f64)>) -> Self {
        Self { band, ..self }
    }
}

/// Values at periods 1, 2, ...
pub(super) fn over_periods(values: &[f64]) -> Points {
    (1..).map(f64::from).zip(values.iter().copied()).collect()
}

/// The figures of simulation and data, as SVG and PNG.
pub fn figures(run: &Run) -> Result<Vec<report::File>, String> {
    let wanted = [
        (
            "public-goods",
            "Public goods games: people and their simulation",
            "Means; band: 90 % of simulated sessions of 24 people.",
            "Fischbacher & Gächter 2010; Herrmann, Thöni & Gächter 2008",
            ["", ""],
            public_goods::overlays(run),
        ),
        (
            "punishment",
            "Public goods in eight cities, without and with punishment",
            "Means by period; the same people with the starting belief and the customs of each city.",
            "Herrmann, Thöni & Gächter 2008",
            [", without", ", with"],
            cities::overlays(run),
        ),
        (
            "experiments",
            "Other experiments: people and their simulation",
            "Means, or shares of people.",
            "Fischbacher & Gächter 2010; Falk & Kosfeld 2006; Gneezy & Rustichini 2000; Dal Bó & Fréchette 2011",
            ["", ", without control or fine"],
            vec![
                schedules::overlay(run),
                control::overlay(run),
                fine::overlay(run),
                coordination::overlay(run),
            ],
        ),
    ];
    let mut files = Vec::new();
    for (name, title, subtitle, caption, names, overlays) in wanted {
        let figure = figure([title, subtitle, caption], names, &overlays);
        files.extend(
            report::files_at(name, &figure, Width::Readme).map_err(|error| error.to_string())?,
        );
    }
    Ok(files)
}

/// What was simulated is a line, what was observed hollow markers; the first and the second pair of a
/// panel have colours of their own, with these names.
fn figure([title, subtitle, caption]: [&str; 3], names: [&str; 2], overlays: &[Overlay]) -> Figure {
    let most = overlays.iter().map(|overlay| overlay.pairs.len()).max().unwrap_or(0);
    let entry = |what: &str, name: &str, style| Legend { name: format!("{what}{name}"), style };
    let legend = names.iter().enumerate().take(most).flat_map(|(pair, name)| {
        [
            entry("simulated", name, Style::simulated(pair)),
            entry("observed", name, Style::observed(pair)),
        ]
    });
    let legend = legend.collect();
    Figure {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        caption: format!("{caption}; people of scenarios/lab/people.toml"),
        panels: overlays.iter().map(panel).collect(),
        columns: if overlays.len() > 4 { 4 } else { overlays.len() },
        legend,
    }
}

fn panel(overlay: &Overlay) -> Panel {
    let mut layers = Vec::new();
    for (place, pair) in overlay.pairs.iter().enumerate() {
        let style = Style::simulated(place);
        if !pair.band.is_empty() {
            layers.push(Layer::Band { points: pair.band.clone(), style });
        }
        layers.push(Layer::Curve { points: pair.simulated.clone(), style });
        layers.push(Layer::Curve { points: pair.observed.clone(), style: Style::observed(place) });
    }
    Panel {
        title: overlay.title.to_owned(),
        x: Axis { label: overlay.x.to_owned(), ..Axis::default() },
        y: Axis { label: overlay.y.to_owned(), at_least: Some((0.0, 1.0)), ..Axis::default() },
        layers,
        ..Panel::default()
    }
}
