//! The normal distribution in `f64`: distribution function, its inverse, and truncated draws.
//!
//! Used where a world is set up and in rare events. Logarithms and square roots come from the
//! pure-Rust `libm`, so that every platform gives the same bits.

use crate::ground::lanes::LANES;

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

/// [`inverse_cumulative`] of up to [`LANES`] shares, the same to the bit: all are computed as if they
/// lay in the middle and as if they lay in a tail, which the compiler does side by side, and the
/// right one is kept. Shares beyond about 6.7 standard deviations are computed one by one.
#[inline(always)]
pub fn inverse_cumulative_of(shares: &mut [f64]) {
    let mut tails = [0.0; LANES];
    let mut far = 0;
    for (tail, share) in tails.iter_mut().zip(&*shares) {
        let distance = if *share < 0.5 { *share } else { 1.0 - *share };
        *tail = (-ln(distance)).sqrt();
    }
    for (tail, share) in tails.iter_mut().zip(&*shares) {
        let r = *tail - 1.6;
        *tail = polynomial(&MIDDLE_TOP, r) / polynomial(&MIDDLE_BOTTOM, r);
        far += u64::from((*share < FAR) | (*share > 1.0 - FAR));
    }
    if far > 0 {
        for share in shares {
            *share = inverse_cumulative(*share);
        }
        return;
    }
    for (tail, share) in tails.iter().zip(shares) {
        let centred = *share - 0.5;
        let tail = if centred < 0.0 { -*tail } else { *tail };
        let middle = near_the_middle(centred);
        *share = if centred.abs() <= CENTRE { middle } else { tail };
    }
}

/// Shares of a tail below this, exp(-24.99), may need the rational function of the far tail.
const FAR: f64 = 1.403e-11;

/// The natural logarithm of a positive normal number below 1, without a branch and the same to the
/// bit as `libm::log`, whose algorithm (FreeBSD's `e_log.c`) it follows.
#[inline(always)]
fn ln(x: f64) -> f64 {
    const SQRT_HALF_HIGH: u32 = 0x3fe6_a09e;
    let bits = x.to_bits();
    let high = ((bits >> 32) as u32).wrapping_add(0x3ff0_0000 - SQRT_HALF_HIGH);
    let exponent = f64::from((high >> 20) as i32 - 0x3ff);
    let mantissa = u64::from((high & 0x000f_ffff) + SQRT_HALF_HIGH) << 32 | (bits & 0xffff_ffff);
    let f = f64::from_bits(mantissa) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LN[1] + w * (LN[3] + w * LN[5]));
    let odd = z * (LN[0] + w * (LN[2] + w * (LN[4] + w * LN[6])));
    let r = odd + even;
    s * (half_square + r) + exponent * LN_2_LOW - half_square + f + exponent * LN_2_HIGH
}

const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
/// Coefficients of the odd series of `log((1 + s)/(1 - s))`.
const LN: [f64; 7] = [
    f64::from_bits(0x3fe5_5555_5555_5593),
    f64::from_bits(0x3fd9_9999_9997_fa04),
    f64::from_bits(0x3fd2_4924_9422_9359),
    f64::from_bits(0x3fcc_71c5_1d8e_78af),
    f64::from_bits(0x3fc7_4664_96cb_03de),
    f64::from_bits(0x3fc3_9a09_d078_c69f),
    f64::from_bits(0x3fc2_f112_df3e_5244),
];

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
        let (below, inside) = if sd > 0.0 {
            let below = cumulative((low - mean) / sd);
            (below, cumulative((high - mean) / sd) - below)
        } else {
            // Without spread every share is the mean.
            (0.5, 0.0)
        };
        Self { mean, sd, low, high, below, inside }
    }

    /// The mean after truncation.
    pub fn mean(&self) -> f64 {
        if self.sd == 0.0 {
            return self.value_of(0.0);
        }
        let density = |limit: f64| {
            let z = (limit - self.mean) / self.sd;
            libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI)
        };
        self.mean + self.sd * (density(self.low) - density(self.high)) / self.inside
    }

    /// The share of the whole normal at the share `uniform` (between 0 and 1, both excluded) of
    /// this distribution.
    #[inline(always)]
    pub fn share_at(&self, uniform: f64) -> f64 {
        self.below + uniform * self.inside
    }

    /// The value where the standard normal is `z`; within the limits.
    #[inline(always)]
    pub fn value_of(&self, z: f64) -> f64 {
        let value = self.mean + self.sd * z;
        let value = if value < self.low { self.low } else { value };
        if value > self.high { self.high } else { value }
    }

    /// One of three distributions with the same limits, without a branch.
    #[inline(always)]
    pub fn select(of: [Self; 3], which: u8) -> Self {
        let mut chosen = of[0];
        for index in [1, 2] {
            let (it, other) = (usize::from(which) == index, of[index]);
            chosen.mean = if it { other.mean } else { chosen.mean };
            chosen.sd = if it { other.sd } else { chosen.sd };
            chosen.below = if it { other.below } else { chosen.below };
            chosen.inside = if it { other.inside } else { chosen.inside };
        }
        chosen
    }
}

#[inline(always)]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    let mut sum = coefficients[7];
    for power in (0..7).rev() {
        sum = sum * x + coefficients[power];
    }
    sum
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

    fn value_at(d: &TruncatedNormal, uniform: f64) -> f64 {
        d.value_of(inverse_cumulative(d.share_at(uniform)))
    }

    #[test]
    fn truncated_draws_stay_inside_and_keep_the_closed_form_mean() {
        // Self-interested baseline motivation of the model: N(0.03, 0.06) on [0,1].
        let d = TruncatedNormal::new(0.03, 0.06, 0.0, 1.0);
        let n = 100_000;
        let mean = (0..n).map(|i| value_at(&d, (f64::from(i) + 0.5) / f64::from(n))).sum::<f64>()
            / f64::from(n);
        let a = -0.5_f64;
        let density = (-0.5 * a * a).exp() / std::f64::consts::TAU.sqrt();
        let exact = 0.03 + 0.06 * density / (1.0 - cumulative(a));
        assert!((mean - exact).abs() < 1e-6, "{mean} against {exact}");
        let sure = TruncatedNormal::new(1.4, 0.0, 0.0, 1.0);
        assert_eq!(value_at(&sure, 0.3), 1.0);
    }

    /// The closed form of the mean, against the mean of the quantile function.
    #[test]
    fn the_mean_after_truncation_is_that_of_all_quantiles() {
        for (mean, sd, low, high) in [
            (0.03, 0.06, 0.0, 1.0),
            (0.5, 0.4, 0.0, 1.0),
            (-0.2, 0.3, -1.0, 1.0),
            (0.9, 0.2, 0.0, 1.0),
        ] {
            let d = TruncatedNormal::new(mean, sd, low, high);
            let n = 100_000;
            let quantiles = (0..n).map(|i| value_at(&d, (f64::from(i) + 0.5) / f64::from(n)));
            let integrated = quantiles.sum::<f64>() / f64::from(n);
            assert!((d.mean() - integrated).abs() < 1e-6, "{mean} {sd}: {} {integrated}", d.mean());
        }
        assert_eq!(TruncatedNormal::new(1.4, 0.0, 0.0, 1.0).mean(), 1.0);
    }

    #[test]
    fn side_by_side_gives_the_same_bits_as_one_by_one() {
        let mut shares: Vec<f64> = (1..200_000).map(|step| f64::from(step) / 200_000.0).collect();
        for power in 5..53 {
            let tail = 2f64.powi(-power) * 1.37;
            shares.extend([tail, 1.0 - tail, 0.75 * tail]);
        }
        shares.extend([0.0, 1.0, 1.38e-11, 1.39e-11, 1.41e-11, f64::MIN_POSITIVE]);
        for share in &shares {
            let x = share.min(1.0 - share);
            if x >= f64::MIN_POSITIVE {
                assert_eq!(ln(x).to_bits(), libm::log(x).to_bits(), "ln({x})");
            }
        }
        for chunk in shares.chunks_mut(LANES) {
            let one_by_one: Vec<_> = chunk.iter().map(|share| inverse_cumulative(*share)).collect();
            inverse_cumulative_of(chunk);
            assert_eq!(chunk, one_by_one);
        }
    }
}
