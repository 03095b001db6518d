//! From numbers per replicate to verdicts.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::ground::statistics::{Summary, holm, needed, power_of_pairs, signed_rank_greater};

/// A number per replicate whose mean must lie above a threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// What the number is.
    pub what: String,
    /// The number, per replicate; replicates where it has no meaning are left out.
    pub values: Vec<f64>,
    /// What its mean must lie above.
    pub threshold: f64,
    /// Why.
    pub reason: &'static str,
    /// How far above the threshold a mean must lie to matter, half of the threshold and at least 0.01:
    /// the effect for which power is stated.
    pub smallest_effect: f64,
}

impl Criterion {
    /// A part; values that are NaN are left out.
    pub fn new(
        what: impl Into<String>,
        values: Vec<f64>,
        threshold: f64,
        reason: &'static str,
    ) -> Self {
        let values = values.into_iter().filter(|value| !value.is_nan()).collect();
        let smallest_effect = (0.5 * threshold).max(0.01);
        Self { what: what.into(), values, threshold, reason, smallest_effect }
    }

    /// Mean, interval (95 %) and standard deviation.
    pub fn summary(&self) -> Summary {
        Summary::of(&self.values, 0.95)
    }

    /// The one-sided probability of a mean as high if the true one were the threshold; NaN for fewer
    /// than two values.
    pub fn p(&self) -> f64 {
        let n = self.values.len() as f64;
        let found = self.summary();
        if self.values.len() < 2 {
            return f64::NAN;
        }
        if is_constant(&found) {
            return if self.always_above(&found) { 0.0 } else { 1.0 };
        }
        let t = (found.mean - self.threshold) / (found.sd / n.sqrt());
        StudentsT::new(0.0, 1.0, n - 1.0).map_or(f64::NAN, |student| student.sf(t))
    }

    /// Whether values that do not differ lie above the threshold, by more than rounding.
    fn always_above(&self, found: &Summary) -> bool {
        found.mean > self.threshold + ROUNDING
    }

    /// How far the mean lies above the threshold, in standard deviations over replicates (Cohen's d of one
    /// sample); NaN where they do not vary by more than rounding.
    pub fn effect(&self) -> f64 {
        let found = self.summary();
        if is_constant(&found) {
            return f64::NAN;
        }
        (found.mean - self.threshold) / found.sd
    }

    /// The one-sided probability by Wilcoxon's signed ranks, which needs no normal distribution: a check
    /// on [`Criterion::p`], on the same side. What differs from the threshold by rounding only is no difference.
    pub fn signed_rank(&self) -> f64 {
        let near = |value: f64| (value - self.threshold).abs() <= ROUNDING * value.abs().max(1.0);
        let values: Vec<f64> =
            self.values.iter().map(|v| if near(*v) { self.threshold } else { *v }).collect();
        signed_rank_greater(&values, &vec![self.threshold; values.len()])
    }

    /// The power to find a mean that lies `smallest_effect` above the threshold (two-sided, 5 %).
    pub fn power(&self) -> f64 {
        let found = self.summary();
        if is_constant(&found) {
            return 1.0;
        }
        power_of_pairs(self.smallest_effect / found.sd, self.values.len() as u32, LEVEL)
    }

    /// The replicates that would be needed to tell the mean found from the threshold with a power of
    /// 80 %; none when a million are too few, or when the values do not vary.
    pub fn needed(&self) -> Option<u32> {
        let found = self.summary();
        if is_constant(&found) {
            return None;
        }
        let effect = (found.mean - self.threshold).abs() / found.sd;
        needed(|n| power_of_pairs(effect, n, LEVEL), 0.8)
    }
}

/// What rounding may change in numbers about 1.
const ROUNDING: f64 = 1e-12;

/// Whether values differ by no more than rounding.
fn is_constant(found: &Summary) -> bool {
    found.sd <= ROUNDING * found.mean.abs().max(1.0)
}

/// The level of the whole family.
pub const LEVEL: f64 = 0.05;

/// A verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every part's mean lies above its threshold, corrected for the number of hypotheses.
    Supported,
    /// The interval of some part's mean lies below its threshold.
    NotSupported,
    /// Neither: too few replicates to tell; so many are needed, if fewer than a million.
    Undecided(Option<u32>),
}

impl Verdict {
    /// In words.
    pub fn in_words(self) -> String {
        match self {
            Self::Supported => "supported".to_owned(),
            Self::NotSupported => "not supported".to_owned(),
            Self::Undecided(Some(n)) => format!("undecided ({n} replicates needed)"),
            Self::Undecided(None) => "undecided (too near the threshold)".to_owned(),
        }
    }
}

/// What came of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Its parts.
    pub parts: Vec<Criterion>,
    /// The largest probability of its parts: all must hold.
    pub p: f64,
    /// The same, corrected for the number of tests (Holm).
    pub adjusted: f64,
    /// The verdict.
    pub verdict: Verdict,
}

/// Judges a family of tests.
pub fn judge(tests: Vec<Vec<Criterion>>) -> Vec<Judged> {
    let p: Vec<f64> = tests.iter().map(|parts| largest(parts)).collect();
    let adjusted = holm(&p);
    let each = tests.into_iter().zip(p).zip(adjusted);
    each.map(|((parts, p), adjusted)| {
        let verdict = verdict(&parts, adjusted);
        Judged { parts, p, adjusted, verdict }
    })
    .collect()
}

/// Judges a test alone.
pub fn judge_alone(parts: Vec<Criterion>) -> Judged {
    judge(vec![parts]).remove(0)
}

/// The largest probability; NaN, which counts as nothing found, when a part has no values.
fn largest(parts: &[Criterion]) -> f64 {
    let all: Vec<f64> = parts.iter().map(Criterion::p).collect();
    if all.iter().any(|p| p.is_nan()) { f64::NAN } else { all.iter().copied().fold(0.0, f64::max) }
}

fn verdict(parts: &[Criterion], adjusted: f64) -> Verdict {
    if adjusted < LEVEL {
        return Verdict::Supported;
    }
    let below = |part: &Criterion| {
        let found = part.summary();
        found.high < part.threshold || (is_constant(&found) && !part.always_above(&found))
    };
    if parts.iter().any(below) {
        return Verdict::NotSupported;
    }
    // The part that is hardest to tell decides how many are needed.
    let numbers: Option<Vec<u32>> = parts.iter().map(Criterion::needed).collect();
    Verdict::Undecided(numbers.and_then(|numbers| numbers.into_iter().max()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(values: &[f64]) -> Criterion {
        Criterion::new("x", values.to_vec(), 0.1, "because")
    }

    #[test]
    fn every_verdict_can_come_out() {
        let high = part(&[0.30, 0.32, 0.28, 0.31, 0.29, 0.30]);
        let low = part(&[-0.30, -0.32, -0.28, -0.31, -0.29]);
        let wide = part(&[0.3, -0.1, 0.5, -0.2, 0.2]);
        let verdict = |parts: Vec<Criterion>| judge_alone(parts).verdict;
        assert_eq!(verdict(vec![high.clone()]), Verdict::Supported);
        assert_eq!(verdict(vec![low.clone()]), Verdict::NotSupported);
        assert!(matches!(verdict(vec![wide.clone()]), Verdict::Undecided(Some(n)) if n > 5));
        // One part that fails is enough, one that cannot be told too.
        assert_eq!(verdict(vec![high.clone(), low]), Verdict::NotSupported);
        assert!(matches!(verdict(vec![high.clone(), wide]), Verdict::Undecided(_)));
        // Exactly the threshold, always: not above it.
        assert_eq!(verdict(vec![part(&[0.1, 0.1, 0.1])]), Verdict::NotSupported);
        assert_eq!(verdict(vec![part(&[0.2, 0.2, 0.2])]), Verdict::Supported);
        // No values: nothing can be said.
        assert!(matches!(verdict(vec![part(&[])]), Verdict::Undecided(_)));
    }

    #[test]
    fn many_tests_at_once_are_harder_to_pass() {
        let weak = part(&[0.30, 0.05, 0.25, 0.02, 0.36, 0.14, 0.31, 0.12]);
        assert_eq!(judge_alone(vec![weak.clone()]).verdict, Verdict::Supported);
        let family = judge(vec![vec![weak]; 22]);
        assert!(family.iter().all(|judged| judged.verdict != Verdict::Supported));
        assert!((family[0].adjusted - 22.0 * family[0].p).abs() < 1e-12);
    }

    #[test]
    fn probabilities_are_those_of_a_one_sided_t_test() {
        // Mean 0.3 over 0.1, sd 0.1, n 4: t = 4, three degrees of freedom: 0.0140 (tables of t).
        let p = part(&[0.2, 0.4, 0.3 - 0.1 * 0.5_f64.sqrt(), 0.3 + 0.1 * 0.5_f64.sqrt()]).p();
        assert!((p - 0.014).abs() < 5e-4, "{p}");
    }

    #[test]
    fn values_that_do_not_vary_have_no_effect_size() {
        let rounding = part(&[0.3, 0.3 + 1e-17, 0.1 + 0.2, 0.3]);
        assert!(rounding.effect().is_nan() && rounding.needed().is_none());
        assert!((rounding.p(), rounding.power()) == (0.0, 1.0));
        let below = part(&[0.1, 0.1 + 1e-17, 0.1]);
        assert!((below.p(), below.signed_rank()) == (1.0, 1.0));
    }

    #[test]
    fn both_probabilities_look_to_the_same_side() {
        let values: Vec<f64> = (0..30).map(|i| -0.3 + 0.001 * f64::from(i)).collect();
        let low = part(&values);
        assert!(low.p() > 0.999_999 && low.signed_rank() > 0.999_999);
        let high = part(&values.iter().map(|value| 0.2 - value).collect::<Vec<_>>());
        assert!(high.p() < 1e-6 && high.signed_rank() < 1e-6);
    }
}
