//! A common pool that people draw on, with and without talk and sanctions.

use rand::Rng;

use super::contributions::{ContributionGame, Played, Talk};
use super::payoff::Payoff;
use super::people::Population;
use super::punishment::Punishment;

/// The protocol of a common pool: `X` tokens invested by all bring `a X − b X²`, shared in proportion;
/// a token kept brings a fixed return.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedPool {
    /// Users, at least 2.
    pub users: usize,
    /// Periods.
    pub periods: usize,
    /// Return of the first token, `a`.
    pub first: f64,
    /// Fall of the return, `b`.
    pub fall: f64,
    /// What a token brings elsewhere.
    pub outside: f64,
    /// Talk.
    pub talk: Option<Talk>,
    /// Sanctions.
    pub punishment: Option<Punishment>,
}

impl SharedPool {
    /// Tokens of each user where all answer each other (Nash).
    pub fn selfish(&self) -> f64 {
        (self.first - self.outside) / (self.fall * (self.users + 1) as f64)
    }

    /// Tokens of each user that are best for all.
    pub fn best_for_all(&self) -> f64 {
        (self.first - self.outside) / (2.0 * self.fall * self.users as f64)
    }

    /// The rent of all when each invests so much.
    pub fn rent(&self, each: f64) -> f64 {
        let all = each * self.users as f64;
        (self.first - self.outside) * all - self.fall * all * all
    }

    /// Plays one group: by period, the share of the best rent that is left, and that share after what
    /// sanctions cost.
    ///
    /// To hold back is to give to the others: users hold back as far as their drive goes from what is
    /// best for oneself to what is best for all.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> (Vec<f64>, Vec<f64>) {
        let room = self.selfish() - self.best_for_all();
        let game = ContributionGame {
            group_size: self.users,
            periods: self.periods,
            // What is given is a share of the room to hold back: a token of an endowment of 1.
            payoff: Payoff::Linear { endowment: 1.0, marginal_return: 0.4 },
            talk: self.talk,
            punishment: self.punishment,
            rival: true,
            ..ContributionGame::usual(self.users, true)
        };
        let Played { contribution, points, .. } = game.play(core, generator);
        let best = self.rent(self.best_for_all());
        let gross: Vec<f64> = contribution
            .iter()
            .map(|held| self.rent(self.selfish() - held * room) / best)
            .collect();
        let price = self.punishment.map_or(0.0, |rule| rule.cost + rule.effect);
        let users = self.users as f64;
        let net = gross.iter().zip(&points).map(|(rent, p)| rent - price * p * users / best);
        let net = net.collect();
        (gross, net)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn rents_are_the_published_ones() {
        let pool = SharedPool {
            users: 8,
            periods: 10,
            first: 23.0,
            fall: 0.25,
            outside: 5.0,
            talk: None,
            punishment: None,
        };
        assert_eq!((pool.selfish(), pool.best_for_all()), (8.0, 4.5));
        assert_eq!((pool.rent(8.0), pool.rent(4.5)), (128.0, 324.0));
        let source = crate::scenario::Source { name: "x", bytes: b"[assurance]\nweight = 0.0\n" };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let talk = Some(Talk { from: 1, repeated: true, credence: 0.5 });
        let play = |pool: &SharedPool| pool.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1));
        let (silent, _) = play(&pool);
        let (talking, net) = play(&SharedPool { talk, ..pool.clone() });
        assert!(silent.iter().all(|share| (0.39..=1.0).contains(share)), "{silent:?}");
        assert!(talking[9] > silent[9] && talking == net);
    }
}
