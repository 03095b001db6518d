//! A frontier in plain words.

use super::Found;
use crate::ground::numbers::{decimals, per_cent, trimmed};
use crate::study::assumptions::Ranging;
use crate::study::frontier::{Dominance, Dose, Goal, Order, Searched};

/// The summary (Markdown).
pub fn in_words(found: &Found) -> String {
    let mut parts = vec![heading(found), doses(found)];
    parts.extend(over(found));
    parts.push(prices(found));
    parts.push(LIMITS.to_owned());
    parts.join("\n")
}

/// What the comparison does not say.
const LIMITS: &str = "## What this does not say\n\nA dose is the best that the search found, not proved to be the best. Doses were chosen with the scenario's own\nnumbers; over what is not known the same doses are compared, and whoever knows these numbers would choose others.\nPrices are documented ranges until an organisation puts in its own. Shares of points are no probabilities.\n";

fn heading(found: &Found) -> String {
    let title = if found.title.is_empty() { "Families of steering" } else { &found.title };
    format!(
        "# {title}: the best dose of each family\n\nBudgets: {} hours and {} of money beside wages for each agent and month.\n",
        trimmed(found.budgets.hours, 1),
        trimmed(found.budgets.money, 0)
    )
}

/// The levers of a dose in words.
fn dose_in_words(searched: &Searched, dose: &Dose) -> String {
    let one = |(lever, value): (&crate::study::frontier::Dosed, &f64)| {
        let name = lever.key.trim_start_matches("levers.").replace('_', " ");
        format!("{name} {}", trimmed(*value, 2))
    };
    let all: Vec<String> = searched.family.levers.iter().zip(&dose.values).map(one).collect();
    if all.is_empty() {
        "all levers as where staff are left alone".to_owned()
    } else {
        all.join(", ")
    }
}

/// The best dose of each family for true output, best first, and for the other goals.
fn doses(found: &Found) -> String {
    let mut text = String::new();
    for (goal, heading) in [
        (Goal::TrueOutput, "Most true output"),
        (Goal::MeasuredOutput, "Most measured output"),
        (Goal::NetValue, "Highest net value"),
    ] {
        text += &format!("## {heading}\n\n");
        let mut rows: Vec<(&Searched, &Dose)> = (0..found.searched.len())
            .filter_map(|place| {
                Some((&found.searched[place], found.best(place, goal)?.dose.as_ref()?))
            })
            .collect();
        rows.sort_by(|a, b| b.1.value(goal).total_cmp(&a.1.value(goal)));
        let digits = if goal == Goal::NetValue { 0 } else { 3 };
        for (searched, dose) in rows {
            let of = dose.outcomes[goal as usize];
            let [value, low, high] = [of.mean, of.low, of.high].map(|v| decimals(v, digits));
            text += &format!(
                "- {}: {value} [{low} to {high}] with {}; {} hours, {} of money\n",
                searched.family.title,
                dose_in_words(searched, dose),
                decimals(dose.hours(), 1),
                decimals(dose.money(), 0)
            );
        }
        for place in 0..found.searched.len() {
            if found.best(place, goal).is_none() {
                let title = found.searched[place].family.title;
                text += &format!("- {title}: no dose that was tried keeps the budgets\n");
            }
        }
        text.push('\n');
    }
    text
}

/// How sure the order is over what is not known.
fn over(found: &Found) -> Option<String> {
    let over = found.over.as_ref()?;
    let mut text = format!(
        "## How sure the order is\n\nThe doses for true output at {} points over the plausible ranges of {} numbers:\n\n",
        over.points,
        over.n_numbers()
    );
    let titles: Vec<&str> =
        found.compared.iter().map(|place| found.searched[*place].family.title).collect();
    let mut order: Vec<(&str, &Ranging)> = titles
        .iter()
        .enumerate()
        .filter_map(|(place, title)| Some((*title, over.ranging(place, "true_output")?)))
        .collect();
    order.sort_by(|a, b| b.1.highest.share.total_cmp(&a.1.highest.share));
    for (title, of) in order {
        text += &format!(
            "- {title}: most true output at {} of the points; on average {} less than the best there, at worst {}\n",
            per_cent(of.highest.share, 0),
            decimals(of.shortfall[0], 3),
            decimals(of.shortfall[1], 3)
        );
    }
    for (metric, all) in &found.dominance {
        text += &dominating(metric, all, &titles);
    }
    Some(text)
}

/// Which families are better than which at every share of points.
fn dominating(metric: &str, all: &[Dominance], titles: &[&str]) -> String {
    let over = |place: usize| {
        let those = all.iter().filter(|of| of.of == place && of.order == Order::First);
        those.map(|of| format!("“{}”", titles[of.over])).collect::<Vec<_>>()
    };
    let line = |(place, title): (usize, &&str)| {
        let over = over(place);
        (!over.is_empty()).then(|| format!("- “{title}”: {}\n", over.join(", ")))
    };
    let lines: String = titles.iter().enumerate().filter_map(line).collect();
    if lines.is_empty() {
        return String::new();
    }
    let metric = metric.replace('_', " ");
    format!(
        "\nBetter in {metric} at every share of points (dominance of the first order):\n\n{lines}"
    )
}

/// At which prices the order of net value flips.
fn prices(found: &Found) -> String {
    let mut text = "## At which prices the order of net value flips\n\n".to_owned();
    for of in &found.break_even {
        let name = of.price.key.trim_start_matches("prices.").replace('_', " ");
        let base = trimmed(of.base, 2);
        text += &match of.at {
            Some((at, by)) => format!(
                "- {name}: “{}” is best at {base}; from {} on “{}” is\n",
                of.best.title,
                trimmed(at, 2),
                by.title
            ),
            None => {
                format!("- {name}: “{}” is best over the whole plausible range\n", of.best.title)
            }
        };
    }
    text
}
