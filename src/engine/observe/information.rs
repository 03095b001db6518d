//! The information in reports.

use super::{Metric, Observed, widened};
use crate::ground::lanes::Kernel;
use crate::ground::lanes::{LANES, WideRow};
use crate::model::columns::Block;
use crate::model::mechanisms::misreporting::reported_difficulty;

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

/// Problems that come to be known.
pub static PROBLEMS_TOLD: Metric = Metric {
    name: "problems_told",
    symbol: "",
    summary: "Share of problems that come to be known: told by staff, or found by checks.",
    unit: "share of problems",
    range: (0.0, 1.0),
    equation: "18",
    measure: |seen| widened(&seen.block.flows.told),
};

/// Problems left, `H`.
pub static PROBLEMS: Metric = Metric {
    name: "problems",
    symbol: "H",
    summary: "Share of the work that has problems which nobody has solved.",
    unit: "share of work",
    range: (0.0, 1.0),
    equation: "18",
    measure: |seen| widened(&seen.block.units.problems),
};

fn squared_correlation(seen: &Observed) -> WideRow {
    seen.instruction_set.run(SquaredCorrelation(seen.block))
}

/// The squared correlation in every unit of a block.
struct SquaredCorrelation<'a>(&'a Block);

impl Kernel for SquaredCorrelation<'_> {
    type Output = WideRow;

    /// In two passes over the units' staff, so that nearly constant columns lose no digits.
    #[inline(always)]
    fn run(self) -> WideRow {
        let staff = &self.0.staff;
        let mut everyone = staff[0];
        for lane in 0..LANES {
            everyone = everyone.min(staff[lane]);
        }
        let everyone = everyone as usize;
        let (mut mean_x, mut mean_y) = ([0.0; LANES], [0.0; LANES]);
        for agent in 0..self.0.rows() {
            self.reports(
                agent,
                everyone,
                #[inline(always)]
                |lane, x, y, present| {
                    mean_x[lane] += present * x;
                    mean_y[lane] += present * y;
                },
            );
        }
        for lane in 0..LANES {
            let n = f64::from(staff[lane]);
            (mean_x[lane], mean_y[lane]) = (mean_x[lane] / n, mean_y[lane] / n);
        }
        let (mut xx, mut yy, mut xy) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for agent in 0..self.0.rows() {
            self.reports(
                agent,
                everyone,
                #[inline(always)]
                |lane, x, y, present| {
                    let (dx, dy) = (x - mean_x[lane], y - mean_y[lane]);
                    xx[lane] += present * (dx * dx);
                    yy[lane] += present * (dy * dy);
                    xy[lane] += present * (dx * dy);
                },
            );
        }
        let mut result = [f64::NAN; LANES];
        for lane in 0..LANES {
            // Below this the column is constant but for rounding.
            let constant = f64::from(staff[lane]) * 1e-14;
            if xx[lane] > constant && yy[lane] > constant {
                result[lane] = (xy[lane] * xy[lane] / (xx[lane] * yy[lane])).min(1.0);
            }
        }
        result
    }
}

impl SquaredCorrelation<'_> {
    /// Shows true and reported difficulty of an agent in every lane, and 1 where the lane's unit has such an
    /// agent, 0 where it has not. `everyone` is the staff of the smallest unit.
    #[inline(always)]
    fn reports(&self, agent: usize, everyone: usize, mut see: impl FnMut(usize, f64, f64, f64)) {
        let Block { agents, staff, .. } = self.0;
        let (difficulty, inflation) = (&agents.difficulty[agent], &agents.inflation[agent]);
        let report = |lane: usize| {
            let reported = reported_difficulty(difficulty[lane], inflation[lane]);
            (f64::from(difficulty[lane]), f64::from(reported))
        };
        // Apart, because where all units have the agent nothing needs to be multiplied.
        if agent < everyone {
            for lane in 0..LANES {
                let (x, y) = report(lane);
                see(lane, x, y, 1.0);
            }
        } else {
            for lane in 0..LANES {
                let (x, y) = report(lane);
                see(lane, x, y, if (agent as u32) < staff[lane] { 1.0 } else { 0.0 });
            }
        }
    }
}
