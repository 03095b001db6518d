//! What reports still tell.

use super::{Metric, Observed};
use crate::mechanisms::misreporting::reported_difficulty;
use crate::world::{LANES, WideRow};

/// Information, `1 − mean h`.
pub static INFORMATION: Metric = Metric {
    name: "information",
    symbol: "1 − h̄",
    summary: "How truthful reports of difficulty are: 1 minus mean inflation.",
    unit: "share",
    range: (0.0, 1.0),
    equation: "3",
    measure: |seen| seen.mean(&seen.block.agents.inflation).map(|h| 1.0 - h),
};

/// Squared correlation of true and reported difficulty.
pub static REPORT_ACCURACY: Metric = Metric {
    name: "report_accuracy",
    symbol: "r²(D, D̂)",
    summary: "Squared correlation of true and reported difficulty within the unit; missing when either is constant.",
    unit: "share of variance",
    range: (0.0, 1.0),
    equation: "3",
    measure: squared_correlation,
};

fn squared_correlation(seen: &Observed) -> WideRow {
    let mut result = [f64::NAN; LANES];
    for lane in 0..LANES {
        result[lane] = squared_correlation_of(seen, lane).unwrap_or(f64::NAN);
    }
    result
}

/// In two passes over the unit's staff, so that nearly constant columns lose no digits.
fn squared_correlation_of(seen: &Observed, lane: usize) -> Option<f64> {
    let agents = &seen.block.agents;
    let n = seen.block.staff[lane] as usize;
    let pair = |agent: usize| {
        let difficulty = agents.difficulty[agent][lane];
        let reported = reported_difficulty(difficulty, agents.inflation[agent][lane]);
        (f64::from(difficulty), f64::from(reported))
    };
    let (mut sum_x, mut sum_y) = (0.0, 0.0);
    for (x, y) in (0..n).map(pair) {
        sum_x += x;
        sum_y += y;
    }
    let (mean_x, mean_y) = (sum_x / n as f64, sum_y / n as f64);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in (0..n).map(pair) {
        xx += (x - mean_x) * (x - mean_x);
        yy += (y - mean_y) * (y - mean_y);
        xy += (x - mean_x) * (y - mean_y);
    }
    // Below this the column is constant but for rounding.
    let constant = n as f64 * 1e-14;
    (xx > constant && yy > constant).then(|| (xy * xy / (xx * yy)).min(1.0))
}
