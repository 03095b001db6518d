//! Assurance: co-operating is pointless unless nearly all do.
//!
//! `F(q) = q^k / (q^k + θ^k)` (equation 4) makes co-operation productive (equation 10). The chance that
//! all others go along who must, held against the belief from which going along is safe, has the same
//! form; it fills the room that is left above what one would give anyway (equation 5, part 4).

use super::{Mechanism, Rule};
use crate::ground::maths::{Real, hill, hill_odds, share_of_odds, smaller};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §2.7, pp. 50–51";

/// Weight of assurance in the drive.
pub static WEIGHT: Parameter = PARAMETERS[0];
/// Critical mass.
pub static CRITICAL_MASS: Parameter = PARAMETERS[1];
/// Steepness.
pub static STEEPNESS: Parameter = PARAMETERS[2];

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("assurance.weight", 1.0, 0.0, 1.0)
        .symbol("π")
        .summary("How far assurance fills the room above what one would give anyway; all of it where going along is quite safe.")
        .unit("share of the room")
        .neutral(0.0)
        .plausible(0.8, 1.0, "all of it by the logic of the rule; less as a check of how much hangs on it")
        .source("5", SOURCE),
    Parameter::new("assurance.critical_mass", 0.6, 0.01, 1.0)
        .symbol("θ")
        .summary("Co-operation from which work together bears fruit by half, and from which going along is worth its risk where nobody rebukes anyone.")
        .unit("effort")
        .plausible(0.5, 0.8, "majority to nearly all; unknown")
        .source("4, 5", SOURCE),
    Parameter::new("assurance.steepness", 8.0, 1.0, 64.0)
        .symbol("k")
        .summary("How suddenly assurance sets in around the critical mass.")
        .plausible(4.0, 12.0, "majority to nearly all; unknown")
        .source("4", SOURCE),
];

/// The technology `F` and its weight in the drive.
#[derive(Debug, Clone, Copy)]
pub struct Assurance<T = f32> {
    weight: T,
    /// `θ`, in `(0,1]`.
    pub critical_mass: T,
    ln_critical_mass: T,
    steepness: T,
}

impl Rule for Assurance {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "assurance",
        summary: "Co-operating is pointless unless nearly all do.",
        equation: "(4) F(q) = q^k / (q^k + θ^k); (5) part 4: s gains π (1 − clamp(s)) (1 − Θ) B^k / (B^k + Θ^k), Θ = (c_w + t_a) / (c_w/θ + t + t_a), nothing where Θ ≥ 1; in games, where m others must go along, B^m in place of B and Θ^(1/√m) in 1 − Θ",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("assurance.weight", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl<T: Real> Assurance<T> {
    /// The numbers of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self {
            weight: T::of(spec.value(&WEIGHT)),
            critical_mass: T::of(spec.value(&CRITICAL_MASS)),
            ln_critical_mass: T::of(spec.value(&CRITICAL_MASS)).natural_logarithm(),
            steepness: T::of(spec.value(&STEEPNESS)),
        }
    }

    /// Whether anyone is moved by assurance.
    pub fn acts(&self) -> bool {
        self.weight > T::ZERO
    }

    /// `F` at a belief or a mean co-operation in `[0,1]`; in `[0,1]`.
    #[inline(always)]
    pub fn at(&self, cooperation: T) -> T {
        hill(cooperation, self.ln_critical_mass, self.steepness)
    }

    /// `F` at the beliefs of some agents side by side.
    #[inline(always)]
    pub fn at_row<const N: usize>(&self, beliefs: &[T; N]) -> [T; N] {
        let (ln_critical_mass, steepness) = (self.ln_critical_mass, self.steepness);
        let mut row = [T::ZERO; N];
        for lane in 0..N {
            row[lane] = hill_odds(beliefs[lane], ln_critical_mass, steepness);
        }
        for lane in 0..N {
            row[lane] = share_of_odds(row[lane]);
        }
        row
    }

    /// The belief from which going along is safe, `Θ`, at most 1: rebukes for giving less make it safer,
    /// rebukes for giving more dearer. `base` is where it lies without rebukes.
    #[inline(always)]
    pub fn threshold(&self, own_loss: T, base: T, (for_less, for_more): (T, T)) -> T {
        if own_loss > T::ZERO {
            let needed = own_loss / base + for_less + for_more;
            smaller((own_loss + for_more) / needed, T::ONE)
        } else {
            smaller(base, T::ONE)
        }
    }

    /// How far going along is safe for agents side by side, times the weight: what it saves of the room
    /// that is left, and the chance that all of `others` go along who must.
    #[inline(always)]
    pub fn safe_row<const N: usize>(
        &self,
        beliefs: &[T; N],
        thresholds: &[T; N],
        others: T,
    ) -> [T; N] {
        let (mut chance, mut ln_threshold) = ([T::ZERO; N], [T::ZERO; N]);
        for lane in 0..N {
            ln_threshold[lane] = thresholds[lane].natural_logarithm();
            let odds = ln_threshold[lane] - others * beliefs[lane].natural_logarithm();
            chance[lane] = self.steepness * odds;
        }
        for lane in 0..N {
            chance[lane] = share_of_odds(chance[lane]);
        }
        let mut saved = *thresholds;
        if others != T::ONE {
            let root = T::ONE / others.square_root();
            for lane in 0..N {
                saved[lane] = (root * ln_threshold[lane]).exponential();
            }
        }
        for lane in 0..N {
            let safe = self.weight * (T::ONE - saved[lane]) * chance[lane];
            chance[lane] = if thresholds[lane] < T::ONE { safe } else { T::ZERO };
        }
        chance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Assurance<f64> = Assurance {
        weight: 1.0,
        critical_mass: 0.6,
        ln_critical_mass: -0.510_825_623_765_990_7,
        steepness: 8.0,
    };

    #[test]
    fn rebukes_for_giving_less_make_going_along_safer_and_those_for_giving_more_dearer() {
        // c = 0.6: (0.6 + 0.1) / (0.6/0.6 + 0.4 + 0.1).
        assert!((RULE.threshold(0.6, 0.6, (0.4, 0.1)) - 0.7 / 1.5).abs() < 1e-12);
        assert_eq!(RULE.threshold(0.6, 0.6, (0.0, 0.0)), 0.6);
        // Where going along is never safe by itself, rebukes alone make it so: 0.6 / 0.9.
        assert!((RULE.threshold(0.6, f64::INFINITY, (0.9, 0.0)) - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(RULE.threshold(0.6, f64::INFINITY, (0.3, 0.0)), 1.0);
        assert_eq!(RULE.threshold(0.0, 0.5, (0.0, 0.0)), 0.5);
    }

    #[test]
    fn the_chance_falls_with_the_number_of_others_who_must_go_along() {
        // At the threshold the chance is a half, and 0.4 of the room is saved.
        assert!((RULE.safe_row(&[0.6], &[0.6], 1.0)[0] - 0.2).abs() < 1e-12);
        let three = RULE.safe_row(&[0.6], &[0.2], 3.0)[0];
        // 0.216^8 / (0.216^8 + 0.2^8) of 1 − 0.2^(1/√3).
        let chance = 1.0 / (1.0 + (0.2_f64 / 0.216).powi(8));
        assert!((three - chance * (1.0 - 0.2_f64.powf(1.0 / 3.0_f64.sqrt()))).abs() < 1e-12);
        assert_eq!(RULE.safe_row(&[1.0], &[1.0], 1.0), [0.0]);
        assert!(RULE.safe_row(&[0.0], &[0.3], 1.0)[0] < 1e-12);
    }
}
