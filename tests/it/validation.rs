//! The table of validation is what `tillit validate` gives today; `TILLIT_BLESS=1` makes it again.

use std::path::PathBuf;

use tillit::report::comparisons as report;
use tillit::study::validation;
use tillit::study::validation::{EXPERIMENTS, FITTED_TRAITS};

/// What is known not to hold; anything else that fails is a mistake.
const KNOWN_TO_FAIL: [&str; 6] = [
    "groups grown to 15 from pairs stay above those that start large",
    "a rise to 8, 10 or 14 lifts them",
    "lateness in weeks 8–16, against before",
    "silent users leave under half of the best rent",
    "Bohnet, Frey & Huck: at a low standard, middling enforcement does worse than none and than full",
    "unit share of the variance of trust",
];

#[test]
fn the_table_is_true_and_fails_only_where_it_is_known_to() {
    let outcomes = validation::outcomes(&EXPERIMENTS, &tillit::lab::common_people(), 1, &|| ());
    let failing: Vec<&str> = outcomes
        .iter()
        .flatten()
        .filter(|comparison| !comparison.holds)
        .map(|comparison| comparison.what.as_str())
        .collect();
    assert_eq!(failing, KNOWN_TO_FAIL);
    let table: Vec<report::Outcome> =
        EXPERIMENTS.into_iter().zip(outcomes.iter().map(Vec::as_slice)).collect();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let document = root.join("docs/validation.md");
    let readme = root.join("README.md");
    let text = report::document(&table, FITTED_TRAITS);
    let (start, end) = ("<!-- validation -->\n", "<!-- /validation -->");
    let old = std::fs::read_to_string(&readme).unwrap();
    let (before, rest) = old.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let new = format!("{before}{start}{}{end}{after}", report::summary_table(&table));
    let drawn = tillit::report::validation_figures(&validation::overlay_figures(
        &tillit::lab::common_people(),
        1,
    ))
    .unwrap();
    let pictures = drawn.iter().filter(|(name, _)| name.ends_with(".svg"));
    for (name, picture) in pictures {
        let path = root.join("docs/validation").join(name);
        if std::env::var_os("TILLIT_BLESS").is_some() {
            std::fs::write(&path, picture).unwrap();
        }
        assert!(
            std::fs::read(&path).unwrap_or_default() == *picture,
            "{name}: run with TILLIT_BLESS=1"
        );
    }
    if std::env::var_os("TILLIT_BLESS").is_some() {
        std::fs::write(&document, &text).unwrap();
        std::fs::write(&readme, &new).unwrap();
    }
    assert!(
        std::fs::read_to_string(document).unwrap_or_default() == text,
        "run with TILLIT_BLESS=1"
    );
    assert!(old == new || std::env::var_os("TILLIT_BLESS").is_some(), "run with TILLIT_BLESS=1");
}

#[test]
fn threads_change_nothing() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            validation::outcomes(&EXPERIMENTS[..2], &tillit::lab::common_people(), 3, &|| ())
        })
    };
    assert_eq!(on(1), on(3));
}

/// The targets of calibrations are the comparisons whose sampling error is known; which half is held
/// out is decided by the hash of their place, once and for all.
#[test]
fn targets_are_those_of_the_table_and_half_is_held_out() {
    use std::fmt::Write;
    use tillit::ground::random::{Address, Draws, Purpose};
    let with_error: Vec<_> =
        EXPERIMENTS.into_iter().filter(|e| e.kind == validation::Kind::Experiment).collect();
    let outcomes = validation::outcomes(&with_error, &tillit::lab::common_people(), 1, &|| ());
    let targets: Vec<(&str, &validation::Comparison)> = with_error
        .iter()
        .zip(&outcomes)
        .flat_map(|(experiment, c)| c.iter().map(|comparison| (experiment.name, comparison)))
        .filter(|(_, comparison)| comparison.error.is_some())
        .collect();
    let hash = |place: usize| {
        let (purpose, agent) = (Purpose::Calibrate, place as u32);
        Draws::new(2018).hash(Address { replicate: 0, unit: 0, purpose, period: 0, agent })
    };
    let mut order: Vec<usize> = (0..targets.len()).collect();
    order.sort_by_key(|place| hash(*place));
    let held_out = &order[..targets.len().div_ceil(2)];
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for (file, of_organisation) in [("people", false), ("organisation", true)] {
        let mut text = "# Targets of calibrations: published numbers and their standard errors by sampling, as in docs/validation.md.\n# Half of all targets (those of both files together) is held out; it was drawn once, by the hash of their places.\nfrom,what,observed,error,held_out\n".to_owned();
        for (place, (name, c)) in targets.iter().enumerate() {
            if (*name == "organisations") == of_organisation {
                let held = if held_out.contains(&place) { "yes" } else { "no" };
                writeln!(text, "{name},\"{}\",{},{},{held}", c.what, c.observed, c.error.unwrap())
                    .unwrap();
            }
        }
        let path = root.join(format!("scenarios/lab/targets-{file}.csv"));
        if std::env::var_os("TILLIT_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text, "{file}");
    }
}
