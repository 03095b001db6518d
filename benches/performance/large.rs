//! Large sectors, each in a process of its own so that its memory can be told.

use std::process::Command;

use tillit::engine::Engine;
use tillit::model::specification::ModelSpec;
use tillit::study::runs::parallel;

use crate::clock::{median, seconds};
use crate::table::Table;
use crate::{recorded, workloads};

/// The argument that makes this program run one sector and tell its seconds and megabytes.
pub const ONLY: &str = "--only";

/// Sizes for the growth of cost, as powers of ten.
pub const POWERS: std::ops::RangeInclusive<u32> = 3..=8;
const PUBLIC_SECTOR: &str = "public-sector";

/// Runs one sector: name or number of agents, periods, competition, threads.
pub fn run_one(arguments: &[String]) {
    let [size, periods, competition, threads] = &arguments[..4] else {
        panic!("{ONLY} SIZE PERIODS COMPETITION THREADS");
    };
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let (periods, competition) = (number(periods) as u32, number(competition));
    let spec = match size.as_str() {
        PUBLIC_SECTOR => workloads::public_sector(periods, competition),
        agents => workloads::of_size(number(agents) as u64, periods, competition),
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(number(threads) as usize)
        .build()
        .expect("threads");
    // Small sectors are run many times, so that each figure takes about a tenth of a second.
    let replicates = (2e7 / workloads::agent_periods(&spec)).ceil() as u32;
    let spent = pool.install(|| time(&spec, replicates));
    println!("{} {}", spent / f64::from(replicates), peak_megabytes());
}

fn time(spec: &ModelSpec, replicates: u32) -> f64 {
    let metrics = recorded();
    seconds(|| {
        let means = parallel::means(&Engine::new(spec), &metrics, 0..replicates, 0, &|_| ());
        let last = means.mean(0, means.periods() - 1, 0);
        assert!((0.0..=1.5).contains(&last), "a mean of true output");
    })
}

/// The largest memory that this process has had; NaN where the system does not tell.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}

/// Seconds of one replicate and megabytes, from a process of its own.
fn in_own_process(arguments: [&str; 4]) -> (f64, f64) {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).arg(ONLY).args(arguments).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().flat_map(str::parse).collect();
    (numbers[0], numbers[1])
}

/// The public sector, the growth of cost with size, and 100 million agents.
pub fn measure(table: &mut Table, quick: bool) {
    let part = "1.3 million agents in 60,000 units, 120 periods, two threads, means of Y and T";
    for (competition, kind) in [("0", "uncoupled"), ("0.3", "units compete")] {
        let runs: Vec<_> =
            (0..5).map(|_| in_own_process([PUBLIC_SECTOR, "120", competition, "2"])).collect();
        let spent = median(runs.iter().map(|run| run.0).collect());
        let memory = runs.iter().map(|run| run.1).fold(0.0, f64::max);
        table.add(part, format!("{kind}: time"), spent, "s");
        table.add(part, format!("{kind}: memory"), memory, "MB");
    }
    for threads in ["1", "2"] {
        growth(table, threads, quick);
    }
    if !quick {
        let part = "100 million agents in 5 million units, 12 periods, two threads";
        for (competition, kind) in [("0", "uncoupled"), ("0.3", "units compete")] {
            let (spent, memory) = in_own_process(["100000000", "12", competition, "2"]);
            table.add(part, format!("{kind}: time"), spent, "s");
            table.add(part, format!("{kind}: memory"), memory, "MB");
            table.add(
                part,
                format!("{kind}: memory per agent"),
                memory * 1.048_576 / 100.0,
                "bytes",
            );
        }
    }
}

/// Speed against size, twelve periods, the start counted.
fn growth(table: &mut Table, threads: &str, quick: bool) {
    let part = if threads == "1" { GROWTH[0] } else { GROWTH[1] };
    let mut speeds = Vec::new();
    for power in POWERS.filter(|power| !quick || *power < 8) {
        let agents = 10_u64.pow(power).to_string();
        let times = if power < 8 { 5 } else { 1 };
        let runs = (0..times).map(|_| in_own_process([&agents, "120", "0", threads]).0).collect();
        let speed = 10_f64.powi(power as i32) * 120.0 / median(runs) / 1e6;
        table.add(part, format!("10^{power} agents"), speed, "M agent-periods/s");
        speeds.push(speed);
    }
    let (least, most) =
        speeds.iter().fold((f64::MAX, 0.0_f64), |(low, high), s| (low.min(*s), high.max(*s)));
    table.add(part, "fastest against slowest", most / least, "times");
}

/// The parts with speeds by size, for one and two threads.
pub const GROWTH: [&str; 2] =
    ["Size, one thread, 120 periods, uncoupled", "Size, two threads, 120 periods, uncoupled"];
