//! Mechanisms that are switched off: the values that their parameters and levers then have.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::problem::{Diagnostic, DiagnosticList, Location};
use crate::model::levers::{Lever, LeverValues};
use crate::model::mechanisms::find_mechanism;
use crate::model::specification::Policy;

/// The values that switched-off mechanisms fix, by parameter key.
#[derive(Debug, Default)]
pub struct Off(BTreeMap<&'static str, Fixed>);

/// A value and the mechanism that fixes it.
#[derive(Debug, Clone, Copy)]
struct Fixed {
    value: f64,
    mechanism: &'static str,
}

impl Off {
    /// Reads which mechanisms are off; a key that is typed as well, with another value, is a
    /// mistake.
    pub fn read(draft: &Draft, problems: &mut DiagnosticList) -> Self {
        let mut off = Self::default();
        for (name, place) in draft.lists.get("mechanisms.off").into_iter().flatten() {
            let Some(mechanism) = find_mechanism(name) else { continue };
            for (key, value) in mechanism.off {
                off.0.insert(key, Fixed { value: *value, mechanism: mechanism.name });
                if let Some((typed, _)) = draft.values.get(key).filter(|(typed, _)| typed != value)
                {
                    let message = format!("`{name}` is switched off, but {key} = {typed} is set");
                    problems.push(
                        Diagnostic::new(place, message)
                            .help(format!("keep one of them; off means {key} = {value}")),
                    );
                }
            }
            check_local_policy(draft, mechanism.name, mechanism.off, place, problems);
        }
        off
    }

    /// The values by parameter key.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.0.iter().map(|(key, fixed)| (*key, fixed.value))
    }

    /// Fixes the levers that a switched-off mechanism needs.
    pub fn fix(&self, levers: &mut LeverValues) {
        for lever in Lever::ALL {
            if let Some(fixed) = self.0.get(lever.definition().key) {
                levers[lever as usize] = fixed.value;
            }
        }
    }

    /// Whether a lever may take this value; if a switched-off mechanism forbids it, that is a
    /// mistake at `place`.
    pub fn allows(
        &self,
        lever: Lever,
        value: f64,
        place: &Location,
        problems: &mut DiagnosticList,
    ) -> bool {
        let Some(fixed) = self.fixed(lever).filter(|fixed| fixed.value != value) else {
            return true;
        };
        let (name, mechanism) = (lever.name(), fixed.mechanism);
        let message = format!("{name} = {value} is set, but `{mechanism}` is switched off");
        let help = format!("keep one of them; off means {name} = {} throughout", fixed.value);
        problems.push(Diagnostic::new(place, message).help(help));
        false
    }

    /// Whether a switched-off mechanism holds a lever where it is.
    pub fn holds(&self, lever: Lever) -> bool {
        self.fixed(lever).is_some()
    }

    fn fixed(&self, lever: Lever) -> Option<&Fixed> {
        self.0.get(lever.definition().key)
    }
}

/// The local policy moves levers by itself, so it cannot go with a mechanism that is switched off
/// by its lever.
fn check_local_policy(
    draft: &Draft,
    mechanism: &str,
    off: &[(&'static str, f64)],
    place: &Location,
    problems: &mut DiagnosticList,
) {
    let is_local =
        draft.names.get("policy").is_some_and(|(policy, _)| policy == Policy::Local.name());
    let moved = off.iter().find(|(key, _)| {
        crate::model::mechanisms::local_trials::LOCAL_LEVERS
            .iter()
            .any(|lever| lever.definition().key == *key)
    });
    if let Some((key, _)) = moved.filter(|_| is_local) {
        let message = format!("`{mechanism}` is switched off, but the policy `local` moves {key}");
        problems
            .push(Diagnostic::new(place, message).help("choose another policy, or leave it on"));
    }
}
