//! The mean-field limit: one type of person, no noise, very many staff.
//!
//! Without pay, checks and vision every agent chooses `x = q = min(1, M)` (equation 7), everyone
//! sees the same, and beliefs rest where `B = min(1, M(B))`. With the critical mass of equation 4
//! there may be several such points; the unstable one between two stable ones is the tipping
//! belief: below it the trap closes, above it co-operation grows (SOU 2018:38 §2.7).

use crate::model::levers::Lever;
use crate::model::mechanisms::decision::{Decision, Situation};
use crate::model::mechanisms::trust::{SeenLeader, Trust};
use crate::model::population::custom;
use crate::model::specification::ModelSpec;
use crate::model::structure::COMPETENCE_MEAN;
use crate::model::traits::{SHARES, StaffType, Trait};

/// A belief at which nothing moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedPoint {
    /// The belief, in `[0,1]`.
    pub belief: f64,
    /// Whether beliefs near it come back to it.
    pub stable: bool,
}

/// Why a specification has no mean-field limit of this kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMeanField(pub String);

/// The mean-field limit of a specification: the decision and the trust of the organisation's staff, in
/// double precision.
#[derive(Debug, Clone, Copy)]
pub struct MeanField {
    decision: Decision<f64>,
    trust: Trust<f64>,
    threats: (f64, f64),
    baseline: f64,
    reciprocity: f64,
    to_leader: f64,
    control_aversion: f64,
    trust_propensity: f64,
    competence: f64,
    support: f64,
    standard: f64,
}

impl MeanField {
    /// The limit of a specification with a single type of staff, without pay, checks and vision.
    ///
    /// # Errors
    /// When the specification is not of that kind.
    pub fn new(spec: &ModelSpec) -> Result<Self, NotMeanField> {
        let kind = only_type(spec)?;
        let levers = spec.groups()[0].levers;
        for lever in [Lever::Pay, Lever::TeamPay, Lever::Monitoring, Lever::Vision] {
            if levers[lever as usize] != 0.0 {
                return Err(NotMeanField(format!("{} is not 0", lever.name())));
            }
        }
        let mean = |quality: Trait| spec.value(quality.parameters(kind).0);
        Ok(Self {
            decision: Decision::of(spec),
            trust: Trust::of(spec),
            threats: custom(spec),
            baseline: mean(Trait::BaselineMotivation),
            reciprocity: mean(Trait::Reciprocity),
            to_leader: mean(Trait::LeaderReciprocity),
            control_aversion: mean(Trait::ControlAversion),
            trust_propensity: mean(Trait::TrustPropensity),
            competence: spec.value(&COMPETENCE_MEAN),
            support: levers[Lever::Support as usize],
            standard: levers[Lever::Standard as usize],
        })
    }

    /// The leader's trust at rest when everyone's effort is `effort`.
    fn leader_trust(&self, effort: f64) -> f64 {
        if self.standard > 0.0 { (effort / self.standard).min(1.0) } else { 1.0 }
    }

    /// Trust in the leader at rest when everyone's effort is `effort`.
    fn trust(&self, effort: f64) -> f64 {
        let seen = self.trust.in_seen(&SeenLeader {
            competence: self.competence,
            support: self.support,
            control: 0.0,
            leader_trust: self.leader_trust(effort),
            // At rest words match deeds.
            credibility: self.competence,
            ratchet: 0.0,
            pay: 0.0,
        });
        self.trust.target(seen, self.trust_propensity)
    }

    /// The effort that everyone chooses at a belief, with trust at rest there.
    pub fn effort(&self, belief: f64) -> f64 {
        let [drive] = self.decision.drive(&Situation {
            motivation: &[self.baseline],
            baseline_motivation: &[self.baseline],
            reciprocity: &[self.reciprocity],
            reciprocity_left: &[1.0],
            belief: &[belief],
            leader_reciprocity: &[self.to_leader],
            trust: &[self.trust(belief)],
            felt_vision: &[0.0],
            control_aversion: &[self.control_aversion],
            control: &[0.0],
            leader_trust: &[self.leader_trust(belief)],
            threat_for_less: &[self.threats.0],
            threat_for_more: &[self.threats.1],
            noise: &[0.0],
        });
        drive.min(1.0)
    }

    /// All beliefs in `[0,1]` at which nothing moves, in rising order, to 1e-12: sign changes of
    /// `effort(B) − B` on a fine grid, refined by bisection. Touching points are not found.
    pub fn fixed_points(&self) -> Vec<FixedPoint> {
        const STEPS: u32 = 20_000;
        let gap = |belief: f64| self.effort(belief) - belief;
        let at = |step: u32| f64::from(step) / f64::from(STEPS);
        let mut points = Vec::new();
        if gap(0.0) == 0.0 {
            points.push(FixedPoint { belief: 0.0, stable: gap(at(1)) < 0.0 });
        }
        for step in 0..STEPS {
            let (low, high) = (at(step), at(step + 1));
            if gap(low) * gap(high) < 0.0 {
                points.push(FixedPoint { belief: bisect(gap, low, high), stable: gap(low) > 0.0 });
            } else if gap(high) == 0.0 {
                points.push(FixedPoint { belief: high, stable: gap(low) > 0.0 });
            }
        }
        points
    }

    /// The lowest unstable belief: below it the trap closes. None where there is only one outcome.
    pub fn tipping_belief(&self) -> Option<f64> {
        self.fixed_points().into_iter().find(|point| !point.stable).map(|point| point.belief)
    }
}

fn only_type(spec: &ModelSpec) -> Result<StaffType, NotMeanField> {
    let present: Vec<StaffType> = StaffType::ALL
        .into_iter()
        .zip(&SHARES)
        .filter(|(_, share)| spec.value(share) > 0.0)
        .map(|(kind, _)| kind)
        .collect();
    match present.as_slice() {
        [only] => Ok(*only),
        _ => Err(NotMeanField(format!("there are {} types of staff, not one", present.len()))),
    }
}

fn bisect(gap: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let rising = gap(high) > 0.0;
    while high - low > 1e-13 {
        let middle = 0.5 * (low + high);
        if (gap(middle) > 0.0) == rising { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}
