//! Groups of units: names, sizes and starting levers.

use super::MAX_AGENTS;
use super::draft::{self, Draft, is_name, lever, names_of, number, only_keys};
use super::problem::{Place, Problem};
use super::raw::{Node, Table, Value};
use crate::levers::{Lever, LeverValues, find_regime};
use crate::spec::{Group, Parameter, STAFF, UNITS};

/// Keys of a `[[groups]]` table, with their meaning.
pub const GROUP_KEYS: [(&str, &str); 5] = [
    ("name", "Name of the group, shown in tables."),
    ("units", "Number of units in the group."),
    ("staff", "Number of agents in each of its units."),
    ("regime", "Named regime that sets all levers of the group."),
    ("levers", "Levers of the group that differ from its regime."),
];

/// The groups of a treatment; one group of all units when there are none.
pub fn read(draft: &Draft, problems: &mut Vec<Problem>) -> Vec<Group> {
    let common = common_levers(draft);
    let count = |parameter: &Parameter| {
        draft.values.get(parameter.key).map_or(parameter.default, |(value, _)| *value) as u32
    };
    let groups: Vec<Group> = if draft.groups.is_empty() {
        vec![Group {
            name: "all".to_owned(),
            units: count(&UNITS),
            staff: count(&STAFF),
            levers: common,
        }]
    } else {
        (1..)
            .zip(&draft.groups)
            .map(|(index, node)| group(index, node, count(&STAFF), &common, problems))
            .collect()
    };
    check(draft, &groups, problems);
    groups
}

/// The levers of units without a regime of their own: the regime's, changed by `[levers]`.
fn common_levers(draft: &Draft) -> LeverValues {
    let name = draft.names.get("regime").map_or("laissez-faire", String::as_str);
    let mut levers = find_regime(name).map_or([0.0; Lever::ALL.len()], |regime| regime.levers());
    for lever in Lever::ALL {
        if let Some((value, _)) = draft.values.get(lever.definition().key) {
            levers[lever as usize] = *value;
        }
    }
    levers
}

fn group(
    index: u32,
    node: &Node,
    staff: u32,
    common: &LeverValues,
    problems: &mut Vec<Problem>,
) -> Group {
    let nothing = Table::default();
    let table = if let Value::Table(table) = &node.value { table } else { &nothing };
    only_keys(table, "a group", &GROUP_KEYS.map(|(key, _)| key), problems);
    let size = |parameter: &Parameter, key: &str, problems: &mut Vec<Problem>| {
        table.get(key).and_then(|entry| number(parameter, &entry.node, problems))
    };
    let name = match table.get("name") {
        Some(entry) => draft::text("name", &entry.node, problems)
            .filter(|name| check_name("group", name, &entry.node.place, problems)),
        None => None,
    };
    if table.get("units").is_none() {
        problems.push(
            Problem::new(node.place.clone(), "this group does not say how many units it has")
                .help("add for instance units = 10"),
        );
    }
    Group {
        name: name.unwrap_or_else(|| format!("group-{index}")),
        units: size(&UNITS, "units", problems).unwrap_or(1.0) as u32,
        staff: size(&STAFF, "staff", problems).map_or(staff, |staff| staff as u32),
        levers: group_levers(table, common, problems),
    }
}

fn group_levers(table: &Table, common: &LeverValues, problems: &mut Vec<Problem>) -> LeverValues {
    let mut levers = *common;
    if let Some(entry) = table.get("regime")
        && let Some(name) = draft::text("regime", &entry.node, problems)
        && is_name("regime", &name, &names_of("regime"), &entry.node.place, problems)
        && let Some(regime) = find_regime(&name)
    {
        let competition = levers[Lever::Competition as usize];
        levers = regime.levers();
        levers[Lever::Competition as usize] = competition;
    }
    let Some(entry) = table.get("levers") else { return levers };
    let Value::Table(inner) = &entry.node.value else {
        let message = format!("levers is {}, but a table is needed", entry.node.value.kind());
        problems.push(Problem::new(entry.node.place.clone(), message));
        return levers;
    };
    for entry in &inner.0 {
        let Some(lever) = lever(entry, "levers", problems) else { continue };
        if lever.is_sector_wide() {
            problems.push(sector_wide(lever, "set for a group", entry.place.clone()));
        } else if let Some(value) = number(lever.definition(), &entry.node, problems) {
            levers[lever as usize] = value;
        }
    }
    levers
}

/// The mistake of setting a sector-wide lever for a part of the units.
pub fn sector_wide(lever: Lever, what: &str, place: Place) -> Problem {
    Problem::new(place, format!("{} is {what}, but it holds for the whole sector", lever.name()))
        .help(format!("set it for all units under [levers] {} = …", lever.name()))
}

/// Whether a name can stand in tables and file names; if not, that is a problem.
pub fn check_name(kind: &str, name: &str, place: &Place, problems: &mut Vec<Problem>) -> bool {
    let fits = !name.is_empty()
        && name.len() <= 60
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if !fits {
        problems.push(
            Problem::new(place.clone(), format!("`{name}` cannot be the name of a {kind}"))
                .allowed("1 to 60 letters (a-z), digits, `-`, `_` and `.`"),
        );
    }
    fits
}

fn check(draft: &Draft, groups: &[Group], problems: &mut Vec<Problem>) {
    for (index, (group, node)) in groups.iter().zip(&draft.groups).enumerate() {
        if groups[..index].iter().any(|other| other.name == group.name) {
            let message = format!("two groups are called `{}`", group.name);
            problems.push(Problem::new(node.place.clone(), message));
        }
    }
    let units: u64 = groups.iter().map(|group| u64::from(group.units)).sum();
    if let Some((typed, place)) = draft.values.get(UNITS.key)
        && !draft.groups.is_empty()
        && *typed != units as f64
    {
        problems.push(
            Problem::new(
                place.clone(),
                format!("organisation.units = {typed}, but the groups have {units} units in all"),
            )
            .help("leave organisation.units out: the groups say how many units there are"),
        );
    }
    let agents: u64 = groups.iter().map(|g| u64::from(g.units) * u64::from(g.staff)).sum();
    if agents > MAX_AGENTS || units > u64::from(u32::MAX) {
        let place = draft
            .values
            .get(UNITS.key)
            .or_else(|| draft.values.get(STAFF.key))
            .map_or(Place::Whole, |(_, place)| place.clone());
        problems.push(
            Problem::new(place, format!("{units} units with {agents} agents in all are too many"))
                .allowed(format!("at most {MAX_AGENTS} agents")),
        );
    }
}
