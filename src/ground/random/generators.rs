//! Address generators side by side: [`Draws::at`](super::Draws::at) for many addresses at once.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::draws::mix;
use crate::ground::lanes::LANES;

/// xoshiro256++ (Blackman & Vigna 2021), up to [`LANES`] generators advanced side by side. Each
/// gives the same numbers as the library's generator seeded with the same hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generators {
    /// Generators in use; those beyond rest.
    n: usize,
    state: [[u64; LANES]; 4],
}

impl Generators {
    /// The generators seeded by the hashes of their addresses, of which the first `n` are used.
    #[inline(always)]
    pub fn seeded(hashes: &[u64; LANES], n: usize) -> Self {
        // The counter of SplitMix64; `mix` takes the first step.
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut state = [[0; LANES]; 4];
        for (index, words) in state.iter_mut().enumerate() {
            for place in 0..whole(n) {
                words[place] = mix(hashes[place].wrapping_add(STEP.wrapping_mul(index as u64)));
            }
        }
        Self { n, state }
    }

    /// Number of generators in use.
    #[inline(always)]
    pub fn n(&self) -> usize {
        self.n.min(LANES)
    }

    /// One of the generators, by itself.
    pub fn one(&self, place: usize) -> Xoshiro256PlusPlus {
        let mut seed = [0; 32];
        for (bytes, words) in seed.chunks_mut(8).zip(&self.state) {
            bytes.copy_from_slice(&words[place].to_le_bytes());
        }
        Xoshiro256PlusPlus::from_seed(seed)
    }

    /// The next 64 bits of every generator.
    #[inline(always)]
    pub fn next_bits(&mut self) -> [u64; LANES] {
        let mut bits = [0; LANES];
        let n = whole(self.n);
        let [s0, s1, s2, s3] = &mut self.state;
        for place in 0..n {
            let (mut a, mut b, mut c, mut d) = (s0[place], s1[place], s2[place], s3[place]);
            bits[place] = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
            let shifted = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= shifted;
            d = d.rotate_left(45);
            (s0[place], s1[place], s2[place], s3[place]) = (a, b, c, d);
        }
        bits
    }

    /// One uniform in (0,1) of every generator, as `rand`'s `Open01` makes it.
    #[inline(always)]
    pub fn next_open(&mut self) -> [f64; LANES] {
        let bits = self.next_bits();
        let mut uniforms = [0.0; LANES];
        for place in 0..whole(self.n) {
            uniforms[place] = one_to_two(bits[place]) - (1.0 - f64::EPSILON / 2.0);
        }
        uniforms
    }

    /// A whole number below `ends` (each at least 1) of every generator, as `rand`'s
    /// `random_range` draws it.
    #[inline(always)]
    pub fn below(mut self, ends: &[u32; LANES]) -> [u32; LANES] {
        let start = self.clone();
        let bits = self.next_bits();
        let (mut drawn, mut biased) = ([0; LANES], 0);
        for place in 0..self.n() {
            let product = (bits[place] >> 32) * u64::from(ends[place]);
            drawn[place] = (product >> 32) as u32;
            biased += u32::from(product as u32 > ends[place].wrapping_neg());
        }
        if biased > 0 {
            // One draw in 2^32 / `end` needs a correction, which is the library's.
            for place in 0..self.n() {
                drawn[place] = start.one(place).random_range(0..ends[place]);
            }
        }
        drawn
    }

    /// One uniform in [0,1) of every generator, as `rand`'s `Uniform` makes it.
    #[inline(always)]
    pub fn next_uniform(&mut self) -> [f64; LANES] {
        let bits = self.next_bits();
        let mut uniforms = [0.0; LANES];
        for place in 0..whole(self.n) {
            uniforms[place] = one_to_two(bits[place]) - 1.0;
        }
        uniforms
    }
}

/// The places that are advanced when `n` are in use: whole groups of four vectors, because the
/// compiler takes what is left over one by one.
#[inline(always)]
fn whole(n: usize) -> usize {
    n.next_multiple_of(32).min(LANES)
}

/// The number in [1,2) whose fraction is the upper 52 bits.
#[inline(always)]
fn one_to_two(bits: u64) -> f64 {
    f64::from_bits(bits >> 12 | 1.0_f64.to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;
    use rand_distr::{Distribution, Open01, Uniform};

    #[test]
    fn whole_numbers_are_those_of_the_library() {
        // The last ends are so large that their draws often need the correction.
        let ends: [u32; LANES] = std::array::from_fn(|i| {
            if i < LANES - 4 { i as u32 + 1 } else { 4_000_000_000 - i as u32 }
        });
        for round in 0..50 {
            let hashes = ends.map(|end| u64::from(end).wrapping_mul(0x9e37_79b9_7f4a_7c15 + round));
            let many = Generators::seeded(&hashes, LANES);
            let drawn = many.clone().below(&ends);
            for place in 0..LANES {
                assert_eq!(drawn[place], many.one(place).random_range(0..ends[place]));
            }
        }
    }

    #[test]
    fn each_is_the_generator_of_the_library() {
        let hashes = std::array::from_fn(|i| (i as u64).wrapping_mul(0x1234_5678_9abc_def1));
        let mut many = Generators::seeded(&hashes, 9);
        let mut single: Vec<_> =
            hashes[..9].iter().map(|hash| Xoshiro256PlusPlus::seed_from_u64(*hash)).collect();
        let unit = Uniform::new(0.0, 1.0).unwrap();
        for _ in 0..50 {
            let bits = many.next_bits();
            let open = many.next_open();
            let uniform = many.next_uniform();
            for (place, generator) in single.iter_mut().enumerate() {
                assert_eq!(bits[place], generator.next_u64());
                assert_eq!(open[place], generator.sample::<f64, _>(Open01));
                assert_eq!(uniform[place], unit.sample(generator));
            }
        }
    }
}
