//! The figure of a game or a lesson, and its table.

use super::super::failure::Failure;
use crate::lab::games::Curve;
use crate::report::{self, Axis, Figure, Layer, Legend, Panel, Style};

/// What is drawn.
pub struct Picture<'a> {
    /// Name of the files.
    pub name: &'a str,
    /// Title.
    pub title: &'a str,
    /// What it was made from.
    pub caption: String,
    /// Labels of the axes.
    pub axes: (&'a str, &'a str),
    /// The curves, with their names.
    pub curves: Vec<(String, Curve)>,
}

/// The figure (SVG and PNG) and its table (CSV).
pub fn files(picture: &Picture) -> Result<Vec<report::File>, Failure> {
    let (x, y) = picture.axes;
    let mut series = 0;
    let mut styled = Vec::new();
    for (name, curve) in &picture.curves {
        let style = if curve.observed { Style::ink() } else { Style::series(series) };
        series += usize::from(!curve.observed);
        styled.push((name, curve, style));
    }
    let layer = |(_, curve, style): &(&String, &Curve, Style)| Layer::Curve {
        points: curve.points.clone(),
        style: *style,
    };
    let entry = |(name, _, style): &(&String, &Curve, Style)| Legend {
        name: (*name).clone(),
        style: *style,
    };
    let figure = Figure {
        title: picture.title.to_owned(),
        subtitle: String::new(),
        caption: picture.caption.clone(),
        panels: vec![Panel {
            x: Axis { label: x.to_owned(), ..Axis::default() },
            y: Axis { label: y.to_owned(), at_least: Some((0.0, 0.0)), ..Axis::default() },
            layers: styled.iter().map(layer).collect(),
            ..Panel::default()
        }],
        columns: 1,
        legend: styled.iter().map(entry).collect(),
    };
    let mut all = report::files(picture.name, &figure)
        .map_err(|error| Failure::Failed(format!("cannot draw: {error}")))?;
    all.push((format!("{}.csv", picture.name), table(picture)));
    Ok(all)
}

fn table(picture: &Picture) -> Vec<u8> {
    let (x, y) = picture.axes;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["curve", x, y]).expect("writing to memory cannot fail");
    for (name, curve) in &picture.curves {
        for (x, y) in &curve.points {
            table
                .write_record([name.clone(), x.to_string(), y.to_string()])
                .expect("rows have the same number of fields");
        }
    }
    table.into_inner().expect("writing to memory cannot fail")
}
