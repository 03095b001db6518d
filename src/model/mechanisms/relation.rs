//! The relation between levels: managers' and leaders' trust in their superior, and superiors' trust in those
//! below.

use super::broken_words::felt;
use super::learning::approach;
use super::trust::SeenLeader;
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::model::columns::{Below, Block};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str =
    "SOU 2018:38 §3.2, §7.4; Mayer, Davis & Schoorman 1995; sizes: model assumption";
const NEEDS: &[&str] = &["tiers"];

/// Rate upwards at full contact.
pub static RATE: Parameter = PARAMETERS[0];
/// How much faster it falls.
pub static DOWN_RATIO: Parameter = PARAMETERS[1];
/// Contact without dialogue.
pub static CONTACT: Parameter = PARAMETERS[2];
/// Integrity that is seen of a superior.
pub static INTEGRITY: Parameter = PARAMETERS[3];
/// Propensity of managers and leaders to trust.
pub static PROPENSITY: Parameter = PARAMETERS[4];
/// Blame for load.
pub static LOAD: Parameter = PARAMETERS[5];
/// Mandate that managers give up.
pub static MANDATE: Parameter = PARAMETERS[6];
/// Room that leaders welcome.
pub static ROOM: Parameter = PARAMETERS[7];

const PARAMETERS: [Parameter; 8] = [
    Parameter::new("relation.rate", 0.15, 0.0, 1.0)
        .symbol("r_U")
        .summary("Share of the distance by which a manager's or leader's trust in the superior rises in a period at full contact.")
        .unit("share per period")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.08, 0.3, "half to double the default: no source gives a value")
        .source("22", SOURCE),
    Parameter::new("relation.down_ratio", 2.0, 0.0, 100.0)
        .symbol("d_U")
        .summary("How many times faster trust in the superior falls than it rises.")
        .neutral(1.0)
        .needs(NEEDS)
        .plausible(1.0, 3.0, "SOU 2018:38 ch. 3: trust is built slowly and lost fast")
        .source("22", "SOU 2018:38 §3.4"),
    Parameter::new("relation.contact", 0.3, 0.0, 1.0)
        .symbol("k_U")
        .summary("Contact with a superior who gives no time to dialogue, where full dialogue is 1.")
        .needs(NEEDS)
        .plausible(0.1, 0.5, "meetings once a year to monthly: no source gives a value")
        .source("22", "model assumption"),
    Parameter::new("relation.integrity", 0.7, 0.0, 1.0)
        .symbol("i_U")
        .summary("Integrity that managers and leaders see in a superior who breaks no word.")
        .needs(NEEDS)
        .plausible(0.5, 0.9, "around the default by a fifth of the scale: no source gives a value")
        .source("22", "model assumption"),
    Parameter::new("relation.propensity", 0.5, 0.0, 1.0)
        .symbol("p_U")
        .summary("Propensity of managers and leaders to trust.")
        .needs(NEEDS)
        .plausible(0.3, 0.7, "as that of staff, give or take a fifth of the scale")
        .source("22", "model assumption"),
    Parameter::new("relation.load", 0.3, 0.0, 5.0)
        .symbol("n_L")
        .summary("How far full load is taken for lack of benevolence of the superior.")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.1, 0.5, "a third to one and a half times the default: no source gives a value")
        .source("22", "SOU 2018:38 §7.4"),
    Parameter::new("relation.mandate", 0.2, 0.0, 5.0)
        .symbol("n_M")
        .summary("How far managers between top and leaders feel passed over by full room for action below, as far as they get no support themselves.")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.1, 0.4, "half to double the default: no source gives a value")
        .source("22", "SOU 2018:38 §7.4"),
    Parameter::new("relation.room", 0.2, 0.0, 5.0)
        .symbol("n_R")
        .summary("How far leaders take full room for action for benevolence of their superior.")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.05, 0.3, "a quarter to one and a half times the default: no source gives a value")
        .source("22", "SOU 2018:38 §7.4"),
];

/// The numbers of the relation between levels.
#[derive(Debug, Clone, Copy)]
pub struct Relation {
    rate: f32,
    down_ratio: f32,
    contact: f32,
    integrity: f32,
    propensity: f32,
    load: f32,
    mandate: f32,
    room: f32,
}

impl Rule for Relation {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "relation",
        summary: "Managers and leaders trust their superior as staff trust their leader, less under load; room below is a loss to managers and a gain to leaders; superiors trust those below by results.",
        equation: "(22) with δ' = δ_(j−1) time_(j−1) and σ' alike, U_j moves at rate r_U (k_U + (1 − k_U) δ'), d_U times that when falling, to (1 − w_p)(w_A A_(j−1) + w_N clamp(n_0 + n_σ σ' − c_m m_(j−1) (1 − c_δ δ') + n_P (P_(j−1) − P_m) − n_L load_j + a_j) + w_I i_U) + w_p p_U, less for broken words (23); a_j = −n_M ϑ_j (1 − σ') of managers, n_R ϑ_j of leaders; P_j of the top and of managers moves at rate η (1 − b_P m_j) to the mean over the units below of the target of (15), less pressure_j; managers use means over the units below",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("relation.rate", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        let number = |parameter: &Parameter| spec.value(parameter) as f32;
        Self {
            rate: number(&RATE),
            down_ratio: number(&DOWN_RATIO),
            contact: number(&CONTACT),
            integrity: number(&INTEGRITY),
            propensity: number(&PROPENSITY),
            load: number(&LOAD),
            mandate: number(&MANDATE),
            room: number(&ROOM),
        }
    }
}

impl Step for Relation {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let n_levels = block.chain.len();
        // Without managers between them, top and leaders do not follow each other.
        if n_levels < 3 {
            return;
        }
        // All from the trust downwards before this period's.
        for level in 1..n_levels {
            self.look_up(rules, block, level);
        }
        for level in &mut block.chain[..n_levels - 1] {
            for lane in 0..LANES {
                let checks = level.mean(Below::Checks)[lane];
                let rate = rules.leader_learning.rate(rules.learning.rate, checks);
                let target = clamp01(level.mean(Below::Reached)[lane] - level.pressure[lane]);
                let trust = &mut level.trust_down[lane];
                *trust = rules.learning.moved(*trust, target, rate);
            }
        }
    }
}

/// What a manager or leader meets with: levers of the superior, room, and broken words.
struct Met {
    checks: f32,
    support: f32,
    dialogue: f32,
    discretion: f32,
    broken: f32,
}

impl Met {
    #[inline(always)]
    fn of(block: &Block, level: usize, lane: usize) -> Self {
        let own = &block.chain[level];
        if level + 1 == block.chain.len() {
            let above = &block.chain[level - 1].levers;
            return Self {
                checks: above[Lever::Monitoring][lane],
                support: above[Lever::Support][lane],
                dialogue: above[Lever::Dialogue][lane],
                discretion: own.levers[Lever::Discretion][lane],
                broken: felt(block.units.broken_words[lane]),
            };
        }
        Self {
            checks: own.mean(Below::ChecksAbove)[lane],
            support: own.mean(Below::SupportAbove)[lane],
            dialogue: own.mean(Below::DialogueAbove)[lane],
            discretion: own.mean(Below::Discretion)[lane],
            broken: own.mean(Below::BrokenWords)[lane],
        }
    }
}

impl Relation {
    /// Moves a level's trust in the superior.
    #[inline(always)]
    fn look_up(&self, rules: &Rules, block: &mut Block, level: usize) {
        let is_leader = level + 1 == block.chain.len();
        let mut trust = block.chain[level].trust_up;
        for lane in 0..LANES {
            let met = Met::of(block, level, lane);
            let above = &block.chain[level - 1];
            let support = met.support * above.time[lane];
            let dialogue = met.dialogue * above.time[lane];
            let superior = SeenLeader {
                competence: above.competence[lane],
                support,
                control: rules.perceived_control.of(met.checks, 0.0, dialogue),
                leader_trust: above.trust_down[lane],
                credibility: 0.0,
                ratchet: 0.0,
                pay: 0.0,
            };
            let given = if is_leader {
                self.room * met.discretion
            } else {
                -(self.mandate * met.discretion * (1.0 - support))
            };
            let load = self.load * block.chain[level].load[lane];
            let benevolence = clamp01(rules.trust.goodwill_of(&superior) - load + given);
            let judged = rules.trust.judged(superior.competence, benevolence, self.integrity);
            let target = rules.trust.target(judged, self.propensity)
                - rules.broken_words.trust_above(met.broken);
            let rate = self.rate * (self.contact + (1.0 - self.contact) * dialogue);
            let down = (rate * self.down_ratio).min(1.0);
            trust[lane] = approach(trust[lane], target, rate, down);
        }
        block.chain[level].trust_up = trust;
    }
}
