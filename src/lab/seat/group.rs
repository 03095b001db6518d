//! Seats in groups whose members all choose at once: gifts, efforts, taking part, and a common pool.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::payoffs::numbers;
use super::{Choice, PayoffTable, Question, Round, Seat};
use crate::lab::contributions::ContributionGame;
use crate::lab::games::GameSetup;
use crate::lab::games::critical_mass::{self, CriticalMass};
use crate::lab::games::public_goods::contribution_game;
use crate::lab::games::shared_pool::{self, SharedPool};
use crate::lab::games::shared_pool_gifts;
use crate::lab::games::weak_link::{self, WeakLink};
use crate::lab::people::{Person, Population};

/// Most rows of a table of payoffs that is shown.
const MOST_ROWS: usize = 11;

/// What a group plays.
trait Rules {
    /// Members of a group.
    fn members(&self) -> usize;
    /// Rounds.
    fn rounds(&self) -> usize;
    /// What can be chosen.
    fn choice(&self) -> Choice;
    /// People of a session, and whether groups are made anew among them in each round.
    fn session(&self) -> (usize, bool) {
        (self.members(), false)
    }
    /// What a simulated member chooses.
    fn chosen(
        &self,
        core: &Population,
        person: &Person,
        round: usize,
        random: &mut Xoshiro256PlusPlus,
    ) -> f64;
    /// A simulated member sees what happened.
    fn learn(&self, core: &Population, person: &mut Person, own: f64, others: &[f64]);
    /// What the game shows of the others.
    fn shown(&self, others: &[f64]) -> f64;
    /// What a member earns.
    fn earns(&self, own: f64, others: &[f64], round: usize) -> f64;
    /// Its equilibria, where they are not those in which all do the same.
    fn equilibria(&self) -> Option<Vec<super::Equilibrium>> {
        None
    }
}

/// A seat in a group: the first person of the session is the one who decides from outside.
struct GroupSeat<R> {
    rules: R,
    core: Population,
    people: Vec<Person>,
    seats: Vec<usize>,
    random: Xoshiro256PlusPlus,
    round: usize,
}

impl<R: Rules + 'static> GroupSeat<R> {
    fn take(rules: R, setup: &GameSetup, mut random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
        let core = setup.people();
        let session = rules.session().0;
        let people = (0..session).map(|_| core.person(&mut random)).collect();
        Box::new(Self { rules, core, people, seats: (0..session).collect(), random, round: 1 })
    }
}

impl<R: Rules> Seat for GroupSeat<R> {
    fn question(&self) -> Option<Question> {
        let rounds = self.rules.rounds();
        (self.round <= rounds).then(|| Question {
            round: self.round,
            rounds: Some(rounds),
            choice: self.rules.choice(),
            before: None,
            new_partner: self.rules.session().1,
        })
    }

    fn play(&mut self, own: f64) -> Round {
        if self.rules.session().1 {
            self.seats.shuffle(&mut self.random);
        }
        let mut met = Vec::new();
        for group in self.seats.chunks(self.rules.members()) {
            let mut chosen = Vec::with_capacity(group.len());
            for seat in group {
                let person = &self.people[*seat];
                chosen.push(match seat {
                    0 => own,
                    _ => self.rules.chosen(&self.core, person, self.round, &mut self.random),
                });
            }
            for (place, seat) in group.iter().enumerate() {
                let others = without(&chosen, place);
                let person = &mut self.people[*seat];
                self.rules.learn(&self.core, person, chosen[place], &others);
                if *seat == 0 {
                    let earned =
                        |at: usize| self.rules.earns(chosen[at], &without(&chosen, at), self.round);
                    let all: f64 = (0..chosen.len()).filter(|at| *at != place).map(earned).sum();
                    met = vec![(others, earned(place), all / (chosen.len() - 1) as f64)];
                }
            }
        }
        let (others, earned, others_earned) = met.pop().expect("everyone sits in a group");
        self.round += 1;
        let shown = self.rules.shown(&others);
        Round { round: self.round - 1, own, others, shown, earned, others_earned }
    }

    fn payoffs(&self) -> Option<PayoffTable> {
        let values = self.rules.choice().values();
        let others = self.rules.members() - 1;
        let round = self.round.min(self.rules.rounds());
        let earns = |own: f64, other: f64| {
            let mut seen = vec![other; others];
            let mine = self.rules.earns(own, &seen, round);
            seen[0] = own;
            (mine, self.rules.earns(other, &seen, round))
        };
        let whole = PayoffTable::new(&values, &values, earns).among_many();
        let step = (values.len() - 1).div_ceil(MOST_ROWS - 1).max(1);
        let mut places: Vec<usize> = (0..values.len()).step_by(step).collect();
        if places.last() != Some(&(values.len() - 1)) {
            places.push(values.len() - 1);
        }
        let mut table = whole.at(&places);
        if let Some(equilibria) = self.rules.equilibria() {
            table.equilibria = equilibria;
        }
        Some(table)
    }
}

/// All values but one.
fn without(values: &[f64], place: usize) -> Vec<f64> {
    let others = values.iter().enumerate().filter(|(index, _)| *index != place);
    others.map(|(_, value)| *value).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A seat at a public goods game. Nobody punishes here, and nobody leads, talks or is taxed.
pub fn at_public_goods(setup: &GameSetup, random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    let game = ContributionGame {
        punishment: None,
        leader_first: false,
        restart: None,
        ratchet: None,
        talk: None,
        termination: 0.0,
        ..contribution_game(setup)
    };
    GroupSeat::take(Gifts { whole: game.payoff.endowment(), low: 0.0, game }, setup, random)
}

/// A seat at a common pool, without talk and sanctions.
pub fn at_shared_pool(setup: &GameSetup, random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    let pool = shared_pool::pool(setup);
    let game = shared_pool_gifts(&pool);
    GroupSeat::take(Pool { pool, game }, setup, random)
}

/// A seat at a minimum effort game, without growth, messages and talk.
pub fn at_weak_link(setup: &GameSetup, random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    let game = weak_link::game(setup);
    let levels = Some(game.levels.unwrap_or(7).max(2));
    let game = WeakLink { growth: None, message: None, talk: None, levels, ..game };
    GroupSeat::take(game, setup, random)
}

/// A seat where taking part bears fruit only if enough do.
pub fn at_critical_mass(setup: &GameSetup, random: Xoshiro256PlusPlus) -> Box<dyn Seat> {
    GroupSeat::take(critical_mass::game(setup), setup, random)
}

/// Gifts in tokens.
struct Gifts {
    game: ContributionGame,
    low: f64,
    whole: f64,
}

impl Rules for Gifts {
    fn members(&self) -> usize {
        self.game.group_size
    }

    fn rounds(&self) -> usize {
        self.game.periods
    }

    fn choice(&self) -> Choice {
        Choice { low: self.low, high: self.whole, step: 1.0 }
    }

    fn session(&self) -> (usize, bool) {
        if self.game.partners { (self.game.group_size, false) } else { (self.game.session, true) }
    }

    fn chosen(
        &self,
        core: &Population,
        person: &Person,
        round: usize,
        random: &mut Xoshiro256PlusPlus,
    ) -> f64 {
        let share = self.game.contribution(core, person, round, random);
        let share = self.game.in_tokens(core, share, round);
        self.game.gift(core, f64::from(share), round)
    }

    fn learn(&self, core: &Population, person: &mut Person, own: f64, others: &[f64]) {
        let (alone, all) = (self.game.gift(core, 0.0, 1), self.game.gift(core, 1.0, 1));
        let share = |gift: f64| ((gift - alone) / (all - alone).max(1e-9)).clamp(0.0, 1.0) as f32;
        if self.game.information {
            core.observe(person, share(own), share(mean(others)));
        }
    }

    fn shown(&self, others: &[f64]) -> f64 {
        mean(others)
    }

    fn earns(&self, own: f64, others: &[f64], _: usize) -> f64 {
        self.game.payoff.earns(own, others.iter().sum())
    }
}

/// Tokens put into a common pool; the people of the laboratory hold back, from what is best for oneself.
struct Pool {
    pool: SharedPool,
    game: ContributionGame,
}

impl Rules for Pool {
    fn members(&self) -> usize {
        self.pool.users
    }

    fn rounds(&self) -> usize {
        self.pool.periods
    }

    fn choice(&self) -> Choice {
        // A quarter more than selfish users put in, so that one can be tempted beyond.
        Choice { low: 0.0, high: (1.25 * self.pool.selfish()).ceil().max(1.0), step: 0.5 }
    }

    fn chosen(
        &self,
        core: &Population,
        person: &Person,
        round: usize,
        random: &mut Xoshiro256PlusPlus,
    ) -> f64 {
        let held = f64::from(self.game.contribution(core, person, round, random));
        let (selfish, best) = (self.pool.selfish(), self.pool.best_for_all());
        // Half tokens, as for whom decides from outside.
        (2.0 * (selfish - held * (selfish - best))).round() / 2.0
    }

    fn learn(&self, core: &Population, person: &mut Person, own: f64, others: &[f64]) {
        let (selfish, best) = (self.pool.selfish(), self.pool.best_for_all());
        let held = |used: f64| ((selfish - used) / (selfish - best)).clamp(0.0, 1.0) as f32;
        core.observe(person, held(own), held(mean(others)));
    }

    fn shown(&self, others: &[f64]) -> f64 {
        mean(others)
    }

    /// More than the tokens would have brought elsewhere.
    fn earns(&self, own: f64, others: &[f64], _: usize) -> f64 {
        let all = own + others.iter().sum::<f64>();
        own * (self.pool.first - self.pool.outside - self.pool.fall * all)
    }
}

/// Efforts from 0 to 1; all are paid by the smallest.
impl Rules for WeakLink {
    fn members(&self) -> usize {
        self.group_size
    }

    fn rounds(&self) -> usize {
        self.periods
    }

    fn choice(&self) -> Choice {
        let steps = self.levels.unwrap_or(7) - 1;
        Choice { low: 0.0, high: 1.0, step: 1.0 / steps as f64 }
    }

    fn chosen(
        &self,
        core: &Population,
        person: &Person,
        round: usize,
        random: &mut Xoshiro256PlusPlus,
    ) -> f64 {
        self.effort_of(core, person, round, random)
    }

    fn learn(&self, core: &Population, person: &mut Person, own: f64, others: &[f64]) {
        core.see(person, self.shown(others).min(own) as f32);
    }

    fn shown(&self, others: &[f64]) -> f64 {
        others.iter().copied().fold(1.0, f64::min)
    }

    fn earns(&self, own: f64, others: &[f64], round: usize) -> f64 {
        self.earned(own, self.shown(others).min(own), round)
    }
}

/// Taking part or not.
impl Rules for CriticalMass {
    fn members(&self) -> usize {
        self.group_size
    }

    fn rounds(&self) -> usize {
        self.periods
    }

    fn choice(&self) -> Choice {
        Choice::TWO
    }

    fn chosen(
        &self,
        core: &Population,
        person: &Person,
        _: usize,
        random: &mut Xoshiro256PlusPlus,
    ) -> f64 {
        f64::from(u8::from(random.random::<f32>() < core.intention(person, &self.task())))
    }

    fn learn(&self, core: &Population, person: &mut Person, own: f64, others: &[f64]) {
        core.observe(person, own as f32, mean(others) as f32);
    }

    fn shown(&self, others: &[f64]) -> f64 {
        others.iter().sum()
    }

    fn earns(&self, own: f64, others: &[f64], _: usize) -> f64 {
        let reached = own + self.shown(others) >= self.needed as f64;
        self.benefit * f64::from(u8::from(reached)) - self.cost * own
    }

    fn equilibria(&self) -> Option<Vec<super::Equilibrium>> {
        let earns = |own: f64, others: usize| self.earns(own, &[others as f64], 1);
        Some(numbers(self.group_size, earns))
    }
}
