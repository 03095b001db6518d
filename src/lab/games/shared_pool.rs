//! A common pool that people draw on, with and without talk and sanctions.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;

use super::curve::Averages;
use super::{
    Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::contributions::{ContributionGame, Played, Talk};
use crate::lab::payoff::Payoff;
use crate::lab::people::Population;
use crate::lab::punishment::Punishment;
use crate::model::parameter::Parameter;

/// `shared-pool`.
pub static SHARED_POOL: Game = Game {
    name: "shared-pool",
    aliases: &[Alias::plain("common-pool"), Alias::plain("common-pool-resource")],
    title: "People on a commons: does communication help?",
    introduction: "Each user puts tokens into a common pool that gives less the more are in it, or keeps them for a sure return. What is best for one, given what the others do, is too much for all. To hold back is to give to the others. Users may talk before they choose, and punish each other afterwards.",
    exercise: "Compare talking once with talking each time (--set talk_repeated=0). The game `commons` shows selfish users.",
    by_people: true,
    protocol: &[
        Parameter::new("users", 8.0, 2.0, 1000.0).whole().summary("Users."),
        Parameter::new("periods", 20.0, 1.0, 1000.0).whole().summary("Periods."),
        Parameter::new("first", 23.0, 0.0, 1000.0)
            .summary("Return of the first token in the pool."),
        Parameter::new("fall", 0.25, 0.001, 1000.0)
            .summary("How much the mean return falls with each token."),
        Parameter::new("outside", 5.0, 0.0, 1000.0).summary("Return of a token that is kept."),
        Parameter::new("talk_repeated", 1.0, 0.0, 1.0)
            .whole()
            .summary("1: talk in each period; 0: once."),
        Parameter::new("credence", 0.6, 0.0, 1.0).summary("How far words are believed."),
        Parameter::new("sanction_cost", 1.0, 0.0, 100.0).summary("Tokens that a point costs."),
        Parameter::new("sanction_effect", 3.0, 0.0, 100.0).summary("Tokens that a point takes."),
        Parameter::new("prosocial", 1.0, 0.0, 100.0)
            .summary("Custom of the place: mean points to one who held back less; 1.19 is usual."),
        Parameter::new("antisocial", 0.2, 0.0, 100.0)
            .summary("Custom of the place: mean points to one who held back as much or more."),
        STARTING_BELIEF,
        BELIEF_SD,
        PLAYING_GROUPS,
    ],
    work: |setup| setup.work("groups", 4.0, &["users", "periods"]),
    play,
};

/// The pool that a setup's protocol tells, without talk and sanctions.
pub(in crate::lab) fn pool(setup: &GameSetup) -> SharedPool {
    SharedPool {
        users: setup.count("users"),
        periods: setup.count("periods"),
        first: setup.rule("first"),
        fall: setup.rule("fall"),
        outside: setup.rule("outside"),
        talk: None,
        punishment: None,
    }
}

/// Holding back from a pool, as gifts to the others.
pub(in crate::lab) fn gifts(pool: &SharedPool) -> ContributionGame {
    let first = pool.first - pool.outside;
    ContributionGame {
        group_size: pool.users,
        periods: pool.periods,
        payoff: Payoff::Pool { users: pool.users, first, fall: pool.fall },
        whole_tokens: false,
        talk: pool.talk,
        punishment: pool.punishment,
        rival: true,
        ..ContributionGame::usual(pool.users, true)
    }
}

fn play(setup: &GameSetup) -> GameResult {
    let core = setup.people();
    let silent = pool(setup);
    let periods = silent.periods;
    let talk = Some(Talk {
        from: 1,
        repeated: setup.is("talk_repeated"),
        credence: setup.rule("credence"),
    });
    let punishment = Some(Punishment {
        periods: (1, periods),
        cost: setup.rule("sanction_cost"),
        effect: setup.rule("sanction_effect"),
        most: 10.0,
        prosocial: setup.rule("prosocial"),
        antisocial: setup.rule("antisocial"),
    });
    let run = |pool: SharedPool| {
        let (mut gross, mut net) = (Averages::default(), Averages::default());
        setup.repeat(
            "groups",
            |generator| pool.play(&core, generator),
            |(of_gross, of_net)| {
                gross.add(&of_gross);
                net.add(&of_net);
            },
        );
        (gross, net)
    };
    let (alone, _) = run(silent.clone());
    let (talking, _) = run(SharedPool { talk, ..silent.clone() });
    let (_, sanctions) = run(SharedPool { punishment, ..silent.clone() });
    let (_, both) = run(SharedPool { talk, punishment, ..silent.clone() });
    let mean = |path: &Averages| 100.0 * crate::ground::statistics::mean(&path.means());
    let conclusion = format!(
        "Of the best rent {:.0} % is left in silence, {:.0} % with talk, {:.0} % with sanctions alone and {:.0} % with both, net of what sanctions cost. Selfish users would leave {:.0} %.",
        mean(&alone),
        mean(&talking),
        mean(&sanctions),
        mean(&both),
        100.0 * silent.rent(silent.selfish()) / silent.rent(silent.best_for_all())
    );
    let curves = vec![
        Curve::periods("with talk", &talking),
        Curve::periods("in silence", &alone),
        Curve::periods("with sanctions, net", &sanctions),
        Curve::periods("with both, net", &both),
    ];
    GameResult { x: "period", y: "share of the best rent", curves, conclusion }
}

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
        let Played { contribution, points, .. } = gifts(self).play(core, generator);
        let best = self.rent(self.best_for_all());
        let gross: Vec<f64> =
            contribution.iter().map(|held| self.rent(self.selfish() - held) / best).collect();
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
        let source = crate::scenario::Source { name: "x", bytes: b"title = \"x\"\n" };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let talk = Some(Talk { from: 1, repeated: true, credence: 0.5 });
        let play = |pool: &SharedPool| pool.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1));
        let (silent, _) = play(&pool);
        let (talking, net) = play(&SharedPool { talk, ..pool.clone() });
        assert!(silent.iter().all(|share| (0.39..=1.0 + 1e-12).contains(share)), "{silent:?}");
        assert!(talking[9] > silent[9] && talking == net);
    }
}
