//! The figure of a trace: one unit and its agents.

use super::figure::{Figure, Layer, Legend, Style};
use super::outcomes::{heading, time_panel};
use super::{DrawError, File, files_at};
use crate::engine::observe::{METRICS, find_metric};
use crate::engine::trace::{AGENT_VALUES, Tracer};
use crate::model::traits::StaffType;
use crate::scenario::Width;

/// What of the agents is shown, by the metric that is its mean.
const AGENTS: [&str; 3] = ["belief", "trust", "cooperation"];
/// What of the unit is shown.
const UNIT: [&str; 3] = ["true_output", "measured_output", "leader_trust"];

/// The figure of a trace: its agents as thin lines by type, the unit's means as thick lines.
///
/// # Errors
/// When the figure cannot be drawn.
pub fn trace_figure(
    tracer: &Tracer,
    title: &str,
    [hash, seed]: [&str; 2],
    width: Width,
) -> Result<Vec<File>, DrawError> {
    let mut panels = Vec::new();
    for name in AGENTS.into_iter().chain(UNIT) {
        let Some(metric) = find_metric(name) else { continue };
        let mut panel = time_panel(&heading(metric), metric);
        if AGENTS.contains(&name) {
            panel.layers.extend(agent_lines(tracer, name));
        }
        let place = METRICS.iter().position(|other| other.name == name);
        let values = tracer.metrics.iter().map(|row| place.map_or(f64::NAN, |index| row[index]));
        let points = (1..).map(f64::from).zip(values).collect();
        panel.layers.push(Layer::Curve { points, style: Style::ink() });
        panels.push(panel);
    }
    let kinds = StaffType::ALL.into_iter().enumerate().map(|(series, kind)| Legend {
        name: kind.name().replace('_', "-"),
        style: Style::simulated(series),
    });
    let mean = Legend { name: "mean of the unit".to_owned(), style: Style::ink() };
    let figure = Figure {
        title: title.to_owned(),
        subtitle: "Thin lines: agents by type; thick line: the unit.".to_owned(),
        caption: format!(
            "tillit {}, seed {seed}, specification {}",
            env!("CARGO_PKG_VERSION"),
            &hash[..12]
        ),
        panels,
        columns: 3,
        legend: kinds.chain([mean]).collect(),
    };
    files_at("trace", &figure, width)
}

/// An agent, its type, and its points.
type AgentLine = (u32, StaffType, Vec<(f64, f64)>);

/// One thin line per agent; a new line begins where a recruit of another type takes a place.
fn agent_lines(tracer: &Tracer, name: &str) -> Vec<Layer> {
    let Some(column) = AGENT_VALUES.iter().position(|value| *value == name) else {
        return Vec::new();
    };
    let mut lines: Vec<AgentLine> = Vec::new();
    for row in &tracer.agents {
        let point = (f64::from(row.period), f64::from(row.values[column]));
        match lines.iter_mut().rev().find(|(agent, ..)| *agent == row.agent) {
            Some((_, kind, points)) if *kind == row.kind => points.push(point),
            _ => lines.push((row.agent, row.kind, vec![point])),
        }
    }
    lines
        .into_iter()
        .map(|(_, kind, points)| Layer::Curve { points, style: Style::thin(kind as usize) })
        .collect()
}
