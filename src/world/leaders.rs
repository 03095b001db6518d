//! Leaders as pure functions of their address: who leads which unit when, and how common each
//! vision label is.

use rand_distr::{Distribution, Uniform};

use super::{Address, Draws, Purpose};
use crate::maths::normal::inverse_cumulative;
use crate::mechanisms::leader_turnover;
use crate::spec::{COMPETENCE_MEAN, COMPETENCE_SD, ModelSpec, VisionLabels};

/// Number of places on the circle of vision labels.
pub const LABELS: usize = 20;

/// A unit's local principal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leader {
    /// Competence, `A` in [0.05,0.95].
    pub competence: f32,
    /// Vision label, a place below [`LABELS`].
    pub label: u8,
}

/// Whether a unit's leader is changed in a period (counted from 1), with a hazard per period.
pub fn leader_changes(draws: &Draws, hazard: f64, replicate: u32, unit: u32, period: u32) -> bool {
    let purpose = Purpose::LeaderTurnover;
    let address = Address { replicate, unit, purpose, period, agent: 0 };
    hazard > 0.0 && draws.uniform_at(address) < hazard
}

/// The leader who comes to a unit in a period (0 for the start).
pub fn leader_of(
    spec: &ModelSpec,
    draws: &Draws,
    replicate: u32,
    unit: u32,
    period: u32,
) -> Leader {
    let at = |purpose| Address { replicate, unit, purpose, period, agent: 0 };
    let (mean, sd) = (spec.value(&COMPETENCE_MEAN), spec.value(&COMPETENCE_SD));
    let competence = mean + sd * inverse_cumulative(draws.uniform_at(at(Purpose::Competence)));
    let label_address = match spec.labels() {
        VisionLabels::Local => at(Purpose::VisionLabel),
        VisionLabels::Uniform => {
            Address { replicate, unit: 0, purpose: Purpose::UniformLabel, period: 0, agent: 0 }
        }
    };
    let places = Uniform::new(0, LABELS as u32).expect("there is at least one label");
    let label = places.sample(&mut draws.at(label_address)) as u8;
    Leader { competence: competence.clamp(0.05, 0.95) as f32, label }
}

/// How many units of a sector have each vision label, period by period.
///
/// Leaders come and go independently of everything else, so the counts are known before a run and
/// each unit can be run by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelCounts {
    /// Counts after the phase `lead` of each period; index 0 is the start. When leaders never
    /// change, the start stands for all periods.
    by_period: Vec<[u32; LABELS]>,
    n_units: u32,
}

impl LabelCounts {
    /// The counts of a replicate.
    pub fn new(spec: &ModelSpec, draws: &Draws, replicate: u32) -> Self {
        let hazard = spec.value(&leader_turnover::HAZARD);
        let periods = if hazard > 0.0 { spec.periods() } else { 0 };
        let mut labels: Vec<u8> = (0..spec.n_units())
            .map(|unit| leader_of(spec, draws, replicate, unit, 0).label)
            .collect();
        let mut by_period = Vec::with_capacity(periods as usize + 1);
        by_period.push(count(&labels));
        for period in 1..=periods {
            let mut counts = by_period[period as usize - 1];
            for (unit, label) in (0..).zip(&mut labels) {
                if leader_changes(draws, hazard, replicate, unit, period) {
                    counts[usize::from(*label)] -= 1;
                    *label = leader_of(spec, draws, replicate, unit, period).label;
                    counts[usize::from(*label)] += 1;
                }
            }
            by_period.push(counts);
        }
        Self { by_period, n_units: spec.n_units() }
    }

    /// Share of the *other* units that have the same label as a unit; 0 for a single unit.
    pub fn same_label(&self, period: u32, label: u8) -> f32 {
        if self.n_units < 2 {
            return 0.0;
        }
        let counts = &self.by_period[(period as usize).min(self.by_period.len() - 1)];
        let others = counts[usize::from(label)].saturating_sub(1);
        (f64::from(others) / f64::from(self.n_units - 1)) as f32
    }
}

fn count(labels: &[u8]) -> [u32; LABELS] {
    let mut counts = [0; LABELS];
    for label in labels {
        counts[usize::from(*label)] += 1;
    }
    counts
}
