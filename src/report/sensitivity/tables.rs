//! The tables of an analysis.

use super::Sensitivities;
use crate::ground::numbers::exact;
use crate::report::table::table;
use crate::study::sensitivity::Outcome;

/// The cells that say what is looked at.
fn of_outcome(outcome: &Outcome) -> Vec<String> {
    vec![outcome.metric.clone(), outcome.time.name().to_owned(), outcome.treatment.clone()]
}

/// `sensitivity.csv`: outcome × factor × index; its value with its interval, what a factor without effect would
/// have, whether it can be told from that, rows used and left out, and the share of the variance between points
/// that comes from random numbers.
pub fn indices(found: &Sensitivities) -> Vec<u8> {
    let header = [
        "metric",
        "outcome",
        "treatment",
        "factor",
        "method",
        "index",
        "value",
        "low",
        "high",
        "noise",
        "clear",
        "n",
        "dropped",
        "noise_share",
    ];
    let rows = found.analyses.iter().flat_map(|analysis| {
        analysis.findings.iter().map(move |finding| {
            let mut row = of_outcome(&analysis.outcome);
            row.push(finding.unit.clone());
            row.extend([finding.method, finding.index].map(str::to_owned));
            row.extend([finding.value, finding.low, finding.high, finding.noise].map(exact));
            row.push(
                finding.is_clear.map_or("", |clear| if clear { "yes" } else { "no" }).to_owned(),
            );
            row.extend([analysis.rows, analysis.dropped].map(|n| n.to_string()));
            row.push(exact(analysis.noise_share));
            row
        })
    });
    table(header, rows)
}

/// `convergence.csv`: outcome × size of the sample × factor; the main index from the first rows, with its interval.
pub fn convergence(found: &Sensitivities) -> Vec<u8> {
    let header = ["metric", "outcome", "treatment", "n", "factor", "index", "value", "low", "high"];
    let rows = found.analyses.iter().flat_map(|analysis| {
        let (_, index, _) = analysis.kind.main_index();
        analysis.convergence.iter().flat_map(|all| &all.steps).map(move |step| {
            let mut row = of_outcome(&analysis.outcome);
            row.extend([step.rows.to_string(), step.unit.clone(), index.to_owned()]);
            let (value, low, high) = step.value;
            row.extend([value, low, high].map(exact));
            row
        })
    });
    table(header, rows)
}

/// `over-time.csv`: metric × treatment × period × factor; the main index in the period, how much the outcome differs
/// between points, and which share of that comes from random numbers.
pub fn over_time(found: &Sensitivities) -> Vec<u8> {
    let header = [
        "metric",
        "treatment",
        "period",
        "factor",
        "index",
        "value",
        "spread",
        "noise_share",
        "n",
        "dropped",
    ];
    let (_, index, _) = found.space.kind.main_index();
    let rows = found.over_time.iter().flat_map(|(outcome, moments)| {
        moments.iter().flat_map(move |moment| {
            found.space.units().iter().zip(&moment.values).map(move |(unit, value)| {
                let mut row = vec![outcome.metric.clone(), outcome.treatment.clone()];
                row.extend([moment.period.to_string(), unit.clone(), index.to_owned()]);
                row.extend([*value, moment.spread, moment.noise_share].map(exact));
                row.extend([moment.rows.0, moment.rows.1].map(|n| n.to_string()));
                row
            })
        })
    });
    table(header, rows)
}
