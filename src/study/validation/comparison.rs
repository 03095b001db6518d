//! What is compared: what was simulated beside what was published, with a criterion that can fail.

use crate::ground::numbers::trimmed;

/// What stands on the other side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expected {
    /// A published number.
    Published(f64),
    /// A published curve or distribution: what is compared is the distance from it.
    Curve,
    /// A number that follows exactly from equations, which was found by playing or by trying.
    Exact(f64),
    /// The same number computed in two ways: it tests the program, and no simulation.
    Identity(f64),
    /// A direction, an ordering or a shape, which is true or not.
    Statement,
    /// A number of which nothing was published but where it lies.
    Interval,
}

/// What a simple rule without people gives for the same comparison: what a simulation must be better than.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Baseline {
    /// A number that the rule predicts.
    Number {
        /// The rule.
        name: &'static str,
        /// What it predicts.
        value: f64,
    },
    /// How likely a statement is to be true where it is left to chance.
    Chance(f64),
}

/// A published number beside what was simulated.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is compared.
    pub what: String,
    /// What is expected.
    pub expected: Expected,
    /// What was simulated or computed; of a statement whether it is true (1 or 0).
    pub simulated: f64,
    /// Between which what was simulated must lie.
    pub limits: (f64, f64),
    /// What must hold, in words.
    pub criterion: String,
    /// Standard error of the published number by sampling, where it is known: what a fit weighs a
    /// distance by. None for what is not to be fitted.
    pub error: Option<f64>,
    /// What simple rules give.
    pub baselines: Vec<Baseline>,
    /// Which effect is missing without which the comparison says nothing: it fails then.
    pub missing: Option<&'static str>,
    /// Why the published number does not count; such a comparison is shown only.
    pub unverified: Option<&'static str>,
    /// Half-width of the interval in which 95 % of simulated experiments lie that are of the observed one's
    /// size, or of the mean of an exact result's plays; 0 for what was computed.
    pub half_width: f64,
    /// The share of simulated experiments of the observed size in which it holds. None where nothing is
    /// sampled.
    pub agreement: Option<f64>,
    /// The share of the people of a posterior sample with whom it holds. None where there is no sample.
    pub posterior: Option<f64>,
}

impl Comparison {
    fn new(
        what: impl Into<String>,
        expected: Expected,
        simulated: f64,
        limits: (f64, f64),
        criterion: String,
    ) -> Self {
        Self {
            what: what.into(),
            expected,
            simulated,
            limits,
            criterion,
            error: None,
            baselines: Vec::new(),
            missing: None,
            unverified: None,
            half_width: 0.0,
            agreement: None,
            posterior: None,
        }
    }

    /// A published number with its standard error, to which the simulation must come within two of them.
    pub fn published(
        what: impl Into<String>,
        observed: f64,
        simulated: f64,
        standard_error: f64,
    ) -> Self {
        let most = 2.0 * standard_error;
        let (limits, criterion) = ((observed - most, observed + most), within_two(most));
        let expected = Expected::Published(observed);
        Self {
            error: Some(standard_error),
            ..Self::new(what, expected, simulated, limits, criterion)
        }
    }

    /// The distance of a simulated curve from a published one, of which the standard error is known (the
    /// root of its mean square along the curve).
    pub fn curve(what: impl Into<String>, distance: f64, standard_error: f64) -> Self {
        let most = 2.0 * standard_error;
        let criterion = format!("at most 2 standard errors ({})", two_digits(most));
        let comparison = Self::new(what, Expected::Curve, distance, (0.0, most), criterion);
        Self { error: Some(standard_error), ..comparison }
    }

    /// The largest distance of two distribution functions, which must not be told from chance: the
    /// published one is that of `n` people (Kolmogorov and Smirnov).
    pub fn distribution(what: impl Into<String>, distance: f64, n: f64) -> Self {
        /// Quantile of Kolmogorov's distribution at 95 per cent.
        const KOLMOGOROV: f64 = 1.358;
        let most = KOLMOGOROV / n.sqrt();
        let criterion = format!("at most {} (Kolmogorov & Smirnov, 5 %)", two_digits(most));
        Self::new(what, Expected::Curve, distance, (0.0, most), criterion)
    }

    /// Something that must lie between two numbers.
    pub fn between(what: impl Into<String>, limits: (f64, f64), simulated: f64) -> Self {
        let (low, high) = (trimmed(limits.0, 4), trimmed(limits.1, 4));
        Self::new(what, Expected::Interval, simulated, limits, format!("{low} to {high}"))
    }

    /// A statement that must be true.
    pub fn is_so(what: impl Into<String>, true_so: bool) -> Self {
        let simulated = f64::from(u8::from(true_so));
        Self::new(what, Expected::Statement, simulated, (1.0, 1.0), "true".to_owned())
    }

    /// Something found by playing or by trying that must lie near an exact number, as a share of it.
    pub fn exact(what: impl Into<String>, exact: f64, simulated: f64, share: f64) -> Self {
        let most = share * exact.abs().max(1e-6);
        let limits = (exact - most, exact + most);
        let criterion = format!("within {} %", trimmed(100.0 * share, 4));
        Self::new(what, Expected::Exact(exact), simulated, limits, criterion)
    }

    /// The same number computed in two ways.
    pub fn identity(what: impl Into<String>, exact: f64, computed: f64, share: f64) -> Self {
        Self { expected: Expected::Identity(exact), ..Self::exact(what, exact, computed, share) }
    }

    /// The mean of some plays that must lie within three standard errors of an exact number, or within
    /// one per cent of it.
    pub fn sampled(what: impl Into<String>, exact: f64, plays: &[f64]) -> Self {
        let simulated = crate::ground::statistics::Summary::of(plays, 0.95);
        let error = simulated.sd / (plays.len() as f64).sqrt();
        let most = (3.0 * error).max(0.01 * exact.abs());
        let limits = (exact - most, exact + most);
        let criterion = "within 3 standard errors or 1 %".to_owned();
        let half_width = 0.5 * (simulated.high - simulated.low);
        let expected = Expected::Exact(exact);
        Self { half_width, ..Self::new(what, expected, simulated.mean, limits, criterion) }
    }

    /// The same beside a published number whose error is not known.
    pub fn beside(mut self, published: f64) -> Self {
        self.expected = Expected::Published(published);
        self
    }

    /// The same where it says something only if an effect is there: without it, it fails for that reason.
    pub fn given(mut self, effect: bool, reason: &'static str) -> Self {
        if !effect {
            self.missing = Some(reason);
        }
        self
    }

    /// The same for a published number that does not count, and why.
    pub fn unverified(mut self, reason: &'static str) -> Self {
        self.unverified = Some(reason);
        self
    }

    /// The same as no target of a fit.
    pub fn not_fitted(mut self) -> Self {
        self.error = None;
        self
    }

    /// The same with what a simple rule predicts.
    pub fn with_baseline(mut self, name: &'static str, value: f64) -> Self {
        self.baselines.push(Baseline::Number { name, value });
        self
    }

    /// The same with how likely it is to be true where it is left to chance.
    pub fn with_chance(mut self, chance: f64) -> Self {
        self.baselines.push(Baseline::Chance(chance));
        self
    }

    /// Whether a number meets the criterion.
    pub fn allows(&self, value: f64) -> bool {
        (self.limits.0..=self.limits.1).contains(&value)
    }

    /// Whether the comparison holds.
    pub fn holds(&self) -> bool {
        self.missing.is_none() && self.allows(self.simulated)
    }

    /// Whether it is the same number computed in two ways.
    pub fn is_identity(&self) -> bool {
        matches!(self.expected, Expected::Identity(_))
    }

    /// Whether it counts: it is no identity, and what was published is verified.
    pub fn counts(&self) -> bool {
        !self.is_identity() && self.unverified.is_none()
    }

    /// What a fit aims at; none for what is not to be fitted.
    pub fn target(&self) -> Option<(f64, f64)> {
        let observed = match self.expected {
            Expected::Published(observed) => observed,
            Expected::Curve => 0.0,
            _ => return None,
        };
        Some((observed, self.error?))
    }
}

fn within_two(distance: f64) -> String {
    format!("within 2 standard errors ({})", two_digits(distance))
}

/// Two significant digits, for criteria.
fn two_digits(value: f64) -> String {
    let rounded = format!("{value:.1e}");
    let exponent = rounded.split_once('e').and_then(|(_, digits)| digits.parse::<i32>().ok());
    let decimals = exponent.map_or(0, |exponent| (1 - exponent).max(0)) as usize;
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_follow_from_standard_errors() {
        let near = Comparison::published("mean", 0.5, 0.65, 0.08);
        assert!(near.holds() && near.target() == Some((0.5, 0.08)));
        assert_eq!(near.criterion, "within 2 standard errors (0.16)");
        assert!(!Comparison::published("mean", 0.5, 0.67, 0.08).holds());
        let path = Comparison::curve("path", 0.03, 0.0237);
        assert!(path.holds() && path.allows(0.047) && !path.allows(0.048));
        assert_eq!(path.criterion, "at most 2 standard errors (0.047)");
        assert!(!Comparison::published("mean", 0.5, f64::NAN, 0.08).holds());
    }

    #[test]
    fn without_the_effect_nothing_holds() {
        let little =
            |rose| Comparison::is_so("a cut takes little back", true).given(rose, "none rose");
        assert!(little(true).holds() && !little(false).holds());
        assert_eq!(little(false).missing, Some("none rose"));
    }

    #[test]
    fn identities_and_remembered_numbers_do_not_count() {
        assert!(!Comparison::identity("closed form", 1.0, 1.0, 1e-6).counts());
        assert!(Comparison::exact("played", 1.0, 1.0, 1e-6).counts());
        assert!(!Comparison::is_so("talk helps", true).unverified("remembered").counts());
        assert_eq!(Comparison::between("leader", (-0.06, 0.0), -0.01).beside(-0.03).target(), None);
    }
}
