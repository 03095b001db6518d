//! Repeated dilemmas: each cell is left out by itself.

use super::Observed;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::Run;
use crate::study::validation::repeated_dilemma::{game, late_rate, treatments};

pub(super) static DILEMMA: Observed = Observed { parts, play, plays: 1.0 };

/// Standard error of a cell, as in the validation: people of a session learn from each other, so it is
/// somewhat more than that of as many people alone.
const ERROR: f64 = 0.08;

fn parts() -> Vec<Part> {
    let data = treatments();
    let part = |row: crate::study::validation::data::Row| {
        let rate = row.number("coop_rate_first_round");
        let items = vec![Item::new("co-operation", Alike::Cooperation, rate, ERROR)];
        let name = format!("dilemma {}", row.text("treatment"));
        let part = Part::alone("", "Dal Bó & Fréchette 2011", items).of_group("dilemma");
        Part { fold: name.clone(), name, ..part }
    };
    data.rows().map(part).collect()
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let data = treatments();
    let rate = |(cell, row)| vec![late_rate(run, &game(&row), cell)];
    data.rows().enumerate().map(rate).collect()
}
