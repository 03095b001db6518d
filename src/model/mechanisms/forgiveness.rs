//! Honest errors, and how leaders take them: strictly or forgivingly.
//!
//! A strict leader corrects the error at once and blames the person, who withdraws some
//! co-operation and trusts the leader less; a forgiving one lets it pass, and it costs output while
//! it stands. Only small and honest errors are meant: the seed asks for accountability at serious
//! ones. The rule knows no learning from errors and no carelessness where all is forgiven, so it
//! says nothing about how many errors there are.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::random::{Address, Draws, Purpose};
use crate::model::columns::{StaffSum, UnitAddress};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §3.6, pp. 78–79, §17.3, p. 445";

/// How often staff err.
pub static ERROR_RATE: Parameter = PARAMETERS[0];
/// How strictly leaders take errors.
pub static STRICTNESS: Parameter = PARAMETERS[1];
/// What an error that is let pass costs.
pub static COST: Parameter = PARAMETERS[2];
/// Co-operation that those who are blamed withdraw.
pub static WITHDRAWAL: Parameter = PARAMETERS[3];
/// Trust that those who are blamed lose.
pub static BLAME: Parameter = PARAMETERS[4];

const PARAMETERS: [Parameter; 5] = [
    Parameter::new("forgiveness.error_rate", 0.0, 0.0, 1.0)
        .symbol("h_e")
        .summary("Probability that an agent makes an honest error in a period.")
        .unit("probability per period")
        .neutral(0.0)
        .plausible(0.01, 0.2, "small errors, not rare; unknown")
        .source("9a", "model assumption"),
    Parameter::new("forgiveness.strictness", 0.5, 0.0, 1.0)
        .symbol("s_e")
        .summary("How strictly leaders treat honest errors: 0 lets them pass, 1 corrects and blames at once.")
        .unit("share")
        .plausible(0.0, 1.0, "a way of leading")
        .needs(&["forgiveness.error_rate"])
        .source("9a", SOURCE),
    Parameter::new("forgiveness.cost", 0.1, 0.0, 1.0)
        .symbol("c_e")
        .summary("Share of an agent's capacity in a period that an error costs when it is let pass.")
        .unit("share of capacity")
        .neutral(0.0)
        .plausible(0.0, 0.5, "a trifle to half a month's work; unknown")
        .needs(&["forgiveness.error_rate"])
        .source("9a", "model assumption; that errors cost: SOU 2018:38 §3.6, p. 77"),
    Parameter::new("forgiveness.withdrawal", 0.2, 0.0, 1.0)
        .symbol("q_e")
        .summary("Share of co-operative effort that an agent withdraws in a period when blamed.")
        .unit("share of effort")
        .neutral(0.0)
        .plausible(0.0, 0.5, "unknown")
        .needs(&["forgiveness.error_rate"])
        .source("9a", "model assumption"),
    Parameter::new("forgiveness.blame", 0.2, 0.0, 1.0)
        .symbol("T_e")
        .summary("Share of trust in the leader that an agent loses when blamed.")
        .unit("share of trust")
        .neutral(0.0)
        .plausible(0.0, 0.5, "unknown")
        .needs(&["forgiveness.error_rate"])
        .source("9a", "model assumption; that it costs trust: SOU 2018:38 §3.6, p. 78"),
];

/// The numbers of errors and of how they are taken.
#[derive(Debug, Clone, Copy)]
pub struct Forgiveness {
    error_rate: f64,
    strictness: f32,
    cost: f32,
    withdrawal: f32,
    blame: f32,
}

/// What those who erred keep, as shares of what they had.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kept {
    capacity: f32,
    cooperation: f32,
    trust: f32,
}

impl Rule for Forgiveness {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "forgiveness",
        summary: "Staff make honest errors; a strict leader's blame costs trust and co-operation, a forgiving leader accepts the output that the error costs.",
        equation: "(9a) erred ~ Bernoulli(h_e); for those who erred c ← c (1 − c_e (1 − s_e)), q ← q (1 − q_e s_e), T ← T (1 − T_e s_e)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("forgiveness.error_rate", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            error_rate: spec.value(&ERROR_RATE),
            strictness: spec.value(&STRICTNESS) as f32,
            cost: spec.value(&COST) as f32,
            withdrawal: spec.value(&WITHDRAWAL) as f32,
            blame: spec.value(&BLAME) as f32,
        }
    }
}

impl Step for Forgiveness {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        if self.error_rate > 0.0 {
            let (draws, period) = (context.world.draws(), context.period);
            let block = &mut *context.block;
            let kept = self.kept();
            let mut sum = StaffSum::new(&block.staff);
            for (agent, capacity) in context.scratch.capacity.iter_mut().enumerate() {
                let errs = self.erring(draws, &block.places, period, agent as u32);
                let cooperation = &mut block.agents.cooperation[agent];
                let trust = &mut block.agents.trust[agent];
                for lane in 0..LANES {
                    let share = |kept: f32| if errs[lane] { kept } else { 1.0 };
                    capacity[lane] *= share(kept.capacity);
                    cooperation[lane] *= share(kept.cooperation);
                    trust[lane] *= share(kept.trust);
                }
                sum.add(agent, capacity);
            }
            // Leaders judge staff by the capacity that is left: what they let pass, they know of.
            block.flows.capacity = sum.mean();
        }
    }
}

impl Forgiveness {
    /// Which lanes' agents of this number err in a period.
    ///
    /// One address draw per agent and period, made only when errors can happen: it costs a hash of
    /// some twenty integer operations each, needs no state, and who errs at one rate errs at every
    /// higher rate, however strictly errors are taken.
    #[inline(always)]
    fn erring(
        &self,
        draws: &Draws,
        places: &[UnitAddress; LANES],
        period: u32,
        agent: u32,
    ) -> [bool; LANES] {
        let mut errs = [false; LANES];
        for lane in 0..LANES {
            let UnitAddress { replicate, unit, .. } = places[lane];
            let purpose = Purpose::Error;
            let address = Address { replicate, unit, purpose, period, agent };
            errs[lane] = draws.uniform_at(address) < self.error_rate;
        }
        errs
    }

    /// What those who erred keep at this strictness; each in `[0,1]`.
    fn kept(&self) -> Kept {
        Kept {
            capacity: 1.0 - self.cost * (1.0 - self.strictness),
            cooperation: 1.0 - self.withdrawal * self.strictness,
            trust: 1.0 - self.blame * self.strictness,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(strictness: f32) -> Forgiveness {
        let (cost, withdrawal, blame) = (0.1, 0.2, 0.5);
        Forgiveness { error_rate: 0.05, strictness, cost, withdrawal, blame }
    }

    #[test]
    fn worked_example_of_the_three_leaders() {
        let forgiving = Kept { capacity: 0.9, cooperation: 1.0, trust: 1.0 };
        let strict = Kept { capacity: 1.0, cooperation: 0.8, trust: 0.5 };
        assert_eq!((rule(0.0).kept(), rule(1.0).kept()), (forgiving, strict));
        let between = rule(0.5).kept();
        for (found, wanted) in
            [(between.capacity, 0.95), (between.cooperation, 0.9), (between.trust, 0.75)]
        {
            assert!((found - wanted).abs() < 1e-6, "{found}, not {wanted}");
        }
    }

    #[test]
    fn errors_come_at_their_rate() {
        // 200 periods of 20 agents in 64 units: 256,000 draws at a rate of 0.05 have a standard
        // error of 0.00043; five of them are a false-alarm rate below 1e-6.
        let (draws, mut errors) = (Draws::new(7), 0);
        let place = |lane| UnitAddress { replicate: 0, unit: lane as u32, group: 0, spare: false };
        let places = std::array::from_fn(place);
        for (period, agent) in (1..=200).flat_map(|period| (0..20).map(move |a| (period, a))) {
            let errs = rule(0.5).erring(&draws, &places, period, agent);
            errors += errs.iter().filter(|erred| **erred).count();
        }
        let rate = errors as f64 / 256_000.0;
        assert!((rate - 0.05).abs() < 5.0 * 0.00043, "{rate}");
    }
}
