//! One member after the other, as one would first write it.

use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::{PERIODS, Player, SIZE};

/// Plays the game and gives the mean contribution in every period.
pub fn play(mut players: Vec<Player>, seed: u64) -> Vec<f64> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut means = vec![0.0; PERIODS];
    let n = players.len() as f64;
    for group in players.chunks_mut(SIZE) {
        for mean in &mut means {
            let mut pot = 0.0;
            for player in &mut *group {
                player.contribute(StandardNormal.sample(&mut rng));
                pot += player.given;
            }
            group.iter_mut().for_each(|player| player.learn(pot));
            *mean += f64::from(pot) / n;
        }
    }
    means
}
