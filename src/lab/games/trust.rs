//! The trust game and the gift exchange: one gives first, the other answers.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;
use rand::seq::SliceRandom;

use super::curve::Averages;
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::lab::people::{Person, Population};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `trust`.
pub static TRUST: Game = Game {
    name: "trust",
    aliases: &[Alias::plain("trust-game"), Alias::plain("investment-game")],
    title: "Would you send your money to a stranger?",
    introduction: "A sender has ten tokens and sends some to a receiver, who gets three for each. The receiver then sends back what it likes. Sending pays only if enough comes back, and nobody can force the receiver.",
    exercise: "Let everyone see how receivers answered before: --set reputation=1. Does that do more than meeting the same person again, --set partners=1?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 10.0, 1.0, 10_000.0).summary("Tokens of both at first."),
        Parameter::new("multiplier", 3.0, 1.0, 100.0)
            .summary("Tokens received for each that is sent."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0).whole().summary("Pairs of a session."),
        Parameter::new("rounds", 10.0, 1.0, 1000.0).whole().summary("Rounds."),
        Parameter::new("partners", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: pairs stay together; 0: strangers meet."),
        Parameter::new("reputation", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: senders see how a receiver answered last."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["pairs", "rounds"]),
    play,
};

/// What was played, by round, over sessions.
#[derive(Debug, Clone, Default)]
pub(super) struct Sessions {
    /// Share of what could be given that the first gave.
    pub given: Averages,
    /// Share of the way to equal earnings that the second went back.
    pub answered: Averages,
    /// The product of the means of both over pairs.
    pub product: Averages,
}

/// Plays the sessions of a setup whose protocol has the rules of this game.
pub(super) fn sessions(setup: &GameSetup, multiplier: f64) -> Sessions {
    let game = GiftGame {
        multiplier,
        pairs: setup.count("pairs"),
        rounds: setup.count("rounds"),
        partners: setup.is("partners"),
        reputation: setup.is("reputation"),
        endowment: setup.rule("endowment"),
    };
    let core = setup.people();
    let mut all = Sessions::default();
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            all.given.add(&played.given);
            all.answered.add(&played.answered);
            let both = played.given.iter().zip(&played.answered);
            all.product.add(&both.map(|(given, answered)| given * answered).collect::<Vec<_>>());
        },
    );
    all
}

fn play(setup: &GameSetup) -> GameResult {
    let played = sessions(setup, setup.rule("multiplier"));
    let ((sent_first, sent_last), (back_first, back_last)) =
        (played.given.ends(), played.answered.ends());
    let conclusion = format!(
        "Senders send {:.0} % at first and {:.0} % at last; receivers go {:.0} % of the way to equal earnings at first and {:.0} % at last.",
        100.0 * sent_first,
        100.0 * sent_last,
        100.0 * back_first,
        100.0 * back_last
    );
    let curves = vec![
        Curve::shares("sent, as a share of what can be", &played.given),
        Curve::shares("sent back, as a share of the way to equal earnings", &played.answered),
    ];
    GameResult { x: "round", y: "share", curves, conclusion }
}

/// The protocol of a game between those who give first and those who answer.
#[derive(Debug, Clone, PartialEq)]
pub struct GiftGame {
    /// What the first gives is worth so many times as much to the second.
    pub multiplier: f64,
    /// Pairs of a session.
    pub pairs: usize,
    /// Rounds; each learns from what it met with.
    pub rounds: usize,
    /// Whether pairs stay together; otherwise strangers meet.
    pub partners: bool,
    /// Whether those who give first see how the other answered before: then there is a future to lose.
    pub reputation: bool,
    /// What both have at first.
    pub endowment: f64,
}

/// What people did, by round: means over pairs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exchanged {
    /// Share of what could be given that the first gave.
    pub given: Vec<f64>,
    /// Share of the way to equal earnings that the second went back.
    pub answered: Vec<f64>,
    /// Earnings of the first.
    pub of_first: Vec<f64>,
    /// Earnings of the second.
    pub of_second: Vec<f64>,
}

impl GiftGame {
    /// What the second sends back to leave both with as much, if the first gave so much.
    fn equal(&self, given: f64) -> f64 {
        0.5 * (1.0 + self.multiplier) * given
    }

    /// Plays a session.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Exchanged {
        let mut first: Vec<Person> = (0..self.pairs).map(|_| core.person(generator)).collect();
        let second: Vec<Person> = (0..self.pairs).map(|_| core.person(generator)).collect();
        let mut seats: Vec<usize> = (0..self.pairs).collect();
        // How each of the second answered last, for all to see.
        let mut known: Vec<Option<f32>> = vec![None; self.pairs];
        let mut played = Exchanged::default();
        let giving = first_gift(self.multiplier);
        for round in 0..self.rounds {
            if !self.partners {
                seats.shuffle(generator);
            }
            let mut sums = [0.0; 4];
            for (giver, seat) in first.iter_mut().zip(&seats) {
                let answerer = &second[*seat];
                let expects = known[*seat].filter(|_| self.reputation).unwrap_or(giver.belief);
                let expecting = Person { belief: expects, ..*giver };
                let given = core.contribution(&expecting, &giving, generator);
                let answered = self.answer(core, answerer, round, generator);
                if given > NOTHING {
                    core.see(giver, answered);
                    known[*seat] = Some(answered);
                }
                let tokens = self.endowment * f64::from(given);
                let back = f64::from(answered) * self.equal(tokens);
                let earned = [
                    self.endowment - tokens + back,
                    self.endowment + self.multiplier * tokens - back,
                ];
                let row = [f64::from(given), f64::from(answered), earned[0], earned[1]];
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            let [given, answered, one, other] = sums.map(|sum| sum / self.pairs as f64);
            played.given.push(given);
            played.answered.push(answered);
            played.of_first.push(one);
            played.of_second.push(other);
        }
        played
    }

    /// One answers whom one was given something by, where both meet again or a reputation can be lost also
    /// for what is to come: to give less saves at once what is lost in each of the rounds that are left and
    /// foreseen.
    fn answer(
        &self,
        core: &Population,
        person: &Person,
        round: usize,
        generator: &mut impl Rng,
    ) -> f32 {
        let left = person.foresight * (self.rounds - 1 - round) as f32;
        let threshold =
            if self.reputation || self.partners { 1.0 / left.max(1.0) } else { f32::INFINITY };
        let treated = Person { belief: 1.0, ..*person };
        core.contribution(&treated, &Task { threshold, ..Task::ANSWER }, generator)
    }
}

/// Gifts up to here are as good as none: half a token of ten.
const NOTHING: f32 = 0.05;

/// What giving first is, where a gift is worth so many times as much to who receives it: giving 1 costs 1,
/// and going all the way back returns half of what both have gained and spent.
pub(super) fn first_gift(multiplier: f64) -> Task {
    Task {
        threshold: (2.0 / (1.0 + multiplier)) as f32,
        same_position: false,
        ..Task::gift(1.0, multiplier as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn earnings_are_those_worked_out_by_hand() {
        let game = GiftGame {
            multiplier: 3.0,
            pairs: 30,
            rounds: 5,
            partners: true,
            reputation: true,
            endowment: 10.0,
        };
        // Who gives 10 and gets 20 back has as much as the other: 20 and 10 + 30 − 20.
        assert_eq!(game.equal(10.0), 20.0);
        assert_eq!(first_gift(3.0).threshold, 0.5);
        let source = crate::scenario::Source { name: "x", bytes: b"title = \"x\"\n" };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let played = game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1));
        for round in 0..5 {
            // A token given makes three: both together have 20 and twice what was given.
            let both = played.of_first[round] + played.of_second[round];
            assert!((both - 20.0 - 20.0 * played.given[round]).abs() < 1e-9);
        }
        let alone = GiftGame { reputation: false, partners: false, ..game };
        let strangers = alone.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1));
        assert!(played.answered[3] > strangers.answered[3]);
    }
}
