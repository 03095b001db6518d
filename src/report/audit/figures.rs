//! The figures of an audit.

use super::words::digits;
use super::{metric, name};
use crate::ground::statistics::spearman;
use crate::report::figure::{Axis, Cell, Figure, Fill, Layer, Legend, Panel, Scale, Style};
use crate::report::intervals;
use crate::report::{DrawError, File, files};
use crate::study::audit::{Ablation, Findings, Outcome, Target};

/// Assumptions below the specification curve.
const SHOWN: usize = 10;
/// Groups of neighbouring points below the curve.
const GROUPS: usize = 50;
/// Rows of figures of intervals.
const ROWS: usize = 15;

/// All figures, as SVG and PNG.
///
/// # Errors
/// When one cannot be drawn.
pub fn figures(findings: &Findings) -> Result<Vec<File>, DrawError> {
    let mut all = Vec::new();
    for (name, figure) in drawn(findings) {
        all.extend(files(name, &figure)?);
    }
    Ok(all)
}

/// The figures by name.
pub(super) fn drawn(findings: &Findings) -> Vec<(&'static str, Figure)> {
    let mut all = vec![("specification", specification(findings))];
    if !findings.regions.boxes.is_empty() {
        all.push(("boxes", boxes(findings)));
    }
    if let Some(ablation) = &findings.ablation {
        all.push(("mechanisms", mechanisms(findings, ablation)));
    }
    if !findings.information.is_empty() {
        all.push(("information", information(findings)));
    }
    all
}

fn caption(findings: &Findings) -> String {
    let effects = findings.effects();
    let replicates = effects.iter().map(|effect| effect.replicates).max().unwrap_or(0);
    format!(
        "tillit {}, audit {}, {} points, {replicates} replicates",
        env!("CARGO_PKG_VERSION"),
        findings.claim.name,
        effects.len()
    )
}

fn difference(findings: &Findings) -> String {
    let claim = &findings.claim;
    format!("{}: {} minus {}", metric(findings), claim.higher, claim.lower)
}

/// The points in the order of their effect, those without one left out.
fn ordered(findings: &Findings) -> Vec<usize> {
    let effects = findings.effects();
    let mut order: Vec<usize> =
        (0..effects.len()).filter(|point| !effects[*point].difference.mean.is_nan()).collect();
    let mean = |point: &usize| effects[*point].difference.mean;
    order.sort_by(|a, b| mean(a).total_cmp(&mean(b)).then(a.cmp(b)));
    order
}

/// All points in order of the effect with their intervals, the assumptions below.
fn specification(findings: &Findings) -> Figure {
    let order = ordered(findings);
    let axis = Axis { label: "points, in order of the difference".to_owned(), ..Axis::default() };
    Figure {
        title: "Specification curve".to_owned(),
        subtitle: format!(
            "Above: the difference at each point with its 95 % interval by simulation; dashed: the smallest that counts. Below: those assumptions that go most with it, as means of {GROUPS} groups of neighbouring points."
        ),
        caption: caption(findings),
        panels: vec![curve(findings, &order, axis.clone()), below(findings, &order, axis)],
        columns: 1,
        legend: legend(),
    }
}

fn legend() -> Vec<Legend> {
    let entry = |(series, name): (usize, &str)| Legend {
        name: name.to_owned(),
        style: Style::area(series),
    };
    ["holds", "opposite", "neither"].into_iter().enumerate().map(entry).collect()
}

fn series(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Holds => 0,
        Outcome::Opposite => 1,
        Outcome::Neither => 2,
    }
}

/// The curve of all points.
fn curve(findings: &Findings, order: &[usize], x: Axis) -> Panel {
    let effects = findings.effects();
    let last = order.len() as f64;
    let flat = |at: f64| Layer::Curve { points: vec![(0.0, at), (last, at)], style: Style::rule() };
    let smallest = findings.claim.smallest;
    let mut layers = Vec::new();
    for outcome in [Outcome::Opposite, Outcome::Neither, Outcome::Holds] {
        let those = || {
            let ranked = order.iter().enumerate();
            ranked.filter(|(_, point)| effects[**point].outcome == outcome)
        };
        let band = |(rank, point): (usize, &usize)| {
            let found = &effects[*point].difference;
            (rank as f64 + 0.5, found.low, found.high)
        };
        let style = Style::series(series(outcome));
        layers.push(Layer::Band { points: those().map(band).collect(), style });
        let dot =
            |(rank, point): (usize, &usize)| (rank as f64 + 0.5, effects[*point].difference.mean);
        layers.push(Layer::Dots { points: those().map(dot).collect(), style });
    }
    layers.push(Layer::Curve { points: vec![(0.0, 0.0), (last, 0.0)], style: Style::ink() });
    if smallest > 0.0 {
        layers.extend([smallest, -smallest].map(flat));
    }
    let y = Axis { label: difference(findings), at_least: Some((0.0, 0.0)), ..Axis::default() };
    Panel { x, y, layers, ..Panel::default() }
}

/// The assumptions that go most with the effect (by Spearman's rank correlation), the strongest at the top.
fn strongest(findings: &Findings, order: &[usize]) -> Vec<usize> {
    let ranks: Vec<f64> = (0..order.len()).map(|rank| rank as f64).collect();
    let with = |column: &Vec<f64>| {
        let values: Vec<f64> = order.iter().map(|point| column[*point]).collect();
        spearman(&values, &ranks, 0.95).0.abs()
    };
    let strength: Vec<f64> = findings.columns.iter().map(with).collect();
    let mut columns: Vec<usize> =
        (0..strength.len()).filter(|column| !strength[*column].is_nan()).collect();
    columns.sort_by(|a, b| strength[*b].total_cmp(&strength[*a]).then(a.cmp(b)));
    columns.truncate(SHOWN);
    columns
}

/// The assumptions below the curve.
fn below(findings: &Findings, order: &[usize], x: Axis) -> Panel {
    let shown: Vec<usize> = strongest(findings, order).into_iter().rev().collect();
    let groups = GROUPS.min(order.len()).max(1);
    let mut cells = Vec::new();
    let mut names = Vec::new();
    for (row, column) in shown.iter().enumerate() {
        let values = &findings.columns[*column];
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for group in 0..groups {
            let (from, to) = (group * order.len() / groups, (group + 1) * order.len() / groups);
            let sum: f64 = order[from..to].iter().map(|point| values[*point]).sum();
            let share = (sum / (to - from) as f64 - low) / (high - low);
            let y = (row as f64 - 0.5, row as f64 + 0.5);
            let x = (from as f64, to as f64);
            cells.push(Cell { x, y, fill: Fill::Share(share), hatched: false });
        }
        let [low, high] = [low, high].map(|end| digits(end, values));
        names.push(format!("{} ({low}–{high})", name(&findings.keys[*column])));
    }
    let label = "place in its range".to_owned();
    Panel {
        x,
        y: Axis { names, ..Axis::default() },
        layers: vec![Layer::Cells(cells)],
        scale: Some(Scale { label, low: 0.0, high: 1.0 }),
        ..Panel::default()
    }
}

/// The ways to the boxes: what is gained in density for what is lost in coverage.
fn boxes(findings: &Findings) -> Figure {
    let mut layers = Vec::new();
    let mut legend = Vec::new();
    for (number, found) in findings.regions.boxes.iter().enumerate() {
        let style = Style::simulated(number);
        let way = found.trajectory.iter().map(|step| (step.coverage, step.density));
        let mut points: Vec<(f64, f64)> = way.collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        layers.push(Layer::Curve { points, style });
        let chosen = vec![(found.step.coverage, found.step.density)];
        layers.push(Layer::Curve { points: chosen, style: Style::series(number) });
        let what = match found.target {
            Target::Breaks => "breaks",
            Target::Holds => "holds",
            Target::Opposite => "opposite",
        };
        let first = found.restrictions.first().map(|r| name(&findings.keys[r.column]));
        legend.push(Legend {
            name: format!("box {}: {what} ({})", number + 1, first.unwrap_or_default()),
            style: Style::series(number),
        });
    }
    let axis = |label: &str| Axis {
        label: label.to_owned(),
        at_least: Some((0.0, 1.0)),
        ..Axis::default()
    };
    let x = axis("coverage: share of all that is looked for");
    let y = axis("density: share of the points inside");
    Figure {
        title: "Boxes: density against coverage".to_owned(),
        subtitle: "Each line is the way from the whole space to the densest box; the mark is the box that was chosen, after ends that chance could have put there were dropped.".to_owned(),
        caption: caption(findings),
        panels: vec![Panel { x, y, layers, ..Panel::default() }],
        columns: 1,
        legend,
    }
}

/// What each mechanism adds.
fn mechanisms(findings: &Findings, ablation: &Ablation) -> Figure {
    let mut order: Vec<usize> = (0..ablation.parts.len()).collect();
    let size = |m: &usize| ablation.parts[*m].added.mean.abs();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    order.truncate(ROWS);
    let row = |m: &usize| {
        let added = &ablation.parts[*m].added;
        let towards = usize::from(added.mean < 0.0);
        (name(ablation.mechanisms[*m].name), [added.low, added.mean, added.high], towards)
    };
    let x = Axis { label: difference(findings), ..Axis::default() };
    let subtitle = format!(
        "Part of each mechanism in the difference (Shapley: mean over orders in which mechanisms come in) with its 95 % interval over points; the {} largest of {}.",
        order.len(),
        ablation.mechanisms.len()
    );
    intervals::figure(
        ["Which mechanisms carry it".to_owned(), subtitle, caption(findings)],
        intervals::panel(order.iter().map(row).collect(), x),
        &["for the claim", "against it"],
    )
}

/// What is worth knowing.
fn information(findings: &Findings) -> Figure {
    let row = |value: &crate::study::audit::Value| {
        let beyond = usize::from(value.value <= value.chance);
        (name(&findings.keys[value.column]), [value.low, value.value, value.high], beyond)
    };
    // The others gain nothing, in no resample.
    let some = findings.information.iter().filter(|value| value.high > 0.0);
    let rows: Vec<intervals::Row> = some.take(ROWS).map(row).collect();
    let x = Axis {
        label: format!("gain in {}", metric(findings)),
        at_least: Some((0.0, 0.0)),
        ..Axis::default()
    };
    let subtitle = format!(
        "What knowing one number would gain on average for the choice between {} and {}, with its 95 % interval over points; the {} largest of {}.",
        findings.claim.higher,
        findings.claim.lower,
        rows.len(),
        findings.information.len()
    );
    intervals::figure(
        ["What is worth measuring first".to_owned(), subtitle, caption(findings)],
        intervals::panel(rows, x),
        &["more than chance", "not more than chance"],
    )
}
