//! The one list of rules: which exist, and in which phase each acts.

use super::*;
use crate::ground::lanes::Kernel;

macro_rules! rules {
    (
        formulas: { $($formula:ident: $formula_type:ident),* $(,)? }
        phases: { $($phase:ident $doc:literal: [ $($step:ident: $step_type:ident),* $(,)? ]),* $(,)? }
    ) => {
        /// Every rule, resolved for a specification.
        #[derive(Debug, Clone)]
        pub struct Rules {
            $(#[doc = concat!("See [`", stringify!($formula), "`].")] pub $formula: $formula::$formula_type,)*
            $($(#[doc = concat!("See [`", stringify!($step), "`].")] pub $step: $step::$step_type,)*)*
        }

        impl Rules {
            /// Resolves every rule.
            pub fn resolve(spec: &ModelSpec) -> Self {
                Self {
                    $($formula: <$formula::$formula_type as Rule>::resolve(spec),)*
                    $($($step: <$step::$step_type as Rule>::resolve(spec),)*)*
                }
            }
        }

        /// Every mechanism: first the formulas that others use, then the steps in order.
        pub static MECHANISMS: &[&Mechanism] = &[
            $(<$formula::$formula_type as Rule>::MECHANISM,)*
            $($(<$step::$step_type as Rule>::MECHANISM,)*)*
        ];

        $(fn $phase(rules: &Rules, context: &mut PeriodContext) {
            struct Steps<'a, 'b>(&'a Rules, &'a mut PeriodContext<'b>);

            impl Kernel for Steps<'_, '_> {
                type Output = ();

                #[inline(always)]
                fn run(self) {
                    let Self(_rules, _moment) = self;
                    $(_rules.$step.apply(_rules, _moment);)*
                }
            }
            context.instruction_set.run(Steps(rules, context));
        })*

        /// The phases of a period, in order; each reads what those before it wrote.
        pub static PHASES: &[Phase] = &[
            $(Phase {
                name: stringify!($phase),
                summary: $doc,
                steps: &[$(stringify!($step)),*],
                run: $phase,
            },)*
        ];
    };
}

/// A phase of a period.
#[derive(Debug, Clone, Copy)]
pub struct Phase {
    /// Name.
    pub name: &'static str,
    /// What happens in it.
    pub summary: &'static str,
    /// The mechanisms that act in it, in order.
    pub steps: &'static [&'static str],
    /// Runs it on a block, as compiled for the instruction set of the moment.
    pub run: fn(&Rules, &mut PeriodContext),
}

rules! {
    formulas: {
        conformity: Conformity,
        payoffs: Payoffs,
        assurance: Assurance,
        decision_noise: DecisionNoise,
        negative_reciprocity: NegativeReciprocity,
        leader_member_exchange: LeaderMemberExchange,
        learning: Learning,
        managers_time: ManagersTime,
        prices: Prices,
    }
    phases: {
        lead "Scheduled changes take effect, leaders are replaced, local leaders try changes.": [
            schedule: Schedule,
            broken_words: BrokenWords,
            leader_turnover: LeaderTurnover,
            local_trials: LocalTrials,
        ],
        steer "Levers are carried from the top down to staff, as far as managers have time and trust.": [
            translation: Translation,
        ],
        report "Tasks become easier or harder; staff report how hard they are.": [
            task_difficulty: TaskDifficulty,
            misreporting: Misreporting,
        ],
        choose "Staff choose their efforts and how much to game the measure.": [
            ratchet: Ratchet,
            drive: Drive,
            effort: Effort,
            gaming: Gaming,
        ],
        produce "Work is done and gives true and measured output.": [
            working_time: WorkingTime,
            capacity: Capacity,
            forgiveness: Forgiveness,
            output: Output,
        ],
        settle "Leniency, funds and the common reputation change; only here do units affect each other.": [
            leniency: Leniency,
            funding: Funding,
            reputation: Reputation,
        ],
        learn "Beliefs, trust, motivation and the leader's trust change.": [
            credibility: Credibility,
            felt_vision: FeltVision,
            contacts: Contacts,
            reciprocity: Reciprocity,
            peer_punishment: PeerPunishment,
            belief: Belief,
            perceived_control: PerceivedControl,
            trust: Trust,
            voice: Voice,
            crowding_out: CrowdingOut,
            leader_learning: LeaderLearning,
            relation: Relation,
            adaptive_control: AdaptiveControl,
        ],
        staff "Some staff leave and are replaced by recruits.": [
            staff_turnover: StaffTurnover,
        ],
        observe "Metrics are recorded; nothing changes.": [],
    }
}

/// The mechanism with this name.
pub fn find_mechanism(name: &str) -> Option<&'static Mechanism> {
    MECHANISMS.iter().copied().find(|mechanism| mechanism.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An equation is a text with symbols; values stand in the parameters alone.
    #[test]
    fn equations_have_the_symbols_of_their_parameters_and_no_values() {
        let is_part = |c: char| c.is_alphanumeric() || "_\u{302}\u{304}".contains(c);
        let mut symbols = std::collections::BTreeMap::new();
        for mechanism in MECHANISMS {
            let words: Vec<&str> =
                mechanism.equation.split(|c| !is_part(c)).filter(|word| !word.is_empty()).collect();
            for parameter in mechanism.parameters {
                let (key, symbol) = (parameter.key, parameter.symbol);
                assert!(!symbol.is_empty(), "{key} needs a symbol");
                assert!(words.contains(&symbol), "{key}: {symbol} is missing in its equation");
                let other = symbols.insert(symbol, key);
                assert!(other.is_none(), "{key} and {other:?} share the symbol {symbol}");
            }
            let digits: Vec<char> = mechanism.equation.chars().collect();
            let decimal = |three: &[char]| {
                three[0].is_ascii_digit() && three[1] == '.' && three[2].is_ascii_digit()
            };
            assert!(!digits.windows(3).any(decimal), "{}: a value in its equation", mechanism.name);
        }
    }

    #[test]
    fn the_phases_stand_in_the_order_of_the_model() {
        let names: Vec<_> = PHASES.iter().map(|phase| phase.name).collect();
        let order =
            ["lead", "steer", "report", "choose", "produce", "settle", "learn", "staff", "observe"];
        assert_eq!(names, order);
        for step in PHASES.iter().flat_map(|phase| phase.steps) {
            assert!(find_mechanism(step).is_some(), "{step} has the name of its file");
        }
    }
}
