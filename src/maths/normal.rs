//! The normal distribution in `f64`: distribution function, its inverse, and truncated draws.
//!
//! Used where a world is set up and in rare events. Logarithms and square roots come from the
//! pure-Rust `libm`, so that every platform gives the same bits.

/// The standard normal distribution function Φ(z), absolute error below 1e-15.
pub fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The inverse Φ⁻¹(p) of the standard normal distribution function, for 0 < p < 1.
///
/// Algorithm AS 241 (PPND16) of Wichura (1988, Applied Statistics 37:477–484), relative error
/// about 1e-16. Gives minus or plus infinity at 0 and 1.
pub fn inverse_cumulative(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= CENTRE {
        return near_the_middle(centred);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 {
        return if centred < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = libm::sqrt(-libm::log(tail));
    let size = if r <= 5.0 {
        polynomial(&MIDDLE_TOP, r - 1.6) / polynomial(&MIDDLE_BOTTOM, r - 1.6)
    } else {
        polynomial(&FAR_TOP, r - 5.0) / polynomial(&FAR_BOTTOM, r - 5.0)
    };
    if centred < 0.0 { -size } else { size }
}

/// [`inverse_cumulative`] of several shares: first all as if they lay in the middle, which the
/// compiler can do side by side, then those in the tails one by one.
#[inline(always)]
pub fn inverse_cumulative_of<const N: usize>(shares: [f64; N]) -> [f64; N] {
    let mut values = shares.map(|share| near_the_middle(share - 0.5));
    for (value, share) in values.iter_mut().zip(shares) {
        if (share - 0.5).abs() > CENTRE {
            *value = inverse_cumulative(share);
        }
    }
    values
}

/// Distance from one half up to which one rational function serves.
const CENTRE: f64 = 0.425;

#[inline(always)]
fn near_the_middle(centred: f64) -> f64 {
    let r = 0.180_625 - centred * centred;
    centred * polynomial(&CENTRE_TOP, r) / polynomial(&CENTRE_BOTTOM, r)
}

/// A normal distribution with mean and standard deviation, truncated to a range.
///
/// Drawn by the inverse distribution function from one uniform each, so that the same uniform
/// gives neighbouring values under neighbouring parameters (common random numbers).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TruncatedNormal {
    mean: f64,
    sd: f64,
    low: f64,
    high: f64,
    below: f64,
    inside: f64,
}

impl TruncatedNormal {
    /// The distribution with this mean and standard deviation before truncation to `low..=high`
    /// (infinite ends for no truncation). A standard deviation of 0 gives the mean, clamped.
    pub fn new(mean: f64, sd: f64, low: f64, high: f64) -> Self {
        let (below, above) = if sd > 0.0 {
            (cumulative((low - mean) / sd), cumulative((high - mean) / sd))
        } else {
            (0.0, 1.0)
        };
        Self { mean, sd, low, high, below, inside: above - below }
    }

    /// The values at the shares `uniforms` (each between 0 and 1, both excluded) of some
    /// distributions.
    #[inline(always)]
    pub fn values_at<const N: usize>(distributions: &[Self; N], uniforms: [f64; N]) -> [f64; N] {
        let mut shares = [0.5; N];
        for index in 0..N {
            let Self { sd, below, inside, .. } = distributions[index];
            let share = below + uniforms[index] * inside;
            // Without spread every share is the mean.
            shares[index] = if sd > 0.0 { share } else { 0.5 };
        }
        let mut values = inverse_cumulative_of(shares);
        for index in 0..N {
            let Self { mean, sd, low, high, .. } = distributions[index];
            values[index] = (mean + sd * values[index]).clamp(low, high);
        }
        values
    }
}

#[inline(always)]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_TOP: [f64; 8] = [
    3.387_132_872_796_366_5,
    1.331_416_678_917_843_8e2,
    1.971_590_950_306_551_3e3,
    1.373_169_376_550_946e4,
    4.592_195_393_154_987e4,
    6.726_577_092_700_87e4,
    3.343_057_558_358_813e4,
    2.509_080_928_730_122_7e3,
];
const CENTRE_BOTTOM: [f64; 8] = [
    1.0,
    4.231_333_070_160_091e1,
    6.871_870_074_920_579e2,
    5.394_196_021_424_751e3,
    2.121_379_430_158_659_7e4,
    3.930_789_580_009_271e4,
    2.872_908_573_572_194_3e4,
    5.226_495_278_852_545e3,
];
const MIDDLE_TOP: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506e-1,
    2.272_384_498_926_918_4e-2,
    7.745_450_142_783_414e-4,
];
const MIDDLE_BOTTOM: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851e-1,
    1.481_039_764_274_800_8e-1,
    1.519_866_656_361_645_7e-2,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_TOP: [f64; 8] = [
    6.657_904_643_501_104,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_049e-1,
    2.653_218_952_657_612_4e-2,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BOTTOM: [f64; 8] = [
    1.0,
    5.998_322_065_558_88e-1,
    1.369_298_809_227_358e-1,
    1.487_536_129_085_061_5e-2,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    #[test]
    fn agrees_with_another_implementation() {
        let normal = Normal::new(0.0, 1.0).unwrap();
        for step in 1..10_000 {
            let p = f64::from(step) / 10_000.0;
            assert!((inverse_cumulative(p) - normal.inverse_cdf(p)).abs() < 1e-9, "at {p}");
            let z = (p - 0.5) * 12.0;
            assert!((cumulative(z) - normal.cdf(z)).abs() < 1e-10, "at {z}");
        }
    }

    #[test]
    fn inverse_undoes_the_distribution_function_far_into_the_tail() {
        for step in -80..=50 {
            let z = f64::from(step) / 10.0;
            assert!((inverse_cumulative(cumulative(z)) - z).abs() < 1e-9, "at {z}");
        }
    }

    #[test]
    fn truncated_draws_stay_inside_and_keep_the_closed_form_mean() {
        // Self-interested baseline motivation of the model: N(0.03, 0.06) on [0,1].
        let d = TruncatedNormal::new(0.03, 0.06, 0.0, 1.0);
        let n = 100_000;
        let mean = (0..n)
            .map(|i| TruncatedNormal::values_at(&[d], [(f64::from(i) + 0.5) / f64::from(n)])[0])
            .sum::<f64>()
            / f64::from(n);
        let a = -0.5_f64;
        let density = (-0.5 * a * a).exp() / std::f64::consts::TAU.sqrt();
        let exact = 0.03 + 0.06 * density / (1.0 - cumulative(a));
        assert!((mean - exact).abs() < 1e-6, "{mean} against {exact}");
        let sure = TruncatedNormal::new(1.4, 0.0, 0.0, 1.0);
        assert_eq!(TruncatedNormal::values_at(&[sure, d], [0.3, 0.999])[0], 1.0);
    }
}
