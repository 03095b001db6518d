//! The published numbers that are left out and predicted, and how they are played: one file per
//! experiment. The games are those of the validation, whose tables have the numbers.

mod cities;
mod control;
mod dilemma;
mod field;
mod fine;
mod partners;
mod punishment;
mod schedules;
mod strangers;
mod weak_link;

use super::item::Part;
use crate::ground::executor;
use crate::study::validation::Run;

pub use field::FIELD;

/// An experiment, or several in one file.
struct Observed {
    /// Its numbers.
    parts: fn() -> Vec<Part>,
    /// By part: what is simulated for each item.
    play: fn(&Run) -> Vec<Vec<f64>>,
    /// The share of the validation's plays that makes chance matter less than the sampling error of the
    /// published numbers.
    plays: f64,
}

/// All of them. A new one is one more line.
static OBSERVED: [&Observed; 10] = [
    &strangers::STRANGERS,
    &partners::PARTNERS,
    &cities::CITIES,
    &schedules::SCHEDULES,
    &dilemma::DILEMMA,
    &weak_link::WEAK_LINK,
    &control::CONTROL,
    &fine::FINE,
    &punishment::PUNISHMENT,
    &field::PATTERNS,
];

/// The parts of all published numbers.
pub fn parts() -> Vec<Part> {
    OBSERVED.iter().flat_map(|observed| (observed.parts)()).collect()
}

/// By part: what is simulated for each item.
pub(super) fn play(run: &Run) -> Vec<Vec<f64>> {
    let one = |observed: &&Observed| {
        let effort = (run.effort * observed.plays).min(1.0);
        (observed.play)(&Run { effort, ..*run })
    };
    executor::map(OBSERVED.iter(), one).into_iter().flatten().collect()
}

/// The least standard error of a gift, as a share of what people have: the rules are no better than that,
/// and mean paths of many people are told more closely.
const LEAST_OF_GIFT: f64 = 0.02;
/// The least standard error of a share of people or groups.
const LEAST_OF_SHARE: f64 = 0.01;

/// The standard error of a gift.
fn gift_error(error: f64) -> f64 {
    error.max(LEAST_OF_GIFT)
}

/// The standard error of a share of `n`, as if one more had been seen of each kind (Laplace): a share of 0
/// or 1 has an error too.
fn share_error(share: f64, n: f64) -> f64 {
    let smoothed = (share * n + 1.0) / (n + 2.0);
    (smoothed * (1.0 - smoothed) / n).sqrt().max(LEAST_OF_SHARE)
}

/// The share of values for which something is so.
fn share_of<T>(values: &[T], is_so: impl Fn(&T) -> bool) -> f64 {
    values.iter().filter(|value| is_so(value)).count() as f64 / values.len() as f64
}

/// What stands for a statement: 0 where it holds.
fn unless(holds: bool) -> f64 {
    f64::from(u8::from(!holds))
}

#[cfg(test)]
mod tests {
    use super::super::folds_of;
    use super::*;

    #[test]
    fn every_number_is_left_out_once_and_is_a_number() {
        let parts = parts();
        let folds = folds_of(&parts);
        let mut tested: Vec<usize> = folds.iter().flat_map(|fold| fold.tested.clone()).collect();
        tested.sort_unstable();
        assert_eq!(tested, (0..parts.len()).collect::<Vec<usize>>());
        for fold in &folds {
            let shares: f64 = fold.tested.iter().map(|part| parts[*part].share).sum();
            assert!((shares - 1.0).abs() < 1e-12, "{}", fold.name);
            assert!(fold.tested.iter().all(|part| fold.trained[*part] == 0.0));
        }
        for part in &parts {
            let mut names: Vec<&str> = part.items.iter().map(|item| item.what.as_str()).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
            let sound = part.items.iter().all(|i| i.observed.is_finite() && i.error > 0.0);
            assert!(sound && !part.items.is_empty(), "{}", part.name);
        }
        // Ten files; eight cities, three dilemmas and at least one field pattern are folds of their own.
        assert!(folds.len() > 7 + 8 + 3, "{}", folds.len());
        assert!(parts.len() == folds.len() + 8);
    }

    /// What all cities together show is no training for one of them, nor the other way round where they
    /// are most of it.
    #[test]
    fn data_that_are_the_same_are_left_out_together() {
        let parts = parts();
        let folds = folds_of(&parts);
        let partners = folds.iter().find(|fold| fold.name == "partners").unwrap();
        let cities = parts.iter().zip(&partners.trained).filter(|(part, _)| part.group == "cities");
        let trained: Vec<bool> = cities.map(|(_, weight)| *weight > 0.0).collect();
        // Without punishment not, with punishment yes.
        assert_eq!(trained, [false, true].repeat(8));
    }

    #[test]
    fn shares_of_0_and_1_have_errors() {
        // All of seven groups, as if eight of nine.
        let expected = (8.0_f64 / 9.0 / 9.0 / 7.0).sqrt();
        assert!((share_error(1.0, 7.0) - expected).abs() < 1e-12);
        assert_eq!(share_error(0.0, 1e6), LEAST_OF_SHARE);
    }
}
