//! Conditional co-operation: staff give back what they believe that others give.
//!
//! A trait, not a step: `rho` enters the drive (equation 5). This file lets it be switched off.

use super::{Mechanism, Rule};
use crate::model::specification::ModelSpec;

/// Reciprocity to colleagues and to the leader; has no numbers beyond the traits.
#[derive(Debug, Clone, Copy)]
pub struct Reciprocity;

impl Rule for Reciprocity {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "reciprocity",
        summary: "Staff co-operate the more, the more they believe that their colleagues do (trait rho).",
        equation: "rho B in M (equation 5)",
        source: "Fischbacher & Gächter 2010; SOU 2018:38 §2.7, p. 51",
        parameters: &[],
        off: &[
            ("staff.types.self_interested.reciprocity.mean", 0.0),
            ("staff.types.self_interested.reciprocity.sd", 0.0),
            ("staff.types.conditional_cooperator.reciprocity.mean", 0.0),
            ("staff.types.conditional_cooperator.reciprocity.sd", 0.0),
            ("staff.types.intrinsic.reciprocity.mean", 0.0),
            ("staff.types.intrinsic.reciprocity.sd", 0.0),
        ],
    };

    fn resolve(_: &ModelSpec) -> Self {
        Self
    }
}
