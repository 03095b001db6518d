//! The canonical text of a specification: what its hash is made of and what a manifest shows.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{find_parameter, parameters};
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::{Change, ModelSpec, SiteDatum, Target, is_of_groups};

/// Keys of a scenario that are no numbers and without which some numbers have no effect.
pub const STRUCTURES: [&str; 2] = ["tiers", "schedule.anchor"];

fn listed(values: &[f64]) -> String {
    let values: Vec<String> = values.iter().map(f64::to_string).collect();
    format!("[{}]", values.join(", "))
}

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
        if let Some(chain) = self.chain() {
            let managers: Vec<f64> = chain.managers.iter().map(|n| f64::from(*n)).collect();
            line("tiers", &listed(&managers));
            for datum in SiteDatum::ALL {
                line(datum.definition().key, &listed(&chain.site[datum as usize]));
            }
        }
        for (index, group) in self.groups().iter().enumerate() {
            line(&format!("group.{index}.name"), &group.name);
            line(&format!("group.{index}.units"), &group.units);
            line(&format!("group.{index}.staff"), &group.staff);
            for lever in Lever::ALL.into_iter().filter(|lever| self.is_needed(lever.definition())) {
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
                Change::Jolt { size } => format!("jolt {size}"),
                Change::Site { datum, to } => format!("{} to {}", datum.name(), listed(to)),
            };
            let anchor = match event.breaks_words() {
                true => format!(", anchor {}", event.anchor),
                false => String::new(),
            };
            line(
                &format!("schedule.{index}"),
                &format!("period {}: {target}: {change}{anchor}", event.period),
            );
        }
        text
    }

    /// Whether a parameter differs from the value that switches it off, and one of those that it needs
    /// does so too; what is varied may differ.
    fn has_effect(&self, parameter: &Parameter, varied: &[&str]) -> bool {
        let differs = |p: &Parameter| varied.contains(&p.key) || p.neutral != Some(self.value(p));
        let needed = |key: &&str| match find_parameter(key) {
            Some(other) => differs(other),
            None => self.has_structure(key),
        };
        differs(parameter) && (parameter.needs.is_empty() || parameter.needs.iter().any(needed))
    }

    /// Whether there is the structure that a number needs; true of numbers that need none.
    fn is_needed(&self, parameter: &Parameter) -> bool {
        parameter.needs.is_empty() || parameter.needs.iter().any(|key| self.has_structure(key))
    }

    /// Whether there is what [`STRUCTURES`] names.
    fn has_structure(&self, key: &str) -> bool {
        match key {
            "tiers" => self.chain().is_some(),
            "schedule.anchor" => self.breaks_words(),
            _ => false,
        }
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
