//! What sweeping costs beside the engine: design, reading of points, scheduling, writing.
//!
//! `cargo bench --bench sweep` measures, in one run and in turn, a sweep as it is run by `tillit
//! sweep` and the bare engine on the same specifications, for runs of about a millisecond; and two
//! threads against one.

use std::time::{Duration, Instant};

use tillit::engine::observe::SectorRecorder;
use tillit::engine::{Engine, Worker};
use tillit::scenario::Source;
use tillit::store::sweep::{Formats, Record, Store};
use tillit::study::runs::sector_means_alone;
use tillit::study::sweep::{Plan, Sweep, run_chunk};

/// Sectors of 50 units with 20 staff over 200 periods: 200,000 agent-periods, about a millisecond.
const TEXT: &str = r#"
[organisation]
units = 50
staff = 20
[run]
periods = 200
[sweep]
design = "sobol"
points = 1500
replicates = 1
metrics = ["true_output", "measured_output", "cooperative", "cooperation", "belief", "trust",
    "motivation", "information", "leader_trust", "gaming", "monitoring", "steering_time"]
[sweep.factors]
levers.monitoring = { from = 0, to = 1 }
levers.pay = { from = 0, to = 1 }
levers.dialogue = { from = 0, to = 1 }
start.belief = { from = 0, to = 1 }
"#;

/// Times that each is measured; the shortest counts.
const ROUNDS: usize = 3;

fn main() {
    let source = Source { name: "sweep.toml", bytes: TEXT.as_bytes() };
    let sweep = tillit::study::sweep::read(&source, &[], &|_| Err("no file".to_owned()));
    let sweep = sweep.unwrap_or_else(|problems| panic!("{problems}"));
    let least = |work: &dyn Fn() -> Duration| (0..ROUNDS).map(|_| work()).min().unwrap_or_default();
    let engine = least(&|| bare(&sweep));
    let whole = least(&|| swept(&sweep, 1));
    let both = least(&|| swept(&sweep, 2));
    let runs = sweep.n_points() as f64;
    let each = |time: Duration| 1e3 * time.as_secs_f64() / runs;
    parts(&sweep);
    println!("engine alone      {:.3} ms per run", each(engine));
    println!("sweep, 1 thread   {:.3} ms per run", each(whole));
    println!("sweep, 2 threads  {:.3} ms per run", each(both));
    println!(
        "overhead          {:.1} %",
        100.0 * (whole.as_secs_f64() / engine.as_secs_f64() - 1.0)
    );
    println!("two threads       {:.2} times one", whole.as_secs_f64() / both.as_secs_f64());
}

/// The runs of a sweep by the engine alone, the specifications being at hand.
fn bare(sweep: &Sweep) -> Duration {
    let points = (0..sweep.n_points()).filter_map(|number| sweep.point(number));
    let specs: Vec<_> = points
        .flat_map(|point| sweep.treatments(&point).expect("every point can be run"))
        .map(|treatment| treatment.spec)
        .collect();
    let mut part = Worker::new(SectorRecorder::new(&sweep.metrics));
    let clock = Instant::now();
    for spec in &specs {
        let first = spec.periods() - spec.window();
        let means = sector_means_alone(&Engine::new(spec), 0..1, first, &mut part);
        assert!(means.outcome(0, spec.window() as usize, 0).is_finite());
    }
    clock.elapsed()
}

/// The sweep with its store, from the first point to the finished table.
fn swept(sweep: &Sweep, threads: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let clock = Instant::now();
    let plan = Plan::new(sweep);
    let record = Record::new("bench", sweep, &plan, None, &[]);
    let (mut store, _) =
        Store::open(&folder.path().join("store"), record, sweep).expect("a new store");
    let next = std::sync::atomic::AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let chunk = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if chunk >= plan.n_chunks() {
                        break;
                    }
                    let rows = run_chunk(sweep, plan.points(chunk), &|_| ());
                    store.add(chunk, &rows).expect("the chunk is written");
                }
            });
        }
    });
    store.count(sweep).expect("the chunks are there");
    let (parquet, nothing) =
        (Formats { parquet: true, csv: false }, Formats { parquet: false, csv: false });
    store.compact(sweep, parquet, nothing).expect("the table is written");
    store.check_tables(sweep, parquet).expect("the table holds what the plan says");
    clock.elapsed()
}

/// Where the overhead goes.
fn parts(sweep: &Sweep) {
    let n = sweep.n_points();
    let micros = |clock: Instant, times: u64| 1e6 * clock.elapsed().as_secs_f64() / times as f64;
    let clock = Instant::now();
    let points: Vec<_> = (0..n).filter_map(|number| sweep.point(number)).collect();
    println!("laying out        {:.1} us per point", micros(clock, n));
    let clock = Instant::now();
    let ready = points.iter().filter(|point| sweep.treatments(point).is_ok()).count() as u64;
    println!("reading           {:.1} us per point", micros(clock, ready));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = Plan::new(sweep);
    let record = Record::new("bench", sweep, &plan, None, &[]);
    let (store, _) = Store::open(&folder.path().join("store"), record, sweep).expect("a new store");
    let rows = run_chunk(sweep, 0..20, &|_| ());
    let clock = Instant::now();
    (0..50).for_each(|chunk| store.add(chunk, &rows).expect("the chunk is written"));
    println!("writing           {:.1} us per chunk", micros(clock, 50));
}
