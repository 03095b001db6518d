//! The linear public goods game with beliefs in plain Rust, krABMaga and tillit.
//!
//! Usage: peers PROGRAM AGENTS. Prints: agent-steps per second (median of three) and the mean
//! contribution in periods 1, 10 and 100. tillit's time includes drawing the people.

mod plain;

#[cfg(feature = "krabmaga")]
mod krab;

use std::time::Instant;

use rand::RngExt;
use rand_distr::{Distribution, Normal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tillit::ground::lanes::InstructionSet;
use tillit::lab::PublicGoods;

/// Members of a group.
pub const SIZE: usize = 20;
/// Periods.
pub const PERIODS: usize = 100;

/// A member: intercept, slope and belief as in tillit's default game.
#[derive(Clone, Copy)]
pub struct Player {
    pub intercept: f32,
    pub slope: f32,
    pub belief: f32,
    pub given: f32,
}

impl Player {
    fn new(rng: &mut Xoshiro256PlusPlus) -> Self {
        let mut between = |mean: f64, sd: f64, low: f64, high: f64| loop {
            let value = Normal::new(mean, sd).unwrap().sample(rng);
            if (low..=high).contains(&value) {
                return value as f32;
            }
        };
        let intercept = between(-0.012, 0.05, -1.0, 1.0);
        let (slope, belief) = (between(0.769, 0.2, 0.0, 1.5), between(0.49, 0.24, 0.0, 1.0));
        Self { intercept, slope, belief, given: 0.0 }
    }

    /// Contributes with this standard normal of noise.
    pub fn contribute(&mut self, z: f32) {
        self.given = (self.intercept + self.slope * self.belief + 0.05 * z).clamp(0.0, 1.0);
    }

    /// Learns from what the group gave.
    pub fn learn(&mut self, pot: f32) {
        let others = (pot - self.given) / (SIZE - 1) as f32;
        self.belief = 0.569 * self.belief + 0.415 * others;
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let agents: usize = arguments[2].parse().expect("a number of agents");
    let mut rng: Xoshiro256PlusPlus = rand::make_rng();
    let mut runs: Vec<(f64, Vec<f64>)> = (0..3)
        .map(|_| {
            let players: Vec<_> = (0..agents).map(|_| Player::new(&mut rng)).collect();
            let seed = rng.random();
            let start = Instant::now();
            let means = match arguments[1].as_str() {
                "plain" => plain::play(players, seed),
                #[cfg(feature = "krabmaga")]
                "krabmaga" => krab::play(players, seed),
                _ => {
                    let groups = (agents / SIZE) as u32;
                    PublicGoods::default().play(seed, groups, InstructionSet::widest()).contribution
                }
            };
            (start.elapsed().as_secs_f64(), means)
        })
        .collect();
    runs.sort_by(|first, second| first.0.total_cmp(&second.0));
    let (seconds, means) = &runs[1];
    let speed = (agents * PERIODS) as f64 / seconds;
    println!("{speed:.4e},{:.5},{:.5},{:.5}", means[0], means[9], means[99]);
}
