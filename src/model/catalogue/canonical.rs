//! The canonical text of a specification: what its hash is made of and what a manifest shows.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{find_parameter, parameters};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::{Change, ModelSpec, Target, is_of_groups};

impl ModelSpec {
    /// Everything that affects numbers, one `key = value` per line in a fixed order, defaults
    /// filled in. Two specifications with the same text give the same numbers.
    ///
    /// What has no effect is left out: values that are neutral, and numbers that need another one that
    /// is neutral. So a new mechanism that is off by default changes the text of no scenario.
    pub fn canonical_text(&self) -> String {
        self.canonical_text_of_varied(&[])
    }

    /// The same for a specification of which some keys are varied: what has an effect only when one of
    /// them is not neutral is kept too.
    pub fn canonical_text_of_varied(&self, varied: &[&str]) -> String {
        let mut text = String::new();
        let mut line = |key: &str, value: &dyn std::fmt::Display| {
            writeln!(text, "{key} = {value}").expect("writing to a string cannot fail");
        };
        line("run.seed", &self.seed());
        line("policy", &self.policy().name());
        line("organisation.composition", &self.composition().name());
        line("organisation.vision_labels", &self.labels().name());
        for parameter in parameters() {
            let key = parameter.key;
            if !is_of_groups(key) && self.has_effect(parameter, varied) {
                line(key, &self.value(parameter));
            }
        }
        for (index, group) in self.groups().iter().enumerate() {
            line(&format!("group.{index}.name"), &group.name);
            line(&format!("group.{index}.units"), &group.units);
            line(&format!("group.{index}.staff"), &group.staff);
            for lever in Lever::ALL {
                let key = format!("group.{index}.levers.{}", lever.name());
                line(&key, &group.levers[lever as usize]);
            }
        }
        for (index, event) in self.schedule().iter().enumerate() {
            let target = match event.target {
                Target::All => "all".to_owned(),
                Target::Unit(unit) => format!("unit {}", unit + 1),
                Target::Group(group) => format!("group {group}"),
                Target::Share(share) => format!("share {share}"),
            };
            let change = match &event.change {
                Change::Lever { lever, to, over } => {
                    format!("{} to {to} over {over}", lever.name())
                }
                Change::Shift { state, by } => format!("shift {} by {by}", state.name()),
            };
            line(
                &format!("schedule.{index}"),
                &format!("period {}: {target}: {change}", event.period),
            );
        }
        text
    }

    /// Whether a parameter differs from the value that switches it off, and one of those that it needs
    /// does so too; what is varied may differ.
    fn has_effect(&self, parameter: &Parameter, varied: &[&str]) -> bool {
        let differs = |p: &Parameter| varied.contains(&p.key) || p.neutral != Some(self.value(p));
        let needed = |key: &&str| find_parameter(key).is_some_and(differs);
        differs(parameter) && (parameter.needs.is_empty() || parameter.needs.iter().any(needed))
    }

    /// SHA-256 of the canonical text, in hexadecimal.
    pub fn hash(&self) -> String {
        Sha256::digest(self.canonical_text().as_bytes()).iter().fold(
            String::new(),
            |mut hex, byte| {
                write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
                hex
            },
        )
    }
}
