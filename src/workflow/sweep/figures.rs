//! The figures of a sweep, none of which may keep it from being finished.

use std::collections::HashSet;

use crate::ground::guarded::guarded;
use crate::report;
use crate::report::sweeps;
use crate::report::sweeps::SweepResults;
use crate::store::sweep::{FigureRecord, Record};
use crate::study::sweep::{FactorValue, Sweep, Wish};
use crate::workflow::TaskError;

/// The figures of a sweep: the files of those that could be drawn, and a record of each.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The files of each figure; none where it could not be drawn.
    pub files: Vec<Vec<report::File>>,
    /// What each figure shows, and why it is missing.
    pub records: Vec<FigureRecord>,
}

/// The figures that the sweep asks for, or those that its factors suggest.
pub fn wishes(record: &Record) -> Vec<Wish> {
    record.figures.clone().unwrap_or_else(|| sweeps::suggested(record))
}

/// Records of these figures before they are drawn.
pub(super) fn undrawn(record: &Record) -> Vec<FigureRecord> {
    let asked = record.figures.is_some();
    let figure = |wish: &Wish| FigureRecord { shows: wish.in_words(), asked, missing: None };
    wishes(record).iter().map(figure).collect()
}

/// Draws the figures of a sweep whose tables stand in a folder. What goes wrong, a panic in the code
/// that draws included, leaves out that figure only.
pub(super) fn draw(results: SweepResults) -> Drawn {
    let SweepResults { record, sweep, .. } = results;
    let mut drawn = Drawn { files: Vec::new(), records: undrawn(record) };
    for (wish, figure) in wishes(record).iter().zip(&mut drawn.records) {
        let outcome = guarded(|| sweeps::draw(results, wish, sweep.scenario.width));
        match outcome.unwrap_or_else(|panic| Err(format!("cannot be drawn: {panic}"))) {
            Ok(files) => drawn.files.push(files),
            Err(reason) => {
                figure.missing = Some(reason);
                drawn.files.push(Vec::new());
            }
        }
    }
    drawn
}

/// Whether the figures that the sweep asks for can be drawn, as far as the plan tells.
///
/// # Errors
/// Which figure cannot be drawn, and why.
pub(super) fn check_wishes(record: &Record, sweep: &Sweep) -> Result<(), TaskError> {
    for wish in record.figures.iter().flatten() {
        for (key, most) in sweeps::group_limits(wish) {
            let values = values_of(sweep, key, most + 1);
            if values > most {
                let (figure, key) = (wish.in_words(), key.to_owned());
                return Err(TaskError::Undrawable { figure, key, most });
            }
        }
    }
    Ok(())
}

/// The number of values that a factor has at the points of a sweep, counted up to a most.
fn values_of(sweep: &Sweep, key: &str, most: usize) -> usize {
    let Some(factor) = sweep.factors.iter().position(|factor| factor.key == key) else {
        return sweep.scenario.treatments.len().min(most);
    };
    let mut values = HashSet::new();
    for point in (0..sweep.n_points()).filter_map(|number| sweep.point(number)) {
        values.insert(match &point.values[factor] {
            FactorValue::Number(number) => number.to_bits().to_string(),
            FactorValue::Name(name) => name.clone(),
        });
        if values.len() >= most {
            break;
        }
    }
    values.len()
}
