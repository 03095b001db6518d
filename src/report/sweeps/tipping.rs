//! The tipping belief of the mean-field limit, drawn over maps that vary the starting belief.

use super::Wish;
use crate::model::structure::START_BELIEF;
use crate::report::figure::{Layer, Legend, Style};
use crate::study::sweep::{FactorValue, Point, Sweep};
use crate::theory::MeanField;

/// A curve over a map; empty where there is none.
pub struct Tipping {
    points: Vec<(f64, f64)>,
}

impl Tipping {
    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The curve.
    pub fn layer(&self) -> Layer {
        Layer::Curve { points: self.points.clone(), style: Style::ink() }
    }

    /// Its entry in the legend.
    pub fn legend(&self) -> Legend {
        Legend { name: "tipping belief of the mean-field limit".to_owned(), style: Style::ink() }
    }
}

/// The lowest unstable belief of the mean-field limit at the values of the other factor. Empty when
/// the map does not vary the starting belief, or its scenario has no such limit.
pub fn curve(sweep: &Sweep, wish: &Wish) -> Tipping {
    let y = wish.y.as_deref().unwrap_or_default();
    let others_vary = sweep.factors.len() != 2 || sweep.scenario.treatments.len() != 1;
    let belief_on_x = wish.x == START_BELIEF.key;
    if others_vary || (!belief_on_x && y != START_BELIEF.key) {
        return Tipping { points: Vec::new() };
    }
    let belief = usize::from(sweep.factors[0].key != START_BELIEF.key);
    let other = 1 - belief;
    let mut values: Vec<f64> = (0..sweep.n_points())
        .filter_map(|number| sweep.point(number)?.values[other].number())
        .collect();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup();
    let mut points = Vec::new();
    for value in values {
        let mut at = vec![FactorValue::Number(0.5); 2];
        at[other] = FactorValue::Number(value);
        let Ok(treatments) = sweep.treatments(&Point { number: 0, values: at }) else { continue };
        let Ok(limit) = MeanField::new(&treatments[0].spec) else { continue };
        let tipping = limit.tipping_belief().unwrap_or(f64::NAN);
        points.push(if belief_on_x { (tipping, value) } else { (value, tipping) });
    }
    points.retain(|(x, y)| x.is_finite() && y.is_finite());
    Tipping { points }
}
