//! What a calibration aims at: published numbers with their sampling errors.

use crate::engine::observe::{METRICS, Metric, find_metric};
use crate::scenario::nearest::did_you_mean;
use crate::study::validation::{EXPERIMENTS, Experiment};

/// Where the simulated counterpart of a target comes from.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    /// A comparison of an experiment of [`EXPERIMENTS`], played by the scenario's people, or with the
    /// scenario as the organisation.
    Experiment(&'static Experiment),
    /// The sector mean of a metric over the last periods of a treatment (by its place).
    Treatment(usize, &'static Metric),
}

/// A published number.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where its counterpart comes from.
    pub origin: Origin,
    /// The name in the column `from`.
    pub from: String,
    /// The comparison of the experiment, or the metric.
    pub what: String,
    /// The number.
    pub observed: f64,
    /// Its standard error by sampling, above 0.
    pub error: f64,
    /// Whether it is kept out of the fit, to be predicted.
    pub held_out: bool,
}

/// The columns of a table of targets.
pub const COLUMNS: [&str; 5] = ["from", "what", "observed", "error", "held_out"];

/// Reads a table of targets (CSV; lines that begin with `#` are comments). `from` is the name of an
/// experiment, or `treatment:` and the name of one of `treatments`; `held_out` is `yes` or `no`.
///
/// # Errors
/// All mistakes, each with its line and column, what was expected and the nearest name.
pub fn read(text: &str, treatments: &[&str]) -> Result<Vec<Target>, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => return Err(vec![format!("1:1: {error}")]),
    };
    if header != COLUMNS {
        let message = format!(
            "{}:1: the columns are {}, but must be {}",
            reader.headers().map_or(1, |header| header.position().map_or(1, csv::Position::line)),
            header.join(","),
            COLUMNS.join(",")
        );
        return Err(vec![message]);
    }
    let (mut targets, mut mistakes) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                mistakes.push(format!("{line}:1: {}", wrong_row(&error)));
            }
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                match target(&record, treatments) {
                    Ok(target) => targets.push(target),
                    Err((field, message)) => {
                        let column = column_of(&record, field);
                        mistakes.push(format!("{line}:{column}: {message}"));
                    }
                }
            }
        }
    }
    if mistakes.is_empty() && !targets.iter().any(|target| !target.held_out) {
        let message = "1:1: there is no target to fit: held_out is yes in every line";
        mistakes.push(message.to_owned());
    }
    if mistakes.is_empty() { Ok(targets) } else { Err(mistakes) }
}

/// What is wrong with a row that is no row.
fn wrong_row(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { len, .. } => {
            format!("this row has {len} fields, but must have {}", COLUMNS.len())
        }
        _ => error.to_string(),
    }
}

/// The column at which a field begins, counted from 1 in characters; quotes are not counted.
fn column_of(record: &csv::StringRecord, field: usize) -> usize {
    1 + record.iter().take(field).map(|field| field.chars().count() + 1).sum::<usize>()
}

/// The target of a row, or the field (by its index) that is wrong and why.
fn target(record: &csv::StringRecord, treatments: &[&str]) -> Result<Target, (usize, String)> {
    let field = |index: usize| record.get(index).unwrap_or("").trim();
    let (from, what) = (field(0), field(1));
    let origin = match from.strip_prefix("treatment:") {
        Some(name) => {
            let place = treatments
                .iter()
                .position(|known| *known == name)
                .ok_or_else(|| (0, unknown("treatment", name, treatments.iter().copied())))?;
            let known = METRICS.iter().map(|metric| metric.name);
            let metric = find_metric(what).ok_or_else(|| (1, unknown("metric", what, known)))?;
            Origin::Treatment(place, metric)
        }
        None => {
            let known = || EXPERIMENTS.iter().map(|experiment| experiment.name);
            let found = EXPERIMENTS.into_iter().find(|experiment| experiment.name == from);
            Origin::Experiment(found.ok_or_else(|| (0, unknown("experiment", from, known())))?)
        }
    };
    let number = |index: usize| {
        let found: Option<f64> = field(index).parse().ok().filter(|value: &f64| value.is_finite());
        found.ok_or_else(|| {
            (index, format!("{} is `{}`, not a number", COLUMNS[index], field(index)))
        })
    };
    let (observed, error) = (number(2)?, number(3)?);
    if error <= 0.0 {
        return Err((3, format!("error is {error}, but a standard error above 0 is needed")));
    }
    let held_out = match field(4) {
        "yes" => true,
        "no" => false,
        other => return Err((4, format!("held_out is `{other}`; allowed: yes, no"))),
    };
    Ok(Target { origin, from: from.to_owned(), what: what.to_owned(), observed, error, held_out })
}

fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let all: Vec<&str> = known.clone().collect();
    let hint = did_you_mean(name, known);
    let hint = if hint.is_empty() { hint } else { format!("; {hint}") };
    format!("there is no {kind} `{name}`{hint} (known: {})", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "from,what,observed,error,held_out\n";

    #[test]
    fn targets_are_read_and_mistakes_told_by_line() {
        let text = format!(
            "# a comment\n{HEAD}treatment:trust,true_output,0.5,0.02,no\ncontrol,share who give more under control,0.25,0.05,yes\n"
        );
        let targets = read(&text, &["trust"]).unwrap();
        assert_eq!(targets.len(), 2);
        assert!(matches!(targets[0].origin, Origin::Treatment(0, _)) && targets[1].held_out);
        let text = format!(
            "{HEAD}treatment:trsut,true_output,0.5,0.02,no\ncontrol,x,a,0.05,no\ncontrol,x,1,0,no\ncontrol,x,1,1,maybe\n"
        );
        let mistakes = read(&text, &["trust"]).unwrap_err();
        assert_eq!(mistakes.len(), 4);
        assert!(mistakes[0].starts_with("2:1: there is no treatment `trsut`"), "{mistakes:?}");
        assert!(mistakes[0].contains("did you mean `trust`"), "{mistakes:?}");
        assert!(mistakes[1].contains("observed is `a`") && mistakes[3].contains("yes, no"));
        assert!(mistakes[1].starts_with("3:11: "), "{mistakes:?}");
        assert_eq!(
            read(&format!("{HEAD}a,b\n"), &[]).unwrap_err(),
            ["2:1: this row has 2 fields, but must have 5"]
        );
        let all_out = format!("{HEAD}control,x,1,1,yes\n");
        assert!(read(&all_out, &[]).unwrap_err()[0].contains("there is no target to fit"));
        assert!(read("a,b\n", &[]).unwrap_err()[0].contains("must be from,what"));
    }
}
