//! The prisoner's dilemma and the stag hunt, repeated with a chance to go on.

use rand::{Rng, RngExt};

use super::people::{Person, Population};
use crate::model::mechanisms::decision::Task;

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
    /// People, an even number; strangers are matched anew for every match.
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
