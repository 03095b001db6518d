//! `tillit hypotheses`: tests the hypotheses of chapter 2.

use std::path::Path;

use super::arguments::HypothesesOptions;
use super::failure::Failure;
use super::output::print;
use super::{job, memory, progress};
use crate::report::hypotheses as report;
use crate::store::disk;
use crate::store::disk::{Folder, Policy};
use crate::store::{About, Clock, FileRecord, HypothesesInputs, Inputs, MANIFEST, Manifest};
use crate::study::hypotheses;
use crate::study::hypotheses::{Alarms, Finding, HYPOTHESES, Hypothesis, Size, Verdict};
use crate::study::memory::of_hypotheses;

/// Tests hypotheses and prints the register; exit code 1 when a control holds although it must fail.
pub fn main(options: &HypothesesOptions) -> Result<(), Failure> {
    let chosen = chosen(&options.hypotheses)?;
    let mut size = if options.quick { Size::QUICK } else { Size::FULL };
    size.replicates = options.replicates.unwrap_or(size.replicates);
    check_memory(size, &chosen)?;
    if let (Some(times), None) = (options.null, &options.out) {
        return print(&null(&chosen, size, times, options.seed, options.quiet));
    }
    let policy = Policy::of(options.force);
    for path in options.report.iter().chain(&options.csv) {
        disk::may_write(path, policy)?;
    }
    let folder = options.out.as_ref().map(|folder| begin(folder)).transpose()?;
    let clock = Clock::start();
    let findings = found(&chosen, size, options.seed, options.quiet);
    let mut text = report::in_words(&findings);
    let mut write = |path: &Path, bytes: Vec<u8>| -> Result<(), Failure> {
        disk::write_file(path, bytes, policy)?;
        text += &format!("wrote {}\n", path.display());
        Ok(())
    };
    if let Some(path) = &options.report {
        let page = report::page(&findings, size, options.seed)
            .map_err(|error| Failure::Failed(format!("cannot draw: {error}")))?;
        write(path, page.into_bytes())?;
    }
    if let Some(path) = &options.csv {
        write(path, report::csv(&findings))?;
    }
    if let Some((folder, path)) = folder.zip(options.out.as_ref()) {
        let inputs = HypothesesInputs {
            hypotheses: chosen.iter().map(|hypothesis| hypothesis.name.to_owned()).collect(),
            replicates: size.replicates,
            units: size.units,
            seed: options.seed,
            null: options.null,
        };
        write_folder(folder, &findings, inputs, &clock)?;
        text += &format!("wrote {}\n", path.display());
    }
    print(&text)?;
    let controls = findings.iter().flat_map(|finding| &finding.controls);
    if controls.clone().any(|control| control.verdict == Verdict::Supported) {
        let message =
            "a control holds although it should fail, so the test beside it shows nothing";
        return Err(Failure::Failed(message.to_owned()));
    }
    Ok(())
}

fn check_memory(size: Size, chosen: &[&'static Hypothesis]) -> Result<(), Failure> {
    let needed = of_hypotheses(size, chosen.len(), rayon::current_num_threads());
    memory::check(needed, memory::THREADS)
}

/// Tests hypotheses under a bar.
fn found(chosen: &[&'static Hypothesis], size: Size, seed: u64, quiet: bool) -> Vec<Finding> {
    let bar = progress::bar(hypotheses::tests(chosen), "tests", quiet);
    hypotheses::find(chosen, size, seed, &|| bar.inc(1))
}

/// Makes the folder of a register again.
pub fn again(inputs: &HypothesesInputs, target: &Path) -> Result<(), Failure> {
    let folder = begin(target)?;
    let clock = Clock::start();
    let size = Size { replicates: inputs.replicates.max(2), units: inputs.units.max(1) };
    let chosen = chosen(&inputs.hypotheses)?;
    check_memory(size, &chosen)?;
    let findings = found(&chosen, size, inputs.seed, true);
    write_folder(folder, &findings, inputs.clone(), &clock)
}

/// Begins the folder of a register.
fn begin(target: &Path) -> Result<Folder, Failure> {
    let names = ["register.csv", "register.html", "false-alarms.txt"].map(str::to_owned);
    job::begin(target, &["hypotheses"], &names)
}

/// Writes the register as a table and as a page, false alarms when they were looked for, and the
/// manifest.
fn write_folder(
    folder: Folder,
    findings: &[Finding],
    inputs: HypothesesInputs,
    clock: &Clock,
) -> Result<(), Failure> {
    let HypothesesInputs { replicates, units, seed, .. } = inputs;
    let page = report::page(findings, Size { replicates, units }, seed)
        .map_err(|error| Failure::Failed(format!("cannot draw: {error}")))?;
    let mut files = vec![
        ("register.csv".to_owned(), report::csv(findings)),
        ("register.html".to_owned(), page.into_bytes()),
    ];
    if let Some(times) = inputs.null {
        // They take many registers, so each is no larger than the quick one.
        let replicates = replicates.min(Size::QUICK.replicates);
        let chosen: Vec<&'static Hypothesis> = findings.iter().map(|f| f.hypothesis).collect();
        let alarms = null(&chosen, Size { replicates, units }, times, seed, true);
        files.push(("false-alarms.txt".to_owned(), alarms.into_bytes()));
    }
    let inputs = Inputs::Hypotheses(inputs);
    let about = About {
        name: "hypotheses".to_owned(),
        title: "The hypotheses of chapter 2".to_owned(),
        hash: inputs.hash(),
        ..About::default()
    };
    let occasion = clock.occasion(job::command_line(), rayon::current_num_threads());
    let listed = files.iter().map(|(name, content)| FileRecord::of(name, content)).collect();
    let manifest = Manifest::new(about, inputs, occasion, listed);
    files.push((MANIFEST.to_owned(), manifest.to_json().into_bytes()));
    job::write(folder, &files)
}

/// How often something is found where there is nothing.
fn null(chosen: &[&'static Hypothesis], size: Size, times: u32, seed: u64, quiet: bool) -> String {
    // A tenth of the units is enough: it is the rule of decision that is measured.
    let size = Size { units: (size.units / 10).max(2), ..size };
    let comparing: Vec<&'static Hypothesis> =
        chosen.iter().copied().filter(|hypothesis| hypothesis.compares).collect();
    let tests = u64::from(times) * comparing.len() as u64;
    let bar = progress::bar(tests, "tests", quiet);
    let one = |repetition: u32| {
        let seed = seed.wrapping_add(u64::from(repetition));
        hypotheses::false_alarms(&comparing, size, seed, &|| bar.inc(1))
    };
    let all: Vec<Alarms> = (0..times).map(one).collect();
    drop(bar);
    let line = |what: &str, of: fn(&Alarms) -> &Vec<&'static str>| {
        let families = all.iter().filter(|alarms| !of(alarms).is_empty()).count();
        let mut names: Vec<&str> = all.iter().flat_map(|alarms| of(alarms).clone()).collect();
        names.sort_unstable();
        let share = 100.0 * families as f64 / f64::from(times.max(1));
        let names = if names.is_empty() { String::new() } else { format!(": {}", names.join(" ")) };
        format!("{what}: {families} with a false alarm ({share:.1} %){names}\n")
    };
    let sum = |of: fn(&Alarms) -> usize| all.iter().map(of).sum::<usize>();
    let (above, parts) = (sum(|alarms| alarms.single_parts.0), sum(|alarms| alarms.single_parts.1));
    format!(
        "{times} repetitions of {} hypotheses that compare treatments, with {} replicates of {} units; all arms have the same regime, each with random numbers of its own. At most 5 % are expected.\n{}{}single differences of arms above 0 at 5 %: {above} of {parts} ({:.1} %)\n",
        comparing.len(),
        size.replicates,
        size.units,
        line("with the thresholds of the register", |alarms| &alarms.supported),
        line("with all thresholds at 0", |alarms| &alarms.without_thresholds),
        100.0 * above as f64 / parts.max(1) as f64
    )
}

fn chosen(names: &[String]) -> Result<Vec<&'static Hypothesis>, Failure> {
    if names.is_empty() {
        return Ok(HYPOTHESES.to_vec());
    }
    let known = HYPOTHESES.iter().map(|hypothesis| hypothesis.name);
    let one = |name: &String| {
        let found = HYPOTHESES.into_iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.ok_or_else(|| Failure::no_such("hypothesis", name, known.clone()))
    };
    names.iter().map(one).collect()
}
