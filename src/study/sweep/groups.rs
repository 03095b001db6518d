//! Groups of factors, which move together in designs that say what each factor does.

use super::block::Reader;
use super::design::Design;
use super::factor::Factor;
use crate::scenario::nearest::did_you_mean;
use crate::scenario::problem::Diagnostic;
use crate::scenario::raw::{Entry, Value};
use crate::scenario::value::texts;

/// Groups of factors: those that were named, and each other factor by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// By group: its name; of a factor by itself its key.
    pub names: Vec<String>,
    /// By factor: its group.
    pub of: Vec<usize>,
}

impl Groups {
    /// The groups of some factors, of which some belong to groups with names. Groups come in the order of
    /// their first factors.
    pub fn new(factors: &[Factor], named: &[(String, Vec<String>)]) -> Self {
        let mut groups = Self::default();
        for Factor { key, .. } in factors {
            let group = named.iter().find(|(_, keys)| keys.contains(key));
            let name = group.map_or(key, |(name, _)| name);
            let place = groups.names.iter().position(|other| other == name);
            groups.of.push(place.unwrap_or(groups.names.len()));
            if place.is_none() {
                groups.names.push(name.clone());
            }
        }
        groups
    }

    /// The groups with names, each with the places of its factors; none where every factor moves by itself.
    pub fn named(&self) -> Vec<(&str, Vec<usize>)> {
        let own = |group: usize| (0..self.of.len()).filter(|f| self.of[*f] == group).collect();
        let all = self.names.iter().enumerate().map(|(group, name)| (name.as_str(), own(group)));
        if self.names.len() == self.of.len() { Vec::new() } else { all.collect() }
    }
}

/// Reads the groups of a block, for a design over some factors.
pub(super) fn read(reader: &mut Reader, design: &Design, factors: &[Factor]) -> Groups {
    let Some(entry) = reader.table.get("groups").cloned() else { return Groups::new(factors, &[]) };
    if !design.takes_groups {
        let message = format!("sweep.groups: the design {} moves no groups", design.name);
        let help = "use design = \"morris\" or \"saltelli\", or leave the groups out";
        reader.problems.push(Diagnostic::new(&entry.place, message).help(help));
    }
    let Value::Table(table) = &entry.node.value else {
        let message = format!("sweep.groups is {}, but it needs names", entry.node.value.shown());
        let help = "write for instance groups = { people = [\"start.belief\", \"trust.gain\"] }";
        reader.problems.push(Diagnostic::new(&entry.node.place, message).help(help));
        return Groups::new(factors, &[]);
    };
    let mut named = Vec::new();
    for group in &table.0 {
        let keys = keys(reader, group, factors, &named);
        named.push((group.key.clone(), keys));
    }
    Groups::new(factors, &named)
}

/// The factors of a group that are there and belong to no group before.
fn keys(
    reader: &mut Reader,
    group: &Entry,
    factors: &[Factor],
    before: &[(String, Vec<String>)],
) -> Vec<String> {
    let path = format!("sweep.groups.{}", group.key);
    let mut found = Vec::new();
    if factors.iter().any(|factor| factor.key == group.key) {
        let message = format!("{path} has the name of a factor");
        reader.problems.push(Diagnostic::new(&group.place, message).help("give it another name"));
    }
    for (key, place) in texts(&path, &group.node, reader.problems) {
        let known = || factors.iter().map(|factor| factor.key.as_str());
        if !known().any(|known| known == key) {
            let message = format!("{path}: `{key}` is not varied");
            let allowed = known().collect::<Vec<_>>().join(", ");
            let problem = Diagnostic::new(&place, message).allowed(allowed);
            reader.problems.push(problem.help(did_you_mean(&key, known())));
        } else if found.contains(&key) || before.iter().any(|(_, keys)| keys.contains(&key)) {
            let message = format!("{path}: `{key}` is in a group already");
            reader.problems.push(Diagnostic::new(&place, message).help("keep one of them"));
        } else {
            found.push(key);
        }
    }
    found
}
