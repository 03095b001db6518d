//! Prices at which another family becomes the best.

use super::search::{Searched, outcomes};
use super::{Family, Goal};
use crate::model::mechanisms::prices;
use crate::model::parameter::Parameter;
use crate::scenario::{Change, Scenario};

/// A price at which the order of net value flips.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// The price.
    pub price: &'static Parameter,
    /// What the scenario has.
    pub base: f64,
    /// The family that is best there.
    pub best: &'static Family,
    /// The price nearest to it at which another family is as good; none within the plausible range.
    pub at: Option<(f64, &'static Family)>,
}

/// The prices of which net value is a linear function, each by itself.
fn linear() -> [&'static Parameter; 5] {
    [
        &prices::OUTPUT,
        &prices::BONUS_ON_TOP,
        &prices::PUBLIC_FUNDS,
        &prices::CHECKING_HOURS,
        &prices::REPLACEMENT,
    ]
}

/// The break-even prices of the doses that have the highest net value, from runs of some replicates. Families of
/// which no dose keeps the budgets are left out.
pub fn break_even(
    scenario: &Scenario,
    searched: &[Searched],
    replicates: std::ops::Range<u32>,
) -> Vec<BreakEven> {
    let doses: Vec<(&'static Family, Vec<Change>)> = searched
        .iter()
        .filter_map(|of| {
            let best = of.best.iter().find(|best| best.goal == Goal::NetValue)?;
            Some((of.family, of.family.changes(&best.dose.as_ref()?.values)))
        })
        .collect();
    let net = |dose: &[Change], price: &Parameter, value: f64| -> f64 {
        let changes = dose.iter().cloned().chain([Change::new(price.key, value)]);
        let changed = scenario.with_all(changes).expect("levers and prices were tried");
        outcomes(&changed.treatments[0].spec, replicates.clone())[Goal::NetValue as usize].mean
    };
    let one = |price: &'static Parameter| {
        let plausible = price.plausible.expect("every price has a range");
        let base = scenario.treatments[0].spec.first_value(price);
        let lines: Vec<(&'static Family, Line)> = doses
            .iter()
            .map(|(family, dose)| {
                let ends = [plausible.low, plausible.high].map(|value| net(dose, price, value));
                (*family, Line::through([plausible.low, plausible.high], ends))
            })
            .collect();
        nearest(&lines, base, (plausible.low, plausible.high)).map(|(best, at)| BreakEven {
            price,
            base,
            best,
            at,
        })
    };
    linear().into_iter().filter_map(one).collect()
}

/// Net value as a function of a price.
#[derive(Debug, Clone, Copy)]
struct Line {
    intercept: f64,
    slope: f64,
}

impl Line {
    fn through([x, other_x]: [f64; 2], [y, other_y]: [f64; 2]) -> Self {
        let slope = (other_y - y) / (other_x - x);
        Self { intercept: y - slope * x, slope }
    }

    fn at(self, price: f64) -> f64 {
        self.intercept + self.slope * price
    }
}

/// The best at a price, and the nearest price of a range at which another overtakes it.
fn nearest<T: Copy>(
    lines: &[(T, Line)],
    base: f64,
    range: (f64, f64),
) -> Option<(T, Option<(f64, T)>)> {
    let first = lines.first()?;
    let better = |best: &'_ (T, Line), next: &'_ (T, Line)| next.1.at(base) > best.1.at(base);
    let best = lines.iter().fold(first, |best, next| if better(best, next) { next } else { best });
    let crossing = |other: &(T, Line)| {
        let at = (best.1.intercept - other.1.intercept) / (other.1.slope - best.1.slope);
        (at >= range.0 && at <= range.1).then_some((at, other.0))
    };
    let away = |at: &(f64, T)| (at.0 - base).abs();
    let at = lines.iter().filter_map(crossing).min_by(|a, b| away(a).total_cmp(&away(b)));
    Some((best.0, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_crossing_within_the_range_is_found() {
        let line = |intercept: f64, slope: f64| Line { intercept, slope };
        // a: 1; b: x − 3, as good at 4; c: −x + 2, as good at 1.
        let lines = [("a", line(1.0, 0.0)), ("b", line(-3.0, 1.0)), ("c", line(2.0, -1.0))];
        assert_eq!(nearest(&lines, 2.0, (0.0, 10.0)), Some(("a", Some((1.0, "c")))));
        assert_eq!(nearest(&lines, 3.5, (0.0, 10.0)), Some(("a", Some((4.0, "b")))));
        assert_eq!(nearest(&lines, 2.0, (1.5, 3.0)), Some(("a", None)));
        assert_eq!(nearest(&lines, 6.0, (0.0, 10.0)), Some(("b", Some((4.0, "a")))));
        assert_eq!(nearest::<&str>(&[], 1.0, (0.0, 1.0)), None);
        let through = Line::through([1.0, 3.0], [5.0, 9.0]);
        assert!(through.at(0.0) == 3.0 && through.at(2.0) == 7.0);
    }
}
