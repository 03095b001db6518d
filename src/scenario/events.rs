//! The schedule: when, for whom and what.

use super::chain::{for_levels, without_tiers};
use super::draft::Draft;
use super::groups::sector_wide;
use super::keys::names_of;
use super::nearest::did_you_mean;
use super::off::Off;
use super::problem::{Diagnostic, DiagnosticList};
use super::raw::{Entry, Node, Table, Value};
use super::value::{self, lever, name, number, only_keys, table, text, whole};
use crate::model::levers::{Lever, find_regime};
use crate::model::parameter::Parameter;
use crate::model::specification::{Chain, Change, Event, Group, ShiftedState, SiteDatum, Target};
use crate::model::structure::{PERIODS, UNITS};

/// Keys of a `[[schedule]]` table, with their meaning.
pub const EVENT_KEYS: [(&str, &str); 11] = [
    ("period", "Period at whose start the change takes effect, counted from 1."),
    (
        "unit",
        "The one unit that changes, counted from 1; without unit, group and share all units change.",
    ),
    ("group", "The group of units that changes, by name."),
    (
        "share",
        "The share of units that changes; the same units under every treatment, and a larger share includes a smaller one.",
    ),
    ("regime", "Named regime to whose levers they move."),
    ("set", "Levers with their new values, e.g. { monitoring = 0.3 }."),
    (
        "over",
        "Number of periods over which levers move there, in equal steps; by default 1 (at once).",
    ),
    (
        "shift",
        "What is added once to belief, trust or leader_trust, -1 to 1, e.g. { belief = -0.45 }.",
    ),
    (
        "anchor",
        "Share of those affected who were heard before levers are moved or units upset, by default 1; over the heads of the others words are broken.",
    ),
    (
        "jolt",
        "How much units are upset without a lever being moved, for instance 1 for a merger; over the heads of those affected, so with an anchor below 1.",
    ),
    (
        "site",
        "New administration or pressure of managers at each tier and of leaders last, e.g. { administration = [0.2, 0.4] }.",
    ),
];

/// What a shift may add to a state.
pub static SHIFT: Parameter = Parameter::new("shift", 0.0, -1.0, 1.0);
/// The share of units that may be addressed.
pub static SHARE: Parameter = Parameter::new("share", 1.0, 0.0, 1.0).unit("share of units");
/// The share of those affected who were heard.
pub static ANCHOR: Parameter =
    Parameter::new("anchor", 1.0, 0.0, 1.0).unit("share of those affected");
/// How much units may be upset.
pub static JOLT: Parameter = Parameter::new("jolt", 0.0, 0.0, 10.0);
/// Most periods over which a lever may move.
pub const LONGEST_RAMP: u64 = 100_000;

/// What the entries of a schedule are read against.
struct Frame<'a> {
    groups: &'a [Group],
    chain: Option<&'a Chain>,
    /// None when the number of units is itself a mistake.
    units: Option<u64>,
    /// None when the number of periods is itself a mistake.
    periods: Option<u32>,
    off: &'a Off,
}

/// Reads a schedule.
pub fn read(
    draft: &Draft,
    (groups, chain): (&[Group], Option<&Chain>),
    off: &Off,
    problems: &mut DiagnosticList,
) -> Vec<Event> {
    let periods = (!draft.is_mistaken(&PERIODS)).then(|| draft.value(&PERIODS) as u32);
    let is_sound = problems.is_empty() && !draft.is_mistaken(&UNITS);
    let units = is_sound.then(|| groups.iter().map(|group| u64::from(group.units)).sum());
    let frame = Frame { groups, chain, units, periods, off };
    draft.schedule.iter().flat_map(|node| frame.event(node, problems)).collect()
}

impl Frame<'_> {
    fn event(&self, node: &Node, problems: &mut DiagnosticList) -> Vec<Event> {
        let Value::Table(table) = &node.value else { return Vec::new() };
        only_keys(table, "[[schedule]]", &EVENT_KEYS, problems);
        let period = self.period(node, table, problems);
        let over = table
            .get("over")
            .and_then(|entry| whole("schedule.over", &entry.node, 1, LONGEST_RAMP, problems));
        let target = self.target(table, problems);
        let anchor = table
            .get("anchor")
            .and_then(|entry| number("schedule.anchor", &ANCHOR, &entry.node, problems))
            .unwrap_or(ANCHOR.default);
        let mut changes = self.changes(node, table, target, over.unwrap_or(1) as u32, problems);
        changes.extend(jolt(table, anchor, problems));
        changes.extend(self.site(table, target, problems));
        changes.into_iter().map(|change| Event { period, target, change, anchor }).collect()
    }

    /// What a change gives the levels of the chain.
    fn site(&self, event: &Table, target: Target, problems: &mut DiagnosticList) -> Vec<Change> {
        let Some(entry) = event.get("site") else { return Vec::new() };
        if target != Target::All {
            let message =
                "site is scheduled for a part of the units, but managers have all of theirs";
            let help = "schedule it without unit, group and share";
            problems.push(Diagnostic::new(&entry.place, message).help(help));
        }
        let Some(chain) = self.chain else {
            problems.push(without_tiers("schedule.site", &entry.place));
            return Vec::new();
        };
        let inside = table("schedule.site", &entry.node, problems);
        inside.iter().filter_map(|entry| site_datum(entry, chain, problems)).collect()
    }

    fn period(&self, node: &Node, table: &Table, problems: &mut DiagnosticList) -> u32 {
        let Some(entry) = table.get("period") else {
            problems.push(
                Diagnostic::new(&node.place, "this change has no period")
                    .help("add for instance period = 60"),
            );
            return 1;
        };
        let most = u64::from(u32::MAX);
        let Some(found) = whole("schedule.period", &entry.node, 1, most, problems) else {
            return 1;
        };
        if let Some(periods) = self.periods.filter(|periods| found > u64::from(*periods)) {
            let message = format!("schedule.period = {found} is after the end of the run");
            problems.push(
                Diagnostic::new(&entry.node.place, message)
                    .allowed(format!("whole numbers from 1 to {periods} (run.periods)")),
            );
        }
        found as u32
    }

    fn target(&self, table: &Table, problems: &mut DiagnosticList) -> Target {
        let typed: Vec<&Entry> =
            ["unit", "group", "share"].iter().filter_map(|key| table.get(key)).collect();
        if let [_, second, ..] = typed.as_slice() {
            let message = "a change is for a unit, a group or a share, not for several of them";
            problems.push(
                Diagnostic::new(&second.place, message)
                    .help("keep one of them, or write several entries"),
            );
        }
        let Some(entry) = typed.first() else { return Target::All };
        match entry.key.as_str() {
            "unit" => {
                let most = self.units.unwrap_or(u64::from(u32::MAX));
                let unit = whole("schedule.unit", &entry.node, 1, most, problems);
                Target::Unit(unit.unwrap_or(1) as u32 - 1)
            }
            "share" => {
                let share = number("schedule.share", &SHARE, &entry.node, problems);
                Target::Share(share.unwrap_or(1.0))
            }
            _ => self.group(entry, problems),
        }
    }

    fn group(&self, entry: &Entry, problems: &mut DiagnosticList) -> Target {
        let Some(name) = text("schedule.group", &entry.node, problems) else { return Target::All };
        let names = || self.groups.iter().map(|group| group.name.as_str());
        let found = names().position(|group| group == name);
        if found.is_none() {
            problems.push(
                Diagnostic::new(&entry.node.place, format!("there is no group `{name}`"))
                    .allowed(names().take(10).collect::<Vec<_>>().join(", "))
                    .help(did_you_mean(&name, names())),
            );
        }
        Target::Group(found.unwrap_or(0) as u32)
    }

    fn changes(
        &self,
        node: &Node,
        event: &Table,
        target: Target,
        over: u32,
        problems: &mut DiagnosticList,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(entry) = event.get("regime") {
            changes.extend(self.regime(entry, target, over, problems));
        }
        if let Some(entry) = event.get("set") {
            let levers = table("schedule.set", &entry.node, problems);
            changes.extend(levers.iter().filter_map(|e| self.set(e, target, over, problems)));
        }
        if let Some(entry) = event.get("shift") {
            let states = table("schedule.shift", &entry.node, problems);
            changes.extend(states.iter().filter_map(|entry| shift(entry, problems)));
        }
        if !["regime", "set", "shift", "jolt", "site"].iter().any(|key| event.get(key).is_some()) {
            problems
                .push(Diagnostic::new(&node.place, "this entry of the schedule changes nothing").help(
                "add set = { monitoring = 0.3 }, shift = { belief = -0.45 } or regime = \"trust\"",
            ));
        }
        changes
    }

    /// Moves to every lever of a regime, except those that cannot move: sector-wide ones when only a
    /// part of the units is addressed, and those that a switched-off mechanism holds.
    fn regime(
        &self,
        entry: &Entry,
        target: Target,
        over: u32,
        problems: &mut DiagnosticList,
    ) -> Vec<Change> {
        let name = name("schedule.regime", &entry.node, &names_of("regime"), problems);
        let Some(regime) = name.and_then(|name| find_regime(&name)) else { return Vec::new() };
        Lever::ALL
            .into_iter()
            .filter(|lever| target == Target::All || !lever.is_sector_wide())
            .filter(|lever| !self.off.holds(*lever))
            // What acts in a chain only.
            .filter(|lever| self.chain.is_some() || lever.definition().needs.is_empty())
            .map(|lever| Change::Lever { lever, to: regime.levers()[lever as usize], over })
            .collect()
    }

    fn set(
        &self,
        entry: &Entry,
        target: Target,
        over: u32,
        problems: &mut DiagnosticList,
    ) -> Option<Change> {
        let lever = lever(entry, "schedule.set", problems)?;
        if lever.is_sector_wide() && target != Target::All {
            let what = "scheduled for a part of the units";
            problems.push(sector_wide(lever, what, &entry.place));
            return None;
        }
        let path = format!("schedule.set.{}", lever.name());
        let to = number(&path, lever.definition(), &entry.node, problems)?;
        self.off.allows(lever, to, &entry.node.place, problems).then_some(Change::Lever {
            lever,
            to,
            over,
        })
    }
}

/// What upsets units without moving a lever.
fn jolt(event: &Table, anchor: f64, problems: &mut DiagnosticList) -> Option<Change> {
    let entry = event.get("jolt")?;
    let size = number("schedule.jolt", &JOLT, &entry.node, problems)?;
    if anchor == ANCHOR.default {
        let message = "jolt upsets nobody, because all were heard before";
        let help = "add for instance anchor = 0.2, the share of those affected who were heard";
        problems.push(Diagnostic::new(&entry.place, message).help(help));
    }
    Some(Change::Jolt { size })
}

/// A site datum that changes, for each level.
fn site_datum(entry: &Entry, chain: &Chain, problems: &mut DiagnosticList) -> Option<Change> {
    let known = SiteDatum::ALL.into_iter().filter(|datum| datum.may_change());
    let names: Vec<&str> = known.clone().map(SiteDatum::name).collect();
    let Some(datum) = known.clone().find(|datum| datum.name() == entry.key) else {
        let message = format!("schedule.site: there is no `{}` that may change", entry.key);
        problems.push(
            Diagnostic::new(&entry.place, message)
                .allowed(names.join(", "))
                .help(did_you_mean(&entry.key, names)),
        );
        return None;
    };
    let path = format!("schedule.site.{}", datum.name());
    let values = value::levels(&path, datum.definition(), &entry.node, problems)?;
    let to = for_levels(&path, &values, chain, &entry.node.place, problems);
    Some(Change::Site { datum, to })
}

fn shift(entry: &Entry, problems: &mut DiagnosticList) -> Option<Change> {
    let names = ShiftedState::ALL.map(ShiftedState::name);
    let found = ShiftedState::ALL.into_iter().find(|state| state.name() == entry.key);
    let Some(state) = found else {
        let message = format!("schedule.shift: there is no state `{}`", entry.key);
        problems.push(
            Diagnostic::new(&entry.place, message)
                .allowed(names.join(", "))
                .help(did_you_mean(&entry.key, names)),
        );
        return None;
    };
    let path = format!("schedule.shift.{}", state.name());
    Some(Change::Shift { state, by: number(&path, &SHIFT, &entry.node, problems)? })
}
