//! In krABMaga: each member is an agent of the schedule, contributing in one step and learning at the
//! start of its next; the state keeps each group's pot.

use std::any::Any;
use std::hash::{Hash, Hasher};

use krabmaga::engine::{agent::Agent, schedule::Schedule, state::State};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::{PERIODS, Player, SIZE};

struct Game {
    players: Vec<Player>,
    /// What each group gave in the period before, and in this one.
    pots: [Vec<f32>; 2],
    rng: Xoshiro256PlusPlus,
    period: usize,
    means: Vec<f64>,
}

impl State for Game {
    fn init(&mut self, schedule: &mut Schedule) {
        for (id, player) in self.players.iter().enumerate() {
            schedule.schedule_repeating(Box::new(Member { id: id as u32, player: *player }), 0.0, 0);
        }
    }

    fn after_step(&mut self, _: &mut Schedule) {
        let n = self.players.len() as f64;
        self.means.push(self.pots[1].iter().map(|pot| f64::from(*pot)).sum::<f64>() / n);
        self.pots.swap(0, 1);
        self.pots[1].fill(0.0);
        self.period += 1;
    }

    fn update(&mut self, _: u64) {}

    fn reset(&mut self) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }
}

#[derive(Clone, Copy)]
struct Member {
    id: u32,
    player: Player,
}

impl Agent for Member {
    fn step(&mut self, state: &mut dyn State) {
        let game = state.as_any_mut().downcast_mut::<Game>().expect("the game");
        let group = self.id as usize / SIZE;
        if game.period > 0 {
            self.player.learn(game.pots[0][group]);
        }
        self.player.contribute(StandardNormal.sample(&mut game.rng));
        game.pots[1][group] += self.player.given;
    }
}

impl Hash for Member {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.id.hash(hasher);
    }
}

impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Member {}

/// Plays the game and gives the mean contribution in every period.
pub fn play(players: Vec<Player>, seed: u64) -> Vec<f64> {
    let groups = players.len() / SIZE;
    let mut game = Game {
        players,
        pots: [vec![0.0; groups], vec![0.0; groups]],
        rng: Xoshiro256PlusPlus::seed_from_u64(seed),
        period: 0,
        means: Vec::new(),
    };
    let mut schedule = Schedule::new();
    game.init(&mut schedule);
    for _ in 0..PERIODS {
        schedule.step(&mut game);
    }
    game.means
}
