//! What is audited: a metric is higher under one treatment than under another.

use crate::engine::observe::{METRICS, Metric, find_metric};
use crate::scenario::nearest::did_you_mean;

/// A claim: under one treatment a metric is higher than under another.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Name, also that of its folder.
    pub name: String,
    /// In one sentence.
    pub sentence: String,
    /// The metric; its mean over the outcome window counts.
    pub metric: &'static Metric,
    /// The treatment under which it should be higher.
    pub higher: String,
    /// The treatment under which it should be lower.
    pub lower: String,
    /// Smallest difference worth speaking of, in the unit of the metric; 0 or more.
    pub smallest: f64,
    /// Why it is the smallest.
    pub reason: String,
}

/// Reads a claim as it is typed: `true_output: trust > incentive`, of a scenario's treatments.
///
/// # Errors
/// What is wrong with it, with the column (counted from 1), what was expected and the nearest name.
pub fn parse_claim(typed: &str, treatments: &[&str], smallest: f64) -> Result<Claim, String> {
    let column =
        |part: &str| 1 + typed[..part.as_ptr() as usize - typed.as_ptr() as usize].chars().count();
    let form = "a claim is written METRIC: TREATMENT > TREATMENT, for instance `true_output: trust > incentive`";
    let (metric, rest) = typed.split_once(':').ok_or_else(|| format!("1: {form}"))?;
    let (first, second, turned) = match (rest.split_once('>'), rest.split_once('<')) {
        (Some((a, b)), None) => (a, b, false),
        (None, Some((a, b))) => (a, b, true),
        _ => return Err(format!("{}: {form}", column(rest))),
    };
    let unknown = |part: &str, kind: &str, known: &[&str]| {
        let name = part.trim();
        let hint = did_you_mean(name, known.iter().copied());
        let hint = if hint.is_empty() { format!("there are {}", known.join(", ")) } else { hint };
        format!("{}: there is no {kind} `{name}`; {hint}", column(part.trim_start()))
    };
    let metrics: Vec<&str> = METRICS.iter().map(|metric| metric.name).collect();
    let found = find_metric(metric.trim()).ok_or_else(|| unknown(metric, "metric", &metrics))?;
    for part in [first, second] {
        if !treatments.contains(&part.trim()) {
            return Err(unknown(part, "treatment", treatments));
        }
    }
    if first.trim() == second.trim() {
        return Err(format!("{}: the two treatments are the same", column(second.trim_start())));
    }
    let (higher, lower) = if turned { (second, first) } else { (first, second) };
    let (higher, lower) = (higher.trim().to_owned(), lower.trim().to_owned());
    let sentence = String::new();
    let name = format!("{}-{higher}-over-{lower}", found.name.replace('_', "-"));
    let reason = String::new();
    Ok(Claim { name, sentence, metric: found, higher, lower, smallest, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_and_mistakes_have_their_column() {
        let treatments = ["trust", "incentive"];
        let claim = parse_claim("true_output: trust > incentive", &treatments, 0.02).unwrap();
        assert_eq!((claim.higher.as_str(), claim.lower.as_str()), ("trust", "incentive"));
        assert_eq!((claim.metric.name, claim.smallest), ("true_output", 0.02));
        assert_eq!(claim.name, "true-output-trust-over-incentive");
        let turned = parse_claim("trust:trust<incentive", &treatments, 0.0).unwrap();
        assert_eq!(turned.higher, "incentive");
        let told = |typed: &str| parse_claim(typed, &treatments, 0.0).unwrap_err();
        assert!(told("true_outpt: trust > incentive").starts_with("1: there is no metric"));
        assert!(told("true_outpt: trust > incentive").contains("true_output"));
        assert!(
            told("trust: trust > incentve").starts_with("16: there is no treatment `incentve`")
        );
        assert!(told("trust: trust > trust").starts_with("16: the two treatments"));
        assert!(told("trust").starts_with("1: a claim is written"));
    }
}
