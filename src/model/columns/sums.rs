//! Sums over the staff of a unit, the same for every layout.

use crate::ground::lanes::{LANES, Row, WideRow};

/// Agents whose values are added in `f32` before the sum goes to `f64`.
const CHUNK: usize = 32;

/// A sum over the agents of each lane's unit, taken in agent order: `f32` partial sums of 32
/// agents, added to an `f64`. Rows beyond a unit's staff add nothing.
#[derive(Debug, Clone)]
pub struct StaffSum<'a> {
    staff: &'a [u32; LANES],
    /// Staff of the smallest unit: rows below it need no look at the staff.
    everyone: usize,
    partial: Row,
    total: WideRow,
}

impl<'a> StaffSum<'a> {
    /// An empty sum over units with these numbers of agents.
    #[inline(always)]
    pub fn new(staff: &'a [u32; LANES]) -> Self {
        let mut everyone = staff[0];
        for lane in 0..LANES {
            everyone = everyone.min(staff[lane]);
        }
        let everyone = everyone as usize;
        Self { staff, everyone, partial: [0.0; LANES], total: [0.0; LANES] }
    }

    /// Adds the row of an agent; agents must come in order.
    #[inline(always)]
    pub fn add(&mut self, agent: usize, row: &Row) {
        if agent < self.everyone {
            for lane in 0..LANES {
                self.partial[lane] += row[lane];
            }
        } else {
            for lane in 0..LANES {
                let present = (agent as u32) < self.staff[lane];
                self.partial[lane] += if present { row[lane] } else { 0.0 };
            }
        }
        if agent % CHUNK == CHUNK - 1 {
            self.flush();
        }
    }

    #[inline(always)]
    fn flush(&mut self) {
        for lane in 0..LANES {
            self.total[lane] += f64::from(self.partial[lane]);
            self.partial[lane] = 0.0;
        }
    }

    /// The sum over each unit's staff.
    #[inline(always)]
    pub fn total(mut self) -> WideRow {
        self.flush();
        self.total
    }

    /// The mean over each unit's staff.
    #[inline(always)]
    pub fn mean(self) -> WideRow {
        let staff = self.staff;
        let mut mean = self.total();
        for lane in 0..LANES {
            mean[lane] /= f64::from(staff[lane]);
        }
        mean
    }

    /// The sum of a whole column.
    #[inline(always)]
    pub fn of(staff: &'a [u32; LANES], column: &[Row]) -> Self {
        let mut sum = Self::new(staff);
        for (agent, row) in column.iter().enumerate() {
            sum.add(agent, row);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_take_only_the_staff_and_lose_little() {
        let staff = [1_000; LANES];
        let column: Vec<Row> = (0..1_003).map(|agent| [0.1 * (agent % 10) as f32; LANES]).collect();
        let found = StaffSum::of(&staff, &column).total();
        assert!((found[0] - 450.0).abs() < 1e-4, "{}", found[0]);
        assert!((StaffSum::of(&staff, &column).mean()[0] - 0.45).abs() < 1e-7);
    }
}
