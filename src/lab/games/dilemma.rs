//! The prisoner's dilemma and the stag hunt, repeated with a chance to go on.
//!
//! First what a class sees of it, then its protocol.

use rand::{Rng, RngExt};

use super::curve::Averages;
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
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
    let [reward, temptation, sucker, punishment, continuation, people, matches, _, _, _] =
        setup.protocol();
    let core = setup.people();
    let game = Dilemma {
        reward,
        temptation,
        sucker,
        punishment,
        continuation,
        people: people as usize / 2 * 2,
        matches: matches as usize,
    };
    let (mut first, mut all) = (Averages::default(), Averages::default());
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            first.add(&played.first_rounds);
            all.add(&played.all_rounds);
        },
    );
    let basin = game.critical_mass();
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
    /// The belief that the other goes along as long as one does (grim) from which going along pays:
    /// the size of the basin of always refusing. Above 1 when it never pays (Dal Bó & Fréchette 2011).
    pub fn critical_mass(&self) -> f64 {
        let (r, t, s, p, d) =
            (self.reward, self.temptation, self.sucker, self.punishment, self.continuation);
        let along = r / (1.0 - d) - (t + d * p / (1.0 - d));
        let alone = p / (1.0 - d) - (s + d * p / (1.0 - d));
        if along <= 0.0 { f64::INFINITY } else { alone / (along + alone) }
    }

    /// Plays matches among strangers. A person co-operates with the probability of its drive, stops
    /// for the rest of a match when the other has refused, and learns from what others did in first
    /// rounds what to expect.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Cooperation {
        let mut people: Vec<Person> = (0..self.people).map(|_| core.person(generator)).collect();
        // Where going along never pays, no belief makes it safe.
        let mass = self.critical_mass();
        let critical_mass = (mass <= 1.0).then_some(mass.max(0.01) as f32);
        // In a stag hunt nothing is gained by refusing one who co-operates.
        let stag_hunt = self.temptation <= self.reward;
        let task = match critical_mass.filter(|_| stag_hunt) {
            Some(mass) => Task { peers: false, ..Task::coordination(mass) },
            // Where going along pays, who goes along with one who does is best off.
            None => Task { critical_mass, worthwhile: true, ..Task::ALONE },
        };
        let mut seats: Vec<usize> = (0..self.people).collect();
        let mut played = Cooperation::default();
        for _ in 0..self.matches {
            rand::seq::SliceRandom::shuffle(&mut seats[..], generator);
            let mut rounds = 1;
            while generator.random::<f64>() < self.continuation {
                rounds += 1;
            }
            let (mut first, mut all) = (0.0, 0.0);
            for pair in seats.chunks_exact(2) {
                let willing = [0, 1].map(|side| {
                    generator.random::<f32>() < core.contribution(&people[pair[side]], &task)
                });
                // Both go on as long as both do: who is refused refuses.
                let cooperates =
                    |round: usize, side: usize| willing[side] && (round == 0 || willing[1 - side]);
                let count = |round: usize| {
                    f64::from(u8::from(cooperates(round, 0)) + u8::from(cooperates(round, 1)))
                };
                first += count(0);
                all += count(0) + count(1) * (rounds - 1) as f64;
                for side in [0, 1] {
                    let seen = f32::from(u8::from(willing[1 - side]));
                    core.observe(&mut people[pair[side]], seen, generator);
                }
            }
            let n = self.people as f64;
            played.first_rounds.push(first / n);
            played.all_rounds.push(all / n / rounds as f64);
        }
        played
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!((game(48.0, 0.5).critical_mass() - 0.3824).abs() < 1e-4);
        assert!((game(40.0, 0.75).critical_mass() - 0.2708).abs() < 1e-4);
        assert!(game(32.0, 0.5).critical_mass() > 1.0);
    }
}
