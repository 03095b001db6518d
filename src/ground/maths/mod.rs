//! Elementary functions whose bits are the same on every platform.
//!
//! Responsible for: the branch-free polynomials of the hot path ([`elementary`], `f32`, built
//! from additions, multiplications, comparisons and bit patterns only, so that a compiler may run
//! them in vector lanes without changing a bit), and the normal distribution of the slow paths
//! ([`normal`], `f64`, through the pure-Rust `libm`).
//! Must not know: agents, mechanisms or random streams.

pub mod elementary;
pub mod normal;
mod real;

pub use elementary::{
    clamp01, exp, hill, hill_odds, larger, ln, share_of_odds, sin_cos_turn, smaller,
};
pub use real::Real;
