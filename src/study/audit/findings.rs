//! All that an audit finds.

use super::ablation::Ablation;
use super::claim::Claim;
use super::design::People;
use super::effect::{Effect, effect_of};
use super::information::Value;
use super::regions::Regions;
use super::space::{Space, filler};
use crate::engine::Engine;
use crate::scenario::Scenario;
use crate::study::runs::parallel;
use crate::study::sweep::Sweep;

/// All that an audit finds.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The claim.
    pub claim: Claim,
    /// The space of assumptions.
    pub space: Space,
    /// The effect in the scenario as it is.
    pub base: Effect,
    /// By space: the effects at its points, those of the assumptions first.
    pub spaces: Vec<(People, Vec<Effect>)>,
    /// The numbers that vary over the assumptions, in the order of columns.
    pub keys: Vec<String>,
    /// By number: its value at each point of the assumptions.
    pub columns: Vec<Vec<f64>>,
    /// Where the claim breaks.
    pub regions: Regions,
    /// What carries it; none where that was not asked for.
    pub ablation: Option<Ablation>,
    /// What is worth knowing.
    pub information: Vec<Value>,
    /// Seed of the random numbers of intervals.
    pub seed: u64,
}

impl Findings {
    /// The effects over the assumptions.
    pub fn effects(&self) -> &[Effect] {
        &self.spaces[0].1
    }
}

/// The numbers that vary in a sweep of the assumptions and their values at the points of some effects; the
/// share that fills the rest is one of them.
pub fn columns(sweep: &Sweep, space: &Space, effects: &[Effect]) -> (Vec<String>, Vec<Vec<f64>>) {
    let mut keys: Vec<String> = sweep.factors.iter().map(|factor| factor.key.clone()).collect();
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); keys.len()];
    for point in effects.iter().filter_map(|effect| sweep.point(effect.point)) {
        for (column, value) in columns.iter_mut().zip(&point.values) {
            column.push(value.number().unwrap_or(f64::NAN));
        }
    }
    if space.varies(filler().key) {
        let is_share = |key: &String| key.starts_with("staff.types.") && key.ends_with(".share");
        let shares: Vec<usize> = (0..keys.len()).filter(|c| is_share(&keys[*c])).collect();
        let rest = |point: usize| 1.0 - shares.iter().map(|c| columns[*c][point]).sum::<f64>();
        let filled = (0..effects.len()).map(rest).collect();
        columns.push(filled);
        keys.push(filler().key.to_owned());
    }
    (keys, columns)
}

/// The effect in a scenario as it is.
pub fn base_effect(scenario: &Scenario, claim: &Claim, replicates: u32) -> Effect {
    let outcomes = |name: &str| -> Vec<f64> {
        let treatment = scenario.treatments.iter().find(|treatment| treatment.name == name);
        let Some(treatment) = treatment else { return Vec::new() };
        let engine = Engine::new(&treatment.spec);
        let window = treatment.spec.window();
        let first = treatment.spec.periods() - window;
        let means = parallel::means(&engine, &[claim.metric], 0..replicates, first, &|_| ());
        (0..replicates).map(|r| means.outcome(r, window as usize, 0)).collect()
    };
    let (higher, lower) = (outcomes(&claim.higher), outcomes(&claim.lower));
    effect_of(0, &higher, &lower, claim)
}
