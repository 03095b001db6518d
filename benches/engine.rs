//! How long one period and one run of the engine take.
//!
//! `cargo bench` prints the times and the agent-periods per second.

use divan::Bencher;
use divan::counter::ItemsCount;
use tillit::engine::Engine;
use tillit::model::levers::{Lever, find_regime};
use tillit::model::specification::{
    Composition, Group, ModelSpec, Policy, SpecBuilder, VisionLabels,
};

fn main() {
    divan::main();
}

/// A sector with every mechanism on, apart from competition and errors.
fn spec(periods: f64) -> ModelSpec {
    let mut levers = find_regime("trust").expect("a regime").levers();
    levers[Lever::Pay as usize] = 0.2;
    levers[Lever::Ratchet as usize] = 0.2;
    SpecBuilder {
        values: [
            ("run.periods", periods),
            ("staff_turnover.exit", 0.01),
            ("leader_turnover.hazard", 0.02),
        ]
        .into(),
        composition: Composition::Quota,
        labels: VisionLabels::Local,
        policy: Policy::Adaptive,
        chain: None,
        groups: vec![Group { name: "all".to_owned(), units: 50, staff: 20, levers }],
        schedule: vec![],
        seed: 1,
    }
    .build()
}

/// Sixteen replicates of 50 units of 20 agents, 120 periods, nothing recorded.
#[divan::bench]
fn run(bencher: Bencher) {
    let spec = spec(120.0);
    let engine = Engine::new(&spec);
    bencher
        .counter(ItemsCount::new(16_u64 * 120 * spec.n_agents()))
        .bench_local(|| engine.run(0..16, &mut ()));
}

/// The same for a single period: setting up the world and one pass.
#[divan::bench]
fn one_period(bencher: Bencher) {
    let spec = spec(1.0);
    let engine = Engine::new(&spec);
    bencher
        .counter(ItemsCount::new(16 * spec.n_agents()))
        .bench_local(|| engine.run(0..16, &mut ()));
}
