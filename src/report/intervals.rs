//! Figures of intervals, one below the other, around zero.

use super::{Axis, Figure, Layer, Legend, Panel, Style};

/// A row: its name, low end, middle and high end, and the series that it belongs to.
pub(super) type Row = (String, [f64; 3], usize);

/// A panel of intervals, the first at the top, with a line at zero.
pub(super) fn panel(rows: Vec<Row>, x: Axis) -> Panel {
    let mut layers = vec![Layer::Curve {
        points: vec![(0.0, -0.6), (0.0, rows.len() as f64 - 0.4)],
        style: Style::rule(),
    }];
    let mut names = Vec::new();
    for (place, (name, [low, middle, high], series)) in rows.into_iter().rev().enumerate() {
        let style = Style::series(series);
        layers.push(Layer::Interval { values: (low, middle, high), y: place as f64, style });
        names.push(name);
    }
    Panel { x, y: Axis { names, ..Axis::default() }, layers, ..Panel::default() }
}

/// A figure of one panel of intervals; `series` names the series in their order.
pub(super) fn figure(
    [title, subtitle, caption]: [String; 3],
    panel: Panel,
    series: &[&str],
) -> Figure {
    let entry = |(number, name): (usize, &&str)| Legend {
        name: (*name).to_owned(),
        style: Style::series(number),
    };
    let legend = series.iter().enumerate().map(entry).collect();
    Figure { title, subtitle, caption, panels: vec![panel], columns: 1, legend }
}
