//! Seats of those who act first: who sends, who offers a wage, and who may force a minimum.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Choice, Equilibrium, PayoffTable, Question, Round, Seat};
use crate::lab::games::GameSetup;
use crate::lab::games::control::ControlGame;
use crate::lab::games::gift_exchange;
use crate::lab::games::terms::{Gifts, Terms};
use crate::lab::games::trust::GiftGame;
use crate::lab::people::{Person, Population};

/// Steps from no answer to a fair one in tables of payoffs.
const ANSWERS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
/// Rounds against new agents.
const AGENTS: usize = 10;

/// A seat of a sender in the trust game.
pub fn at_trust(setup: &GameSetup, random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    let gifts = Gifts {
        endowment: setup.rule("endowment"),
        multiplier: setup.rule("multiplier"),
        return_multiplier: setup.rule("return_multiplier"),
    };
    GiftSeat::take(setup, Terms::InTurn(gifts), gifts.endowment, random)
}

/// A seat of an employer in the gift exchange.
pub fn at_gift_exchange(setup: &GameSetup, random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    match gift_exchange::wages(setup) {
        Some(wages) => {
            let most = (wages.highest_wage() - wages.lowest_wage).floor();
            GiftSeat::take(setup, Terms::Wages(wages), most, random)
        }
        None => {
            let endowment = setup.rule("endowment");
            let multiplier = setup.rule("efficiency");
            let gifts = Gifts { endowment, multiplier, return_multiplier: 1.0 };
            GiftSeat::take(setup, Terms::InTurn(gifts), endowment, random)
        }
    }
}

/// A seat of one who gives first.
struct GiftSeat {
    game: GiftGame,
    core: Population,
    people: Vec<Person>,
    random: Xoshiro256PlusPlus,
    round: usize,
    /// Most that can be given.
    most: f64,
    partner: usize,
}

impl GiftSeat {
    fn take(
        setup: &GameSetup,
        terms: Terms,
        most: f64,
        mut random: Xoshiro256PlusPlus,
    ) -> Box<dyn Seat> {
        let core = setup.people();
        let game = GiftGame {
            terms,
            pairs: setup.count("pairs"),
            rounds: setup.count("rounds"),
            partners: setup.is("partners"),
            reputation: setup.is("reputation"),
            known_givers: setup.is("known_givers"),
        };
        let people = (0..game.pairs).map(|_| core.person(&mut random)).collect();
        Box::new(Self { game, core, people, random, round: 1, most, partner: 0 })
    }
}

impl Seat for GiftSeat {
    fn question(&self) -> Option<Question> {
        (self.round <= self.game.rounds).then_some(Question {
            round: self.round,
            rounds: Some(self.game.rounds),
            choice: Choice { low: 0.0, high: self.most, step: 1.0 },
            before: None,
            new_partner: !self.game.partners,
        })
    }

    fn play(&mut self, own: f64) -> Round {
        if !self.game.partners {
            self.partner = self.random.random_range(0..self.people.len());
        }
        let person = &self.people[self.partner];
        let answered = self.game.answer(&self.core, person, self.round - 1, &mut self.random);
        let answered = if own > 0.0 { f64::from(answered) } else { 0.0 };
        let (_, [earned, others_earned]) = self.game.terms.outcome(own / self.most, answered);
        self.round += 1;
        let round = self.round - 1;
        Round { round, own, others: vec![answered], shown: answered, earned, others_earned }
    }

    fn payoffs(&self) -> Option<PayoffTable> {
        let sent: Vec<f64> =
            (0..=5).map(|part| (self.most * f64::from(part) / 5.0).round()).collect();
        let earns = |own: f64, answer: f64| {
            let (_, [mine, other]) = self.game.terms.outcome(own / self.most, answer);
            (mine, other)
        };
        Some(PayoffTable::new(&sent, &ANSWERS, earns).in_turn())
    }
}

/// A seat of a principal who may force a minimum on each of some agents.
pub fn at_control(setup: &GameSetup, random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    let core = match setup.rule("selfish") {
        share if share >= 0.0 => setup.people().with_selfish(share),
        _ => setup.people(),
    };
    let game = ControlGame {
        endowment: setup.rule("endowment"),
        factor: setup.rule("factor"),
        // A third of the largest that is tried: 10 of 120 tokens, as in the published treatment.
        minimum: (setup.rule("largest_minimum") / 3.0).round(),
        giving: setup.rule("giving"),
    };
    Box::new(ControlSeat { game, core, random, round: 1 })
}

struct ControlSeat {
    game: ControlGame,
    core: Population,
    random: Xoshiro256PlusPlus,
    round: usize,
}

impl Seat for ControlSeat {
    fn question(&self) -> Option<Question> {
        (self.round <= AGENTS).then_some(Question {
            round: self.round,
            rounds: Some(AGENTS),
            choice: Choice::TWO,
            before: Some(self.game.minimum),
            new_partner: true,
        })
    }

    fn play(&mut self, own: f64) -> Round {
        let gift = self.game.play(&self.core, &mut self.random);
        let given = if own == 1.0 { gift.controlled } else { gift.trusted };
        self.round += 1;
        Round {
            round: self.round - 1,
            own,
            others: vec![given],
            shown: given,
            earned: self.game.factor * given,
            others_earned: self.game.endowment - given,
        }
    }

    fn payoffs(&self) -> Option<PayoffTable> {
        let split = self.game.equal_split();
        let gifts = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share * split).round());
        // A minimum leaves no smaller gift.
        let given =
            |own: f64, gift: f64| if own == 1.0 { gift.max(self.game.minimum) } else { gift };
        let earns = |own: f64, gift: f64| {
            let given = given(own, gift);
            (self.game.factor * given, self.game.endowment - given)
        };
        let mut table = PayoffTable::new(&Choice::TWO.values(), &gifts, earns).in_turn();
        for equilibrium in &mut table.equilibria {
            if let Equilibrium::InTurn(own, gift) = equilibrium {
                *gift = given(*own, *gift);
            }
        }
        Some(table)
    }
}
