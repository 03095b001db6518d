//! The table of validation is what `tillit validate` gives today; `TILLIT_BLESS=1` makes it again.

use std::path::PathBuf;

use tillit::report::comparisons as report;
use tillit::study::validation;
use tillit::study::validation::{EXPERIMENTS, FITTED_TRAITS};

/// What is known not to hold; anything else that fails is a mistake.
const KNOWN_TO_FAIL: [&str; 19] = [
    "public-goods-partners: sd of group means at the end (tokens)",
    "public-goods-punishment: with minus without punishment in period 10 (share)",
    "punishment-among-strangers: strangers with punishment: last contribution (share)",
    "punishment-among-strangers: partners with punishment: last contribution (share)",
    "conditional-schedules: share of conditional co-operators",
    "conditional-schedules: share of hump-shaped schedules",
    "conditional-schedules: share of other schedules",
    "weak-link: groups grown to 15 from pairs stay above those that start large (by over 0.2 of all efforts)",
    "turnaround: a rise to 8, 10 or 14 lifts them",
    "turnaround: 14 does not lift them more than 8 (by under 0.15)",
    "turnaround: a cut after success takes little back (under 0.15)",
    "turnaround: at a cost of half the bonus, efforts are higher when the cost rose there than when it fell",
    "control: share who give more under control",
    "commons-with-talk: silent users leave under half of the best rent",
    "steering-signs: Bohnet, Frey & Huck: at a low standard, middling enforcement does worse than none and than full",
    "organisations: correlation of unit trust and results",
    "organisations: share of units in the middle half between the modes",
    "organisations: what a change of leader does in the first year (sd of clients' results)",
    "organisations: most of the loss is recovered after two years",
];

#[test]
fn the_table_is_true_and_fails_only_where_it_is_known_to() {
    let outcomes = validation::outcomes(&EXPERIMENTS, &tillit::lab::common_people(), 1, &|| ());
    let failing: Vec<String> = EXPERIMENTS
        .into_iter()
        .zip(&outcomes)
        .flat_map(|(experiment, found)| found.iter().map(|one| (experiment.name, one)))
        .filter(|(_, comparison)| !comparison.holds())
        .map(|(name, comparison)| format!("{name}: {}", comparison.what))
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

/// A number for a name, the same on every machine (Fowler, Noll & Vo's hash).
fn number_of(name: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    name.bytes().fold(2_166_136_261, step)
}

/// Which targets are held out: the half with the lowest hashes of their names, so that a new target moves
/// hardly any other.
fn held_out(targets: &[(&str, &validation::Comparison)]) -> Vec<usize> {
    use tillit::ground::random::{Address, Draws, Purpose};
    let hash = |place: usize| {
        let (from, comparison) = targets[place];
        let agent = number_of(&format!("{from}: {}", comparison.what));
        let purpose = Purpose::Calibrate;
        Draws::new(2018).hash(Address { replicate: 0, unit: 0, purpose, period: 0, agent })
    };
    let mut order: Vec<usize> = (0..targets.len()).collect();
    order.sort_by_key(|place| hash(*place));
    order.truncate(targets.len().div_ceil(2));
    order
}

/// The targets of calibrations are the comparisons whose sampling error is known; which half is held
/// out is decided by the hash of their names, once and for all.
#[test]
fn targets_are_those_of_the_table_and_half_is_held_out() {
    use std::fmt::Write;
    let with_error: Vec<_> =
        EXPERIMENTS.into_iter().filter(|e| e.kind == validation::Kind::Experiment).collect();
    let outcomes = validation::outcomes(&with_error, &tillit::lab::common_people(), 1, &|| ());
    let targets: Vec<(&str, &validation::Comparison)> = with_error
        .iter()
        .zip(&outcomes)
        .flat_map(|(experiment, c)| c.iter().map(|comparison| (experiment.name, comparison)))
        .filter(|(_, comparison)| comparison.target().is_some())
        .collect();
    let held_out = held_out(&targets);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for (file, of_organisation) in [("people", false), ("organisation", true)] {
        let mut text = "# Targets of calibrations: published numbers and their standard errors by sampling, as in docs/validation.md.\n# Half of all targets (those of both files together) is held out; it was drawn once, by the hash of their names.\nfrom,what,observed,error,held_out\n".to_owned();
        for (place, (name, c)) in targets.iter().enumerate() {
            if (*name == "organisations") == of_organisation {
                let held = if held_out.contains(&place) { "yes" } else { "no" };
                let (observed, error) = c.target().unwrap();
                let [observed, error] =
                    [observed, error].map(|number| tillit::ground::numbers::trimmed(number, 6));
                writeln!(text, "{name},\"{}\",{observed},{error},{held}", c.what).unwrap();
            }
        }
        let path = root.join(format!("scenarios/lab/targets-{file}.csv"));
        if std::env::var_os("TILLIT_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text, "{file}");
    }
}
