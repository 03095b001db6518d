//! The schedule: when, for whom and what.

use super::draft::{self, is_name, lever, names_of, number, only_keys, whole};
use super::groups::sector_wide;
use super::problem::{Problem, did_you_mean};
use super::raw::{Entry, Node, Table, Value};
use crate::levers::{Lever, find_regime};
use crate::spec::{Change, Event, Group, Parameter, ShiftedState, Target};

/// Keys of a `[[schedule]]` table, with their meaning.
pub const EVENT_KEYS: [(&str, &str); 8] = [
    ("period", "Period before whose start the change takes effect, counted from 1."),
    ("unit", "The one unit that it addresses, counted from 1."),
    ("group", "The group of units that it addresses."),
    (
        "share",
        "The share of units that it addresses: nested, and the same units under every treatment.",
    ),
    ("regime", "Named regime to whose levers it moves."),
    ("set", "Levers and the values that they take."),
    ("over", "Number of periods over which levers get there, in equal steps; 1 for at once."),
    ("shift", "States (belief, trust, leader_trust) and what is added to them once."),
];

/// What a shift may add.
static SHIFT: Parameter = Parameter::new("shift", 0.0, -1.0, 1.0);
/// The share of units that may be addressed.
static SHARE: Parameter = Parameter::new("share", 1.0, 0.0, 1.0).unit("share of units");

/// Reads a schedule.
pub fn read(
    nodes: &[Node],
    groups: &[Group],
    periods: u32,
    problems: &mut Vec<Problem>,
) -> Vec<Event> {
    nodes.iter().flat_map(|node| event(node, groups, periods, problems)).collect()
}

fn event(node: &Node, groups: &[Group], periods: u32, problems: &mut Vec<Problem>) -> Vec<Event> {
    let Value::Table(table) = &node.value else { return Vec::new() };
    only_keys(table, "an entry of the schedule", &EVENT_KEYS.map(|(key, _)| key), problems);
    let period = period(node, table, periods, problems);
    let over = match table.get("over") {
        Some(entry) => whole("over", &entry.node, 1, 100_000, problems).unwrap_or(1) as u32,
        None => 1,
    };
    let target = target(table, groups, problems);
    let changes = changes(node, table, target, over, problems);
    changes.into_iter().map(|change| Event { period, target, change }).collect()
}

fn period(node: &Node, table: &Table, periods: u32, problems: &mut Vec<Problem>) -> u32 {
    let Some(entry) = table.get("period") else {
        problems.push(
            Problem::new(node.place.clone(), "this change does not say in which period it comes")
                .help("add for instance period = 60"),
        );
        return 1;
    };
    let found = whole("period", &entry.node, 1, u64::from(u32::MAX), problems).unwrap_or(1);
    if found > u64::from(periods) {
        problems.push(
            Problem::new(
                entry.node.place.clone(),
                format!("period = {found} is beyond the end of the run"),
            )
            .allowed(format!("1 to {periods} (run.periods)")),
        );
        return 1;
    }
    found as u32
}

fn target(table: &Table, groups: &[Group], problems: &mut Vec<Problem>) -> Target {
    let typed: Vec<&Entry> =
        ["unit", "group", "share"].iter().filter_map(|key| table.get(key)).collect();
    if let [_, second, ..] = typed.as_slice() {
        problems.push(
            Problem::new(
                second.place.clone(),
                "a change addresses either a unit, a group or a share",
            )
            .help("keep one of them, or write several entries"),
        );
    }
    let Some(entry) = typed.first() else { return Target::All };
    match entry.key.as_str() {
        "unit" => {
            let units = groups.iter().map(|group| u64::from(group.units)).sum();
            let unit = whole("unit", &entry.node, 1, units, problems).unwrap_or(1);
            Target::Unit(unit as u32 - 1)
        }
        "share" => Target::Share(number(&SHARE, &entry.node, problems).unwrap_or(1.0)),
        _ => group_target(entry, groups, problems),
    }
}

fn group_target(entry: &Entry, groups: &[Group], problems: &mut Vec<Problem>) -> Target {
    let Some(name) = draft::text("group", &entry.node, problems) else { return Target::All };
    let found = groups.iter().position(|group| group.name == name);
    if found.is_none() {
        let names = groups.iter().map(|group| group.name.as_str());
        problems.push(
            Problem::new(entry.node.place.clone(), format!("there is no group `{name}`"))
                .allowed(names.clone().collect::<Vec<_>>().join(", "))
                .help(did_you_mean(&name, names)),
        );
    }
    Target::Group(found.unwrap_or(0) as u32)
}

fn changes(
    node: &Node,
    table: &Table,
    target: Target,
    over: u32,
    problems: &mut Vec<Problem>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(entry) = table.get("regime") {
        changes.extend(regime(entry, target, over, problems));
    }
    if let Some(entry) = table.get("set") {
        for entry in inner("set", entry, problems) {
            changes.extend(set(entry, target, over, problems));
        }
    }
    if let Some(entry) = table.get("shift") {
        for entry in inner("shift", entry, problems) {
            changes.extend(shift(entry, problems));
        }
    }
    if !["regime", "set", "shift"].iter().any(|key| table.get(key).is_some()) {
        problems.push(
            Problem::new(node.place.clone(), "this entry of the schedule changes nothing").help(
                "add set = { monitoring = 0.3 }, shift = { belief = -0.45 } or regime = \"trust\"",
            ),
        );
    }
    changes
}

fn inner<'a>(key: &str, entry: &'a Entry, problems: &mut Vec<Problem>) -> &'a [Entry] {
    match &entry.node.value {
        Value::Table(table) => &table.0,
        other => {
            let message = format!("{key} is {}, but a table is needed", other.kind());
            problems.push(Problem::new(entry.node.place.clone(), message));
            &[]
        }
    }
}

fn regime(entry: &Entry, target: Target, over: u32, problems: &mut Vec<Problem>) -> Vec<Change> {
    let Some(name) = draft::text("regime", &entry.node, problems) else { return Vec::new() };
    if !is_name("regime", &name, &names_of("regime"), &entry.node.place, problems) {
        return Vec::new();
    }
    let Some(regime) = find_regime(&name) else { return Vec::new() };
    Lever::ALL
        .into_iter()
        .zip(regime.levers())
        .filter(|(lever, _)| target == Target::All || !lever.is_sector_wide())
        .map(|(lever, to)| Change::Lever { lever, to, over })
        .collect()
}

fn set(entry: &Entry, target: Target, over: u32, problems: &mut Vec<Problem>) -> Option<Change> {
    let lever = lever(entry, "set", problems)?;
    if lever.is_sector_wide() && target != Target::All {
        problems.push(sector_wide(lever, "scheduled for a part of the units", entry.place.clone()));
        return None;
    }
    let to = number(lever.definition(), &entry.node, problems)?;
    Some(Change::Lever { lever, to, over })
}

fn shift(entry: &Entry, problems: &mut Vec<Problem>) -> Option<Change> {
    let names = ShiftedState::ALL.map(ShiftedState::name);
    let found = ShiftedState::ALL.into_iter().find(|state| state.name() == entry.key);
    let Some(state) = found else {
        problems.push(
            Problem::new(entry.place.clone(), format!("shift: there is no state `{}`", entry.key))
                .allowed(names.join(", "))
                .help(did_you_mean(&entry.key, names)),
        );
        return None;
    };
    Some(Change::Shift { state, by: number(&SHIFT, &entry.node, problems)? })
}
