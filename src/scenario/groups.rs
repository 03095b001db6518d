//! Groups of units: names, sizes and starting levers.

use super::MAX_AGENTS;
use super::draft::Draft;
use super::keys::names_of;
use super::off::Off;
use super::problem::{Diagnostic, DiagnosticList, Location};
use super::raw::{Node, Table, Value};
use super::value::{lever, name, number, only_keys, table, text};
use crate::model::levers::{Lever, LeverValues, find_regime};
use crate::model::specification::Group;
use crate::model::structure::{STAFF, UNITS};

/// Keys of a `[[groups]]` table, with their meaning.
pub const GROUP_KEYS: [(&str, &str); 5] = [
    ("name", "Name of the group, shown in tables; by default group-1, group-2, ..."),
    ("units", "Number of units in the group."),
    ("staff", "Number of agents in each of its units; by default organisation.staff."),
    ("regime", "Named regime that sets all levers of the group, except sector-wide ones."),
    ("levers", "Levers of the group that differ from its regime."),
];

/// What is common to all groups of a treatment.
struct Common<'a> {
    levers: LeverValues,
    staff: u32,
    off: &'a Off,
}

/// The groups of a treatment; one group of all units when there are none.
pub fn read(draft: &Draft, off: &Off, problems: &mut DiagnosticList) -> Vec<Group> {
    let common =
        Common { levers: common_levers(draft, off), staff: draft.value(&STAFF) as u32, off };
    let groups: Vec<Group> = if draft.groups.is_empty() {
        vec![Group {
            name: "all".to_owned(),
            units: draft.value(&UNITS) as u32,
            staff: common.staff,
            levers: common.levers,
        }]
    } else {
        (1..).zip(&draft.groups).map(|(index, node)| common.group(index, node, problems)).collect()
    };
    check_names(draft, &groups, problems);
    check_units(draft, &groups, problems);
    check_size(draft, &groups, problems);
    groups
}

/// The levers of units without a regime of their own: the regime's, changed by `[levers]`.
fn common_levers(draft: &Draft, off: &Off) -> LeverValues {
    let regime = draft.names.get("regime").and_then(|(name, _)| find_regime(name));
    let defaults = || Lever::ALL.map(|lever| lever.definition().default);
    let mut levers = regime.map_or_else(defaults, |regime| regime.levers());
    for lever in Lever::ALL {
        if let Some((value, _)) = draft.values.get(lever.definition().key) {
            levers[lever as usize] = *value;
        }
    }
    off.fix(&mut levers);
    levers
}

impl Common<'_> {
    fn group(&self, index: u32, node: &Node, problems: &mut DiagnosticList) -> Group {
        let nothing = Table::default();
        let table = if let Value::Table(table) = &node.value { table } else { &nothing };
        only_keys(table, "[[groups]]", &GROUP_KEYS, problems);
        let name = table.get("name").and_then(|entry| {
            let name = text("groups.name", &entry.node, problems)?;
            is_fit_name("a group", &name, &entry.node.place, problems).then_some(name)
        });
        let units = match table.get("units") {
            Some(entry) => number("groups.units", &UNITS, &entry.node, problems),
            None => {
                problems.push(
                    Diagnostic::new(&node.place, "this group has no number of units")
                        .help("add for instance units = 10"),
                );
                None
            }
        };
        let staff = table
            .get("staff")
            .and_then(|entry| number("groups.staff", &STAFF, &entry.node, problems));
        Group {
            name: name.unwrap_or_else(|| format!("group-{index}")),
            units: units.unwrap_or(1.0) as u32,
            staff: staff.map_or(self.staff, |staff| staff as u32),
            levers: self.levers_of(table, problems),
        }
    }

    fn levers_of(&self, group: &Table, problems: &mut DiagnosticList) -> LeverValues {
        let mut levers = self.levers;
        if let Some(entry) = group.get("regime")
            && let Some(name) = name("groups.regime", &entry.node, &names_of("regime"), problems)
            && let Some(regime) = find_regime(&name)
        {
            for lever in Lever::ALL.into_iter().filter(|lever| !lever.is_sector_wide()) {
                levers[lever as usize] = regime.levers()[lever as usize];
            }
            self.off.fix(&mut levers);
        }
        let Some(entry) = group.get("levers") else { return levers };
        for entry in table("groups.levers", &entry.node, problems) {
            let Some(lever) = lever(entry, "groups.levers", problems) else { continue };
            let path = format!("groups.{}", lever.definition().key);
            if lever.is_sector_wide() {
                problems.push(sector_wide(lever, "set for a group", &entry.place));
            } else if let Some(value) = number(&path, lever.definition(), &entry.node, problems)
                && self.off.allows(lever, value, &entry.node.place, problems)
            {
                levers[lever as usize] = value;
            }
        }
        levers
    }
}

/// The mistake of setting a sector-wide lever for a part of the units.
pub fn sector_wide(lever: Lever, what: &str, place: &Location) -> Diagnostic {
    let name = lever.name();
    Diagnostic::new(place, format!("{name} is {what}, but it applies to the whole sector"))
        .help(format!("set levers.{name}, or schedule it without unit, group and share"))
}

/// Whether a name can stand in tables and file names; if not, that is a mistake.
pub fn is_fit_name(
    what: &str,
    name: &str,
    place: &Location,
    problems: &mut DiagnosticList,
) -> bool {
    let fits = name.len() <= 60
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if !fits {
        let shown: String = name.chars().take(60).collect();
        problems.push(
            Diagnostic::new(place, format!("\"{shown}\" cannot be the name of {what}"))
                .allowed("1 to 60 of the letters a to z, digits, `-`, `_` and `.`"),
        );
    }
    fits
}

fn check_names(draft: &Draft, groups: &[Group], problems: &mut DiagnosticList) {
    for (index, (group, node)) in groups.iter().zip(&draft.groups).enumerate() {
        if groups[..index].iter().any(|other| other.name == group.name) {
            let message = format!("two groups are called `{}`", group.name);
            problems
                .push(Diagnostic::new(&node.place, message).help("give each a name of its own"));
        }
    }
}

fn units_of(groups: &[Group]) -> u64 {
    groups.iter().map(|group| u64::from(group.units)).sum()
}

fn check_units(draft: &Draft, groups: &[Group], problems: &mut DiagnosticList) {
    let units = units_of(groups);
    if let Some((typed, place)) = draft.values.get(UNITS.key)
        && !draft.groups.is_empty()
        && *typed != units as f64
    {
        let message =
            format!("organisation.units = {typed}, but the groups have {units} units in all");
        let help = "leave organisation.units out: the groups say how many units there are";
        problems.push(Diagnostic::new(place, message).help(help));
    }
}

fn check_size(draft: &Draft, groups: &[Group], problems: &mut DiagnosticList) {
    let units = units_of(groups);
    let agents: u64 = groups.iter().map(|g| u64::from(g.units) * u64::from(g.staff)).sum();
    if agents > MAX_AGENTS || units > u64::from(u32::MAX) {
        let place = draft.place(&STAFF).or_else(|| draft.place(&UNITS));
        let place = place.or_else(|| draft.groups.first().map(|node| &node.place));
        problems.push(
            Diagnostic::new(
                place.unwrap_or(&Location::Whole),
                format!("{units} units with {agents} agents in all are more than can be run"),
            )
            .allowed(format!("at most {MAX_AGENTS} agents")),
        );
    }
}
