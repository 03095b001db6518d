//! Conformity: people do in part what they expect others in their position to do, whatever they
//! themselves would like.
//!
//! Asked in advance what they would give for each gift of the others, a quarter of people say
//! «nothing»; at play the same people follow the others half of the way. What is asked for is the
//! wish (equation 5 without conformity); what is played follows the crowd as well.

use super::{Mechanism, Rule};
use crate::ground::maths::Real;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// How far people follow the crowd.
pub static WEIGHT: Parameter = PARAMETERS[0];

const SOURCE: &str = "Fischbacher & Gächter 2010, table 2 (what is said in advance has a weight of 0.24 in what is done, the belief one of 0.67); Bardsley & Sausgruber 2005";

const PARAMETERS: [Parameter; 1] = [Parameter::new("conformity.weight", 0.49, 0.0, 1.0)
    .symbol("κ_f")
    .summary("How far staff do what they expect of their colleagues rather than what they themselves would like.")
    .unit("share")
    .neutral(0.0)
    .plausible(0.42, 0.60, "points near the best fit of paths of gifts against schedules")
    .source("5", SOURCE)];

/// The weight of conformity.
#[derive(Debug, Clone, Copy)]
pub struct Conformity<T = f32> {
    weight: T,
}

impl Rule for Conformity {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "conformity",
        summary: "Staff do in part what they expect of their colleagues, whatever they themselves would like.",
        equation: "(5) part 2, where several others are in the same position: s = (1 − κ_f) W + κ_f B",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("conformity.weight", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl<T: Real> Conformity<T> {
    /// The weight in a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self { weight: T::of(spec.value(&WEIGHT)) }
    }

    /// Whether anyone follows the crowd.
    pub fn acts(&self) -> bool {
        self.weight > T::ZERO
    }

    /// What is done by one who would like to do `wish` and expects others to do `belief`.
    #[inline(always)]
    pub fn followed(&self, wish: T, belief: T) -> T {
        (T::ONE - self.weight) * wish + self.weight * belief
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_wish_and_crowd() {
        let rule: Conformity = Conformity { weight: 0.25 };
        assert!((rule.followed(0.2, 0.6) - 0.3).abs() < 1e-6);
        // Who wants what all do does that.
        assert!((rule.followed(0.5, 0.5) - 0.5).abs() < 1e-6);
        assert_eq!(Conformity { weight: 0.0 }.followed(0.37, 0.9), 0.37);
    }
}
