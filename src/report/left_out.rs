//! Left-out experiments: the page and the tables.

use serde::Serialize;
use serde_json::json;

use super::pages::render;
use super::table::table;
use crate::ground::numbers::{decimals, exact, per_cent};
use crate::study::left_out::{Column, FIELD, Fold, Number, Part, People, Score};

/// A free number as it was fitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fitted {
    key: String,
    /// Fitted to everything.
    all: String,
    /// The ends of what comes out when one fold is left out.
    low: String,
    high: String,
}

/// The free numbers of some people, as they were fitted.
pub fn fitted(people: &People, score: &Score) -> Vec<Fitted> {
    let keys = people.free().map(|factor| factor.key.clone()).enumerate();
    let of = |((place, key), number): ((usize, String), &Number)| {
        let shown = |share: f64| {
            let value = people.value(place, share);
            value.number().map_or(value.shown(), |value| decimals(value, 3))
        };
        let (low, high) = number.range;
        Fitted { key, all: shown(number.all), low: shown(low), high: shown(high) }
    };
    keys.zip(&score.numbers).map(of).collect()
}

/// What the page says of a fold.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    source: &'a str,
    errors: Vec<String>,
}

/// An error as it is shown; a dash where nothing is predicted.
fn shown(error: Option<f64>) -> String {
    error.map_or("–".to_owned(), |error| decimals(error, 2))
}

/// The page, with how many points were played at which share of the plays.
pub fn document(
    folds: &[Fold],
    columns: &[Column],
    numbers: &[Fitted],
    (evaluations, effort): (usize, f64),
) -> String {
    let errors = |place: usize| columns.iter().map(|column| shown(column.errors[place])).collect();
    let rows: Vec<Row> = folds
        .iter()
        .enumerate()
        .map(|(place, fold)| Row { name: &fold.name, source: fold.source, errors: errors(place) })
        .collect();
    let all = |of: &dyn Fn(&Column) -> Option<f64>| -> Vec<String> {
        columns.iter().map(|column| shown(of(column))).collect()
    };
    render(
        "left_out.md",
        json!({
            "columns": columns.iter().map(|column| &column.name).collect::<Vec<_>>(),
            "rows": rows,
            "experiments": all(&|column| column.of_experiments(folds)),
            "field": all(&|column| column.of_group(folds, FIELD)),
            "numbers": numbers,
            "evaluations": evaluations,
            "effort": per_cent(effort, 0),
        }),
    )
}

/// The errors of all folds as a table.
pub fn csv(folds: &[Fold], columns: &[Column]) -> Vec<u8> {
    let header = ["left_out", "group"].map(str::to_owned).into_iter();
    let names = columns.iter().map(|column| column.name.clone());
    let row = |(place, fold): (usize, &Fold)| {
        let errors =
            columns.iter().map(move |column| exact(column.errors[place].unwrap_or(f64::NAN)));
        [fold.name.clone(), fold.group.to_owned()].into_iter().chain(errors)
    };
    table(header.chain(names), folds.iter().enumerate().map(row))
}

/// Every left-out number beside its mean prediction by the people.
pub fn items_csv(parts: &[Part], folds: &[Fold], score: &Score) -> Vec<u8> {
    let header = ["left_out", "part", "number", "observed", "error", "predicted"];
    let mut rows = Vec::new();
    for (fold, prediction) in folds.iter().zip(&score.predictions) {
        for (part, found) in fold.tested.iter().zip(&prediction.found) {
            let part = &parts[*part];
            for (item, found) in part.items.iter().zip(found) {
                let numbers = [item.observed, item.error, *found].map(exact);
                let names = [&fold.name, &part.name, &item.what].map(String::clone);
                rows.push(names.into_iter().chain(numbers));
            }
        }
    }
    table(header, rows)
}
