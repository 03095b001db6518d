//! `tillit hypotheses`: tests the hypotheses of chapter 2.

use super::arguments::HypothesesOptions;
use super::describe::print;
use super::failure::Failure;
use crate::hypotheses::{self, Alarms, HYPOTHESES, Hypothesis, Size, Verdict};
use crate::report::hypotheses as report;

/// Tests hypotheses and prints the register; exit code 1 when a control holds although it must fail.
pub fn main(options: &HypothesesOptions) -> Result<(), Failure> {
    let chosen = chosen(&options.hypotheses)?;
    let mut size = if options.quick { Size::QUICK } else { Size::FULL };
    if let Some(replicates) = options.replicates {
        if replicates < 2 {
            let message = format!("--replicates {replicates}\n   allowed: 2 or more");
            return Err(Failure::Mistake(message));
        }
        size.replicates = replicates;
    }
    if let Some(times) = options.null {
        return print(&null(&chosen, size, times, options.seed));
    }
    let findings = hypotheses::find(&chosen, size, options.seed);
    let mut text = report::in_words(&findings);
    let mut write = |path: &std::path::Path, bytes: Vec<u8>| {
        std::fs::write(path, bytes).map_err(|error| Failure::file("write", path, &error))?;
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
    print(&text)?;
    let controls = findings.iter().flat_map(|finding| &finding.controls);
    if controls.clone().any(|control| control.verdict == Verdict::Supported) {
        let message = "a control holds although it must fail: the test beside it tells nothing";
        return Err(Failure::Failed(message.to_owned()));
    }
    Ok(())
}

/// How often something is found where there is nothing.
fn null(chosen: &[&'static Hypothesis], size: Size, times: u32, seed: u64) -> String {
    // A tenth of the units is enough: it is the rule of decision that is measured.
    let size = Size { units: (size.units / 10).max(2), ..size };
    let comparing: Vec<&'static Hypothesis> =
        chosen.iter().copied().filter(|hypothesis| hypothesis.compares).collect();
    let all: Vec<Alarms> = (0..times)
        .map(|repetition| hypotheses::false_alarms(&comparing, size, seed + u64::from(repetition)))
        .collect();
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
        "{times} repetitions of {} hypotheses that compare treatments, with {} replicates of {} units; all arms are the same regime with luck of their own. At most 5 % are to be expected.\n{}{}single differences of arms above 0 at 5 %: {above} of {parts} ({:.1} %)\n",
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
