//! Where a claim breaks: boxes and a tree over the points of its space.

use super::effect::{Effect, Outcome, Resampled, drawn_again};
use crate::ground::executor;
use crate::ground::random::Draws;
use crate::ground::statistics::cart::Tree;
use crate::ground::statistics::prim::{Cases, Limits, Step};
use crate::ground::statistics::sensitivity::percentile_interval;
use crate::study::runs::CONFIDENCE;

/// Most boxes of a target.
const MOST_BOXES: usize = 3;
/// Most numbers that a box restricts: more can neither be told nor, among so many, be trusted.
const MOST_RESTRICTED: usize = 5;
/// Largest quasi-p value of an end that stays in a box.
const QUASI_P: f64 = 0.05;
/// A box must be so many times denser than all points.
const DENSER: f64 = 1.25;
/// A box must hold this share of what is looked for.
const LEAST_COVERAGE: f64 = 0.1;
/// Resamples of the points for the ends of a box.
const RESAMPLES: u32 = 100;
/// Cuts of the tree one below the other.
const DEPTH: u32 = 3;
/// Smallest share of the points in a leaf.
const LEAF: f64 = 0.05;
/// Parts of the points of which each is predicted from the others.
const FOLDS: usize = 10;

/// What boxes look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Points at which the claim holds.
    Holds,
    /// Points at which it does not.
    Breaks,
    /// Points at which the opposite holds.
    Opposite,
}

/// A column that a box restricts.
#[derive(Debug, Clone, PartialEq)]
pub struct Restriction {
    /// The column.
    pub column: usize,
    /// The lower end, if it is one: its value, and 95 % of its values in resampled points.
    pub low: Option<[f64; 3]>,
    /// The upper end, likewise.
    pub high: Option<[f64; 3]>,
    /// The larger quasi-p value of its ends.
    pub quasi_p: f64,
    /// In which share of resampled points the box is restricted in it.
    pub again: f64,
}

/// A box that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it looks for.
    pub target: Target,
    /// The box.
    pub step: Step,
    /// The columns in which it is restricted, that with the smallest quasi-p value first.
    pub restrictions: Vec<Restriction>,
    /// Share of points that are looked for in the boxes of resampled points, among points that were not
    /// drawn: what the box is worth for points that it has not seen.
    pub unseen: f64,
    /// The way on which it was found, from the box around the points where it was looked for.
    pub trajectory: Vec<Step>,
}

/// Where a claim holds and where it breaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Regions {
    /// The boxes, in the order in which they were found.
    pub boxes: Vec<Found>,
    /// The tree of where it holds.
    pub tree: Tree,
    /// Share of points that a tree from the others predicts rightly.
    pub predicted: f64,
    /// Share of points that are predicted rightly by what is most frequent.
    pub guessed: f64,
}

impl Target {
    /// Every target.
    pub const ALL: [Self; 3] = [Self::Breaks, Self::Opposite, Self::Holds];

    fn is(self, effect: &Effect) -> bool {
        match self {
            Self::Holds => effect.outcome == Outcome::Holds,
            Self::Breaks => effect.outcome != Outcome::Holds,
            Self::Opposite => effect.outcome == Outcome::Opposite,
        }
    }

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Breaks => "breaks",
            Self::Opposite => "opposite",
        }
    }
}

impl Regions {
    /// Looks for boxes and grows the tree; columns are the values of each number at the points of the
    /// effects.
    pub fn of(columns: &[Vec<f64>], effects: &[Effect], seed: u64) -> Self {
        let holds: Vec<bool> = effects.iter().map(|effect| Target::Holds.is(effect)).collect();
        let mut boxes = Vec::new();
        for target in Target::ALL {
            let wanted: Vec<bool> = effects.iter().map(|effect| target.is(effect)).collect();
            let share = share(&wanted);
            // Of what is nearly everywhere, the rest is what can be told.
            let is_told = match target {
                Target::Opposite => (0.02..=0.9).contains(&share),
                Target::Breaks => (0.01..=0.9).contains(&share),
                Target::Holds => (0.01..0.5).contains(&share),
            };
            if is_told {
                boxes.extend(find(target, Cases { columns, wanted: &wanted }, seed));
            }
        }
        let points: Vec<usize> = (0..holds.len()).collect();
        let cases = Cases { columns, wanted: &holds };
        let tree = Tree::grown(cases, &points, DEPTH, least(points.len()));
        let most = share(&holds);
        Self { boxes, tree, predicted: predicted(cases), guessed: most.max(1.0 - most) }
    }
}

fn share(wanted: &[bool]) -> f64 {
    wanted.iter().filter(|wanted| **wanted).count() as f64 / wanted.len() as f64
}

fn least(points: usize) -> usize {
    ((LEAF * points as f64).ceil() as usize).max(1)
}

/// The share of points that trees from other points predict rightly.
fn predicted(cases: Cases) -> f64 {
    let n = cases.wanted.len();
    let right = executor::map(0..FOLDS, |fold| {
        let rest: Vec<usize> = (0..n).filter(|point| point % FOLDS != fold).collect();
        let tree = Tree::grown(cases, &rest, DEPTH, least(rest.len()));
        let is_right =
            |point: &usize| (tree.share(cases.columns, *point) >= 0.5) == cases.wanted[*point];
        (fold..n).step_by(FOLDS).filter(is_right).count()
    });
    right.iter().sum::<usize>() as f64 / n as f64
}

/// The boxes of a target, each among the points that those before it leave.
fn find(target: Target, cases: Cases, seed: u64) -> Vec<Found> {
    let mut points: Vec<usize> = (0..cases.wanted.len()).collect();
    let base = share(cases.wanted);
    let mut found = Vec::new();
    while found.len() < MOST_BOXES {
        let trajectory = cases.trajectory(&points);
        let step = best(cases, &trajectory, &points);
        if step.density < (DENSER * base).min(0.5 + 0.5 * base) || step.coverage < LEAST_COVERAGE {
            break;
        }
        let whole = trajectory[0].limits.clone();
        let again = Again::of(cases, &points, seed);
        let unseen = again.unseen();
        // What is not found again in other points was chance.
        if step.limits == whole || unseen.is_nan() || unseen <= share_among(cases, &points) {
            break;
        }
        let restrictions = again.restrictions(cases, &step, &whole, &points);
        let inside = cases.within(&step.limits, &points);
        points.retain(|point| inside.binary_search(point).is_err());
        found.push(Found { target, step, restrictions, unseen, trajectory });
    }
    found
}

fn share_among(cases: Cases, points: &[usize]) -> f64 {
    cases.hits(points) as f64 / points.len() as f64
}

/// The box of a way that is best in coverage and density together (their harmonic mean is highest) among
/// those that restrict few numbers, without ends that chance could have put there.
fn best(cases: Cases, trajectory: &[Step], points: &[usize]) -> Step {
    let whole = &trajectory[0].limits;
    let quality = |step: &Step| {
        2.0 * step.coverage * step.density / (step.coverage + step.density).max(f64::MIN_POSITIVE)
    };
    let few = trajectory.iter().filter(|s| s.limits.restricted(whole).len() <= MOST_RESTRICTED);
    let best = few.max_by(|a, b| quality(a).total_cmp(&quality(b)));
    simplified(cases, best.unwrap_or(&trajectory[0]).clone(), points)
}

/// The box without ends that chance could have put there, the least likely to matter first.
fn simplified(cases: Cases, mut step: Step, points: &[usize]) -> Step {
    let around = cases.around(points);
    loop {
        let mut weakest: Option<(f64, usize, usize)> = None;
        for column in step.limits.restricted(&around) {
            for (side, p) in cases.quasi_p(&step, points, column).into_iter().enumerate() {
                let Some(p) = p.filter(|p| *p > QUASI_P) else { continue };
                if weakest.is_none_or(|(most, ..)| p > most) {
                    weakest = Some((p, column, side));
                }
            }
        }
        let Some((_, column, side)) = weakest else { return step };
        let mut limits = step.limits.clone();
        match side {
            0 => limits.low[column] = around.low[column],
            _ => limits.high[column] = around.high[column],
        }
        step = cases.step(limits, points);
    }
}

/// Boxes that were found in the same way in resampled points.
struct Again {
    /// Of each resample: the box, and that around all points drawn.
    boxes: Vec<(Limits, Limits)>,
    /// Points inside of these boxes that were not drawn, and those of them that are looked for.
    unseen: (usize, usize),
}

impl Again {
    fn of(cases: Cases, points: &[usize], seed: u64) -> Self {
        let draws = Draws::new(seed);
        let found = executor::map(0..RESAMPLES, |resample| {
            let places = drawn_again(&draws, resample, Resampled::Boxes, points.len());
            let drawn: Vec<usize> = places.map(|place| points[place]).collect();
            let limits = best(cases, &cases.trajectory(&drawn), &drawn).limits;
            let mut is_drawn = vec![false; cases.wanted.len()];
            drawn.iter().for_each(|point| is_drawn[*point] = true);
            let others: Vec<usize> =
                points.iter().copied().filter(|point| !is_drawn[*point]).collect();
            let around = cases.around(&drawn);
            let restricted = limits.restricted(&around);
            let inside = others.iter().filter(|point| {
                let is_inside = |c: &usize| {
                    (limits.low[*c]..=limits.high[*c]).contains(&cases.columns[*c][**point])
                };
                restricted.iter().all(is_inside)
            });
            let inside: Vec<usize> = inside.copied().collect();
            let hits = cases.hits(&inside);
            ((limits, around), (inside.len(), hits))
        });
        let unseen = found.iter().fold((0, 0), |(n, hits), (_, of)| (n + of.0, hits + of.1));
        Self { boxes: found.into_iter().map(|(limits, _)| limits).collect(), unseen }
    }

    /// Which share of the points that were not drawn is looked for, inside of the boxes.
    fn unseen(&self) -> f64 {
        self.unseen.1 as f64 / self.unseen.0 as f64
    }

    /// The columns that a box restricts, with how its ends vary.
    fn restrictions(
        &self,
        cases: Cases,
        step: &Step,
        whole: &Limits,
        points: &[usize],
    ) -> Vec<Restriction> {
        let columns = step.limits.restricted(whole).into_iter();
        let mut found: Vec<Restriction> =
            columns.map(|column| self.restriction(cases, step, whole, points, column)).collect();
        found.sort_by(|a, b| a.quasi_p.total_cmp(&b.quasi_p));
        found
    }

    fn restriction(
        &self,
        cases: Cases,
        step: &Step,
        whole: &Limits,
        points: &[usize],
        column: usize,
    ) -> Restriction {
        let narrower = |(limits, around): &&(Limits, Limits)| {
            limits.low[column] != around.low[column] || limits.high[column] != around.high[column]
        };
        let end = |own: f64, widest: f64, of: fn(&Limits) -> &Vec<f64>| {
            let ends: Vec<f64> = self.boxes.iter().map(|(limits, _)| of(limits)[column]).collect();
            let (low, high) = percentile_interval(&ends, CONFIDENCE);
            (own != widest).then_some([own, low, high])
        };
        let quasi_p = cases.quasi_p(step, points, column);
        Restriction {
            column,
            low: end(step.limits.low[column], whole.low[column], |limits| &limits.low),
            high: end(step.limits.high[column], whole.high[column], |limits| &limits.high),
            quasi_p: quasi_p.into_iter().flatten().fold(0.0, f64::max),
            again: self.boxes.iter().filter(narrower).count() as f64 / f64::from(RESAMPLES),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::effect::effect;
    use super::super::effect::tests::claim;
    use super::*;
    use crate::ground::random::{Address, Purpose};

    fn uniform(n: u32, columns: u32) -> Vec<Vec<f64>> {
        let purpose = Purpose::Design;
        let at = |unit, agent| Address { replicate: 0, unit, purpose, period: 0, agent };
        let draws = Draws::new(3);
        let column = |c| (0..n).map(|point| draws.uniform_at(at(point, c))).collect();
        (0..columns).map(column).collect()
    }

    fn effects_of(of: impl Fn(usize) -> f64, n: usize) -> Vec<Effect> {
        (0..n).map(|point| effect(point as u64, &[of(point)], &claim(0.0), 1.0)).collect()
    }

    /// The claim breaks where the first number is above 0.7 and the third below 0.4, and nowhere else.
    #[test]
    fn a_planted_boundary_is_found() {
        let columns = uniform(800, 12);
        let breaks = |point: usize| columns[0][point] > 0.7 && columns[2][point] < 0.4;
        let effects = effects_of(|point| if breaks(point) { -1.0 } else { 1.0 }, 800);
        let found = Regions::of(&columns, &effects, 1);
        let first = &found.boxes[0];
        assert_eq!(first.target, Target::Breaks);
        let mut restricted: Vec<usize> = first.restrictions.iter().map(|r| r.column).collect();
        restricted.sort_unstable();
        assert_eq!(restricted, [0, 2]);
        assert!(first.step.density > 0.9 && first.step.coverage > 0.8, "{:?}", first.step);
        for restriction in &first.restrictions {
            let (planted, end) = match restriction.column {
                0 => (0.7, restriction.low.unwrap()),
                _ => (0.4, restriction.high.unwrap()),
            };
            assert!((end[0] - planted).abs() < 0.06, "{restriction:?}");
            assert!(end[1] < planted + 0.06 && end[2] > planted - 0.06, "{restriction:?}");
            assert!(restriction.again > 0.95, "{restriction:?}");
        }
        assert!(found.predicted > 0.97, "{}", found.predicted);
        assert!(found.tree.cut.is_some_and(|cut| [0, 2].contains(&cut.column)));
    }

    /// Where nothing rules the outcome, a tree predicts no better than a coin.
    #[test]
    fn a_coin_has_no_boundary() {
        let columns = uniform(800, 6);
        let effects = effects_of(|point| columns[5][point] - 0.5, 800);
        let found = Regions::of(&columns[..5], &effects, 1);
        assert!((found.predicted - 0.5).abs() < 0.06, "{}", found.predicted);
        for found in found.boxes {
            assert!(found.unseen < 0.6, "{:?}", found.step);
        }
    }
}
