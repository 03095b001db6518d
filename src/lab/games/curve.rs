//! What a game gives: curves with the intervals of their means, and a conclusion.

use crate::ground::statistics::student_quantile;

/// What came of a game.
#[derive(Debug, Clone, PartialEq)]
pub struct GameResult {
    /// Label of the horizontal axis.
    pub x: &'static str,
    /// Label of the vertical axis.
    pub y: &'static str,
    /// The curves.
    pub curves: Vec<Curve>,
    /// What came of it, in a sentence or two.
    pub conclusion: String,
}

/// A curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Name.
    pub name: &'static str,
    /// Points, x rising.
    pub points: Vec<(f64, f64)>,
    /// By point: the 95 % interval of the mean over plays; empty where there is none, as for exact values.
    pub intervals: Vec<(f64, f64)>,
    /// By point: how many independent plays its mean is over; empty where there is no interval.
    pub plays: Vec<u64>,
    /// By point: the standard deviation over these plays, which is how much one differs from another;
    /// empty where there is no interval.
    pub spreads: Vec<f64>,
    /// Where it comes from.
    pub source: Source,
}

/// Where a curve comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The game was played.
    Simulated,
    /// It is computed, not played.
    Exact,
    /// It was observed among real people.
    Observed,
}

impl Source {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simulated => "simulated",
            Self::Exact => "exact",
            Self::Observed => "observed",
        }
    }
}

impl Curve {
    /// A curve without intervals.
    pub(super) fn line(name: &'static str, source: Source, points: Vec<(f64, f64)>) -> Self {
        Self { name, points, intervals: Vec::new(), plays: Vec::new(), spreads: Vec::new(), source }
    }

    /// The standard deviation over plays of the last value that has one.
    pub fn spread_at_end(&self) -> Option<f64> {
        self.spreads.iter().rev().copied().find(|spread| spread.is_finite())
    }

    /// The same without intervals over periods 1, 2, ...
    pub(super) fn over_periods(name: &'static str, source: Source, values: &[f64]) -> Self {
        Self::line(name, source, (1..).map(f64::from).zip(values.iter().copied()).collect())
    }

    /// The means of what was played at values of x, with their intervals.
    pub(super) fn played(
        name: &'static str,
        x: impl IntoIterator<Item = f64>,
        averages: &Averages,
        limits: Option<(f64, f64)>,
    ) -> Self {
        Self {
            name,
            points: x.into_iter().zip(averages.means()).collect(),
            intervals: averages.cells.iter().map(|cell| cell.interval(limits)).collect(),
            plays: averages.cells.iter().map(|cell| cell.n).collect(),
            spreads: averages.cells.iter().map(Average::sd).collect(),
            source: Source::Simulated,
        }
    }

    /// The same over periods 1, 2, ...
    pub(super) fn periods(name: &'static str, averages: &Averages) -> Self {
        Self::played(name, (1..).map(f64::from), averages, None)
    }

    /// The same for shares, whose intervals lie in `[0,1]`.
    pub(super) fn shares(name: &'static str, averages: &Averages) -> Self {
        Self::played(name, (1..).map(f64::from), averages, Some((0.0, 1.0)))
    }
}

/// Means and spreads over independent plays, position by position, without keeping the plays.
#[derive(Debug, Clone, Default)]
pub(super) struct Averages {
    cells: Vec<Average>,
}

/// The mean and spread of values that come one by one (Welford 1962).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Average {
    n: u64,
    mean: f64,
    squares: f64,
}

impl Averages {
    /// Takes in a play; plays may have different lengths, and missing values (NaN) are left out.
    pub(super) fn add(&mut self, play: &[f64]) {
        if self.cells.len() < play.len() {
            self.cells.resize(play.len(), Average::default());
        }
        self.cells.iter_mut().zip(play).for_each(|(cell, value)| cell.add(*value));
    }

    /// The means, position by position; NaN where there were no values.
    pub(super) fn means(&self) -> Vec<f64> {
        self.cells.iter().map(Average::mean).collect()
    }

    /// The first mean and the last.
    pub(super) fn ends(&self) -> (f64, f64) {
        let mean = |cell: Option<&Average>| cell.map_or(f64::NAN, Average::mean);
        (mean(self.cells.first()), mean(self.cells.last()))
    }

    /// One after the other, as positions of one curve.
    pub(super) fn joined(cells: impl IntoIterator<Item = Average>) -> Self {
        Self { cells: cells.into_iter().collect() }
    }
}

impl Average {
    /// Takes in a value, unless it is missing (NaN).
    pub(super) fn add(&mut self, value: f64) {
        if value.is_nan() {
            return;
        }
        self.n += 1;
        let off = value - self.mean;
        self.mean += off / self.n as f64;
        self.squares += off * (value - self.mean);
    }

    /// The mean; NaN for no values.
    pub(super) fn mean(&self) -> f64 {
        if self.n == 0 { f64::NAN } else { self.mean }
    }

    /// The standard deviation; NaN for fewer than two values.
    fn sd(&self) -> f64 {
        if self.n < 2 { f64::NAN } else { (self.squares / (self.n - 1) as f64).sqrt() }
    }

    /// The 95 % interval of the mean by Student's t; NaN for fewer than two values.
    ///
    /// Between limits it is Wilson's, for as many independent yes-or-no answers as would have this
    /// spread: it stays between the limits and is not empty at them.
    fn interval(&self, limits: Option<(f64, f64)>) -> (f64, f64) {
        if self.n < 2 {
            return (f64::NAN, f64::NAN);
        }
        let n = self.n as f64;
        let t = student_quantile(0.975, n - 1.0);
        let variance = self.squares / (n - 1.0);
        let Some((low, high)) = limits else {
            let half = t * (variance / n).sqrt();
            return (self.mean - half, self.mean + half);
        };
        let width = high - low;
        let share = ((self.mean - low) / width).clamp(0.0, 1.0);
        let spread = variance / (width * width);
        let at_an_end = share * (1.0 - share) < 1e-12;
        if spread < 1e-18 && !at_an_end {
            return (self.mean, self.mean);
        }
        let answers = if at_an_end { n } else { n * share * (1.0 - share) / spread };
        let bend = t * t / answers;
        let middle = (share + 0.5 * bend) / (1.0 + bend);
        let half = (share * (1.0 - share) * bend + 0.25 * bend * bend).sqrt() / (1.0 + bend);
        // The mean lies inside: rounding must not put it a bit outside at an end.
        let (from, to) = ((middle - half).min(share), (middle + half).max(share));
        (low + width * from.max(0.0), low + width * to.min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::statistics::Summary;

    fn average(values: &[f64]) -> Average {
        let mut average = Average::default();
        values.iter().for_each(|value| average.add(*value));
        average
    }

    #[test]
    fn means_and_intervals_are_those_of_the_whole_sample() {
        let values = [1.5, -2.0, 7.25, 3.0, 3.5, f64::NAN];
        let whole = Summary::of(&values[..5], 0.95);
        let (low, high) = average(&values).interval(None);
        assert!((average(&values).mean() - whole.mean).abs() < 1e-12);
        assert!((low - whole.low).abs() < 1e-9 && (high - whole.high).abs() < 1e-9);
        assert!((average(&values).sd() - whole.sd).abs() < 1e-12);
        assert!(average(&[1.0]).sd().is_nan());
        assert!(average(&[1.0]).interval(None).0.is_nan() && average(&[]).mean().is_nan());
    }

    #[test]
    fn intervals_of_shares_stay_inside_and_hold_the_mean() {
        let mut samples = vec![vec![1.0; 30], vec![0.0; 30], vec![0.25; 30]];
        samples.extend((1..30).map(|ones| {
            let one = |place: usize| f64::from(u8::from(place < ones));
            (0..30).map(one).collect::<Vec<f64>>()
        }));
        for sample in samples {
            let average = average(&sample);
            let (low, high) = average.interval(Some((0.0, 1.0)));
            let mean = average.mean();
            assert!(
                0.0 <= low && low <= mean && mean <= high && high <= 1.0,
                "{mean} {low} {high}"
            );
        }
        // All of thirty said yes: Wilson's interval for t = 2.0452 begins at n / (n + t²).
        let (low, high) = average(&[1.0; 30]).interval(Some((0.0, 1.0)));
        assert!((low - 30.0 / (30.0 + 2.045_23_f64.powi(2))).abs() < 1e-5 && high == 1.0, "{low}");
    }

    /// Plays that ended at 1 and 3 differ by the root of 2; what only one reached has no spread.
    #[test]
    fn the_spread_at_the_end_is_that_of_the_last_point_that_has_one() {
        let mut averages = Averages::default();
        averages.add(&[0.0, 1.0]);
        averages.add(&[0.0, 3.0, 9.0]);
        let curve = Curve::periods("c", &averages);
        assert!((curve.spread_at_end().unwrap() - 2.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Curve::line("c", Source::Exact, vec![(1.0, 1.0)]).spread_at_end(), None);
    }
}
