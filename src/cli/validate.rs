//! `tillit validate`: holds the simulation against published experiments and exact results.

use super::arguments::ValidateOptions;
use super::describe::print;
use super::failure::Failure;
use super::lab::people;
use crate::validation::{self, EXPERIMENTS, Experiment, report};

/// Runs experiments and prints their table; exit code 1 when one does not hold.
pub fn main(options: &ValidateOptions) -> Result<(), Failure> {
    let chosen = chosen(&options.experiments)?;
    let people = people(options.people.as_deref())?;
    let outcomes = validation::outcomes(&chosen, &people, options.seed);
    let table: Vec<report::Outcome> =
        chosen.iter().zip(&outcomes).map(|(experiment, c)| (*experiment, c.as_slice())).collect();
    if let Some(folder) = &options.out {
        let document = report::document(&table, validation::FITTED_TRAITS).into_bytes();
        let mut files = vec![
            ("validation.md".to_owned(), document),
            ("validation.csv".to_owned(), report::csv(&table)),
        ];
        let figures = validation::figures(&people, options.seed).map_err(Failure::Failed)?;
        files
            .extend(figures.into_iter().map(|(name, bytes)| (format!("validation/{name}"), bytes)));
        let inner = folder.join("validation");
        std::fs::create_dir_all(&inner).map_err(|error| Failure::file("make", &inner, &error))?;
        for (name, bytes) in &files {
            let path = folder.join(name);
            std::fs::write(&path, bytes).map_err(|error| Failure::file("write", &path, &error))?;
        }
    }
    let text = report::in_words(&table, options.all);
    print(&text)?;
    let holds = outcomes.iter().flatten().all(|comparison| comparison.holds);
    let failed = "not everything holds; the lines marked ✗ tell what does not";
    if holds { Ok(()) } else { Err(Failure::Failed(failed.to_owned())) }
}

fn chosen(names: &[String]) -> Result<Vec<&'static Experiment>, Failure> {
    if names.is_empty() {
        return Ok(EXPERIMENTS.to_vec());
    }
    let known = EXPERIMENTS.iter().map(|experiment| experiment.name);
    let one = |name: &String| {
        let found = EXPERIMENTS.into_iter().find(|experiment| experiment.name == name);
        found.ok_or_else(|| Failure::no_such("experiment", name, known.clone()))
    };
    names.iter().map(one).collect()
}
