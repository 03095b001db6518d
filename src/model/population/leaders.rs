//! Leaders as pure functions of their address: who leads which unit when, and how common each
//! vision label is.

use rand_distr::{Distribution, Uniform};

use crate::ground::maths::normal::inverse_cumulative;
use crate::ground::random::{Address, Draws, Purpose, UnitKey};
use crate::model::parameter::Parameter;
use crate::model::specification::{ModelSpec, VisionLabels};
use crate::model::structure::{COMPETENCE_MEAN, COMPETENCE_SD};

/// Hazard of a change of leader: a parameter of the mechanism `leader_turnover`, which stands here because
/// who leads when is known before a run.
pub const HAZARD: Parameter = Parameter::new("leader_turnover.hazard", 0.0, 0.0, 1.0)
    .symbol("h_A")
    .summary("Probability that a unit gets a new leader in a period.")
    .unit("probability per period")
    .neutral(0.0)
    .plausible(0.008, 0.03, "principals: over 20 % a year")
    .source("lead", "SOU 2018:38 §2.5, p. 47");

/// Number of places on the circle of vision labels.
pub const LABELS: usize = 20;

/// Units whose changes of leader are looked up side by side.
const TOGETHER: usize = 64;

/// A unit's local principal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leader {
    /// Competence, `A` in [0.05,0.95].
    pub competence: f32,
    /// Vision label, a place below [`LABELS`].
    pub label: u8,
}

/// Who leaders are and how often they change, resolved once per specification.
#[derive(Debug, Clone)]
pub struct Leaders {
    competence_mean: f64,
    competence_sd: f64,
    labels: VisionLabels,
    hazard: f64,
    places: Uniform<u32>,
}

impl Leaders {
    /// The leaders of a specification.
    pub fn new(spec: &ModelSpec) -> Self {
        Self {
            competence_mean: spec.value(&COMPETENCE_MEAN),
            competence_sd: spec.value(&COMPETENCE_SD),
            labels: spec.labels(),
            hazard: spec.value(&HAZARD),
            places: Uniform::new(0, LABELS as u32).expect("there is at least one label"),
        }
    }

    /// Whether leaders ever change.
    pub fn ever_change(&self) -> bool {
        self.hazard > 0.0
    }

    /// Which units change their leader in a period (counted from 1): 1 for those that do. Their
    /// number comes first.
    #[inline(always)]
    pub fn changes<const N: usize>(&self, keys: &[UnitKey; N], period: u32) -> (u32, [u32; N]) {
        let (mut number, mut changes) = (0, [0; N]);
        for unit in 0..N {
            let uniform = keys[unit].uniform(Purpose::LeaderTurnover, period, 0);
            changes[unit] = u32::from(uniform < self.hazard);
            number += changes[unit];
        }
        (number, changes)
    }

    /// The competence of who lies so many standard deviations above the mean.
    pub fn competence(&self, z: f64) -> f32 {
        (self.competence_mean + self.competence_sd * z).clamp(0.05, 0.95) as f32
    }

    /// The leader who comes to a unit in a period (0 for the start).
    pub fn leader(&self, draws: &Draws, replicate: u32, unit: u32, period: u32) -> Leader {
        let at = |purpose| Address { replicate, unit, purpose, period, agent: 0 };
        let z = inverse_cumulative(draws.uniform_at(at(Purpose::Competence)));
        let label_address = match self.labels {
            VisionLabels::Local | VisionLabels::Permuted => at(Purpose::VisionLabel),
            VisionLabels::Uniform => {
                Address { replicate, unit: 0, purpose: Purpose::UniformLabel, period: 0, agent: 0 }
            }
        };
        let label = self.places.sample(&mut draws.at(label_address));
        let label = match self.labels {
            // 7 and 20 have no common divisor: every place gets the content of another one.
            VisionLabels::Permuted => (7 * label + 3) % LABELS as u32,
            VisionLabels::Local | VisionLabels::Uniform => label,
        } as u8;
        Leader { competence: self.competence(z), label }
    }
}

/// How common each vision label is among the units of a sector, period by period.
///
/// Leaders come and go independently of everything else, so this is known before a run and each
/// unit can be run by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelShares {
    /// For a unit with each label: the share of the *other* units that have it too, after the phase
    /// `lead` of each period; index 0 is the start. When leaders never change, the start stands
    /// for all periods.
    by_period: Vec<[f32; LABELS]>,
}

impl LabelShares {
    /// The shares of a replicate.
    #[inline(always)]
    pub fn new(spec: &ModelSpec, leaders: &Leaders, draws: &Draws, replicate: u32) -> Self {
        let n_units = spec.n_units();
        let mut labels: Vec<u8> =
            (0..n_units).map(|unit| leaders.leader(draws, replicate, unit, 0).label).collect();
        let mut counts = [0; LABELS];
        for label in &labels {
            counts[usize::from(*label)] += 1;
        }
        let mut by_period = vec![shares(&counts, n_units)];
        let periods = if leaders.ever_change() { spec.periods() } else { 0 };
        let keys: Vec<_> = (0..n_units).map(|unit| draws.key(replicate, unit)).collect();
        for period in 1..=periods {
            for (first, keys) in (0..).step_by(TOGETHER).zip(keys.chunks(TOGETHER)) {
                // The spare places of the last units repeat one; nobody reads them.
                let mut together = [keys[0]; TOGETHER];
                together[..keys.len()].copy_from_slice(keys);
                let (number, changes) = leaders.changes(&together, period);
                if number > 0 {
                    for unit in (first..first + keys.len()).filter(|u| changes[u - first] == 1) {
                        counts[usize::from(labels[unit])] -= 1;
                        labels[unit] = leaders.leader(draws, replicate, unit as u32, period).label;
                        counts[usize::from(labels[unit])] += 1;
                    }
                }
            }
            by_period.push(shares(&counts, n_units));
        }
        Self { by_period }
    }

    /// Share of the *other* units that have the same label as a unit; 0 for a single unit.
    #[inline(always)]
    pub fn same_label(&self, period: u32, label: u8) -> f32 {
        self.by_period[(period as usize).min(self.by_period.len() - 1)][usize::from(label)]
    }
}

/// For a unit with each label, the share of the other units that have it too.
fn shares(counts: &[u32; LABELS], n_units: u32) -> [f32; LABELS] {
    counts.map(|count| {
        let others = count.saturating_sub(1);
        if n_units > 1 { (f64::from(others) / f64::from(n_units - 1)) as f32 } else { 0.0 }
    })
}
