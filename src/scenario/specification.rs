//! One treatment: from its keys to a specification, with the checks that concern several keys.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::off::Off;
use super::problem::{Diagnostic, DiagnosticList, Location};
use super::raw::Table;
use super::treatments::Named;
use super::{Treatment, chain, events, groups};
use crate::model::specification::{Composition, Policy, SpecBuilder, VisionLabels, is_of_groups};
use crate::model::traits::SHARES;

/// Reads one treatment; none when it has mistakes.
pub fn read((name, table): &Named, problems: &mut DiagnosticList) -> Option<Treatment> {
    // Mistakes that another treatment shares are not added again, so this one gathers its own.
    let mut own = DiagnosticList::default();
    let treatment = read_own(name, table, &mut own);
    let is_sound = own.is_empty();
    problems.append_if(own, |_| true);
    Some(treatment).filter(|_| is_sound).flatten()
}

fn read_own(name: &str, table: &Table, problems: &mut DiagnosticList) -> Option<Treatment> {
    let draft = Draft::read(table, problems);
    let off = Off::read(&draft, problems);
    check_shares(&draft, problems);
    let groups = groups::read(&draft, &off, problems);
    let chain = chain::read(&draft, &groups, problems);
    let schedule = events::read(&draft, (&groups, chain.as_ref()), &off, problems);
    if !problems.is_empty() {
        return None;
    }
    let mut values: BTreeMap<&'static str, f64> =
        draft.values.iter().map(|(key, (value, _))| (*key, *value)).collect();
    values.extend(off.values());
    // Levers and sizes are those of the groups.
    values.retain(|key, _| !is_of_groups(key));
    let title = draft.names.get("title").map_or(name, |(title, _)| title);
    let choice = |key: &str, names: &[(&str, &str)]| {
        let typed = draft.names.get(key).map(|(name, _)| name.as_str());
        names.iter().position(|(name, _)| Some(*name) == typed).unwrap_or(0)
    };
    let spec = SpecBuilder {
        values,
        composition: Composition::ALL[choice("organisation.composition", &Composition::NAMES)],
        labels: VisionLabels::ALL[choice("organisation.vision_labels", &VisionLabels::NAMES)],
        policy: Policy::ALL[choice("policy", &Policy::NAMES)],
        chain,
        groups,
        schedule,
        seed: draft.seed.unwrap_or(1),
    };
    let spec = spec.build();
    Some(Treatment { name: name.to_owned(), title: title.to_owned(), spec })
}

/// The shares of the types of staff sum to 1.
fn check_shares(draft: &Draft, problems: &mut DiagnosticList) {
    let sum: f64 = SHARES.iter().map(|share| draft.value(share)).sum();
    let is_mistaken = SHARES.iter().any(|share| draft.is_mistaken(share));
    if is_mistaken || (sum - 1.0).abs() <= 1e-9 {
        return;
    }
    let place = SHARES.iter().filter_map(|share| draft.place(share)).max();
    let shares: Vec<String> = SHARES
        .iter()
        .map(|share| {
            let silent = if draft.place(share).is_some() { "" } else { " (default)" };
            let name = share.key.trim_start_matches("staff.types.").trim_end_matches(".share");
            format!("{name} {}{silent}", draft.value(share))
        })
        .collect();
    // Rounded, because a sum like 0.7999999999999999 says less than 0.8.
    let sum = (sum * 1e9).round() / 1e9;
    let message = format!("the shares of the types of staff sum to {sum}, not to 1");
    problems.push(
        Diagnostic::new(place.unwrap_or(&Location::Whole), message)
            .help(format!("they are {}", shares.join(", "))),
    );
}
