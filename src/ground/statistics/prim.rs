//! The patient rule induction method: boxes in which something is found more often than elsewhere.
//!
//! From the whole space a twentieth of the points is peeled off again and again, at the end of the one
//! column where the mean of the rest rises most for each point lost; then pasted back while the mean rises
//! (Friedman & Fisher 1999). Coverage, density and quasi-p values are those of scenario discovery (Bryant &
//! Lempert 2010). The same steps as the EMA workbench with its default objective (`.ci/check-audit`).

use statrs::distribution::{Binomial, DiscreteCDF};

/// Share of the points of a box that a step peels off or pastes on.
const STEP: f64 = 0.05;
/// Smallest share of all points that a box has.
const LEAST: f64 = 0.05;

/// Points by columns, and which of them are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Cases<'a> {
    /// By column: the value of each point.
    pub columns: &'a [Vec<f64>],
    /// Of each point: whether it is looked for.
    pub wanted: &'a [bool],
}

/// A box: the points between two ends, both included, in every column.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// By column: the lower end.
    pub low: Vec<f64>,
    /// By column: the upper end.
    pub high: Vec<f64>,
}

/// A box on the way from the whole space to the densest one.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its ends.
    pub limits: Limits,
    /// Points inside.
    pub inside: usize,
    /// Points inside that are looked for.
    pub hits: usize,
    /// Share of all that are looked for that lie inside.
    pub coverage: f64,
    /// Share of the points inside that are looked for.
    pub density: f64,
    /// Share of all points that lie inside.
    pub mass: f64,
}

impl Cases<'_> {
    /// The box around some points.
    pub fn around(&self, points: &[usize]) -> Limits {
        let end = |column: &Vec<f64>, of: fn(f64, f64) -> f64, start: f64| {
            points.iter().map(|point| column[*point]).fold(start, of)
        };
        let low = self.columns.iter().map(|column| end(column, f64::min, f64::INFINITY)).collect();
        let high = self.columns.iter().map(|c| end(c, f64::max, f64::NEG_INFINITY)).collect();
        Limits { low, high }
    }

    /// How many of some points are looked for.
    pub fn hits(&self, points: &[usize]) -> usize {
        points.iter().filter(|point| self.wanted[**point]).count()
    }

    /// The box of some ends, seen among some points.
    pub fn step(&self, limits: Limits, points: &[usize]) -> Step {
        let inside: Vec<usize> = self.within(&limits, points);
        let (n, hits) = (inside.len(), self.hits(&inside));
        let all = self.wanted.iter().filter(|wanted| **wanted).count();
        Step {
            limits,
            inside: n,
            hits,
            coverage: hits as f64 / all as f64,
            density: hits as f64 / n as f64,
            mass: n as f64 / self.wanted.len() as f64,
        }
    }

    /// Those of some points that lie in a box.
    pub fn within(&self, limits: &Limits, points: &[usize]) -> Vec<usize> {
        let whole = self.around(points);
        let restricted = limits.restricted(&whole);
        let is_inside = |point: &usize| {
            let mut columns = restricted.iter();
            columns.all(|c| (limits.low[*c]..=limits.high[*c]).contains(&self.columns[*c][*point]))
        };
        points.iter().copied().filter(is_inside).collect()
    }

    /// The quasi-p value of each end of a column of a box: the probability (one-sided binomial) of as many
    /// hits as the box has, if the box without this end were no poorer; none where an end does not restrict.
    pub fn quasi_p(&self, step: &Step, points: &[usize], column: usize) -> [Option<f64>; 2] {
        let whole = self.around(points);
        let without = |limits: Limits| {
            let wider = self.step(limits, points);
            let binomial = Binomial::new(wider.density, step.inside as u64).ok()?;
            Some(step.hits.checked_sub(1).map_or(1.0, |below| binomial.sf(below as u64)))
        };
        let mut lower = step.limits.clone();
        lower.low[column] = whole.low[column];
        let mut upper = step.limits.clone();
        upper.high[column] = whole.high[column];
        [lower, upper].map(|wider| if wider == step.limits { None } else { without(wider) })
    }

    /// The way from the box around some points to the densest one: by peeling, then by pasting.
    pub fn trajectory(&self, points: &[usize]) -> Vec<Step> {
        let mut steps = vec![self.step(self.around(points), points)];
        let mut peeling = Peeling::new(self, points);
        while let Some(limits) = peeling.next() {
            steps.push(self.step(limits, points));
        }
        let mut pasting = steps[steps.len() - 1].clone();
        while let Some(wider) = self.pasted(&pasting, points) {
            pasting = wider;
            steps.push(pasting.clone());
        }
        steps
    }

    /// A box with a little pasted on where its mean rises most for each point gained; none when it does not
    /// rise.
    fn pasted(&self, step: &Step, points: &[usize]) -> Option<Step> {
        let whole = self.around(points);
        let mut best: Option<(f64, usize, Step)> = None;
        for column in step.limits.restricted(&whole) {
            for limits in self.pastes(step, &whole, column, points) {
                let wider = self.step(limits, points);
                let free = self.columns.len() - wider.limits.restricted(&whole).len();
                let gain = gain(step.density, step.inside, wider.density, wider.inside);
                if best.as_ref().is_none_or(|(best, most, _)| (gain, free) > (*best, *most)) {
                    best = Some((gain, free, wider));
                }
            }
        }
        let (gain, _, wider) = best?;
        (gain > 0.0 && wider.inside > step.inside && wider.mass >= LEAST).then_some(wider)
    }

    /// A box with a little more at its lower, and at its upper end.
    fn pastes(&self, step: &Step, whole: &Limits, column: usize, points: &[usize]) -> [Limits; 2] {
        let values = |low: f64, high: f64| {
            let mut beyond = step.limits.clone();
            (beyond.low[column], beyond.high[column]) = (low, high);
            let inside = self.within_all(&beyond, points);
            let mut values: Vec<f64> = inside.iter().map(|p| self.columns[column][*p]).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let mut lower = step.limits.clone();
        let below = values(whole.low[column], step.limits.low[column]);
        lower.low[column] =
            if below.is_empty() { whole.low[column] } else { quantile(&below, 1.0 - STEP) };
        let mut upper = step.limits.clone();
        let above = values(step.limits.high[column], whole.high[column]);
        upper.high[column] =
            if above.is_empty() { whole.high[column] } else { quantile(&above, STEP) };
        [lower, upper]
    }

    /// Those of some points that lie in a box, every column looked at.
    fn within_all(&self, limits: &Limits, points: &[usize]) -> Vec<usize> {
        let is_inside = |point: &usize| {
            self.columns
                .iter()
                .enumerate()
                .all(|(c, column)| (limits.low[c]..=limits.high[c]).contains(&column[*point]))
        };
        points.iter().copied().filter(is_inside).collect()
    }
}

impl Limits {
    /// The columns in which this box is narrower than another.
    pub fn restricted(&self, whole: &Self) -> Vec<usize> {
        let narrower = |c: &usize| self.low[*c] != whole.low[*c] || self.high[*c] != whole.high[*c];
        (0..self.low.len()).filter(narrower).collect()
    }
}

/// What the mean gains for each point that a box loses or wins.
fn gain(mean: f64, n: usize, new_mean: f64, new_n: usize) -> f64 {
    let new_mean = if new_n == 0 { 0.0 } else { new_mean };
    if mean == new_mean || n == new_n {
        return 0.0;
    }
    (new_mean - mean) / n.abs_diff(new_n) as f64
}

/// A quantile of sorted values that lies between two different ones where it can: half-way between the
/// neighbours, moved inwards past ties.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len() - 1;
    let place = last as f64 * share;
    let (mut low, mut high) = (place.floor() as usize, place.ceil() as usize);
    if share > 0.5 {
        while sorted[low] == sorted[high] && low > 0 {
            low -= 1;
        }
    } else {
        while sorted[low] == sorted[high] && high < last {
            high += 1;
        }
    }
    (sorted[low] + sorted[high]) / 2.0
}

/// Peeling, with the points of the box in the order of every column.
struct Peeling<'a> {
    cases: Cases<'a>,
    whole: Limits,
    limits: Limits,
    /// By column: the points inside, by rising value.
    sorted: Vec<Vec<usize>>,
}

impl<'a> Peeling<'a> {
    fn new(cases: &Cases<'a>, points: &[usize]) -> Self {
        let by = |column: &Vec<f64>| {
            let mut order = points.to_vec();
            order.sort_by(|a, b| column[*a].total_cmp(&column[*b]));
            order
        };
        let whole = cases.around(points);
        let sorted = cases.columns.iter().map(by).collect();
        Self { cases: *cases, limits: whole.clone(), whole, sorted }
    }

    /// The end that a peel gives: the column, whether it is the upper end, and where it then lies.
    fn best(&self) -> Option<(usize, bool, f64)> {
        let first = self.sorted.first()?;
        let (n, hits) = (first.len(), self.cases.hits(first));
        let mean = hits as f64 / n as f64;
        let restricted = self.limits.restricted(&self.whole);
        let mut best: Option<(f64, usize, (usize, bool, f64))> = None;
        for (c, sorted) in self.sorted.iter().enumerate() {
            let column = &self.cases.columns[c];
            let values: Vec<f64> = sorted.iter().map(|point| column[*point]).collect();
            let is_free = !restricted.contains(&c);
            for upper in [true, false] {
                let end = quantile(&values, if upper { 1.0 - STEP } else { STEP });
                let lost = match upper {
                    true => &sorted[values.partition_point(|value| *value <= end)..],
                    false => &sorted[..values.partition_point(|value| *value < end)],
                };
                let (left, left_hits) = (n - lost.len(), hits - self.cases.hits(lost));
                let gain = gain(mean, n, left_hits as f64 / left as f64, left);
                let narrows =
                    is_free && end != if upper { self.whole.high[c] } else { self.whole.low[c] };
                let free = self.sorted.len() - restricted.len() - usize::from(narrows);
                let is_better =
                    best.as_ref().is_none_or(|(most, frees, _)| (gain, free) > (*most, *frees));
                let is_large = left as f64 / self.cases.wanted.len() as f64 >= LEAST;
                if is_better {
                    let may = gain > 0.0 && left < n && is_large;
                    best = Some((gain, free, (if may { c } else { usize::MAX }, upper, end)));
                }
            }
        }
        best.map(|(.., peel)| peel).filter(|(column, ..)| *column != usize::MAX)
    }

    /// Peels once; none when the mean does not rise or the box gets too small.
    fn next(&mut self) -> Option<Limits> {
        let (c, upper, end) = self.best()?;
        if upper {
            self.limits.high[c] = end;
        } else {
            self.limits.low[c] = end;
        }
        let column = &self.cases.columns[c];
        let stays =
            |point: &usize| if upper { column[*point] <= end } else { column[*point] >= end };
        self.sorted.iter_mut().for_each(|sorted| sorted.retain(stays));
        Some(self.limits.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::random::{Address, Draws, Purpose};

    /// Uniform points in some columns.
    pub fn uniform(n: u32, columns: u32) -> Vec<Vec<f64>> {
        let draws = Draws::new(11);
        let at = |unit, agent| Address {
            replicate: 0,
            unit,
            purpose: Purpose::Design,
            period: 0,
            agent,
        };
        (0..columns)
            .map(|column| (0..n).map(|point| draws.uniform_at(at(point, column))).collect())
            .collect()
    }

    #[test]
    fn a_planted_box_is_found_and_other_columns_are_left_alone() {
        let columns = uniform(1_000, 6);
        let wanted: Vec<bool> =
            (0..1_000).map(|i| columns[0][i] > 0.6 && columns[3][i] < 0.5).collect();
        let cases = Cases { columns: &columns, wanted: &wanted };
        let points: Vec<usize> = (0..1_000).collect();
        let steps = cases.trajectory(&points);
        let last = steps.iter().max_by(|a, b| a.density.total_cmp(&b.density)).unwrap();
        assert!(last.density > 0.97, "{}", last.density);
        let restricted = last.limits.restricted(&steps[0].limits);
        assert!(restricted.contains(&0) && restricted.contains(&3), "{restricted:?}");
        assert!((last.limits.low[0] - 0.6).abs() < 0.05, "{}", last.limits.low[0]);
        assert!((last.limits.high[3] - 0.5).abs() < 0.05, "{}", last.limits.high[3]);
        for column in [0, 3] {
            let found = cases.quasi_p(last, &points, column);
            assert!(found.iter().flatten().all(|p| *p < 1e-6), "{found:?}");
        }
        assert_eq!(cases.quasi_p(&steps[0], &points, 0), [None, None]);
    }

    #[test]
    fn quantiles_lie_between_different_neighbours() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.05), 1.5);
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.95), 3.5);
        assert_eq!(quantile(&[1.0, 1.0, 1.0, 4.0], 0.05), 2.5);
        assert_eq!(quantile(&[7.0, 7.0], 0.95), 7.0);
    }

    #[test]
    fn nothing_to_find_gives_the_whole_space() {
        let columns = uniform(200, 2);
        let wanted = vec![true; 200];
        let points: Vec<usize> = (0..200).collect();
        let steps = Cases { columns: &columns, wanted: &wanted }.trajectory(&points);
        assert_eq!((steps.len(), steps[0].inside, steps[0].density), (1, 200, 1.0));
    }
}
