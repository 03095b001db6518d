//! Contributions to a public good among partners or strangers: with or without punishment, a leader
//! who gives first, talk, and a ratchet.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::payoff::Payoff;
use super::people::{Core, Person, Task};

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
    /// Whether one member gives first and the others see it before they give.
    pub leader_first: bool,
    /// Period (counted from 1) before which beliefs begin anew, as after a surprise restart.
    pub restart: Option<usize>,
    /// Punishment, if members can punish each other.
    pub punishment: Option<Punishment>,
    /// A reference level that rises with contributions and taxes them.
    pub ratchet: Option<RatchetedTax>,
    /// Talk before giving.
    pub talk: Option<Talk>,
}

/// Punishment after each period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Punishment {
    /// First and last period with punishment, counted from 1.
    pub periods: (usize, usize),
    /// Tokens that a point costs who gives it.
    pub cost: f64,
    /// Tokens that a point takes from who receives it.
    pub effect: f64,
    /// Most points to one member.
    pub most: f64,
    /// Points that a member gives another who gave less, by a third of what can be given; more or
    /// fewer in proportion: a custom of the place.
    pub prosocial: f64,
    /// Points that a member gives another who gave as much or more: a custom of the place.
    pub antisocial: f64,
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
            leader_first: false,
            restart: None,
            punishment: None,
            ratchet: None,
            talk: None,
        }
    }

    /// Plays a session.
    pub fn play(&self, core: &Core, generator: &mut impl Rng) -> Played {
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
            if !self.partners {
                session.seats.shuffle(generator);
            }
            groups.push(self.period(core, &mut session, period, &mut played, generator));
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

    /// Everyone gives, sees and learns; the mean contribution of each group.
    fn period(
        &self,
        core: &Core,
        session: &mut Session,
        period: usize,
        played: &mut Played,
        generator: &mut impl Rng,
    ) -> Vec<f64> {
        let (mut given, mut believed, mut earned, mut points) = (0.0, 0.0, 0.0, 0.0);
        let mut groups = Vec::new();
        let Session { people, seats, reference } = session;
        let task = self.task(core);
        for seats in seats.chunks(self.group_size) {
            let mut group: Vec<Person> = seats.iter().map(|seat| people[*seat]).collect();
            believed += group.iter().map(|person| f64::from(person.belief)).sum::<f64>();
            self.before_giving(core, &mut group, (period, &task), generator);
            let shares: Vec<f32> = group.iter().map(|person| core.gives(person, &task)).collect();
            let gifts: Vec<f64> =
                shares.iter().map(|share| self.gift(core, f64::from(*share))).collect();
            let sum: f64 = gifts.iter().sum();
            for (seat, own) in seats.iter().zip(&gifts) {
                earned += self.payoff.earns(*own, sum - own) - self.taxed(reference, *seat, *own);
            }
            if let Some(rule) = self.punishes(period) {
                let given: Vec<f64> = shares.iter().map(|share| f64::from(*share)).collect();
                let (cost, received) = punished(rule, core, &mut group, &given);
                earned -= cost;
                points += received;
            }
            self.after_giving(core, &mut group, &shares, generator);
            seats.iter().zip(group).for_each(|(seat, person)| people[*seat] = person);
            given += sum;
            groups.push(sum / gifts.len() as f64);
        }
        let n = self.session as f64;
        played.contribution.push(given / n);
        played.belief.push(self.payoff.endowment() * believed / n);
        played.earnings.push(earned / n);
        played.points.push(points / n);
        groups
    }

    /// A leader shows the way, or members talk.
    fn before_giving(
        &self,
        core: &Core,
        group: &mut [Person],
        (period, task): (usize, &Task),
        generator: &mut impl Rng,
    ) {
        if let Some(talk) = self.talk.filter(|t| period == t.from || t.repeated && period > t.from)
        {
            // What one would give who could be sure of all others.
            let promise = |person: &Person| core.gives(&Person { belief: 1.0, ..*person }, task);
            let said: f32 = group.iter().map(promise).sum::<f32>() / group.len() as f32;
            group.iter_mut().for_each(|person| core.hears(person, said, talk.credence as f32));
        }
        if self.leader_first {
            let shown = core.gives(&group[0], task);
            group[1..].iter_mut().for_each(|person| core.sees(person, shown, generator));
        }
    }

    /// Members see what the others gave.
    fn after_giving(
        &self,
        core: &Core,
        group: &mut [Person],
        shares: &[f32],
        generator: &mut impl Rng,
    ) {
        let (sum, others) = (shares.iter().sum::<f32>(), (group.len() - 1) as f32);
        for (person, own) in group.iter_mut().zip(shares) {
            core.sees(person, (sum - own) / others, generator);
        }
    }

    fn punishes(&self, period: usize) -> Option<&Punishment> {
        self.punishment.as_ref().filter(|rule| (rule.periods.0..=rule.periods.1).contains(&period))
    }

    /// What a token given costs later, as far as it is foreseen.
    fn foreseen_tax(&self, core: &Core) -> f64 {
        self.ratchet.map_or(0.0, |ratchet| {
            let (tax, speed) = (ratchet.tax as f32, ratchet.speed as f32);
            f64::from(tax - core.foreseen(tax, speed))
        })
    }

    /// What of giving matters.
    pub fn task(&self, core: &Core) -> Task {
        let self_interest = self.payoff.self_interest(self.foreseen_tax(core)) as f32;
        Task { self_interest, ..Task::LINEAR }
    }

    /// The tax that a person pays in this period; its reference rises after that.
    fn taxed(&self, reference: &mut [f64], person: usize, own: f64) -> f64 {
        let Some(ratchet) = self.ratchet else { return 0.0 };
        let level = &mut reference[person];
        let tax = ratchet.tax * *level;
        *level += ratchet.speed * (own - *level).max(0.0);
        tax
    }

    /// A contribution: between what is best for oneself and what is best for all.
    fn gift(&self, core: &Core, share: f64) -> f64 {
        let selfish = self.payoff.selfish(self.foreseen_tax(core));
        selfish + share * (self.payoff.best_for_all(self.group_size) - selfish)
    }
}

/// Members punish each other for the shares that they gave: those who reciprocate punish who gave
/// less, as is customary, and some punish who gave as much or more. Everyone learns what is customary in the group. Gives the tokens
/// lost by all, and the points received.
fn punished(rule: &Punishment, core: &Core, group: &mut [Person], given: &[f64]) -> (f64, f64) {
    use crate::spec::Trait;
    let n = group.len();
    let readiness: Vec<f64> =
        group.iter().map(|person| f64::from(person.get(Trait::Reciprocity))).collect();
    let of = |by: usize, to: usize| {
        let less = given[by] - given[to];
        let points = match less > 0.0 {
            true => rule.prosocial * readiness[by] * 3.0 * less,
            false => rule.antisocial,
        };
        points.min(rule.most)
    };
    let pairs = (0..n).flat_map(|by| (0..n).filter(move |to| *to != by).map(move |to| (by, to)));
    let points: f64 = pairs.map(|(by, to)| of(by, to)).sum();
    // What a point takes, for what it costs, against three tokens for one.
    let bite = core.rebuke() * (rule.effect / (3.0 * rule.cost.max(1e-9))) as f32;
    let all: f64 = readiness.iter().sum();
    for (person, own) in group.iter_mut().zip(&readiness) {
        let others = ((all - own) / (n - 1) as f64) as f32;
        let less = bite * (rule.prosocial.min(rule.most) as f32) * others;
        core.is_rebuked(person, (less, bite * rule.antisocial.min(rule.most) as f32));
    }
    ((rule.cost + rule.effect) * points, points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn core(text: &str) -> Core {
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        Core::new(&scenario.treatments[0].spec)
    }

    fn play(game: &ContributionGame, core: &Core) -> Played {
        game.play(core, &mut Xoshiro256PlusPlus::seed_from_u64(1))
    }

    #[test]
    fn nothing_is_given_by_those_who_give_nothing() {
        let game = ContributionGame { periods: 3, ..ContributionGame::usual(24, false) };
        let played = play(&game, &core("[drive]\ndiscount = 1.0\n"));
        assert!(played.contribution.iter().all(|mean| *mean < 2.0), "{played:?}");
        let earned = played.earnings.iter().zip(&played.contribution);
        // Of each token given 1.6 come back to the group of four.
        assert!(earned.into_iter().all(|(e, c)| (e - (20.0 + 0.6 * c)).abs() < 1e-9));
    }

    /// Two members, one of whom gave less: worked out by hand.
    #[test]
    fn points_and_their_costs_are_those_worked_out_by_hand() {
        let core = core("[peer_sanction]\nstrength = 0.1\n[learning]\nrate = 0.5\n");
        let mut luck = Xoshiro256PlusPlus::seed_from_u64(3);
        let mut pair = [core.person(&mut luck), core.person(&mut luck)];
        for person in &mut pair {
            person.traits[crate::spec::Trait::Reciprocity as usize] = 0.5;
        }
        let rule = Punishment {
            periods: (1, 1),
            cost: 1.0,
            effect: 3.0,
            most: 10.0,
            prosocial: 2.0,
            antisocial: 0.4,
        };
        let (lost, points) = punished(&rule, &core, &mut pair, &[0.6, 0.3]);
        // The first gives 2 · 0.5 · 3 · 0.3 points, the second 0.4; a point costs both 1 + 3.
        assert!((points - 1.3).abs() < 1e-12 && (lost - 5.2).abs() < 1e-12);
        // Half-way from nothing to 0.1 · 2 · 0.5 and to 0.1 · 0.4.
        assert!((pair[0].threat.0 - 0.05).abs() < 1e-6 && (pair[1].threat.1 - 0.02).abs() < 1e-6);
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
        let core = core("[drive]\ndiscount = 0.1\n");
        let (free, taxed) = (play(&usual, &core), play(&taxed, &core));
        assert!(taxed.contribution[0] < free.contribution[0]);
        // Without foresight the same is given, and only the tax is lost.
        let blind = self::core("[drive]\ndiscount = 0.1\n[ratchet]\nforesight = 0.0\n");
        let game = ContributionGame { ratchet: Some(ratchet), ..usual.clone() };
        assert_eq!(play(&usual, &blind).contribution, play(&game, &blind).contribution);
        assert!(play(&game, &blind).earnings[9] < play(&usual, &blind).earnings[9]);
    }

    #[test]
    fn a_game_ends_at_random_as_often_as_it_says() {
        let game = ContributionGame {
            termination: 0.25,
            periods: 1000,
            ..ContributionGame::usual(4, true)
        };
        let core = core("title = \"x\"\n");
        let mut luck = Xoshiro256PlusPlus::seed_from_u64(5);
        let n = 4000;
        let periods: usize = (0..n).map(|_| game.play(&core, &mut luck).contribution.len()).sum();
        let mean = periods as f64 / f64::from(n);
        // Geometric with mean 4 and sd 3.46: four standard errors.
        assert!((mean - 4.0).abs() < 4.0 * 3.46 / f64::from(n).sqrt(), "{mean}");
    }
}
