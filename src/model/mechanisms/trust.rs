//! Trust in the leader: ability, benevolence, integrity, and one's own propensity.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::{Real, smaller};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str =
    "Mayer, Davis & Schoorman 1995; weights Colquitt, Scott & LePine 2007; SOU 2018:38 §3.2";

/// Noise of trust.
pub static NOISE: Parameter = PARAMETERS[0];
/// Weight of ability.
pub static ABILITY: Parameter = PARAMETERS[1];
/// Weight of benevolence.
pub static BENEVOLENCE: Parameter = PARAMETERS[2];
/// Weight of integrity.
pub static INTEGRITY: Parameter = PARAMETERS[3];
/// Weight of the propensity to trust.
pub static PROPENSITY: Parameter = PARAMETERS[4];
/// How much being trusted counts.
pub static LEADER_TRUST: Parameter = PARAMETERS[5];
/// How far a ratchet breaks integrity.
pub static RATCHET: Parameter = PARAMETERS[6];
/// Benevolence that is seen without support and control.
pub static GOODWILL: Parameter = PARAMETERS[7];
/// How much support shows benevolence.
pub static SUPPORT: Parameter = PARAMETERS[8];
/// The leader's trust that counts neither for nor against benevolence.
pub static FAIR_LEADER_TRUST: Parameter = PARAMETERS[9];
/// Integrity that is seen without a credible vision.
pub static BASE_INTEGRITY: Parameter = PARAMETERS[10];
/// How much a credible vision adds to integrity.
pub static CREDIBILITY: Parameter = PARAMETERS[11];

const PARAMETERS: [Parameter; 12] = [
    Parameter::new("trust.noise", 0.1, 0.0, 2.0)
        .symbol("e_T")
        .summary("Standard deviation of the noise in judging the leader.")
        .neutral(0.0)
        .plausible(0.05, 0.2, "half to double the default: no source gives a value")
        .source("14", "model assumption"),
    Parameter::new("trust.ability", 0.49, 0.0, 1.0)
        .symbol("w_A")
        .summary("Weight of the leader's ability; the three weights are scaled to sum to 1.")
        .unit("weight")
        .plausible(0.3, 0.5, "Colquitt et al. 2007")
        .source("14", SOURCE),
    Parameter::new("trust.benevolence", 0.33, 0.0, 1.0)
        .symbol("w_N")
        .summary("Weight of the leader's benevolence; the three weights are scaled to sum to 1.")
        .unit("weight")
        .plausible(0.2, 0.4, "Colquitt et al. 2007")
        .source("14", SOURCE),
    Parameter::new("trust.integrity", 0.18, 0.0, 1.0)
        .symbol("w_I")
        .summary("Weight of the leader's integrity; the three weights are scaled to sum to 1.")
        .unit("weight")
        .plausible(0.1, 0.3, "Colquitt et al. 2007")
        .source("14", SOURCE),
    Parameter::new("trust.propensity", 0.2, 0.0, 1.0)
        .symbol("w_p")
        .summary("Weight of the propensity to trust against what is seen of the leader.")
        .unit("weight")
        .neutral(0.0)
        .plausible(0.1, 0.4, "half to double the default: no source gives a value")
        .source("14", SOURCE),
    Parameter::new("trust.leader_trust", 0.3, 0.0, 5.0)
        .symbol("n_P")
        .summary("How much being trusted by the leader counts as benevolence.")
        .neutral(0.0)
        .plausible(0.0, 0.5, "unknown")
        .source("14", "SOU 2018:38 §2.8, p. 52"),
    Parameter::new("trust.ratchet", 0.5, 0.0, 5.0)
        .symbol("i_ϱ")
        .summary("How far raising targets after good results breaks the leader's integrity.")
        .neutral(0.0)
        .plausible(0.25, 1.0, "half to double the default: no source gives a value")
        .source("14", "Weitzman 1980; SOU 2018:38 §3.2 (words match deeds)"),
    Parameter::new("trust.goodwill", 0.35, 0.0, 1.0)
        .symbol("n_0")
        .summary("Benevolence that staff see in a leader who neither supports nor controls them.")
        .plausible(0.2, 0.5, "unknown")
        .source("14", "model assumption"),
    Parameter::new("trust.support", 0.65, 0.0, 5.0)
        .symbol("n_σ")
        .summary("How much full support adds to the benevolence that staff see.")
        .neutral(0.0)
        .plausible(0.3, 0.8, "unknown")
        .source("14", "SOU 2018:38 §3.3 (support close to the work); size: model assumption"),
    Parameter::new("trust.fair_leader_trust", 0.6, 0.0, 1.0)
        .symbol("P_m")
        .summary("The leader's trust in the staff that staff take for granted: more shows benevolence, less the lack of it.")
        .plausible(0.4, 0.8, "around its start")
        .source("14", "model assumption"),
    Parameter::new("trust.base_integrity", 0.4, 0.0, 1.0)
        .symbol("i_0")
        .summary("Integrity that staff see in a leader without a credible vision.")
        .plausible(0.2, 0.6, "unknown")
        .source("14", "model assumption"),
    Parameter::new("trust.credibility", 0.6, 0.0, 5.0)
        .symbol("i_K")
        .summary("How much a fully credible vision adds to the integrity that staff see.")
        .neutral(0.0)
        .plausible(0.3, 0.8, "unknown")
        .source("14", "SOU 2018:38 §3.2 (words match deeds); size: model assumption"),
];

/// The numbers of trust in the leader.
#[derive(Debug, Clone, Copy)]
pub struct Trust<T = f32> {
    noise: T,
    ability: T,
    benevolence: T,
    integrity: T,
    propensity: T,
    leader_trust: T,
    ratchet: T,
    goodwill: T,
    support: T,
    fair_leader_trust: T,
    base_integrity: T,
    credibility: T,
}

/// What staff see of a leader.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeenLeader<T = f32> {
    /// Competence, `A`.
    pub competence: T,
    /// Support, `σ`.
    pub support: T,
    /// How controlling the leader's steering is felt to be, `C`.
    pub control: T,
    /// The leader's trust in staff, `P`.
    pub leader_trust: T,
    /// Credibility of the leader's vision, `K`.
    pub credibility: T,
    /// The ratchet, `ϱ`.
    pub ratchet: T,
    /// Pay for results, `b`.
    pub pay: T,
}

impl Rule for Trust {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "trust",
        summary: "Trust in the leader follows ability, benevolence (support, little control, being trusted) and integrity (a credible vision, no ratchet), and one's own propensity.",
        equation: "(14) T moves at rate η to (1 − w_p) (w_A A + w_N clamp(n_0 + n_σ σ − C + n_P (P − P_m)) + w_I clamp(i_0 + i_K K − i_ϱ ϱ min(1, b))) + w_p p + r + e_T z, less for broken words (23), r the relation to the leader, w_A, w_N and w_I scaled to sum to 1",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("trust.noise", 0.0), ("trust.leader_trust", 0.0), ("trust.ratchet", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self::of(spec)
    }
}

impl Step for Trust {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let (rule, learning) = (*self, rules.learning);
        let block = &mut *context.block;
        let noise = &mut context.scratch.noise[..];
        block.streams.trust.fill_normals(&block.staff, noise);
        let (units, levers) = (&block.units, &block.units.levers);
        let broken = rules.broken_words.trust(&units.broken_words);
        let mut leader: Row = [0.0; LANES];
        for lane in 0..LANES {
            leader[lane] = self.in_seen(&SeenLeader {
                competence: units.competence[lane],
                support: levers[Lever::Support][lane],
                control: block.flows.perceived_control[lane],
                leader_trust: units.leader_trust[lane],
                credibility: units.credibility[lane],
                ratchet: levers[Lever::Ratchet][lane],
                pay: levers[Lever::Pay][lane],
            }) - broken[lane];
        }
        let agents = &mut block.agents;
        for (agent, trust) in agents.trust.iter_mut().enumerate() {
            let (propensity, z) = (&agents.trust_propensity[agent], &noise[agent]);
            let relation = &agents.relation[agent];
            let mut row = *trust;
            for lane in 0..LANES {
                let judged = rule.target(leader[lane], propensity[lane]) + relation[lane];
                let target = judged + rule.noise * z[lane];
                row[lane] = learning.moved(row[lane], target, learning.rate);
            }
            *trust = row;
        }
    }
}

/// Ability, benevolence and integrity, which count alike where none has a weight.
const COMPONENTS: f64 = 3.0;

impl<T: Real> Trust<T> {
    /// The numbers of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        let number = |parameter: &Parameter| T::of(spec.value(parameter));
        let weights = [&ABILITY, &BENEVOLENCE, &INTEGRITY].map(|parameter| spec.value(parameter));
        let sum: f64 = weights.iter().sum();
        let [ability, benevolence, integrity] =
            weights.map(|weight| T::of(if sum > 0.0 { weight / sum } else { 1.0 / COMPONENTS }));
        Self {
            noise: number(&NOISE),
            ability,
            benevolence,
            integrity,
            propensity: number(&PROPENSITY),
            leader_trust: number(&LEADER_TRUST),
            ratchet: number(&RATCHET),
            goodwill: number(&GOODWILL),
            support: number(&SUPPORT),
            fair_leader_trust: number(&FAIR_LEADER_TRUST),
            base_integrity: number(&BASE_INTEGRITY),
            credibility: number(&CREDIBILITY),
        }
    }

    /// Where one person's trust goes, but for noise: what is seen of the leader, the same for all
    /// ([`Trust::in_seen`]), and the person's own propensity.
    #[inline(always)]
    pub fn target(&self, in_seen: T, propensity: T) -> T {
        in_seen + self.propensity * propensity
    }

    /// The part of trust that rests on what is seen of the leader: ability, benevolence and integrity.
    #[inline(always)]
    pub fn in_seen(&self, leader: &SeenLeader<T>) -> T {
        self.judged(leader.competence, self.benevolence_of(leader), self.integrity_of(leader))
    }

    /// The part of trust that rests on ability, benevolence and integrity, each in `[0,1]`.
    #[inline(always)]
    pub fn judged(&self, ability: T, benevolence: T, integrity: T) -> T {
        let worth =
            self.ability * ability + self.benevolence * benevolence + self.integrity * integrity;
        (T::ONE - self.propensity) * worth
    }

    /// Benevolence that staff see, in `[0,1]`.
    #[inline(always)]
    fn benevolence_of(&self, leader: &SeenLeader<T>) -> T {
        self.goodwill_of(leader).limited()
    }

    /// Benevolence before it is limited to `[0,1]`.
    #[inline(always)]
    pub fn goodwill_of(&self, leader: &SeenLeader<T>) -> T {
        let being_trusted = self.leader_trust * (leader.leader_trust - self.fair_leader_trust);
        self.goodwill + self.support * leader.support - leader.control + being_trusted
    }

    /// Integrity that staff see, in `[0,1]`.
    #[inline(always)]
    fn integrity_of(&self, leader: &SeenLeader<T>) -> T {
        let broken = self.ratchet * leader.ratchet * smaller(leader.pay, T::ONE);
        (self.base_integrity + self.credibility * leader.credibility - broken).limited()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_example_of_benevolence_and_integrity() {
        let rule = Trust {
            noise: 0.0,
            ability: 0.49,
            benevolence: 0.33,
            integrity: 0.18,
            propensity: 0.2,
            leader_trust: 0.3,
            ratchet: 0.5,
            goodwill: 0.35,
            support: 0.65,
            fair_leader_trust: 0.6,
            base_integrity: 0.4,
            credibility: 0.6,
        };
        let kind: SeenLeader<f64> = SeenLeader {
            competence: 0.5,
            support: 0.8,
            control: 0.024,
            leader_trust: 0.7,
            credibility: 0.5,
            ratchet: 0.2,
            pay: 0.4,
        };
        assert!((rule.benevolence_of(&kind) - 0.876).abs() < 1e-6);
        assert!((rule.integrity_of(&kind) - 0.66).abs() < 1e-6);
        // 0.8 (0.49 · 0.5 + 0.33 · 0.876 + 0.18 · 0.66) + 0.2 · 0.4.
        let trust = rule.target(rule.in_seen(&kind), 0.4);
        assert!((trust - 0.602_304).abs() < 1e-6, "{trust}");
        let harsh = SeenLeader {
            support: 0.0,
            control: 1.0,
            leader_trust: 0.0,
            ratchet: 1.0,
            pay: 3.0,
            ..kind
        };
        assert_eq!(rule.benevolence_of(&harsh), 0.0);
        assert!((rule.integrity_of(&harsh) - 0.2).abs() < 1e-6);
    }
}
