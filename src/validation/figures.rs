//! The figure that lays simulated paths over observed ones.

use super::Run;
use super::public_goods::{Path, paths};
use crate::report::{self, Axis, Figure, Layer, Legend, Panel, Style};

/// Observed and simulated paths of the public goods games, as SVG and PNG.
pub fn figure(run: &Run) -> Result<Vec<report::File>, String> {
    let panel = |path: &Path| {
        let points = |values: &[f64]| (1..).map(f64::from).zip(values.iter().copied()).collect();
        Panel {
            title: path.title.to_owned(),
            x: Axis { label: "period".to_owned(), ..Axis::default() },
            y: Axis {
                label: "share of the endowment".to_owned(),
                at_least: Some((0.0, 1.0)),
                ..Axis::default()
            },
            layers: vec![
                Layer::Band {
                    points: path
                        .band
                        .iter()
                        .enumerate()
                        .map(|(i, b)| (i as f64 + 1.0, b.0, b.1))
                        .collect(),
                    style: Style::series(0),
                },
                Layer::Curve { points: points(&path.simulated), style: Style::series(0) },
                Layer::Curve { points: points(&path.observed), style: Style::ink() },
            ],
            ..Panel::default()
        }
    };
    let entry = |name: &str, style| Legend { name: name.to_owned(), style };
    let figure = Figure {
        title: "Public goods games: people and their simulation".to_owned(),
        subtitle: "Lines: means; band: 90 % of simulated sessions of 24 people.".to_owned(),
        caption: "Fischbacher & Gächter 2010; Herrmann, Thöni & Gächter 2008; people of scenarios/lab/people.toml".to_owned(),
        panels: paths(run).iter().map(panel).collect(),
        columns: 3,
        legend: vec![entry("simulated", Style::series(0)), entry("observed", Style::ink())],
    };
    report::files("public-goods", &figure).map_err(|error| error.to_string())
}
