//! Reading the factors of a sweep: from what was typed to values that are all allowed.

use super::factor::{Distribution, Factor, FactorValue, Values};
use super::keys::{DISTRIBUTION_KEYS, DISTRIBUTIONS, RANGE_KEYS, SCALES};
use crate::model::catalogue::find_parameter;
use crate::model::parameter::Parameter;
use crate::model::specification::{Composition, ModelSpec, Policy, VisionLabels};
use crate::model::structure::REPLICATES;
use crate::scenario::draft::Draft;
use crate::scenario::keys::{Setting, SettingKind, all_keys, find_setting, is_table};
use crate::scenario::nearest::did_you_mean;
use crate::scenario::problem::{Diagnostic, DiagnosticList};
use crate::scenario::raw::{Entry, Node, Table, Value};
use crate::scenario::value::{name, number, only_keys, whole};

/// Most values of a factor in designs of levels.
const MOST_LEVELS: u64 = 100_000;
/// Up to here every whole number is exact in a table.
const EXACT: f64 = 9e15;
/// The word for the range that is documented as plausible.
const PLAUSIBLE: &str = "plausible";
/// Most factors.
const MOST_FACTORS: usize = 400;

/// Reads the table of factors; those with mistakes are left out.
pub fn read(node: &Node, base: &ModelSpec, problems: &mut DiagnosticList) -> Vec<Factor> {
    let mut reader = Reader { base, problems, factors: Vec::new() };
    match &node.value {
        Value::Table(table) if !table.0.is_empty() => reader.table(table, ""),
        other => {
            let message = format!("sweep.factors is {}, but it needs keys to vary", other.shown());
            let help =
                "write for instance [sweep.factors] and below it levers.monitoring = [0, 0.2, 0.4]";
            reader.problems.push(Diagnostic::new(&node.place, message).help(help));
        }
    }
    if reader.factors.len() > MOST_FACTORS {
        let message = format!("{} factors are too many", reader.factors.len());
        let allowed = format!("at most {MOST_FACTORS}");
        reader.problems.push(Diagnostic::new(&node.place, message).allowed(allowed));
    }
    reader.factors
}

struct Reader<'a> {
    base: &'a ModelSpec,
    problems: &'a mut DiagnosticList,
    factors: Vec<Factor>,
}

impl Reader<'_> {
    fn table(&mut self, table: &Table, path: &str) {
        for entry in &table.0 {
            let full = match path {
                "" => entry.key.clone(),
                path => format!("{path}.{}", entry.key),
            };
            match (find_parameter(&full), find_setting(&full), &entry.node.value) {
                (Some(parameter), ..) => self.factor(entry, full, Kind::Number(parameter)),
                (_, Some(setting), _) => self.factor(entry, full, Kind::Setting(setting)),
                (.., Value::Table(inside)) if is_table(&full) => self.table(inside, &full),
                _ => {
                    let help = did_you_mean(&full, all_keys().iter().copied());
                    let message = format!("there is no key `{full}` to vary");
                    self.problems.push(Diagnostic::new(&entry.place, message).help(help));
                }
            }
        }
    }

    fn factor(&mut self, entry: &Entry, key: String, kind: Kind) {
        if self.factors.iter().any(|factor| factor.key == key) {
            let message = format!("`{key}` is varied twice");
            self.problems.push(Diagnostic::new(&entry.place, message).help("keep one of them"));
            return;
        }
        let Some(base) = kind.base(self.base) else {
            let message = format!("`{key}` cannot be varied");
            let help = match key.as_str() {
                "run.replicates" => {
                    "set the number of replicates of each point with sweep.replicates"
                }
                _ => "vary numbers, the seed, or keys that hold one of some names",
            };
            self.problems.push(Diagnostic::new(&entry.place, message).help(help));
            return;
        };
        let values = match (&entry.node.value, kind) {
            (Value::List(nodes), _) => self.list(entry, &key, nodes),
            (Value::Table(table), Kind::Number(parameter)) => match table.get("distribution") {
                Some(_) => self.distribution(entry, table, &key, parameter),
                None => self.range(entry, table, &key, parameter, base.number()),
            },
            (Value::Text(word), Kind::Number(parameter)) if word == PLAUSIBLE => {
                self.plausible(entry, parameter)
            }
            (other, Kind::Number(_)) => {
                let message = format!("{key} is {}, but values to vary are needed", other.shown());
                self.problems.push(Diagnostic::new(&entry.node.place, message).allowed(
                    "a list of values, { from = 0, to = 1, levels = 11 }, \"plausible\", or { distribution = \"normal\", mean = 0.5, sd = 0.1 }",
                ));
                None
            }
            (other, Kind::Setting(_)) => {
                let message = format!("{key} is {}, but a list is needed", other.shown());
                let help = format!("write {key} = [...] with the values to vary in the brackets");
                self.problems.push(Diagnostic::new(&entry.node.place, message).help(help));
                None
            }
        };
        let is_whole = matches!(kind, Kind::Number(parameter) if parameter.range.whole);
        let whole = is_whole || key == "run.seed";
        if let Some(values) = values {
            self.factors.push(Factor { key, values, base, whole });
        }
    }

    /// A list of values, each of which the scenario could have.
    fn list(&mut self, entry: &Entry, key: &str, nodes: &[Node]) -> Option<Values> {
        if nodes.is_empty() || nodes.len() as u64 > MOST_LEVELS {
            let message = format!("{key} has {} values", nodes.len());
            let allowed = format!("1 to {MOST_LEVELS} values");
            self.problems.push(Diagnostic::new(&entry.node.place, message).allowed(allowed));
            return None;
        }
        let mut values = Vec::new();
        for node in nodes {
            let mut table = Table::default();
            table.put(key, node.clone(), &entry.place);
            let mut found = DiagnosticList::default();
            Draft::read(&table, &mut found);
            if matches!(&node.value, Value::Number(number) if number.value.abs() > EXACT) {
                let message = format!("{key}: a value to vary has at most 15 digits");
                found.push(Diagnostic::new(&node.place, message));
            }
            let value = match &node.value {
                Value::Number(number) => Some(FactorValue::Number(number.value)),
                Value::Text(name) => Some(FactorValue::Name(name.clone())),
                _ => None,
            };
            values.extend(value.filter(|_| found.is_empty()));
            self.problems.append_if(found, |_| true);
        }
        (values.len() == nodes.len()).then_some(Values::List(values))
    }

    fn range(
        &mut self,
        entry: &Entry,
        table: &Table,
        key: &str,
        parameter: &Parameter,
        base: Option<f64>,
    ) -> Option<Values> {
        only_keys(table, key, &RANGE_KEYS, self.problems);
        let (from, to) = match (table.get("plus_minus"), base) {
            (Some(by), Some(base)) => {
                let by = self.plain_number(&format!("{key}.plus_minus"), &by.node)?;
                let range = parameter.range;
                ((base - by).max(range.low), (base + by).min(range.high))
            }
            _ => {
                let from = self.end(entry, table, key, "from", parameter);
                let to = self.end(entry, table, key, "to", parameter);
                from.zip(to)?
            }
        };
        let log = match table.get("scale") {
            None => false,
            Some(scale) => {
                let path = format!("{key}.scale");
                name(&path, &scale.node, &SCALES, self.problems)? == SCALES[1].0
            }
        };
        if log && (from <= 0.0 || to <= 0.0) {
            let message = format!("{key} goes from {from} to {to}, which has no equal ratios");
            let help = "begin above 0, or leave scale = \"log\" out";
            self.problems.push(Diagnostic::new(&entry.node.place, message).help(help));
            return None;
        }
        let levels = self.levels(table, key)?;
        Some(Values::Range { from, to, log, levels })
    }

    /// The range that is documented as plausible.
    fn plausible(&mut self, entry: &Entry, parameter: &Parameter) -> Option<Values> {
        let range = parameter.plausible.map(|plausible| Values::Range {
            from: plausible.low,
            to: plausible.high,
            log: false,
            levels: 0,
        });
        if range.is_none() {
            let message = format!("{} has no plausible range", parameter.key);
            let help = "it is a choice, not an assumption: write { from = ..., to = ... }";
            self.problems.push(Diagnostic::new(&entry.node.place, message).help(help));
        }
        range
    }

    /// One end of a range.
    fn end(
        &mut self,
        entry: &Entry,
        table: &Table,
        key: &str,
        end: &str,
        parameter: &Parameter,
    ) -> Option<f64> {
        let Some(found) = table.get(end) else {
            let message = format!("{key}: the range has no `{end}`");
            let help = format!("write {key} = {{ from = ..., to = ..., levels = ... }}");
            self.problems.push(Diagnostic::new(&entry.node.place, message).help(help));
            return None;
        };
        number(&format!("{key}.{end}"), parameter, &found.node, self.problems)
    }

    fn levels(&mut self, table: &Table, key: &str) -> Option<u64> {
        match table.get("levels") {
            // Designs of levels ask for them; others have no use for them.
            None => Some(0),
            Some(levels) => {
                let path = format!("{key}.levels");
                whole(&path, &levels.node, 1, MOST_LEVELS, self.problems)
            }
        }
    }

    fn plain_number(&mut self, path: &str, node: &Node) -> Option<f64> {
        match &node.value {
            Value::Number(number) if number.value.is_finite() => Some(number.value),
            other => {
                let message = format!("{path} is {}, but a number is needed", other.shown());
                self.problems.push(Diagnostic::new(&node.place, message));
                None
            }
        }
    }

    fn distribution(
        &mut self,
        entry: &Entry,
        table: &Table,
        key: &str,
        parameter: &Parameter,
    ) -> Option<Values> {
        only_keys(table, key, &DISTRIBUTION_KEYS, self.problems);
        let kind = table.get("distribution")?;
        let kind = name(&format!("{key}.distribution"), &kind.node, &DISTRIBUTIONS, self.problems)?;
        let mut end = |end: &str, silent: f64| match table.get(end) {
            None => Some(silent),
            Some(found) => number(&format!("{key}.{end}"), parameter, &found.node, self.problems),
        };
        let low = end("low", parameter.range.low)?;
        let high = end("high", parameter.range.high)?;
        let mut needed = |name: &str| match table.get(name) {
            Some(found) => self.plain_number(&format!("{key}.{name}"), &found.node),
            None => {
                let message = format!("{key}: the distribution {kind} needs {name}");
                self.problems.push(Diagnostic::new(&entry.node.place, message));
                None
            }
        };
        let distribution = match kind.as_str() {
            "uniform" => Distribution::Uniform { low, high },
            "normal" => {
                Distribution::Normal { mean: needed("mean")?, sd: needed("sd")?, low, high }
            }
            _ => Distribution::Triangular { low, mode: needed("mode")?, high },
        };
        let fault = fault(&distribution);
        if let Some(fault) = fault {
            let message = format!("{key}: {fault}");
            self.problems.push(Diagnostic::new(&entry.node.place, message));
            return None;
        }
        let levels = self.levels(table, key)?;
        Some(Values::Distributed { distribution, levels })
    }
}

/// What is wrong with the numbers of a distribution, if anything.
fn fault(distribution: &Distribution) -> Option<&'static str> {
    match *distribution {
        Distribution::Uniform { low, high } if low > high => Some("low lies above high"),
        Distribution::Normal { low, high, .. } if low >= high => Some("low must lie below high"),
        Distribution::Normal { sd, .. } if sd <= 0.0 => Some("sd must lie above 0"),
        Distribution::Normal { mean, sd, low, high }
            if low > mean + 8.0 * sd || high < mean - 8.0 * sd =>
        {
            Some("nothing of the distribution lies between low and high")
        }
        Distribution::Triangular { low, mode, high }
            if !(low..=high).contains(&mode) || low >= high =>
        {
            Some("mode must lie between low and high")
        }
        _ => None,
    }
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Number(&'static Parameter),
    Setting(&'static Setting),
}

impl Kind {
    /// What the scenario has; none when the key cannot be varied.
    fn base(self, spec: &ModelSpec) -> Option<FactorValue> {
        let number = match self {
            Self::Number(p) if p.key == REPLICATES.key => return None,
            // Where groups differ, the first one stands for them.
            Self::Number(p) => spec.first_value(p),
            Self::Setting(setting) => {
                let name = match (setting.key, setting.kind) {
                    ("run.seed", _) => return Some(FactorValue::Number(spec.seed() as f64)),
                    ("policy", _) => Policy::name(spec.policy()),
                    ("organisation.composition", _) => Composition::name(spec.composition()),
                    ("organisation.vision_labels", _) => VisionLabels::name(spec.labels()),
                    ("regime", SettingKind::Name(_)) => "as it is",
                    _ => return None,
                };
                return Some(FactorValue::Name(name.to_owned()));
            }
        };
        Some(FactorValue::Number(number))
    }
}
