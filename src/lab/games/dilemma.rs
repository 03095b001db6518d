//! The prisoner's dilemma and the stag hunt, repeated with a chance to go on.
//!
//! First what a class sees of it, then its protocol.

use rand::{Rng, RngExt};

use super::curve::Averages;
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::lab::company::{Choice, Company};
use crate::lab::people::{Person, Population};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `dilemma`.
pub static DILEMMA: Game = Game {
    name: "dilemma",
    aliases: &[
        Alias::plain("prisoners-dilemma"),
        Alias::plain("repeated-dilemma"),
        // To refuse one who co-operates brings less than to co-operate: best is what the other does.
        Alias { name: "stag-hunt", rules: &[("temptation", 30.0)] },
    ],
    title: "Trust a stranger, again and again",
    introduction: "Two strangers each choose to co-operate or not. Whoever refuses while the other co-operates gets most; if both refuse, both get little. After each round the match goes on with some probability; then new strangers meet. If it goes on long enough, co-operating can pay, but only for those who believe that the other will co-operate too.",
    exercise: "Make the future shorter: --set continuation=0.5 --set reward=32. Then --set reward=48.",
    by_people: true,
    protocol: &[
        Parameter::new("reward", 40.0, -1000.0, 1000.0).summary("What two who co-operate get."),
        Parameter::new("temptation", 50.0, -1000.0, 1000.0)
            .summary("What one gets who alone refuses."),
        Parameter::new("sucker", 12.0, -1000.0, 1000.0)
            .summary("What one gets who alone co-operates."),
        Parameter::new("punishment", 25.0, -1000.0, 1000.0).summary("What two who refuse get."),
        Parameter::new("continuation", 0.75, 0.0, 0.99)
            .summary("Probability that a match goes on after a round."),
        Parameter::new("people", 14.0, 2.0, 1000.0)
            .whole()
            .summary("People of a session; an odd one sits out."),
        Parameter::new("matches", 40.0, 1.0, 1000.0).whole().summary("Matches."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["people", "matches"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let (core, game) = (setup.people(), Dilemma::of(setup));
    let (mut first, mut all) = (Averages::default(), Averages::default());
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            first.add(&played.first_rounds);
            all.add(&played.all_rounds);
        },
    );
    let basin = game.critical_mass(game.rounds_to_come());
    let belief = if basin > 1.0 {
        "Co-operation never pays here, whatever one believes.".to_owned()
    } else {
        format!(
            "Co-operation pays for anyone who believes that more than {:.0} % co-operate.",
            100.0 * basin
        )
    };
    let (at_first, at_last) = first.ends();
    let conclusion = format!(
        "{belief} In first rounds {:.0} % do so in the first match and {:.0} % in the last.",
        100.0 * at_first,
        100.0 * at_last
    );
    let curves = vec![
        Curve::shares("co-operate in the first round", &first),
        Curve::shares("co-operate in all rounds", &all),
    ];
    GameResult { x: "match", y: "share of people", curves, conclusion }
}

/// The protocol of a repeated game of two choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Dilemma {
    /// What two who co-operate get.
    pub reward: f64,
    /// What one gets who alone does not.
    pub temptation: f64,
    /// What one gets who alone does.
    pub sucker: f64,
    /// What two get who do not.
    pub punishment: f64,
    /// Probability that a match goes on after a round.
    pub continuation: f64,
    /// People, an even number; strangers get a new partner for every match.
    pub people: usize,
    /// Matches.
    pub matches: usize,
}

/// What people did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cooperation {
    /// By match: share who co-operate in its first round.
    pub first_rounds: Vec<f64>,
    /// By match: share who co-operate in all its rounds.
    pub all_rounds: Vec<f64>,
}

impl Dilemma {
    /// The game that a setup's protocol tells.
    pub fn of(setup: &GameSetup) -> Self {
        let [reward, temptation, sucker, punishment, continuation, people, matches, _, _, _] =
            setup.protocol();
        Self {
            reward,
            temptation,
            sucker,
            punishment,
            continuation,
            people: people as usize / 2 * 2,
            matches: matches as usize,
        }
    }

    /// What one earns in a round by what both chose.
    pub fn earns(&self, own: bool, other: bool) -> f64 {
        match (own, other) {
            (true, true) => self.reward,
            (true, false) => self.sucker,
            (false, true) => self.temptation,
            (false, false) => self.punishment,
        }
    }

    /// Rounds that are to come after a first one, on average.
    pub fn rounds_to_come(&self) -> f64 {
        self.continuation / (1.0 - self.continuation)
    }

    /// The belief that the other goes along as long as one does (grim) from which going along pays over
    /// some rounds to come: the size of the basin of always refusing. Infinite when it never pays (Dal Bó
    /// & Fréchette 2011).
    pub fn critical_mass(&self, to_come: f64) -> f64 {
        let (r, t, s, p) = (self.reward, self.temptation, self.sucker, self.punishment);
        let along = r * (1.0 + to_come) - (t + to_come * p);
        let alone = (p - s).max(0.0);
        if along <= 0.0 { f64::INFINITY } else { alone / (along + alone) }
    }

    /// What co-operating is for a person: what it loses by it and what the other gains, at its belief, and
    /// the belief from which it pays with the rounds that it foresees.
    pub(in crate::lab) fn task(&self, person: &Person) -> Task {
        let to_come = f64::from(person.foresight) * self.rounds_to_come();
        let threshold = self.critical_mass(to_come).max(0.01) as f32;
        // In a stag hunt nothing is gained by refusing one who co-operates: it is best to do as the other
        // does.
        if self.temptation <= self.reward {
            return Task::matching(threshold, 1);
        }
        let (r, t, s, p) = (self.reward, self.temptation, self.sucker, self.punishment);
        let belief = f64::from(person.belief);
        let expected = |if_along: f64, if_not: f64| {
            (belief * if_along + (1.0 - belief) * if_not).max(0.0) as f32
        };
        Task {
            threshold,
            same_position: false,
            ..Task::gift(expected(t - r, p - s), expected(r - s, t - p))
        }
    }

    /// Plays matches among strangers. A person co-operates with the probability of its drive, stops
    /// for the rest of a match when the other has refused, and learns from what others did in first
    /// rounds what to expect.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Cooperation {
        self.play_with(core, generator, &mut ())
    }

    /// The same in company.
    pub fn play_with(
        &self,
        core: &Population,
        generator: &mut impl Rng,
        company: &mut dyn Company,
    ) -> Cooperation {
        let mut people: Vec<Person> = (0..self.people).map(|_| core.person(generator)).collect();
        let mut seats: Vec<usize> = (0..self.people).collect();
        let mut played = Cooperation::default();
        for encounter in 1..=self.matches {
            rand::seq::SliceRandom::shuffle(&mut seats[..], generator);
            let mut rounds = 1;
            while generator.random::<f64>() < self.continuation {
                rounds += 1;
            }
            let (mut first, mut all) = (0.0, 0.0);
            for pair in seats.chunks_exact(2) {
                let seats = [pair[0], pair[1]];
                let willing = seats.map(|seat| self.is_willing(core, &people[seat], generator));
                let found = self.meet(&people, (seats, willing), (encounter, rounds), company);
                first += f64::from(u8::from(found[0].first) + u8::from(found[1].first));
                all += (found[0].rounds + found[1].rounds) as f64;
                for side in [0, 1] {
                    let (own, other) = (found[side].first, found[1 - side].first);
                    self.learns(core, &mut people[seats[side]], own, other);
                }
            }
            let n = self.people as f64;
            played.first_rounds.push(first / n);
            played.all_rounds.push(all / n / rounds as f64);
        }
        played
    }

    /// Whether a person begins a match by co-operating: with the probability of its drive.
    pub fn is_willing(&self, core: &Population, person: &Person, generator: &mut impl Rng) -> bool {
        generator.random::<f32>() < core.intention(person, &self.task(person))
    }

    /// What a person learns from the first round of a match: what to expect of others, and how far to
    /// reciprocate.
    pub fn learns(&self, core: &Population, person: &mut Person, own: bool, other: bool) {
        let [own, other] = [own, other].map(|chose| f32::from(u8::from(chose)));
        core.observe(person, own, other);
    }

    /// A match of two, of whom people go on as long as both do: who is refused refuses.
    fn meet(
        &self,
        people: &[Person],
        (seats, willing): ([usize; 2], [bool; 2]),
        (encounter, rounds): (usize, usize),
        company: &mut dyn Company,
    ) -> [Chosen; 2] {
        let guests = seats.map(|seat| company.is_guest(seat));
        let mut goes_on = willing;
        let mut found = [Chosen::default(); 2];
        for round in 1..=rounds {
            let chose = [0, 1].map(|side| match guests[side] {
                true => company.cooperates(seats[side], encounter, round),
                false => goes_on[side],
            });
            for side in [0, 1] {
                let (own, other) = (chose[side], chose[1 - side]);
                company.sees_choice(&Choice {
                    encounter,
                    round,
                    seat: seats[side],
                    partner: seats[1 - side],
                    cooperates: own,
                    partner_cooperates: other,
                    expected: f64::from(people[seats[side]].belief),
                    earned: self.earns(own, other),
                });
                goes_on[side] &= other;
                found[side].rounds += usize::from(own);
                found[side].first |= round == 1 && own;
            }
        }
        found
    }
}

/// What one of two did in a match.
#[derive(Debug, Clone, Copy, Default)]
struct Chosen {
    /// Whether it co-operated in the first round.
    first: bool,
    /// In how many rounds it co-operated.
    rounds: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn game(reward: f64, continuation: f64) -> Dilemma {
        Dilemma {
            reward,
            temptation: 50.0,
            sucker: 12.0,
            punishment: 25.0,
            continuation,
            people: 14,
            matches: 20,
        }
    }

    /// The basins of the treatments of Dal Bó & Fréchette (2011).
    #[test]
    fn basins_are_the_published_ones() {
        let basin = |reward, continuation| {
            let game = game(reward, continuation);
            game.critical_mass(game.rounds_to_come())
        };
        assert!((basin(48.0, 0.5) - 0.3824).abs() < 1e-4);
        assert!((basin(40.0, 0.75) - 0.2708).abs() < 1e-4);
        assert_eq!(basin(32.0, 0.5), f64::INFINITY);
    }

    /// The critical belief is the one at which going along (grim) and refusing earn as much over many
    /// rounds, each as likely to come as it is.
    #[test]
    fn at_the_critical_belief_both_ways_earn_as_much() {
        for (reward, continuation) in [(48.0, 0.5), (40.0, 0.75), (45.0, 0.9)] {
            let game = game(reward, continuation);
            let sum = |first: f64, then: f64| {
                first + (1..500).map(|round| continuation.powi(round) * then).sum::<f64>()
            };
            let belief = game.critical_mass(game.rounds_to_come());
            let along = belief * sum(reward, reward) + (1.0 - belief) * sum(12.0, 25.0);
            let alone = belief * sum(50.0, 25.0) + (1.0 - belief) * sum(25.0, 25.0);
            assert!((along - alone).abs() < 1e-6, "{along} {alone}");
        }
    }

    #[test]
    fn a_task_tells_what_is_lost_and_gained_at_a_belief() {
        let people = crate::lab::people::core("title = \"x\"\n");
        let person = people.person(&mut Xoshiro256PlusPlus::seed_from_u64(1));
        let person = Person { belief: 0.25, foresight: 0.5, ..person };
        let task = game(40.0, 0.75).task(&person);
        // A quarter of 50 − 40 and three of 25 − 12; a quarter of 40 − 12 and three of 50 − 25.
        assert!((task.own_loss - 12.25).abs() < 1e-5 && (task.gain_of_others - 25.75).abs() < 1e-5);
        // 1.5 of three rounds to come are foreseen: 13 against 40 · 2.5 − 50 − 1.5 · 25 and 13.
        assert!((task.threshold - 13.0 / 25.5).abs() < 1e-6);
        assert!(!task.same_position && !task.matching && task.others == 1.0);
        // A stag hunt: 13 against 40 − 30 for one who foresees nothing.
        let hunt = Dilemma { temptation: 30.0, ..game(40.0, 0.0) }.task(&person);
        assert!(hunt.matching && (hunt.threshold - 13.0 / 23.0).abs() < 1e-6);
        // Where to co-operate against a refusal is better too, it is always safe.
        let chicken = Dilemma { punishment: 5.0, ..game(40.0, 0.75) };
        assert_eq!(chicken.critical_mass(10.0), 0.0);
    }
}
