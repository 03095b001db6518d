//! `tillit hypotheses`: tests the hypotheses of chapter 2.

use super::arguments::HypothesesOptions;
use super::describe::print;
use super::failure::Failure;
use crate::hypotheses::{self, HYPOTHESES, Hypothesis, Size, Verdict};
use crate::report::hypotheses as report;
use crate::scenario::nearest::did_you_mean;

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
    let mut families = 0;
    let mut alarms = std::collections::BTreeMap::new();
    for repetition in 0..times {
        let found = hypotheses::false_alarms(&comparing, size, seed + u64::from(repetition));
        families += u32::from(!found.is_empty());
        found.into_iter().for_each(|name| *alarms.entry(name).or_insert(0_u32) += 1);
    }
    let mut text = format!(
        "{times} repetitions of {} hypotheses that compare treatments, all arms the same regime with luck of their own:\n{families} with a false alarm ({:.1} %; at most 5 % are to be expected)\n",
        comparing.len(),
        100.0 * f64::from(families) / f64::from(times.max(1))
    );
    for (name, count) in alarms {
        text += &format!("  {name}: {count}\n");
    }
    text
}

fn chosen(names: &[String]) -> Result<Vec<&'static Hypothesis>, Failure> {
    if names.is_empty() {
        return Ok(HYPOTHESES.to_vec());
    }
    let known = || HYPOTHESES.iter().map(|hypothesis| hypothesis.name);
    let one = |name: &String| {
        let found = HYPOTHESES.into_iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let all = known().collect::<Vec<_>>().join(", ");
            let hint = did_you_mean(name, known());
            Failure::unknown(&format!("there is no hypothesis `{name}`"), &all, &hint)
        })
    };
    names.iter().map(one).collect()
}
