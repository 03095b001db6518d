//! The tables of a frontier (CSV).

use super::{Found, pareto};
use crate::ground::numbers::exact;
use crate::report::File;
use crate::report::audit::assumptions;
use crate::report::table::table;
use crate::store::over_assumptions_table;
use crate::study::frontier::{Dose, Goal, Searched};

/// The outcomes of a dose, in the order of its columns.
const OUTCOMES: [&str; 6] =
    ["true_output", "measured_output", "net_value", "steering_hours", "checking_hours", "spending"];

/// The tables, by name; those over assumptions only if these were looked at.
pub fn tables(found: &Found) -> Vec<File> {
    let mut all = vec![
        ("best.csv", best(found)),
        ("frontier.csv", frontier(found)),
        ("doses.csv", doses(found)),
    ];
    if let Some(over) = &found.over {
        all.push(("over_assumptions.csv", over_assumptions_table(&found.names(), over)));
        all.push(("assumptions.csv", assumptions(&over.space)));
        all.push(("dominance.csv", dominance(found)));
    }
    all.push(("break_even.csv", break_even(found)));
    all.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

/// All levers that a family can have, in order.
fn levers(found: &Found) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for searched in &found.searched {
        for lever in searched.family.levers {
            if !keys.contains(&lever.key) {
                keys.push(lever.key);
            }
        }
    }
    keys
}

/// The levers of a dose; empty where its family does not have one.
fn values(searched: &Searched, dose: &Dose, keys: &[&str]) -> Vec<String> {
    let value = |key: &&str| {
        let place = searched.family.levers.iter().position(|lever| lever.key == *key);
        place.map_or(String::new(), |place| exact(dose.values[place]))
    };
    keys.iter().map(value).collect()
}

/// By family and goal: the best dose with its outcomes; empty where none that was tried keeps the budgets.
fn best(found: &Found) -> Vec<u8> {
    let keys = levers(found);
    let mut header = vec!["family".to_owned(), "goal".to_owned()];
    header.extend(keys.iter().map(|key| (*key).to_owned()));
    for name in OUTCOMES {
        header.extend(["", "_low", "_high"].map(|end| format!("{name}{end}")));
    }
    let mut rows = Vec::new();
    for searched in &found.searched {
        for best in &searched.best {
            let mut row = vec![searched.family.name.to_owned(), best.goal.metric().name.to_owned()];
            match &best.dose {
                Some(dose) => {
                    row.extend(values(searched, dose, &keys));
                    let told = dose.outcomes.iter().flat_map(|of| [of.mean, of.low, of.high]);
                    row.extend(told.map(exact));
                }
                None => row.resize(header.len(), String::new()),
            }
            rows.push(row);
        }
    }
    table(&header, rows)
}

/// By family and cost: the doses of which none cheaper gives as much true output.
fn frontier(found: &Found) -> Vec<u8> {
    let mut rows = Vec::new();
    for searched in &found.searched {
        for (cost, of) in [("hours", Dose::hours as fn(&Dose) -> f64), ("money", Dose::money)] {
            let points = searched.tried.iter().map(|d| (of(d), d.value(Goal::TrueOutput)));
            for (spent, output) in pareto(points.collect()) {
                rows.push([
                    searched.family.name.to_owned(),
                    cost.to_owned(),
                    exact(spent),
                    exact(output),
                ]);
            }
        }
    }
    table(["family", "cost", "spent", "true_output"], rows)
}

/// All doses that were tried.
fn doses(found: &Found) -> Vec<u8> {
    let keys = levers(found);
    let header = std::iter::once("family").chain(keys.iter().copied()).chain(OUTCOMES);
    let mut rows = Vec::new();
    for searched in &found.searched {
        for dose in &searched.tried {
            let mut row = vec![searched.family.name.to_owned()];
            row.extend(values(searched, dose, &keys));
            row.extend(dose.outcomes.iter().map(|of| exact(of.mean)));
            rows.push(row);
        }
    }
    table(header, rows)
}

/// By metric: which family dominates which over the points.
fn dominance(found: &Found) -> Vec<u8> {
    let names = found.names();
    let row = |metric: &str, of: &crate::study::frontier::Dominance| {
        [metric, names[of.of], names[of.over], of.order.name()].map(str::to_owned)
    };
    let rows =
        found.dominance.iter().flat_map(|(metric, all)| all.iter().map(|of| row(metric, of)));
    table(["metric", "family", "over", "order"], rows.collect::<Vec<_>>())
}

/// By price: the family of highest net value, and the nearest price at which another is as good.
fn break_even(found: &Found) -> Vec<u8> {
    let rows = found.break_even.iter().map(|of| {
        let (at, by) = of.at.map_or((String::new(), ""), |(at, by)| (exact(at), by.name));
        let price = of.price.key.to_owned();
        [price, exact(of.base), of.best.name.to_owned(), at, by.to_owned()]
    });
    table(["price", "scenario", "best", "break_even", "then"], rows)
}
