//! What a user feels: whole tasks against the engine alone, as ratios taken in the same run.

use std::path::Path;

use tillit::engine::Engine;
use tillit::scenario::{Change, Source};
use tillit::study::hypotheses::{self, HYPOTHESES, Size};
use tillit::study::runs::parallel;
use tillit::study::sweep::{Sweep, run_chunk};
use tillit::study::validation::{self, EXPERIMENTS};
use tillit::workflow::{self, OpenedScenario, RunRequest, Unwatched};

use crate::clock::{in_turn, median, ratio, seconds};
use crate::recorded;
use crate::table::Table;

/// Replicates of the shorter and of the longer run; what lies between them costs nothing but replicates.
const REPLICATES: [u32; 2] = [20, 120];

/// Units of a small sector, its points, and replicates of each: as many runs in both sweeps.
const SWEEPS: [(u32, u32); 2] = [(3_700, 1), (37, 100)];

/// Measures all of it.
pub fn measure(table: &mut Table) {
    observing(table);
    sweeping(table);
    threads(table);
}

/// A pool of so many threads.
fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
}

/// `scenarios/social-trap.toml` with what is typed over it.
fn social_trap(replicates: u32, detail: &str) -> OpenedScenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/social-trap.toml");
    let typed = [format!("run.replicates={replicates}"), format!("record.detail={detail}")];
    let overrides = typed.iter().map(|typed| Change::typed(typed)).collect();
    OpenedScenario::read(&path, overrides, &[]).unwrap_or_else(|error| panic!("{error}"))
}

/// A whole run into a folder that is thrown away.
fn run(opened: &OpenedScenario) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ran = workflow::run(opened, &RunRequest::default(), &folder.path().join("run"), &Unwatched);
    drop(ran.unwrap_or_else(|error| panic!("{error}")));
}

/// What more replicates of `tillit run` cost, against the engine that sums two means.
fn observing(table: &mut Table) {
    let part = "social-trap, all metrics, 100 more replicates, one thread";
    let one = pool(1);
    let [units, means] = ["units", "means"]
        .map(|detail| REPLICATES.map(|replicates| social_trap(replicates, detail)));
    let treatments = &units[0].scenario.treatments;
    let engines: Vec<Engine> = treatments.iter().map(|t| Engine::new(&t.spec)).collect();
    let more = REPLICATES[0]..REPLICATES[1];
    let alone = || {
        for engine in &engines {
            drop(parallel::means(engine, &recorded(), more.clone(), 0, &|_| ()));
        }
    };
    let times = in_turn(&mut [
        Box::new(|| one.install(|| run(&units[0]))),
        Box::new(|| one.install(|| run(&units[1]))),
        Box::new(|| one.install(|| run(&means[0]))),
        Box::new(|| one.install(|| run(&means[1]))),
        Box::new(|| one.install(alone)),
    ]);
    let marginal = |shorter: &[f64], longer: &[f64]| {
        let rounds = shorter.iter().zip(longer).zip(&times[4]);
        median(rounds.map(|((shorter, longer), engine)| (longer - shorter) / engine).collect())
    };
    let what = "against the engine that sums two means";
    table.add(part, format!("run, every unit, {what}"), marginal(&times[0], &times[1]), "times");
    table.add(part, format!("run, means only, {what}"), marginal(&times[2], &times[3]), "times");
}

/// A sweep over people and levers of small sectors.
fn sweep(points: u32, replicates: u32) -> Sweep {
    let text = format!(
        "[organisation]\nunits = 5\nstaff = 20\n[run]\nperiods = 100\n[sweep]\ndesign = \"sobol\"\n\
         points = {points}\nreplicates = {replicates}\nmetrics = [\"true_output\", \"trust\"]\n\
         [sweep.factors]\nlearning.rate = {{ from = 0.1, to = 0.9 }}\n\
         levers.monitoring = {{ from = 0, to = 1 }}\nstart.belief = {{ from = 0, to = 1 }}\n"
    );
    let source = Source { name: "sweep.toml", bytes: text.as_bytes() };
    let found = tillit::study::sweep::read(&source, &[], &|_| Err("no file".to_owned()));
    found.unwrap_or_else(|problems| panic!("{problems}"))
}

/// Many points with one replicate each against few with many.
fn sweeping(table: &mut Table) {
    let sweeps = SWEEPS.map(|(points, replicates)| sweep(points, replicates));
    let all = |sweep: &Sweep| drop(run_chunk(sweep, 0..sweep.n_points(), &|_| ()));
    let [wide, deep] = &sweeps;
    let times = in_turn(&mut [Box::new(|| all(wide)), Box::new(|| all(deep))]);
    let part = "Sweep of 3,700 runs of 5 units of 20, 100 periods, one thread";
    let what = "3,700 points against 37 points of 100 replicates";
    table.add(part, what, ratio(&times[0], &times[1]), "times");
}

/// Two threads against one, for tasks of which parts may be serial.
fn threads(table: &mut Table) {
    const ROUNDS: usize = 3;
    let people = tillit::lab::common_people();
    let opened = social_trap(REPLICATES[1], "units");
    let validate = || drop(validation::outcomes(&EXPERIMENTS, &people, 1, &|| ()));
    let register = || drop(hypotheses::find(&HYPOTHESES, Size::QUICK, 1, &|| ()));
    let whole = || run(&opened);
    let tasks: [(&str, &(dyn Fn() + Sync)); 3] =
        [("run", &whole), ("validate", &validate), ("hypotheses --quick", &register)];
    let (one, two) = (pool(1), pool(2));
    for (what, task) in tasks {
        let round = |_| [seconds(|| one.install(task)), seconds(|| two.install(task))];
        let times: Vec<[f64; 2]> = (0..ROUNDS).map(round).collect();
        let of = |threads: usize| median(times.iter().map(|round| round[threads]).collect());
        let part = "Whole tasks, two threads against one";
        table.add(part, format!("{what}, one thread"), of(0), "s");
        table.add(part, format!("{what}, two threads"), of(1), "s");
        table.add(part, format!("{what}, two threads against one"), of(0) / of(1), "times");
    }
}
