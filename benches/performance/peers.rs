//! Other programs' times for the same public goods game, as `benches/peers/run` kept them.

use tillit::report::{Axis, Layer, Panel, Style};

const RESULTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/results.csv");

/// Speeds of all programs, slowest at the foot; none where no times are kept.
pub fn panel() -> Option<Panel> {
    let mut rows: Vec<(String, f64)> = csv::Reader::from_path(RESULTS)
        .ok()?
        .deserialize::<std::collections::HashMap<String, String>>()
        .map(|row| {
            let row = row.expect("a table");
            let speed = row["agent_steps_per_second"].parse().expect("a speed");
            (row["program"].clone(), speed)
        })
        .collect();
    rows.sort_by(|first, second| first.1.total_cmp(&second.1));
    let point = |(y, (_, speed)): (usize, &(String, f64))| Layer::Interval {
        values: (0.0, speed / 1e6, speed / 1e6),
        y: y as f64,
        style: Style::series(0),
    };
    Some(Panel {
        title: "Public goods game with beliefs, one thread".to_owned(),
        x: Axis { label: "million agent-steps per second".to_owned(), ..Axis::default() },
        y: Axis {
            label: String::new(),
            names: rows.iter().map(|(name, _)| name.clone()).collect(),
            ..Axis::default()
        },
        layers: rows.iter().enumerate().map(point).collect(),
        ..Panel::default()
    })
}
