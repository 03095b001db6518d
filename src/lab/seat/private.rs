//! A seat where nobody sees what one has drawn.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Choice, PayoffTable, Question, Round, Seat};
use crate::lab::games::GameSetup;
use crate::lab::games::honesty::{self, HonestyGame};
use crate::lab::people::Population;

/// How often one draws and reports.
const DRAWS: usize = 10;

/// Takes a seat beside people who draw and report too.
pub fn at_honesty(setup: &GameSetup, mut random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    let game = honesty::game(setup);
    let drawn = random.random_range(0..game.outcomes);
    Box::new(HonestySeat { game, core: setup.people_as_they_are(), random, round: 1, drawn })
}

struct HonestySeat {
    game: HonestyGame,
    core: Population,
    random: Xoshiro256PlusPlus,
    round: usize,
    drawn: usize,
}

impl Seat for HonestySeat {
    fn question(&self) -> Option<Question> {
        (self.round <= DRAWS).then(|| Question {
            round: self.round,
            rounds: Some(DRAWS),
            choice: Choice { low: 1.0, high: self.game.outcomes as f64, step: 1.0 },
            before: Some((self.drawn + 1) as f64),
            new_partner: false,
        })
    }

    fn play(&mut self, own: f64) -> Round {
        // Three others roll and report beside one.
        let others: Vec<f64> = (0..3)
            .map(|_| (self.game.play(&self.core, &mut self.random).said + 1) as f64)
            .collect();
        let pays = |report: f64| self.game.pay * (report - 1.0) / (self.game.outcomes - 1) as f64;
        let shown = others.iter().sum::<f64>() / others.len() as f64;
        self.drawn = self.random.random_range(0..self.game.outcomes);
        self.round += 1;
        let round = self.round - 1;
        Round { round, own, shown, earned: pays(own), others_earned: pays(shown), others }
    }

    fn payoffs(&self) -> Option<PayoffTable> {
        None
    }
}
