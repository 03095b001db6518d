//! How fast tillit is on this machine, as one table: `cargo bench --bench performance`.
//!
//! Figures that are compared with each other are taken in turn in the same run. With `-- --keep` the
//! table and its figure replace those in `docs/performance`; with `-- --quick` the sectors of
//! 100 million agents are left out, and with `-- --felt` only whole tasks are measured, as a user feels them.

mod clock;
mod felt;
mod figure;
mod large;
mod limits;
mod peers;
mod table;
mod workloads;

use tillit::engine::Engine;
use tillit::engine::observe::{METRICS, Metric};
use tillit::ground::lanes::InstructionSet;
use tillit::lab::PublicGoods;
use tillit::model::mechanisms::PHASES;
use tillit::study::runs::{Gathering, parallel, profile};

use clock::{in_turn, median, ratio};
use table::Table;
use workloads::{agent_periods, usual};

/// The metrics that are recorded wherever something is.
fn recorded() -> Vec<&'static Metric> {
    let named = |name| METRICS.iter().find(|metric| metric.name == name).expect("a metric");
    vec![named("true_output"), named("trust")]
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    if let Some(at) = arguments.iter().position(|argument| argument == large::ONLY) {
        return large::run_one(&arguments[at + 1..]);
    }
    let machine = machine();
    println!("{machine}");
    let mut table = Table::default();
    felt::measure(&mut table);
    if has("--felt") {
        return;
    }
    instruction_sets(&mut table);
    distance_to_the_limit(&mut table);
    games(&mut table);
    phases(&mut table);
    threads(&mut table);
    large::measure(&mut table, has("--quick"));
    if has("--keep") {
        figure::keep(&table, &machine);
    }
}

/// What this machine is, in a line.
fn machine() -> String {
    let machine = tillit::store::Machine::current();
    let processor = machine.processor.unwrap_or(machine.architecture);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let set = InstructionSet::widest().name();
    format!(
        "{processor}, {threads} threads, {set}, {}, tillit {}",
        machine.os,
        env!("CARGO_PKG_VERSION")
    )
}

/// The engine's usual size on one thread, forced to each instruction set in turn.
fn instruction_sets(table: &mut Table) {
    const REPLICATES: u32 = 32;
    let part = "Core model, all mechanisms, 50 units of 20 agents, 120 periods, one thread";
    for (competition, kind) in [(0.0, "uncoupled"), (0.3, "units compete")] {
        let spec = usual(120, competition);
        let sets = InstructionSet::available();
        let engines: Vec<_> = sets.iter().map(|set| Engine::with(&spec, *set)).collect();
        let mut works: Vec<Box<dyn FnMut()>> = Vec::new();
        for engine in &engines {
            works.push(Box::new(|| engine.run(0..REPLICATES, &mut ())));
        }
        let times = in_turn(&mut works);
        for (set, times) in sets.iter().zip(times) {
            let speed = agent_periods(&spec) * f64::from(REPLICATES) / median(times) / 1e6;
            table.add(part, format!("{kind}, {}", set.name()), speed, "M agent-periods/s");
        }
    }
}

/// Time per agent-period against what its variates and columns alone would take.
fn distance_to_the_limit(table: &mut Table) {
    let part = "Distance to the limit, one thread";
    let limits = limits::measure();
    let spec = usual(120, 0.0);
    let engine = Engine::new(&spec);
    let times = in_turn(&mut [Box::new(|| engine.run(0..32, &mut ()))]);
    let own = median(times[0].clone()) / (agent_periods(&spec) * 32.0) * 1e9;
    table.add(part, "a normal variate", limits.normal, "ns");
    table.add(part, "a uniform variate", limits.uniform, "ns");
    table.add(part, "reading and writing an agent's 17 columns", limits.columns, "ns");
    table.add(part, "limit: 3 normals, a uniform and the columns", limits.agent_period(), "ns");
    table.add(part, "an agent-period of the core model", own, "ns");
    table.add(part, "distance", own / limits.agent_period(), "times the limit");
}

/// The public goods game, forced to each instruction set in turn.
fn games(table: &mut Table) {
    const GROUPS: u32 = 1_000;
    let part = "Public goods game with beliefs, groups of 20, 100 periods, one thread";
    let game = PublicGoods::default();
    let sets = InstructionSet::available();
    let mut works: Vec<Box<dyn FnMut()>> = Vec::new();
    for set in &sets {
        works.push(Box::new(|| drop(game.play(1, GROUPS, *set))));
    }
    let steps = f64::from(game.group_size * game.periods * GROUPS);
    for (set, times) in sets.iter().zip(in_turn(&mut works)) {
        table.add(part, set.name(), steps / median(times) / 1e6, "M agent-steps/s");
    }
}

/// The part with the times of phases.
const PHASE_TIMES: &str = "Time per phase, one thread, true output and trust recorded";

/// Where the time goes.
fn phases(table: &mut Table) {
    let part = PHASE_TIMES;
    let spec = usual(120, 0.0);
    let engine = Engine::new(&spec);
    let one = |_| {
        let mut gathering = Gathering::in_memory(&spec, &recorded());
        profile(&engine, &recorded(), 32, &mut gathering, None).expect("memory does not fail")
    };
    let profiles: Vec<_> = (0..9).map(one).collect();
    let each = |seconds: Vec<f64>| median(seconds) * 1e9 / profiles[0].agent_periods as f64;
    let starts = profiles.iter().map(|profile| profile.start.as_secs_f64()).collect();
    table.add(part, "start", each(starts), "ns");
    for (index, phase) in PHASES.iter().enumerate() {
        let spent = profiles.iter().map(|profile| profile.phases[index].as_secs_f64()).collect();
        table.add(part, phase.name, each(spent), "ns");
    }
}

/// Two threads against one, and few units that have to share lanes with other replicates.
fn threads(table: &mut Table) {
    let part = "Threads";
    let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads");
    let (one, two) = (pool(1), pool(2));
    let metrics = recorded();
    for (units, replicates) in [(50, 200), (5, 2_000)] {
        let spec = workloads::sector(&[(units, 20)], 120, 0.0);
        let engine = Engine::new(&spec);
        let work = || drop(parallel::means(&engine, &metrics, 0..replicates, 0, &|_| ()));
        let times = in_turn(&mut [Box::new(|| one.install(work)), Box::new(|| two.install(work))]);
        let all = agent_periods(&spec) * f64::from(replicates) / 1e6;
        let what = format!("{replicates} replicates of {units} units");
        for (times, threads) in times.iter().zip(["one thread", "two threads"]) {
            let speed = all / median(times.clone());
            table.add(part, format!("{what}, {threads}"), speed, "M agent-periods/s");
        }
        let ratio = ratio(&times[0], &times[1]);
        table.add(part, format!("{what}, two threads against one"), ratio, "times");
    }
}
