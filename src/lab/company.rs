//! Games at whose table others can sit who are none of the people: a program, or a human. They decide by
//! themselves; the people beside them decide and learn as ever.
//!
//! A guest takes a seat whose person keeps its random numbers, so that the others begin the same whoever
//! sits there.

use super::benchmark_models::generator;
use super::contributions::ContributionGame;
use super::games::dilemma::Dilemma;
use super::games::{Game, GameSetup, public_goods};
use super::payoff::Payoff;
use super::people::Population;
use crate::ground::random::Draws;

/// Who sits at a table beside the people, and who looks on. Each method does nothing unless it is written
/// anew. Seats, groups and pairs are counted from 0, periods, matches and rounds from 1.
pub trait Company {
    /// The tokens that a seat gives in a period; none where the person of the seat decides.
    fn gives(&mut self, _seat: usize, _period: usize) -> Option<f64> {
        None
    }

    /// Whether a guest sits in a seat.
    fn is_guest(&self, _seat: usize) -> bool {
        false
    }

    /// Whether the guest of a seat co-operates in a round of a match.
    fn cooperates(&mut self, _seat: usize, _encounter: usize, _round: usize) -> bool {
        false
    }

    /// Sees what somebody gave.
    fn sees_gift(&mut self, _gift: &Gift) {}

    /// Sees what somebody chose.
    fn sees_choice(&mut self, _choice: &Choice) {}
}

/// Nobody but the people.
impl Company for () {}

/// What somebody did in a period of a contribution game.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gift {
    /// Period, counted from 1.
    pub period: usize,
    /// Seat.
    pub seat: usize,
    /// Group.
    pub group: usize,
    /// Tokens given.
    pub given: f64,
    /// Tokens that all others of the group gave on average.
    pub others: f64,
    /// Tokens that the person expected the others to give; that of the person whose seat a guest took.
    pub expected: f64,
    /// Tokens earned, without the costs of punishment.
    pub earned: f64,
}

/// What somebody did in a round of a match.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Match, counted from 1.
    pub encounter: usize,
    /// Round, counted from 1.
    pub round: usize,
    /// Seat.
    pub seat: usize,
    /// The seat of the other one.
    pub partner: usize,
    /// Whether it co-operated.
    pub cooperates: bool,
    /// Whether the other one did.
    pub partner_cooperates: bool,
    /// The share of others that the person expected to co-operate when the match began.
    pub expected: f64,
    /// What it earned.
    pub earned: f64,
}

/// A game at whose table others can sit.
#[derive(Debug, Clone)]
pub enum OpenGame {
    /// Giving to a public good.
    Gifts(ContributionGame),
    /// A repeated game of two choices.
    Choices(Dilemma),
}

impl OpenGame {
    /// The game of a setup.
    ///
    /// # Errors
    /// Why no guest can sit at its table.
    pub fn of(game: &Game, setup: &GameSetup) -> Result<Self, String> {
        match game.name {
            "dilemma" => Ok(Self::Choices(Dilemma::of(setup))),
            "public-goods" => {
                let game = public_goods::contribution_game(setup);
                refuse(&game).map_or(Ok(Self::Gifts(game)), |reason| Err(reason.to_owned()))
            }
            name => Err(format!(
                "no strategy can be played in {name}\n   allowed: public-goods, dilemma, and their other names"
            )),
        }
    }

    /// Plays a session (counted from 0) with the random numbers that it has without guests too.
    pub fn play(
        &self,
        people: &Population,
        draws: &Draws,
        session: u32,
        company: &mut dyn Company,
    ) {
        let mut generator = generator(draws, session);
        match self {
            Self::Gifts(game) => {
                game.play_with(people, &mut generator, company);
            }
            Self::Choices(game) => {
                game.play_with(people, &mut generator, company);
            }
        }
    }
}

/// Why a guest cannot sit at the table of a contribution game: it gives tokens and says nothing.
fn refuse(game: &ContributionGame) -> Option<&'static str> {
    let is_linear = matches!(game.payoff, Payoff::Linear { .. });
    let is_gift =
        game.payoff.selfish(0.0) == 0.0 && game.payoff.best_for_all(game.group_size) > 0.0;
    if !is_linear {
        Some("a strategy plays with linear payoffs only: leave `quadratic` at 0")
    } else if !is_gift {
        Some(
            "a strategy plays where giving costs oneself and helps the group: marginal_return below 1, and above 1 / group_size",
        )
    } else if game.punishment.is_some() {
        Some("a strategy does not punish: leave `punishment_from` at 0")
    } else if game.talk.is_some() {
        Some("a strategy does not talk: leave `talk_from` at 0")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::people::core;

    /// A guest who always gives so much, and what it saw.
    struct Constant(Option<f64>, Vec<Gift>);

    impl Company for Constant {
        fn gives(&mut self, seat: usize, _: usize) -> Option<f64> {
            self.0.filter(|_| seat == 0)
        }

        fn sees_gift(&mut self, gift: &Gift) {
            self.1.push(*gift);
        }
    }

    fn seen(game: &ContributionGame, gives: Option<f64>) -> Vec<Gift> {
        let mut company = Constant(gives, Vec::new());
        let game = OpenGame::Gifts(game.clone());
        game.play(&core("title = \"x\"\n"), &Draws::new(5), 0, &mut company);
        company.1
    }

    #[test]
    fn who_looks_on_changes_nothing_and_sees_what_was_played() {
        let (game, people) = (ContributionGame::usual(8, true), core("title = \"x\"\n"));
        let played = game.play(&people, &mut generator(&Draws::new(5), 0));
        let seen = seen(&game, None);
        assert_eq!(seen.len(), 80);
        for period in 1..=10 {
            let of_period = || seen.iter().filter(|gift| gift.period == period);
            let mean = |of: fn(&Gift) -> f64| of_period().map(of).sum::<f64>() / 8.0;
            assert!((mean(|gift| gift.given) - played.contribution[period - 1]).abs() < 1e-9);
            assert!((mean(|gift| gift.expected) - played.belief[period - 1]).abs() < 1e-5);
            assert!((mean(|gift| gift.earned) - played.earnings[period - 1]).abs() < 1e-9);
        }
    }

    #[test]
    fn a_guest_gives_what_it_will_and_others_begin_the_same() {
        let game = ContributionGame::usual(8, true);
        let (alone, much, little) =
            (seen(&game, None), seen(&game, Some(20.0)), seen(&game, Some(0.0)));
        let of = |gifts: &[Gift], period: usize, seat: usize| {
            gifts.iter().find(|gift| (gift.period, gift.seat) == (period, seat)).unwrap().given
        };
        assert!((1..=10).all(|period| of(&much, period, 0) == 20.0));
        assert!((1..8).all(|seat| of(&much, 1, seat) == of(&alone, 1, seat)));
        // The group of the guest follows it; the other group does not know of it.
        let group = |gifts: &[Gift]| (1..4).map(|seat| of(gifts, 6, seat)).sum::<f64>();
        assert!(group(&much) > group(&little) + 6.0, "{} {}", group(&much), group(&little));
        assert!((4..8).all(|seat| of(&much, 10, seat) == of(&little, 10, seat)));
        // More than there is, less than nothing and no number give what is nearest.
        assert_eq!(of(&seen(&game, Some(1e9)), 1, 0), 20.0);
        assert_eq!(of(&seen(&game, Some(-3.0)), 1, 0), 0.0);
        assert_eq!(of(&seen(&game, Some(f64::NAN)), 1, 0), 0.0);
    }

    /// A guest of a dilemma who refuses from some round on, and what it saw.
    struct Refuses(usize, Vec<Choice>);

    impl Company for Refuses {
        fn is_guest(&self, seat: usize) -> bool {
            seat == 0
        }

        fn cooperates(&mut self, _: usize, _: usize, round: usize) -> bool {
            round < self.0
        }

        fn sees_choice(&mut self, choice: &Choice) {
            self.1.push(*choice);
        }
    }

    #[test]
    fn people_refuse_a_guest_who_refused_and_only_then() {
        let game = Dilemma {
            reward: 48.0,
            temptation: 50.0,
            sucker: 12.0,
            punishment: 25.0,
            continuation: 0.9,
            people: 4,
            matches: 30,
        };
        let mut company = Refuses(3, Vec::new());
        let people = core("title = \"x\"\n");
        OpenGame::Choices(game.clone()).play(&people, &Draws::new(2), 0, &mut company);
        let guests: Vec<&Choice> = company.1.iter().filter(|choice| choice.seat == 0).collect();
        let mut refused_later = 0;
        for pair in guests.windows(2).filter(|pair| pair[1].round == pair[0].round + 1) {
            let (before, now) = (pair[0], pair[1]);
            // Nobody co-operates who did not, or was refused, before.
            let may = before.partner_cooperates && before.cooperates;
            assert_eq!(now.partner_cooperates, may, "{before:?} {now:?}");
            refused_later += usize::from(before.partner_cooperates && !before.cooperates);
        }
        assert!(refused_later > 5, "the guest met too few who co-operated");
        let payoffs = |own: bool, other: bool| match (own, other) {
            (true, true) => 48.0,
            (false, true) => 50.0,
            (true, false) => 12.0,
            (false, false) => 25.0,
        };
        assert!(company.1.iter().all(|c| c.earned == payoffs(c.cooperates, c.partner_cooperates)));
    }

    #[test]
    fn rounds_that_are_told_add_up_to_the_shares_that_are_played() {
        struct Looker(Vec<Choice>);
        impl Company for Looker {
            fn sees_choice(&mut self, choice: &Choice) {
                self.0.push(*choice);
            }
        }
        let people = core("title = \"x\"\n");
        let game = Dilemma {
            reward: 40.0,
            temptation: 50.0,
            sucker: 12.0,
            punishment: 25.0,
            continuation: 0.75,
            people: 6,
            matches: 20,
        };
        let played = game.play(&people, &mut generator(&Draws::new(9), 3));
        let mut looker = Looker(Vec::new());
        OpenGame::Choices(game).play(&people, &Draws::new(9), 3, &mut looker);
        for encounter in 1..=20 {
            let of_match = || looker.0.iter().filter(|c| c.encounter == encounter);
            let share = |all: Vec<&Choice>| {
                all.iter().filter(|c| c.cooperates).count() as f64 / all.len() as f64
            };
            let first = share(of_match().filter(|c| c.round == 1).collect());
            assert!((first - played.first_rounds[encounter - 1]).abs() < 1e-12);
            let all = share(of_match().collect());
            assert!((all - played.all_rounds[encounter - 1]).abs() < 1e-12);
        }
    }
}
