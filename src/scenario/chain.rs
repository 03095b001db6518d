//! The tiers of managers, and what is known of their levels.

use super::draft::Draft;
use super::problem::{Diagnostic, DiagnosticList, Location};
use crate::model::specification::{Chain, Group, Policy, SiteDatum};

/// The chain of a treatment; none where no tiers are named.
pub fn read(draft: &Draft, groups: &[Group], problems: &mut DiagnosticList) -> Option<Chain> {
    let Some((tiers, place)) = &draft.tiers else {
        for (key, (_, place)) in &draft.site {
            problems.push(without_tiers(key, place));
        }
        return None;
    };
    check_sizes(tiers, groups, problems);
    check_policy(draft, place, problems);
    let mut chain = Chain::new(tiers.iter().map(|(managers, _)| *managers).collect());
    for datum in SiteDatum::ALL {
        let key = datum.definition().key;
        if let Some((values, place)) = draft.site.get(key) {
            chain.site[datum as usize] = for_levels(key, values, &chain, place, problems);
        }
    }
    Some(chain)
}

/// What is said of levels that do not exist.
pub fn without_tiers(key: &str, place: &Location) -> Diagnostic {
    Diagnostic::new(place, format!("{key} is set, but there are no tiers of managers"))
        .help("add for instance tiers = [3, 8], or tiers = [] where leaders report to the top")
}

/// A value for each level: one for all is repeated.
pub fn for_levels(
    key: &str,
    values: &[f64],
    chain: &Chain,
    place: &Location,
    problems: &mut DiagnosticList,
) -> Vec<f64> {
    let levels = chain.managers.len() + 1;
    if values.len() != levels && values.len() != 1 {
        let message = format!("{key} has {} values, but there are {levels} levels", values.len());
        let (first, last) = match key == SiteDatum::TrustInSubordinates.definition().key {
            true => ("the top", "the lowest tier"),
            false => ("the first tier", "the leaders of units"),
        };
        let allowed = format!("{levels} values, from {first} to {last}, or one value for all");
        problems.push(Diagnostic::new(place, message).allowed(allowed));
    }
    values.iter().copied().cycle().take(levels).collect()
}

/// Every manager has somebody below.
fn check_sizes(tiers: &[(u32, Location)], groups: &[Group], problems: &mut DiagnosticList) {
    let units = groups.iter().map(|group| u64::from(group.units)).sum::<u64>();
    let below = tiers.iter().skip(1).map(|(managers, _)| u64::from(*managers)).chain([units]);
    for (level, ((managers, place), below)) in (1..).zip(tiers.iter().zip(below)) {
        if u64::from(*managers) > below {
            let what = if level == tiers.len() { "units" } else { "managers at the next tier" };
            let message = format!(
                "tier {level} has {managers} managers over {below} {what}: some lead nobody"
            );
            problems.push(
                Diagnostic::new(place, message).allowed(format!("whole numbers from 1 to {below}")),
            );
        }
    }
}

/// In a chain the top sets the levers, so that no other policy moves them.
fn check_policy(draft: &Draft, tiers: &Location, problems: &mut DiagnosticList) {
    let fixed = Policy::Fixed.name();
    let Some((policy, place)) = draft.names.get("policy").filter(|(name, _)| name != fixed) else {
        return;
    };
    let place = place.max(tiers);
    let message = format!("with tiers the top sets the levers, but the policy is `{policy}`");
    let help = format!("leave the policy out, or leave the tiers out (policy = \"{fixed}\")");
    problems.push(Diagnostic::new(place, message).allowed(fixed).help(help));
}
