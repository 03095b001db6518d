//! Reading the block of a sweep: its design, its rules, and what is kept.

use super::constraint::Constraint;
use super::design::{DESIGNS, Design, MOST_DIMENSIONS, Need, NeedKind, Request, find_design};
use super::factor::Factor;
use super::groups::Groups;
use super::keys::{BLOCK_KEYS, RANDOM_NUMBERS, designs, metrics};
use super::plan::MOST_POINTS;
use super::replicates::Replicates;
use super::wish::Wish;
use super::{factors, groups, precision, repeats};
use crate::engine::observe::{METRICS, Metric};
use crate::ground::random::Draws;
use crate::scenario::Scenario;
use crate::scenario::nearest::did_you_mean;
use crate::scenario::problem::{Diagnostic, DiagnosticList, Location};
use crate::scenario::raw::{Node, Table, Value};
use crate::scenario::value::{is_name, name, only_keys, texts, whole};

/// What a block says.
pub struct Block {
    pub design: &'static Design,
    pub numbers: Vec<u64>,
    pub seed: u64,
    pub factors: Vec<Factor>,
    pub groups: Groups,
    pub constraints: Vec<Constraint>,
    pub replicates: Replicates,
    pub independent_random_numbers: bool,
    pub metrics: Vec<&'static Metric>,
    pub series: Option<u32>,
    pub figures: Option<Vec<Wish>>,
}

/// Reads a block; none when it has mistakes. `listed` are the factors of a CSV file, which stand in
/// for those of the block.
pub fn read(
    node: &Node,
    scenario: &Scenario,
    listed: Option<&Node>,
    problems: &mut DiagnosticList,
) -> Option<Block> {
    let Value::Table(table) = &node.value else {
        let message = format!("sweep is {}, but a table is needed", node.value.shown());
        problems.push(Diagnostic::new(&node.place, message).help("begin it with [sweep]"));
        return None;
    };
    let mut reader = Reader { table, place: &node.place, scenario, problems };
    let design = reader.design()?;
    reader.only_known_keys(design);
    let factors = reader.factors(listed)?;
    let numbers = reader.numbers(design);
    let metrics = reader.metrics();
    let replicates = precision::read(table, scenario, &metrics, reader.problems);
    let random_numbers = reader.name("random_numbers", &RANDOM_NUMBERS);
    let seed = reader.whole("seed", 0, u64::MAX >> 11);
    let series = reader.whole("series", 1, u64::from(u32::MAX)).map(|every| every as u32);
    let constraints = reader.constraints(&factors);
    let groups = groups::read(&mut reader, design, &factors);
    let numbers = numbers?;
    let before = reader.problems.len();
    reader.check_size(design, &numbers, &factors, &groups);
    if reader.problems.len() == before {
        reader.check_repeats(design, &factors);
    }
    reader.check_whole(design, &constraints);
    let independent = random_numbers.is_some_and(|name| name == RANDOM_NUMBERS[1].0);
    reader.check_seed(independent, &factors);
    let seen = factors.iter().map(|factor| (factor.key.as_str(), !factor.is_named())).collect();
    let figures = reader.figures(seen, &metrics, series.is_some());
    Some(Block {
        design,
        numbers,
        seed: seed.unwrap_or(1),
        factors,
        groups,
        constraints,
        replicates: replicates?,
        independent_random_numbers: independent,
        metrics,
        series,
        figures,
    })
}

/// The treatments that a block asks for; none when it is silent or names no treatment that there is.
pub fn treatments(
    node: &Node,
    scenario: &Scenario,
    problems: &mut DiagnosticList,
) -> Option<Vec<String>> {
    let Value::Table(table) = &node.value else { return None };
    let node = &table.get("treatments")?.node;
    let known = || scenario.treatments.iter().map(|treatment| treatment.name.as_str());
    let mut names = texts("sweep.treatments", node, problems);
    names.retain(|(name, place)| {
        let found = known().any(|known| known == name);
        if !found {
            let message = format!("sweep.treatments: there is no treatment `{name}`");
            let allowed = known().collect::<Vec<_>>().join(", ");
            let help = did_you_mean(name, known());
            problems.push(Diagnostic::new(place, message).allowed(allowed).help(help));
        }
        found
    });
    (!names.is_empty()).then(|| names.into_iter().map(|(name, _)| name).collect())
}

/// A block while it is read.
pub(super) struct Reader<'a> {
    /// The block.
    pub table: &'a Table,
    place: &'a Location,
    /// The scenario that is varied.
    pub scenario: &'a Scenario,
    /// What is wrong so far.
    pub problems: &'a mut DiagnosticList,
}

impl Reader<'_> {
    fn node(&self, key: &str) -> Option<&Node> {
        self.table.get(key).map(|entry| &entry.node)
    }

    fn name(&mut self, key: &str, names: &[(&'static str, &'static str)]) -> Option<String> {
        let node = self.table.get(key).map(|entry| &entry.node)?;
        name(&format!("sweep.{key}"), node, names, self.problems)
    }

    fn whole(&mut self, key: &str, low: u64, high: u64) -> Option<u64> {
        let node = self.table.get(key).map(|entry| &entry.node)?;
        whole(&format!("sweep.{key}"), node, low, high, self.problems)
    }

    fn design(&mut self) -> Option<&'static Design> {
        if self.node("design").is_none() {
            let names: Vec<&str> = DESIGNS.iter().map(|design| design.name).collect();
            self.problems.push(
                Diagnostic::new(self.place, "the sweep has no design")
                    .allowed(names.join(", "))
                    .help("write for instance design = \"grid\""),
            );
            return None;
        }
        find_design(&self.name("design", &designs())?)
    }

    fn only_known_keys(&mut self, design: &Design) {
        let mut known = BLOCK_KEYS.to_vec();
        known.extend(design.numbers.iter().map(|need| (need.key, need.summary)));
        let mut strangers = Table::default();
        for entry in &self.table.0 {
            let other = DESIGNS.iter().find(|other| {
                other.numbers.iter().any(|need| need.key == entry.key)
                    && known.iter().all(|(key, _)| *key != entry.key)
            });
            match other {
                Some(other) => {
                    let message = format!(
                        "`{}` belongs to the design {}, not to {}",
                        entry.key, other.name, design.name
                    );
                    self.problems.push(Diagnostic::new(&entry.place, message));
                }
                None => strangers.0.push(entry.clone()),
            }
        }
        only_keys(&strangers, "[sweep]", &known, self.problems);
    }

    fn factors(&mut self, listed: Option<&Node>) -> Option<Vec<Factor>> {
        let base = &self.scenario.treatments[0].spec;
        let Some(node) = listed.or(self.table.get("factors").map(|entry| &entry.node)) else {
            let help = "begin a table with [sweep.factors] and name in it the keys to vary";
            let message = "the sweep has no factors";
            self.problems.push(Diagnostic::new(self.place, message).help(help));
            return None;
        };
        let before = self.problems.len();
        let factors = factors::read(node, base, self.problems);
        (self.problems.len() == before).then_some(factors)
    }

    fn numbers(&mut self, design: &Design) -> Option<Vec<u64>> {
        let mut numbers = Vec::new();
        for need in design.numbers {
            let found = match (self.node(need.key), need.default) {
                (None, Some(default)) => Some(default),
                (None, None) => {
                    let message = format!("the design {} needs `{}`", design.name, need.key);
                    let help = format!("{} Write for instance {} = 128", need.summary, need.key);
                    self.problems.push(Diagnostic::new(self.place, message).help(help));
                    None
                }
                (Some(_), _) => self.number(need),
            };
            numbers.extend(found);
        }
        (numbers.len() == design.numbers.len()).then_some(numbers)
    }

    /// A number of the design that was given.
    fn number(&mut self, need: &Need) -> Option<u64> {
        let node = self.node(need.key)?.clone();
        let wrong = |allowed: &str| {
            let message = format!("sweep.{} is {}", need.key, node.value.shown());
            Diagnostic::new(&node.place, message).allowed(allowed)
        };
        match (need.kind, &node.value) {
            (NeedKind::Flag, Value::Bool(flag)) => Some(u64::from(*flag)),
            (NeedKind::Flag, _) => {
                self.problems.push(wrong("true or false"));
                None
            }
            _ => {
                let found = self.whole(need.key, need.least, u64::MAX >> 11)?;
                if need.kind == NeedKind::Even && found % 2 == 1 {
                    self.problems.push(wrong("an even number, so that steps reach every level"));
                    return None;
                }
                Some(found)
            }
        }
    }

    fn metrics(&mut self) -> Vec<&'static Metric> {
        let Some(node) = self.table.get("metrics").map(|entry| &entry.node) else {
            return self.scenario.record.metrics.clone();
        };
        let mut names = texts("sweep.metrics", node, self.problems);
        if names.is_empty() {
            let message = "nothing would be recorded";
            let help = "name at least one metric, or leave the key out";
            self.problems.push(Diagnostic::new(&node.place, message).help(help));
        }
        let known = metrics();
        names.retain(|(name, place)| is_name("sweep.metrics", name, &known, place, self.problems));
        // In the order of the definitions, each once.
        let chosen = |metric: &&Metric| names.iter().any(|(name, _)| name == metric.name);
        METRICS.into_iter().filter(chosen).collect()
    }

    fn constraints(&mut self, factors: &[Factor]) -> Vec<Constraint> {
        let Some(node) = self.table.get("when").map(|entry| &entry.node) else {
            return Vec::new();
        };
        let mut constraints = Vec::new();
        for (text, place) in texts("sweep.when", node, self.problems) {
            match Constraint::read(&text, factors) {
                Ok(constraint) => constraints.push(constraint),
                Err(fault) => {
                    let message = format!("sweep.when: {fault}");
                    let help = "write for instance \"levers.pay + levers.monitoring <= 1\"";
                    self.problems.push(Diagnostic::new(&place, message).help(help));
                }
            }
        }
        constraints
    }

    /// Whether the design can be laid out over these factors, and is not too large.
    fn check_size(
        &mut self,
        design: &Design,
        numbers: &[u64],
        factors: &[Factor],
        groups: &Groups,
    ) {
        let place = self.node("factors").map_or(self.place, |node| &node.place).clone();
        for factor in factors {
            if design.needs_levels && factor.levels() == 0 {
                let message = format!("{}: the design {} needs levels", factor.key, design.name);
                let help = "add for instance levels = 11";
                self.problems.push(Diagnostic::new(&place, message).help(help));
                return;
            }
            if design.needs_lists && factor.listed().is_none() {
                let message = format!("{}: the design {} needs lists", factor.key, design.name);
                let help = "list its values, as many as each other factor has";
                self.problems.push(Diagnostic::new(&place, message).help(help));
                return;
            }
        }
        let levels: Vec<u64> = factors.iter().map(Factor::levels).collect();
        if design.needs_lists && levels.iter().any(|n| *n != levels[0]) {
            let counts: Vec<String> =
                factors.iter().map(|f| format!("{} has {}", f.key, f.levels())).collect();
            let message = format!("the lists differ in length: {}", counts.join(", "));
            let help = "a list combines first values with first values; for all combinations use design = \"grid\"";
            self.problems.push(Diagnostic::new(&place, message).help(help));
            return;
        }
        if 2 * factors.len() > MOST_DIMENSIONS {
            let message = format!("{} factors are too many", factors.len());
            self.problems.push(Diagnostic::new(&place, message));
            return;
        }
        // A group counts as one factor, of which the levels do not matter.
        let counted = &levels[..groups.names.len()];
        let points = (design.count)(counted, numbers);
        if points > MOST_POINTS {
            let counted = match points {
                u64::MAX => "more than can be counted".to_owned(),
                points => points.to_string(),
            };
            let message = format!("the design has {counted} points");
            let help = "give factors fewer levels, or sample the space with design = \"sobol\"";
            self.problems.push(
                Diagnostic::new(&place, message)
                    .allowed(format!("at most {MOST_POINTS}"))
                    .help(help),
            );
        }
    }

    /// Whether no level and no point is given twice.
    fn check_repeats(&mut self, design: &Design, factors: &[Factor]) {
        if let Some((place, message, help)) = repeats::find(design, factors) {
            let node = self.node("factors");
            let of_factor = node.and_then(|node| super::factor::find(&factors[place].key, node));
            let place = of_factor.or(node).map_or(self.place, |node| &node.place).clone();
            self.problems.push(Diagnostic::new(&place, message).help(help));
        }
    }

    /// Whether a design that needs all its points gets them.
    fn check_whole(&mut self, design: &Design, constraints: &[Constraint]) {
        if design.needs_all_points && !constraints.is_empty() {
            let place = self.node("when").map_or(self.place, |node| &node.place).clone();
            let message = format!(
                "the design {} needs all its points, but sweep.when excludes some",
                design.name
            );
            let help = "narrow the ranges of the factors, or use design = \"random\"";
            self.problems.push(Diagnostic::new(&place, message).help(help));
        }
    }

    fn check_seed(&mut self, independent: bool, factors: &[Factor]) {
        if independent && factors.iter().any(|factor| factor.key == "run.seed") {
            let place = self.node("random_numbers").map_or(self.place, |node| &node.place).clone();
            let message = "points have random numbers of their own, but run.seed is varied too";
            self.problems.push(Diagnostic::new(&place, message).help("keep one of them"));
        }
    }
}

/// The request that lays out a block's design.
pub fn request(block: &Block) -> Request {
    Request {
        levels: block.factors.iter().map(Factor::levels).collect(),
        listed: block.factors.iter().map(|factor| factor.listed().is_some()).collect(),
        groups: block.groups.of.clone(),
        numbers: block.numbers.clone(),
        draws: Draws::new(block.seed),
    }
}
