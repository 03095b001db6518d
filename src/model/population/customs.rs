//! The custom of a place: which rebukes people expect before they have met with any.
//!
//! The parameters are those of the mechanism `peer_punishment`; they stand here because everybody starts
//! with what is customary.

use crate::ground::maths::normal::TruncatedNormal;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;
use crate::model::traits::{SHARES, StaffType, Trait};

const SOURCE: &str = "Herrmann, Thöni & Gächter 2008; Fehr & Gächter 2000";

/// Rebukes for a unit less.
pub const PUNISHMENT_RATE: Parameter = Parameter::new("peer_punishment.rate", 0.33, 0.0, 5.0)
    .symbol("v")
    .summary("Rebukes by a fully reciprocal colleague for each unit that one gives less: a custom of the place.")
    .unit("rebukes per unit of effort")
    .neutral(0.0)
    .plausible(0.15, 0.5, "points for giving less, between the cities of Herrmann et al.")
    .source("16", SOURCE);

/// What a rebuke costs who is rebuked.
pub const PUNISHMENT_POWER: Parameter = Parameter::new("peer_punishment.power", 0.75, 0.0, 10.0)
    .symbol("p_v")
    .summary("What a rebuke costs who is rebuked; in the laboratory a point takes three tokens, among colleagues less is at hand.")
    .unit("output per rebuke")
    .neutral(0.0)
    .plausible(0.3, 1.5, "units in the middle between trap and co-operation; no study measures it at work")
    .source("16", SOURCE);

/// Revenge.
pub const VENGEANCE: Parameter = Parameter::new("peer_punishment.vengeance", 0.15, 0.0, 5.0)
    .symbol("ν_v")
    .summary(
        "Share of rebukes that the rebuked return to those who gave more: a custom of the place.",
    )
    .unit("share")
    .neutral(0.0)
    .plausible(
        0.0,
        0.5,
        "points for giving as much or more, against points for giving less, between cities",
    )
    .source("16", SOURCE);

/// Members of the usual group who may rebuke: the number to which rebukes by contacts are scaled.
pub const USUAL_OTHERS: f64 = 3.0;

/// Rebukes that people expect who know the custom of their place, `3 p_v v` times mean reciprocity: for
/// each unit that one gives less than others, and for each that one gives more.
pub fn custom(spec: &ModelSpec) -> (f64, f64) {
    let power = spec.value(&PUNISHMENT_POWER) * spec.value(&PUNISHMENT_RATE);
    let for_less = USUAL_OTHERS * power * mean_reciprocity(spec);
    (for_less, spec.value(&VENGEANCE) * for_less)
}

/// Mean reciprocity of the people of a specification.
pub fn mean_reciprocity(spec: &ModelSpec) -> f64 {
    let of_type = |kind: StaffType| {
        let (mean, sd) = Trait::Reciprocity.parameters(kind);
        let (low, high) = Trait::Reciprocity.limits();
        TruncatedNormal::new(spec.value(mean), spec.value(sd), low, high).mean()
    };
    StaffType::ALL.iter().zip(&SHARES).map(|(kind, share)| spec.value(share) * of_type(*kind)).sum()
}
