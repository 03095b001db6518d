//! The search for the best dose of a family, by an evolution strategy with adapted covariances CMA-ES (Hansen &
//! Ostermeier 2001).

use std::collections::BTreeMap;

use cmaes::{CMAESOptions, DVector};

use super::families::Family;
use crate::engine::Engine;
use crate::engine::observe::{Metric, find_metric};
use crate::ground::random::{Address, Draws, Purpose};
use crate::ground::statistics::{Summary, mean, present};
use crate::model::levers::{Lever, REGIMES};
use crate::model::specification::{Change as Moved, ModelSpec, Policy};
use crate::scenario::{Change, Scenario};
use crate::study::runs::{CONFIDENCE, parallel};

/// Doses are tried in steps of a hundredth of the largest: finer ones are the same in practice.
const STEPS: f64 = 100.0;
/// How wide a search looks at first, as a share of the largest dose.
const WIDTH: f64 = 0.25;

/// The metrics of every dose, in this order.
const KEPT: [&str; 6] =
    ["true_output", "measured_output", "net_value", "steering_hours", "checking_hours", "spending"];

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// Most true output.
    TrueOutput,
    /// Most measured output.
    MeasuredOutput,
    /// Highest worth of output less all costs.
    NetValue,
}

impl Goal {
    /// All goals.
    pub const ALL: [Self; 3] = [Self::TrueOutput, Self::MeasuredOutput, Self::NetValue];

    /// The metric.
    pub fn metric(self) -> &'static Metric {
        find_metric(KEPT[self as usize]).expect("every goal is a metric")
    }
}

/// What may be spent for each agent and month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budgets {
    /// Hours of staff and of those who check.
    pub hours: f64,
    /// Money beside wages.
    pub money: f64,
}

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Doses that are tried for each family and goal.
    pub doses: u32,
    /// Replicates of each dose.
    pub replicates: u32,
    /// Seed of the search.
    pub seed: u64,
}

/// A dose that was run.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    /// The levers of its family.
    pub values: Vec<f64>,
    /// By metric, in the order true output, measured output, net value, hours of staff, hours of those who check,
    /// spending: mean over replicates with its interval.
    pub outcomes: [Summary; 6],
}

impl Dose {
    /// What a goal gets.
    pub fn value(&self, goal: Goal) -> f64 {
        self.outcomes[goal as usize].mean
    }

    /// Hours for each agent and month, of staff and of those who check.
    pub fn hours(&self) -> f64 {
        self.outcomes[3].mean + self.outcomes[4].mean
    }

    /// Money for each agent and month, beside wages.
    pub fn money(&self) -> f64 {
        self.outcomes[5].mean
    }

    /// How far it is over the budgets, as a share of them; 0 within.
    pub fn excess(&self, budgets: &Budgets) -> f64 {
        let over = |spent: f64, budget: f64| (spent - budget).max(0.0) / budget.max(1.0);
        over(self.hours(), budgets.hours) + over(self.money(), budgets.money)
    }
}

/// The best dose of a family for a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// The goal.
    pub goal: Goal,
    /// The dose, with outcomes of random numbers that the search did not see; none where no dose that was tried
    /// keeps the budgets.
    pub dose: Option<Dose>,
}

/// What was found of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Searched {
    /// The family.
    pub family: &'static Family,
    /// All doses that were tried, in the order of their values.
    pub tried: Vec<Dose>,
    /// By goal: the best.
    pub best: Vec<Best>,
}

/// The scenario fixes a lever by groups or events, so that no family can be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the scenario fixes {0} by groups, events or a policy; a comparison of families needs a scenario without them"
)]
pub struct Unfit(pub String);

/// Where staff are left alone: every lever at its default.
pub(super) fn left_alone() -> Vec<Change> {
    let levers = REGIMES[0].levers();
    let changes = Lever::ALL.iter().zip(levers);
    changes.map(|(lever, value)| Change::new(lever.definition().key, value)).collect()
}

impl Family {
    /// The changes of a dose.
    pub fn changes(&self, values: &[f64]) -> Vec<Change> {
        let mut changes = left_alone();
        let own = self.levers.iter().zip(values);
        changes.extend(own.map(|(lever, value)| Change::new(lever.key, *value)));
        changes
    }
}

/// Looks for the best doses of a family in the first treatment of a scenario. It begins from what was found of the
/// families `before` whose levers are among its own, so that more levers never give less. `done` is told of
/// every dose.
///
/// # Errors
/// When the scenario fixes a lever.
pub fn search(
    scenario: &Scenario,
    family: &'static Family,
    before: &[Searched],
    (budgets, effort): (Budgets, Effort),
    done: &(dyn Fn() + Sync),
) -> Result<Searched, Unfit> {
    let runner = Runner { scenario, family };
    runner.fits()?;
    let mut tried: BTreeMap<Vec<u32>, Dose> = BTreeMap::new();
    let mut best = Vec::new();
    for goal in Goal::ALL {
        let mut evaluate = |steps: Vec<u32>| -> Dose {
            let dose = tried.entry(steps).or_insert_with_key(|steps| {
                runner.run(&runner.values(steps), 0..effort.replicates)
            });
            done();
            dose.clone()
        };
        let cost = |dose: &Dose| cost(dose, goal, &budgets);
        let starts = starts(family, before, goal, &budgets).into_iter().map(|steps| {
            let found = cost(&evaluate(steps.clone()));
            (found, steps)
        });
        let starts: Vec<(f64, Vec<u32>)> = starts.collect();
        let start = starts.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let (_, start) = start.expect("the dose of staff who are left alone is one");
        if !family.levers.is_empty() {
            climb(goal, effort, &start, &mut |steps| cost(&evaluate(steps)));
        }
        let within = tried.values().filter(|dose| dose.excess(&budgets) == 0.0);
        let found = within.max_by(|a, b| a.value(goal).total_cmp(&b.value(goal)));
        // Run again with random numbers that the search has not seen, or its luck would count.
        let fresh = effort.replicates..3 * effort.replicates;
        let dose = found.map(|dose| runner.run(&dose.values, fresh));
        best.push(Best { goal, dose });
    }
    Ok(Searched { family, tried: tried.into_values().collect(), best })
}

/// What a dose costs a search: less the more it gives; what is over a budget costs more than any goal can give.
fn cost(dose: &Dose, goal: Goal, budgets: &Budgets) -> f64 {
    let (_, most) = goal.metric().range;
    // Money has no upper end; a hundred thousand is the worth of a month in which all is given.
    let scale = if most.is_finite() { most } else { 1e5 };
    let value = dose.value(goal) / scale;
    let value = if value.is_nan() { -1.0 } else { value };
    10.0 * dose.excess(budgets) - value
}

/// Doses from which a search begins, in steps: that of staff who are left alone, and the best of other families
/// whose levers are all among its own.
fn starts(family: &Family, before: &[Searched], goal: Goal, budgets: &Budgets) -> Vec<Vec<u32>> {
    let alone = REGIMES[0].levers();
    let default = |key: &str| {
        let lever = Lever::ALL.into_iter().find(|lever| lever.definition().key == key);
        lever.map_or(0.0, |lever| alone[lever as usize])
    };
    let steps = |of: &dyn Fn(&str) -> f64| -> Vec<u32> {
        let step = |lever: &super::Dosed| (of(lever.key) / lever.most * STEPS).round() as u32;
        family.levers.iter().map(step).collect()
    };
    let mut all = vec![steps(&default)];
    let has = |key: &str| family.levers.iter().any(|lever| lever.key == key);
    for searched in before.iter().filter(|of| of.family.levers.iter().all(|l| has(l.key))) {
        let best = searched
            .tried
            .iter()
            .min_by(|a, b| cost(a, goal, budgets).total_cmp(&cost(b, goal, budgets)));
        let Some(best) = best else { continue };
        all.push(steps(&|key| {
            let place = searched.family.levers.iter().position(|lever| lever.key == key);
            place.map_or_else(|| default(key), |place| best.values[place])
        }));
    }
    all
}

/// Climbs towards a goal from a dose (in steps); `cost` runs a dose.
fn climb(goal: Goal, effort: Effort, start: &[u32], cost: &mut dyn FnMut(Vec<u32>) -> f64) {
    let n = start.len();
    let objective = |point: &DVector<f64>| -> f64 {
        let step = |share: &f64| (share.clamp(0.0, 1.0) * STEPS).round() as u32;
        let outside: f64 = point.iter().map(|share| (share - share.clamp(0.0, 1.0)).abs()).sum();
        cost(point.iter().map(step).collect()) + outside
    };
    let (unit, period) = (n as u32, goal as u32);
    let address = Address { replicate: 0, unit, purpose: Purpose::Resample, period, agent: 0 };
    let seed = (Draws::new(effort.seed).uniform_at(address) * 2f64.powi(53)) as u64;
    let start: Vec<f64> = start.iter().map(|step| f64::from(*step) / STEPS).collect();
    let options =
        CMAESOptions::new(start, WIDTH).max_function_evals(effort.doses as usize).seed(seed);
    let mut strategy = options.build(objective).expect("a start of as many numbers as levers");
    strategy.run();
}

/// Runs doses of a family.
struct Runner<'a> {
    scenario: &'a Scenario,
    family: &'static Family,
}

impl Runner<'_> {
    /// Whether every lever can be pulled, and stays where it is put.
    fn fits(&self) -> Result<(), Unfit> {
        for dosed in self.family.levers {
            let takes = [0.0, dosed.most].into_iter().all(|value| {
                let changed = self.scenario.with_all([Change::new(dosed.key, value)]);
                changed.is_ok_and(|changed| stays(&changed.treatments[0].spec, dosed.key, value))
            });
            if !takes {
                return Err(Unfit(dosed.key.to_owned()));
            }
        }
        Ok(())
    }

    /// The values of a dose in steps.
    fn values(&self, steps: &[u32]) -> Vec<f64> {
        let value = |(step, lever): (&u32, &super::Dosed)| f64::from(*step) / STEPS * lever.most;
        steps.iter().zip(self.family.levers).map(value).collect()
    }

    fn run(&self, values: &[f64], replicates: std::ops::Range<u32>) -> Dose {
        let changed = self.scenario.with_all(self.family.changes(values));
        let changed = changed.unwrap_or_else(|wrong| unreachable!("levers were tried: {wrong}"));
        let outcomes = outcomes(&changed.treatments[0].spec, replicates);
        Dose { values: values.to_vec(), outcomes }
    }
}

/// Whether a lever has a value in all units, and no schedule and no policy moves it.
fn stays(spec: &ModelSpec, key: &str, value: f64) -> bool {
    let lever = Lever::ALL.into_iter().find(|lever| lever.definition().key == key);
    let Some(own) = lever else { return false };
    let moved = spec
        .schedule()
        .iter()
        .any(|event| matches!(event.change, Moved::Lever { lever, .. } if lever == own));
    spec.policy() == Policy::Fixed && !moved && spec.common_value(own.definition()) == Some(value)
}

/// The outcomes of some replicates of a specification, in the order of what is kept of a dose.
pub(super) fn outcomes(spec: &ModelSpec, replicates: std::ops::Range<u32>) -> [Summary; 6] {
    let metrics = KEPT.map(|name| find_metric(name).expect("what is kept are metrics"));
    let engine = Engine::new(spec);
    let (window, first) = (spec.window(), spec.periods() - spec.window());
    let means = parallel::means(&engine, &metrics, replicates.clone(), first, &|_| ());
    std::array::from_fn(|place| {
        let all = replicates.clone().map(|r| means.outcome(r, window as usize, place));
        let all = present(&all.collect::<Vec<f64>>());
        let support = metrics[place].support(f64::from(spec.n_units()));
        let mut found = Summary::within(&all, support, CONFIDENCE);
        found.mean = mean(&all);
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::FAMILIES;
    use super::*;

    const SMALL: &str =
        "[organisation]\nunits = 8\nstaff = 6\n[run]\nperiods = 12\nwindow = 4\nreplicates = 4\n";
    const EFFORT: Effort = Effort { doses: 60, replicates: 6, seed: 1 };
    const AMPLE: Budgets = Budgets { hours: 1e9, money: 1e9 };

    fn family(name: &str) -> &'static Family {
        FAMILIES.iter().find(|family| family.name == name).unwrap()
    }

    fn found(name: &str, budgets: Budgets) -> Searched {
        let scenario = Scenario::from_toml(SMALL).unwrap();
        search(&scenario, family(name), &[], (budgets, EFFORT), &|| ()).unwrap()
    }

    #[test]
    fn no_dose_of_a_grid_is_much_better_than_what_the_search_finds() {
        let scenario = Scenario::from_toml(SMALL).unwrap();
        let runner = Runner { scenario: &scenario, family: family("pay") };
        let searched = found("pay", AMPLE);
        let best = |goal: Goal| {
            let values = searched.tried.iter().map(|dose| dose.value(goal));
            values.fold(f64::NEG_INFINITY, f64::max)
        };
        for goal in Goal::ALL {
            let grid = (0..=6).flat_map(|a| (0..=6).map(move |b| [a, b]));
            let values = grid.map(|[a, b]| {
                let values = [f64::from(a) / 6.0, 20.0 * f64::from(b) / 6.0];
                runner.run(&values, 0..EFFORT.replicates).value(goal)
            });
            let of_grid = values.fold(f64::NEG_INFINITY, f64::max);
            let slack = if goal == Goal::NetValue { 500.0 } else { 0.005 };
            assert!(best(goal) > of_grid - slack, "{goal:?}: {} and {of_grid}", best(goal));
        }
    }

    #[test]
    fn budgets_are_kept_and_bind() {
        let (ample, tight) =
            (found("trust", AMPLE), found("trust", Budgets { hours: 12.0, money: 1e9 }));
        let best = |searched: &Searched| searched.best[0].dose.clone().unwrap();
        assert!(best(&tight).hours() <= 12.0 && best(&ample).hours() > 12.0);
        assert!(
            best(&tight).value(Goal::TrueOutput) <= best(&ample).value(Goal::TrueOutput) + 0.02
        );
        let none = found("trust", Budgets { hours: 0.0, money: 1e9 });
        let cheapest = none.tried.iter().map(Dose::hours).fold(f64::INFINITY, f64::min);
        assert_eq!(none.best[0].dose.is_none(), cheapest > 0.0);
    }

    #[test]
    fn more_levers_never_give_less() {
        let scenario = Scenario::from_toml(SMALL).unwrap();
        let budgets = Budgets { hours: 12.0, money: 300.0 };
        let mut all: Vec<Searched> = Vec::new();
        for family in &FAMILIES {
            let found = search(&scenario, family, &all, (budgets, EFFORT), &|| ()).unwrap();
            all.push(found);
        }
        let best = |name: &str, goal: Goal| {
            let searched = all.iter().find(|searched| searched.family.name == name).unwrap();
            let within = searched.tried.iter().filter(|dose| dose.excess(&budgets) == 0.0);
            within.map(|dose| dose.value(goal)).fold(f64::NEG_INFINITY, f64::max)
        };
        for goal in Goal::ALL {
            for (few, many) in [
                ("left-alone", "pay"),
                ("trust", "pay-and-trust"),
                ("control-and-trust", "free-mix"),
            ] {
                assert!(best(many, goal) >= best(few, goal), "{goal:?} {few} {many}");
            }
        }
    }

    #[test]
    fn a_lever_that_a_schedule_moves_is_refused() {
        let text = format!("{SMALL}[[schedule]]\nperiod = 3\nset = {{ pay = 0.2 }}\n");
        let scenario = Scenario::from_toml(&text).unwrap();
        let told = search(&scenario, family("pay"), &[], (AMPLE, EFFORT), &|| ());
        let told = told.expect_err("the schedule moves pay");
        assert!(told.to_string().contains("levers.pay"), "{told}");
    }
}
