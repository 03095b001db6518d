//! The traits of staff and the three types of people, as parameters.

use super::parameter::Parameter;

/// A type of person. The order is the order in memory under the quota composition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffType {
    /// Works for own gain.
    SelfInterested,
    /// Gives as much as others are believed to give.
    ConditionalCooperator,
    /// Works for the work's sake.
    Intrinsic,
}

impl StaffType {
    /// Every type, in the order in which shares are stored.
    pub const ALL: [Self; 3] = [Self::SelfInterested, Self::ConditionalCooperator, Self::Intrinsic];

    /// Name in a scenario file.
    pub fn name(self) -> &'static str {
        ["self_interested", "conditional_cooperator", "intrinsic"][self as usize]
    }
}

/// A trait of an agent, constant while it stays (motivation itself moves; its baseline does not).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// Baseline motivation `mu0`.
    BaselineMotivation,
    /// Reciprocity to colleagues `rho`.
    Reciprocity,
    /// Reciprocity to the leader `gamma`.
    LeaderReciprocity,
    /// Honesty `lambda`.
    Honesty,
    /// Reaction to control `zeta`, signed: some work more.
    ControlAversion,
    /// Trust propensity `p`.
    TrustPropensity,
    /// Ability `a`.
    Ability,
}

impl Trait {
    /// Every trait that is drawn from a truncated normal, in the order in which it is drawn.
    pub const ALL: [Self; 7] = [
        Self::BaselineMotivation,
        Self::Reciprocity,
        Self::LeaderReciprocity,
        Self::Honesty,
        Self::ControlAversion,
        Self::TrustPropensity,
        Self::Ability,
    ];

    /// The range to which the normal is truncated; infinite ends for none.
    pub fn limits(self) -> (f64, f64) {
        match self {
            Self::Reciprocity => (0.0, 1.2),
            Self::ControlAversion => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Ability => (0.5, 1.5),
            _ => (0.0, 1.0),
        }
    }

    /// The parameters of the mean and of the standard deviation for a type.
    pub fn parameters(self, kind: StaffType) -> (&'static Parameter, &'static Parameter) {
        let index = match self {
            Self::BaselineMotivation => 0,
            Self::Reciprocity => 1,
            Self::LeaderReciprocity => 2,
            Self::Honesty => 3,
            Self::ControlAversion => return (&COMMON[0], &COMMON[1]),
            Self::TrustPropensity => return (&COMMON[2], &COMMON[3]),
            Self::Ability => return (&COMMON[4], &COMMON[5]),
        };
        let base = kind as usize * 8 + index * 2;
        (&BY_TYPE[base], &BY_TYPE[base + 1])
    }
}

const MEASURED: &str = "Fischbacher & Gächter 2010, strategy method: .23 give nothing, .55 give as others do and .12 up to a point, .10 otherwise";
const TABLE: &str = "model assumption near Fischbacher & Gächter 2010";

/// The shares of the three types, in the order of [`StaffType::ALL`].
pub static SHARES: [Parameter; 3] = [
    Parameter::new("staff.types.self_interested.share", 0.23, 0.0, 1.0)
        .summary("Share of staff who work for own gain.")
        .unit("share of staff")
        .plausible(
            0.10,
            0.45,
            "Fischbacher & Gächter 2010 .23, Fischbacher, Gächter & Fehr 2001 .30",
        )
        .source("section 1", MEASURED),
    Parameter::new("staff.types.conditional_cooperator.share", 0.67, 0.0, 1.0)
        .summary("Share of staff who give as much as they believe that others give.")
        .unit("share of staff")
        .plausible(0.4, 0.75, "what is left by the plausible shares of the other two types")
        .source("section 1", MEASURED),
    Parameter::new("staff.types.intrinsic.share", 0.10, 0.0, 1.0)
        .summary("Share of staff who work for the work's sake.")
        .unit("share of staff")
        .plausible(0.05, 0.30, "weak evidence")
        .source("section 1", MEASURED),
];

/// A number with at most four digits after the point, as a page shows it.
const fn rounded(value: f64) -> f64 {
    (value * 10_000.0 + 0.5) as i64 as f64 / 10_000.0
}

/// The upper end of a plausible range, which has some width also where the default is 0.
const fn above(value: f64, most: f64) -> f64 {
    let some = if value < 0.05 { 0.05 } else { value };
    rounded(if some < most { some } else { most })
}

/// Why the means of the types may lie where they do.
const TYPE_RANGE: &str = "half to one and a half times the default, at least up to 0.05: experiments tell types apart by what they do, not by these numbers";

macro_rules! by_type {
    ($($kind:literal: $trait:literal $symbol:literal $mean:literal, $sd:literal, $high:literal, $neutral:expr;)*) => {
        /// Means and standard deviations of the traits that differ by type: for each type the
        /// baseline motivation, reciprocity, leader reciprocity and honesty.
        pub static BY_TYPE: [Parameter; 24] = [$(
            Parameter {
                neutral: $neutral,
                ..Parameter::new(concat!("staff.types.", $kind, ".", $trait, ".mean"), $mean, 0.0, $high)
                    .symbol($symbol)
                    .summary(concat!("Mean of ", $trait, " of the type ", $kind, ", before truncation."))
                    .plausible(rounded(0.5 * $mean), above(1.5 * $mean, $high), TYPE_RANGE)
                    .source("section 1", TABLE)
            },
            Parameter {
                neutral: $neutral,
                ..Parameter::new(concat!("staff.types.", $kind, ".", $trait, ".sd"), $sd, 0.0, 2.0)
                    .summary(concat!("Standard deviation of ", $trait, " of the type ", $kind, ", before truncation."))
                    .plausible(rounded(0.5 * $sd), above(2.0 * $sd, 2.0), "half to double the default, at least up to 0.05: no source gives a value")
                    .source("section 1", TABLE)
            },
        )*];
    };
}

by_type! {
    "self_interested": "baseline_motivation" "mu0" 0.0, 0.0, 1.0, None;
    "self_interested": "reciprocity" "rho" 0.0, 0.05, 1.2, Some(0.0);
    "self_interested": "leader_reciprocity" "gamma" 0.02, 0.0, 1.0, Some(0.0);
    "self_interested": "honesty" "lambda" 0.1, 0.1, 1.0, Some(0.0);
    "conditional_cooperator": "baseline_motivation" "mu0" 0.0, 0.0, 1.0, None;
    "conditional_cooperator": "reciprocity" "rho" 0.74, 0.25, 1.2, Some(0.0);
    "conditional_cooperator": "leader_reciprocity" "gamma" 0.065, 0.03, 1.0, Some(0.0);
    "conditional_cooperator": "honesty" "lambda" 0.4, 0.1, 1.0, Some(0.0);
    "intrinsic": "baseline_motivation" "mu0" 0.40, 0.25, 1.0, None;
    "intrinsic": "reciprocity" "rho" 0.10, 0.10, 1.2, Some(0.0);
    "intrinsic": "leader_reciprocity" "gamma" 0.043, 0.03, 1.0, Some(0.0);
    "intrinsic": "honesty" "lambda" 0.8, 0.1, 1.0, Some(0.0);
}

/// Means and standard deviations of the traits that all types share.
pub static COMMON: [Parameter; 7] = [
    Parameter::new("staff.traits.control_aversion.mean", 0.81, -5.0, 5.0)
        .symbol("zeta")
        .summary("Mean reaction of motivation to perceived control; positive: control crowds motivation out.")
        .unit("loss of motivation per unit of perceived control")
        .neutral(0.0)
        .plausible(0.62, 1.02, "points near the best fit of the control game and of the fine")
        .source("5, 14", "fitted to Falk & Kosfeld 2006 and Gneezy & Rustichini 2000; SOU 2018:38 §5.2.3"),
    Parameter::new("staff.traits.control_aversion.sd", 1.0, 0.0, 5.0)
        .summary("How much people differ in their reaction to control; some work more.")
        .unit("loss of motivation per unit of perceived control")
        .neutral(0.0)
        .plausible(0.5, 1.5, "told by no target")
        .source("5, 14", "model assumption: some work more under control, as in Falk & Kosfeld 2006"),
    Parameter::new("staff.traits.trust_propensity.mean", 0.5, 0.0, 1.0)
        .symbol("p")
        .summary("Mean propensity to trust, before truncation.")
        .plausible(0.3, 0.7, "between distrustful and trusting populations: no source gives a value on this scale")
        .source("14", "Mayer, Davis & Schoorman 1995"),
    Parameter::new("staff.traits.trust_propensity.sd", 0.1, 0.0, 2.0)
        .summary("Standard deviation of the propensity to trust, before truncation.")
        .plausible(0.05, 0.2, "half to double the default: no source gives a value")
        .source("14", "Mayer, Davis & Schoorman 1995"),
    Parameter::new("staff.traits.ability.mean", 1.0, 0.5, 1.5)
        .symbol("a")
        .summary("Mean ability, before truncation to 0.5–1.5.")
        .unit("output per unit of effort")
        .source("10, 11", "normalisation"),
    Parameter::new("staff.traits.ability.sd", 0.1, 0.0, 2.0)
        .summary("Standard deviation of ability, before truncation to 0.5–1.5.")
        .unit("output per unit of effort")
        .plausible(0.05, 0.2, "half to double the default: no source gives a value")
        .source("10, 11", "model assumption"),
    Parameter::new("staff.traits.control_aversion.dead_zone", 0.2, 0.0, 5.0)
        .symbol("z_0")
        .summary("Reactions to control that are smaller than this do not show: some people do not care.")
        .unit("loss of motivation per unit of perceived control")
        .neutral(0.0)
        .plausible(0.0, 0.4, "shares who give as much under control as without; told by no target")
        .source("5, 14", "model assumption: a mass of people who do not react, as in Falk & Kosfeld 2006"),
];

/// Reactions to control below which nothing shows.
pub static DEAD_ZONE: &Parameter = &COMMON[6];

/// A reaction to control that shows: what of it lies beyond the dead zone.
#[inline(always)]
pub fn shown(reaction: f64, dead_zone: f64) -> f64 {
    reaction - reaction.clamp(-dead_zone, dead_zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trait_finds_its_own_parameters() {
        for kind in StaffType::ALL {
            for (quality, name) in Trait::ALL.into_iter().zip([
                "baseline_motivation",
                "reciprocity",
                "leader_reciprocity",
                "honesty",
                "control_aversion",
                "trust_propensity",
                "ability",
            ]) {
                let (mean, sd) = quality.parameters(kind);
                assert!(mean.key.ends_with(&format!("{name}.mean")), "{}", mean.key);
                assert!(sd.key.ends_with(&format!("{name}.sd")), "{}", sd.key);
                assert!(mean.key.contains(kind.name()) || mean.key.starts_with("staff.traits"));
            }
        }
    }
}
