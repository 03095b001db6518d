//! Paths: two metrics followed over time, as for a lever that is ramped up and down again.

use std::path::Path;

use super::data::{Groups, Treatments};
use super::{SweepResults, figure, metric, words};
use crate::report::figure::{Axis, Figure, Layer, Legend, Panel, Style};
use crate::report::outcomes::axis_label;
use crate::report::palette::N_COLOURS;
use crate::store::sweep::{DESIGN, Record, SERIES, Table, read_columns};
use crate::study::sweep::{TREATMENT, Wish};

/// Most panels.
pub const MOST: usize = 12;

/// The figure of paths, and its table.
pub fn draw(results: SweepResults, wish: &Wish) -> Result<(Figure, Vec<u8>), String> {
    let SweepResults { folder, record, .. } = results;
    let (x, y) = (metric(&wish.x)?, metric(&wish.metric)?);
    let names = ["point", "treatment", "period", x.name, y.name];
    let table = read_columns(folder, SERIES, &names).map_err(|error| error.to_string())?;
    let groups = groups(folder, record, wish, &table)?;
    let column = |name: &str| table.numbers(name).ok_or_else(|| format!("{name} has no numbers"));
    let (periods, xs, ys) = (column("period")?, column(x.name)?, column(y.name)?);
    let last = periods.iter().copied().fold(0.0, f64::max) as usize;
    let n = groups.names.len();
    // By group and period: the sums of both metrics, and the number of runs.
    let mut sums = vec![[0.0; 3]; n * (last + 1)];
    for row in 0..table.rows {
        let there = (groups.of[row] as usize) < n;
        if there && !(xs[row].is_nan() || ys[row].is_nan()) {
            let cell = &mut sums[groups.of[row] as usize * (last + 1) + periods[row] as usize];
            *cell = [cell[0] + xs[row], cell[1] + ys[row], cell[2] + 1.0];
        }
    }
    let what = format!("{} as {} rises and falls", words(y), words(x));
    let mut figure = figure(
        record,
        &what,
        "Means over runs, period by period, on the way up and on the way down.",
    );
    if Treatments::of(record, wish) == Treatments::Pooled {
        figure.caption += ", pooled over the treatments";
    }
    let mut rows = csv::Writer::from_writer(Vec::new());
    let apart = Treatments::of(record, wish) == Treatments::Apart;
    let by = wish.by.as_deref().filter(|by| *by != TREATMENT);
    let mut header: Vec<&str> = by.into_iter().chain(apart.then_some(TREATMENT)).collect();
    header.extend(header.is_empty().then_some("group"));
    header.extend(["period", x.name, y.name, "runs"]);
    rows.write_record(&header).map_err(|error| error.to_string())?;
    for (group, sums) in sums.chunks(last + 1).enumerate() {
        let name = &groups.names[group];
        let mut first = groups.parts[group].clone();
        first.extend(first.is_empty().then(String::new));
        let path: Vec<(f64, f64)> =
            sums.iter().filter(|s| s[2] > 0.0).map(|s| (s[0] / s[2], s[1] / s[2])).collect();
        for (period, sum) in sums.iter().enumerate().filter(|(_, sum)| sum[2] > 0.0) {
            let (x, y) = ((sum[0] / sum[2]).to_string(), (sum[1] / sum[2]).to_string());
            let numbers = [period.to_string(), x, y, sum[2].to_string()];
            rows.write_record(first.iter().chain(&numbers)).map_err(|error| error.to_string())?;
        }
        figure.panels.push(panel(name, &path, x, y, colour(record, wish, name)));
    }
    let entry = |name: &str, style| Legend { name: name.to_owned(), style };
    figure.legend = vec![entry("up", Style::ink()), entry("down", Style::dashed())];
    Ok((figure, rows.into_inner().map_err(|error| error.to_string())?))
}

/// The series of the way up and the way down: a treatment has its colour in all figures, solid up and
/// dashed down.
fn colour(record: &Record, wish: &Wish, name: &str) -> [usize; 2] {
    let up = super::series(record, wish.by.as_ref(), name, 0) % N_COLOURS;
    [up, up + N_COLOURS]
}

fn panel(
    name: &str,
    path: &[(f64, f64)],
    x: &'static crate::engine::observe::Metric,
    y: &'static crate::engine::observe::Metric,
    [up, down]: [usize; 2],
) -> Panel {
    let top = (0..path.len()).max_by(|a, b| path[*a].0.total_cmp(&path[*b].0)).unwrap_or(0);
    let label = |m: &crate::engine::observe::Metric| format!("{} ({})", words(m), axis_label(m));
    let curve = |points: &[(f64, f64)], series| Layer::Curve {
        points: points.to_vec(),
        style: Style::series(series),
    };
    let share = y.range == (0.0, 1.0);
    Panel {
        title: name.to_owned(),
        x: Axis { label: label(x), ..Axis::default() },
        y: Axis {
            label: label(y),
            at_least: Some((0.0, if share { 1.0 } else { 0.0 })),
            ..Axis::default()
        },
        layers: vec![
            curve(&path[..path.len().min(top + 1)], up),
            curve(&path[top.min(path.len())..], down),
        ],
        ..Panel::default()
    }
}

/// The groups of the rows of the series: its treatments, the values of a factor at its points, or both;
/// treatments are pooled only when that was asked for.
fn groups(folder: &Path, record: &Record, wish: &Wish, table: &Table) -> Result<Groups, String> {
    let column = table.column(TREATMENT).ok_or("there is no column treatment")?;
    let shown = wish.shown_treatments(record.treatment_names());
    let treatments = Groups::treatments(column, &shown, MOST)?;
    let apart = Treatments::of(record, wish) == Treatments::Apart;
    let groups = match &wish.by {
        Some(by) if by == TREATMENT => return Ok(treatments),
        None if apart => return Ok(treatments),
        None => Groups::one(table.rows),
        Some(by) => of_factor(folder, record, by, table)?,
    };
    // Rows of treatments that are not shown are in no group.
    let both = groups.and(&treatments);
    Ok(if apart { both } else { groups.only_where(&treatments) })
}

fn of_factor(folder: &Path, record: &Record, by: &String, table: &Table) -> Result<Groups, String> {
    if !record.factors.iter().any(|factor| factor.key == *by) {
        return Err(format!("{by} is no factor"));
    }
    let design = read_columns(folder, DESIGN, &["point", by]).map_err(|error| error.to_string())?;
    let column = design.column(by).ok_or_else(|| format!("there is no column {by}"))?;
    let of_points = Groups::of(column, by, MOST)?;
    let missing = || "the points of the series and of the design differ".to_owned();
    let numbers = design.numbers("point").ok_or_else(missing)?;
    let points = table.numbers("point").ok_or_else(missing)?;
    let group = |point: &f64| {
        let place = numbers.partition_point(|number| number < point);
        of_points.of.get(place).copied().ok_or_else(missing)
    };
    let of = points.iter().map(group).collect::<Result<Vec<u32>, String>>()?;
    Ok(Groups { of, ..of_points })
}
