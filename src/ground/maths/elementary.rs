//! Branch-free elementary functions in `f32` for the hot path.
//!
//! Each is a polynomial on a reduced range, fitted for the smallest largest error. Only IEEE
//! operations that are exact to the last bit everywhere are used (`+ - * /`, comparison, bit
//! patterns; never a fused multiply-add), so that scalar code and every vector width agree bit for
//! bit. The stated errors are measured over the whole range by the tests of this file against
//! `f64` values of `libm`.

use super::Real;

/// Limits `value` to `[0,1]`; the `clamp(v)` of every equation.
#[inline(always)]
pub fn clamp01(value: f32) -> f32 {
    value.clamp(0.0, 1.0)
}

/// The larger of two numbers that are not NaN, as one comparison and one choice (a single vector
/// instruction; `f32::max` takes three for the sake of NaN).
#[inline(always)]
pub fn larger<T: PartialOrd>(a: T, b: T) -> T {
    if a > b { a } else { b }
}

/// The smaller of two numbers that are not NaN; see [`larger`].
#[inline(always)]
pub fn smaller<T: PartialOrd>(a: T, b: T) -> T {
    if a < b { a } else { b }
}

/// Natural logarithm of a positive normal number.
///
/// Largest error: 4 units in the last place or 1.2e-7 absolute, whichever is larger.
/// Arguments below the smallest normal number (1.2e-38) are read as that number.
#[inline(always)]
pub fn ln(x: f32) -> f32 {
    const SQRT_HALF_BITS: u32 = 0x3f35_04f3;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let bits = larger(x, f32::MIN_POSITIVE).to_bits();
    let shifted = bits.wrapping_sub(SQRT_HALF_BITS);
    let exponent = (shifted as i32 >> 23) as f32;
    let mantissa = f32::from_bits((shifted & 0x007f_ffff).wrapping_add(SQRT_HALF_BITS));
    let r = mantissa - 1.0;
    let mut p = -0.078_601_41_f32;
    p = p * r + 0.128_813_8;
    p = p * r - 0.131_284_16;
    p = p * r + 0.141_812_18;
    p = p * r - 0.166_245_95;
    p = p * r + 0.200_022_86;
    p = p * r - 0.250_008_08;
    p = p * r + 0.333_333_16;
    let square = r * r;
    let tail = square * r * p - 0.5 * square + exponent * LN_2_LOW;
    exponent * LN_2_HIGH + (r + tail)
}

/// The exponential function; arguments are limited to ±87.
///
/// Largest relative error: 2e-7.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // Adding and subtracting 1.5 · 2^23 rounds to the nearest whole number.
    const ROUND: f32 = 12_582_912.0;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let mut p = 0.001_395_046_1_f32;
    p = p * r + 0.008_368_876;
    p = p * r + 0.041_666_206;
    p = p * r + 0.166_665_2;
    p = p * r + 0.5;
    let mantissa = 1.0 + (r + r * r * p);
    let exponent = shifted.to_bits() << 23;
    f32::from_bits(mantissa.to_bits().wrapping_add(exponent))
}

/// Sine and cosine of a full turn divided into 2^32 steps: `bits` / 2^32 · 2π.
///
/// Largest absolute error: 1.5e-7.
#[inline(always)]
pub fn sin_cos_turn(bits: u32) -> (f32, f32) {
    // The nearest quarter turn, and the rest as a share of a quarter in [-1/2, 1/2).
    let shifted = bits.wrapping_add(1 << 29);
    let quarter = shifted >> 30;
    let rest = ((shifted & 0x3fff_ffff) as i32).wrapping_sub(1 << 29);
    let y = rest as f32 * (1.0 / 1_073_741_824.0);
    let u = y * y;
    let sine = y * (((-0.004_602_177 * u + 0.079_680_23) * u - 0.645_963_5) * u + 1.570_796_4);
    let cosine = ((-0.020_408_352 * u + 0.253_598_63) * u - 1.233_697) * u + 1.0;
    let swap = quarter & 1 == 1;
    let (a, b) = if swap { (cosine, sine) } else { (sine, cosine) };
    // Quarters 2 and 3 turn the sign of the sine, quarters 1 and 2 that of the cosine.
    let sine_sign = (quarter & 2) << 30;
    let cosine_sign = (quarter.wrapping_add(1) & 2) << 30;
    (f32::from_bits(a.to_bits() ^ sine_sign), f32::from_bits(b.to_bits() ^ cosine_sign))
}

/// The Hill function `v^k / (v^k + threshold^k)` for `v` in `[0,1]`, equation 4.
///
/// Takes the logarithm of the threshold so that it is computed once, not per agent.
/// Largest absolute error: 1e-6 for steepness up to 16.
#[inline(always)]
pub fn hill<T: Real>(value: T, ln_threshold: T, steepness: T) -> T {
    share_of_odds(hill_odds(value, ln_threshold, steepness))
}

/// The first half of [`hill`], the logarithm of the odds against: rows of agents take the two
/// halves one after the other, since a processor overlaps two short chains of operations better
/// than one long one.
#[inline(always)]
pub fn hill_odds<T: Real>(value: T, ln_threshold: T, steepness: T) -> T {
    steepness * (ln_threshold - value.natural_logarithm())
}

/// The second half of [`hill`]: `1 / (1 + e^odds)`.
#[inline(always)]
pub fn share_of_odds<T: Real>(odds: T) -> T {
    T::ONE / (T::ONE + odds.exponential())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ln_keeps_its_stated_error_over_all_exponents() {
        for exponent in -125..127 {
            for step in 0..2_000 {
                let x = (1.0 + step as f32 / 2_000.0) * 2f32.powi(exponent);
                let exact = libm::log(f64::from(x));
                let error = (f64::from(ln(x)) - exact).abs();
                let allowed = (4.0 * 2f64.powi(-24) * exact.abs()).max(1.2e-7);
                assert!(error <= allowed, "ln({x}) is off by {error}");
            }
        }
    }

    #[test]
    fn exp_keeps_its_stated_error() {
        for step in -870_000..=870_000 {
            let x = step as f32 * 1e-4;
            let exact = libm::exp(f64::from(x));
            let error = (f64::from(exp(x)) / exact - 1.0).abs();
            assert!(error <= 2e-7, "exp({x}) is off by {error} relative");
        }
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1e9), exp(-87.0));
    }

    #[test]
    fn sin_cos_keep_their_stated_error_over_the_turn() {
        for step in 0..1_000_000_u32 {
            let bits = step.wrapping_mul(4_294_967).wrapping_add(step);
            let angle = f64::from(bits) / 4_294_967_296.0 * std::f64::consts::TAU;
            let (sine, cosine) = sin_cos_turn(bits);
            assert!((f64::from(sine) - libm::sin(angle)).abs() < 1.5e-7, "sine at {angle}");
            assert!((f64::from(cosine) - libm::cos(angle)).abs() < 1.5e-7, "cosine at {angle}");
        }
    }

    #[test]
    fn hill_agrees_with_powers_and_is_a_ratio_at_steepness_one() {
        for k in [1.0_f32, 4.0, 8.0, 16.0] {
            for step in 0..=1_000 {
                let value = step as f32 / 1_000.0;
                let (v, t, k64) = (f64::from(value), f64::from(0.6_f32), f64::from(k));
                let exact = libm::pow(v, k64) / (libm::pow(v, k64) + libm::pow(t, k64));
                let found = f64::from(hill(value, ln(0.6), k));
                assert!((found - exact).abs() < 1e-6, "F({value}) at k = {k}: {found} / {exact}");
            }
        }
        assert!((hill(0.3, ln(0.6), 1.0) - 1.0 / 3.0).abs() < 1e-6);
    }
}
