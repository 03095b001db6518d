//! Reading how many replicates a point gets: a number, or as many as a mean's precision needs.

use super::keys::{PRECISION_KEYS, metrics};
use super::replicates::{Precision, Replicates};
use crate::engine::observe::{Metric, find_metric};
use crate::model::structure::REPLICATES;
use crate::scenario::Scenario;
use crate::scenario::problem::{Diagnostic, DiagnosticList};
use crate::scenario::raw::{Node, Table, Value};
use crate::scenario::value::{name, only_keys, whole};

/// Most replicates of a point.
const MOST_REPLICATES: u64 = REPLICATES.range.high as u64;

/// The replicates that the sweep block `block` asks for; without a word, those of its scenario.
///
/// Returns `None` where they cannot be read; what is wrong is added to `problems`.
pub fn read(
    block: &Table,
    scenario: &Scenario,
    kept: &[&'static Metric],
    problems: &mut DiagnosticList,
) -> Option<Replicates> {
    let Some(node) = block.get("replicates").map(|entry| &entry.node) else {
        let replicates = scenario.treatments.iter().map(|t| t.spec.replicates()).max();
        return replicates.map(Replicates::Fixed);
    };
    match &node.value {
        Value::Table(table) => Rule { table, node, problems }.read(kept).map(Replicates::Until),
        _ => whole("sweep.replicates", node, 1, MOST_REPLICATES, problems)
            .map(|fixed| Replicates::Fixed(fixed as u32)),
    }
}

/// A table that says how precise which mean is to be.
struct Rule<'a> {
    table: &'a Table,
    node: &'a Node,
    problems: &'a mut DiagnosticList,
}

impl Rule<'_> {
    fn read(mut self, kept: &[&'static Metric]) -> Option<Precision> {
        only_keys(self.table, "sweep.replicates", &PRECISION_KEYS, self.problems);
        let half_width = self.positive("until")?;
        let confidence = self.confidence()?;
        let at_least = self.count("at_least", 2, 5)?;
        let look_ahead = self.count("look_ahead", 0, 5)?;
        let at_most = self.count("at_most", 2, 1000)?;
        if at_most < at_least {
            self.wrong(format!("at_most = {at_most} lies below at_least = {at_least}"), None);
        }
        let metric = self.metric(kept)?;
        Some(Precision { half_width, metric, confidence, at_least, at_most, look_ahead })
    }

    fn confidence(&mut self) -> Option<f64> {
        if self.table.get("confidence").is_none() {
            return Some(0.95);
        }
        let confidence = self.positive("confidence")?;
        if confidence >= 1.0 {
            let message = format!("sweep.replicates.confidence = {confidence} is too large");
            let problem = Diagnostic::new(&self.node.place, message).allowed("between 0 and 1");
            self.problems.push(problem);
        }
        Some(confidence)
    }

    fn count(&mut self, key: &str, low: u64, silent: u32) -> Option<u32> {
        let Some(entry) = self.table.get(key) else {
            return Some(silent);
        };
        let path = format!("sweep.replicates.{key}");
        whole(&path, &entry.node, low, MOST_REPLICATES, self.problems).map(|found| found as u32)
    }

    fn positive(&mut self, key: &str) -> Option<f64> {
        match self.table.get(key).map(|entry| &entry.node) {
            Some(Node { value: Value::Number(number), .. })
                if number.value > 0.0 && number.value.is_finite() =>
            {
                return Some(number.value);
            }
            Some(other) => {
                let message = format!("sweep.replicates.{key} is {}", other.value.shown());
                let problem = Diagnostic::new(&other.place, message).allowed("a number above 0");
                self.problems.push(problem);
            }
            None => {
                let help = "write replicates = { until = 0.01, metric = \"true_output\" }";
                self.wrong(format!("sweep.replicates does not say `{key}`"), Some(help));
            }
        }
        None
    }

    fn metric(&mut self, kept: &[&'static Metric]) -> Option<usize> {
        let Some(entry) = self.table.get("metric") else {
            let message = "sweep.replicates does not say whose mean is to be precise";
            self.wrong(message.into(), Some("add for instance metric = \"true_output\""));
            return None;
        };
        let name = name("sweep.replicates.metric", &entry.node, &metrics(), self.problems)?;
        let wanted = find_metric(&name)?;
        let found = kept.iter().position(|metric| metric.name == wanted.name);
        if found.is_none() {
            let message = format!("{name} is not among sweep.metrics");
            self.problems.push(Diagnostic::new(&entry.node.place, message));
        }
        found
    }

    fn wrong(&mut self, message: String, help: Option<&str>) {
        let problem = Diagnostic::new(&self.node.place, message);
        self.problems.push(match help {
            Some(help) => problem.help(help),
            None => problem,
        });
    }
}
