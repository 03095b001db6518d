//! The trust game and the gift exchange: one gives first, the other answers.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;
use rand::seq::SliceRandom;

use super::curve::Averages;
use super::terms::{Gifts, Terms};
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
        KNOWN_GIVERS,
        Parameter::new("return_multiplier", 1.0, 0.0, 100.0)
            .summary("Tokens that the sender gets for each that comes back."),
        Parameter::new("simultaneous", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: both give at once, each from an endowment of its own."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["pairs", "rounds"]),
    play,
};

/// Whether those who answer know whom they meet: a rule of both games.
pub(super) const KNOWN_GIVERS: Parameter = Parameter::new("known_givers", 1.0, 0.0, 1.0)
    .whole()
    .summary("0: who answers does not know who gave, nor that pairs stay together.");

/// What was played, by round, over sessions.
#[derive(Debug, Clone, Default)]
pub(super) struct Sessions {
    /// Share of what could be given that the first gave.
    pub given: Averages,
    /// Share of the way to equal earnings that the second went back.
    pub answered: Averages,
    /// The product of the means of both over pairs.
    pub product: Averages,
    /// What the second did in units of its own, where there is a schedule of effort: mean effort.
    pub effort: Averages,
    /// Earnings of the first and of the second.
    pub earned: [Averages; 2],
}

/// Plays the sessions of a setup whose protocol has the rules of this game.
pub(super) fn sessions(setup: &GameSetup, terms: Terms) -> Sessions {
    let game = GiftGame {
        terms,
        pairs: setup.count("pairs"),
        rounds: setup.count("rounds"),
        partners: setup.is("partners"),
        reputation: setup.is("reputation"),
        known_givers: setup.is("known_givers"),
    };
    let core = setup.people();
    let mut all = Sessions::default();
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            all.given.add(&played.given);
            all.answered.add(&played.answered);
            all.effort.add(&played.effort);
            all.earned[0].add(&played.of_first);
            all.earned[1].add(&played.of_second);
            let both = played.given.iter().zip(&played.answered);
            all.product.add(&both.map(|(given, answered)| given * answered).collect::<Vec<_>>());
        },
    );
    all
}

fn play(setup: &GameSetup) -> GameResult {
    let gifts = Gifts {
        endowment: setup.rule("endowment"),
        multiplier: setup.rule("multiplier"),
        return_multiplier: setup.rule("return_multiplier"),
    };
    if setup.is("simultaneous") {
        return both_give(&sessions(setup, Terms::AtOnce(gifts)));
    }
    let played = sessions(setup, Terms::InTurn(gifts));
    let [sent, sent_last, back, back_last] = played.percent();
    let conclusion = format!(
        "Senders send {sent:.0} % at first and {sent_last:.0} % at last; receivers go {back:.0} % of the way to equal earnings at first and {back_last:.0} % at last.",
    );
    let labels =
        ["sent, as a share of what can be", "sent back, as a share of the way to equal earnings"];
    played.result(labels, conclusion)
}

/// What comes of two who give at once.
fn both_give(played: &Sessions) -> GameResult {
    let [one, one_last, other, other_last] = played.percent();
    let conclusion = format!(
        "Both give at once: {one:.0} % and {other:.0} % of what they have at first, {one_last:.0} % and {other_last:.0} % at last.",
    );
    let labels = [
        "given by one, as a share of what can be",
        "given by the other, as a share of what can be",
    ];
    played.result(labels, conclusion)
}

impl Sessions {
    /// What the first and the second gave, at first and at last of each, in per cent.
    fn percent(&self) -> [f64; 4] {
        let (given, answered) = (self.given.ends(), self.answered.ends());
        [given.0, given.1, answered.0, answered.1].map(|share| 100.0 * share)
    }

    /// The curves of both, with their labels.
    fn result(&self, [first, second]: [&'static str; 2], conclusion: String) -> GameResult {
        let curves = vec![Curve::shares(first, &self.given), Curve::shares(second, &self.answered)];
        GameResult { x: "round", y: "share", curves, conclusion }
    }
}

/// The protocol of a game between those who give first and those who answer, or between two who give at
/// once.
#[derive(Debug, Clone, PartialEq)]
pub struct GiftGame {
    /// What gifts cost and bring.
    pub terms: Terms,
    /// Pairs of a session.
    pub pairs: usize,
    /// Rounds; each learns from what it met with.
    pub rounds: usize,
    /// Whether pairs stay together; otherwise strangers meet.
    pub partners: bool,
    /// Whether those who give first see how the other answered before: then there is a future to lose.
    pub reputation: bool,
    /// Whether those who answer know who gave: otherwise there is no future to lose by staying together.
    pub known_givers: bool,
}

/// What people did, by round: means over pairs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exchanged {
    /// Share of what could be given that the first gave.
    pub given: Vec<f64>,
    /// Share of the way to equal earnings that the second went back; of what could be given, where both
    /// give at once.
    pub answered: Vec<f64>,
    /// Effort of the second, where there is a schedule of effort; otherwise its share again.
    pub effort: Vec<f64>,
    /// Earnings of the first.
    pub of_first: Vec<f64>,
    /// Earnings of the second.
    pub of_second: Vec<f64>,
}

impl GiftGame {
    /// Plays a session.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Exchanged {
        let mut first: Vec<Person> = (0..self.pairs).map(|_| core.person(generator)).collect();
        let mut second: Vec<Person> = (0..self.pairs).map(|_| core.person(generator)).collect();
        let mut seats: Vec<usize> = (0..self.pairs).collect();
        // How each of the second answered last, for all to see.
        let mut known: Vec<Option<f32>> = vec![None; self.pairs];
        let mut played = Exchanged::default();
        for round in 0..self.rounds {
            if !self.partners {
                seats.shuffle(generator);
            }
            let mut sums = [0.0; 5];
            for (giver, seat) in first.iter_mut().zip(&seats) {
                let expects = known[*seat].filter(|_| self.reputation).unwrap_or(giver.belief);
                let expecting = Person { belief: expects, ..*giver };
                let giving = self.giving(&expecting, round);
                let given = core.contribution(&expecting, &giving, generator);
                let answered = self.answer(core, &second[*seat], round, generator);
                if self.at_once() {
                    core.observe(giver, given, answered);
                    core.observe(&mut second[*seat], answered, given);
                    known[*seat] = Some(answered);
                } else if given > NOTHING {
                    core.see(giver, answered);
                    known[*seat] = Some(answered);
                }
                let (given, answered) = (f64::from(given), f64::from(answered));
                let (effort, [one, other]) = self.terms.outcome(given, answered);
                let row = [given, answered, one, other, effort];
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            let [given, answered, one, other, effort] = sums.map(|sum| sum / self.pairs as f64);
            played.given.push(given);
            played.answered.push(answered);
            played.of_first.push(one);
            played.of_second.push(other);
            played.effort.push(effort);
        }
        played
    }

    fn at_once(&self) -> bool {
        matches!(self.terms, Terms::AtOnce(_))
    }

    /// The rounds that are left and that a person foresees.
    fn foreseen(&self, person: &Person, round: usize) -> f32 {
        person.foresight * (self.rounds - 1 - round) as f32
    }

    /// Whether both meet again and know it.
    fn meets_again(&self) -> bool {
        self.partners && self.known_givers
    }

    /// Whether what the second does has a future: both meet again, or others hear of it.
    fn has_future(&self) -> bool {
        self.reputation || self.meets_again()
    }

    /// What giving is for the first.
    fn giving(&self, person: &Person, round: usize) -> Task {
        match &self.terms {
            Terms::InTurn(gifts) => gifts.first(),
            Terms::AtOnce(gifts) => {
                let left = if self.meets_again() { self.foreseen(person, round) } else { 0.0 };
                gifts.one_of_two(left)
            }
            Terms::Wages(wages) => wages.offer(),
        }
    }

    /// One answers whom one was given something by, where both meet again or a reputation can be lost also
    /// for what is to come: to give less saves at once what is lost in each of the rounds that are left and
    /// foreseen. Who gives at once does not know yet what the other gives.
    pub(in crate::lab) fn answer(
        &self,
        core: &Population,
        person: &Person,
        round: usize,
        generator: &mut impl Rng,
    ) -> f32 {
        let left = self.foreseen(person, round);
        if let Terms::AtOnce(gifts) = &self.terms {
            let task = gifts.turned().one_of_two(if self.has_future() { left } else { 0.0 });
            return core.contribution(person, &task, generator);
        }
        let threshold = if self.has_future() { 1.0 / left.max(1.0) } else { f32::INFINITY };
        let treated = Person { belief: 1.0, ..*person };
        core.contribution(&treated, &Task { threshold, ..Task::ANSWER }, generator)
    }
}

/// Gifts up to here are as good as none: half a token of ten.
const NOTHING: f32 = 0.05;

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn usual() -> GiftGame {
        let gifts = Gifts { endowment: 10.0, multiplier: 3.0, return_multiplier: 1.0 };
        let terms = Terms::InTurn(gifts);
        let (pairs, rounds) = (30, 5);
        GiftGame { terms, pairs, rounds, partners: true, reputation: true, known_givers: true }
    }

    fn play(game: &GiftGame) -> Exchanged {
        let core = crate::lab::people::core("title = \"x\"\n");
        game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1))
    }

    #[test]
    fn earnings_are_those_worked_out_by_hand() {
        let game = usual();
        let played = play(&game);
        for round in 0..5 {
            // A token given makes three: both together have 20 and twice what was given.
            let both = played.of_first[round] + played.of_second[round];
            assert!((both - 20.0 - 20.0 * played.given[round]).abs() < 1e-9);
        }
        let strangers = GiftGame { reputation: false, partners: false, ..game };
        assert!(played.answered[3] > play(&strangers).answered[3]);
    }

    /// Partners who do not know that they are partners answer as strangers do.
    #[test]
    fn who_does_not_know_the_giver_has_no_future_to_lose() {
        let known = GiftGame { reputation: false, ..usual() };
        let hidden = GiftGame { known_givers: false, ..known.clone() };
        assert!(play(&known).answered[3] > play(&hidden).answered[3]);
        // A reputation is seen whoever gave.
        let seen = GiftGame { known_givers: false, ..usual() };
        assert_eq!(play(&seen), play(&usual()));
    }

    #[test]
    fn two_who_give_at_once_give_more_the_more_a_gift_is_worth() {
        let at_once = |multiplier: f64| {
            let gifts = Gifts { endowment: 10.0, multiplier, return_multiplier: multiplier };
            play(&GiftGame { terms: Terms::AtOnce(gifts), ..usual() })
        };
        let (little, much) = (at_once(1.2), at_once(4.0));
        assert!(much.given[0] > little.given[0] && much.answered[0] > little.answered[0]);
        // A token given by either is worth four: together they have 20 and three times what both gave.
        let both = much.of_first[0] + much.of_second[0];
        assert!((both - 20.0 - 30.0 * (much.given[0] + much.answered[0])).abs() < 1e-9);
    }
}
