//! The best dose of each family of steering: in plain words, as tables and as figures.

mod figures;
mod tables;
mod words;

pub use figures::figures;
pub use tables::tables;
pub use words::in_words;

use crate::study::assumptions::OverAssumptions;
use crate::study::frontier::{Best, BreakEven, Budgets, Dominance, Goal, Searched};

/// Names of the files, in the order in which they are written, the figures apart.
pub const FILES: [&str; 8] = [
    "summary.md",
    "best.csv",
    "frontier.csv",
    "doses.csv",
    "over_assumptions.csv",
    "assumptions.csv",
    "dominance.csv",
    "break_even.csv",
];
/// Names of the figures.
pub const FIGURES: [&str; 2] = ["frontier", "best"];

/// All that was found.
#[derive(Debug)]
pub struct Found {
    /// Title of the scenario.
    pub title: String,
    /// The budgets.
    pub budgets: Budgets,
    /// Replicates of each dose in the search.
    pub replicates: u32,
    /// By family: what the search found.
    pub searched: Vec<Searched>,
    /// The families with a dose for true output within the budgets, by place; they are the treatments of what
    /// was found over assumptions.
    pub compared: Vec<usize>,
    /// Their best doses for true output over what is not known; none where that was not asked for.
    pub over: Option<OverAssumptions>,
    /// By metric: which of them dominates which, by place among them.
    pub dominance: Vec<(&'static str, Vec<Dominance>)>,
    /// Prices at which another family becomes best.
    pub break_even: Vec<BreakEven>,
}

impl Found {
    /// The names of the families that are compared.
    pub fn names(&self) -> Vec<&'static str> {
        self.compared.iter().map(|place| self.searched[*place].family.name).collect()
    }

    /// The best of a family for a goal.
    fn best(&self, place: usize, goal: Goal) -> Option<&Best> {
        self.searched[place].best.iter().find(|best| best.goal == goal && best.dose.is_some())
    }
}

/// The doses of which no other costs as little or less and gives as much or more: the cost and what it gives,
/// cheapest first.
fn pareto(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    points.retain(|point| point.0.is_finite() && point.1.is_finite());
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let mut best = f64::NEG_INFINITY;
    points.retain(|point| {
        let is_better = point.1 > best;
        best = best.max(point.1);
        is_better
    });
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nothing_cheaper_reaches_is_on_the_frontier() {
        let points =
            vec![(2.0, 0.5), (1.0, 0.4), (1.0, 0.3), (3.0, 0.5), (2.5, 0.6), (f64::NAN, 9.0)];
        assert_eq!(pareto(points), [(1.0, 0.4), (2.0, 0.5), (2.5, 0.6)]);
    }
}
