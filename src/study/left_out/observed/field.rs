//! What field studies say of whole organisations: each pattern is left out by itself.

use super::Observed;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::organisations::ORGANISATIONS;
use crate::study::validation::{Data, Run};

/// The group of the patterns.
pub const FIELD: &str = "field";

pub(super) static PATTERNS: Observed = Observed { parts, play, plays: 1.0 };

/// The comparisons of the validation whose sampling error is known.
fn patterns() -> Data {
    Data::new(include_str!("../../../../scenarios/lab/targets-organisation.csv"))
}

fn parts() -> Vec<Part> {
    let data = patterns();
    let part = |row: crate::study::validation::data::Row| {
        let what = row.text("what").to_owned();
        // Who knows of no effect says that there is none.
        let none = Alike::Unlike(0.0);
        let items = vec![Item::new(&*what, none, row.number("observed"), row.number("error"))];
        let part = Part::alone("", "field studies (see docs/validation.md)", items);
        Part { fold: what.clone(), name: what, ..part.of_group(FIELD) }
    };
    data.rows().map(part).collect()
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let found = (ORGANISATIONS.run)(run);
    let data = patterns();
    let of = |row: crate::study::validation::data::Row| {
        let comparison = found.iter().find(|comparison| comparison.what == row.text("what"));
        vec![comparison.map_or(f64::NAN, |comparison| comparison.simulated)]
    };
    data.rows().map(of).collect()
}
