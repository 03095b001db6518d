//! The chain in the plain model: managers as persons with units below them, one after the other.

use tillit::ground::maths::normal::inverse_cumulative;
use tillit::ground::random::{Address, Draws, Purpose};
use tillit::model::catalogue::find_parameter;
use tillit::model::levers::Lever;
use tillit::model::specification::{Chain, ModelSpec, SiteDatum};

use super::model::Unit;

/// The levers of a unit as they stand at a level.
pub type Levers = [f32; 11];

/// A manager, or the top.
#[derive(Debug, Clone, Default)]
struct Manager {
    competence: f32,
    time: f32,
    load: f32,
    up: f32,
    down: f32,
    reports: u32,
    units: Vec<usize>,
    /// What the units below meant in the last exchange.
    seen: Seen,
}

#[derive(Debug, Clone, Default)]
struct Seen {
    reached: f32,
    own_checks: f32,
    checks: f32,
    support: f32,
    dialogue: f32,
    room: f32,
    asked: f32,
    broken: f32,
}

/// The levels from the top to the lowest tier, and site data by level.
pub struct Ladder {
    chain: Chain,
    levels: Vec<Vec<Manager>>,
    administration: Vec<f32>,
    pressure: Vec<f32>,
}

fn clamp(v: f32) -> f32 {
    v.clamp(0.0, 1.0)
}

fn number(spec: &ModelSpec, key: &str) -> f32 {
    spec.value(find_parameter(key).unwrap_or_else(|| panic!("no {key}"))) as f32
}

fn asked(levers: &Levers) -> f32 {
    [Lever::Dialogue, Lever::Support, Lever::Vision]
        .iter()
        .fold(0.0, |most: f32, lever| most.max(levers[*lever as usize]))
}

/// Who trusts how much after a period.
fn moved(value: f32, target: f32, up: f32, ratio: f32) -> f32 {
    let gap = target - value;
    let rate = if gap >= 0.0 { up } else { (up * ratio).min(1.0) };
    clamp(value + rate * gap)
}

impl Ladder {
    pub fn new(spec: &ModelSpec, draws: &Draws, replicate: u32) -> Option<Self> {
        let chain = spec.chain()?.clone();
        let n_units = spec.n_units() as usize;
        // Who has which units, from the lowest tier up: by runs of those below.
        let mut below: Vec<Vec<usize>> = (0..n_units).map(|unit| vec![unit]).collect();
        let mut levels = Vec::new();
        let tiers: Vec<u32> = std::iter::once(1).chain(chain.managers.clone()).collect();
        for (level, managers) in tiers.into_iter().enumerate().rev() {
            let mut own = vec![Manager::default(); managers as usize];
            for (child, units) in below.iter().enumerate() {
                let boss = &mut own[child * managers as usize / below.len()];
                boss.units.extend(units);
                boss.reports += 1;
            }
            for (index, manager) in own.iter_mut().enumerate() {
                let mean = spec.value(find_parameter("start.leader_competence.mean").unwrap());
                let sd = spec.value(find_parameter("start.leader_competence.sd").unwrap());
                let (unit, agent) = (index as u32, level as u32);
                let purpose = Purpose::ManagerCompetence;
                let address = Address { replicate, unit, purpose, period: 0, agent };
                let z = inverse_cumulative(draws.uniform_at(address));
                let drawn = (mean + sd * z).clamp(0.05, 0.95);
                manager.competence = if level == 0 { mean } else { drawn } as f32;
                manager.time = 1.0;
                let up = level.saturating_sub(1);
                manager.up = chain.site[SiteDatum::TrustInSuperior as usize][up] as f32;
                manager.down = chain.site[SiteDatum::TrustInSubordinates as usize][level] as f32;
            }
            below = own.iter().map(|manager| manager.units.clone()).collect();
            levels.push(own);
        }
        levels.reverse();
        let site = |datum: SiteDatum| -> Vec<f32> {
            // The top has none of its own.
            let values = chain.site[datum as usize].iter().map(|value| *value as f32);
            std::iter::once(0.0).chain(values).collect()
        };
        let administration = site(SiteDatum::Administration);
        let pressure = site(SiteDatum::Pressure);
        Some(Self { chain, levels, administration, pressure })
    }

    /// How leaders trust their superior at the start.
    pub fn start(&self) -> f32 {
        *self.chain.site[SiteDatum::TrustInSuperior as usize].last().unwrap() as f32
    }

    pub fn set(&mut self, datum: SiteDatum, to: &[f64]) {
        let own = match datum {
            SiteDatum::Administration => &mut self.administration,
            SiteDatum::Pressure => &mut self.pressure,
            _ => panic!("does not change"),
        };
        own.iter_mut().skip(1).zip(to).for_each(|(own, to)| *own = *to as f32);
    }

    /// The index of a unit's manager at a level.
    fn boss(&self, level: usize, unit: usize) -> usize {
        self.levels[level].iter().position(|manager| manager.units.contains(&unit)).unwrap()
    }

    /// Free time, and what it gives.
    fn divide(spec: &ModelSpec, administration: f32, checks: f32, want: f32) -> (f32, f32) {
        let ease = number(spec, "managers_time.ease");
        let answering = number(spec, "managers_time.checks") * checks;
        let free = (1.0 - administration - answering).max(0.0);
        let time = if want > free { free / want } else { 1.0 };
        (time, clamp((1.0 - free + want - ease) / (1.0 - ease)))
    }

    pub fn steer(&mut self, spec: &ModelSpec, units: &mut [Unit]) {
        let leaders = self.chain.managers.len() + 1;
        for level in 1..leaders {
            for manager in &mut self.levels[level] {
                let each = number(spec, "managers_time.per_report");
                let want = each * manager.reports as f32 * manager.seen.asked;
                let administration = self.administration[level];
                (manager.time, manager.load) =
                    Self::divide(spec, administration, manager.seen.checks, want);
            }
        }
        for (index, unit) in units.iter_mut().enumerate() {
            for level in 1..=leaders {
                let above = unit.ladder[level - 1];
                let mut own = unit.ladder[level];
                if leaders == 1 {
                    own = above;
                } else {
                    let time = self.levels[level - 1][self.boss(level - 1, index)].time;
                    let (up, down) = if level == leaders {
                        (unit.trust_up, unit.leader_trust)
                    } else {
                        let manager = &self.levels[level][self.boss(level, index)];
                        (manager.up, manager.down)
                    };
                    carry(spec, &above, &mut own, time, (up, down, self.pressure[level]));
                }
                unit.ladder[level] = own;
            }
            let own = unit.ladder[leaders];
            let checks = unit.ladder[leaders - 1][Lever::Monitoring as usize];
            let want = number(spec, "managers_time.per_staff") * unit.staff() as f32 * asked(&own);
            let administration = self.administration[leaders];
            (unit.time, unit.load) = Self::divide(spec, administration, checks, want);
            unit.levers = own;
            for lever in [Lever::Dialogue, Lever::Support, Lever::Vision] {
                unit.levers[lever as usize] *= unit.time;
            }
        }
    }

    /// What managers see of their units.
    pub fn exchange(&mut self, units: &[Unit]) {
        for level in 0..self.levels.len() {
            for manager in &mut self.levels[level] {
                let mean = |value: &dyn Fn(&Unit) -> f32| {
                    let sum = manager.units.iter().map(|unit| f64::from(value(&units[*unit])));
                    (sum.fold(0.0, |sum, value| sum + value) / manager.units.len() as f64) as f32
                };
                let own = |lever: Lever| mean(&|unit| unit.ladder[level][lever as usize]);
                let above = |lever: Lever| {
                    mean(&|unit| {
                        if level == 0 { 0.0 } else { unit.ladder[level - 1][lever as usize] }
                    })
                };
                manager.seen = Seen {
                    reached: mean(&|unit| unit.reached()),
                    own_checks: own(Lever::Monitoring),
                    checks: above(Lever::Monitoring),
                    support: above(Lever::Support),
                    dialogue: above(Lever::Dialogue),
                    room: own(Lever::Discretion),
                    asked: mean(&|unit| asked(&unit.ladder[level + 1])),
                    broken: mean(&|unit| unit.broken.min(1.0)),
                };
            }
        }
    }

    /// Trust of all levels in each other, from what it was before.
    pub fn learn(&mut self, spec: &ModelSpec, units: &mut [Unit]) {
        let leaders = self.chain.managers.len() + 1;
        if leaders == 1 {
            return;
        }
        let before = self.levels.clone();
        for (index, unit) in units.iter_mut().enumerate() {
            let boss = &before[leaders - 1][self.boss(leaders - 1, index)];
            let above = &unit.ladder[leaders - 1];
            let [checks, support, dialogue] =
                [Lever::Monitoring, Lever::Support, Lever::Dialogue].map(|l| above[l as usize]);
            let room = unit.ladder[leaders][Lever::Discretion as usize];
            let given = number(spec, "relation.room") * room;
            let met = [checks, support * boss.time, dialogue * boss.time];
            let broken = unit.broken.min(1.0);
            unit.trust_up = up(spec, unit.trust_up, boss, met, unit.load, given, broken);
        }
        for level in 1..leaders {
            for (index, manager) in self.levels[level].iter_mut().enumerate() {
                let unit = before[level][index].units[0];
                let boss =
                    before[level - 1].iter().find(|boss| boss.units.contains(&unit)).unwrap();
                let seen = &manager.seen;
                let support = seen.support * boss.time;
                let met = [seen.checks, support, seen.dialogue * boss.time];
                let lost = number(spec, "relation.mandate") * seen.room * (1.0 - support);
                manager.up = up(spec, manager.up, boss, met, manager.load, -lost, seen.broken);
            }
        }
        let [rate, ratio, blind] =
            ["learning.rate", "learning.down_ratio", "leader_learning.blindness"]
                .map(|key| number(spec, key));
        for (level, managers) in self.levels.iter_mut().enumerate() {
            for manager in managers {
                let target = clamp(manager.seen.reached - self.pressure[level]);
                let rate = rate * (1.0 - blind * manager.seen.own_checks);
                manager.down = moved(manager.down, target, rate, ratio);
            }
        }
    }

    /// What is compared of a unit's managers.
    pub fn values(&self, unit: usize) -> Vec<f64> {
        let of = |level: usize| {
            let manager = &self.levels[level][self.boss(level, unit)];
            [manager.time, manager.load, manager.up, manager.down].map(f64::from)
        };
        (1..self.levels.len()).flat_map(of).collect()
    }
}

/// Trust in a superior after a period.
fn up(
    spec: &ModelSpec,
    own: f32,
    boss: &Manager,
    [checks, support, dialogue]: [f32; 3],
    load: f32,
    given: f32,
    broken: f32,
) -> f32 {
    let v = |key: &str| number(spec, key);
    let control = ((1.0 - v("perceived_control.dialogue") * dialogue)
        * (v("perceived_control.monitoring") * checks + v("perceived_control.pay") * 0.0))
        .min(1.0);
    let trusted = v("trust.leader_trust") * (boss.down - v("trust.fair_leader_trust"));
    let kind = v("trust.goodwill") + v("trust.support") * support - control + trusted;
    let benevolence = clamp(kind - v("relation.load") * load + given);
    let weights = ["ability", "benevolence", "integrity"]
        .map(|name| spec.value(find_parameter(&format!("trust.{name}")).unwrap()));
    let total: f64 = weights.iter().sum();
    let weights = weights.map(|w| if total > 0.0 { w / total } else { 1.0 / 3.0 } as f32);
    let worth = weights[0] * boss.competence
        + weights[1] * benevolence
        + weights[2] * v("relation.integrity");
    let propensity = v("trust.propensity");
    let target = ((1.0 - propensity) * worth + propensity * v("relation.propensity"))
        - v("broken_words.trust") * (v("broken_words.felt_above") * broken);
    let contact = v("relation.contact");
    let rate = v("relation.rate") * (contact + (1.0 - contact) * dialogue);
    moved(own, target, rate, v("relation.down_ratio"))
}

/// One level's levers after a period.
fn carry(
    spec: &ModelSpec,
    above: &Levers,
    own: &mut Levers,
    time: f32,
    (up, down, pressure): (f32, f32, f32),
) {
    let v = |key: &str| number(spec, key);
    let go = |value: f32, goal: f32, rate: f32| {
        if rate < 1.0 { value + rate * (goal - value) } else { goal }
    };
    let rate = v("translation.rate");
    for lever in Lever::ALL {
        let set = above[lever as usize];
        let value = &mut own[lever as usize];
        *value = match lever.name() {
            "dialogue" | "support" | "vision" | "discretion" => {
                let share = time * (1.0 - v("translation.held_back") * (1.0 - down * up));
                go(*value, set * share, rate)
            }
            "monitoring" | "ratchet" | "pay" => {
                let mut goal = set;
                if lever == Lever::Monitoring && set > 0.0 {
                    let distrust = 1.0 - down + pressure;
                    goal += (v("translation.added_checks") * distrust).min(1.0) * (1.0 - set);
                }
                let slower = if goal < *value { v("translation.slower_fall") } else { 0.0 };
                go(*value, goal, rate * (1.0 - slower))
            }
            _ => set,
        };
    }
}
