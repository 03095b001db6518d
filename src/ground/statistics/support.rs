//! Intervals of means of which it is known between which values they can lie.

use std::cell::Cell;

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// What is known of the values whose mean is estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Support {
    /// Nothing.
    Real,
    /// They lie between two values, either of which may be infinite.
    Within(f64, f64),
    /// Each is the share of so many units that have a property.
    Share(f64),
    /// Each is the difference of two such shares, in `[-1,1]`.
    ShareDifference(f64),
}

/// A mean, and what its interval is made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Basis {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom of the standard error.
    pub degrees: f64,
    /// Number of independent values.
    pub n: f64,
}

/// What rounding may change in numbers about 1.
const ROUNDING: f64 = 1e-12;

impl Support {
    /// What is known of the differences of such values.
    pub fn of_difference(self) -> Self {
        match self {
            Self::Real => Self::Real,
            Self::Within(low, high) => Self::Within(low - high, high - low),
            Self::Share(units) | Self::ShareDifference(units) => Self::ShareDifference(units),
        }
    }

    /// The interval of a mean with some confidence; NaN without degrees of freedom.
    ///
    /// In general Student's t. Where that leaves what the values can be, and for shares of units always,
    /// Wilson's score interval (1927) with the number of trials that gives a share the standard error
    /// found, as Korn & Graubard (1998) do for clustered samples: it stays inside, and near the ends it
    /// covers as often as it says. Shares that are all 0 or all 1 have no spread from which to tell; the
    /// units then count as independent trials.
    pub fn interval(self, basis: Basis, confidence: f64) -> (f64, f64) {
        let Basis { mean, error, degrees, n } = basis;
        let t = student_quantile(0.5 + 0.5 * confidence, degrees);
        if t.is_nan() || mean.is_nan() {
            return (f64::NAN, f64::NAN);
        }
        let (low, high) = (mean - t * error, mean + t * error);
        match self {
            Self::Real => (low, high),
            Self::Within(least, most) if low >= least && high <= most => (low, high),
            Self::Within(least, most) if least.is_finite() && most.is_finite() => {
                let width = most - least;
                let (a, b) = wilson((mean - least) / width, error / width, t);
                (least + width * a, least + width * b)
            }
            Self::Within(least, most) => (low.max(least), high.min(most)),
            Self::Share(units) if !(ROUNDING..=1.0 - ROUNDING).contains(&mean) => {
                let never = unseen(n * units, confidence);
                if mean < 0.5 { (0.0, never) } else { (1.0 - never, 1.0) }
            }
            Self::Share(_) => wilson(mean, error, t),
            Self::ShareDifference(units) if error <= ROUNDING => {
                let never = unseen(n * units, confidence);
                ((mean - never).max(-1.0), (mean + never).min(1.0))
            }
            Self::ShareDifference(_) => (low.max(-1.0), high.min(1.0)),
        }
    }
}

/// Wilson's interval of a share with a standard error; `t` is the quantile of its distribution.
fn wilson(share: f64, error: f64, t: f64) -> (f64, f64) {
    let share = share.clamp(0.0, 1.0);
    let square = t * t * error * error;
    if square == 0.0 {
        return (share, share);
    }
    // With t²/N = square / (p (1 − p)), multiplied out so that a share of 0 or 1 needs no division.
    let spread = share * (1.0 - share);
    let centre = (share * spread + 0.5 * square) / (spread + square);
    let half = (square * spread * spread + 0.25 * square * square).sqrt() / (spread + square);
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

/// The upper end of Wilson's interval of something that was never seen in some independent trials.
fn unseen(trials: f64, confidence: f64) -> f64 {
    let square = Normal::standard().inverse_cdf(0.5 + 0.5 * confidence).powi(2);
    square / (trials + square)
}

/// The quantile of Student's t distribution; NaN without degrees of freedom.
pub fn student_quantile(p: f64, degrees: f64) -> f64 {
    thread_local! {
        /// What was asked for last, and the answer: a table asks for the same again and again, and finding it
        /// takes longer than all else about an interval.
        static LAST: Cell<[f64; 3]> = const { Cell::new([f64::NAN; 3]) };
    }
    let [known_p, known_degrees, known] = LAST.get();
    if known_p == p && known_degrees == degrees {
        return known;
    }
    let found = StudentsT::new(0.0, 1.0, degrees).map_or(f64::NAN, |t| t.inverse_cdf(p));
    LAST.set([p, degrees, found]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basis(mean: f64, error: f64) -> Basis {
        Basis { mean, error, degrees: 4.0, n: 5.0 }
    }

    #[test]
    fn wilson_is_the_textbook_interval_for_independent_trials() {
        // 9 of 10 successes: 0.5958 to 0.9821 (Wilson, 95 %; any table).
        let error = (0.9_f64 * 0.1 / 10.0).sqrt();
        let (low, high) = wilson(0.9, error, 1.959_964);
        assert!((low - 0.595_8).abs() < 1e-4 && (high - 0.982_1).abs() < 1e-4, "{low} {high}");
        // None of 10: 0 to 0.2775.
        assert!((unseen(10.0, 0.95) - 0.277_5).abs() < 1e-4);
    }

    #[test]
    fn intervals_stay_where_the_values_can_be() {
        for (mean, error) in [(0.988, 0.01), (0.02, 0.05), (1.0, 0.0), (0.0, 0.0), (0.5, 0.4)] {
            for support in [Support::Share(4.0), Support::Within(0.0, 1.0)] {
                let (low, high) = support.interval(basis(mean, error), 0.95);
                assert!(0.0 <= low && low <= mean && mean <= high && high <= 1.0, "{low} {high}");
            }
        }
        let (low, high) = Support::Share(50.0).interval(basis(1.0, 0.0), 0.95);
        assert!(low < 0.99 && low > 0.98 && high == 1.0, "what was always so may not be so always");
        let differences = Support::Share(4.0).of_difference();
        let (low, high) = differences.interval(basis(0.9, 0.2), 0.95);
        assert!(low < 0.9 && high == 1.0);
        assert!(differences.interval(basis(0.0, 0.0), 0.95).1 > 0.1);
    }

    #[test]
    fn inside_its_range_a_mean_has_the_interval_of_student() {
        let plain = Support::Real.interval(basis(0.5, 0.01), 0.95);
        assert_eq!(Support::Within(0.0, 1.0).interval(basis(0.5, 0.01), 0.95), plain);
        let open = Support::Within(0.0, f64::INFINITY);
        assert_eq!(open.interval(basis(0.1, 0.1), 0.95).0, 0.0);
    }
}
