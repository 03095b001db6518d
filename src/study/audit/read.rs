//! A file of claims: the scenario, the claims, and what of the space is kept or replaced.

use super::claim::Claim;
use crate::engine::observe::{METRICS, find_metric};
use crate::ground::text::decode;
use crate::model::catalogue::{find_parameter, parameters};
use crate::model::mechanisms::Rule;
use crate::model::mechanisms::prices::Prices;
use crate::model::mechanisms::{MECHANISMS, Mechanism, find_mechanism};
use crate::model::parameter::Parameter;
use crate::scenario;
use crate::scenario::nearest::did_you_mean;
use crate::scenario::problem::{Diagnostic, DiagnosticList, Location};
use crate::scenario::raw::{Entry, Node, Table, Value};
use crate::scenario::value::{number, only_keys, printable_only, table, text, texts};
use crate::scenario::{Change, Diagnostics, MAX_BYTES, Scenario, Source, syntax};
use crate::study::sweep::Load;

/// Keys of a file of claims.
pub const FILE_KEYS: [(&str, &str); 6] = [
    ("format", "Version of the file's layout: 1."),
    ("scenario", "The scenario whose treatments are compared, seen from this file."),
    ("claims", "By name: the claims."),
    ("keep", "By key: why a number stays as the scenario has it."),
    ("ranges", "By key: another range than the documented one, with its reason."),
    ("mechanisms", "The mechanisms that are switched off one by one; without it all that act."),
];
/// Keys of a claim.
pub const CLAIM_KEYS: [(&str, &str); 6] = [
    ("sentence", "The claim in one sentence."),
    ("metric", "The metric, of which the mean over the outcome window counts."),
    ("higher", "The treatment under which it should be higher."),
    ("lower", "The treatment under which it should be lower."),
    ("smallest", "Smallest difference worth speaking of."),
    ("reason", "Why it is the smallest."),
];
/// Keys of a range.
pub const RANGE_KEYS: [(&str, &str); 3] =
    [("from", "Low end."), ("to", "High end."), ("reason", "Why.")];

/// A checked file of claims.
#[derive(Debug, Clone)]
pub struct AuditFile {
    /// The scenario, changes laid over.
    pub scenario: Scenario,
    /// Its name and its text.
    pub document: (String, String),
    /// The claims, in their order; at least one.
    pub claims: Vec<Claim>,
    /// What stays as it is.
    pub kept: Vec<Kept>,
    /// Other ranges.
    pub replaced: Vec<Replaced>,
    /// The mechanisms that are switched off; none for all that act.
    pub mechanisms: Option<Vec<&'static Mechanism>>,
}

/// A number that stays as the scenario has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its key.
    pub key: &'static str,
    /// Why.
    pub reason: String,
}

impl Kept {
    /// All prices, on which no other number hangs.
    pub fn prices() -> impl Iterator<Item = Self> {
        let reason = "prices move nobody, and the claim is not about money";
        let kept = |price: &Parameter| Self { key: price.key, reason: reason.to_owned() };
        Prices::MECHANISM.parameters.iter().map(kept)
    }
}

/// Another range than the documented one.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced {
    /// The number.
    pub parameter: &'static Parameter,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// Why.
    pub reason: String,
}

/// Whether the text of a file is one of claims, as far as it can be read.
pub fn is_claims_file(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let parsed = syntax::parse(&text, &mut DiagnosticList::default());
    parsed.table.get("claims").is_some()
}

/// Reads a file of claims and the scenario that it names, over which changes are laid.
///
/// # Errors
/// All mistakes of the file, or else all of the scenario.
pub fn read(source: &Source, changes: &[Change], load: Load) -> Result<AuditFile, Diagnostics> {
    let mut problems = DiagnosticList::default();
    let typed = match decode(source.bytes, MAX_BYTES) {
        Ok(text) => text,
        Err(found) => {
            problems.push(Diagnostic::new(&Location::Whole, found.fault).help(found.help));
            return Err(Diagnostics::new(source.name, "", &[], problems));
        }
    };
    let file = syntax::parse(typed, &mut problems).table;
    let failed = |problems| Err(Diagnostics::new(source.name, typed, &[], problems));
    if !problems.is_empty() {
        return failed(problems);
    }
    printable_only(&file, "", &mut problems);
    only_keys(&file, "a file of claims", &FILE_KEYS, &mut problems);
    let Some((name, bytes)) = scenario_file(&file, load, &mut problems) else {
        return failed(problems);
    };
    let scenario = scenario::read(&Source { name: &name, bytes: &bytes }, changes)?;
    let mut reader = Reader { scenario: &scenario, problems: &mut problems };
    let claims = reader.claims(&file);
    let kept = reader.kept(&file);
    let replaced = reader.replaced(&file);
    let mechanisms = reader.mechanisms(&file);
    if !problems.is_empty() {
        return failed(problems);
    }
    let document = (name, String::from_utf8_lossy(&bytes).into_owned());
    Ok(AuditFile { scenario, document, claims, kept, replaced, mechanisms })
}

fn scenario_file(
    file: &Table,
    load: Load,
    problems: &mut DiagnosticList,
) -> Option<(String, Vec<u8>)> {
    let Some(entry) = file.get("scenario") else {
        let message = "the claims are of no scenario";
        let help = "write for instance scenario = \"../schools.toml\"";
        problems.push(Diagnostic::new(&Location::Whole, message).help(help));
        return None;
    };
    let path = text("scenario", &entry.node, problems)?;
    let wrong = |fault| Diagnostic::new(&entry.node.place, format!("scenario: {fault}"));
    load(&path).map_err(|fault| problems.push(wrong(fault))).ok()
}

struct Reader<'a> {
    scenario: &'a Scenario,
    problems: &'a mut DiagnosticList,
}

impl Reader<'_> {
    fn claims(&mut self, file: &Table) -> Vec<Claim> {
        let Some(entry) = file.get("claims") else { return Vec::new() };
        let entries = table("claims", &entry.node, self.problems);
        if entries.is_empty() {
            let message = "there is no claim";
            self.problems.push(Diagnostic::new(&entry.place, message));
        }
        entries.iter().filter_map(|entry| self.claim(entry)).collect()
    }

    fn claim(&mut self, entry: &Entry) -> Option<Claim> {
        let path = format!("claims.{}", entry.key);
        if !entry.key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            let message = format!("`{}` cannot be the name of a folder", entry.key);
            let problem = Diagnostic::new(&entry.place, message);
            self.problems.push(problem.allowed("letters, digits and -"));
        }
        let Value::Table(claim) = &entry.node.value else {
            table(&path, &entry.node, self.problems);
            return None;
        };
        only_keys(claim, &path, &CLAIM_KEYS, self.problems);
        let metrics: Vec<&str> = METRICS.iter().map(|metric| metric.name).collect();
        let treatments: Vec<&str> =
            self.scenario.treatments.iter().map(|treatment| treatment.name.as_str()).collect();
        let metric = self.one_of(claim, entry, "metric", &metrics);
        let higher = self.one_of(claim, entry, "higher", &treatments);
        let lower = self.one_of(claim, entry, "lower", &treatments);
        let smallest = self.smallest(claim, &path);
        let [sentence, reason] =
            ["sentence", "reason"].map(|key| self.text(claim, key).unwrap_or_default());
        let (metric, higher, lower) = (find_metric(&metric?)?, higher?, lower?);
        if higher == lower {
            let message = format!("{path}: the two treatments are the same");
            self.problems.push(Diagnostic::new(&entry.place, message));
        }
        let name = entry.key.clone();
        Some(Claim { name, sentence, metric, higher, lower, smallest: smallest?, reason })
    }

    fn text(&mut self, table: &Table, key: &str) -> Option<String> {
        table.get(key).and_then(|entry| text(key, &entry.node, self.problems))
    }

    /// A name that must be there and be one of some.
    fn one_of(&mut self, claim: &Table, of: &Entry, key: &str, known: &[&str]) -> Option<String> {
        let Some(entry) = claim.get(key) else {
            let message = format!("claims.{} has no `{key}`", of.key);
            let problem = Diagnostic::new(&of.place, message);
            self.problems.push(problem.allowed(known.join(", ")));
            return None;
        };
        let found = text(key, &entry.node, self.problems)?;
        if known.contains(&found.as_str()) {
            return Some(found);
        }
        let message = format!("{key}: there is no `{found}`");
        let problem = Diagnostic::new(&entry.node.place, message).allowed(known.join(", "));
        self.problems.push(problem.help(did_you_mean(&found, known.iter().copied())));
        None
    }

    fn smallest(&mut self, claim: &Table, path: &str) -> Option<f64> {
        static SMALLEST: Parameter = Parameter::new("smallest", 0.0, 0.0, f64::MAX);
        let Some(entry) = claim.get("smallest") else { return Some(0.0) };
        let found = number(&format!("{path}.smallest"), &SMALLEST, &entry.node, self.problems);
        if claim.get("reason").is_none() {
            let message = format!("{path}: why is this the smallest difference worth speaking of?");
            let problem = Diagnostic::new(&entry.place, message);
            self.problems.push(problem.help("write reason = \"...\" beside it"));
        }
        found
    }

    /// The entries of a table whose keys are dotted or nested keys of numbers, each with its number.
    fn numbers<'a>(&mut self, node: &'a Node, path: &str) -> Vec<(&'static Parameter, &'a Entry)> {
        let Value::Table(inside) = &node.value else {
            table(path, node, self.problems);
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in &inside.0 {
            let key = match path.split_once('.') {
                Some((_, outer)) => format!("{outer}.{}", entry.key),
                None => entry.key.clone(),
            };
            let is_part = parameters().iter().any(|p| p.key.starts_with(&format!("{key}.")));
            if let Some(parameter) = find_parameter(&key) {
                found.push((parameter, entry));
            } else if is_part && matches!(entry.node.value, Value::Table(_)) {
                let first = path.split('.').next().unwrap_or(path);
                found.extend(self.numbers(&entry.node, &format!("{first}.{key}")));
            } else {
                let help = did_you_mean(&key, parameters().iter().map(|parameter| parameter.key));
                let message = format!("there is no number `{key}`");
                self.problems.push(Diagnostic::new(&entry.place, message).help(help));
            }
        }
        found
    }

    fn kept(&mut self, file: &Table) -> Vec<Kept> {
        let Some(entry) = file.get("keep") else { return Vec::new() };
        let entries = self.numbers(&entry.node, "keep");
        let kept = entries.into_iter().filter_map(|(parameter, entry)| {
            let reason = text(&format!("keep.{}", parameter.key), &entry.node, self.problems)?;
            Some(Kept { key: parameter.key, reason })
        });
        kept.collect()
    }

    fn replaced(&mut self, file: &Table) -> Vec<Replaced> {
        let Some(entry) = file.get("ranges") else { return Vec::new() };
        let entries = self.numbers(&entry.node, "ranges");
        entries.into_iter().filter_map(|(p, entry)| self.range(p, entry)).collect()
    }

    fn range(&mut self, parameter: &'static Parameter, entry: &Entry) -> Option<Replaced> {
        let path = format!("ranges.{}", parameter.key);
        let Value::Table(range) = &entry.node.value else {
            table(&path, &entry.node, self.problems);
            return None;
        };
        only_keys(range, &path, &RANGE_KEYS, self.problems);
        let mut end = |key: &str| match range.get(key) {
            Some(end) => number(&format!("{path}.{key}"), parameter, &end.node, self.problems),
            None => {
                let message = format!("{path} has no `{key}`");
                self.problems.push(Diagnostic::new(&entry.place, message));
                None
            }
        };
        let (low, high) = (end("from"), end("to"));
        let reason = self.text(range, "reason");
        let (low, high) = (low?, high?);
        let fault = match (&reason, low < high) {
            (_, false) => format!("{path}: `from` must lie below `to`"),
            (None, _) => format!("{path} has no `reason`"),
            (Some(_), true) => {
                return Some(Replaced { parameter, low, high, reason: reason.unwrap_or_default() });
            }
        };
        self.problems.push(Diagnostic::new(&entry.place, fault));
        None
    }

    fn mechanisms(&mut self, file: &Table) -> Option<Vec<&'static Mechanism>> {
        let entry = file.get("mechanisms")?;
        let switchable = || MECHANISMS.iter().filter(|m| !m.off.is_empty()).map(|m| m.name);
        let mut found = Vec::new();
        for (name, place) in texts("mechanisms", &entry.node, self.problems) {
            match find_mechanism(&name).filter(|mechanism| !mechanism.off.is_empty()) {
                Some(mechanism) => found.push(mechanism),
                None => {
                    let message = format!("there is no mechanism `{name}` to switch off");
                    let help = did_you_mean(&name, switchable());
                    self.problems.push(Diagnostic::new(&place, message).help(help));
                }
            }
        }
        Some(found)
    }
}
