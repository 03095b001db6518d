//! A fine in day-care centres. Lateness before the fine is an input.

use super::Observed;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::Run;
use crate::study::validation::fine::{observed, over, simulated};

pub(super) static FINE: Observed = Observed { parts, play, plays: 0.5 };

/// Standard errors of the ratios, as in the validation.
const ERRORS: [f64; 2] = [0.2, 0.1];

/// Lateness in weeks 8–16 against before the fine, and after it against weeks 8–16.
fn ratios(late: &[f64]) -> [f64; 2] {
    [over(late, 8, 16) / over(late, 1, 4), over(late, 17, 20) / over(late, 8, 16)]
}

fn parts() -> Vec<Part> {
    let names = ["lateness under the fine, against before", "lateness after it, against under it"];
    let real = ratios(&observed("treated_mean_late"));
    // A constant knows of no change.
    let item =
        |place: usize| Item::new(names[place], Alike::Unlike(1.0), real[place], ERRORS[place]);
    vec![Part::alone("fine", "Gneezy & Rustichini 2000", (0..2).map(item).collect())]
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    vec![ratios(&simulated(run).0).to_vec()]
}
