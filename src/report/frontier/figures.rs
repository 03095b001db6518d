//! The figures of a frontier: what each family gives for its time and money, and how sure its best dose is.

use super::{Found, pareto};
use crate::report::figure::{Axis, Figure, Layer, Legend, Panel, Style};
use crate::report::{DrawError, File, files, intervals};
use crate::study::frontier::{Dose, Goal};

/// The figures, as SVG and PNG; the second only where it was looked over what is not known.
///
/// # Errors
/// When one cannot be drawn.
pub fn figures(found: &Found) -> Result<Vec<File>, DrawError> {
    let mut all = files("frontier", &frontier(found))?;
    if let Some(figure) = best(found) {
        all.extend(files("best", &figure)?);
    }
    Ok(all)
}

fn caption(found: &Found) -> String {
    format!("tillit {}, {} replicates of each dose", env!("CARGO_PKG_VERSION"), found.replicates)
}

fn title(found: &Found, what: &str) -> String {
    if found.title.is_empty() { what.to_owned() } else { format!("{}: {what}", found.title) }
}

/// A cost: heading and label of its panel, what a dose costs, and the budget.
type Cost = (&'static str, &'static str, fn(&Dose) -> f64, f64);

/// True output against hours and against money: the most that each family gives for what it spends.
fn frontier(found: &Found) -> Figure {
    let costs: [Cost; 2] = [
        ("For its time", "hours per agent and month", Dose::hours, found.budgets.hours),
        (
            "For its money",
            "money per agent and month, beside wages",
            Dose::money,
            found.budgets.money,
        ),
    ];
    let panels = costs.map(|(title, label, cost, budget)| {
        let mut layers = Vec::new();
        for (series, searched) in found.searched.iter().enumerate() {
            let points =
                searched.tried.iter().map(|dose| (cost(dose), dose.value(Goal::TrueOutput)));
            // Beyond twice the budget the axis would hide what matters.
            let points = points.filter(|point| point.0 <= 2.0 * budget).collect();
            let points = steps(&pareto(points));
            layers.push(Layer::Curve { points, style: Style::series(series) });
        }
        let ends: Vec<f64> = layers.iter().flat_map(Layer::outline).map(|point| point.1).collect();
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if low < high {
            let points = vec![(budget, low), (budget, high)];
            layers.push(Layer::Curve { points, style: Style::rule() });
        }
        let x = Axis { label: label.to_owned(), ..Axis::default() };
        let y = Axis { label: "true output (per agent)".to_owned(), ..Axis::default() };
        Panel { title: title.to_owned(), x, y, layers, ..Panel::default() }
    });
    Figure {
        title: title(found, "what each family gives for what it spends"),
        subtitle:
            "Each curve: the most true output that a dose of the family gave for so much or less. Dashed: the budget."
                .to_owned(),
        caption: caption(found),
        panels: panels.into(),
        columns: 2,
        legend: legend(found),
    }
}

/// A curve in steps: between two doses nothing more is known to be had than the cheaper one gives.
fn steps(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut all = Vec::new();
    for (place, point) in points.iter().enumerate() {
        if place > 0 {
            all.push((point.0, points[place - 1].1));
        }
        all.push(*point);
    }
    all
}

fn legend(found: &Found) -> Vec<Legend> {
    let entry = |(series, searched): (usize, &crate::study::frontier::Searched)| Legend {
        name: searched.family.title.to_owned(),
        style: Style::series(series),
    };
    found.searched.iter().enumerate().map(entry).collect()
}

/// Differences of the best doses from leaving alone, over what is not known.
fn best(found: &Found) -> Option<Figure> {
    let over = found.over.as_ref().filter(|_| found.compared.len() > 1)?;
    let mut panels = Vec::new();
    for (metric, heading) in [("true_output", "True output"), ("net_value", "Net value")] {
        let row = |(place, family): (usize, &usize)| {
            let of = over.ranging(place, metric)?.difference;
            let title = found.searched[*family].family.title.to_owned();
            Some((title, [of.low, of.median, of.high], *family))
        };
        let rows = found.compared.iter().enumerate().skip(1).filter_map(row).collect();
        let x = Axis {
            label: format!("difference ({})", metric.replace('_', " ")),
            at_least: Some((0.0, 0.0)),
            ..Axis::default()
        };
        panels.push(Panel { title: heading.to_owned(), ..intervals::panel(rows, x) });
    }
    let first = found.searched[found.compared[0]].family.title;
    Some(Figure {
        title: title(found, "the best doses over what is not known"),
        subtitle: format!(
            "Each family's dose for true output minus “{first}”. Markers: median of {} points over the plausible ranges of {} numbers; lines: the middle 90 %.",
            over.points,
            over.n_numbers()
        ),
        caption: caption(found),
        panels,
        columns: 2,
        legend: Vec::new(),
    })
}
