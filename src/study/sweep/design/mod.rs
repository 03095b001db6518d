//! Designs: where in the space of factors the points of a sweep lie.
//!
//! A [`Design`] is one constant in a file of its own, listed in [`DESIGNS`]. It lays out a
//! [`Layout`], from which the place of any point can be had by its number alone, so that shards and
//! resumed sweeps need no others.

mod around;
mod corners;
mod grid;
mod latin_hypercube;
mod list;
mod morris;
mod one_at_a_time;
mod random;
mod saltelli;
mod sobol;

use crate::ground::random::Draws;

pub use sobol::{MOST_DIMENSIONS, Sobol};

/// What a design says about itself, and how it lays points out.
#[derive(Debug, Clone, Copy)]
pub struct Design {
    /// Name in sweep files.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// The numbers that it needs: key, meaning, smallest allowed, and default (none when it must be
    /// given).
    pub numbers: &'static [Need],
    /// Whether every factor needs a number of levels.
    pub needs_levels: bool,
    /// Whether every factor needs a list of values, all of the same length.
    pub needs_lists: bool,
    /// Whether it tells nothing when some of its points are left out.
    pub needs_all_points: bool,
    /// Whether factors can move in groups; each group then counts as one factor.
    pub takes_groups: bool,
    /// The number of points, from the levels of the factors and the design's numbers; `u64::MAX`
    /// stands for more than can be counted.
    pub count: fn(levels: &[u64], numbers: &[u64]) -> u64,
    /// Lays points out. They must be so few that they can be laid out at all.
    pub lay_out: fn(&Request) -> Box<dyn Layout>,
}

/// A number that a design needs.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// Key in `[sweep]`.
    pub key: &'static str,
    /// What it means.
    pub summary: &'static str,
    /// Smallest allowed.
    pub least: u64,
    /// Value when it is not given; none when it must be.
    pub default: Option<u64>,
    /// What kind of number it is.
    pub kind: NeedKind,
}

/// Kinds of numbers that designs need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedKind {
    /// A whole number.
    Count,
    /// An even number.
    Even,
    /// `true` (1) or `false` (0).
    Flag,
}

/// What a design is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Number of listed values of each factor, or of levels of a range.
    pub levels: Vec<u64>,
    /// Of each factor: whether its values are listed.
    pub listed: Vec<bool>,
    /// Of each factor: the group, counted from 0, with which it moves.
    pub groups: Vec<usize>,
    /// The design's numbers, in the order of its needs.
    pub numbers: Vec<u64>,
    /// Source of random numbers, from the design's seed.
    pub draws: Draws,
}

impl Request {
    /// Number of factors.
    pub fn n_factors(&self) -> usize {
        self.levels.len()
    }

    /// Number of groups of factors.
    pub fn n_groups(&self) -> usize {
        self.groups.iter().max().map_or(0, |last| last + 1)
    }
}

/// Where a point lies on a factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Position {
    /// At a level, counted from 0.
    Level(u64),
    /// At the value below which this share, in `[0,1]`, of the factor's range or distribution lies.
    Share(f64),
    /// At one, counted from 0, of so many evenly spaced shares from 0 to 1.
    Step(u64, u64),
    /// Where the scenario has it.
    Base,
}

/// The points of a design.
pub trait Layout: Send + Sync {
    /// Number of points.
    fn len(&self) -> u64;

    /// Where a point (counted from 0) lies on a factor (counted from 0).
    fn position(&self, point: u64, factor: usize) -> Position;

    /// Whether there is no point.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Every design, in the order of help.
pub static DESIGNS: [&Design; 10] = [
    &list::LIST,
    &grid::GRID,
    &corners::CORNERS,
    &one_at_a_time::ONE_AT_A_TIME,
    &random::RANDOM,
    &latin_hypercube::LATIN_HYPERCUBE,
    &sobol::SOBOL,
    &morris::MORRIS,
    &saltelli::SALTELLI,
    &around::AROUND,
];

/// The design with this name.
pub fn find_design(name: &str) -> Option<&'static Design> {
    DESIGNS.into_iter().find(|design| design.name == name)
}

/// The number of points of a design that is told it.
const AS_MANY_AS_TOLD: fn(&[u64], &[u64]) -> u64 = |_, numbers| numbers[0];

/// The number of points that space-filling designs need.
const POINTS: Need = Need {
    key: "points",
    summary: "Number of points.",
    least: 1,
    default: None,
    kind: NeedKind::Count,
};

#[cfg(test)]
mod tests {
    use super::*;

    /// A request with the design's seed 1.
    pub fn request(levels: &[u64], numbers: &[u64]) -> Request {
        let (levels, numbers) = (levels.to_vec(), numbers.to_vec());
        let listed = vec![false; levels.len()];
        let groups = (0..levels.len()).collect();
        Request { levels, listed, groups, numbers, draws: Draws::new(1) }
    }

    /// A layout of a design with the design's seed 1.
    pub fn laid_out(design: &Design, levels: &[u64], numbers: &[u64]) -> Box<dyn Layout> {
        (design.lay_out)(&request(levels, numbers))
    }

    /// All points of a design whose positions are shares.
    pub fn shares(layout: &dyn Layout, factors: usize) -> Vec<Vec<f64>> {
        let share = |point, factor| match layout.position(point, factor) {
            Position::Share(share) => share,
            Position::Step(step, of) => step as f64 / (of - 1) as f64,
            other => panic!("{other:?} is no share"),
        };
        let point = |point| (0..factors).map(|factor| share(point, factor)).collect();
        (0..layout.len()).map(point).collect()
    }

    #[test]
    fn names_are_unique_and_found() {
        for design in DESIGNS {
            assert!(std::ptr::eq(find_design(design.name).unwrap(), design));
        }
    }

    #[test]
    fn designs_have_as_many_points_as_they_say() {
        for design in DESIGNS {
            let numbers: Vec<u64> = design.numbers.iter().map(|n| n.default.unwrap_or(8)).collect();
            for levels in [vec![3], vec![4, 4], vec![2; 5]] {
                let layout = laid_out(design, &levels, &numbers);
                assert_eq!(layout.len(), (design.count)(&levels, &numbers), "{}", design.name);
            }
        }
    }
}
