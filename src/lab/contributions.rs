//! Contributions to a public good: linear or quadratic, among partners or strangers.

use rand::Rng;
use rand::seq::SliceRandom;

use super::people::{Core, Person};

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
    /// Payoffs.
    pub payoff: Payoff,
    /// Whether one member gives first and the others see it before they give.
    pub leader_first: bool,
    /// Period (counted from 1) before which beliefs begin anew, as after a surprise restart.
    pub restart: Option<usize>,
}

/// What giving costs and brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Payoff {
    /// `endowment − c + return · Σ c`.
    Linear {
        /// Tokens of each member in each period.
        endowment: f64,
        /// Marginal per-capita return.
        marginal_return: f64,
    },
    /// `a + b c − q c² + r Σ others' c`, for contributions from 0 to an endowment: it pays to give
    /// something, and less than is best for all.
    Quadratic {
        /// Largest contribution.
        endowment: f64,
        /// Fixed part, `a`.
        fixed: f64,
        /// Own return of the first unit, `b`.
        first: f64,
        /// Fall of the own return, `q`.
        fall: f64,
        /// What a unit brings each other member, `r`.
        to_others: f64,
    },
}

impl Payoff {
    /// Largest contribution.
    pub fn endowment(&self) -> f64 {
        match *self {
            Self::Linear { endowment, .. } | Self::Quadratic { endowment, .. } => endowment,
        }
    }

    /// The contribution that is best for oneself alone.
    pub fn selfish(&self) -> f64 {
        match *self {
            Self::Linear { endowment, marginal_return } => {
                if marginal_return > 1.0 {
                    endowment
                } else {
                    0.0
                }
            }
            Self::Quadratic { endowment, first, fall, .. } => {
                (first / (2.0 * fall)).clamp(0.0, endowment)
            }
        }
    }

    /// The contribution of each that is best for a group.
    pub fn best_for_all(&self, members: usize) -> f64 {
        let n = members as f64;
        match *self {
            Self::Linear { endowment, marginal_return } => {
                if n * marginal_return > 1.0 {
                    endowment
                } else {
                    0.0
                }
            }
            Self::Quadratic { endowment, first, fall, to_others, .. } => {
                ((first + (n - 1.0) * to_others) / (2.0 * fall)).clamp(0.0, endowment)
            }
        }
    }

    /// What a member earns by its own contribution and the sum of the others'.
    pub fn earns(&self, own: f64, others: f64) -> f64 {
        match *self {
            Self::Linear { endowment, marginal_return } => {
                endowment - own + marginal_return * (own + others)
            }
            Self::Quadratic { fixed, first, fall, to_others, .. } => {
                fixed + first * own - fall * own * own + to_others * others
            }
        }
    }
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
    /// Mean contributions of each group over the last two periods.
    pub groups_at_end: Vec<f64>,
}

impl ContributionGame {
    /// Plays a session.
    pub fn play(&self, core: &Core, generator: &mut impl Rng) -> Played {
        let mut people: Vec<Person> = (0..self.session).map(|_| core.person(generator)).collect();
        let first_beliefs: Vec<f32> = people.iter().map(|person| person.belief).collect();
        let mut seats: Vec<usize> = (0..self.session).collect();
        let mut played = Played::default();
        let mut ends = vec![0.0; self.session / self.group_size];
        for period in 1..=self.periods {
            if self.restart == Some(period) {
                people.iter_mut().zip(&first_beliefs).for_each(|(person, b)| person.belief = *b);
            }
            if !self.partners {
                seats.shuffle(generator);
            }
            let shares = self.period(core, &mut people, &seats, &mut played, generator);
            for (index, (group, shares)) in
                seats.chunks(self.group_size).zip(shares.chunks(self.group_size)).enumerate()
            {
                let sum: f32 = shares.iter().sum();
                if period + 2 > self.periods {
                    let mean = f64::from(sum) / shares.len() as f64;
                    ends[index] += 0.5 * self.gift(mean);
                }
                for (seat, own) in group.iter().zip(shares) {
                    let others = (sum - own) / (group.len() - 1) as f32;
                    core.sees(&mut people[*seat], others, generator);
                }
            }
        }
        played.groups_at_end = ends;
        played
    }

    /// Everyone gives; by seat, the share of the room between the selfish contribution and the one
    /// that is best for all.
    fn period(
        &self,
        core: &Core,
        people: &mut [Person],
        seats: &[usize],
        played: &mut Played,
        generator: &mut impl Rng,
    ) -> Vec<f32> {
        let mut shares = Vec::with_capacity(seats.len());
        let (mut given, mut believed, mut earned) = (0.0, 0.0, 0.0);
        for group in seats.chunks(self.group_size) {
            believed += group.iter().map(|seat| f64::from(people[*seat].belief)).sum::<f64>();
            if self.leader_first {
                let shown = core.gives(&people[group[0]], None);
                for follower in &group[1..] {
                    core.sees(&mut people[*follower], shown, generator);
                }
            }
            let first = shares.len();
            shares.extend(group.iter().map(|seat| core.gives(&people[*seat], None)));
            let gifts: Vec<f64> =
                shares[first..].iter().map(|share| self.gift(f64::from(*share))).collect();
            let sum: f64 = gifts.iter().sum();
            given += sum;
            earned += gifts.iter().map(|own| self.payoff.earns(*own, sum - own)).sum::<f64>();
        }
        let n = self.session as f64;
        let scale = self.payoff.endowment();
        played.contribution.push(given / n);
        played.belief.push(scale * believed / n);
        played.earnings.push(earned / n);
        shares
    }

    /// A contribution: between what is best for oneself and what is best for all.
    fn gift(&self, share: f64) -> f64 {
        let selfish = self.payoff.selfish();
        selfish + share * (self.payoff.best_for_all(self.group_size) - selfish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    const LINEAR: Payoff = Payoff::Linear { endowment: 20.0, marginal_return: 0.4 };

    #[test]
    fn payoffs_are_those_worked_out_by_hand() {
        // 20 − 5 + 0.4 · (5 + 30) = 29.
        assert_eq!(LINEAR.earns(5.0, 30.0), 29.0);
        assert_eq!((LINEAR.selfish(), LINEAR.best_for_all(4)), (0.0, 20.0));
        let quadratic = Payoff::Quadratic {
            endowment: 20.0,
            fixed: 10.0,
            first: 8.0,
            fall: 0.5,
            to_others: 2.0,
        };
        // 10 + 8 · 6 − 0.5 · 36 + 2 · 9 = 58.
        assert_eq!(quadratic.earns(6.0, 9.0), 58.0);
        assert_eq!((quadratic.selfish(), quadratic.best_for_all(4)), (8.0, 14.0));
    }

    #[test]
    fn nothing_is_given_by_those_who_give_nothing() {
        let text = "[drive]\ndiscount = 1.0\n";
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Core::new(&scenario.treatments[0].spec);
        let game = ContributionGame {
            group_size: 4,
            session: 24,
            partners: false,
            periods: 3,
            payoff: LINEAR,
            leader_first: false,
            restart: None,
        };
        let played = game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1));
        assert!(played.contribution.iter().all(|mean| *mean < 2.0), "{played:?}");
        let earned = played.earnings.iter().zip(&played.contribution);
        // Of each token given 1.6 come back to the group of four.
        assert!(earned.into_iter().all(|(e, c)| (e - (20.0 + 0.6 * c)).abs() < 1e-9));
    }
}
