//! Which contract a principal chooses: wages in trust, fines, or a bonus that it need not pay.
//!
//! First what a class sees of it, then its protocol.

use rand::{Rng, RngExt};

use super::curve::{Average, Averages};
use super::terms::first_gift;
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::lab::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `contracts`.
pub static CONTRACTS: Game = Game {
    name: "contracts",
    aliases: &[Alias::plain("contract-choice"), Alias::plain("incentive-contracts")],
    title: "Checks, a wage in trust, or a bonus that need not be paid?",
    introduction: "A principal chooses a contract for an agent: a wage and nothing else; checks with a fine for anyone who does less than a standard; or a wage and a bonus that the principal pays afterwards if it likes. Selfish theory says that only checks work. Each then learns what its choices brought.",
    exercise: "Let half of the work be of a kind that cannot be written down: --set contractible=0.5. Which contract wins now?",
    by_people: true,
    protocol: &[
        Parameter::new("value", 2.0, 0.0, 1000.0).summary("What full effort is worth."),
        Parameter::new("contractible", 1.0, 0.0, 1.0)
            .summary("Share of that in work that a contract can name; 1 for a single task."),
        Parameter::new("monitoring", 0.33, 0.0, 1.0).summary("Probability of a check."),
        Parameter::new("fine", 1.0, 0.0, 100.0)
            .summary("Fine per unit of effort below the standard."),
        Parameter::new("standard", 0.4, 0.0, 1.0).summary("Effort that can be demanded."),
        Parameter::new("check_cost", 0.1, 0.0, 100.0).summary("What a check costs the principal."),
        Parameter::new("bonus", 0.5, 0.0, 100.0)
            .summary("Bonus that is announced for full effort."),
        Parameter::new("trying", 0.1, 0.0, 1.0)
            .summary("Probability that a principal tries any contract."),
        Parameter::new("learning", 0.3, 0.0, 1.0)
            .summary("How far what a contract brought moves what a principal expects of it."),
        Parameter::new("wage_share", 0.5, 0.0, 1.0)
            .summary("Share of what a principal hopes for that it offers as a wage."),
        Parameter::new("choice", 0.0, 0.0, 3.0)
            .whole()
            .summary("Contracts on offer: 0: all; 1: trust or checks; 2: a bonus or checks; 3: trust or a bonus."),
        Parameter::new("curves", 0.0, 0.0, 3.0)
            .whole()
            .summary("What curves show: 0: shares of principals; 1: effort; 2: profit; 3: what agents are paid."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0)
            .whole()
            .summary("Principals, each with an agent."),
        Parameter::new("periods", 15.0, 1.0, 1000.0).whole().summary("Periods."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["pairs", "periods"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let game = game(setup);
    let core = setup.people();
    // By what curves can show and by contract: over periods.
    let mut all = [0; 4].map(|_| [0; 3].map(|_| Averages::default()));
    // At the end, by contract: effort on work that can be checked, on other work, profit and pay.
    let mut ends = [[Average::default(); 4]; 3];
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            let last = game.periods - 1;
            for contract in 0..3 {
                let efforts = played.efforts.iter().map(|of| game.mean_effort(of[contract]));
                let paths = [
                    played.shares.iter().map(|of| of[contract]).collect::<Vec<_>>(),
                    efforts.collect(),
                    played.profits.iter().map(|of| of[contract]).collect(),
                    played.pay.iter().map(|of| of[contract]).collect(),
                ];
                let (checked, other) = played.efforts[last][contract];
                let end = [checked, other, paths[2][last], paths[3][last]];
                ends[contract].iter_mut().zip(end).for_each(|(average, end)| average.add(end));
                all.iter_mut().zip(&paths).for_each(|(of, path)| of[contract].add(path));
            }
        },
    );
    let conclusion = conclusion(game.offered, &ends.map(|end| end.map(|average| average.mean())));
    let shown = setup.count("curves");
    let y = ["share of principals", "effort", "profit", "what agents are paid"][shown];
    let curve = if shown < 2 { Curve::shares } else { Curve::periods };
    let curves = [Contract::Bonus, Contract::Incentive, Contract::Trust]
        .into_iter()
        .filter(|contract| game.offered.contains(contract))
        .map(|contract| curve(contract.chosen(), &all[shown][contract as usize]))
        .collect();
    GameResult { x: "period", y, curves, conclusion }
}

fn game(setup: &GameSetup) -> ContractGame {
    ContractGame {
        value: setup.rule("value"),
        contractible: setup.rule("contractible"),
        monitoring: setup.rule("monitoring"),
        fine: setup.rule("fine"),
        standard: setup.rule("standard"),
        check_cost: setup.rule("check_cost"),
        bonus: setup.rule("bonus"),
        trying: setup.rule("trying"),
        learning: setup.rule("learning"),
        wage_share: setup.rule("wage_share"),
        pairs: setup.count("pairs"),
        periods: setup.count("periods"),
        offered: match setup.count("choice") {
            1 => &[Contract::Trust, Contract::Incentive],
            2 => &[Contract::Incentive, Contract::Bonus],
            3 => &[Contract::Trust, Contract::Bonus],
            _ => &Contract::ALL,
        },
    }
}

/// What each contract on offer brings at the end: efforts, profit and pay.
fn conclusion(offered: &[Contract], ends: &[[f64; 4]; 3]) -> String {
    let told = |contract: &Contract| {
        let [effort, other, profit, pay] = ends[*contract as usize];
        let earned = format!("a profit of {profit:.2} and pay of {pay:.2}");
        match contract {
            _ if effort.is_nan() => format!("nobody chooses {}", contract.name()),
            Contract::Incentive => format!(
                "checks bring an effort of {effort:.2} on work that can be checked, {other:.2} on other work, {earned}"
            ),
            _ => format!("{} brings an effort of {effort:.2}, {earned}", contract.name()),
        }
    };
    let all: Vec<String> = offered.iter().map(told).collect();
    format!("At the end {}.", all.join("; "))
}

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

    fn name(self) -> &'static str {
        match self {
            Self::Trust => "a wage in trust",
            Self::Incentive => "checks",
            Self::Bonus => "a bonus",
        }
    }

    fn chosen(self) -> &'static str {
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
    fn mean_effort(&self, (checked, other): (f64, f64)) -> f64 {
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
        let source = crate::scenario::Source { name: "x", bytes: b"title = \"x\"\n" };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
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

    /// What is not on offer is not chosen, not even to try it; profit and pay share what work is worth.
    #[test]
    fn only_what_is_on_offer_is_chosen() {
        let spec = crate::lab::common_people();
        let core = Population::new(&spec);
        let values: Vec<f64> = CONTRACTS.protocol.iter().map(|rule| rule.default).collect();
        let (draws, protocol) = (crate::ground::random::Draws::new(3), CONTRACTS.protocol);
        let setup = GameSetup {
            core: &core,
            spec: &spec,
            draws,
            protocol,
            values: &values,
            watch: &|_| (),
        };
        let usual = ContractGame { trying: 0.5, ..game(&setup) };
        assert_eq!(usual.offered, Contract::ALL);
        let two = ContractGame { offered: &[Contract::Incentive, Contract::Bonus], ..usual };
        let played = two.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1));
        for period in 0..two.periods {
            let [trust, checks, bonus] = played.shares[period];
            assert!(trust == 0.0 && (checks + bonus - 1.0).abs() < 1e-9);
            assert!(played.profits[period][0].is_nan());
            let [_, _, (effort, _)] = played.efforts[period];
            let shared = played.profits[period][2] + played.pay[period][2];
            assert!(bonus == 0.0 || (shared - two.value * effort).abs() < 1e-6);
        }
        let told = conclusion(two.offered, &[[f64::NAN; 4]; 3]);
        assert_eq!(told, "At the end nobody chooses checks; nobody chooses a bonus.");
    }
}
