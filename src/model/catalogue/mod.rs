//! The list of every number that a scenario may set, gathered from where each is defined, and the labels
//! and texts of every name.

mod canonical;
mod swedish;
mod texts;

use std::sync::OnceLock;

pub use canonical::STRUCTURES;
pub use texts::{Kind, Language, Texts};

use super::parameter::Parameter;
use super::structure::STRUCTURE;
use super::traits::{BY_TYPE, COMMON, SHARES};
use crate::model::levers;
use crate::model::mechanisms::MECHANISMS;

/// Every parameter, sorted by key. Each key occurs once (tested).
pub fn parameters() -> &'static [&'static Parameter] {
    static SORTED: OnceLock<Vec<&'static Parameter>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut all: Vec<&Parameter> = STRUCTURE.to_vec();
        all.extend(&levers::DEFINITIONS);
        all.extend(SHARES.iter().chain(&BY_TYPE).chain(&COMMON));
        all.extend(MECHANISMS.iter().flat_map(|mechanism| mechanism.parameters));
        all.sort_by_key(|parameter| parameter.key);
        all
    })
}

/// The parameter with this full key.
pub fn find_parameter(key: &str) -> Option<&'static Parameter> {
    let all = parameters();
    all.binary_search_by_key(&key, |parameter| parameter.key).ok().map(|index| all[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_complete_and_unique() {
        for pair in parameters().windows(2) {
            assert_ne!(pair[0].key, pair[1].key, "defined twice");
        }
        for p in parameters() {
            assert!(p.range.contains(p.default), "{}: default outside its range", p.key);
            assert!(p.neutral.is_none_or(|v| p.range.contains(v)), "{}: neutral", p.key);
            assert!(p.summary.ends_with('.'), "{}: needs a summary", p.key);
            for key in p.needs.iter().filter(|key| !STRUCTURES.contains(key)) {
                let needed = find_parameter(key).unwrap_or_else(|| panic!("{}: no {key}", p.key));
                assert!(needed.neutral.is_some(), "{}: {key} is never neutral", p.key);
            }
            assert!(!p.source.is_empty() && !p.equation.is_empty(), "{}: needs a source", p.key);
            if let Some(plausible) = p.plausible {
                let inside = p.range.contains(plausible.low) && p.range.contains(plausible.high);
                assert!(inside && plausible.low < plausible.high, "{}: plausible range", p.key);
            }
            assert_eq!(find_parameter(p.key).map(|found| found.key), Some(p.key));
        }
    }

    #[test]
    fn mechanisms_are_documented_and_their_switches_are_parameters() {
        for (index, m) in MECHANISMS.iter().enumerate() {
            assert!(m.summary.ends_with('.') && !m.source.is_empty(), "{}", m.name);
            assert!(!m.equation.is_empty(), "{}: needs its equation", m.name);
            assert!(MECHANISMS[..index].iter().all(|other| other.name != m.name), "{}", m.name);
            for (key, value) in m.off {
                let parameter = find_parameter(key).unwrap_or_else(|| panic!("no {key}"));
                assert!(parameter.range.contains(*value), "{key} = {value}");
            }
        }
    }

    /// An audit varies every assumption over its plausible range: only what a scenario sets by design, or
    /// what is a convention, has none.
    #[test]
    fn every_assumption_has_a_plausible_range_and_a_reason() {
        let by_design = ["levers.", "run.", "organisation.units", "staff.traits.ability.mean"];
        for p in parameters() {
            let is_assumed = !by_design.iter().any(|start| p.key.starts_with(start));
            assert_eq!(p.plausible.is_some(), is_assumed, "{}: plausible range", p.key);
            let Some(plausible) = p.plausible else { continue };
            assert!(!plausible.reason.is_empty(), "{}: reason", p.key);
            let holds = (plausible.low..=plausible.high).contains(&p.default);
            let is_off = p.neutral == Some(p.default);
            assert!(holds || is_off, "{}: the default is not plausible", p.key);
        }
    }
}
