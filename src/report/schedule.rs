//! Scheduled changes in figures over time: from where they begin to where they are complete.

use std::ops::Range;

use super::figure::Span;
use crate::model::specification::ModelSpec;

/// The scheduled changes under some treatments, each once: those under all of them hold for the whole
/// panel, the others for their treatment.
pub fn spans(specs: &[&ModelSpec], treatments: Range<usize>) -> Vec<Span> {
    let of = |treatment: usize| periods(specs[treatment]);
    let n = treatments.len();
    let mut all: Vec<(u32, u32)> = treatments.clone().flat_map(of).collect();
    all.sort_unstable();
    all.dedup();
    let mut spans = Vec::new();
    for (start, end) in all {
        let holders = treatments.clone().filter(|treatment| of(*treatment).contains(&(start, end)));
        let holders: Vec<usize> = holders.collect();
        let span = |series| Span { start: f64::from(start), end: f64::from(end), series };
        if holders.len() == n {
            spans.push(span(None));
        } else {
            spans.extend(holders.into_iter().map(|treatment| span(Some(treatment))));
        }
    }
    spans
}

/// The first and last period of every scheduled change of a specification, each once.
fn periods(spec: &ModelSpec) -> Vec<(u32, u32)> {
    let mut periods: Vec<(u32, u32)> =
        spec.schedule().iter().map(|event| (event.period, event.last_period())).collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

/// What the marks of scheduled changes mean, as a sentence with a space before it; empty when nothing
/// is scheduled.
pub fn explained(specs: &[&ModelSpec]) -> String {
    let all: Vec<(u32, u32)> = specs.iter().flat_map(|spec| periods(spec)).collect();
    let at_once = all.iter().any(|(start, end)| start == end);
    let gradual = all.iter().any(|(start, end)| start < end);
    let marks = match (at_once, gradual) {
        (false, false) => return String::new(),
        (true, false) => "dotted upright lines",
        (false, true) => "shaded spans",
        (true, true) => "dotted upright lines and shaded spans",
    };
    let first = specs.first().map_or_else(Vec::new, |spec| periods(spec));
    let stripes = match specs.iter().all(|spec| periods(spec) == first) {
        true => "",
        false => " (in coloured stripes: for whom)",
    };
    format!(" Scheduled changes: {marks}{stripes}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Source, read};

    fn marked(text: &str) -> (Vec<(f64, f64, Option<usize>)>, String) {
        let source = Source { name: "x.toml", bytes: text.as_bytes() };
        let scenario = read(&source, &[]).unwrap();
        let specs: Vec<&ModelSpec> = scenario.treatments.iter().map(|t| &t.spec).collect();
        let spans = spans(&specs, 0..specs.len());
        let spans = spans.into_iter().map(|span| (span.start, span.end, span.series)).collect();
        (spans, explained(&specs))
    }

    const RAMP: &str = "[[schedule]]\nperiod = 6\nover = 10\nset.pay = 0.4\n";
    const STEP: &str = "[[schedule]]\nperiod = 20\nset.monitoring = 0.2\n";

    #[test]
    fn a_ramp_is_marked_from_its_start_to_its_end() {
        let (spans, words) = marked(RAMP);
        assert_eq!(spans, [(6.0, 15.0, None)]);
        assert_eq!(words, " Scheduled changes: shaded spans.");
        let (spans, words) = marked(&format!("{RAMP}{STEP}"));
        assert_eq!(spans, [(6.0, 15.0, None), (20.0, 20.0, None)]);
        assert!(words.contains("lines and shaded spans."));
        assert_eq!(marked("title = \"x\"\n"), (Vec::new(), String::new()));
    }

    #[test]
    fn a_change_of_one_treatment_is_marked_as_its_own() {
        let text = "[treatments.a]\n[treatments.b]\nschedule = [{ period = 6, over = 3, set.pay = 0.4 }]\n";
        let (spans, words) = marked(text);
        assert_eq!(spans, [(6.0, 8.0, Some(1))]);
        assert!(words.contains("for whom"));
    }
}
