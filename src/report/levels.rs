//! The figure of a chain: levers, time and trust at each level over time.

use super::figure::{Figure, Layer, Legend, Style};
use super::outcomes::{View, mean_curve, time_panel};
use super::schedule::{explained, spans};
use crate::engine::observe::{LEVEL_METRICS, LEVEL_NAMES, LevelMetric};
use crate::study::runs::TreatmentResult;

/// The families that are shown, a row of panels each, as far as they were recorded.
const SHOWN: [&str; 6] =
    ["trust_up_from", "trust_down_from", "time_of", "monitoring_at", "dialogue_at", "support_at"];
/// Most treatments, a column of panels each; fewer fit on a slide.
const MOST_COLUMNS: [usize; 2] = [3, 2];

/// Levers, time and trust down the levels: a column for each treatment; none where nothing of levels was
/// recorded.
pub fn figure(view: &View) -> Option<Figure> {
    let shown = view.shown(MOST_COLUMNS);
    let subtitle = format!(
        "Lines: means over units and replicates at each level, from the top (first colour) down to staff.{}{}",
        explained(view.specs),
        view.left_out(shown)
    );
    let mut figure = view.figure("down the chain", &subtitle);
    figure.columns = shown;
    let mut levels = std::collections::BTreeSet::new();
    for family in SHOWN.iter().filter_map(|name| find(name)) {
        for (column, (_, result)) in view.results.iter().enumerate().take(shown) {
            let own = recorded(family, result);
            let title = format!("{}: {}", family.heading, view.titles[column]);
            let mut panel = time_panel(&title, &family.at[*family.levels.start()]);
            panel.spans = spans(view.specs, column..column + 1);
            for (level, metric) in own {
                let points = mean_curve(result, metric);
                // A tier that only other treatments have.
                if points.iter().any(|(_, value)| value.is_finite()) {
                    levels.insert(level);
                    panel.layers.push(Layer::Curve { points, style: Style::series(level) });
                }
            }
            figure.panels.push(panel);
        }
    }
    let entry = |level: usize| Legend {
        name: LEVEL_NAMES[level].replace('_', " "),
        style: Style::series(level),
    };
    figure.legend = levels.iter().copied().map(entry).collect();
    (!levels.is_empty()).then_some(figure)
}

fn find(name: &str) -> Option<&'static LevelMetric> {
    LEVEL_METRICS.iter().copied().find(|family| family.name == name)
}

/// The levels of which a family was recorded, with the indices of their metrics.
fn recorded(family: &LevelMetric, result: &TreatmentResult) -> Vec<(usize, usize)> {
    let index = |level: usize| Some((level, result.metric(family.at[level].name)?));
    family.levels.clone().filter_map(index).collect()
}
