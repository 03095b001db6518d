//! What an analysis says, in plain words.

use std::fmt::Write as _;

use super::{Sensitivities, metric_words, unit_words};
use crate::ground::numbers::{decimals, four_digits, per_cent};
use crate::study::sensitivity::{Analysis, Convergence, Finding, Kind, NARROW, Time};

/// Most factors that are told one by one.
const MOST: usize = 10;

/// What was found of each outcome, in words.
pub fn summary(found: &Sensitivities) -> String {
    let mut text = String::new();
    let scenario = &found.sweep.scenario;
    for line in [&scenario.title, &scenario.question].into_iter().filter(|line| !line.is_empty()) {
        let _ = writeln!(text, "{line}");
    }
    for analysis in found.analyses.iter().filter(|a| a.outcome.time == Time::Window) {
        text += &of_outcome(analysis);
    }
    if found.sweep.series.is_none() {
        text += "\nno indices over time: the sweep keeps no series (add series = 12 to [sweep], or --set sweep.series=12)\n";
    }
    text
}

fn of_outcome(analysis: &Analysis) -> String {
    let outcome = &analysis.outcome;
    let rows = analysis.kind.rows();
    let mut text = format!("\n{}, {}", metric_words(&outcome.metric), outcome.treatment);
    if analysis.rows > 0 {
        let (mean, spread) = (four_digits(analysis.mean), four_digits(analysis.spread));
        let _ = write!(text, ": mean over the space {mean}, standard deviation {spread}");
    }
    if analysis.rows > 0 && analysis.outcome.is_difference {
        let _ = write!(text, "; above 0 in {} of it", per_cent(analysis.above, 0));
    }
    text.push('\n');
    if analysis.dropped > 0 {
        let _ = writeln!(
            text,
            "  {} of {} {rows} are left out, because a run of theirs failed or has no value: what holds there is not known",
            analysis.dropped,
            analysis.rows + analysis.dropped
        );
    }
    if analysis.findings.is_empty() {
        return text + "  it does not differ between points, or too few rows are left: no index\n";
    }
    let ranked = analysis.ranked();
    let (clear, unclear): (Vec<&Finding>, Vec<&Finding>) =
        ranked.iter().partition(|finding| finding.is_clear == Some(true));
    text += &that_matter(analysis, &clear);
    if !unclear.is_empty() {
        let names: Vec<String> = unclear.iter().map(|finding| unit_words(&finding.unit)).collect();
        let _ = writeln!(text, "  cannot be told from no effect: {}", names.join(", "));
    }
    text + &noise(analysis) + &convergence(analysis, &ranked)
}

/// The factors that matter, the first of them one by one.
fn that_matter(analysis: &Analysis, clear: &[&Finding]) -> String {
    let (_, _, words) = analysis.kind.main_index();
    if clear.is_empty() {
        return "  no factor can be told from one without effect\n".to_owned();
    }
    let mut text = format!("  what moves it ({words}, 95 % interval):\n");
    let width = clear.iter().map(|f| unit_words(&f.unit).chars().count()).max().unwrap_or(0);
    for finding in clear.iter().take(MOST) {
        let [value, low, high] =
            [finding.value, finding.low.max(0.0), finding.high].map(|value| decimals(value, 3));
        let unit = unit_words(&finding.unit);
        let _ = write!(text, "    {unit:width$}  {value}  [{low} to {high}]");
        let _ = writeln!(text, "{}", how(analysis, finding));
    }
    if clear.len() > MOST {
        let rest: Vec<String> = clear[MOST..].iter().map(|f| unit_words(&f.unit)).collect();
        let _ = writeln!(text, "    and, less: {}", rest.join(", "));
    }
    text
}

/// How a factor acts, as far as the design tells.
fn how(analysis: &Analysis, finding: &Finding) -> String {
    let other = |index: &str| {
        let mut all = analysis.findings.iter();
        all.find(|f| f.unit == finding.unit && f.index == index)
    };
    match analysis.kind {
        Kind::Trajectories => match other("mu") {
            Some(mu) if mu.low > 0.0 => "; raises it on average".to_owned(),
            Some(mu) if mu.high < 0.0 => "; lowers it on average".to_owned(),
            Some(mu) if !mu.value.is_nan() => "; no clear direction".to_owned(),
            _ => String::new(),
        },
        Kind::Crossed { .. } => match other("first") {
            Some(first) if first.is_clear == Some(true) => {
                format!("; alone {}", decimals(first.value, 3))
            }
            _ => "; alone not clear".to_owned(),
        },
        Kind::Sample => String::new(),
    }
}

/// How much of what differs comes from random numbers.
fn noise(analysis: &Analysis) -> String {
    match analysis.noise_share {
        share if share.is_nan() => {
            "  how much of the variance comes from random numbers is not known: each point has one replicate\n".to_owned()
        }
        share => format!(
            "  random numbers make {} of the variance between points\n",
            if share < 0.001 { "less than 0.1 %".to_owned() } else { per_cent(share, 1) }
        ),
    }
}

/// Whether the indices have converged.
fn convergence(analysis: &Analysis, ranked: &[&Finding]) -> String {
    let widest = Convergence::widest(ranked, analysis.kind);
    let order = match analysis.convergence.as_ref().and_then(Convergence::keeps_order) {
        Some(true) => "; the order of the factors is the same with half of the sample",
        Some(false) => "; the order of the factors differs with half of the sample",
        None => "",
    };
    let of = match analysis.kind {
        Kind::Trajectories => " of the largest",
        _ => "",
    };
    let width = decimals(widest, 2);
    if widest <= NARROW {
        return format!(
            "  the indices have converged: no interval is wider than {width}{of}{order}\n"
        );
    }
    // Intervals narrow with the root of the sample.
    let times = (widest / NARROW).powi(2).ceil();
    format!(
        "  the indices have not converged: the widest interval spans {width}{of}{order}; for {NARROW} about {times} times the sample is needed\n"
    )
}
