//! The table and the figure of `docs/performance.md`.

use std::fs;

use tillit::report::{Axis, Figure, Layer, Legend, Panel, Style};
use tillit::scenario::Width;

use crate::large::{GROWTH, POWERS};
use crate::table::Table;
use crate::{PHASE_TIMES, peers};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/performance");

/// Writes both into `docs/performance`.
pub fn keep(table: &Table, machine: &str) {
    let svg = figure(table, machine).svg(Width::Readme).expect("a figure");
    fs::create_dir_all(FOLDER).expect("a folder");
    fs::write(format!("{FOLDER}/table.csv"), table.csv(machine).expect("a table"))
        .expect("written");
    fs::write(format!("{FOLDER}/performance.svg"), svg).expect("written");
}

fn figure(table: &Table, machine: &str) -> Figure {
    let mut panels = vec![sizes(table), phases(table)];
    panels.extend(peers::panel());
    let entry = |name: &str, series| Legend { name: name.to_owned(), style: Style::series(series) };
    Figure {
        title: "How fast tillit is".to_owned(),
        subtitle: "Medians; everything compared was run in turn on the same machine".to_owned(),
        caption: machine.to_owned(),
        columns: panels.len(),
        panels,
        legend: vec![entry("one thread", 0), entry("two threads", 1)],
    }
}

/// Speed against size.
fn sizes(table: &Table) -> Panel {
    let curves = GROWTH.iter().enumerate().map(|(series, part)| {
        let lines = table.part(part).into_iter().filter(|(what, _)| what.ends_with("agents"));
        let points = POWERS.map(f64::from).zip(lines).map(|(power, (_, speed))| (power, speed));
        Layer::Curve { points: points.collect(), style: Style::series(series) }
    });
    Panel {
        title: "Core model, units that do not compete".to_owned(),
        x: Axis { label: "agents, as a power of ten".to_owned(), ..Axis::default() },
        y: Axis {
            label: "million agent-periods per second".to_owned(),
            at_least: Some((0.0, 1.0)),
            ..Axis::default()
        },
        layers: curves.collect(),
        ..Panel::default()
    }
}

/// Where the time goes.
fn phases(table: &Table) -> Panel {
    let mut lines = table.part(PHASE_TIMES);
    lines.reverse();
    let bar = |(y, (_, time)): (usize, &(&str, f64))| Layer::Interval {
        values: (0.0, *time, *time),
        y: y as f64,
        style: Style::series(0),
    };
    Panel {
        title: "Time per phase, one thread".to_owned(),
        x: Axis {
            label: "nanoseconds per agent-period".to_owned(),
            at_least: Some((0.0, 1.0)),
            ..Axis::default()
        },
        y: Axis {
            label: String::new(),
            names: lines.iter().map(|(name, _)| (*name).to_owned()).collect(),
            ..Axis::default()
        },
        layers: lines.iter().enumerate().map(bar).collect(),
        ..Panel::default()
    }
}
