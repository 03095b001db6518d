//! The patterns of cases: what is found, what is not, and that the stored results say the same.
//!
//! A pattern must hold in at least three quarters of 20 replicates, and in at most a quarter under its control.
//! One that truly holds in half of all replicates passes by chance in 2 % of cases (binomial), and so fails a
//! control that truly holds in half.

use std::path::PathBuf;

use tillit::scenario::{Scenario, Source, read};
use tillit::study::cases::{Found, Verdict, judge};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All cases, by the name of their file.
fn cases() -> Vec<(String, Scenario)> {
    let folders = ["scenarios/cases", "scenarios/chapters"].map(|folder| root().join(folder));
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let scenario = read(&Source { name: &name, bytes: &bytes }, &[]);
        (name, scenario.unwrap_or_else(|problems| panic!("{problems}")))
    };
    paths.iter().map(read).collect()
}

fn verdicts(found: &[Found]) -> Vec<(String, Verdict)> {
    found.iter().map(|found| (found.pattern.name.clone(), found.verdict())).collect()
}

/// What is found, by case and pattern. A change of this list is a change of what docs/cases.md says.
const EXPECTED: [(&str, &str, Verdict); 12] = [
    ("borlange", "P7.1", Verdict::Found),
    ("borlange", "P7.2", Verdict::Found),
    ("helsingborg", "P9.7", Verdict::Found),
    ("helsingborg", "P9.2", Verdict::NotFound),
    ("kalmar", "P4.1", Verdict::NotFound),
    ("kalmar", "P4.3", Verdict::ControlToo),
    ("malmo", "P12.1", Verdict::NotFound),
    ("skane", "P5.5a", Verdict::Found),
    ("skane", "P5.5b", Verdict::Found),
    ("chapter-17", "P17.1", Verdict::Found),
    ("chapter-17", "P17.2", Verdict::Found),
    ("chapter-3", "P3.1", Verdict::NotFound),
];

#[test]
fn patterns_of_cases_are_found_or_not_as_the_documents_say() {
    let mut found = Vec::new();
    for (name, scenario) in cases() {
        let of_case = verdicts(&judge(&scenario, &|_| ()));
        found
            .extend(of_case.into_iter().map(|(pattern, verdict)| (name.clone(), pattern, verdict)));
    }
    let wanted = EXPECTED.map(|(case, name, verdict)| (case.to_owned(), name.to_owned(), verdict));
    assert_eq!(found, wanted);
    let stored = std::fs::read_to_string(root().join("results/cases/patterns.csv")).unwrap();
    for (case, name, verdict) in EXPECTED {
        let line = format!("{case},{name},");
        let of_pattern = || stored.lines().filter(|stored| stored.starts_with(&line));
        assert!(of_pattern().count() > 0, "{line} is not stored");
        let words = format!(",{},", verdict.in_words());
        assert!(of_pattern().all(|stored| stored.contains(&words)), "{line}: stored otherwise");
    }
}

/// Numbers of mechanisms are the same in all cases: only controls change them.
#[test]
fn no_number_of_a_mechanism_differs_between_cases() {
    let own = ["start.", "organisation.", "run.", "staff_turnover.exit"];
    for (name, scenario) in cases() {
        let is_control = |treatment: &str| {
            scenario.patterns.iter().any(|p| p.control.iter().any(|(_, to)| to == treatment))
        };
        for treatment in scenario.treatments.iter().filter(|t| !is_control(&t.name)) {
            for parameter in tillit::model::catalogue::parameters() {
                let is_own = own.iter().any(|start| parameter.key.starts_with(start));
                let value = treatment.spec.common_value(parameter);
                let differs = value.is_some_and(|value| value != parameter.default);
                let is_lever = parameter.key.starts_with("levers.");
                assert!(is_own || is_lever || !differs, "{name}: {}", parameter.key);
            }
        }
    }
}
