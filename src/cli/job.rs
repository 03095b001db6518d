//! Runs a scenario and writes its results folder.

use std::path::{Path, PathBuf};

use super::arguments::OutputOptions;
use super::describe::print;
use super::failure::Failure;
use super::open::Opened;
use super::{progress, words};
use crate::engine::{Engine, InstructionSet};
use crate::report;
use crate::runs::{TreatmentResult, parallel, profile};
use crate::scenario::{Detail, Scenario};
use crate::spec::ModelSpec;
use crate::store::{self, Clock, FileRecord, Folder, Inputs, MANIFEST, Manifest};

/// Runs an opened scenario as the options say.
pub fn run(opened: &Opened, options: &OutputOptions) -> Result<(), Failure> {
    if options.profile {
        return print(&profiles(&opened.scenario));
    }
    let records = store::records(&opened.scenario);
    let hash = Manifest::hash_of(&records, &recorded(&opened.scenario));
    let target = match &options.out {
        Some(folder) => folder.clone(),
        None => PathBuf::from("results").join(format!("{}-{}", opened.name, &hash[..12])),
    };
    if target.join(MANIFEST).exists() && options.keep {
        return print(&format!("kept {}\n", target.display()));
    }
    refuse_foreign_folder(&target)?;
    let (manifest, results) = make(opened, &target, options)?;
    let named = named(&opened.scenario, &results);
    if options.json {
        print(&words::json(&manifest, &named, &target))
    } else if options.quiet {
        Ok(())
    } else {
        print(&words::summary(&opened.scenario, &named, &target))
    }
}

/// Runs an opened scenario and writes its results folder.
pub fn make(
    opened: &Opened,
    target: &Path,
    options: &OutputOptions,
) -> Result<(Manifest, Vec<TreatmentResult>), Failure> {
    check_memory(&opened.scenario, options)?;
    let clock = Clock::start();
    let records = store::records(&opened.scenario);
    let hash = Manifest::hash_of(&records, &recorded(&opened.scenario));
    let results = results_of(&opened.scenario, options.threads, options.quiet)?;
    let mut files = tables(&opened.scenario, &results);
    let figures = report::figures_of(&opened.scenario, &named(&opened.scenario, &results), &hash)
        .map_err(|error| Failure::Failed(format!("cannot draw a figure: {error}")))?;
    files.extend(figures);
    let inputs = match opened.regimes.is_empty() {
        true => Inputs::Run(opened.inputs(specs(&opened.scenario))),
        false => Inputs::Compare(opened.inputs(specs(&opened.scenario))),
    };
    let threads = options.threads.unwrap_or_else(rayon::current_num_threads);
    let occasion = clock.occasion(command_line(), threads);
    let listed = files.iter().map(|(name, content)| FileRecord::of(name, content)).collect();
    let mut manifest = Manifest::new(opened.about(hash), inputs, occasion, listed);
    manifest.keep_only(&options.only);
    files.retain(|(name, _)| !manifest.not_kept.contains(name));
    files.push((MANIFEST.to_owned(), manifest.to_json().into_bytes()));
    write(target, &files)?;
    Ok((manifest, results))
}

/// Where the time of each treatment goes, in nanoseconds per agent and period.
fn profiles(scenario: &Scenario) -> String {
    let mut text = format!("compiled for {}\n", InstructionSet::widest().name());
    for treatment in &scenario.treatments {
        let engine = Engine::new(&treatment.spec);
        let replicates = treatment.spec.replicates();
        let found = profile(&engine, &scenario.record.metrics, replicates.min(32));
        text += &format!("\n{}, per agent and period\n{}", treatment.name, found.in_words());
    }
    text
}

/// The specifications of a scenario's treatments.
fn specs(scenario: &Scenario) -> impl Iterator<Item = &ModelSpec> {
    scenario.treatments.iter().map(|treatment| &treatment.spec)
}

/// Every treatment's name with what it gave.
fn named<'a>(
    scenario: &'a Scenario,
    results: &'a [TreatmentResult],
) -> Vec<(&'a str, &'a TreatmentResult)> {
    scenario.treatments.iter().map(|treatment| treatment.name.as_str()).zip(results).collect()
}

/// The command line, for a record.
pub fn command_line() -> Vec<String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect()
}

/// What is recorded, as part of the hash.
pub fn recorded(scenario: &Scenario) -> String {
    let names: Vec<&str> = scenario.record.metrics.iter().map(|metric| metric.name).collect();
    let detail = match scenario.record.detail {
        Detail::Units => "",
        Detail::Means => " means",
    };
    format!("record {} every {}{detail}", names.join(" "), scenario.record.every)
}

/// Runs every treatment on some threads.
pub fn results_of(
    scenario: &Scenario,
    threads: Option<usize>,
    quiet: bool,
) -> Result<Vec<TreatmentResult>, Failure> {
    if threads == Some(0) {
        return Err(Failure::Mistake("--threads 0: at least one thread is needed".into()));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))?;
    let total = specs(scenario).map(|spec| u64::from(spec.replicates())).sum();
    let bar = progress::bar(total, quiet);
    let results = pool.install(|| {
        let run = |treatment: &crate::scenario::Treatment| {
            bar.set_message(treatment.name.clone());
            let done = |replicates| bar.inc(u64::from(replicates));
            let (spec, metrics) = (&treatment.spec, &scenario.record.metrics);
            match scenario.record.detail {
                Detail::Units => parallel::run(spec, metrics, &done),
                Detail::Means => {
                    let all = 0..spec.replicates();
                    let means = parallel::means(&Engine::new(spec), metrics, all, 0, &done);
                    TreatmentResult::of_means(spec, metrics, &means)
                }
            }
        };
        scenario.treatments.iter().map(run).collect()
    });
    bar.finish_and_clear();
    Ok(results)
}

/// The tables of a results folder by file name.
pub fn tables(scenario: &Scenario, results: &[TreatmentResult]) -> Vec<(String, Vec<u8>)> {
    let named = named(scenario, results);
    let group_of = |treatment: usize, unit: u32| {
        scenario.treatments[treatment].spec.group_of(unit).1.name.clone()
    };
    let every = scenario.record.every as usize;
    let mut tables = vec![
        ("summary.csv".to_owned(), store::summary_table(&named)),
        ("series.csv".to_owned(), store::series_table(&named, every)),
    ];
    if scenario.record.detail == Detail::Units {
        tables.push(("units.csv".to_owned(), store::units_table(&named, group_of)));
    }
    if named.len() > 1 {
        tables.push(("differences.csv".to_owned(), store::differences_table(&named)));
    }
    tables
}

/// Writes all files of a folder, or none.
pub fn write(target: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file("write", target, &error);
    let folder = Folder::begin(target).map_err(failed)?;
    for (name, content) in files {
        folder.write(name, content).map_err(failed)?;
    }
    folder.finish().map_err(failed)?;
    Ok(())
}

/// A folder that holds anything but results of tillit is never replaced.
pub fn refuse_foreign_folder(target: &Path) -> Result<(), Failure> {
    let empty = || std::fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if target.exists() && !target.join(MANIFEST).exists() && !(target.is_dir() && empty()) {
        return Err(Failure::Mistake(format!(
            "{} exists and is not a results folder; it is left as it is\n   help: name another folder with --out",
            target.display()
        )));
    }
    Ok(())
}

/// Refuses a run that would need more memory than allowed.
fn check_memory(scenario: &Scenario, options: &OutputOptions) -> Result<(), Failure> {
    let threads = options.threads.unwrap_or_else(rayon::current_num_threads);
    let needed = store::estimated_bytes(specs(scenario), &scenario.record, threads);
    let limit = match &options.max_memory {
        Some(text) => Some(parse_size(text)?),
        None => store::available_bytes().map(|free| free / 10 * 8),
    };
    match limit {
        Some(limit) if needed > limit => Err(Failure::Mistake(format!(
            "this run would need about {}, more than the {} it may use\n   help: record only means ([record] detail = \"means\") or fewer metrics ([record] metrics), run fewer replicates, or allow more with --max-memory",
            size(needed),
            size(limit),
        ))),
        _ => Ok(()),
    }
}

/// Bytes in words.
pub fn size(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes < 1.0 {
        format!("{:.0} kB", 1e3 * megabytes)
    } else if megabytes < 1e3 {
        format!("{megabytes:.0} MB")
    } else {
        format!("{:.1} GB", megabytes / 1e3)
    }
}

/// Reads a size such as `500MB` or `2GB`.
fn parse_size(text: &str) -> Result<u64, Failure> {
    let trimmed = text.trim().to_ascii_uppercase();
    let digits = trimmed.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &trimmed[digits.len()..] {
        "" | "B" => 1.0,
        "KB" | "K" => 1e3,
        "MB" | "M" => 1e6,
        "GB" | "G" => 1e9,
        "TB" | "T" => 1e12,
        _ => f64::NAN,
    };
    match digits.trim().parse::<f64>().map(|number| number * factor) {
        Ok(bytes) if bytes >= 0.0 && bytes.is_finite() => Ok(bytes as u64),
        _ => Err(Failure::Mistake(format!(
            "--max-memory {text} is not a size\n   help: write for instance 500MB or 2GB"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_told() {
        assert_eq!(parse_size("2GB").unwrap(), 2_000_000_000);
        assert_eq!(parse_size(" 1.5 mb").unwrap(), 1_500_000);
        assert_eq!(parse_size("12").unwrap(), 12);
        assert!(parse_size("much").is_err());
        assert!(parse_size("-3GB").is_err());
        assert_eq!(size(2_340_000_000), "2.3 GB");
        assert_eq!(size(25_000_000), "25 MB");
    }
}
