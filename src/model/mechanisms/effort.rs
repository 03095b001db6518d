//! The choice of effort between measured and unmeasured co-operative work.
//!
//! The exact joint maximum of equation 7, branch-free. Given `x`, the best `q` is
//! `clamp((1 + κ) M − κ x)`; what is left is concave in `x`, with a marginal cost
//! `(x + κ q(x)) / (1 + κ)` that is piecewise linear and increasing. Its inverse at a marginal
//! benefit `A` is the interior solution `(A − κ M)/(1 − κ)` limited to the solutions of the two
//! corners of `q`, `A (1 + κ)` and `A (1 + κ) − κ`. Checks add `m s` to the benefit below the
//! standard, so the kink holds `x` whenever it lies between the solutions with and without checks.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::{clamp01, larger, smaller};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Substitution between the two kinds of effort.
pub static SUBSTITUTION: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("effort.substitution", 0.3, -0.9, 0.9)
    .symbol("κ")
    .summary("How much effort on one kind of work makes the other harder; negative: easier.")
    .neutral(0.0)
    .plausible(-0.3, 0.6, "task")
    .source("7", "Holmström & Milgrom 1991")];

/// The numbers of the effort choice.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    substitution: f32,
}

impl Rule for Effort {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "effort",
        summary: "Each agent splits effort between measured and unmeasured co-operative work so that its own gain is largest.",
        equation: "(7) (x, q) = argmax over [0,1]² of (M + b* + team_pay/n) x + M q + m s min(x, x̄_u) − (x²/2 + q²/2 + κ x q)/(1 + κ), x̄_u from (3)",
        source: "Holmström & Milgrom 1991",
        parameters: &PARAMETERS,
        off: &[("effort.substitution", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { substitution: spec.value(&SUBSTITUTION) as f32 }
    }
}

impl Step for Effort {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let levers = &block.units.levers;
        let mut penalty: Row = [0.0; LANES];
        for lane in 0..LANES {
            penalty[lane] = levers[Lever::Monitoring][lane] * levers[Lever::Sanction][lane];
        }
        let (pay, standard) = (&block.flows.marginal_pay, &block.flows.effective_standard);
        for (agent, drive) in context.scratch.drive.iter().enumerate() {
            let (mut measured, mut cooperation): (Row, Row) = ([0.0; LANES], [0.0; LANES]);
            for lane in 0..LANES {
                (measured[lane], cooperation[lane]) =
                    self.choice(drive[lane], pay[lane], penalty[lane], standard[lane]);
            }
            block.agents.measured_effort[agent] = measured;
            block.agents.cooperation[agent] = cooperation;
        }
    }
}

impl Effort {
    /// The best efforts `(x, q)`, both in `[0,1]`, at drive `M` ≥ 0, marginal pay, expected penalty
    /// `m s` per unit below the standard, and the standard `x̄_u`.
    #[inline(always)]
    pub fn choice(&self, drive: f32, pay: f32, penalty: f32, standard: f32) -> (f32, f32) {
        let kappa = self.substitution;
        let unchecked = self.best_measured(drive + pay, drive);
        let checked = self.best_measured(drive + pay + penalty, drive);
        let measured = larger(unchecked, smaller(checked, standard));
        let cooperation = clamp01((1.0 + kappa) * drive - kappa * measured);
        (measured, cooperation)
    }

    /// The measured effort whose marginal cost equals `benefit` when `q` follows.
    #[inline(always)]
    fn best_measured(&self, benefit: f32, drive: f32) -> f32 {
        let kappa = self.substitution;
        let inside = (benefit - kappa * drive) / (1.0 - kappa);
        let corner = benefit * (1.0 + kappa);
        let (low, high) = (corner - kappa.max(0.0), corner - kappa.min(0.0));
        clamp01(smaller(larger(inside, low), high))
    }

    /// The effort cost, the bracket of equation 7.
    #[inline(always)]
    pub fn cost(&self, measured: f32, cooperation: f32) -> f32 {
        let squares = 0.5 * (measured * measured + cooperation * cooperation);
        (squares + self.substitution * measured * cooperation) / (1.0 + self.substitution)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gain(kappa: f64, [drive, pay, penalty, standard]: [f64; 4], x: f64, q: f64) -> f64 {
        let cost = (0.5 * (x * x + q * q) + kappa * x * q) / (1.0 + kappa);
        (drive + pay) * x + drive * q + penalty * x.min(standard) - cost
    }

    /// The largest gain on a grid over the square, refined around its best point, with the
    /// standard among the candidates because the kink may hold the maximum.
    fn brute_force(kappa: f64, situation: [f64; 4]) -> f64 {
        let (mut best, mut at, mut width) = (f64::NEG_INFINITY, (0.5, 0.5), 0.5);
        for _ in 0..12 {
            let (x0, q0) = at;
            for i in -20..=20 {
                for j in -20..=20 {
                    let x = (x0 + width * f64::from(i) / 20.0).clamp(0.0, 1.0);
                    let q = (q0 + width * f64::from(j) / 20.0).clamp(0.0, 1.0);
                    for x in [x, situation[3]] {
                        let value = gain(kappa, situation, x, q);
                        if value > best {
                            (best, at) = (value, (x, q));
                        }
                    }
                }
            }
            width *= 0.3;
        }
        best
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn no_point_of_the_square_is_better(
            kappa in -0.9..0.9_f64, drive in 0.0..3.0_f64, pay in 0.0..5.0_f64,
            penalty in prop_oneof![Just(0.0), 0.0..3.0_f64], standard in 0.0..=1.0_f64,
        ) {
            let rule = Effort { substitution: kappa as f32 };
            let (x, q) = rule.choice(drive as f32, pay as f32, penalty as f32, standard as f32);
            prop_assert!((0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&q));
            let situation = [drive, pay, penalty, standard];
            let found = gain(kappa, situation, f64::from(x), f64::from(q));
            prop_assert!(found >= brute_force(kappa, situation) - 2e-5, "x {x}, q {q}: {found}");
        }
    }

    #[test]
    fn without_pay_and_checks_both_efforts_equal_the_drive() {
        for kappa in [-0.5, 0.0, 0.3, 0.8] {
            for drive in [0.0, 0.25, 0.6, 1.0, 1.7] {
                let (x, q) = Effort { substitution: kappa }.choice(drive, 0.0, 0.0, 0.6);
                assert!((x - drive.min(1.0)).abs() < 1e-6, "κ {kappa}, M {drive}: x {x}");
                assert!((q - drive.min(1.0)).abs() < 1e-6, "κ {kappa}, M {drive}: q {q}");
            }
        }
    }

    #[test]
    fn the_kink_holds_effort_at_the_standard() {
        let (x, _) = Effort { substitution: 0.3 }.choice(0.3, 0.0, 0.8, 0.5);
        assert_eq!(x, 0.5);
    }
}
