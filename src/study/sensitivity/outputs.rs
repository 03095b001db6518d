//! What the runs of a sweep gave for an outcome.

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The metric, by name.
    pub metric: String,
    /// The treatment, or the difference of two.
    pub treatment: String,
    /// Whether it is the difference of two treatments.
    pub is_difference: bool,
    /// When.
    pub time: Time,
}

/// When an outcome is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// The mean over the outcome window.
    Window,
    /// The last period.
    End,
}

impl Time {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::End => "end",
        }
    }
}

/// The outputs of an outcome: by point of a space what each replicate gave; NaN where it failed or has no
/// meaning.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outputs(pub Vec<Vec<f64>>);

impl Outputs {
    /// The mean at a point; NaN where a replicate is missing, since points with other replicates cannot be
    /// compared.
    pub fn mean(&self, point: usize) -> f64 {
        let runs = &self.0[point];
        runs.iter().sum::<f64>() / runs.len() as f64
    }

    /// These minus others, replicate by replicate, which share their random numbers.
    pub fn minus(&self, others: &Self) -> Self {
        let point = |(own, other): (&Vec<f64>, &Vec<f64>)| match own.len() == other.len() {
            true => own.iter().zip(other).map(|(a, b)| a - b).collect(),
            false => Vec::new(),
        };
        Self(self.0.iter().zip(&others.0).map(point).collect())
    }

    /// The square of the standard error of something that is computed from each replicate and averaged over
    /// the first replicates that all of some points have; NaN for fewer than two.
    pub fn squared_error(&self, points: &[usize], of: impl Fn(usize) -> f64) -> f64 {
        let n = points.iter().map(|point| self.0[*point].len()).min().unwrap_or(0);
        let values: Vec<f64> = (0..n).map(of).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        if n < 2 { f64::NAN } else { squares / (n as f64 - 1.0) / n as f64 }
    }

    /// The share of the variance between some points that comes from random numbers, as far as replicates of
    /// a point differ; NaN for single replicates. And the standard deviation between points.
    pub fn noise_share(&self, points: &[usize]) -> (f64, f64) {
        let n = points.len() as f64;
        let means: Vec<f64> = points.iter().map(|point| self.mean(*point)).collect();
        let mean = means.iter().sum::<f64>() / n;
        let variance = means.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
        let error = |point: &usize| self.squared_error(&[*point], |run| self.0[*point][run]);
        let noise = points.iter().map(error).sum::<f64>() / n;
        (noise / variance, variance.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_taken_run_by_run_and_what_is_missing_stays_missing() {
        let a = Outputs(vec![vec![1.0, 2.0], vec![5.0, f64::NAN], vec![1.0]]);
        let b = Outputs(vec![vec![0.5, 0.5], vec![1.0, 1.0], vec![1.0, 2.0]]);
        let difference = a.minus(&b);
        assert_eq!(difference.mean(0), 1.0);
        assert!(difference.mean(1).is_nan() && difference.mean(2).is_nan());
    }

    #[test]
    fn noise_is_the_part_of_the_variance_that_replicates_make() {
        // Means 0 and 4: variance 4. Replicates ±1 around them: variance 2, of a mean of two 1.
        let outputs = Outputs(vec![vec![-1.0, 1.0], vec![3.0, 5.0]]);
        assert_eq!(outputs.noise_share(&[0, 1]), (0.25, 2.0));
        assert!(Outputs(vec![vec![1.0], vec![2.0]]).noise_share(&[0, 1]).0.is_nan());
    }
}
