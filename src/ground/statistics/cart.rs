//! Classification trees: the space cut in two again and again where both sides become purest (Breiman,
//! Friedman, Olshen & Stone 1984; Gini impurity). The same cuts as scikit-learn (`.ci/check-audit`).

use super::prim::Cases;

/// A tree: a leaf, or a cut and what lies on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// Points that reach it.
    pub points: usize,
    /// Those that are looked for.
    pub hits: usize,
    /// The cut; none for a leaf.
    pub cut: Option<Cut>,
}

/// A cut of a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// The column.
    pub column: usize,
    /// Points with at most this value go to the lower side.
    pub at: f64,
    /// The lower and the upper side.
    pub sides: Box<[Tree; 2]>,
}

impl Tree {
    /// Grows a tree from some points: at most so many cuts one below the other, and at least so many points
    /// in each leaf.
    pub fn grown(cases: Cases, points: &[usize], depth: u32, least: usize) -> Self {
        let hits = points.iter().filter(|point| cases.wanted[**point]).count();
        let leaf = Self { points: points.len(), hits, cut: None };
        if depth == 0 || hits == 0 || hits == points.len() {
            return leaf;
        }
        let Some((column, at)) = best_cut(cases, points, least) else { return leaf };
        let is_low = |point: &usize| cases.columns[column][*point] <= at;
        let (low, high): (Vec<usize>, Vec<usize>) = points.iter().partition(|point| is_low(point));
        let sides = [low, high].map(|side| Self::grown(cases, &side, depth - 1, least));
        Self { cut: Some(Cut { column, at, sides: Box::new(sides) }), ..leaf }
    }

    /// The share of points that are looked for in the leaf of a point.
    pub fn share(&self, columns: &[Vec<f64>], point: usize) -> f64 {
        match &self.cut {
            None => self.hits as f64 / self.points as f64,
            Some(cut) => {
                let side = usize::from(columns[cut.column][point] > cut.at);
                cut.sides[side].share(columns, point)
            }
        }
    }
}

/// The cut after which both sides are purest; none when none makes them purer.
fn best_cut(cases: Cases, points: &[usize], least: usize) -> Option<(usize, f64)> {
    let n = points.len();
    let hits = points.iter().filter(|point| cases.wanted[**point]).count();
    let purity = |points: usize, hits: usize| {
        let others = points - hits;
        (hits * hits + others * others) as f64 / points as f64
    };
    let mut best: Option<(f64, usize, f64)> = None;
    for (c, column) in cases.columns.iter().enumerate() {
        let mut order = points.to_vec();
        order.sort_by(|a, b| column[*a].total_cmp(&column[*b]));
        let mut low_hits = 0;
        for (place, pair) in order.windows(2).enumerate() {
            low_hits += usize::from(cases.wanted[pair[0]]);
            let (low, high) = (place + 1, n - place - 1);
            let (below, above) = (column[pair[0]], column[pair[1]]);
            if low < least || high < least || below == above {
                continue;
            }
            let found = purity(low, low_hits) + purity(high, hits - low_hits);
            if best.is_none_or(|(most, ..)| found > most) {
                best = Some((found, c, 0.5 * (below + above)));
            }
        }
    }
    let (found, column, at) = best?;
    (found > purity(n, hits) * (1.0 + 1e-12)).then_some((column, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_is_cut_out() {
        let columns: Vec<Vec<f64>> = vec![
            (0..100).map(|i| f64::from(i % 10)).collect(),
            (0..100).map(|i| f64::from(i / 10)).collect(),
            (0..100).map(|i| f64::from(i * 37 % 101)).collect(),
        ];
        let wanted: Vec<bool> =
            (0..100).map(|i| columns[0][i] >= 7.0 && columns[1][i] < 4.0).collect();
        let points: Vec<usize> = (0..100).collect();
        let tree = Tree::grown(Cases { columns: &columns, wanted: &wanted }, &points, 3, 5);
        for point in points {
            assert_eq!(tree.share(&columns, point), f64::from(u8::from(wanted[point])));
        }
        let first = tree.cut.unwrap();
        assert!([(0, 6.5), (1, 3.5)].contains(&(first.column, first.at)));
    }

    #[test]
    fn leaves_are_as_large_as_asked_and_pure_points_are_not_cut() {
        let columns = vec![(0..20).map(f64::from).collect::<Vec<f64>>()];
        let wanted: Vec<bool> = (0..20).map(|i| i < 2).collect();
        let points: Vec<usize> = (0..20).collect();
        let cases = Cases { columns: &columns, wanted: &wanted };
        let tree = Tree::grown(cases, &points, 1, 6);
        assert_eq!(tree.cut.unwrap().at, 5.5);
        let none = vec![false; 20];
        let cases = Cases { columns: &columns, wanted: &none };
        assert!(Tree::grown(cases, &points, 3, 1).cut.is_none());
    }
}
