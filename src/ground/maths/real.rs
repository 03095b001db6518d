//! Real numbers in single and in double precision, so that a formula is written once: the engine and
//! the laboratory compute it in `f32` with bits that are the same everywhere, theory in `f64`.

use std::ops::{Add, Div, Mul, Sub};

use super::elementary;

/// A real number, `f32` or `f64`.
pub trait Real:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// 2.
    const TWO: Self;

    /// The nearest number to a parameter's value.
    fn of(value: f64) -> Self;

    /// The natural logarithm of a number above 0.
    fn natural_logarithm(self) -> Self;

    /// The exponential function.
    fn exponential(self) -> Self;

    /// The square root of a number that is not negative; exact in every place on every platform.
    fn square_root(self) -> Self;

    /// The number limited to `[0,1]`; the `clamp(v)` of every equation.
    fn limited(self) -> Self;
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const TWO: Self = 2.0;

    #[inline(always)]
    fn of(value: f64) -> Self {
        value as f32
    }

    #[inline(always)]
    fn natural_logarithm(self) -> Self {
        elementary::ln(self)
    }

    #[inline(always)]
    fn exponential(self) -> Self {
        elementary::exp(self)
    }

    #[inline(always)]
    fn square_root(self) -> Self {
        self.sqrt()
    }

    #[inline(always)]
    fn limited(self) -> Self {
        elementary::clamp01(self)
    }
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const TWO: Self = 2.0;

    #[inline(always)]
    fn of(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn natural_logarithm(self) -> Self {
        libm::log(self)
    }

    #[inline(always)]
    fn exponential(self) -> Self {
        libm::exp(self)
    }

    #[inline(always)]
    fn square_root(self) -> Self {
        self.sqrt()
    }

    #[inline(always)]
    fn limited(self) -> Self {
        self.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::maths::{hill, larger, smaller};

    fn formula<T: Real>(value: f64) -> T {
        let share = hill(T::of(value), T::of(0.6).natural_logarithm(), T::of(8.0));
        smaller(larger(share - T::of(0.1), T::ZERO), T::ONE)
    }

    #[test]
    fn a_formula_is_the_same_in_both_precisions() {
        for step in 0..=100 {
            let value = f64::from(step) / 100.0;
            let (single, double) = (formula::<f32>(value), formula::<f64>(value));
            assert!((f64::from(single) - double).abs() < 2e-6, "{value}: {single} and {double}");
        }
        assert_eq!(formula::<f64>(0.0), 0.0);
    }
}
