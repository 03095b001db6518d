//! Saltelli's design for Sobol indices: two samples A and B, and for each factor A with that factor
//! taken from B.

use super::sobol::Sobol;
use super::{Design, Layout, Need, NeedKind, Position};

/// `saltelli`.
pub static SALTELLI: Design = Design {
    name: "saltelli",
    summary: "Sobol points A and B, and for each factor A with that factor from B: for first-order and total Sobol indices, with second_order = true also for those of two factors.",
    source: "Saltelli 2002 (Computer Physics Communications 145:280–297); Saltelli et al. 2010 (181:259–270)",
    numbers: &[
        Need {
            key: "sample",
            summary: "Size of the samples A and B; a power of two keeps their balance.",
            least: 1,
            default: None,
            kind: NeedKind::Count,
        },
        Need {
            key: "second_order",
            summary: "Whether B with each factor from A is run too, for indices of two factors.",
            least: 0,
            default: Some(0),
            kind: NeedKind::Flag,
        },
    ],
    needs_levels: false,
    needs_lists: false,
    needs_all_points: true,
    takes_groups: true,
    count: |levels, numbers| numbers[0].saturating_mul(each(levels.len() as u64, numbers[1])),
    lay_out: |request| {
        let (factors, groups, n_groups) =
            (request.n_factors(), request.groups.clone(), request.n_groups());
        let points = Sobol::new(2 * factors, &request.draws);
        let [sample, second_order] = [request.numbers[0], request.numbers[1]];
        Box::new(Saltelli { sample, second_order, factors, groups, n_groups, points })
    },
};

/// Number of points for each pair of a point of A and one of B.
fn each(factors: u64, second_order: u64) -> u64 {
    (factors * (1 + second_order)).saturating_add(2)
}

/// For each pair of sample points, in the order that SALib's `analyze.sobol` takes: A; A with factor 1,
/// 2, ... from B; for second-order indices B with factor 1, 2, ... from A; B.
struct Saltelli {
    sample: u64,
    second_order: u64,
    factors: usize,
    /// By factor: the group that comes from the same sample.
    groups: Vec<usize>,
    n_groups: usize,
    points: Sobol,
}

impl Layout for Saltelli {
    fn len(&self) -> u64 {
        self.sample * each(self.n_groups as u64, self.second_order)
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        let groups = self.n_groups as u64;
        let each = each(groups, self.second_order);
        let (row, kind) = (point / each, point % each);
        let own = self.groups[factor] as u64 + 1;
        let from_second = match kind {
            0 => false,
            kind if kind == each - 1 => true,
            kind if kind <= groups => kind == own,
            kind => kind - groups != own,
        };
        let dimension = if from_second { self.factors + factor } else { factor };
        Position::Share(self.points.share(row, dimension))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::{laid_out, shares};

    /// The function of Ishigami & Homma (1990) with a = 7 and b = 0.1; its indices are known.
    fn ishigami(point: &[f64]) -> f64 {
        let x: Vec<f64> = point.iter().map(|u| (2.0 * u - 1.0) * std::f64::consts::PI).collect();
        x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
    }

    #[test]
    fn indices_of_the_ishigami_function_come_out() {
        let n = 4096;
        let points = shares(&*laid_out(&SALTELLI, &[1; 3], &[n, 0]), 3);
        let values: Vec<f64> = points.iter().map(|point| ishigami(point)).collect();
        let rows: Vec<&[f64]> = values.chunks(5).collect();
        let both = rows.iter().flat_map(|row| [row[0], row[4]]);
        let mean = both.clone().sum::<f64>() / (2 * n) as f64;
        let variance = both.map(|v| (v - mean).powi(2)).sum::<f64>() / (2 * n) as f64;
        for (factor, (first, total)) in
            [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)].iter().enumerate()
        {
            let s: f64 = rows.iter().map(|r| r[4] * (r[factor + 1] - r[0])).sum::<f64>() / n as f64;
            let t: f64 =
                rows.iter().map(|r| (r[0] - r[factor + 1]).powi(2)).sum::<f64>() / (2 * n) as f64;
            assert!((s / variance - first).abs() < 0.02, "{factor}: {}", s / variance);
            assert!((t / variance - total).abs() < 0.02, "{factor}: {}", t / variance);
        }
    }

    /// Rows of a pair, told by which factors come from B.
    #[test]
    fn points_come_in_the_order_that_salib_takes() {
        for (second_order, wanted) in [
            (0, vec!["AAA", "BAA", "ABA", "AAB", "BBB"]),
            (1, vec!["AAA", "BAA", "ABA", "AAB", "ABB", "BAB", "BBA", "BBB"]),
        ] {
            let points = shares(&*laid_out(&SALTELLI, &[1; 3], &[8, second_order]), 3);
            for pair in points.chunks(wanted.len()) {
                let (a, b) = (&pair[0], &pair[wanted.len() - 1]);
                assert!((0..3).all(|f| a[f] != b[f]));
                let name = |p: &Vec<f64>| -> String {
                    (0..3).map(|f| if p[f] == a[f] { 'A' } else { 'B' }).collect()
                };
                assert_eq!(pair.iter().map(name).collect::<Vec<_>>(), wanted);
            }
        }
    }

    #[test]
    fn factors_of_a_group_come_from_the_same_sample() {
        let mut request = crate::study::sweep::design::tests::request(&[1; 3], &[8, 1]);
        request.groups = vec![0, 1, 0];
        let points = shares(&*(SALTELLI.lay_out)(&request), 3);
        assert_eq!(points.len(), 8 * 6);
        for row in points.chunks(6) {
            let (a, b) = (&row[0], &row[5]);
            let name = |p: &Vec<f64>| -> String {
                (0..3).map(|f| if p[f] == a[f] { 'A' } else { 'B' }).collect()
            };
            assert!((0..3).all(|f| a[f] != b[f]));
            let found: Vec<_> = row.iter().map(name).collect();
            assert_eq!(found, ["AAA", "BAB", "ABA", "ABA", "BAB", "BBB"]);
        }
    }

    #[test]
    fn indices_of_two_factors_come_out() {
        let n = 4096;
        let points = shares(&*laid_out(&SALTELLI, &[1; 3], &[n, 1]), 3);
        let values: Vec<f64> = points.iter().map(|point| ishigami(point)).collect();
        let rows: Vec<&[f64]> = values.chunks(8).collect();
        let both = rows.iter().flat_map(|row| [row[0], row[7]]);
        let mean = both.clone().sum::<f64>() / (2 * n) as f64;
        let variance = both.map(|v| (v - mean).powi(2)).sum::<f64>() / (2 * n) as f64;
        let mean_of = |of: &dyn Fn(&[f64]) -> f64| {
            rows.iter().map(|row| of(row)).sum::<f64>() / n as f64 / variance
        };
        let first = |f: usize| mean_of(&|r| r[7] * (r[f + 1] - r[0]));
        // Only factors 1 and 3 act together: 0.2437 of the variance (Ishigami & Homma 1990).
        for (i, j, wanted) in [(0, 1, 0.0), (0, 2, 0.2437), (1, 2, 0.0)] {
            let both = mean_of(&|r| r[4 + i] * r[1 + j] - r[0] * r[7]);
            let found = both - first(i) - first(j);
            assert!((found - wanted).abs() < 0.03, "{i} {j}: {found}");
        }
    }
}
