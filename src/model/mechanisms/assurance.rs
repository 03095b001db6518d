//! Assurance: co-operating is pointless unless nearly all do.
//!
//! `F(B) = B^k / (B^k + θ^k)` (equation 4) is the task's technology. The same `F` makes believers
//! give more (weight `π ι` in the drive, equation 5) and makes co-operation productive (equation 10).

use super::{Mechanism, Rule};
use crate::ground::maths::{Real, hill, hill_odds, share_of_odds};
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
    Parameter::new("assurance.weight", 0.6, 0.0, 5.0)
        .symbol("π")
        .summary("How much the belief that nearly all co-operate adds to the drive.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.0, 0.8, "majority to nearly all; unknown")
        .source("5", SOURCE),
    Parameter::new("assurance.critical_mass", 0.6, 0.01, 1.0)
        .symbol("θ")
        .summary("Co-operation at which half of the assurance is reached.")
        .unit("effort")
        .plausible(0.5, 0.9, "majority to nearly all; unknown")
        .source("4", SOURCE),
    Parameter::new("assurance.steepness", 8.0, 1.0, 64.0)
        .symbol("k")
        .summary("How suddenly assurance sets in around the critical mass.")
        .plausible(4.0, 16.0, "majority to nearly all; unknown")
        .source("4", SOURCE),
];

/// The technology `F` and its weight in the drive.
#[derive(Debug, Clone, Copy)]
pub struct Assurance<T = f32> {
    /// `π`.
    pub weight: T,
    ln_critical_mass: T,
    steepness: T,
}

impl Rule for Assurance {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "assurance",
        summary: "Co-operating is pointless unless nearly all do.",
        equation: "(4) F(B) = B^k / (B^k + θ^k), with the weight π in (5)",
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
            ln_critical_mass: T::of(spec.value(&CRITICAL_MASS)).natural_logarithm(),
            steepness: T::of(spec.value(&STEEPNESS)),
        }
    }

    /// The same technology with another critical mass, in `(0,1]`: that of a game.
    pub fn with_critical_mass(self, critical_mass: T) -> Self {
        Self { ln_critical_mass: critical_mass.natural_logarithm(), ..self }
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
}
