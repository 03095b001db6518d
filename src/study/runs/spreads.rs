//! The spreads of many cells (a metric in a period) at once, with the bits of [`Spread::of`].
//!
//! Cells lie side by side, one per lane, and units down the rows, so that every sum is taken in the order of
//! the units as for a cell alone. Rows are sorted by a network: a list of exchanges that does not depend on the
//! values, so that all lanes go through it together.

use super::spread::{QUANTILES, Spread};
use crate::ground::lanes::{InstructionSet, Kernel};

/// Cells side by side. Narrower rows are not vectorised well, wider ones leave the first cache.
const WIDTH: usize = 32;
/// Most units that go through a network, whose length grows faster than that of sorting.
const MOST_UNITS: usize = 512;

/// One number per cell.
type Cells = [f64; WIDTH];
/// The spread of some cells that lie side by side.
type Group = [Spread; WIDTH];

/// Takes the spreads of cells over the same units; its memory is used again.
#[derive(Debug, Clone)]
pub(super) struct Spreads {
    /// Staff of every unit.
    staff: Vec<f64>,
    network: Network,
    /// By unit.
    rows: Vec<Cells>,
    sorted: Vec<f64>,
    instruction_set: InstructionSet,
}

/// Exchanges of two rows each, after which the first holds the smaller values.
#[derive(Debug, Clone)]
struct Network {
    /// Those that sort all rows.
    sorting: Vec<(usize, usize)>,
    /// Those of them on which the quantiles of all rows depend.
    choosing: Vec<(usize, usize)>,
}

impl Spreads {
    /// For units of so many staff each.
    pub fn new(staff: Vec<f64>) -> Self {
        let through_network = if staff.len() <= MOST_UNITS { staff.len() } else { 0 };
        Self {
            network: Network::new(through_network),
            rows: vec![[0.0; WIDTH]; through_network],
            sorted: Vec::new(),
            instruction_set: InstructionSet::widest(),
            staff,
        }
    }

    /// Most bytes that it takes.
    pub fn bytes(units: u64) -> u64 {
        let exchanges = 64 * 16 * 2;
        units.saturating_mul(16 + 8) + units.min(MOST_UNITS as u64) * (exchanges + 8 * WIDTH as u64)
    }

    /// Adds the spreads of cells, which lie one behind the other with a value for each unit.
    pub fn take(&mut self, cells: &[f64], into: &mut Vec<Spread>) {
        let units = self.staff.len();
        if units > MOST_UNITS {
            let of = |cell| Spread::of(cell, &self.staff, &mut self.sorted);
            return into.extend(cells.chunks_exact(units).map(of));
        }
        for cells in cells.chunks(WIDTH * units) {
            let Self { staff, network, rows, instruction_set, .. } = self;
            let spreads = instruction_set.run(OfGroup { cells, staff, network, rows });
            into.extend_from_slice(&spreads[..cells.len() / units]);
        }
    }
}

impl Network {
    /// Batcher's merge exchange for any number of rows (Knuth 1998, section 5.2.2, algorithm M).
    fn new(rows: usize) -> Self {
        let mut sorting = Vec::new();
        let highest = rows.next_power_of_two() / 2;
        let mut step = highest;
        while step > 0 {
            let (mut reach, mut residue, mut apart) = (highest, 0, step);
            loop {
                let firsts = (0..rows.saturating_sub(apart)).filter(|row| row & step == residue);
                sorting.extend(firsts.map(|row| (row, row + apart)));
                if reach == step {
                    break;
                }
                (apart, reach, residue) = (reach - step, reach / 2, step);
            }
            step /= 2;
        }
        let choosing = needed(&sorting, rows);
        Self { sorting, choosing }
    }
}

/// The exchanges on which the quantiles of all rows depend.
fn needed(sorting: &[(usize, usize)], rows: usize) -> Vec<(usize, usize)> {
    let mut read = vec![false; rows];
    if rows > 0 {
        for (low, next, _) in QUANTILES.map(|share| place(share, rows)) {
            (read[low], read[next]) = (true, true);
        }
    }
    let mut needed = Vec::new();
    for &(first, second) in sorting.iter().rev() {
        if read[first] || read[second] {
            (read[first], read[second]) = (true, true);
            needed.push((first, second));
        }
    }
    needed.reverse();
    needed
}

/// The rows between which a quantile of `n` sorted rows lies, and how far from the first to the second, as
/// [`quantile_of_sorted`](crate::ground::statistics::quantile_of_sorted) has it.
#[inline(always)]
fn place(share: f64, n: usize) -> (usize, usize, f64) {
    let place = share * (n - 1) as f64;
    let low = place.floor() as usize;
    (low, (low + 1).min(n - 1), place - low as f64)
}

/// The spreads of the cells of a group; lanes beyond the last cell repeat it.
struct OfGroup<'a> {
    cells: &'a [f64],
    staff: &'a [f64],
    network: &'a Network,
    rows: &'a mut [Cells],
}

impl Kernel for OfGroup<'_> {
    type Output = Group;

    #[inline(always)]
    fn run(self) -> Group {
        let Self { cells, staff, network, rows } = self;
        let kind = lay_out(cells, rows);
        let (sum, weights, plain, n) = sums(rows, staff, kind.has_missing);
        let mut centre = plain;
        for lane in 0..WIDTH {
            centre[lane] /= n[lane];
        }
        let squares = squares(rows, &centre);
        let mut group = [Spread::MISSING; WIDTH];
        for lane in 0..WIDTH {
            let variance = squares[lane] / (n[lane] - 1.0);
            group[lane].mean = sum[lane] / weights[lane];
            group[lane].sd = if n[lane] > 1.0 { variance.sqrt() } else { 0.0 };
        }
        match kind {
            Kind { has_missing: true, .. } => incomplete_quantiles(rows, network, &n, &mut group),
            Kind { constant, .. } => {
                if !constant {
                    exchange(rows, &network.choosing);
                }
                quantiles(rows, &mut group);
            }
        }
        group
    }
}

/// What is known of the cells of a group.
#[derive(Debug, Clone, Copy)]
struct Kind {
    /// Whether some value is missing.
    has_missing: bool,
    /// Whether all units of each cell have the same value.
    constant: bool,
}

/// Lays the cells side by side.
#[inline(always)]
fn lay_out(cells: &[f64], rows: &mut [Cells]) -> Kind {
    let units = rows.len();
    let n_cells = cells.len() / units;
    let mut kind = Kind { has_missing: false, constant: true };
    for lane in 0..WIDTH {
        let first = lane.min(n_cells - 1) * units;
        let cell = &cells[first..first + units];
        kind.has_missing |= cell.iter().fold(false, |missing, value| missing | value.is_nan());
        kind.constant = kind.constant && cell.iter().all(|value| *value == cell[0]);
        for (row, value) in rows.iter_mut().zip(cell) {
            row[lane] = *value;
        }
    }
    kind
}

/// For every cell the sum of values weighted by staff, of these weights, of plain values, and their number.
#[inline(always)]
fn sums(rows: &[Cells], staff: &[f64], has_missing: bool) -> (Cells, Cells, Cells, Cells) {
    let sum = fold(rows, staff, |value, weight| if value.is_nan() { 0.0 } else { weight * value });
    let plain = fold(rows, staff, |value, _| if value.is_nan() { 0.0 } else { value });
    if has_missing {
        let weights = fold(rows, staff, |value, weight| if value.is_nan() { 0.0 } else { weight });
        let n = fold(rows, staff, |value, _| if value.is_nan() { 0.0 } else { 1.0 });
        return (sum, weights, plain, n);
    }
    let weights = staff.iter().fold(0.0, |sum, weight| sum + weight);
    (sum, [weights; WIDTH], plain, [staff.len() as f64; WIDTH])
}

/// The sum over units, in their order, of what `of` makes of a value and the unit's staff.
#[inline(always)]
fn fold(rows: &[Cells], staff: &[f64], of: impl Fn(f64, f64) -> f64) -> Cells {
    let mut sum = [0.0; WIDTH];
    for (row, weight) in rows.iter().zip(staff) {
        for lane in 0..WIDTH {
            sum[lane] += of(row[lane], *weight);
        }
    }
    sum
}

/// The sum over units of squared distances from a centre.
#[inline(always)]
fn squares(rows: &[Cells], centre: &Cells) -> Cells {
    let mut sum = [0.0; WIDTH];
    for row in rows {
        for lane in 0..WIDTH {
            let off = row[lane] - centre[lane];
            sum[lane] += if row[lane].is_nan() { 0.0 } else { off * off };
        }
    }
    sum
}

/// Takes rows through a network, in which no value may be missing.
#[inline(always)]
fn exchange(rows: &mut [Cells], network: &[(usize, usize)]) {
    for &(first, second) in network {
        let (a, b) = (rows[first], rows[second]);
        let (mut low, mut high) = (a, b);
        for lane in 0..WIDTH {
            low[lane] = if a[lane] < b[lane] { a[lane] } else { b[lane] };
            high[lane] = if a[lane] < b[lane] { b[lane] } else { a[lane] };
        }
        (rows[first], rows[second]) = (low, high);
    }
}

/// The quantiles of sorted rows. Zeros of either sign may lie in any order: a quantile has the same bits.
#[inline(always)]
fn quantiles(rows: &[Cells], group: &mut Group) {
    for (index, share) in QUANTILES.into_iter().enumerate() {
        let (low, next, beyond) = place(share, rows.len());
        for lane in 0..WIDTH {
            let (low, next) = (rows[low][lane], rows[next][lane]);
            group[lane].quantiles[index] = low + beyond * (next - low);
        }
    }
}

/// The same where values are missing and every cell has its own number `n` of them.
#[inline(always)]
fn incomplete_quantiles(rows: &mut [Cells], network: &Network, n: &Cells, group: &mut Group) {
    for row in &mut *rows {
        for lane in 0..WIDTH {
            row[lane] = if row[lane].is_nan() { f64::INFINITY } else { row[lane] };
        }
    }
    exchange(rows, &network.sorting);
    for lane in 0..WIDTH {
        if n[lane] == 0.0 {
            group[lane] = Spread::MISSING;
            continue;
        }
        group[lane].quantiles = QUANTILES.map(|share| {
            let (low, next, beyond) = place(share, n[lane] as usize);
            let (low, next) = (rows[low][lane], rows[next][lane]);
            low + beyond * (next - low)
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The bits of a spread; those of a NaN say nothing.
    fn bits(spread: &Spread) -> [u64; 7] {
        let Spread { mean, sd, quantiles: [a, b, c, d, e] } = *spread;
        [mean, sd, a, b, c, d, e].map(|value| if value.is_nan() { 0 } else { value.to_bits() })
    }

    /// Values of cells of some kind: all different, few different ones with zeros of both signs, one and the
    /// same, some or all missing, or without an end.
    fn value(kind: u8, draw: u64) -> f64 {
        let few = [-0.0, 0.0, 0.25, -1.5];
        match kind {
            0 => draw as f64 / 3e18 - 1.0,
            1 => few[(draw % 4) as usize],
            2 => 0.7,
            3 if draw.is_multiple_of(3) => f64::NAN,
            3 => draw as f64 / 7e18,
            4 => f64::NAN,
            _ => [f64::INFINITY, 0.1, f64::NEG_INFINITY, -0.0][(draw % 4) as usize],
        }
    }

    proptest! {
        #[test]
        fn many_cells_have_the_spreads_of_each_alone(
            units in 1_usize..=140,
            kinds in proptest::collection::vec(0_u8..6, 1..100),
            all_of_one_kind: bool,
            seed: u64,
        ) {
            let mut draw = seed;
            let mut next = || {
                draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                draw ^ draw >> 31
            };
            let staff: Vec<f64> = (0..units).map(|_| (1 + next() % 40) as f64).collect();
            let mut cells = Vec::new();
            for kind in &kinds {
                let kind = if all_of_one_kind { kinds[0] } else { *kind };
                cells.extend((0..units).map(|_| value(kind, next())));
            }
            let mut found = Vec::new();
            Spreads::new(staff.clone()).take(&cells, &mut found);
            prop_assert_eq!(found.len(), kinds.len());
            for (cell, found) in cells.chunks_exact(units).zip(&found) {
                let plain = Spread::of(cell, &staff, &mut Vec::new());
                prop_assert_eq!(bits(found), bits(&plain), "{:?}", cell);
            }
        }
    }

    #[test]
    fn large_sectors_have_their_spreads_one_by_one() {
        let units = MOST_UNITS + 1;
        let staff = vec![20.0; units];
        let cells: Vec<f64> = (0..3 * units).map(|i| ((i * 7_919) % 613) as f64).collect();
        let mut found = Vec::new();
        Spreads::new(staff.clone()).take(&cells, &mut found);
        let plain = cells.chunks_exact(units).map(|cell| Spread::of(cell, &staff, &mut Vec::new()));
        assert!(found.iter().map(bits).eq(plain.map(|spread| bits(&spread))));
    }

    #[test]
    fn rows_of_every_number_are_sorted() {
        for n in 1..=MOST_UNITS {
            let network = Network::new(n);
            let mut rows: Vec<usize> = (0..n).map(|row| row * 211 % n).rev().collect();
            let mut sorted = rows.clone();
            sorted.sort_unstable();
            for (first, second) in network.sorting {
                if rows[first] > rows[second] {
                    rows.swap(first, second);
                }
            }
            assert_eq!(rows, sorted);
        }
    }
}
