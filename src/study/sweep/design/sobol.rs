//! Sobol's low-discrepancy points, scrambled.

use ::sobol::Sobol as Library;
use ::sobol::params::JoeKuoD6;

use super::{AS_MANY_AS_TOLD, Design, Layout, POINTS, Position};
use crate::ground::random::{Address, Draws, Purpose};

/// `sobol`.
pub static SOBOL: Design = Design {
    name: "sobol",
    summary: "Points that fill the space evenly (Sobol, scrambled as by Owen); a power of two keeps their balance.",
    source: "Sobol 1967; directions of Joe & Kuo 2008; scrambling of Owen 1995",
    numbers: &[POINTS],
    needs_levels: false,
    needs_lists: false,
    needs_all_points: false,
    takes_groups: false,
    count: AS_MANY_AS_TOLD,
    lay_out: |request| {
        let points = Sobol::new(request.n_factors(), &request.draws);
        Box::new(Points { n: request.numbers[0], points })
    },
};

struct Points {
    n: u64,
    points: Sobol,
}

impl Layout for Points {
    fn len(&self) -> u64 {
        self.n
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        Position::Share(self.points.share(point, factor))
    }
}

/// Bits of a coordinate: as many as a share in `f64` can hold.
const BITS: usize = 52;

/// Most dimensions for which there are directions.
pub const MOST_DIMENSIONS: usize = 1_000;

/// The scrambled sequence in some dimensions.
pub struct Sobol {
    /// By dimension: directions, the first bit of a coordinate highest.
    directions: Vec<Vec<u64>>,
    draws: Draws,
}

impl Sobol {
    /// The sequence in up to [`MOST_DIMENSIONS`] dimensions.
    pub fn new(dimensions: usize, draws: &Draws) -> Self {
        let directions =
            Library::<f64>::init_direction_vals::<u32>(dimensions, BITS, &JoeKuoD6::standard());
        Self { directions, draws: *draws }
    }

    /// A coordinate of a point, in (0,1): the middle of its 2^-52.
    pub fn share(&self, point: u64, dimension: usize) -> f64 {
        let bits = self.scrambled(self.bits(point, dimension), dimension);
        (bits as f64 + 0.5) / (1_u64 << BITS) as f64
    }

    /// A coordinate as it is before scrambling, in the order of the Gray code (Antonov & Saleev
    /// 1979).
    fn bits(&self, point: u64, dimension: usize) -> u64 {
        let gray = point ^ (point >> 1);
        let directions = self.directions[dimension].iter().enumerate();
        let chosen = directions.filter(|(bit, _)| gray >> bit & 1 == 1);
        chosen.fold(0, |bits, (_, direction)| bits ^ direction) >> (u64::BITS as usize - BITS)
    }

    /// Nested uniform scrambling: every bit is flipped or not by a coin that belongs to the bits
    /// above it.
    fn scrambled(&self, bits: u64, dimension: usize) -> u64 {
        let mut scrambled = 0;
        for place in 0..BITS {
            let above = bits >> (BITS - place);
            let address = Address {
                replicate: (above >> 32) as u32,
                unit: above as u32,
                purpose: Purpose::Scramble,
                period: place as u32,
                agent: dimension as u32,
            };
            let coin = self.draws.hash(address) >> 63;
            let bit = bits >> (BITS - 1 - place) & 1;
            scrambled = scrambled << 1 | (bit ^ coin);
        }
        scrambled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::{laid_out, shares};

    /// `scipy.stats.qmc.Sobol(d, scramble=False)`, points 5, 13 and 60000 (counted from 0).
    #[test]
    fn unscrambled_points_are_the_published_ones() {
        let points = Sobol::new(8, &Draws::new(1));
        let share = |point, d| points.bits(point, d) as f64 / (1_u64 << BITS) as f64;
        let first: Vec<Vec<f64>> =
            (0..4).map(|point| (0..3).map(|d| share(point, d)).collect()).collect();
        assert_eq!(
            first,
            [[0.0, 0.0, 0.0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75]]
        );
        for (point, wanted) in SCIPY {
            let found: Vec<f64> = (0..8).map(|d| share(point, d)).collect();
            assert_eq!(found, wanted, "point {point}");
        }
    }

    /// Every elementary interval of 2^m points in two dimensions holds as many as it should.
    #[test]
    fn scrambling_keeps_the_net() {
        let points = shares(&*laid_out(&SOBOL, &[1; 2], &[64]), 2);
        for k in 0..=6 {
            let (columns, rows) = (1 << k, 64 >> k);
            let mut cells = vec![0; 64];
            for point in &points {
                let (x, y) = (point[0] * f64::from(columns), point[1] * f64::from(rows));
                cells[x as usize * rows as usize + y as usize] += 1;
            }
            assert!(cells.iter().all(|cell| *cell == 1), "{columns} by {rows}: {cells:?}");
        }
    }

    #[test]
    fn points_beyond_two_to_the_sixteenth_go_on() {
        let points = Sobol::new(3, &Draws::new(1));
        let n = 1_u64 << 17;
        let mut seen: Vec<u64> = (0..n).map(|point| points.share(point, 2).to_bits()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len() as u64, n);
        assert_ne!(points.share(n - 1, 0), points.share((n - 1) % 65_536, 0));
    }

    const SCIPY: [(u64, [f64; 8]); 3] = [
        (5, [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375]),
        (13, [0.8125, 0.6875, 0.8125, 0.0625, 0.4375, 0.9375, 0.5625, 0.5625]),
        (
            60000,
            [
                0.0428619384765625,
                0.2711029052734375,
                0.2248077392578125,
                0.6405792236328125,
                0.2368621826171875,
                0.6558074951171875,
                0.8298187255859375,
                0.0881500244140625,
            ],
        ),
    ];
}
