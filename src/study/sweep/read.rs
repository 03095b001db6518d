//! From a file to a checked sweep.

use super::{Sweep, block};
use crate::ground::text::decode;
use crate::model::specification::ModelSpec;
use crate::scenario::problem::{Diagnostic, DiagnosticList, Location, Span};
use crate::scenario::raw::{Entry, Node, Table, Value};
use crate::scenario::read::{changes_table, content, read_template, shown_text};
use crate::scenario::value::{only_keys, printable_only, text, texts};
use crate::scenario::{Change, Diagnostics, Scenario, Source, Template, syntax};

/// Most bytes of a list of points.
const MOST_LIST_BYTES: usize = 256_000_000;

/// Loads a file that a sweep names, seen from the folder of the sweep: the name under which messages
/// show it, and its bytes; or why it cannot be read.
pub type Load<'a> = &'a dyn Fn(&str) -> Result<(String, Vec<u8>), String>;

/// Whether the text of a file has a sweep, as far as it can be read.
pub fn has_sweep(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let parsed = syntax::parse(&text, &mut DiagnosticList::default());
    ["sweep", "scenario"].iter().any(|key| parsed.table.get(key).is_some())
}

/// Reads a sweep: a scenario with a `[sweep]` block, or a file with such a block that names a
/// scenario. Changes are laid over the scenario, or over the block
/// (`sweep.replicates=5`).
///
/// # Errors
/// All mistakes of the scenario, or else all mistakes of the block.
pub fn read(source: &Source, changes: &[Change], load: Load) -> Result<Sweep, Diagnostics> {
    let mut problems = DiagnosticList::default();
    let failed = |text: &str, problems| Diagnostics::new(source.name, text, changes, problems);
    let shown = shown_text(source);
    let typed = content(source, &mut problems).unwrap_or(&shown);
    if !problems.is_empty() {
        return Err(failed(typed, problems));
    }
    let own = own_file(typed);
    let (mut scenario, mut template, entry, mut texts) = match own {
        Some(mut table) => {
            printable_only(&table, "", &mut problems);
            let file = scenario_file(&table, load, &mut problems);
            only_keys(&table, "a sweep file", &super::keys::FILE_KEYS, &mut problems);
            let Some((name, bytes)) = file.filter(|_| problems.is_empty()) else {
                return Err(failed(typed, problems));
            };
            let inner = Source { name: &name, bytes: &bytes };
            let (mut scenario, template) = read_template(&inner, changes, None)?;
            let over = changes_table(changes, &mut problems);
            let entry = block_entry(&mut table, over);
            speak_for(&table, &mut scenario, &mut problems);
            let inner = String::from_utf8_lossy(&bytes).into_owned();
            (scenario, template, entry, vec![(name, inner)])
        }
        None => {
            let (scenario, template) = read_template(source, changes, None)?;
            let entry = template.sweep().cloned();
            (scenario, template, entry, Vec::new())
        }
    };
    let Some(entry) = entry else {
        let help = "add a block [sweep] with a design and factors, or use `tillit run`";
        let message = "there is no sweep in this file";
        problems.push(Diagnostic::new(&Location::Whole, message).help(help));
        return Err(failed(typed, problems));
    };
    if let Some(names) = block::treatments(&entry.node, &scenario, &mut problems) {
        scenario.treatments.retain(|treatment| names.contains(&treatment.name));
        template.keep(&names);
    }
    let base = &scenario.treatments[0].spec;
    let listed = listed_file(&entry.node, base, load, &mut texts, &mut problems)?;
    let found = block::read(&entry.node, &scenario, listed.as_ref(), &mut problems);
    let Some(found) = found.filter(|_| problems.is_empty()) else {
        return Err(failed(typed, problems));
    };
    texts.insert(0, (source.name.to_owned(), typed.to_owned()));
    scenario.record.metrics.clone_from(&found.metrics);
    let sweep = assembled(scenario, template, texts, found);
    if (0..sweep.n_points()).all(|number| sweep.point(number).is_none()) {
        let message = format!("none of the {} points meets the conditions", sweep.n_points());
        problems.push(Diagnostic::new(&entry.node.place, message).help("loosen sweep.when"));
        return Err(failed(typed, problems));
    }
    Ok(sweep)
}

fn assembled(
    scenario: Scenario,
    template: Template,
    texts: Vec<(String, String)>,
    found: block::Block,
) -> Sweep {
    Sweep {
        scenario,
        template,
        texts,
        layout: (found.design.lay_out)(&block::request(&found)),
        design: found.design,
        numbers: found.numbers,
        seed: found.seed,
        factors: found.factors,
        groups: found.groups,
        constraints: found.constraints,
        replicates: found.replicates,
        independent_random_numbers: found.independent_random_numbers,
        metrics: found.metrics,
        series: found.series,
        figures: found.figures,
    }
}

/// The table of a sweep file of its own; none when the text is a scenario (or cannot be read, which
/// reading it as a scenario tells).
fn own_file(text: &str) -> Option<Table> {
    let mut problems = DiagnosticList::default();
    let parsed = syntax::parse(text, &mut problems);
    let is_own = parsed.table.get("scenario").is_some() && problems.is_empty();
    is_own.then_some(parsed.table)
}

/// The block of a sweep file, with what overrides it laid over.
fn block_entry(table: &mut Table, mut over: Table) -> Option<Entry> {
    let mut both = Table(table.take("sweep").into_iter().collect());
    both.lay_over(&Table(over.take("sweep").into_iter().collect()));
    both.take("sweep")
}

fn scenario_file(
    table: &Table,
    load: Load,
    problems: &mut DiagnosticList,
) -> Option<(String, Vec<u8>)> {
    let node = &table.get("scenario")?.node;
    let path = text("scenario", node, problems)?;
    load(&path)
        .map_err(|fault| problems.push(Diagnostic::new(&node.place, format!("scenario: {fault}"))))
        .ok()
}

/// What the file of a sweep says of itself stands in for what the scenario says.
fn speak_for(table: &Table, scenario: &mut Scenario, problems: &mut DiagnosticList) {
    let node = |key: &str| table.get(key).map(|entry| &entry.node);
    if let Some(title) = node("title").and_then(|node| text("title", node, problems)) {
        scenario.title = title;
    }
    if let Some(question) = node("question").and_then(|node| text("question", node, problems)) {
        scenario.question = question;
    }
    for (key, list) in [("look_for", &mut scenario.look_for), ("sources", &mut scenario.sources)] {
        *list = node(key).map_or_else(Vec::new, |node| {
            texts(key, node, problems).into_iter().map(|(text, _)| text).collect()
        });
    }
}

/// The factors of the CSV file that a block names. What is wrong with them is told in that file.
fn listed_file(
    block: &Node,
    base: &ModelSpec,
    load: Load,
    texts: &mut Vec<(String, String)>,
    problems: &mut DiagnosticList,
) -> Result<Option<Node>, Diagnostics> {
    let Value::Table(table) = &block.value else { return Ok(None) };
    let Some(entry) = table.get("file") else { return Ok(None) };
    if let Some(factors) = table.get("factors") {
        let message = "sweep.file has the factors, but sweep.factors is set too";
        problems.push(Diagnostic::new(&factors.place, message).help("keep one of them"));
    }
    let design = table.get("design").map(|entry| &entry.node.value);
    if design.is_some_and(|design| *design != Value::Text("list".to_owned())) {
        let message = "a file of points needs design = \"list\"";
        problems.push(Diagnostic::new(&entry.place, message));
    }
    let Some(path) = text("sweep.file", &entry.node, problems) else { return Ok(None) };
    let (name, bytes) = match load(&path) {
        Ok(found) => found,
        Err(fault) => {
            problems.push(Diagnostic::new(&entry.node.place, format!("sweep.file: {fault}")));
            return Ok(None);
        }
    };
    let listed = Source { name: &name, bytes: &bytes };
    let content = decoded_list(&listed)
        .map_err(|found| Diagnostics::new(&name, &shown_text(&listed), &[], found))?
        .to_owned();
    let told = |found| Diagnostics::new(&name, &content, &[], found);
    let columns = super::listed::read(&content).map_err(told)?;
    let mut found = DiagnosticList::default();
    super::factors::read(&columns, base, &mut found);
    if !found.is_empty() {
        return Err(told(found));
    }
    texts.push((name, content));
    Ok(Some(columns))
}

/// The text of a list of points.
fn decoded_list<'a>(source: &Source<'a>) -> Result<&'a str, DiagnosticList> {
    decode(source.bytes, MOST_LIST_BYTES).map_err(|found| {
        let place = Location::File(Span { start: found.byte, end: found.byte + 1 });
        let mut problems = DiagnosticList::default();
        problems.push(
            Diagnostic::new(&place, found.fault).allowed(found.allowed).help(found.help.to_owned()),
        );
        problems
    })
}
