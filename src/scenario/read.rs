//! From bytes to a checked scenario: every mistake is found before any is reported.

use std::borrow::Cow;
use std::sync::Arc;

use super::change::Change;
use super::draft::Draft;
use super::keys::{Detail, FigureKind, find_setting};
use super::patterns::Frame;
use super::problem::{Diagnostic, DiagnosticList, Location, Span};
use super::raw::{Entry, Table};
use super::render::Diagnostics;
use super::syntax::{Parsed, parse};
use super::template::Template;
use super::treatments;
use super::value::printable_only;
use super::{MAX_BYTES, Record, Scenario, Source, Treatment};
use crate::engine::observe::{METRICS, Metric, level_of, metrics_of_levels};
use crate::ground::text::decode;

/// The smallest scenario worth running, shown to who has nothing yet.
pub const SMALLEST: &str =
    "title = \"My schools\"\nregime = \"trust\"\n[organisation]\nunits = 20\nstaff = 15\n";

/// Reads a scenario: the text, then changes laid over the file and all its treatments.
///
/// # Errors
/// All mistakes at once, each with its place.
pub fn read(source: &Source, changes: &[Change]) -> Result<Scenario, Diagnostics> {
    read_under(source, changes, None)
}

/// Reads a scenario under its own treatments or under some regimes.
pub fn read_under(
    source: &Source,
    changes: &[Change],
    regimes: Option<&[&str]>,
) -> Result<Scenario, Diagnostics> {
    read_template(source, changes, regimes).map(|(scenario, _)| scenario)
}

/// Reads a scenario, and keeps what was typed so that it can be read again with other values.
pub(crate) fn read_template(
    source: &Source,
    changes: &[Change],
    regimes: Option<&[&str]>,
) -> Result<(Scenario, Template), Diagnostics> {
    let mut problems = DiagnosticList::default();
    let shown = shown_text(source);
    let failed = |problems| Diagnostics::new(source.name, &shown, changes, problems);
    let Some(text) = content(source, &mut problems) else { return Err(failed(problems)) };
    let parsed = parse(text, &mut problems);
    let original = Original {
        name: source.name.into(),
        text: text.into(),
        parsed: parsed.into(),
        changes: changes.to_vec(),
        regimes: regimes.map(|regimes| regimes.iter().map(|name| (*name).to_owned()).collect()),
    };
    original.read(problems)
}

/// What a scenario was read from, so that it can be read again with other values. The text was parsed
/// once; it is kept because messages show it.
#[derive(Debug, Clone)]
pub(super) struct Original {
    name: Arc<str>,
    text: Arc<str>,
    parsed: Arc<Parsed>,
    changes: Vec<Change>,
    regimes: Option<Vec<String>>,
}

impl Original {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is laid over it.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The scenario with further changes.
    pub fn with(&self, more: impl IntoIterator<Item = Change>) -> Result<Scenario, Diagnostics> {
        let mut original = self.clone();
        original.changes.extend(more);
        original.read(DiagnosticList::default()).map(|(scenario, _)| scenario)
    }

    fn read(&self, mut problems: DiagnosticList) -> Result<(Scenario, Template), Diagnostics> {
        match understand(self, &mut problems) {
            Some(read) if problems.is_empty() => Ok(read),
            _ => Err(Diagnostics::new(&self.name, &self.text, &self.changes, problems)),
        }
    }
}

/// The meaning of a text; none when mistakes were found before it could be looked at as a whole.
fn understand(original: &Original, problems: &mut DiagnosticList) -> Option<(Scenario, Template)> {
    let Original { parsed, changes: given, regimes, .. } = original;
    let mut over = changes_table(given, problems);
    let mut base = parsed.table.clone();
    printable_only(&base, "", problems);
    printable_only(&over, "", problems);
    let sweep = take_sweep(&mut base, &mut over);
    let own = base.take("treatments");
    // Each key by itself first: mistakes count even where a treatment or an override hides them.
    let mut found = DiagnosticList::default();
    Draft::read(&base, &mut found);
    let changes = own.map_or(Vec::new(), |own| treatments::changes(&own.node, &mut found));
    for (_, changes) in &changes {
        Draft::read(changes, &mut found);
    }
    problems.append_if(found, |problem| !parsed.broken.covers(&problem.place));
    Draft::read(&over, problems);
    if parsed.broken.hides_meaning() || problems.is_full() {
        return None;
    }
    base.lay_over(&over);
    let whole = Draft::read(&base, &mut DiagnosticList::default());
    let variants = match regimes {
        Some(regimes) => treatments::of_regimes(&base, regimes, problems),
        None if changes.is_empty() => vec![(own_name(&whole), base)],
        None => treatments::of_file(&base, &changes, &over),
    };
    let template = Template::new(variants, sweep);
    let treatments = template.treatments(problems);
    let patterns = match regimes {
        // Patterns speak of the file's own treatments.
        Some(_) => Vec::new(),
        None => Frame { treatments: template.variants(), known: &treatments }
            .read(&whole.patterns, problems),
    };
    let scenario = scenario(&whole, treatments, original.clone());
    Some((Scenario { patterns, ..scenario }, template))
}

/// Takes the block of a sweep out of a file, with what overrides it laid over.
fn take_sweep(base: &mut Table, over: &mut Table) -> Option<Entry> {
    let mut both = Table(base.take("sweep").into_iter().collect());
    both.lay_over(&Table(over.take("sweep").into_iter().collect()));
    both.take("sweep")
}

/// The text of a source, when it is text of a sensible size. What is wrong with it otherwise is told at
/// its place in [`shown_text`].
pub(crate) fn content<'a>(source: &Source<'a>, problems: &mut DiagnosticList) -> Option<&'a str> {
    let found = match decode(source.bytes, MAX_BYTES) {
        Ok(text) => return Some(text),
        Err(found) => found,
    };
    let place = Location::File(Span { start: found.byte, end: found.byte + 1 });
    let help = match source.bytes.iter().all(u8::is_ascii_whitespace) {
        true => format!(
            "a small scenario is\n\n      {}\n\n   and `tillit init NAME` writes a larger one with comments",
            SMALLEST.replace('\n', "\n      ").trim_end()
        ),
        false => found.help.to_owned(),
    };
    problems.push(Diagnostic::new(&place, found.fault).allowed(found.allowed).help(help));
    None
}

/// The text of a source as messages show it, whatever its bytes are.
pub(crate) fn shown_text<'a>(source: &Source<'a>) -> Cow<'a, str> {
    let bytes = source.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source.bytes);
    String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_BYTES + 200)])
}

/// What changes say together. They hold for all treatments, so that they change no single one.
pub(crate) fn changes_table(changes: &[Change], problems: &mut DiagnosticList) -> Table {
    let mut over = Change::all(changes, problems);
    if let Some(entry) = over.take("treatments") {
        let help =
            "an override applies to all treatments: give the key itself, e.g. levers.pay=0.2";
        problems.push(Diagnostic::new(&entry.place, "treatments cannot be overridden").help(help));
    }
    over
}

/// The name of the only treatment: its regime's.
fn own_name(whole: &Draft) -> String {
    let default = find_setting("regime").map_or("", |setting| setting.default);
    whole.names.get("regime").map_or(default, |(name, _)| name).to_owned()
}

/// Puts a scenario together from the keys that hold for the whole file.
fn scenario(whole: &Draft, treatments: Vec<Treatment>, original: Original) -> Scenario {
    let typed = |key| whole.names.get(key).map(|(name, _)| name.clone()).unwrap_or_default();
    let list = |key| -> Vec<String> {
        whole.lists.get(key).into_iter().flatten().map(|(text, _)| text.clone()).collect()
    };
    // In the order of the definitions, each once, whatever the order in the file.
    let chosen = |key, name: &str| {
        whole.lists.get(key).is_none_or(|list| list.iter().any(|(typed, _)| typed == name))
    };
    let tiers = treatments.iter().filter_map(|t| t.spec.chain()).map(|c| c.managers.len()).max();
    let of_levels = tiers.into_iter().flat_map(metrics_of_levels);
    let name = |metric: &Metric| level_of(metric).map_or(metric.name, |(family, _)| family.name);
    let metrics = METRICS.into_iter().chain(of_levels);
    let metrics = metrics.filter(|metric| chosen("record.metrics", name(metric)));
    let figures = FigureKind::ALL.into_iter().filter(|kind| chosen("figures.kinds", kind.name()));
    Scenario {
        title: typed("title"),
        question: typed("question"),
        sources: list("sources"),
        look_for: list("look_for"),
        people: whole.names.get("people").map(|(name, _)| name.clone()),
        treatments,
        record: Record {
            metrics: metrics.collect(),
            every: whole.every.unwrap_or(1),
            detail: if typed("record.detail") == Detail::NAMES[1].0 {
                Detail::Means
            } else {
                Detail::Units
            },
        },
        figures: figures.collect(),
        width: whole.width.unwrap_or_default(),
        patterns: Vec::new(),
        original,
    }
}
