//! The plain model: one struct per agent and unit, loops in the order of the equations.

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro128PlusPlus;
use tillit::ground::maths::normal::inverse_cumulative;
use tillit::ground::maths::{hill, ln, share_of_odds};
use tillit::ground::random::{Address, Draws, Purpose, normal_pair};
use tillit::model::catalogue::find_parameter;
use tillit::model::columns::UnitAddress;
use tillit::model::levers::Lever;
use tillit::model::population::{LabelShares, World, custom};
use tillit::model::specification::{Change, ModelSpec, Policy, ShiftedState, Target};
use tillit::model::traits::Trait;

use super::Snapshot;
use super::chain::{Ladder, Levers};
use super::people::{Person, recruit, staff, starting_beliefs};

/// A member of staff.
#[derive(Debug, Clone)]
struct Agent {
    belief: f32,
    trust: f32,
    motivation: f32,
    vision: f32,
    difficulty: f32,
    mu0: f32,
    rho: f32,
    gamma: f32,
    lambda: f32,
    zeta: f32,
    p: f32,
    ability: f32,
    orientation: f32,
    inflation: f32,
    x: f32,
    q: f32,
    gaming: f32,
    drive: f32,
    capacity: f32,
    left: f32,
    for_less: f32,
    for_more: f32,
    relation: f32,
}

/// A unit with its leader.
pub struct Unit {
    place: UnitAddress,
    agents: Vec<Agent>,
    pub levers: Levers,
    /// The levers at each level of the chain, the top first.
    pub ladder: Vec<Levers>,
    pub time: f32,
    pub load: f32,
    pub trust_up: f32,
    pub broken: f32,
    upset: f32,
    credibility: f32,
    pub leader_trust: f32,
    leniency: f32,
    funding: f32,
    problems: f32,
    stake: f32,
    competence: f32,
    label: u8,
    same_label: f32,
    true_output: f64,
    measured_output: f64,
    seen: f32,
    cooperation: f64,
    scruples: f64,
    mean_capacity: f64,
    marginal_pay: f32,
    seen_sum: f64,
    seen_before: Option<f64>,
    last_trial: Option<(usize, f32)>,
    difficulty_noise: Xoshiro128PlusPlus,
    decision_noise: Xoshiro128PlusPlus,
    belief_noise: Xoshiro128PlusPlus,
    trust_noise: Xoshiro128PlusPlus,
    measurement_noise: Xoshiro128PlusPlus,
    exit_draws: Xoshiro128PlusPlus,
}

/// A sector of one replicate.
pub struct Sector<'a> {
    spec: &'a ModelSpec,
    world: World,
    draws: Draws,
    replicate: u32,
    labels: LabelShares,
    units: Vec<Unit>,
    ladder: Option<Ladder>,
    reputation: f64,
}

fn clamp(v: f32) -> f32 {
    v.clamp(0.0, 1.0)
}

/// The sum in the order of agents: `f32` sums of 32 agents added to an `f64`.
fn sum(values: impl Iterator<Item = f32>) -> f64 {
    let values: Vec<f32> = values.collect();
    values.chunks(32).fold(0.0, |total, chunk| {
        total + f64::from(chunk.iter().fold(0.0_f32, |partial, value| partial + value))
    })
}

fn mean(values: impl ExactSizeIterator<Item = f32>) -> f64 {
    let n = values.len() as f64;
    sum(values) / n
}

fn stream(draws: &Draws, place: UnitAddress, purpose: Purpose) -> Xoshiro128PlusPlus {
    let words = draws.stream_state(place.replicate, place.unit, purpose);
    let mut seed = [0; 16];
    for (bytes, word) in seed.chunks_mut(4).zip(words) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    Xoshiro128PlusPlus::from_seed(seed)
}

/// One standard normal per agent; a pair of agents takes a pair of normals.
fn normals(stream: &mut Xoshiro128PlusPlus, n: usize) -> Vec<f32> {
    let mut all = Vec::new();
    while all.len() < n {
        let (first, second) = (stream.next_u32(), stream.next_u32());
        let (a, b) = normal_pair(first, second);
        all.extend([a, b]);
    }
    all.truncate(n);
    all
}

/// How an agent and its leader get on, from the draw at an address.
fn relation(spec: &ModelSpec, draws: &Draws, address: Address) -> f32 {
    let sd = spec.value(find_parameter("leader_member_exchange.sd").unwrap());
    if sd == 0.0 { 0.0 } else { (sd * inverse_cumulative(draws.uniform_at(address))) as f32 }
}

/// The contacts of an agent: so many seats to the right and to the left on a ring, each once.
fn contacts(n: usize, agent: usize, reach: usize) -> Vec<usize> {
    let offsets: Vec<usize> = if n <= 2 * reach + 1 {
        (1..n).collect()
    } else {
        (1..=reach).chain((1..=reach).map(|left| n - left)).collect()
    };
    offsets.into_iter().map(|offset| (agent + offset) % n).collect()
}

impl<'a> Sector<'a> {
    pub fn new(spec: &'a ModelSpec, replicate: u32) -> Self {
        let world = World::new(spec);
        let draws = Draws::new(spec.seed());
        let units = (0..spec.n_units())
            .map(|unit| {
                let group = spec.group_of(unit).0;
                let place = UnitAddress { replicate, unit, group, spare: false };
                Unit::new(spec, &world, place)
            })
            .collect();
        let labels = LabelShares::new(spec, world.leaders(), &draws, replicate);
        let mut sector =
            Self { spec, world, draws, replicate, labels, units, ladder: None, reputation: 1.0 };
        if let Some(mut ladder) = Ladder::new(spec, &draws, replicate) {
            for unit in &mut sector.units {
                unit.trust_up = ladder.start();
                unit.ladder = vec![unit.levers; spec.chain().unwrap().managers.len() + 2];
            }
            if !spec.chain().unwrap().managers.is_empty() {
                ladder.exchange(&sector.units);
            }
            sector.ladder = Some(ladder);
        }
        sector
    }

    fn value(&self, key: &str) -> f32 {
        self.spec.value(find_parameter(key).unwrap_or_else(|| panic!("no {key}"))) as f32
    }

    /// One period in the order of the page.
    pub fn pass(&mut self, period: u32) {
        self.schedule(period);
        for index in 0..self.units.len() {
            self.lead(index, period);
        }
        if let Some(ladder) = &mut self.ladder {
            ladder.steer(self.spec, &mut self.units);
        }
        for index in 0..self.units.len() {
            self.report(index);
            self.choose(index);
            self.produce(index, period);
        }
        if let Some(ladder) = self
            .ladder
            .as_mut()
            .filter(|_| self.spec.chain().is_some_and(|chain| !chain.managers.is_empty()))
        {
            ladder.exchange(&self.units);
        }
        self.settle();
        for index in 0..self.units.len() {
            self.learn(index);
        }
        if let Some(ladder) = &mut self.ladder {
            ladder.learn(self.spec, &mut self.units);
        }
        for index in 0..self.units.len() {
            self.staff(index, period);
        }
    }

    pub fn snapshots(&self, period: u32) -> Vec<Snapshot> {
        let of_chain = |unit: &Unit| {
            let ladder = self.ladder.as_ref()?;
            let leader = unit.ladder.last()?;
            let mut values: Vec<f64> = leader.iter().map(|lever| f64::from(*lever)).collect();
            values.extend([unit.time, unit.load, unit.trust_up].map(f64::from));
            values.extend(ladder.values(unit.place.unit as usize));
            Some(values)
        };
        let snapshot = |unit: &Unit| Snapshot {
            period,
            replicate: self.replicate,
            unit: unit.place.unit,
            values: vec![
                f64::from(unit.levers[Lever::Monitoring as usize]),
                f64::from(unit.credibility),
                f64::from(unit.leader_trust),
                f64::from(unit.leniency),
                f64::from(unit.funding),
                unit.true_output,
                unit.measured_output,
                f64::from(unit.problems),
                self.reputation,
                f64::from(unit.levers[Lever::Pay as usize]),
                f64::from(unit.broken),
            ],
            chain: of_chain(unit).unwrap_or_default(),
            agents: unit
                .agents
                .iter()
                .map(|a| {
                    [
                        a.belief,
                        a.trust,
                        a.motivation,
                        a.vision,
                        a.difficulty,
                        a.inflation,
                        a.x,
                        a.q,
                        a.left,
                        a.for_less,
                        a.for_more,
                        a.gaming,
                    ]
                })
                .collect(),
        };
        self.units.iter().map(snapshot).collect()
    }

    fn schedule(&mut self, period: u32) {
        let n = self.units.len();
        self.units.iter_mut().for_each(|unit| unit.upset = 0.0);
        let weight = self.value("broken_words.moved");
        let rank = |unit: u32| {
            let purpose = Purpose::ScheduledShare;
            let replicate = self.replicate;
            self.draws.hash(Address { replicate, unit, purpose, period: 0, agent: 0 })
        };
        let mut order: Vec<u32> = (0..n as u32).collect();
        order.sort_by_key(|unit| rank(*unit));
        for event in self.spec.schedule() {
            let over = if let Change::Lever { over, .. } = event.change { over } else { 1 };
            if period < event.period || period >= event.period + over {
                continue;
            }
            if let (Change::Site { datum, to }, Some(ladder)) = (&event.change, &mut self.ladder) {
                ladder.set(*datum, to);
                continue;
            }
            let unheard = (1.0 - event.anchor) as f32;
            let addressed: Vec<u32> = match event.target {
                Target::All => order.clone(),
                Target::Unit(unit) => vec![unit],
                Target::Group(g) => {
                    (0..n as u32).filter(|u| self.spec.group_of(*u).0 == g).collect()
                }
                Target::Share(share) => order[..(share * n as f64).round() as usize].to_vec(),
            };
            for unit in addressed.into_iter().filter(|unit| (*unit as usize) < n) {
                let unit = &mut self.units[unit as usize];
                match event.change {
                    Change::Lever { lever, to, over } => {
                        let left = event.period + over - period;
                        let set = match unit.ladder.first_mut() {
                            Some(top) => top,
                            None => &mut unit.levers,
                        };
                        let value = &mut set[lever as usize];
                        let (old, to) = (*value, to as f32);
                        *value = if left == 1 { to } else { old + (to - old) / left as f32 };
                        unit.upset += unheard * (weight * (*value - old).abs());
                    }
                    Change::Jolt { size } => unit.upset += unheard * size as f32,
                    Change::Site { .. } => {}
                    Change::Shift { state, by } => {
                        let by = by as f32;
                        for agent in &mut unit.agents {
                            match state {
                                ShiftedState::Belief => agent.belief = clamp(agent.belief + by),
                                ShiftedState::Trust => agent.trust = clamp(agent.trust + by),
                                ShiftedState::LeaderTrust => {}
                            }
                        }
                        if state == ShiftedState::LeaderTrust {
                            unit.leader_trust = clamp(unit.leader_trust + by);
                        }
                    }
                }
            }
        }
        let kept = self.value("broken_words.kept");
        for unit in &mut self.units {
            unit.broken = kept * unit.broken + unit.upset;
        }
    }

    fn lead(&mut self, index: usize, period: u32) {
        let (credibility, start) =
            (self.value("start.credibility"), self.value("start.leader_trust"));
        let loss = self.value("leader_turnover.trust_loss");
        let number = index as u32;
        let hazard = self.spec.value(find_parameter("leader_turnover.hazard").unwrap());
        let address = Address {
            replicate: self.replicate,
            unit: number,
            purpose: Purpose::LeaderTurnover,
            period,
            agent: 0,
        };
        if self.draws.uniform_at(address) < hazard {
            let leader = self.world.leaders().leader(&self.draws, self.replicate, number, period);
            let unit = &mut self.units[index];
            (unit.competence, unit.label) = (leader.competence, leader.label);
            (unit.credibility, unit.leader_trust) = (credibility, start);
            unit.trust_up = self.ladder.as_ref().map_or(0.0, Ladder::start);
            for (number, agent) in (0..).zip(&mut unit.agents) {
                agent.trust += loss * (agent.p - agent.trust);
                let purpose = Purpose::Relation;
                agent.relation =
                    relation(self.spec, &self.draws, Address { agent: number, purpose, ..address });
            }
        }
        let label = self.units[index].label;
        self.units[index].same_label = self.labels.same_label(period, label);
        if self.spec.policy() == Policy::Local {
            self.local_trial(index, period);
        }
    }

    fn local_trial(&mut self, index: usize, period: u32) {
        let interval = self.value("local_trials.interval") as u32;
        let step = self.value("local_trials.step");
        if period == 1 || !(period - 1).is_multiple_of(interval) {
            return;
        }
        let address = Address {
            replicate: self.replicate,
            unit: index as u32,
            purpose: Purpose::LocalTrial,
            period,
            agent: 0,
        };
        let mut generator = self.draws.at(address);
        let unit = &mut self.units[index];
        let mean = unit.seen_sum / f64::from(interval);
        if let (Some((lever, old)), Some(before)) = (unit.last_trial, unit.seen_before)
            && mean < before
        {
            unit.levers[lever] = old;
        }
        (unit.seen_before, unit.seen_sum) = (Some(mean), 0.0);
        let candidates = ["pay", "monitoring", "dialogue", "support", "vision"];
        let name = candidates[generator.random_range(0..5_u32) as usize];
        let up = generator.random::<u32>() & 1 == 1;
        let lever = Lever::find(name).unwrap();
        let range = lever.definition().range;
        let old = unit.levers[lever as usize];
        let moved = old + if up { 1.0 } else { -1.0 } * step;
        unit.levers[lever as usize] = moved.clamp(range.low as f32, range.high as f32);
        unit.last_trial = Some((lever as usize, old));
    }

    fn report(&mut self, index: usize) {
        let (stay, noise) =
            (self.value("task_difficulty.persistence"), self.value("task_difficulty.noise"));
        let middle = self.value("task_difficulty.middle");
        let stake_weight = self.value("misreporting.stake");
        let (foresight, beta) = (self.value("ratchet.foresight"), self.value("ratchet.discount"));
        let (slack, a_h) =
            (self.value("misreporting.slack"), self.value("misreporting.deterrence"));
        let unit = &mut self.units[index];
        let (m, s, delta) =
            (unit.get(Lever::Monitoring), unit.get(Lever::Sanction), unit.get(Lever::Dialogue));
        let rho = unit.get(Lever::Ratchet);
        let lost = foresight * rho * beta / (1.0 - beta * (1.0 - rho));
        let stake = (1.0 - delta) * (m * s + unit.get(Lever::Pay) * lost).min(1.0);
        unit.stake = stake;
        let gain = stake_weight * stake - a_h * m;
        let z = normals(&mut unit.difficulty_noise, unit.agents.len());
        for (agent, z) in unit.agents.iter_mut().zip(z) {
            agent.difficulty = clamp(middle + stay * (agent.difficulty - middle) + noise * z);
            agent.inflation =
                clamp(gain + slack * delta * (1.0 - agent.lambda) - agent.lambda * agent.trust);
        }
    }

    fn choose(&mut self, index: usize) {
        let (theta, k) = (self.value("assurance.critical_mass"), self.value("assurance.steepness"));
        let (pi, vision) = (self.value("assurance.weight"), self.value("drive.vision"));
        let phi = self.value("output.complementarity");
        let follow = self.value("conformity.weight");
        let [d, e, cost, gain] = ["weight", "others", "own_loss", "gain_of_others"]
            .map(|n| self.value(&format!("payoffs.{n}")));
        let stray = (4.0 * self.spec.value(find_parameter("decision_noise.sd").unwrap())) as f32;
        let withhold = self.value("negative_reciprocity.weight");
        let felt = ["monitoring", "pay"].map(|n| self.value(&format!("perceived_control.{n}")));
        let [rate, power, spread] =
            ["rate", "power", "spread"].map(|n| self.value(&format!("peer_punishment.{n}")));
        let rebukes = rate > 0.0 && power > 0.0;
        let (foresight, beta) = (self.value("ratchet.foresight"), self.value("ratchet.discount"));
        let kappa = self.value("effort.substitution");
        let full_standard = self.value("misreporting.standard_difficulty");
        let eased = self.value("perceived_control.dialogue");
        let (strength, audit) = (self.value("gaming.strength"), self.value("gaming.audit"));
        let unit = &mut self.units[index];
        let (b, rho) = (unit.get(Lever::Pay), unit.get(Lever::Ratchet));
        let b_star = b * (1.0 - foresight * rho * beta / (1.0 - beta * (1.0 - rho)));
        let own_share = unit.get(Lever::TeamPay) / unit.agents.len() as f32;
        unit.marginal_pay = b_star + own_share;
        let (pay, m) = (unit.marginal_pay, unit.get(Lever::Monitoring));
        let penalty = m * unit.get(Lever::Sanction);
        let reported = mean(unit.agents.iter().map(Agent::reported)) as f32;
        let standard = clamp(unit.get(Lever::Standard) * (1.0 + full_standard - reported));
        let steering = felt[0] * m + felt[1] * pay;
        let control = ((1.0 - eased * unit.get(Lever::Dialogue)) * steering).min(1.0);
        let distrust = 1.0 - unit.leader_trust;
        let z = if stray > 0.0 {
            normals(&mut unit.decision_noise, unit.agents.len())
        } else {
            vec![0.0; unit.agents.len()]
        };
        for (agent, z) in unit.agents.iter_mut().zip(z) {
            let mut rho = agent.rho * agent.left;
            if withhold > 0.0 {
                rho *= 1.0 - (withhold * agent.zeta * (control * distrust)).min(1.0);
            }
            let iota = (agent.mu0 + agent.rho).min(1.0);
            // 1 and 2: the wish, and following.
            let mut s = agent.motivation
                + rho * agent.belief
                + agent.gamma * (2.0 * agent.trust - 1.0)
                + vision * iota * agent.vision;
            if follow > 0.0 {
                s = (1.0 - follow) * s + follow * agent.belief;
            }
            // 3: payoffs.
            let for_others = if phi == 0.0 {
                gain
            } else {
                gain * ((1.0 - phi) + phi * hill(agent.belief, ln(theta), k))
            };
            let stakes = cost + for_others;
            let per_stake = if stakes > 0.0 { d / stakes } else { 0.0 };
            s += d * (iota * e) - per_stake * cost;
            // 4: assurance.
            if pi > 0.0 && (theta < 1.0 || rebukes) {
                let needed = cost / theta + agent.for_less + agent.for_more;
                let threshold = ((cost + agent.for_more) / needed).min(1.0);
                if threshold < 1.0 {
                    let chance = share_of_odds(k * (ln(threshold) - ln(agent.belief)));
                    s += (1.0 - clamp(s)) * (pi * (1.0 - threshold) * chance);
                }
            }
            // 5: noise.
            if stray > 0.0 {
                s += stray * clamp(s) * (1.0 - clamp(s)) * z;
            }
            // 6: rebukes.
            if rebukes {
                let below = share_of_odds((agent.belief - s) * (1.0 / spread));
                s += per_stake * (agent.for_less * (1.0 - below) - agent.for_more * below);
            }
            agent.drive = s.max(0.0);
            let best = |benefit: f32| {
                let inside = (benefit - kappa * agent.drive) / (1.0 - kappa);
                let corner = benefit * (1.0 + kappa);
                clamp(inside.max(corner - kappa.max(0.0)).min(corner - kappa.min(0.0)))
            };
            let (free, checked) = (best(agent.drive + pay), best(agent.drive + pay + penalty));
            agent.x = free.max(checked.min(standard));
            agent.q = clamp((1.0 + kappa) * agent.drive - kappa * agent.x);
            agent.gaming = strength * clamp(pay - agent.lambda * agent.trust - audit * m);
        }
    }

    fn produce(&mut self, index: usize, period: u32) {
        let time = ["monitoring", "dialogue", "vision", "support", "dialogue_saving"]
            .map(|name| self.value(&format!("working_time.{name}")));
        let without_funds = self.value("capacity.without_funds");
        let broken_time = self.value("broken_words.time");
        let (gaming_time, hardness) =
            (self.value("capacity.gaming_time"), self.value("capacity.difficulty_cost"));
        let (phi, omega) =
            (self.value("output.complementarity"), self.value("organisation.measurability"));
        let (theta, k) =
            (ln(self.value("assurance.critical_mass")), self.value("assurance.steepness"));
        let noise = self.value("output.noise");
        let harm = self.value("voice.harm");
        let unit = &mut self.units[index];
        let (delta, sigma) = (unit.get(Lever::Dialogue), unit.get(Lever::Support));
        let tau = (1.0
            - time[0] * unit.get(Lever::Monitoring) * (1.0 - time[4] * delta)
            - time[1] * delta
            - time[2] * unit.get(Lever::Vision)
            - time[3] * sigma
            - broken_time * unit.broken.min(1.0))
        .max(0.0);
        let reported = mean(unit.agents.iter().map(Agent::reported)) as f32;
        let funds = without_funds + (1.0 - without_funds) * unit.funding.min(1.0);
        let common = tau * funds * (1.0 - harm * unit.problems);
        for agent in &mut unit.agents {
            let help =
                if reported > 0.0 { sigma / reported * agent.reported() } else { sigma }.min(1.0);
            agent.capacity = common
                * (1.0 - gaming_time * agent.gaming)
                * (1.0 - hardness * agent.difficulty * (1.0 - help));
        }
        self.err(index, period);
        let unit = &mut self.units[index];
        let agents = unit.agents.iter();
        unit.mean_capacity = mean(agents.clone().map(|a| a.capacity));
        unit.cooperation = mean(agents.clone().map(|a| a.q));
        unit.scruples = mean(agents.clone().map(|a| a.lambda * a.trust));
        let worth = mean(
            agents.clone().map(|a| a.ability * a.capacity * (omega * a.x + (1.0 - omega) * a.q)),
        );
        let counted = mean(agents.map(|a| a.ability * a.capacity * a.x + a.gaming));
        let together = (1.0 - phi) + phi * hill(unit.cooperation as f32, theta, k);
        unit.true_output = f64::from(together) * worth;
        unit.measured_output = counted + f64::from(unit.leniency);
        unit.seen =
            unit.measured_output as f32 + noise * normals(&mut unit.measurement_noise, 1)[0];
        unit.seen_sum += f64::from(unit.seen);
    }

    /// Honest errors, before output and the mean of capacity are taken.
    fn err(&mut self, index: usize, period: u32) {
        let rate = self.spec.value(find_parameter("forgiveness.error_rate").unwrap());
        let [strictness, cost, withdrawal, blame] = ["strictness", "cost", "withdrawal", "blame"]
            .map(|name| self.value(&format!("forgiveness.{name}")));
        for (number, agent) in self.units[index].agents.iter_mut().enumerate() {
            let address = Address {
                replicate: self.replicate,
                unit: index as u32,
                purpose: Purpose::Error,
                period,
                agent: number as u32,
            };
            if self.draws.uniform_at(address) < rate {
                agent.capacity *= 1.0 - cost * (1.0 - strictness);
                agent.q *= 1.0 - withdrawal * strictness;
                agent.trust *= 1.0 - blame * strictness;
            }
        }
    }

    fn settle(&mut self) {
        let (rate, l) = (self.value("leniency.rate"), self.value("leniency.shortfall"));
        let (psi, divisor) = (self.value("leniency.contagion"), self.value("leniency.resistance"));
        let least = self.value("leniency.smallest_output");
        let staff: f64 = self.units.iter().map(|unit| unit.agents.len() as f64).sum();
        let weighted = |value: &dyn Fn(&Unit) -> f64| {
            self.units.iter().map(|u| value(u) * u.agents.len() as f64).sum::<f64>() / staff
        };
        let measured = weighted(&|unit| unit.measured_output);
        let lenient = weighted(&|unit| f64::from(unit.leniency));
        let reputation = self.reputation;
        for unit in &mut self.units {
            let chi = unit.get(Lever::Competition);
            let pressure = 1.0 + l * (1.0 - unit.funding).max(0.0);
            let prize = chi * reputation as f32 * pressure / (measured as f32).max(least);
            let scruples = unit.scruples as f32 * (1.0 - psi * lenient as f32);
            let target = if chi > 0.0 { clamp((prize - scruples) / divisor) } else { 0.0 };
            let relative = if measured > 0.0 { unit.measured_output / measured } else { 1.0 };
            let share = f64::from(chi);
            unit.funding = (reputation * ((1.0 - share) + share * relative)) as f32;
            unit.leniency = clamp(unit.leniency + rate * (target - unit.leniency));
        }
        let rate = self.spec.value(find_parameter("reputation.rate").unwrap());
        self.reputation += rate * ((1.0 - lenient) - self.reputation);
    }

    fn learn(&mut self, index: usize) {
        let adaptive = self.spec.policy() == Policy::Adaptive;
        let v = |key: &str| self.value(key);
        let (eta, ratio) = (v("learning.rate"), v("learning.down_ratio"));
        let moved = |value: f32, target: f32, rate: f32| {
            let rate = if target - value >= 0.0 { rate } else { (rate * ratio).min(1.0) };
            clamp(value + rate * (target - value))
        };
        let (k_rate, exponent) = (v("credibility.rate"), v("felt_vision.distinctiveness"));
        let per_trust =
            (1.0 / self.spec.value(find_parameter("felt_vision.trust_needed").unwrap())) as f32;
        let contact = self.spec.value(find_parameter("belief.contact").unwrap());
        let drift =
            (self.spec.value(find_parameter("belief.drift").unwrap()) * (1.0 - contact)) as f32;
        let reach = v("contacts.reach") as usize;
        let wear = v("reciprocity.wear");
        let mending = (self.spec.value(find_parameter("reciprocity.wear").unwrap())
            * self.spec.value(find_parameter("reciprocity.mending").unwrap()))
            as f32;
        let [rebuke, power, vengeance] =
            ["rate", "power", "vengeance"].map(|name| v(&format!("peer_punishment.{name}")));
        let [rise, solved, unasked, unsupported] =
            ["rise", "solved", "unasked", "unsupported"].map(|name| v(&format!("voice.{name}")));
        let found = (self.spec.value(find_parameter("voice.checks").unwrap())
            * self.spec.value(find_parameter("organisation.measurability").unwrap()))
            as f32;
        let (alpha, b_noise, lift) =
            (v("belief.attribution"), v("belief.noise"), v("belief.vision"));
        let (c_m, c_pay) = (v("perceived_control.monitoring"), v("perceived_control.pay"));
        let weights = ["ability", "benevolence", "integrity"]
            .map(|name| self.spec.value(find_parameter(&format!("trust.{name}")).unwrap()));
        let total: f64 = weights.iter().sum();
        let weights = weights.map(|w| if total > 0.0 { w / total } else { 1.0 / 3.0 } as f32);
        let (t_noise, propensity) = (v("trust.noise"), v("trust.propensity"));
        let (trusted, broken) = (v("trust.leader_trust"), v("trust.ratchet"));
        let (down, up) = (v("crowding_out.down_rate"), v("crowding_out.up_rate"));
        let eased = v("perceived_control.dialogue");
        let [goodwill, helped, fair, base, credible] =
            ["goodwill", "support", "fair_leader_trust", "base_integrity", "credibility"]
                .map(|name| v(&format!("trust.{name}")));
        let blindness = v("leader_learning.blindness");
        let lost = v("broken_words.trust");
        let (a_rate, ceiling) = (v("adaptive_control.rate"), v("adaptive_control.ceiling"));
        let unit = &mut self.units[index];
        let n = unit.agents.len();

        let belief = mean(unit.agents.iter().map(|a| a.belief));
        let fall = (belief - unit.cooperation).max(0.0) as f32;
        let target = unit.competence * (1.0 - fall);
        unit.credibility = clamp(unit.credibility + k_rate * (target - unit.credibility));
        let distinct = 1.0 - unit.same_label;
        let distinct = if exponent == 1.0 { distinct } else { libm::powf(distinct, exponent) };
        let strength = unit.get(Lever::Vision) * unit.credibility * distinct;
        let label = f32::from(unit.label) / 20.0;
        for agent in &mut unit.agents {
            let apart = (agent.orientation - label).abs();
            let fit = 1.0 - apart.min(1.0 - apart);
            agent.vision = strength * fit * (agent.trust * per_trust).min(1.0);
        }

        let z = normals(&mut unit.belief_noise, n);
        let gifts: Vec<f32> =
            unit.agents.iter().map(|a| alpha * a.x + (1.0 - alpha) * a.q).collect();
        let rhos: Vec<f32> = unit.agents.iter().map(|a| a.rho).collect();
        let seen: Vec<f32> = (0..n)
            .map(|i| {
                let contacts = contacts(n, i, reach);
                let sum = contacts.iter().fold(0.0, |sum, j| sum + gifts[*j]);
                sum * (1.0 / contacts.len().max(1) as f32)
            })
            .collect();
        for (i, agent) in unit.agents.iter_mut().enumerate() {
            if wear > 0.0 {
                let worn = wear * agent.left * (gifts[i] - seen[i]).max(0.0);
                let mended = mending * (1.0 - agent.left) * gifts[i].min(seen[i]);
                agent.left = clamp(agent.left - worn + mended);
            }
            if rebuke > 0.0 && power > 0.0 {
                let contacts = contacts(n, i, reach);
                let scale = power * rebuke * (3.0 / contacts.len().max(1) as f32);
                let above: Vec<usize> =
                    contacts.iter().copied().filter(|j| gifts[*j] > gifts[i]).collect();
                let below = contacts.iter().filter(|j| gifts[**j] < gifts[i]).count() as f32;
                if !above.is_empty() {
                    let met = above.iter().fold(0.0, |sum, j| sum + rhos[*j]);
                    agent.for_less += eta * (scale * met - agent.for_less);
                }
                if below > 0.0 {
                    let revenge = vengeance * agent.rho * below;
                    agent.for_more += eta * (scale * revenge - agent.for_more);
                }
            }
        }
        let rate = if n > 1 { eta * contact as f32 } else { 0.0 };
        for ((agent, z), observed) in unit.agents.iter_mut().zip(z).zip(seen) {
            let w = (lift * agent.vision).min(1.0);
            let target = (1.0 - w) * observed + w + b_noise * z;
            let learnt = moved(agent.belief, target, rate);
            agent.belief = learnt + drift * (agent.p - learnt);
        }

        let m = unit.get(Lever::Monitoring);
        let control = ((1.0 - eased * unit.get(Lever::Dialogue))
            * (c_m * m + c_pay * unit.marginal_pay))
            .min(1.0);
        let benevolence = clamp(
            goodwill + helped * unit.get(Lever::Support) - control
                + trusted * (unit.leader_trust - fair),
        );
        let integrity = clamp(
            base + credible * unit.credibility
                - broken * unit.get(Lever::Ratchet) * unit.get(Lever::Pay).min(1.0),
        );
        let worth =
            weights[0] * unit.competence + weights[1] * benevolence + weights[2] * integrity;
        let leader = (1.0 - propensity) * worth - lost * unit.broken.min(1.0);
        let z = normals(&mut unit.trust_noise, n);
        for (agent, z) in unit.agents.iter_mut().zip(z) {
            let target = (leader + propensity * agent.p + agent.relation) + t_noise * z;
            agent.trust = moved(agent.trust, target, eta);
            let target = clamp(agent.mu0 * (1.0 - agent.zeta * control));
            let rate = if target - agent.motivation >= 0.0 { up } else { down };
            agent.motivation = clamp(agent.motivation + rate * (target - agent.motivation));
        }

        let trust = mean(unit.agents.iter().map(|a| a.trust)) as f32;
        let voice = trust * (unasked + (1.0 - unasked) * unit.get(Lever::Dialogue));
        let hidden = (1.0 - voice * (1.0 - unit.stake)) * (1.0 - (found * m).min(1.0));
        let answered = unsupported + (1.0 - unsupported) * unit.get(Lever::Support).min(1.0);
        let left = solved * (unit.problems * (1.0 - hidden)) * answered;
        unit.problems = clamp(unit.problems + rise * (1.0 - unit.problems) - left);

        let expected = unit.get(Lever::Standard) * unit.mean_capacity as f32;
        let reached = if expected > 0.0 { unit.seen / expected } else { 1.0 };
        assert_eq!(reached.min(1.0), unit.reached());
        unit.leader_trust = moved(unit.leader_trust, reached.min(1.0), eta * (1.0 - blindness * m));
        if adaptive {
            let wanted = ceiling * (1.0 - unit.leader_trust);
            unit.levers[Lever::Monitoring as usize] = clamp(m + a_rate * (wanted - m));
        }
    }

    fn staff(&mut self, index: usize, period: u32) {
        let exit = self.value("staff_turnover.exit");
        if exit == 0.0 {
            return;
        }
        let start = self.value("start.belief");
        let usual = self.value("staff_turnover.usual_trust");
        let driven = self.value("broken_words.exit");
        let weight = self.value("staff_turnover.colleague");
        let unit = &mut self.units[index];
        let before = unit.agents.clone();
        for agent in 0..before.len() {
            let uniform = ((unit.exit_draws.next_u32() >> 9) as f32 + 0.5) / 8_388_608.0;
            if uniform >= clamp(exit * (1.0 + usual - before[agent].trust) + driven * unit.upset) {
                continue;
            }
            let address = Address {
                replicate: self.replicate,
                unit: index as u32,
                purpose: Purpose::Colleague,
                period,
                agent: agent as u32,
            };
            let others = before.len() as u32 - 1;
            let colleague = if others == 0 {
                start
            } else {
                let drawn = self.draws.at(address).random_range(0..others) as usize;
                before[if drawn >= agent { drawn + 1 } else { drawn }].belief
            };
            let person = recruit(self.spec, &self.draws, address, unit.label);
            let purpose = Purpose::RecruitRelation;
            let relation = relation(self.spec, &self.draws, Address { purpose, ..address });
            // What has been done in this period stays done.
            let Agent { inflation, x, q, gaming, .. } = before[agent];
            let belief = (1.0 - weight) * start + weight * colleague;
            unit.agents[agent] = Agent {
                inflation,
                x,
                q,
                gaming,
                ..Agent::new(self.spec, &person, belief, relation)
            };
        }
    }
}

impl Unit {
    fn new(spec: &ModelSpec, world: &World, place: UnitAddress) -> Self {
        let draws = world.draws();
        let group = &spec.groups()[place.group as usize];
        let value = |key: &str| spec.value(find_parameter(key).unwrap());
        let leader = world.leaders().leader(draws, place.replicate, place.unit, 0);
        let people = staff(spec, draws, place.replicate, place.unit, group.staff);
        let beliefs = starting_beliefs(spec, draws, place.replicate, place.unit, group.staff);
        Self {
            place,
            agents: people
                .iter()
                .zip(beliefs)
                .zip(0..)
                .map(|((p, belief), agent)| {
                    let UnitAddress { replicate, unit, .. } = place;
                    let purpose = Purpose::Relation;
                    let address = Address { replicate, unit, purpose, period: 0, agent };
                    Agent::new(spec, p, belief, relation(spec, draws, address))
                })
                .collect(),
            levers: group.levers.map(|lever| lever as f32),
            ladder: Vec::new(),
            time: 1.0,
            load: 0.0,
            trust_up: 0.0,
            broken: 0.0,
            upset: 0.0,
            credibility: value("start.credibility") as f32,
            leader_trust: value("start.leader_trust") as f32,
            competence: leader.competence,
            label: leader.label,
            leniency: 0.0,
            funding: 1.0,
            problems: value("voice.start") as f32,
            stake: 0.0,
            same_label: 0.0,
            true_output: 0.0,
            measured_output: 0.0,
            seen: 0.0,
            cooperation: 0.0,
            scruples: 0.0,
            mean_capacity: 0.0,
            marginal_pay: 0.0,
            seen_sum: 0.0,
            seen_before: None,
            last_trial: None,
            difficulty_noise: stream(draws, place, Purpose::Difficulty),
            decision_noise: stream(draws, place, Purpose::Decision),
            belief_noise: stream(draws, place, Purpose::Belief),
            trust_noise: stream(draws, place, Purpose::Trust),
            measurement_noise: stream(draws, place, Purpose::Measurement),
            exit_draws: stream(draws, place, Purpose::Exit),
        }
    }

    fn get(&self, lever: Lever) -> f32 {
        self.levers[lever as usize]
    }

    pub fn staff(&self) -> usize {
        self.agents.len()
    }

    /// How far staff reach the standard by what is measured.
    pub fn reached(&self) -> f32 {
        let expected = self.get(Lever::Standard) * self.mean_capacity as f32;
        if expected > 0.0 { (self.seen / expected).min(1.0) } else { 1.0 }
    }
}

impl Agent {
    fn new(spec: &ModelSpec, person: &Person, belief: f32, relation: f32) -> Self {
        let value = |key: &str| spec.value(find_parameter(key).unwrap());
        let (for_less, for_more) = custom(spec);
        let (mu0, p) = (person.get(Trait::BaselineMotivation), person.get(Trait::TrustPropensity));
        Self {
            belief,
            trust: p,
            motivation: mu0,
            vision: 0.0,
            difficulty: value("task_difficulty.middle") as f32,
            mu0,
            rho: person.get(Trait::Reciprocity),
            gamma: person.get(Trait::LeaderReciprocity),
            lambda: person.get(Trait::Honesty),
            zeta: person.get(Trait::ControlAversion),
            p,
            ability: person.get(Trait::Ability),
            orientation: person.orientation as f32,
            inflation: 0.0,
            x: 0.0,
            q: 0.0,
            gaming: 0.0,
            drive: 0.0,
            capacity: 0.0,
            left: 1.0,
            for_less: for_less as f32,
            for_more: for_more as f32,
            relation,
        }
    }

    /// Reported difficulty.
    fn reported(&self) -> f32 {
        self.difficulty + self.inflation * (1.0 - self.difficulty)
    }
}
