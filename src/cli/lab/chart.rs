//! Curves as bars in the terminal: side by side, on one scale.

use super::{WIDTH, wrapped};
use crate::lab::games::Curve;
use crate::lab::lesson::Group;

/// Most rows of a chart.
const MOST_ROWS: usize = 24;
/// Most curves side by side.
const MOST_COLUMNS: usize = 4;
/// Longest bar.
const LONGEST: usize = 40;
/// Width of the column of x, and of a number with the room around it.
const X: usize = 10;
const NUMBER: usize = 9;

/// All groups of curves, with bars on one scale, and how sure the means are.
pub fn chart(groups: &[Group], (x, y): (&str, &str)) -> String {
    let all: Vec<&Curve> =
        groups.iter().flat_map(|group| &group.curves).map(|(_, curve)| curve).collect();
    let values = all.iter().flat_map(|curve| &curve.points).map(|point| point.1);
    let highest = values.filter(|value| value.is_finite()).fold(0.0, f64::max);
    let mut text = String::new();
    for group in groups {
        text += &match group.title.as_str() {
            "" => format!("\n{y} by {x}\n"),
            title => format!("\n== {title}: {y} by {x} ==\n"),
        };
        for curves in group.curves.chunks(MOST_COLUMNS) {
            text += &columns(curves, highest);
        }
    }
    text + &certainty(&all)
}

/// Some curves side by side.
fn columns(curves: &[(String, Curve)], highest: f64) -> String {
    let column = ((WIDTH - X) / curves.len().max(1)).min(LONGEST + NUMBER);
    let longest = column - NUMBER;
    let heads: Vec<Vec<String>> = curves
        .iter()
        .map(|(name, _)| wrapped(name, column - 2).lines().map(str::to_owned).collect())
        .collect();
    let mut lines = Vec::new();
    for line in 0..heads.iter().map(Vec::len).max().unwrap_or(0) {
        let cell = |head: &Vec<String>| head.get(line).cloned().unwrap_or_default();
        lines.push(row("", heads.iter().map(cell), column));
    }
    for at in rows(curves) {
        let cell = |(_, curve): &(String, Curve)| {
            let there = curve.points.iter().find(|point| point.0 == at);
            there.map_or(String::new(), |(_, value)| {
                let length = if highest > 0.0 { (value / highest).clamp(0.0, 1.0) } else { 0.0 };
                let bar = "█".repeat((length * longest as f64).round() as usize);
                format!("{bar}{}{}", if bar.is_empty() { "" } else { " " }, number(*value, 2))
            })
        };
        let x = trimmed(&number(at, 3));
        lines.push(row(&x, curves.iter().map(cell), column));
    }
    lines.join("\n") + "\n"
}

/// A line: x, then a cell for each curve.
fn row(x: &str, cells: impl Iterator<Item = String>, column: usize) -> String {
    let mut line = format!("  {x:>6}  ");
    for cell in cells {
        line += &format!("{cell:column$}");
    }
    line.trim_end().to_owned()
}

/// The values of x that are shown: evenly chosen, the last among them.
fn rows(curves: &[(String, Curve)]) -> Vec<f64> {
    let mut all: Vec<f64> =
        curves.iter().flat_map(|(_, curve)| &curve.points).map(|point| point.0).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    let every = all.len().div_ceil(MOST_ROWS).max(1);
    let last = all.last().copied();
    let mut shown: Vec<f64> = all.into_iter().step_by(every).collect();
    if let Some(last) = last.filter(|last| shown.last() != Some(last)) {
        shown.push(last);
    }
    shown
}

/// How many plays the means are over, and how far their intervals reach.
fn certainty(curves: &[&Curve]) -> String {
    let plays = || curves.iter().flat_map(|curve| &curve.plays).copied();
    let reach = |curve: &&Curve| -> f64 {
        let ends = curve.points.iter().zip(&curve.intervals);
        let each = ends.map(|((_, y), (low, high))| (y - low).max(high - y));
        each.filter(|reach| reach.is_finite()).fold(0.0, f64::max)
    };
    let (Some(fewest), Some(most)) = (plays().min(), plays().max()) else {
        return String::new();
    };
    let furthest = curves.iter().map(reach).fold(0.0, f64::max);
    let count = if fewest == most { format!("{most}") } else { format!("{fewest} to {most}") };
    if most < 2 {
        return "One play only, so there is no interval.\n".to_owned();
    }
    let reach = if furthest >= 0.005 { number(furthest, 2) } else { "0.01".to_owned() };
    wrapped(
        &format!(
            "Means of {count} independent plays; 95 % intervals reach at most {reach} to either side."
        ),
        WIDTH,
    ) + "\n"
        + &differences(curves, if furthest >= 0.005 { 2 } else { 3 })
}

/// How much one play differs from another at the end: what a single class should expect.
fn differences(curves: &[&Curve], decimals: usize) -> String {
    let spreads = curves.iter().filter_map(|curve| curve.spread_at_end());
    let (low, high) =
        spreads.fold((f64::INFINITY, 0.0_f64), |(low, high), each| (low.min(each), high.max(each)));
    if low > high {
        return String::new();
    }
    let [low, high] = [low, high].map(|spread| number(spread, decimals));
    let by = if low == high { high } else { format!("{low} to {high}") };
    let text = format!(
        "One play (a session, a group or a person) differs from another by {by} at the end (standard deviation)."
    );
    wrapped(&text, WIDTH) + "\n"
}

/// A number with some decimals and a true minus; no number for a missing value.
fn number(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        "none".to_owned()
    } else {
        format!("{value:.decimals$}").replace('-', "−")
    }
}

/// A number without needless zeros.
fn trimmed(text: &str) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::games::Source;

    fn curve(points: &[(f64, f64)]) -> Curve {
        let source = Source::Simulated;
        let points = points.to_vec();
        let (intervals, plays, spreads) = Default::default();
        Curve { name: "c", points, intervals, plays, spreads, source }
    }

    /// A bar half as long means half as much, in whatever group it stands.
    #[test]
    fn bars_of_all_groups_share_one_scale() {
        let group = |title: &str, points: &[(f64, f64)]| Group {
            title: title.to_owned(),
            curves: vec![("c".to_owned(), curve(points))],
        };
        let groups = [group("a", &[(1.0, 1.0)]), group("b", &[(1.0, 2.0), (2.0, -1.0)])];
        let text = chart(&groups, ("x", "y"));
        let bars: Vec<usize> =
            text.lines().map(|line| line.matches('█').count()).filter(|n| *n > 0).collect();
        assert_eq!(bars, [20, 40]);
        assert!(text.contains("−1.00"), "{text}");
    }

    #[test]
    fn the_last_row_is_always_shown() {
        let points: Vec<(f64, f64)> = (1..=50).map(|x| (f64::from(x), 1.0)).collect();
        let shown = rows(&[("c".to_owned(), curve(&points))]);
        assert!(shown.len() <= MOST_ROWS + 1 && shown.last() == Some(&50.0), "{shown:?}");
    }

    #[test]
    fn one_play_differs_from_another_by_the_standard_deviations_at_the_end() {
        let spread = |spreads: &[f64]| {
            let mut curve = curve(&[(1.0, 1.0), (2.0, 1.0)]);
            curve.spreads = spreads.to_vec();
            curve
        };
        let curves = [spread(&[0.5, 0.1]), spread(&[0.5, 0.25]), spread(&[])];
        let said = differences(&curves.iter().collect::<Vec<_>>(), 2);
        assert!(
            said.starts_with(
                "One play (a session, a group or a person) differs from another by 0.10 to 0.25"
            ),
            "{said}"
        );
        assert_eq!(differences(&[&spread(&[])], 2), "");
    }
}
