//! The figure of a game or a lesson, and its table.

use super::super::failure::Failure;
use crate::lab::games::{Curve, Source};
use crate::lab::lesson::Group;
use crate::report;
use crate::report::{Axis, Figure, Layer, Legend, Panel, Style};

/// What is drawn and written.
pub struct Picture<'a> {
    /// Name of the files.
    pub name: &'a str,
    /// Title.
    pub title: &'a str,
    /// The command that makes the figure again.
    pub command: String,
    /// Labels of the axes.
    pub axes: (&'static str, &'static str),
    /// The curves of the figure, one panel for each group.
    pub groups: &'a [Group],
    /// All curves, for the table.
    pub rows: Vec<Row<'a>>,
}

/// A curve in the table.
pub struct Row<'a> {
    /// Name of the play; empty for a game played by itself.
    pub play: &'a str,
    /// The curve.
    pub curve: &'a Curve,
    /// The command that plays the game of this curve again.
    pub command: &'a str,
}

/// The figure (SVG and PNG) and its table (CSV).
pub fn files(picture: &Picture) -> Result<Vec<report::File>, Failure> {
    let mut all = report::files(picture.name, &figure(picture))
        .map_err(|error| Failure::Failed(format!("cannot draw: {error}")))?;
    all.push((format!("{}.csv", picture.name), table(picture)));
    Ok(all)
}

fn figure(picture: &Picture) -> Figure {
    let legend = legend(picture.groups);
    let style = |name: &str| {
        let entry = legend.iter().find(|entry| entry.name == name);
        entry.map_or(Style::ink(), |entry| entry.style)
    };
    let curves = || picture.groups.iter().flat_map(|group| &group.curves);
    let highest = curves()
        .flat_map(|(_, curve)| curve.points.iter().map(|point| point.1))
        .chain(curves().flat_map(|(_, curve)| curve.intervals.iter().map(|ends| ends.1)))
        .filter(|value| value.is_finite())
        .fold(0.0, f64::max);
    let (x, y) = picture.axes;
    let panel = |group: &Group| Panel {
        title: group.title.clone(),
        x: Axis { label: x.to_owned(), ..Axis::default() },
        // One scale for all panels.
        y: Axis { label: y.to_owned(), at_least: Some((0.0, highest)), ..Axis::default() },
        layers: layers(group, &style),
        ..Panel::default()
    };
    let has_intervals = curves().any(|(_, curve)| !curve.intervals.is_empty());
    let subtitle =
        if has_intervals { "Means over plays; bands: their 95 % intervals." } else { "" };
    Figure {
        title: picture.title.to_owned(),
        subtitle: subtitle.to_owned(),
        caption: picture.command.clone(),
        panels: picture.groups.iter().map(panel).collect(),
        columns: picture.groups.len().min(2),
        legend,
    }
}

/// A name for each series, the same in all panels; what was observed is drawn in ink.
fn legend(groups: &[Group]) -> Vec<Legend> {
    let mut legend: Vec<Legend> = Vec::new();
    for (name, curve) in groups.iter().flat_map(|group| &group.curves) {
        if legend.iter().all(|entry| entry.name != *name) {
            let played = legend.iter().filter(|entry| entry.style != Style::ink()).count();
            let observed = curve.source == Source::Observed;
            let style = if observed { Style::ink() } else { Style::series(played) };
            legend.push(Legend { name: name.clone(), style });
        }
    }
    legend
}

/// The bands of a group, and its curves above them.
fn layers(group: &Group, style: &dyn Fn(&str) -> Style) -> Vec<Layer> {
    let band = |(name, curve): &(String, Curve)| {
        let ends = curve.points.iter().zip(&curve.intervals);
        let points = ends.map(|((x, _), (low, high))| (*x, *low, *high)).collect::<Vec<_>>();
        (!points.is_empty()).then(|| Layer::Band { points, style: style(name) })
    };
    let line = |(name, curve): &(String, Curve)| Layer::Curve {
        points: curve.points.clone(),
        style: style(name),
    };
    group.curves.iter().filter_map(band).chain(group.curves.iter().map(line)).collect()
}

/// All curves, a row for each point; `docs/lab.md` tells the columns.
fn table(picture: &Picture) -> Vec<u8> {
    let (x, y) = picture.axes;
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record(["play", "curve", "source", x, y, "low", "high", "plays", "command"])
        .expect("writing to memory cannot fail");
    for row in &picture.rows {
        for (index, (x, y)) in row.curve.points.iter().enumerate() {
            let ends = row.curve.intervals.get(index);
            let known = ends.filter(|(low, high)| low.is_finite() && high.is_finite());
            let (low, high) =
                known.map_or_else(Default::default, |(l, h)| (l.to_string(), h.to_string()));
            let plays = row.curve.plays.get(index).map_or(String::new(), u64::to_string);
            let (play, curve, source) = (row.play, row.curve.name, row.curve.source.name());
            let (x, y) = (x.to_string(), y.to_string());
            table
                .write_record([play, curve, source, &x, &y, &low, &high, &plays, row.command])
                .expect("rows have the same number of fields");
        }
    }
    table.into_inner().expect("writing to memory cannot fail")
}
