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
            let (mut x, mut y) = self.reports(agent);
            if agent >= everyone {
                self.leave_out_absent(agent, [&mut x, &mut y]);
            }
            for lane in 0..LANES {
                mean_x[lane] += x[lane];
                mean_y[lane] += y[lane];
            }
        }
        for lane in 0..LANES {
            let n = f64::from(staff[lane]);
            (mean_x[lane], mean_y[lane]) = (mean_x[lane] / n, mean_y[lane] / n);
        }
        let (mut xx, mut yy, mut xy) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for agent in 0..self.0.rows() {
            let (mut x, mut y) = self.reports(agent);
            for lane in 0..LANES {
                x[lane] -= mean_x[lane];
                y[lane] -= mean_y[lane];
            }
            if agent >= everyone {
                self.leave_out_absent(agent, [&mut x, &mut y]);
            }
            for lane in 0..LANES {
                xx[lane] += x[lane] * x[lane];
                yy[lane] += y[lane] * y[lane];
                xy[lane] += x[lane] * y[lane];
            }
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
    /// True and reported difficulty of an agent of every unit.
    #[inline(always)]
    fn reports(&self, agent: usize) -> (WideRow, WideRow) {
        let agents = &self.0.agents;
        let (mut x, mut y) = ([0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            let difficulty = agents.difficulty[agent][lane];
            let reported = reported_difficulty(difficulty, agents.inflation[agent][lane]);
            (x[lane], y[lane]) = (f64::from(difficulty), f64::from(reported));
        }
        (x, y)
    }

    /// Sets to 0 what belongs to no agent, because the lane's unit has fewer staff.
    #[inline(always)]
    fn leave_out_absent(&self, agent: usize, rows: [&mut WideRow; 2]) {
        for row in rows {
            for lane in 0..LANES {
                let present = (agent as u32) < self.0.staff[lane];
                row[lane] = if present { row[lane] } else { 0.0 };
            }
        }
    }
}
