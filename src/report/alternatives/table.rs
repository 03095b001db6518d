//! The table of alternatives (CSV), the same in every language.

use super::run::{Alternative, Run};
use crate::ground::numbers::exact;
use crate::report::table;

/// The numbers of an alternative, by column: those of the page and of the workbook, in their order.
pub(super) const COLUMNS: [&str; 22] = [
    "true_output",
    "true_output_low",
    "true_output_high",
    "true_output_over_low",
    "true_output_over_high",
    "difference",
    "difference_low",
    "difference_high",
    "difference_over_low",
    "difference_over_high",
    "share_higher",
    "share_highest",
    "shortfall_mean",
    "measured_output",
    "trap",
    "trust",
    "steering_time",
    "spending",
    "months_to_half",
    "units_lower",
    "units_lower_by",
    "lowest_tenth",
];

/// The table: a line for each alternative.
pub fn table(run: &Run) -> Vec<u8> {
    let header = ["alternative", "title"].into_iter().chain(COLUMNS);
    let row = |alternative: &Alternative| {
        let names = [alternative.name.clone(), alternative.title.clone()];
        names.into_iter().chain(numbers(alternative).map(exact))
    };
    table::table(header, run.alternatives.iter().map(row))
}

/// The numbers of an alternative; NaN where there is none.
pub(super) fn numbers(of: &Alternative) -> [f64; COLUMNS.len()] {
    let none = f64::NAN;
    let mut all = Vec::with_capacity(COLUMNS.len());
    let over = of.over.map(|over| [over.outcome, over.difference]);
    for (place, interval) in [of.output, of.difference].into_iter().enumerate() {
        all.extend([interval.middle, interval.low, interval.high]);
        all.extend(over.map_or([none; 2], |over| [over[place].low, over[place].high]));
    }
    let shares = of.over.map(|over| [over.higher, over.highest, over.shortfall[0]]);
    all.extend(shares.unwrap_or([none; 3]));
    all.extend([of.measured, 1.0 - of.cooperative, of.trust, of.steering, of.spending]);
    all.push(of.months[0].map_or(none, f64::from));
    let units = of.units.as_ref();
    all.extend(units.map_or([none; 3], |units| [units.lower, units.lower_by, units.lowest_tenth]));
    all.try_into().expect("a number for each column")
}
