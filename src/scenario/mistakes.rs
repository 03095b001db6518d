//! Mistakes as data, for programs that show them in their own way: the key, the range, the nearest name,
//! and where it stands.

use super::change::Change;
use super::nearest::meant;
use super::problem::{Diagnostic, DiagnosticList, Location};
use super::raw::{Node, Table, Value};
use super::render::{Diagnostics, line_and_column};
use super::syntax::parse;
use crate::model::catalogue::find_parameter;

/// A mistake of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// What was found.
    pub message: String,
    /// The key at which it stands, such as `levers.pay`; none for the text as a whole.
    pub key: Option<String>,
    /// What is allowed, in words; may be empty.
    pub allowed: String,
    /// The smallest and the largest value that are allowed, where the key has a number.
    pub range: Option<(f64, f64)>,
    /// The nearest name that exists, where a name does not.
    pub nearest: Option<String>,
    /// What to try; may be empty.
    pub help: String,
    /// Line and column, counted from 1, in the text; none for a change.
    pub place: Option<(usize, usize)>,
}

impl Diagnostics {
    /// The mistakes as data, in the order in which they are told.
    pub fn mistakes(&self) -> Vec<Mistake> {
        let typed = parse(self.text(), &mut DiagnosticList::default()).table;
        let changes: Vec<Table> = (0..).map_while(|index| self.change(index)).map(table).collect();
        let mistake = |found: &Diagnostic| {
            let key = match &found.place {
                Location::Whole => None,
                Location::File(_) => key_at(&typed, &found.place),
                Location::Change(index, _) => {
                    changes.get(*index).and_then(|change| key_at(change, &found.place))
                }
            };
            let range = key.as_deref().and_then(find_parameter).map(|parameter| parameter.range);
            Mistake {
                message: found.message.clone(),
                allowed: found.allowed.clone(),
                range: range.map(|range| (range.low, range.high)),
                nearest: meant(&found.help).map(str::to_owned),
                help: found.help.clone(),
                place: matches!(found.place, Location::File(_))
                    .then(|| line_and_column(self.text(), &found.place)),
                key,
            }
        };
        self.list().iter().map(mistake).collect()
    }
}

/// What a change says, each value at the place where it stands in the text of the change.
fn table((index, text): (usize, &str)) -> Table {
    let mut table = Change::typed(text).table().clone();
    table.each_place(&mut |place| place.move_to_change(index));
    table
}

/// The key whose name or value stands at a place: the innermost one, without the names of treatments.
fn key_at(table: &Table, place: &Location) -> Option<String> {
    let path = path_at(table, place)?;
    // What is said of a treatment is said of the key itself.
    let skipped = if path[0] == "treatments" && path.len() > 2 { 2 } else { 0 };
    Some(path[skipped..].join("."))
}

fn path_at(table: &Table, place: &Location) -> Option<Vec<String>> {
    table.0.iter().find_map(|entry| {
        let inside = path_in(&entry.node, place);
        let is_here = covers(&entry.place, place) || covers(&entry.node.place, place);
        let rest = inside.or_else(|| is_here.then(Vec::new))?;
        Some(std::iter::once(entry.key.clone()).chain(rest).collect())
    })
}

fn path_in(node: &Node, place: &Location) -> Option<Vec<String>> {
    match &node.value {
        Value::Table(table) => path_at(table, place),
        Value::List(nodes) => nodes.iter().find_map(|node| path_in(node, place)),
        _ => None,
    }
}

/// Whether a place begins within another one.
fn covers(outer: &Location, inner: &Location) -> bool {
    match (outer, inner) {
        (Location::File(outer), Location::File(inner)) => {
            outer.start <= inner.start && inner.start < outer.end.max(outer.start + 1)
        }
        (Location::Change(one, outer), Location::Change(other, inner)) => {
            one == other
                && outer.start <= inner.start
                && inner.start < outer.end.max(outer.start + 1)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::{Change, Scenario};

    #[test]
    fn mistakes_of_a_text_have_key_range_nearest_name_and_place() {
        let text = "[levers]\npay = 7\nmonitring = 0.2\n[treatments.odd]\nlevers.support = -1\n";
        let found = Scenario::from_toml(text).unwrap_err().mistakes();
        let told: Vec<_> = found
            .iter()
            .map(|mistake| (mistake.key.as_deref(), mistake.range, mistake.place))
            .collect();
        assert_eq!(told[0], (Some("levers.pay"), Some((0.0, 5.0)), Some((2, 7))));
        assert_eq!(told[1], (Some("levers.monitring"), None, Some((3, 1))));
        assert_eq!(told[2], (Some("levers.support"), Some((0.0, 1.0)), Some((5, 18))));
        assert_eq!(found[1].nearest.as_deref(), Some("levers.monitoring"));
        assert_eq!(found[0].nearest, None);
        assert!(found[0].allowed.starts_with("0 to 5"), "{}", found[0].allowed);
    }

    #[test]
    fn mistakes_of_changes_have_keys_and_no_place() {
        let scenario = Scenario::from_toml("regime = \"trust\"\n").unwrap();
        let changes = [
            Change::new("run.periods", 24_u32),
            Change::new("levers.pay", 9.0),
            Change::new("regime", "trsut"),
        ];
        let found = scenario.with_all(changes).unwrap_err().mistakes();
        let keys: Vec<_> = found.iter().map(|mistake| mistake.key.as_deref()).collect();
        assert_eq!(keys, [Some("levers.pay"), Some("regime")]);
        assert_eq!(found[1].nearest.as_deref(), Some("trust"));
        assert!(found.iter().all(|mistake| mistake.place.is_none()));
    }

    #[test]
    fn a_text_that_cannot_be_read_has_places_only() {
        for text in ["", "x = [1", "\u{0}", "a = 1\na = 2"] {
            let found = Scenario::from_toml(text).unwrap_err().mistakes();
            assert!(found.iter().all(|mistake| mistake.place.is_some()), "{text:?} {found:?}");
        }
    }
}
