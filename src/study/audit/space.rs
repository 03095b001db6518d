//! The space of an audit: every number that rules its treatments and is not known, over its plausible
//! range.

use super::read::{Kept, Replaced};
use crate::model::catalogue::parameters;
use crate::model::mechanisms::{MECHANISMS, Mechanism};
use crate::model::parameter::Parameter;
use crate::model::specification::{ModelSpec, Policy, is_of_groups};
use crate::model::structure::UNITS;
use crate::model::traits::SHARES;
use crate::scenario::{Change, Scenario};

/// How much smaller and larger than the scenario's a sector may be: its size is a choice and has no
/// documented range, but a claim should not hang on it.
const SIZES: (f64, f64, &str) =
    (0.5, 2.0, "half to double the scenario's: a claim should not hang on it");

/// Tables whose numbers act under one policy only.
const POLICIES: [(&str, Policy); 2] =
    [("adaptive_control.", Policy::Adaptive), ("local_trials.", Policy::Local)];

/// A number that varies.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// What it is.
    pub parameter: &'static Parameter,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// Why these are the ends.
    pub reason: String,
    /// What the scenario has.
    pub base: f64,
}

/// A number that does not vary although it is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// Its key.
    pub key: &'static str,
    /// Why.
    pub reason: String,
}

/// What varies, and what does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// The numbers that vary, by key.
    pub assumptions: Vec<Assumption>,
    /// Those that do not, by key.
    pub left_out: Vec<LeftOut>,
    /// Mechanisms that act under one of the treatments somewhere in the space and can be switched off.
    pub acting: Vec<&'static Mechanism>,
}

impl Assumption {
    /// Whether the scenario's own value lies inside.
    pub fn holds_base(&self) -> bool {
        (self.low..=self.high).contains(&self.base)
    }

    /// The value below which a share of the range lies; whole numbers are equally likely.
    pub fn value_at(&self, share: f64) -> f64 {
        if self.parameter.range.whole {
            (self.low + (share * (self.high - self.low + 1.0)).floor()).min(self.high)
        } else {
            self.low + share * (self.high - self.low)
        }
    }
}

impl Space {
    /// The space of some treatments (by name) of a scenario. `people` are the keys that a sample of people
    /// has, which therefore do not vary by themselves.
    pub fn of(
        scenario: &Scenario,
        names: &[&str],
        (kept, replaced): (&[Kept], &[Replaced]),
        people: &[&str],
    ) -> Self {
        let ruled: Vec<&ModelSpec> = specs(scenario, names).collect();
        let mut space = Self { assumptions: Vec::new(), left_out: Vec::new(), acting: Vec::new() };
        for parameter in parameters() {
            let own = replaced.iter().find(|replaced| replaced.parameter.key == parameter.key);
            let Some(found) = ranged(parameter, own, ruled[0]) else { continue };
            if people.contains(&parameter.key) {
                continue;
            }
            match why_kept(scenario, names, &found, kept) {
                Some(reason) => space.left_out.push(LeftOut { key: parameter.key, reason }),
                None => space.assumptions.push(found),
            }
        }
        space.settle_shares();
        space.keep_what_acts(&ruled, people);
        space
    }

    /// Shares of the types of staff sum to 1: all of them vary, or none. The one that fills the rest does not
    /// vary by itself.
    fn settle_shares(&mut self) {
        let is_share = |key: &str| SHARES.iter().any(|share| share.key == key);
        let varied = self.assumptions.iter().filter(|a| is_share(a.parameter.key)).count();
        if varied > 0 && varied < SHARES.len() {
            let varied = SHARES.iter().filter(|share| self.varies(share.key));
            let reason = "the shares of types sum to 1, and another of them stays";
            let left_out =
                varied.map(|share| LeftOut { key: share.key, reason: reason.to_owned() });
            let left_out: Vec<LeftOut> = left_out.collect();
            self.left_out.extend(left_out);
            self.assumptions.retain(|assumption| !is_share(assumption.parameter.key));
        }
    }

    /// Keeps what has an effect somewhere in the space, and finds the mechanisms that have one.
    fn keep_what_acts(&mut self, ruled: &[&ModelSpec], people: &[&str]) {
        let mut varied: Vec<&str> = self.assumptions.iter().map(|a| a.parameter.key).collect();
        varied.extend(people);
        let texts: Vec<String> =
            ruled.iter().map(|spec| spec.canonical_text_of_varied(&varied)).collect();
        let acts = |key: &str| {
            let needed = POLICIES.iter().find(|(table, _)| key.starts_with(table));
            if needed.is_some_and(|(_, policy)| ruled.iter().all(|spec| spec.policy() != *policy)) {
                return false;
            }
            let line = format!("{key} = ");
            is_of_groups(key) || texts.iter().any(|text| text.lines().any(|l| l.starts_with(&line)))
        };
        self.assumptions.retain(|assumption| acts(assumption.parameter.key));
        let lever_acts = |key: &str, off: f64| {
            let lever = parameters().iter().find(|parameter| parameter.key == key);
            lever.is_some_and(|lever| ruled.iter().any(|spec| spec.first_value(lever) != off))
        };
        let is_on = |(key, off): &(&str, f64)| match key.starts_with("levers.") {
            true => lever_acts(key, *off),
            false => acts(key),
        };
        let acting = MECHANISMS.iter().filter(|mechanism| mechanism.off.iter().any(is_on));
        self.acting = acting.copied().collect();
    }

    /// Whether a number varies.
    pub fn varies(&self, key: &str) -> bool {
        self.assumptions.iter().any(|assumption| assumption.parameter.key == key)
    }

    /// The numbers that vary by themselves: all but the share that fills the rest.
    pub fn free(&self) -> impl Iterator<Item = &Assumption> {
        self.assumptions.iter().filter(|assumption| assumption.parameter.key != filler().key)
    }

    /// The numbers whose value in the scenario lies outside of what is plausible.
    pub fn implausible(&self) -> impl Iterator<Item = &Assumption> {
        self.assumptions.iter().filter(|assumption| !assumption.holds_base())
    }

    /// The values of the numbers that vary by themselves with that of the share that fills the rest; none where
    /// it leaves its range.
    pub fn filled(&self, mut values: Vec<(&'static str, f64)>) -> Option<Vec<(&'static str, f64)>> {
        let Some(filled) = self.assumptions.iter().find(|a| a.parameter.key == filler().key) else {
            return Some(values);
        };
        let is_share = |key: &str| SHARES.iter().any(|share| share.key == key);
        let others: f64 = values.iter().filter(|(key, _)| is_share(key)).map(|(_, v)| v).sum();
        let rest = 1.0 - others;
        values.push((filled.parameter.key, rest));
        (filled.low..=filled.high).contains(&rest).then_some(values)
    }

    /// Conditions that the filled share sets on the others.
    pub fn conditions(&self) -> Vec<String> {
        let filled = self.assumptions.iter().find(|a| a.parameter.key == filler().key);
        let Some(filled) = filled else { return Vec::new() };
        let others: Vec<&str> =
            SHARES.iter().map(|share| share.key).filter(|key| *key != filler().key).collect();
        let sum = others.join(" + ");
        vec![format!("{sum} <= {}", 1.0 - filled.low), format!("{sum} >= {}", 1.0 - filled.high)]
    }
}

/// The share that fills what the others leave: that of the most frequent type.
pub(super) fn filler() -> &'static Parameter {
    let most = |a: &&Parameter, b: &&Parameter| a.default.total_cmp(&b.default);
    SHARES.iter().max_by(most).expect("there are types")
}

/// The specifications of some treatments, in the order of their names.
fn specs<'a>(scenario: &'a Scenario, names: &[&str]) -> impl Iterator<Item = &'a ModelSpec> {
    let of = |name: &&str| scenario.treatments.iter().find(|t| t.name == **name);
    let found: Vec<&ModelSpec> = names.iter().filter_map(of).map(|t| &t.spec).collect();
    found.into_iter()
}

/// A number with its range; none when it has none.
fn ranged(
    parameter: &'static Parameter,
    own: Option<&Replaced>,
    spec: &ModelSpec,
) -> Option<Assumption> {
    let base = spec.first_value(parameter);
    let (low, high, reason) = match (own, parameter.plausible) {
        (Some(own), _) => (own.low, own.high, own.reason.clone()),
        (None, Some(plausible)) => (plausible.low, plausible.high, plausible.reason.to_owned()),
        (None, None) if parameter.key == UNITS.key => {
            let (smaller, larger, reason) = SIZES;
            ((smaller * base).ceil(), (larger * base).floor(), reason.to_owned())
        }
        (None, None) => return None,
    };
    Some(Assumption { parameter, low, high, reason, base })
}

/// Why a number stays as the scenario has it; none when it varies.
fn why_kept(
    scenario: &Scenario,
    names: &[&str],
    found: &Assumption,
    kept: &[Kept],
) -> Option<String> {
    let parameter = found.parameter;
    if let Some(kept) = kept.iter().find(|kept| kept.key == parameter.key) {
        return Some(kept.reason.clone());
    }
    let values: Vec<Option<f64>> =
        specs(scenario, names).map(|spec| spec.common_value(parameter)).collect();
    if values.iter().any(|value| *value != values[0]) {
        let which = if names.len() == 2 { "the two treatments" } else { "treatments" };
        return Some(format!("{which} differ in it"));
    }
    if SHARES.iter().any(|share| share.key == parameter.key) {
        return None;
    }
    for value in [found.low, found.high] {
        let changed = scenario.with_all([Change::new(parameter.key, value)]);
        let takes = changed.is_ok_and(|changed| {
            let mut specs = specs(&changed, names);
            specs.all(|spec| spec.common_value(parameter) == Some(value))
        });
        if !takes {
            return Some(
                "the scenario fixes it by groups, events or what is switched off".to_owned(),
            );
        }
    }
    None
}
