//! Reading the figures that a sweep asks for.

use super::block::Reader;
use super::keys::FIGURE_KEYS;
use super::wish::Wish;
use crate::engine::observe::Metric;
use crate::scenario::problem::Diagnostic;
use crate::scenario::raw::{Node, Table, Value};
use crate::scenario::value::{only_keys, text, texts};

impl Reader<'_> {
    /// The figures that a block asks for; none when it is silent.
    pub fn figures(
        &mut self,
        factors: Vec<(&str, bool)>,
        metrics: &[&'static Metric],
        has_series: bool,
    ) -> Option<Vec<Wish>> {
        let node = self.table.get("figures").map(|entry| &entry.node)?;
        let Value::List(nodes) = &node.value else {
            let message = format!("sweep.figures is {}, but a list is needed", node.value.shown());
            let help = "begin each figure with [[sweep.figures]]";
            self.problems.push(Diagnostic::new(&node.place, message).help(help));
            return None;
        };
        let treatments: Vec<&str> =
            self.scenario.treatments.iter().map(|treatment| treatment.name.as_str()).collect();
        let names: Vec<&str> = metrics.iter().map(|metric| metric.name).collect();
        let mut wishes = Vec::new();
        for node in nodes {
            let Value::Table(table) = &node.value else {
                let message = format!("a figure is {}, but a table is needed", node.value.shown());
                self.problems.push(Diagnostic::new(&node.place, message));
                continue;
            };
            let Some(wish) = self.wish(table) else { continue };
            match wish.check(&factors, &treatments, &names, has_series) {
                Ok(()) if wishes.contains(&wish) => {
                    let message = "sweep.figures: this figure is requested twice";
                    self.problems.push(
                        Diagnostic::new(&node.place, message).help("leave one of the two out"),
                    );
                }
                Ok(()) => wishes.push(wish),
                Err((key, fault)) => {
                    let place = table.get(key).map_or(&node.place, |entry| &entry.node.place);
                    self.problems.push(Diagnostic::new(place, format!("sweep.figures: {fault}")));
                }
            }
        }
        Some(wishes)
    }

    /// A figure as it was typed; none when a key holds something else than it should.
    fn wish(&mut self, table: &Table) -> Option<Wish> {
        let before = self.problems.len();
        only_keys(table, "[[sweep.figures]]", &FIGURE_KEYS, self.problems);
        let mut said = |key: &str| {
            let entry = table.get(key)?;
            text(&format!("sweep.figures.{key}"), &entry.node, self.problems)
        };
        let mut wish = Wish {
            x: said("x").unwrap_or_default(),
            y: said("y"),
            metric: said("metric").unwrap_or_default(),
            by: said("by"),
            best: said("best"),
            treatment: said("treatment"),
            ..Wish::default()
        };
        wish.path = self.flag(table, "path");
        wish.pool = self.flag(table, "pool");
        if let Some(entry) = table.get("difference") {
            let pair = texts("sweep.figures.difference", &entry.node, self.problems);
            let names: Vec<String> = pair.into_iter().map(|(name, _)| name).collect();
            wish.difference = <[String; 2]>::try_from(names).ok();
            if wish.difference.is_none() {
                let message = "sweep.figures.difference does not name two treatments";
                let help = "write for instance difference = [\"trust\", \"control\"]";
                self.problems.push(Diagnostic::new(&entry.node.place, message).help(help));
            }
        }
        (self.problems.len() == before).then_some(wish)
    }

    fn flag(&mut self, table: &Table, key: &str) -> bool {
        match table.get(key).map(|entry| &entry.node) {
            None => false,
            Some(Node { value: Value::Bool(flag), .. }) => *flag,
            Some(other) => {
                let message = format!("sweep.figures.{key} is {}", other.value.shown());
                let problem = Diagnostic::new(&other.place, message).allowed("true or false");
                self.problems.push(problem);
                false
            }
        }
    }
}
