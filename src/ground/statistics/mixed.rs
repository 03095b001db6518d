//! Variance components of nested data: pupils in classes in schools (restricted maximum likelihood).

use nalgebra::{DMatrix, DVector};

/// A linear model with a random effect of each group, and perhaps of each subgroup within groups:
/// `y = X b + u_group + v_subgroup + e`.
#[derive(Debug, Clone)]
pub struct Nested {
    predictors: usize,
    groups: Vec<Vec<Sums>>,
    n: usize,
}

/// What of a subgroup the likelihood needs: sums over its members, so that each value of the variances
/// costs a step per subgroup and not one per member.
#[derive(Debug, Clone)]
struct Sums {
    n: f64,
    xx: DMatrix<f64>,
    xy: DVector<f64>,
    x: DVector<f64>,
    y: f64,
    yy: f64,
}

/// Estimated components.
#[derive(Debug, Clone, PartialEq)]
pub struct Components {
    /// Variance between groups.
    pub group: f64,
    /// Variance between subgroups within groups; 0 where there are none.
    pub subgroup: f64,
    /// Variance within subgroups.
    pub residual: f64,
    /// Coefficients of the predictors, the constant first.
    pub coefficients: Vec<f64>,
}

impl Components {
    /// The share of the variance that lies between groups (intraclass correlation).
    pub fn group_share(&self) -> f64 {
        self.group / (self.group + self.subgroup + self.residual)
    }

    /// The share that lies between subgroups within groups.
    pub fn subgroup_share(&self) -> f64 {
        self.subgroup / (self.group + self.subgroup + self.residual)
    }
}

/// A member: its group and subgroup (numbers that mean nothing but which are the same), predictors
/// (without the constant) and outcome.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Group.
    pub group: usize,
    /// Subgroup, numbered over all groups.
    pub subgroup: usize,
    /// Predictors.
    pub predictors: &'a [f64],
    /// Outcome.
    pub outcome: f64,
}

impl Nested {
    /// Sums up members, in any order. All must have as many predictors.
    pub fn new<'a>(members: impl IntoIterator<Item = Member<'a>>) -> Self {
        use std::collections::BTreeMap;
        let mut groups: BTreeMap<usize, BTreeMap<usize, Sums>> = BTreeMap::new();
        let (mut n, mut p) = (0, 1);
        for member in members {
            p = member.predictors.len() + 1;
            n += 1;
            let sums = groups.entry(member.group).or_default().entry(member.subgroup);
            sums.or_insert_with(|| Sums::none(p)).add(member.predictors, member.outcome);
        }
        let groups = groups.into_values().map(|group| group.into_values().collect()).collect();
        Self { predictors: p, groups, n }
    }

    /// Estimates the components. `with_subgroups` asks for the variance between subgroups too.
    ///
    /// None when there are too few members or predictors depend on each other.
    pub fn estimate(&self, with_subgroups: bool) -> Option<Components> {
        if self.n <= self.predictors {
            return None;
        }
        // Variances over the residual one, as shares of all: theta = share / (1 − share).
        let theta = |share: f64| share / (1.0 - share);
        let deviance = |group: f64, subgroup: f64| {
            self.fit(theta(group), theta(subgroup)).map_or(f64::INFINITY, |fit| fit.deviance)
        };
        let (mut group, mut subgroup) = (0.1, if with_subgroups { 0.1 } else { 0.0 });
        for _ in 0..if with_subgroups { 60 } else { 1 } {
            let before = (group, subgroup);
            group = lowest(|share| deviance(share, subgroup));
            if with_subgroups {
                subgroup = lowest(|share| deviance(group, share));
            }
            if (group - before.0).abs() + (subgroup - before.1).abs() < 1e-9 {
                break;
            }
        }
        let fit = self.fit(theta(group), theta(subgroup))?;
        Some(Components {
            group: theta(group) * fit.residual,
            subgroup: theta(subgroup) * fit.residual,
            residual: fit.residual,
            coefficients: fit.coefficients.iter().copied().collect(),
        })
    }

    /// The best coefficients at some variances over the residual one, and the restricted deviance.
    fn fit(&self, group: f64, subgroup: f64) -> Option<Fit> {
        let p = self.predictors;
        let (mut xx, mut xy) = (DMatrix::zeros(p, p), DVector::zeros(p));
        let (mut yy, mut log_determinant) = (0.0, 0.0);
        for subgroups in &self.groups {
            // Weighted sums over the group's subgroups, of a constant with everything.
            let (mut one_one, mut one_y, mut one_x) = (0.0, 0.0, DVector::zeros(p));
            for sums in subgroups {
                let shrink = subgroup / (1.0 + sums.n * subgroup);
                // By element, because vectors and matrices made in between cost more than all else.
                for row in 0..p {
                    let x = sums.x[row];
                    for column in 0..p {
                        let shrunk = shrink * x * sums.x[column];
                        xx[(row, column)] += sums.xx[(row, column)] - shrunk;
                    }
                    xy[row] += sums.xy[row] - shrink * sums.y * x;
                }
                yy += sums.yy - shrink * sums.y * sums.y;
                let weight = 1.0 - shrink * sums.n;
                one_one += weight * sums.n;
                one_y += weight * sums.y;
                for row in 0..p {
                    one_x[row] += weight * sums.x[row];
                }
                log_determinant += libm::log(1.0 + sums.n * subgroup);
            }
            let shrink = group / (1.0 + one_one * group);
            xx -= shrink * &one_x * one_x.transpose();
            xy -= shrink * one_y * &one_x;
            yy -= shrink * one_y * one_y;
            log_determinant += libm::log(1.0 + one_one * group);
        }
        let decomposed = xx.cholesky()?;
        let coefficients = decomposed.solve(&xy);
        let free = (self.n - p) as f64;
        let residual = (yy - coefficients.dot(&xy)).max(0.0) / free;
        let information: f64 = decomposed.l().diagonal().iter().map(|l| 2.0 * libm::log(*l)).sum();
        let deviance = free * libm::log(residual) + log_determinant + information;
        Some(Fit { deviance, residual, coefficients })
    }
}

/// What is best at some variances.
struct Fit {
    deviance: f64,
    residual: f64,
    coefficients: DVector<f64>,
}

impl Sums {
    fn none(p: usize) -> Self {
        let (xx, zero) = (DMatrix::zeros(p, p), DVector::zeros(p));
        Self { n: 0.0, xx, xy: zero.clone(), x: zero, y: 0.0, yy: 0.0 }
    }

    fn add(&mut self, predictors: &[f64], y: f64) {
        self.n += 1.0;
        self.y += y;
        self.yy += y * y;
        let value = |place: usize| if place == 0 { 1.0 } else { predictors[place - 1] };
        for row in 0..=predictors.len() {
            let own = value(row);
            self.x[row] += own;
            self.xy[row] += own * y;
            for column in 0..=predictors.len() {
                self.xx[(row, column)] += own * value(column);
            }
        }
    }
}

/// The place of the lowest value of a function with a single valley on `[0,1)` (golden section), or 0
/// where that is lower.
fn lowest(of: impl Fn(f64) -> f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let (mut low, mut high) = (0.0, 0.999_999);
    let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_a, mut at_b) = (of(a), of(b));
    while high - low > 1e-10 {
        if at_a < at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - GOLDEN * (high - low);
            at_a = of(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + GOLDEN * (high - low);
            at_b = of(b);
        }
    }
    let found = 0.5 * (low + high);
    if of(0.0) <= of(found) { 0.0 } else { found }
}
