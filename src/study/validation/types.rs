//! The types of people in the strategy method: what their schedules look like.

use super::public_goods::ENDOWMENT;
use super::{Comparison, Data, sampling};
use crate::ground::statistics::spearman;

/// A type as Fischbacher, Gächter & Fehr (2001) tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    /// Gives nothing whatever others give.
    FreeRider,
    /// Gives more, the more others give.
    Conditional,
    /// Gives more up to a point, and less beyond it.
    HumpShaped,
    /// Anyone else.
    Other,
}

/// What a schedule of 21 answers must at least have as rank correlation to rise significantly (1 %).
const RISES: f64 = 0.549;

/// Answers on one side of a peak from which it can be told whether they rise or fall.
const FEWEST: usize = 5;

/// The type of a schedule: answers in tokens, as others give more and more.
fn kind(answers: &[f64]) -> Type {
    if answers.iter().all(|answer| *answer == 0.0) {
        return Type::FreeRider;
    }
    let never_falls = answers.windows(2).all(|pair| pair[1] >= pair[0]);
    let differs = answers.windows(2).any(|pair| pair[1] != pair[0]);
    if differs && (never_falls || slope_of_ranks(answers) > RISES) {
        return Type::Conditional;
    }
    let highest = answers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let peak = answers.iter().position(|answer| *answer == highest).unwrap_or(0);
    let (up, down) = (&answers[..=peak], &answers[peak..]);
    let is_hump = up.len() >= FEWEST && down.len() >= FEWEST;
    if is_hump && slope_of_ranks(up) > RISES && slope_of_ranks(down) < -RISES {
        return Type::HumpShaped;
    }
    Type::Other
}

/// The rank correlation of answers with what others give; 0 where all are the same.
fn slope_of_ranks(answers: &[f64]) -> f64 {
    let others: Vec<f64> = (0..answers.len()).map(|place| place as f64).collect();
    let found = spearman(&others, answers, 0.95).0;
    if found.is_nan() { 0.0 } else { found }
}

/// The shares of the types among simulated schedules (as shares of the endowment), beside those among the
/// people of Fischbacher & Gächter 2010.
pub(super) fn compare(schedules: &[Vec<f64>]) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/01_types_shares.csv"));
    let in_tokens = |answers: &Vec<f64>| -> Vec<f64> {
        answers.iter().map(|share| (share * ENDOWMENT).round()).collect()
    };
    let kinds: Vec<Type> = schedules.iter().map(|answers| kind(&in_tokens(answers))).collect();
    let published = |column: &str| data.column(column, |row| row.text("study") == "FG2010")[0];
    let people = published("n_subjects");
    let row = |(what, column, wanted): (&str, &str, Type)| {
        let share =
            kinds.iter().filter(|kind| **kind == wanted).count() as f64 / kinds.len() as f64;
        let real = published(column);
        Comparison::published(what, real, share, sampling::of_share(real, people))
            .with_baseline("each type as often", 0.25)
    };
    [
        ("share of free riders", "free_rider", Type::FreeRider),
        ("share of conditional co-operators", "conditional_cooperator", Type::Conditional),
        ("share of hump-shaped schedules", "hump_shaped", Type::HumpShaped),
        ("share of other schedules", "other", Type::Other),
    ]
    .map(row)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(of: impl Fn(f64) -> f64) -> Vec<f64> {
        (0..=20).map(|others| of(f64::from(others)).round()).collect()
    }

    #[test]
    fn types_are_those_of_their_schedules() {
        assert_eq!(kind(&schedule(|_| 0.0)), Type::FreeRider);
        assert_eq!(kind(&schedule(|others| others)), Type::Conditional);
        assert_eq!(
            kind(&schedule(|others| 0.2 * others + (others as u32 % 2) as f64)),
            Type::Conditional
        );
        assert_eq!(kind(&schedule(|others| others.min(20.0 - others))), Type::HumpShaped);
        assert_eq!(kind(&schedule(|_| 10.0)), Type::Other);
        assert_eq!(kind(&schedule(|others| 20.0 - others)), Type::Other);
    }
}
