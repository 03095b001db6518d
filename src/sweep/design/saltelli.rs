//! Saltelli's design for Sobol indices: two samples, and for each factor the first with that factor
//! taken from the second.

use super::sobol::Sobol;
use super::{Design, Layout, Need, Position};

/// `saltelli`.
pub static SALTELLI: Design = Design {
    name: "saltelli",
    summary: "Sobol points A and B, and for each factor A with that factor from B: for first-order and total Sobol indices.",
    source: "Saltelli et al. 2010 (Computer Physics Communications 181:259–270)",
    numbers: &[Need {
        key: "sample",
        summary: "Size of the samples A and B; a power of two keeps their balance.",
        least: 1,
        default: None,
    }],
    needs_levels: false,
    needs_lists: false,
    count: |levels, numbers| numbers[0].saturating_mul(levels.len() as u64 + 2),
    lay_out: |request| {
        let factors = request.n_factors();
        let points = Sobol::new(2 * factors, &request.draws);
        Box::new(Saltelli { sample: request.numbers[0], factors, points })
    },
};

/// Rows of a sample's point: A, B, then A with factor 1, 2, ... from B.
struct Saltelli {
    sample: u64,
    factors: usize,
    points: Sobol,
}

impl Layout for Saltelli {
    fn len(&self) -> u64 {
        self.sample * (self.factors as u64 + 2)
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        let each = self.factors as u64 + 2;
        let (row, kind) = (point / each, point % each);
        let from_second = kind == 1 || kind == factor as u64 + 2;
        let dimension = if from_second { self.factors + factor } else { factor };
        Position::Share(self.points.share(row, dimension))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{laid_out, shares};
    use super::*;

    /// The function of Ishigami & Homma (1990) with a = 7 and b = 0.1; its indices are known.
    fn ishigami(point: &[f64]) -> f64 {
        let x: Vec<f64> = point.iter().map(|u| (2.0 * u - 1.0) * std::f64::consts::PI).collect();
        x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
    }

    #[test]
    fn indices_of_the_ishigami_function_come_out() {
        let n = 4096;
        let points = shares(&*laid_out(&SALTELLI, &[1; 3], &[n]), 3);
        let values: Vec<f64> = points.iter().map(|point| ishigami(point)).collect();
        let rows: Vec<&[f64]> = values.chunks(5).collect();
        let both = rows.iter().flat_map(|row| [row[0], row[1]]);
        let mean = both.clone().sum::<f64>() / (2 * n) as f64;
        let variance = both.map(|v| (v - mean).powi(2)).sum::<f64>() / (2 * n) as f64;
        for (factor, (first, total)) in
            [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)].iter().enumerate()
        {
            let s: f64 = rows.iter().map(|r| r[1] * (r[factor + 2] - r[0])).sum::<f64>() / n as f64;
            let t: f64 =
                rows.iter().map(|r| (r[0] - r[factor + 2]).powi(2)).sum::<f64>() / (2 * n) as f64;
            assert!((s / variance - first).abs() < 0.02, "{factor}: {}", s / variance);
            assert!((t / variance - total).abs() < 0.02, "{factor}: {}", t / variance);
        }
    }
}
