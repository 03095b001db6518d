//! Noise of decisions: people in two minds stray, those who are sure do not.

use super::{Mechanism, Rule};
use crate::ground::maths::Real;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "Fischbacher & Gächter 2010: a person's gifts stray by a quarter of the endowment from period to period";

/// How far decisions stray.
pub static SD: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("decision_noise.sd", 0.3, 0.0, 2.0)
    .symbol("σ_s")
    .summary("How far one strays who is in two minds, half-way between nothing and all: the standard deviation.")
    .unit("effort")
    .neutral(0.0)
    .plausible(0.2, 0.4, "a person's gifts stray by .25 of the endowment between periods")
    .source("5", SOURCE)];

/// Twice the middle, so that the noise is largest there and `σ_s`.
const SCALE: f64 = 4.0;

/// The noise of decisions.
#[derive(Debug, Clone, Copy)]
pub struct DecisionNoise<T = f32> {
    scaled: T,
}

impl Rule for DecisionNoise {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "decision_noise",
        summary: "Who is in two minds strays most; who would give nothing or everything does not stray.",
        equation: "(5) part 5: s gains 4 σ_s clamp(s) (1 − clamp(s)) z; not in what is only said",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("decision_noise.sd", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl<T: Real> DecisionNoise<T> {
    /// The noise of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self { scaled: T::of(SCALE * spec.value(&SD)) }
    }

    /// Whether anyone strays.
    pub fn acts(&self) -> bool {
        self.scaled > T::ZERO
    }

    /// What is done by one who would do `meant`, with a standard normal `z`.
    #[inline(always)]
    pub fn strayed(&self, meant: T, z: T) -> T {
        let inside = meant.limited();
        meant + self.scaled * inside * (T::ONE - inside) * z
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_in_two_minds_stray_most() {
        let rule: DecisionNoise<f64> = DecisionNoise { scaled: 1.2 };
        assert!((rule.strayed(0.5, 1.0) - 0.8).abs() < 1e-12);
        assert!((rule.strayed(0.1, -2.0) - (0.1 - 2.0 * 1.2 * 0.09)).abs() < 1e-12);
        assert_eq!(rule.strayed(-0.2, 3.0), -0.2);
        assert_eq!(rule.strayed(1.4, 3.0), 1.4);
    }
}
