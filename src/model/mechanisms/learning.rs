//! How a value moves towards what was seen: faster down than up when bad news weighs more.

use super::{Mechanism, Rule};
use crate::ground::maths::clamp01;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Rate of learning.
pub static RATE: Parameter = PARAMETERS[0];
/// How much faster bad news is learnt.
pub static DOWN_RATIO: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("learning.rate", 0.42, 0.0, 1.0)
        .symbol("η")
        .summary("Share of the distance to the target by which beliefs and trust rise in a period.")
        .unit("share per period")
        .plausible(0.3, 0.55, "Fischbacher & Gächter 2010: .415 between periods of a game; a month at work is taken as one round of seeing")
        .source("14, 15", "Fischbacher & Gächter 2010"),
    Parameter::new("learning.down_ratio", 1.0, 0.1, 10.0)
        .symbol("η_d")
        .summary("How many times faster beliefs and trust fall than rise.")
        .unit("times")
        .neutral(1.0)
        .plausible(1.0, 3.0, "SOU 2018:38 §3.4")
        .source("14, 15", "SOU 2018:38 §3.4, p. 71: bad experiences weigh more"),
];

/// The rates of learning.
#[derive(Debug, Clone, Copy)]
pub struct Learning {
    /// `η`.
    pub rate: f32,
    down_ratio: f32,
}

impl Rule for Learning {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "learning",
        summary: "Beliefs and trust move towards what is seen, down faster than up where bad news weighs more.",
        equation: "move(v, target) = clamp(v + η (target − v)); η η_d in place of η when falling, at most 1",
        source: "Fischbacher & Gächter 2010; SOU 2018:38 §3.4",
        parameters: &PARAMETERS,
        off: &[("learning.down_ratio", 1.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { rate: spec.value(&RATE) as f32, down_ratio: spec.value(&DOWN_RATIO) as f32 }
    }
}

impl Learning {
    /// The value after one move towards a target; in `[0,1]`. `rate` is the rate upwards.
    #[inline(always)]
    pub fn moved(&self, value: f32, target: f32, rate: f32) -> f32 {
        let down = (rate * self.down_ratio).min(1.0);
        approach(value, target, rate, down)
    }
}

/// `clamp(v + rate (target − v))` with one rate up and another one down.
#[inline(always)]
pub fn approach(value: f32, target: f32, up: f32, down: f32) -> f32 {
    let gap = target - value;
    let rate = if gap >= 0.0 { up } else { down };
    clamp01(value + rate * gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_faster_than_it_rises_and_never_overshoots() {
        let learning = Learning { rate: 0.4, down_ratio: 3.0 };
        assert!((learning.moved(0.5, 1.0, 0.4) - 0.7).abs() < 1e-6);
        assert_eq!(learning.moved(0.5, 0.0, 0.4), 0.0);
        assert_eq!(learning.moved(0.9, 1.5, 0.4), 1.0);
        let even = Learning { rate: 0.15, down_ratio: 1.0 };
        assert!((even.moved(0.5, 0.3, 0.15) - 0.47).abs() < 1e-6);
    }
}
