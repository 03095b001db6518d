//! Contributions to a public good among partners or strangers: with or without punishment, a leader
//! who gives first, talk, and a ratchet.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::company::{Company, Gift};
use super::payoff::Payoff;
use super::people::{Person, Population};
use super::punishment::Punishment;

/// The protocol of a contribution game.
#[derive(Debug, Clone, PartialEq)]
pub struct ContributionGame {
    /// Members of a group, at least 2.
    pub group_size: usize,
    /// People of a session, a multiple of the group's size; strangers are matched anew among them.
    pub session: usize,
    /// Whether groups stay together.
    pub partners: bool,
    /// Periods.
    pub periods: usize,
    /// Probability that the game ends after a period, for all groups of a session; 0 for never.
    pub termination: f64,
    /// Payoffs.
    pub payoff: Payoff,
    /// Whether only whole tokens are given.
    pub whole_tokens: bool,
    /// Whether others gain by taking what one leaves, as on a commons: then a common future gives no
    /// assurance, for holding back invites others to take more (strategic substitutes).
    pub rival: bool,
    /// Whether one member gives first and the others see it before they give.
    pub leader_first: bool,
    /// Period (counted from 1) before which a new game begins that nobody knew of: beliefs begin anew, and
    /// until then the period before it is thought to be the last.
    pub restart: Option<usize>,
    /// Whether members see after each period what the others gave on average.
    pub information: bool,
    /// Punishment, if members can punish each other.
    pub punishment: Option<Punishment>,
    /// A reference level that rises with contributions and taxes them.
    pub ratchet: Option<RatchetedTax>,
    /// Talk before giving.
    pub talk: Option<Talk>,
}

/// A tax on a reference level, as when budgets are cut where money was saved before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatchetedTax {
    /// How much of what is given above the reference moves it, in `[0,1]`.
    pub speed: f64,
    /// Tokens that each token of the reference costs in each period.
    pub tax: f64,
    /// Periods after which the reference begins at 0 again; 0 for never.
    pub phase: usize,
}

/// Members say what they will give before they do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Talk {
    /// First period with talk.
    pub from: usize,
    /// Whether there is talk in each period from then on, or only once.
    pub repeated: bool,
    /// How far words are believed, in `[0,1]`.
    pub credence: f64,
}

/// What the people of a session did, by period: means over them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Played {
    /// Contributions.
    pub contribution: Vec<f64>,
    /// Beliefs about the others' mean contribution with which the period was begun.
    pub belief: Vec<f64>,
    /// Earnings.
    pub earnings: Vec<f64>,
    /// Mean points that a member received.
    pub points: Vec<f64>,
    /// Standard deviation of the mean contributions of groups; NaN for a single group.
    pub between_groups: Vec<f64>,
    /// Mean contributions of each group over the last two periods.
    pub groups_at_end: Vec<f64>,
}

/// A session at play.
struct Session {
    people: Vec<Person>,
    seats: Vec<usize>,
    /// By person: the reference of the ratchet, in tokens.
    reference: Vec<f64>,
}

impl ContributionGame {
    /// A linear game as most experiments play it: groups of four, 20 tokens, a return of 0.4, ten
    /// periods, nothing else.
    pub fn usual(session: usize, partners: bool) -> Self {
        Self {
            group_size: 4,
            session,
            partners,
            periods: 10,
            termination: 0.0,
            payoff: Payoff::Linear { endowment: 20.0, marginal_return: 0.4 },
            whole_tokens: true,
            rival: false,
            leader_first: false,
            restart: None,
            information: true,
            punishment: None,
            ratchet: None,
            talk: None,
        }
    }

    /// Plays a session.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Played {
        self.play_with(core, generator, &mut ())
    }

    /// The same in company.
    pub fn play_with(
        &self,
        core: &Population,
        generator: &mut impl Rng,
        company: &mut dyn Company,
    ) -> Played {
        let people: Vec<Person> = (0..self.session).map(|_| core.person(generator)).collect();
        let first_beliefs: Vec<f32> = people.iter().map(|person| person.belief).collect();
        let reference = vec![0.0; self.session];
        let mut session = Session { people, seats: (0..self.session).collect(), reference };
        let mut played = Played::default();
        let mut groups: Vec<Vec<f64>> = Vec::new();
        for period in 1..=self.periods {
            if self.restart == Some(period) {
                let people = session.people.iter_mut();
                people.zip(&first_beliefs).for_each(|(person, b)| person.belief = *b);
            }
            if self.ratchet.is_some_and(|r| r.phase > 0 && (period - 1) % r.phase == 0) {
                session.reference.fill(0.0);
            }
            self.begin_or_end_punishment(core, &mut session.people, period);
            self.seat(&mut session.seats, generator);
            groups.push(self.period(core, &mut session, period, &mut played, generator, company));
            if self.termination > 0.0 && generator.random::<f64>() < self.termination {
                break;
            }
        }
        let last = &groups[groups.len().saturating_sub(2)..];
        let n = last.len() as f64;
        let mean = |group: usize| last.iter().map(|means| means[group]).sum::<f64>() / n;
        played.groups_at_end = (0..self.session / self.group_size).map(mean).collect();
        played
    }

    /// Seats people in groups: strangers anew, each with anyone else equally often.
    fn seat(&self, seats: &mut [usize], generator: &mut impl Rng) {
        if !self.partners {
            seats.shuffle(generator);
        }
    }

    /// Where punishment begins, people know the custom of their place; where it ends, nobody fears any.
    fn begin_or_end_punishment(&self, core: &Population, people: &mut [Person], period: usize) {
        let Some(rule) = self.punishment else { return };
        let (first, last) = rule.periods;
        let custom = rule.custom(core, self.group_size);
        let threat = match period {
            _ if period == first => custom,
            _ if period == last + 1 => (0.0, 0.0),
            _ => return,
        };
        people.iter_mut().for_each(|person| person.threat = threat);
    }

    /// Everyone gives, sees and learns; the mean contribution of each group.
    fn period(
        &self,
        core: &Population,
        session: &mut Session,
        period: usize,
        played: &mut Played,
        generator: &mut impl Rng,
        company: &mut dyn Company,
    ) -> Vec<f64> {
        let (mut given, mut believed, mut earned, mut points) = (0.0, 0.0, 0.0, 0.0);
        let mut groups = Vec::new();
        let Session { people, seats, reference } = session;
        for (number, seats) in seats.chunks(self.group_size).enumerate() {
            let mut group: Vec<Person> = seats.iter().map(|seat| people[*seat]).collect();
            believed += group.iter().map(|person| f64::from(person.belief)).sum::<f64>();
            self.talk(core, &mut group, period);
            let expected: Vec<f32> = group.iter().map(|person| person.belief).collect();
            let shares = self.shares(core, &mut group, seats, period, generator, company);
            let gifts: Vec<f64> =
                shares.iter().map(|share| self.gift(core, f64::from(*share), period)).collect();
            let sum: f64 = gifts.iter().sum();
            for ((seat, own), expected) in seats.iter().zip(&gifts).zip(expected) {
                let earns = self.payoff.earns(*own, sum - own);
                let earns = earns - self.taxed(reference, *seat, *own);
                earned += earns;
                company.sees_gift(&Gift {
                    period,
                    seat: *seat,
                    group: number,
                    given: *own,
                    others: (sum - own) / (gifts.len() - 1) as f64,
                    expected: self.payoff.endowment() * f64::from(expected),
                    earned: earns,
                });
            }
            if let Some(rule) = self.punishes(period) {
                let (cost, received) = rule.given(core, &mut group, &gifts);
                earned -= cost;
                points += received;
            }
            if self.information {
                see_each_other(core, &mut group, &shares);
            }
            seats.iter().zip(group).for_each(|(seat, person)| people[*seat] = person);
            given += sum;
            groups.push(sum / gifts.len() as f64);
        }
        let n = self.session as f64;
        played.contribution.push(given / n);
        played.belief.push(self.payoff.endowment() * believed / n);
        played.earnings.push(earned / n);
        played.points.push(points / n);
        played.between_groups.push(crate::ground::statistics::Summary::of(&groups, 0.95).sd);
        groups
    }

    /// Members say what they will give, where there is talk.
    fn talk(&self, core: &Population, group: &mut [Person], period: usize) {
        let there = |talk: &Talk| period == talk.from || talk.repeated && period > talk.from;
        let Some(talk) = self.talk.filter(there) else { return };
        // What one would give who could be sure of all others.
        let promise = |person: &Person| {
            let sure = Person { belief: 1.0, ..*person };
            core.intention(&sure, &self.task(core, &sure, period))
        };
        let said: f32 = group.iter().map(promise).sum::<f32>() / group.len() as f32;
        group.iter_mut().for_each(|person| core.hears(person, said, talk.credence as f32));
    }

    fn punishes(&self, period: usize) -> Option<&Punishment> {
        self.punishment.as_ref().filter(|rule| (rule.periods.0..=rule.periods.1).contains(&period))
    }

    /// The share of what can be given that a person would give in a period, before it is rounded to
    /// tokens.
    pub fn contribution(
        &self,
        core: &Population,
        person: &Person,
        period: usize,
        generator: &mut impl Rng,
    ) -> f32 {
        core.contribution(person, &self.task(core, person, period), generator)
    }
}

/// Members see what the others gave on average.
fn see_each_other(core: &Population, group: &mut [Person], shares: &[f32]) {
    let (sum, others) = (shares.iter().sum::<f32>(), (group.len() - 1) as f32);
    for (person, own) in group.iter_mut().zip(shares) {
        core.observe(person, *own, (sum - own) / others);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::people::core;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn play(game: &ContributionGame, core: &Population) -> Played {
        game.play(core, &mut Xoshiro256PlusPlus::seed_from_u64(1))
    }

    #[test]
    fn nothing_is_given_by_those_who_give_nothing() {
        let game = ContributionGame { periods: 3, ..ContributionGame::usual(24, false) };
        let selfish = "[payoffs]\nweight = 5.0\n[staff.types]\nself_interested.share = 1.0\nconditional_cooperator.share = 0.0\nintrinsic.share = 0.0\n";
        let played = play(&game, &core(selfish));
        assert_eq!(played.contribution, [0.0; 3]);
        // A few give something without payoffs; of each token given 1.6 come back to the group of four.
        let played = play(&game, &core(&selfish.replace("5.0", "0.0")));
        let earned = played.earnings.iter().zip(&played.contribution);
        assert!(played.contribution[0] > 0.0);
        assert!(earned.into_iter().all(|(e, c)| (e - (20.0 + 0.6 * c)).abs() < 1e-9));
    }

    /// Each pair of twelve strangers sits together in 3/11 of all periods; partners always do.
    #[test]
    fn strangers_meet_each_other_equally_often_and_partners_stay() {
        let together = |partners: bool| {
            let game = ContributionGame::usual(12, partners);
            let mut random = Xoshiro256PlusPlus::seed_from_u64(11);
            let mut seats: Vec<usize> = (0..12).collect();
            let mut met = [[0_u32; 12]; 12];
            for _ in 0..6_000 {
                game.seat(&mut seats, &mut random);
                for group in seats.chunks(4) {
                    group.iter().for_each(|a| group.iter().for_each(|b| met[*a][*b] += 1));
                }
            }
            met
        };
        let (strangers, partners) = (together(false), together(true));
        let (n, share) = (6_000.0_f64, 3.0 / 11.0);
        let sd = (n * share * (1.0 - share)).sqrt();
        for a in 0..12 {
            for b in (0..12).filter(|b| *b != a) {
                // Five standard deviations, for 66 pairs: a false alarm in 26,000 seeds.
                assert!((f64::from(strangers[a][b]) - n * share).abs() < 5.0 * sd, "{a} {b}");
                assert_eq!(partners[a][b], if a / 4 == b / 4 { 6_000 } else { 0 });
            }
        }
    }

    #[test]
    fn who_sees_nothing_learns_nothing() {
        let game = ContributionGame { information: false, ..ContributionGame::usual(24, false) };
        let played = play(&game, &core("[decision_noise]\nsd = 0.0\n"));
        assert!(played.belief.iter().all(|belief| (belief - played.belief[0]).abs() < 1e-6));
        assert!(played.contribution.iter().all(|c| (c - played.contribution[0]).abs() < 1e-6));
    }

    #[test]
    fn punishment_is_feared_from_its_first_period_to_its_last() {
        let core = core("[decision_noise]\nsd = 0.0\n");
        let rule = Punishment {
            periods: (3, 4),
            cost: 1.0,
            effect: 3.0,
            most: 10.0,
            prosocial: 1.19,
            antisocial: 0.0,
        };
        // Who sees nothing changes by what it fears alone; in the last two periods rebukes were met with.
        let quiet = ContributionGame { information: false, ..ContributionGame::usual(24, false) };
        let game = ContributionGame { punishment: Some(rule), periods: 6, ..quiet };
        let gifts = play(&game, &core).contribution;
        assert!(gifts[2] > gifts[1] + 1.0 && gifts[3] > gifts[1] + 1.0, "{gifts:?}");
        assert!(gifts[0] == gifts[1] && gifts[4] == gifts[0] && gifts[5] == gifts[0], "{gifts:?}");
    }

    #[test]
    fn a_ratchet_takes_what_its_reference_says_and_lowers_what_is_given() {
        let usual = ContributionGame::usual(40, true);
        let ratchet = RatchetedTax { speed: 1.0, tax: 0.5, phase: 0 };
        let taxed = ContributionGame { ratchet: Some(ratchet), ..usual.clone() };
        let mut reference = [0.0];
        assert_eq!(taxed.taxed(&mut reference, 0, 8.0), 0.0);
        assert_eq!(taxed.taxed(&mut reference, 0, 6.0), 4.0);
        assert_eq!(reference, [8.0]);
        let core = core("title = \"x\"\n");
        let (free, taxed) = (play(&usual, &core), play(&taxed, &core));
        assert!(taxed.contribution[0] < free.contribution[0]);
        // Without foresight the same is given, and only the tax is lost.
        let blind = self::core("[ratchet]\nforesight = 0.0\n");
        let game = ContributionGame { ratchet: Some(ratchet), ..usual.clone() };
        assert_eq!(play(&usual, &blind).contribution, play(&game, &blind).contribution);
        assert!(play(&game, &blind).earnings[0] == play(&usual, &blind).earnings[0]);
        assert!(play(&game, &blind).earnings[3] < play(&usual, &blind).earnings[3]);
    }

    #[test]
    fn a_game_ends_at_random_as_often_as_it_says() {
        let game = ContributionGame {
            termination: 0.25,
            periods: 1000,
            ..ContributionGame::usual(4, true)
        };
        let core = core("title = \"x\"\n");
        let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
        let n = 4000;
        let periods: usize = (0..n).map(|_| game.play(&core, &mut random).contribution.len()).sum();
        let mean = periods as f64 / f64::from(n);
        // Geometric with mean 4 and sd 3.46: four standard errors.
        assert!((mean - 4.0).abs() < 4.0 * 3.46 / f64::from(n).sqrt(), "{mean}");
    }
}
