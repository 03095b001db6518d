//! The table of comparisons, in words and as a document.

use super::{Comparison, Experiment, Kind};

/// What came of an experiment.
pub type Outcome<'a> = (&'a Experiment, &'a [Comparison]);

/// Comparisons that hold, and all.
fn counts(comparisons: &[Comparison]) -> (usize, usize) {
    (comparisons.iter().filter(|comparison| comparison.holds).count(), comparisons.len())
}

/// A number with four digits.
fn shown(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if value == 0.0 => "0".to_owned(),
        _ if (1e-3..1e5).contains(&size) => {
            let decimals = (3 - size.log10().floor() as i32).clamp(0, 6) as usize;
            format!("{value:.decimals$}")
        }
        _ => format!("{value:.2e}"),
    }
}

fn found(comparison: &Comparison) -> String {
    match comparison.half_width {
        0.0 => shown(comparison.simulated),
        half => format!("{} ± {}", shown(comparison.simulated), shown(half)),
    }
}

/// For a terminal: each experiment with what fails, or everything.
pub fn in_words(outcomes: &[Outcome], all: bool) -> String {
    let mut text = String::new();
    for (experiment, comparisons) in outcomes {
        let (hold, of) = counts(comparisons);
        let verdict = if hold == of { "passed" } else { "FAILED" };
        text += &format!("{verdict}  {} ({hold} of {of})\n", experiment.name);
        text += &format!("        {}\n        {}\n", experiment.summary, experiment.source);
        if !experiment.fitted.is_empty() {
            text += &format!("        fitted to it alone: {}\n", experiment.fitted.join(", "));
        }
        for comparison in comparisons.iter().filter(|comparison| all || !comparison.holds) {
            let mark = if comparison.holds { "  " } else { "✗ " };
            text += &format!(
                "      {mark}{}: published {}, found {} ({})\n",
                comparison.what,
                shown(comparison.observed),
                found(comparison),
                comparison.criterion
            );
        }
    }
    let (hold, of) =
        outcomes.iter().map(|(_, c)| counts(c)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    text + &format!("{hold} of {of} comparisons hold\n")
}

/// One line per experiment, as a table of Markdown.
pub fn summary_table(outcomes: &[Outcome]) -> String {
    let mut text =
        "| experiment | source | comparisons that hold | fitted to it alone |\n|---|---|---|---|\n"
            .to_owned();
    for (experiment, comparisons) in outcomes {
        let (hold, of) = counts(comparisons);
        text += &format!(
            "| {} | {} | {hold} of {of} | {} |\n",
            experiment.name,
            experiment.source,
            if experiment.fitted.is_empty() {
                "nothing".to_owned()
            } else {
                experiment.fitted.join(", ")
            }
        );
    }
    text
}

/// The figures beside the document, with what they show.
const FIGURES: [(&str, &str); 3] = [
    ("public-goods", "Public goods games, simulated and observed"),
    ("punishment", "Eight cities without and with punishment, simulated and observed"),
    ("experiments", "Other experiments, simulated and observed"),
];

/// Every comparison, as a document; figures lie in a folder `validation` beside it.
pub fn document(outcomes: &[Outcome], free_traits: usize) -> String {
    let mut text = format!(
        "# Validation\n\nMade by `tillit validate`; a test keeps it true. People are those of `scenarios/lab/people.toml` in every\nexperiment; {free_traits} of their numbers were fitted to half of the targets (`scenarios/lab/targets-people.csv`), all others are\nobserved or defaults of the model. Intervals hold 95 % of simulated experiments of the real size. Exact results are computed, and played agent by agent by the benchmark models of their literature\n(`src/lab/benchmark_models`), which are not the people. An experiment that fails stays in the table.\n\n"
    );
    text += &summary_table(outcomes);
    for (name, title) in FIGURES {
        text += &format!("\n![{title}](validation/{name}.svg)\n");
    }
    for (experiment, comparisons) in outcomes {
        let kind = match experiment.kind {
            Kind::Theory => "exact theory",
            Kind::Experiment => "experiment",
        };
        text += &format!(
            "\n## {}\n\n{} {} ({kind}).\n\n",
            experiment.name, experiment.summary, experiment.source
        );
        text += "| what | published | found | criterion | |\n|---|---|---|---|---|\n";
        for comparison in *comparisons {
            text += &format!(
                "| {} | {} | {} | {} | {} |\n",
                comparison.what,
                shown(comparison.observed),
                found(comparison),
                comparison.criterion,
                if comparison.holds { "holds" } else { "**fails**" }
            );
        }
    }
    text
}

/// The comparisons as CSV.
pub fn csv(outcomes: &[Outcome]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header =
        ["experiment", "what", "published", "found", "half_width", "criterion", "holds", "fitted"];
    table.write_record(header).expect("writing to memory cannot fail");
    for (experiment, comparisons) in outcomes {
        for c in *comparisons {
            let numbers = [c.observed, c.simulated, c.half_width].map(|value| value.to_string());
            let [real, found, half] = &numbers;
            let fitted = experiment.fitted.len().to_string();
            let holds = c.holds.to_string();
            table
                .write_record([
                    experiment.name,
                    &c.what,
                    real,
                    found,
                    half,
                    &c.criterion,
                    &holds,
                    &fitted,
                ])
                .expect("rows have the same number of fields");
        }
    }
    table.into_inner().expect("writing to memory cannot fail")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_four_digits() {
        assert_eq!(shown(0.097_889_2), "0.09789");
        assert_eq!(shown(154.29), "154.3");
        assert_eq!(shown(4.5e-6), "4.50e-6");
        assert_eq!(shown(0.0), "0");
    }
}
