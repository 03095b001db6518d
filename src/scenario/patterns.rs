//! What a case's source says must be found: comparisons of metrics over periods and treatments, with the
//! control in which they must fail.

use super::nearest::did_you_mean;
use super::pattern::{BEFORE, Comparison, Pattern, Quantity, Right, Standing, Taken};
use super::problem::{Diagnostic, DiagnosticList};
use super::raw::{Entry, Node, Table, Value};
use super::treatments::Named;
use super::value::{name, number, only_keys, table, text, whole};
use crate::engine::observe::{LEVEL_METRICS, METRICS, Metric, find_metric};
use crate::model::parameter::Parameter;

/// Keys of a `[[patterns]]` table, with their meaning.
pub const PATTERN_KEYS: [(&str, &str); 9] = [
    ("name", "Name of the pattern, shown in tables."),
    ("claim", "What the source says, in one sentence."),
    ("source", "Where it says so: section and page."),
    ("standing", "Whether it emerges from several rules or has its sign in one equation."),
    ("reason", "Why the thresholds are what they are, in the words of the source."),
    ("compare", "Comparisons of which all must hold in a replicate."),
    (
        "control",
        "The treatment that stands for each in the control, e.g. { reform = \"reform-without-tiers\" }.",
    ),
    ("share", "Smallest share of replicates in which the pattern must hold; by default 0.75."),
    ("control_share", "Largest share in which it may hold under the control; by default 0.25."),
];

/// Keys of a comparison, with their meaning.
pub const COMPARISON_KEYS: [(&str, &str); 10] = [
    ("metric", "The metric; of a level of the chain with its level, e.g. trust_up_from_leaders."),
    ("treatment", "The treatment."),
    ("minus", "Another treatment whose values are taken away, with the same random numbers."),
    ("periods", "First and last period, e.g. [37, 48]."),
    ("group", "The group of units; by default all units."),
    ("take", "What is taken of the metric over the periods: mean, or half_time."),
    ("above", "A number above which it must lie."),
    ("than", "What it must lie above: keys as here, and as on the left where it is silent."),
    ("times", "What the right side is multiplied by; by default 1."),
    ("margin", "By how much it must lie above; by default 0."),
];

/// A number of a comparison.
static ANY: Parameter = Parameter::new("above", 0.0, -1e6, 1e6);
/// A share of replicates.
static SHARE: Parameter = Parameter::new("share", 0.75, 0.0, 1.0).unit("share of replicates");
/// A largest share of replicates.
static CONTROL_SHARE: Parameter =
    Parameter::new("control_share", 0.25, 0.0, 1.0).unit("share of replicates");

/// What patterns are read against.
pub struct Frame<'a> {
    /// The treatments.
    pub treatments: &'a [Named],
    /// Groups and number of periods of each treatment that has no mistakes.
    pub known: &'a [super::Treatment],
}

impl Frame<'_> {
    /// Reads the patterns of a file.
    pub fn read(&self, nodes: &[Node], problems: &mut DiagnosticList) -> Vec<Pattern> {
        nodes.iter().filter_map(|node| self.pattern(node, problems)).collect()
    }

    fn pattern(&self, node: &Node, problems: &mut DiagnosticList) -> Option<Pattern> {
        let Value::Table(keys) = &node.value else { return None };
        only_keys(keys, "[[patterns]]", &PATTERN_KEYS, problems);
        let mut needed = |key: &str| match keys.get(key) {
            Some(entry) => text(&format!("patterns.{key}"), &entry.node, problems),
            None => {
                let message = format!("this pattern has no {key}");
                problems
                    .push(Diagnostic::new(&node.place, message).help(format!("add {key} = \"…\"")));
                None
            }
        };
        let texts = ["name", "claim", "source", "reason"].map(&mut needed);
        let standing = keys.get("standing").and_then(|entry| {
            let name = name("patterns.standing", &entry.node, &Standing::NAMES, problems)?;
            let is_regression = name == Standing::Regression.name();
            Some(if is_regression { Standing::Regression } else { Standing::Emergent })
        });
        let comparisons = self.comparisons(node, keys, problems);
        let control = self.control(node, keys, problems);
        let mut share = |key: &str, parameter: &Parameter| {
            let path = format!("patterns.{key}");
            let typed = keys.get(key).map(|entry| number(&path, parameter, &entry.node, problems));
            typed.flatten().unwrap_or(parameter.default)
        };
        let shares = (share("share", &SHARE), share("control_share", &CONTROL_SHARE));
        let [name, claim, source, reason] = texts;
        Some(Pattern {
            name: name?,
            claim: claim?,
            source: source?,
            standing: standing.unwrap_or(Standing::Emergent),
            reason: reason?,
            comparisons,
            control,
            share: shares.0,
            control_share: shares.1,
        })
    }

    fn comparisons(
        &self,
        node: &Node,
        pattern: &Table,
        problems: &mut DiagnosticList,
    ) -> Vec<Comparison> {
        let Some(entry) = pattern.get("compare") else {
            let message = "this pattern compares nothing";
            problems.push(Diagnostic::new(&node.place, message).help("add compare = [{ … }]"));
            return Vec::new();
        };
        let Value::List(items) = &entry.node.value else {
            let message = format!("compare is {}, but a list is needed", entry.node.value.shown());
            problems
                .push(Diagnostic::new(&entry.node.place, message).help("write compare = [{ … }]"));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.comparison(item, problems)).collect()
    }

    fn comparison(&self, node: &Node, problems: &mut DiagnosticList) -> Option<Comparison> {
        let Value::Table(keys) = &node.value else {
            table("patterns.compare", node, problems);
            return None;
        };
        only_keys(keys, "a comparison", &COMPARISON_KEYS, problems);
        let left = self.quantity(node, keys, None, problems);
        let mut any = |key: &str| {
            let entry = keys.get(key)?;
            number(&format!("patterns.compare.{key}"), &ANY, &entry.node, problems)
        };
        let (above, times, margin) = (any("above"), any("times"), any("margin"));
        let right = match (keys.get("than"), above) {
            (Some(entry), None) => {
                let Value::Table(inside) = &entry.node.value else {
                    table("patterns.compare.than", &entry.node, problems);
                    return None;
                };
                let known: Vec<(&str, &str)> = COMPARISON_KEYS[..6].to_vec();
                only_keys(inside, "than", &known, problems);
                // What is silent is as on the left, of which nothing is known after a mistake.
                let other = self.quantity(&entry.node, inside, Some(left.as_ref()?), problems)?;
                Right::Quantity(times.unwrap_or(1.0), other)
            }
            (None, Some(above)) => Right::Number(above),
            _ => {
                let message = "a comparison needs either above or than";
                let help = "add above = 0.2, or than = { treatment = \"…\" }";
                problems.push(Diagnostic::new(&node.place, message).help(help));
                return None;
            }
        };
        Some(Comparison { left: left?, right, margin: margin.unwrap_or(0.0) })
    }

    /// A quantity; what it does not say is as in `other`.
    fn quantity(
        &self,
        node: &Node,
        keys: &Table,
        other: Option<&Quantity>,
        problems: &mut DiagnosticList,
    ) -> Option<Quantity> {
        let metric = match keys.get("metric") {
            Some(entry) => known_metric(entry, problems).map(|metric| metric.name),
            None => other.map(|other| other.metric),
        };
        let treatment = match keys.get("treatment") {
            Some(entry) => self.treatment(entry, problems),
            None => other.map(|other| other.treatment.clone()),
        };
        let minus = match keys.get("minus") {
            Some(entry) => self.treatment(entry, problems),
            None => other.and_then(|other| other.minus.clone()),
        };
        let taken = match keys.get("take") {
            Some(entry) => {
                let name = name("patterns.compare.take", &entry.node, &Taken::NAMES, problems)?;
                if name == Taken::NAMES[1].0 { Taken::HalfTime } else { Taken::Mean }
            }
            None => other.map_or(Taken::Mean, |other| other.taken),
        };
        let group = match keys.get("group") {
            Some(entry) => self.group(entry, problems),
            None => other.and_then(|other| other.group.clone()),
        };
        let periods = match keys.get("periods") {
            Some(entry) => self.periods(entry, taken, problems),
            None => other.map(|other| other.periods),
        };
        let missing = [
            ("metric", keys.get("metric").is_none() && other.is_none()),
            ("treatment", keys.get("treatment").is_none() && other.is_none()),
            ("periods", keys.get("periods").is_none() && other.is_none()),
        ];
        for (key, _) in missing.iter().filter(|(_, missing)| *missing) {
            let message = format!("this comparison has no {key}");
            problems.push(Diagnostic::new(&node.place, message).help(format!("add {key} = …")));
        }
        Some(Quantity {
            metric: metric?,
            treatment: treatment?,
            minus,
            periods: periods?,
            group,
            taken,
        })
    }

    fn treatment(&self, entry: &Entry, problems: &mut DiagnosticList) -> Option<String> {
        let path = format!("patterns.{}", entry.key);
        let found = text(&path, &entry.node, problems)?;
        self.is_treatment(&path, &found, entry, problems).then_some(found)
    }

    fn is_treatment(
        &self,
        path: &str,
        name: &str,
        entry: &Entry,
        problems: &mut DiagnosticList,
    ) -> bool {
        let names = || self.treatments.iter().map(|(name, _)| name.as_str());
        let found = names().any(|known| known == name);
        if !found {
            problems.push(
                Diagnostic::new(
                    &entry.node.place,
                    format!("{path}: there is no treatment `{name}`"),
                )
                .allowed(names().collect::<Vec<_>>().join(", "))
                .help(did_you_mean(name, names())),
            );
        }
        found
    }

    fn group(&self, entry: &Entry, problems: &mut DiagnosticList) -> Option<String> {
        let found = text("patterns.compare.group", &entry.node, problems)?;
        let groups = self.known.iter().flat_map(|treatment| treatment.spec.groups());
        let mut names: Vec<&str> = groups.map(|group| group.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        // Nothing is known of groups where treatments have mistakes.
        if !names.is_empty() && !names.contains(&found.as_str()) {
            problems.push(
                Diagnostic::new(&entry.node.place, format!("there is no group `{found}`"))
                    .allowed(names.join(", "))
                    .help(did_you_mean(&found, names)),
            );
            return None;
        }
        Some(found)
    }

    fn periods(
        &self,
        entry: &Entry,
        taken: Taken,
        problems: &mut DiagnosticList,
    ) -> Option<(u32, u32)> {
        let place = &entry.node.place;
        let most = self.known.iter().map(|treatment| treatment.spec.periods()).min();
        let most = most.unwrap_or(u32::MAX);
        let least = if taken == Taken::HalfTime { BEFORE + 1 } else { 1 };
        let pair = match &entry.node.value {
            Value::List(items) if items.len() == 2 => items,
            other => {
                let message =
                    format!("periods is {}, but first and last period are needed", other.shown());
                problems.push(Diagnostic::new(place, message).help("write periods = [37, 48]"));
                return None;
            }
        };
        let mut read = |index: usize| {
            let path = "patterns.compare.periods";
            whole(path, &pair[index], u64::from(least), u64::from(most), problems)
        };
        let (first, last) = (read(0)? as u32, read(1)? as u32);
        if last < first {
            let message = format!("periods = [{first}, {last}] ends before it begins");
            problems.push(Diagnostic::new(place, message));
            return None;
        }
        Some((first, last))
    }

    fn control(
        &self,
        node: &Node,
        pattern: &Table,
        problems: &mut DiagnosticList,
    ) -> Vec<(String, String)> {
        let Some(entry) = pattern.get("control") else {
            let message = "this pattern has no control in which it must fail";
            let help = "add for instance control = { reform = \"reform-without-tiers\" }";
            problems.push(Diagnostic::new(&node.place, message).help(help));
            return Vec::new();
        };
        let inside = table("patterns.control", &entry.node, problems);
        let mut pair = |entry: &Entry| {
            let path = format!("patterns.control.{}", entry.key);
            let known = self.is_treatment("patterns.control", &entry.key, entry, problems);
            let to = text(&path, &entry.node, problems)?;
            let is_sound = self.is_treatment(&path, &to, entry, problems) && known;
            is_sound.then(|| (entry.key.clone(), to))
        };
        inside.iter().filter_map(&mut pair).collect()
    }
}

fn known_metric(entry: &Entry, problems: &mut DiagnosticList) -> Option<&'static Metric> {
    let name = text("patterns.compare.metric", &entry.node, problems)?;
    let found = find_metric(&name);
    if found.is_none() {
        let of_levels = LEVEL_METRICS
            .iter()
            .flat_map(|family| family.levels.clone().map(|level| family.at[level].name));
        let names: Vec<&str> = METRICS.iter().map(|metric| metric.name).chain(of_levels).collect();
        problems.push(
            Diagnostic::new(&entry.node.place, format!("there is no metric `{name}`"))
                .help(did_you_mean(&name, names)),
        );
    }
    found
}
