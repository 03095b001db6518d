//! The hash of an address, and the generators that start from it.

use rand::Rng;
use tillit::ground::random::{Address, Draws, Purpose};

use super::{
    ADDRESSES, FALSE_ALARM, STREAMS, check_count, check_distribution, check_even, check_normal,
};

/// The parts of an address that are numbers, with the seed.
#[derive(Clone, Copy)]
struct Key {
    seed: u64,
    /// Replicate, unit, period, agent.
    parts: [u32; 4],
}

const PARTS: [&str; 4] = ["replicate", "unit", "period", "agent"];

impl Key {
    fn address(self, purpose: Purpose) -> Address {
        let [replicate, unit, period, agent] = self.parts;
        Address { replicate, unit, purpose, period, agent }
    }

    fn hash(self, purpose: Purpose) -> u64 {
        Draws::new(self.seed).hash(self.address(purpose))
    }

    /// The key with one of its 192 bits turned: those of the seed, then those of each part.
    fn turned(mut self, bit: usize) -> Self {
        match bit.checked_sub(64) {
            None => self.seed ^= 1 << bit,
            Some(bit) => self.parts[bit / 32] ^= 1 << (bit % 32),
        }
        self
    }
}

/// Checks that every bit of the output is turned in half of all cases.
#[track_caller]
fn check_avalanche(what: &str, turned: impl Iterator<Item = u64>) {
    let (mut n, mut counts) = (0.0, [0_u32; 64]);
    for difference in turned {
        n += 1.0;
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += (difference >> bit & 1) as u32;
        }
    }
    for (bit, count) in counts.into_iter().enumerate() {
        let what = format!("{what} turns bit {bit} of the hash");
        check_count(&what, f64::from(count), n, 0.5, FALSE_ALARM / 64.0);
    }
}

/// Small numbers, as scenarios have them: the hard case for a hash.
fn small_keys() -> impl Iterator<Item = Key> {
    (0..4_096).map(|index| Key {
        seed: 1 + index % 3,
        parts: [index as u32 % 5, index as u32 / 64, 1 + index as u32 % 7, index as u32 % 64],
    })
}

#[test]
fn one_bit_of_an_address_turns_every_bit_of_the_hash_in_half_of_all_cases() {
    for bit in 0..192 {
        let purpose = Purpose::Traits;
        let differences = small_keys().map(|k| k.hash(purpose) ^ k.turned(bit).hash(purpose));
        check_avalanche(&format!("bit {bit} of seed and address"), differences);
    }
    let purposes = [&STREAMS[..], &ADDRESSES[..]].concat();
    for (index, one) in purposes.iter().enumerate() {
        for other in &purposes[index + 1..] {
            let differences = small_keys().map(|k| k.hash(*one) ^ k.hash(*other));
            check_avalanche(&format!("{other:?} instead of {one:?}"), differences);
        }
    }
}

#[test]
fn hashes_are_even_along_every_part_of_an_address() {
    let n = 1 << 16;
    let base = Key { seed: 2018, parts: [0, 3, 1, 2] };
    let along = |part: usize, index: u32| {
        let mut key = base;
        match key.parts.get_mut(part) {
            Some(value) => *value = index,
            None => key.seed = u64::from(index),
        }
        key
    };
    for part in 0..=PARTS.len() {
        let name = PARTS.get(part).unwrap_or(&"seed");
        let mut bytes = [[0_u32; 256]; 8];
        let mut uniforms = Vec::new();
        for index in 0..n {
            let key = along(part, index);
            let hash = key.hash(Purpose::Traits);
            for (byte, counts) in hash.to_le_bytes().into_iter().zip(&mut bytes) {
                counts[usize::from(byte)] += 1;
            }
            uniforms.push(Draws::new(key.seed).uniform_at(key.address(Purpose::Traits)));
        }
        for (byte, counts) in bytes.iter().enumerate() {
            check_even(&format!("byte {byte} of the hash along {name}"), counts);
        }
        // The product of two centred uniforms has variance 1/144.
        let serial: f64 = uniforms.windows(2).map(|u| (u[0] - 0.5) * (u[1] - 0.5)).sum();
        let pairs = f64::from(n - 1);
        check_normal(&format!("neighbours along {name}"), serial * 12.0 / pairs.sqrt());
        assert!(uniforms.iter().all(|u| *u > 0.0 && *u < 1.0));
        check_distribution(&format!("uniforms along {name}"), uniforms, |u| u);
    }
}

#[test]
fn no_two_addresses_of_neighbouring_seeds_share_a_hash() {
    // A million addresses of 2^64 hashes: a collision has a probability of 3e-8.
    let mut hashes = Vec::new();
    for index in 0..1_u32 << 20 {
        let seed = u64::from(index & 7);
        let parts = [index >> 3 & 3, index >> 5 & 15, index >> 9 & 31, index >> 14];
        hashes.push(Key { seed, parts }.hash(Purpose::Candidates));
    }
    hashes.sort_unstable();
    let all = hashes.len();
    hashes.dedup();
    assert_eq!(hashes.len(), all);
}

#[test]
fn generators_of_neighbouring_addresses_draw_independently() {
    // The first eight uniforms of the generator of each agent, as traits are drawn.
    const DRAWN: usize = 8;
    let agents: Vec<[f64; DRAWN]> = (0..50_000)
        .map(|index| {
            let key = Key { seed: 1, parts: [0, index / 50, 0, index % 50] };
            let mut generator = Draws::new(key.seed).at(key.address(Purpose::Traits));
            [(); DRAWN].map(|()| (generator.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0)
        })
        .collect();
    let n = agents.len() as f64;
    for draw in 0..DRAWN {
        let values = agents.iter().map(|a| a[draw]).collect();
        check_distribution(&format!("uniform {draw} of a generator"), values, |u| u);
        let between: f64 = agents.windows(2).map(|a| (a[0][draw] - 0.5) * (a[1][draw] - 0.5)).sum();
        let off = between * 12.0 / (n - 1.0).sqrt();
        check_normal(&format!("uniform {draw} of neighbouring agents"), off);
        for other in 0..draw {
            let within: f64 = agents.iter().map(|a| (a[draw] - 0.5) * (a[other] - 0.5)).sum();
            check_normal(
                &format!("uniforms {other} and {draw} of an agent"),
                within * 12.0 / n.sqrt(),
            );
        }
    }
}
