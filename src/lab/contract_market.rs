//! A market of contracts: principals choose one, agents work under it, and both learn what comes of it
//! (Fehr, Klein & Schmidt 2007).

use rand::{Rng, RngExt};

use super::Task;
use super::games::terms::first_gift;
use super::people::{Person, Population, Steering};

/// A contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contract {
    /// A wage, and nothing else.
    Trust,
    /// Checks, and a fine for anyone who does less than the standard.
    Incentive,
    /// A wage, and a bonus that the principal pays if it likes.
    Bonus,
}

impl Contract {
    /// All contracts.
    pub const ALL: [Self; 3] = [Self::Trust, Self::Incentive, Self::Bonus];

    /// What it is, within a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trust => "a wage in trust",
            Self::Incentive => "checks",
            Self::Bonus => "a bonus",
        }
    }

    /// The label of those who choose it.
    pub fn chosen(self) -> &'static str {
        match self {
            Self::Trust => "choose trust",
            Self::Incentive => "choose checks",
            Self::Bonus => "choose a bonus",
        }
    }
}

/// The protocol of the contract game.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractGame {
    /// What full effort on all work is worth to the principal.
    pub value: f64,
    /// Share of that value in work that can be written into a contract; 1 for a single task.
    pub contractible: f64,
    /// Probability of a check.
    pub monitoring: f64,
    /// Fine per unit of effort below the standard, if checked.
    pub fine: f64,
    /// The standard that can be demanded.
    pub standard: f64,
    /// What a check costs the principal.
    pub check_cost: f64,
    /// The bonus that is announced for full effort.
    pub bonus: f64,
    /// Probability that a principal tries another contract than the one that seems best.
    pub trying: f64,
    /// How far what a contract brought moves what a principal expects of it.
    pub learning: f64,
    /// Share of what a principal hopes for that it offers as a wage.
    pub wage_share: f64,
    /// Principals, each with an agent; they are matched again in each period.
    pub pairs: usize,
    /// Periods.
    pub periods: usize,
    /// The contracts that a principal can choose, in the order of [`Contract::ALL`]; Fehr, Klein & Schmidt
    /// 2007 offered two of them at a time.
    pub offered: &'static [Contract],
}

/// What came of it, by period and contract (in the order of [`Contract::ALL`]).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    /// Shares of principals who choose each.
    pub shares: Vec<[f64; 3]>,
    /// Mean effort on work that can be written into a contract, and on other work; NaN where nobody
    /// chose it.
    pub efforts: Vec<[(f64, f64); 3]>,
    /// Mean profits; NaN where nobody chose it.
    pub profits: Vec<[f64; 3]>,
    /// What agents are paid, less fines; NaN where nobody chose it.
    pub pay: Vec<[f64; 3]>,
}

/// What came of one contract.
struct Outcome {
    /// Effort on work that can be checked.
    checked: f64,
    /// Effort on other work.
    other: f64,
    profit: f64,
    /// What the agent is paid, less fines.
    pay: f64,
}

/// A principal: a person, and what it has learnt that each contract brings.
struct Principal {
    person: Person,
    expects: [f64; 3],
}

impl ContractGame {
    /// Plays a session.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Chosen {
        let mut principals: Vec<Principal> = (0..self.pairs)
            .map(|_| {
                let person = core.person(generator);
                Principal { expects: self.first_guess(&person), person }
            })
            .collect();
        let mut agents: Vec<Person> = (0..self.pairs).map(|_| core.person(generator)).collect();
        let mut played = Chosen::default();
        for _ in 0..self.periods {
            rand::seq::SliceRandom::shuffle(&mut agents[..], generator);
            let mut sums = [[0.0; 5]; 3];
            for (principal, agent) in principals.iter_mut().zip(&mut agents) {
                let place = self.choice(principal, generator);
                let contract = Contract::ALL[place];
                let came = self.work(core, contract, &principal.person, agent, generator);
                let seen = self.learning * (came.profit - principal.expects[place]);
                principal.expects[place] += seen;
                let row = [1.0, came.checked, came.other, came.profit, came.pay];
                sums[place].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            let of = |place: usize, column: usize| sums[place][column] / sums[place][0];
            played.shares.push([0, 1, 2].map(|place| sums[place][0] / self.pairs as f64));
            played.efforts.push([0, 1, 2].map(|place| (of(place, 1), of(place, 2))));
            played.profits.push([0, 1, 2].map(|place| of(place, 3)));
            played.pay.push([0, 1, 2].map(|place| of(place, 4)));
        }
        played
    }

    /// What a principal expects at first: that agents give as others do, and that who is checked does
    /// what is demanded and nothing else.
    fn first_guess(&self, principal: &Person) -> [f64; 3] {
        let belief = f64::from(principal.belief);
        let wage = self.wage_share * belief * self.value;
        let checked = self.contractible * self.standard;
        let checks = self.monitoring * self.check_cost;
        [
            belief * self.value - wage,
            checked * self.value - self.wage_share * checked * self.value - checks,
            belief * self.value - wage,
        ]
    }

    fn choice(&self, principal: &Principal, generator: &mut impl Rng) -> usize {
        if generator.random::<f64>() < self.trying {
            return self.offered[generator.random_range(0..self.offered.len())] as usize;
        }
        let expects = principal.expects;
        let places = self.offered.iter().map(|contract| *contract as usize);
        let better =
            |best: usize, place: usize| if expects[place] > expects[best] { place } else { best };
        places.reduce(better).expect("some contract is on offer")
    }

    /// Effort on all work together, by what each kind is worth.
    pub fn mean_effort(&self, (checked, other): (f64, f64)) -> f64 {
        self.contractible * checked + (1.0 - self.contractible) * other
    }

    /// An agent works under a contract.
    ///
    /// A wage is a first gift, which effort answers: a generous principal hopes for much and offers a
    /// share of it, and an agent goes as far towards what is hoped for as its drive.
    fn work(
        &self,
        core: &Population,
        contract: Contract,
        principal: &Person,
        agent: &mut Person,
        generator: &mut impl Rng,
    ) -> Outcome {
        let hoped = core.contribution(principal, &first_gift(self.value), generator);
        let wage = self.wage_share * f64::from(hoped) * self.value;
        let mood = core.mood(generator);
        let drive = |steering: &Steering| {
            let agent = core.before_principal(agent, steering);
            hoped * core.drive_of(&agent, &Task::ANSWER, mood)
        };
        let worth =
            |x: f64, q: f64| self.value * (self.contractible * x + (1.0 - self.contractible) * q);
        let free = Steering { leader_trust: 1.0, ..Steering::PLAIN };
        match contract {
            Contract::Trust => {
                let effort = f64::from(drive(&free).min(1.0));
                Outcome {
                    checked: effort,
                    other: effort,
                    profit: worth(effort, effort) - wage,
                    pay: wage,
                }
            }
            Contract::Incentive => {
                let monitoring = self.monitoring as f32;
                let steering = Steering { monitoring, leader_trust: 0.0, ..Steering::PLAIN };
                let penalty = (self.monitoring * self.fine) as f32;
                let (x, q) = core.effort(drive(&steering), (0.0, penalty, self.standard as f32));
                let (x, q) = (f64::from(x), f64::from(q));
                let fines = self.monitoring * self.fine * (self.standard - x).max(0.0);
                let checks = self.monitoring * self.check_cost;
                let profit = worth(x, q) - wage + fines - checks;
                Outcome { checked: x, other: q, profit, pay: wage - fines }
            }
            Contract::Bonus => {
                // The bonus is for all work, and is believed in as far as others are.
                let effort = (drive(&free) + (self.bonus as f32) * agent.belief).min(1.0);
                // The principal answers the effort.
                let answering = Person { belief: 1.0, ..*principal };
                let paid = core.contribution(&answering, &Task::ANSWER, generator);
                core.see(agent, paid);
                let effort = f64::from(effort);
                let bonus = self.bonus * f64::from(paid) * effort;
                let profit = worth(effort, effort) - wage - bonus;
                Outcome { checked: effort, other: effort, profit, pay: wage + bonus }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn profits_are_those_worked_out_by_hand() {
        let game = ContractGame {
            value: 2.0,
            contractible: 1.0,
            monitoring: 0.5,
            fine: 1.0,
            standard: 0.6,
            check_cost: 0.1,
            bonus: 0.4,
            trying: 0.1,
            learning: 0.3,
            wage_share: 0.5,
            pairs: 50,
            periods: 5,
            offered: &Contract::ALL,
        };
        let core = crate::lab::people::core("title = \"x\"\n");
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        let principal = Person { belief: 0.0, ..core.person(&mut random) };
        let principal = Person { motivation: 0.0, traits: [0.0; 7].map(|_: f32| 0.0), ..principal };
        let mut agent = core.person(&mut random);
        let Outcome { checked: x, other: q, profit, pay } =
            game.work(&core, Contract::Incentive, &principal, &mut agent, &mut random);
        // A principal who gives nothing pays no wage: 2 x, fines of 0.5 (0.6 − x), half a check.
        let wanted = 2.0 * x + 0.5 * (0.6 - x).max(0.0) - 0.05;
        assert!((profit - wanted).abs() < 1e-6, "{profit} {wanted} {q}");
        // It is paid nothing and pays the fines.
        assert!((pay + 0.5 * (0.6 - x).max(0.0)).abs() < 1e-9);
        let played = game.play(&core, &mut random);
        for shares in &played.shares {
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
