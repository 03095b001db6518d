//! The figures that lay what was simulated over what was observed.

use super::{Axis, DrawError, Figure, File, Layer, Legend, Panel, Style, files_at};
use crate::scenario::Width;
use crate::study::validation::{Overlay, OverlayFigure};

/// The figures of simulation and data, as SVG and PNG.
///
/// # Errors
/// When one cannot be drawn.
pub fn validation_figures(wanted: &[OverlayFigure]) -> Result<Vec<File>, DrawError> {
    let mut files = Vec::new();
    for wanted in wanted {
        files.extend(files_at(wanted.name, &figure(wanted), Width::Readme)?);
    }
    Ok(files)
}

/// What was simulated is a line, what was observed hollow markers; the first and the second pair of a
/// panel have colours of their own, with these names.
fn figure(wanted: &OverlayFigure) -> Figure {
    let OverlayFigure { title, subtitle, sources, suffixes, overlays, .. } = wanted;
    let most = overlays.iter().map(|overlay| overlay.pairs.len()).max().unwrap_or(0);
    let entry = |what: &str, name: &str, style| Legend { name: format!("{what}{name}"), style };
    let legend = suffixes.iter().enumerate().take(most).flat_map(|(pair, name)| {
        [
            entry("simulated", name, Style::simulated(pair)),
            entry("observed", name, Style::observed(pair)),
        ]
    });
    let legend = legend.collect();
    Figure {
        title: (*title).to_owned(),
        subtitle: (*subtitle).to_owned(),
        caption: format!("{sources}; people of scenarios/lab/people.toml"),
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
