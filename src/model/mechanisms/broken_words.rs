//! Broken words: changes over the heads of those affected take time, trust and staff.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::smaller;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 ch. 4 (anchoring of changes); sizes: model assumption";
const NEEDS: &[&str] = &["schedule.anchor"];

/// What is not forgotten.
pub static KEPT: Parameter = PARAMETERS[0];
/// How much a moved lever upsets.
pub static LEVER: Parameter = PARAMETERS[1];
/// What it costs trust.
pub static TRUST: Parameter = PARAMETERS[2];
/// What it costs working time.
pub static TIME: Parameter = PARAMETERS[3];
/// How many it drives away.
pub static EXIT: Parameter = PARAMETERS[4];
/// How far those above feel it.
pub static FELT_ABOVE: Parameter = PARAMETERS[5];

const PARAMETERS: [Parameter; 6] = [
    Parameter::new("broken_words.kept", 0.9, 0.0, 0.999)
        .symbol("z_k")
        .summary("Share of broken words that is not forgotten from one period to the next.")
        .unit("share per period")
        .needs(NEEDS)
        .plausible(0.85, 0.95, "half is forgotten after four to fourteen months")
        .source("23", SOURCE),
    Parameter::new("broken_words.moved", 0.3, 0.0, 10.0)
        .symbol("z_ℓ")
        .summary("How much it upsets when a lever is moved by 1 over the heads of all.")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.15, 0.6, "half to double the default: no source gives a value")
        .source("23", SOURCE),
    Parameter::new("broken_words.trust", 0.35, 0.0, 5.0)
        .symbol("z_T")
        .summary("What fully broken words take of the target of trust upwards, of staff, leaders and managers.")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.15, 0.5, "half to one and a half times the default: no source gives a value")
        .source("14, 22", SOURCE),
    Parameter::new("broken_words.time", 0.1, 0.0, 1.0)
        .symbol("z_t")
        .summary("Working time that fully broken words take.")
        .unit("share of working time")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.0, 0.2, "from none to double the default: no source gives a value")
        .source("9", SOURCE),
    Parameter::new("broken_words.exit", 0.25, 0.0, 10.0)
        .symbol("z_x")
        .summary("What a change that upsets by 1 adds to the probability of leaving in its period.")
        .unit("probability")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.1, 0.4, "of ten people after a merger one to four: no source gives a value")
        .source("staff", SOURCE),
    Parameter::new("broken_words.felt_above", 0.5, 0.0, 1.0)
        .symbol("z_j")
        .summary("How far managers and leaders feel the words that were broken to the units below them.")
        .unit("share")
        .neutral(0.0)
        .needs(NEEDS)
        .plausible(0.25, 1.0, "from a quarter to all: no source gives a value")
        .source("22", "model assumption"),
];

/// The numbers of broken words.
#[derive(Debug, Clone, Copy)]
pub struct BrokenWords {
    active: bool,
    kept: f32,
    /// How much it upsets when a lever is moved by 1 over the heads of all.
    pub lever: f32,
    trust: f32,
    time: f32,
    exit: f32,
    felt_above: f32,
}

impl Rule for BrokenWords {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "broken_words",
        summary: "Changes over the heads of those affected break words, which take working time and trust until they are forgotten, and drive some away at once.",
        equation: "(23) Z ← z_k Z + upset, upset = Σ (1 − anchor)(z_ℓ |Δℓ| + jolt) over this period's scheduled changes; with Z limited to 1: target of T − z_T Z, of U_j − z_T z_j mean Z of the units below; τ − z_t Z; probability of leaving + z_x upset",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("broken_words.trust", 0.0), ("broken_words.time", 0.0), ("broken_words.exit", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        let number = |parameter: &Parameter| spec.value(parameter) as f32;
        Self {
            active: spec.breaks_words(),
            kept: number(&KEPT),
            lever: number(&LEVER),
            trust: number(&TRUST),
            time: number(&TIME),
            exit: number(&EXIT),
            felt_above: number(&FELT_ABOVE),
        }
    }
}

impl Step for BrokenWords {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        if self.active {
            let block = &mut *context.block;
            for lane in 0..LANES {
                let broken = &mut block.units.broken_words[lane];
                *broken = self.kept * *broken + block.flows.upset[lane];
            }
        }
    }
}

impl BrokenWords {
    /// What they take of the target of staff's trust.
    #[inline(always)]
    pub fn trust(&self, broken: &Row) -> Row {
        scaled(self.trust, broken)
    }

    /// What they take of the target of managers' and leaders' trust, from what they feel of the units below.
    #[inline(always)]
    pub fn trust_above(&self, broken: f32) -> f32 {
        self.trust * (self.felt_above * broken)
    }

    /// What they take of working time.
    #[inline(always)]
    pub fn time(&self, broken: &Row) -> Row {
        scaled(self.time, broken)
    }

    /// What this period's changes add to the probability of leaving.
    #[inline(always)]
    pub fn exit(&self, upset: &Row) -> Row {
        let mut row = [0.0; LANES];
        for lane in 0..LANES {
            row[lane] = self.exit * upset[lane];
        }
        row
    }
}

/// Broken words as far as they are felt, at most 1.
#[inline(always)]
pub fn felt(broken: f32) -> f32 {
    smaller(broken, 1.0)
}

#[inline(always)]
fn scaled(weight: f32, broken: &Row) -> Row {
    let mut row = [0.0; LANES];
    for lane in 0..LANES {
        row[lane] = weight * felt(broken[lane]);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_felt_up_to_1() {
        let rule = BrokenWords {
            active: true,
            kept: 0.9,
            lever: 0.3,
            trust: 0.35,
            time: 0.1,
            exit: 0.25,
            felt_above: 0.5,
        };
        assert!((rule.trust(&[0.4; LANES])[0] - 0.14).abs() < 1e-6);
        assert!((rule.time(&[3.0; LANES])[0] - 0.1).abs() < 1e-6);
        assert!((rule.exit(&[3.0; LANES])[0] - 0.75).abs() < 1e-6);
        assert!((rule.trust_above(0.4) - 0.07).abs() < 1e-6);
    }
}
