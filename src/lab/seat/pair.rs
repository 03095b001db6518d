//! A seat in the repeated dilemma, and in the stag hunt.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Choice, PayoffTable, Question, Round, Seat};
use crate::lab::games::GameSetup;
use crate::lab::games::dilemma::Dilemma;
use crate::lab::people::{Person, Population};

/// Most matches with strangers: a class has little time.
const MOST_MATCHES: usize = 10;

/// Takes a seat among the people of a session.
pub fn at_dilemma(setup: &GameSetup, mut random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    let game = Dilemma::of(setup);
    let core = setup.people();
    let people = (1..game.people).map(|_| core.person(&mut random)).collect();
    let mut seat = DilemmaSeat {
        game,
        core,
        people,
        random,
        round: 1,
        matched: 0,
        partner: 0,
        goes_on: true,
        will: true,
        is_first: true,
    };
    seat.meet();
    Box::new(seat)
}

struct DilemmaSeat {
    game: Dilemma,
    core: Population,
    people: Vec<Person>,
    random: Xoshiro256PlusPlus,
    round: usize,
    /// Matches that were begun.
    matched: usize,
    partner: usize,
    goes_on: bool,
    /// Whether the partner still goes along: not after a refusal.
    will: bool,
    is_first: bool,
}

impl DilemmaSeat {
    /// Meets a stranger.
    fn meet(&mut self) {
        self.matched += 1;
        self.goes_on = self.matched <= self.game.matches.min(MOST_MATCHES);
        self.partner = self.random.random_range(0..self.people.len());
        let person = &self.people[self.partner];
        let drive = self.core.intention(person, &self.game.task(person));
        self.will = self.random.random::<f32>() < drive;
        self.is_first = true;
    }

    /// What one earns, who co-operates (1) or not (0).
    fn earns(&self, own: f64, other: f64) -> f64 {
        match (own == 1.0, other == 1.0) {
            (true, true) => self.game.reward,
            (false, true) => self.game.temptation,
            (true, false) => self.game.sucker,
            (false, false) => self.game.punishment,
        }
    }
}

impl Seat for DilemmaSeat {
    fn question(&self) -> Option<Question> {
        self.goes_on.then_some(Question {
            round: self.round,
            rounds: None,
            choice: Choice::TWO,
            before: None,
            new_partner: self.is_first,
        })
    }

    fn play(&mut self, own: f64) -> Round {
        let other = f64::from(u8::from(self.will));
        let round = Round {
            round: self.round,
            own,
            others: vec![other],
            shown: other,
            earned: self.earns(own, other),
            others_earned: self.earns(other, own),
        };
        if self.is_first {
            self.core.observe(&mut self.people[self.partner], other as f32, own as f32);
        }
        // Who was refused refuses for the rest of the match.
        self.will &= own == 1.0;
        self.is_first = false;
        self.round += 1;
        if self.random.random::<f64>() >= self.game.continuation {
            self.meet();
        }
        round
    }

    fn payoffs(&self) -> Option<PayoffTable> {
        let two = Choice::TWO.values();
        let earns = |own: f64, other: f64| (self.earns(own, other), self.earns(other, own));
        Some(PayoffTable::new(&two, &two, earns).at_once())
    }
}
