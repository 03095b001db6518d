//! Mistakes in scenario files: each is told in a message that a person can act on, none is a panic.
//!
//! Every file in `data/bad` has the exact message beside it. To make the messages again after a
//! change of wording, run the tests with `TILLIT_BLESS=1` and read the difference.

use std::path::PathBuf;

use proptest::prelude::*;
use tillit::scenario::{MAX_BYTES, Source, read, starter};

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/bad");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

fn message(name: &str, bytes: &[u8]) -> String {
    match read(&Source { name, bytes }, &[]) {
        Ok(_) => panic!("{name} reads without mistakes"),
        Err(problems) => format!("{problems}\n"),
    }
}

#[test]
fn every_mistake_has_its_message() {
    assert!(files().len() >= 30);
    let bless = std::env::var_os("TILLIT_BLESS").is_some();
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = message(&name, &std::fs::read(&path).unwrap());
        let expected = path.with_extension("txt");
        if bless {
            std::fs::write(&expected, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, wanted, "{name}: run with TILLIT_BLESS=1 if this is as it should be");
    }
}

#[test]
fn odd_files_end_with_a_message() {
    assert!(message("empty.toml", b"").contains("empty"));
    assert!(message("binary.toml", b"title = \"\xff\"").contains("not UTF-8 text from byte 9"));
    assert!(message("big.toml", &vec![b'#'; MAX_BYTES + 1]).contains("larger than"));
    let deep = format!("a = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(message("deep.toml", deep.as_bytes()).contains("deep.toml:1:"));
    let tables: String = (0..3_000).map(|i| format!("[t{i}]\n")).collect();
    assert!(message("tables.toml", tables.as_bytes()).contains("3000 mistakes"));
}

#[test]
fn overrides_are_checked_like_the_file() {
    let check = |overrides: &[&str]| {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        let bytes = b"[treatments.a]\nlevers.pay = 0.5\n[treatments.b]\n";
        read(&Source { name: "x.toml", bytes }, &overrides).map_err(|p| p.to_string())
    };
    let told = check(&["levers.monitorin=0.3", "regime=trst", "nonsense"]).unwrap_err();
    assert!(
        told.contains("--set levers.monitorin=0.3: there is no key `levers.monitorin`"),
        "{told}"
    );
    assert!(told.contains("did you mean `levers.monitoring`?"), "{told}");
    assert!(told.contains("--set regime=trst: regime: there is no `trst`"), "{told}");
    assert!(told.contains("--set nonsense: needs a key and a value"), "{told}");
    assert!(check(&["treatments.a.levers.pay=0.1"]).unwrap_err().contains("cannot be overridden"));
    // An override wins over every treatment.
    let scenario = check(&["levers.pay=0.1", "regime=trust"]).unwrap();
    for treatment in &scenario.treatments {
        assert_eq!(treatment.spec.groups()[0].levers[0], 0.1, "{}", treatment.name);
        assert_eq!(treatment.spec.groups()[0].levers[8], 0.7, "{}", treatment.name);
    }
}

#[test]
fn five_lines_make_a_scenario() {
    let text =
        "title = \"My schools\"\nregime = \"trust\"\n[organisation]\nunits = 20\nstaff = 15\n";
    let scenario = read(&Source { name: "small.toml", bytes: text.as_bytes() }, &[]).unwrap();
    assert_eq!(scenario.treatments.len(), 1);
    assert_eq!(scenario.treatments[0].name, "trust");
    assert_eq!(scenario.treatments[0].spec.n_agents(), 300);
}

#[test]
fn the_schema_accepts_what_is_right_and_rejects_what_is_wrong() {
    let validator = jsonschema::validator_for(&tillit::scenario::json_schema()).unwrap();
    let as_json = |text: &str| -> Option<serde_json::Value> {
        let table: toml::Table = text.parse().ok()?;
        serde_json::to_value(table).ok()
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut good: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    good.push(starter("new"));
    assert!(good.len() > 10);
    for text in &good {
        let value = as_json(text).unwrap();
        let errors: Vec<_> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in\n{text}");
    }
    // A schema cannot see what only the whole tells (sums, horizons, names of groups).
    let bad: Vec<_> = files()
        .iter()
        .filter_map(|path| as_json(&std::fs::read_to_string(path).unwrap()))
        .collect();
    let rejected = bad.iter().filter(|value| !validator.is_valid(value)).count();
    assert!(rejected * 10 > bad.len() * 6, "{rejected} of {} rejected", bad.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn changed_files_never_panic(
        at in 0..2_000_usize,
        cut in 0..40_usize,
        put in prop_oneof![
            "[ -~\\n]{0,12}", Just("\"".to_owned()), Just("[[".to_owned()), Just("= {".to_owned()),
            Just("-1".to_owned()), Just("1e400".to_owned()), Just("\n[levers]\n".to_owned()),
            Just("å→\u{1f600}".to_owned()),
        ],
    ) {
        let mut text: Vec<char> = starter("x").chars().collect();
        let start = at.min(text.len());
        let end = (start + cut).min(text.len());
        text.splice(start..end, put.chars());
        let text: String = text.into_iter().collect();
        if let Err(problems) = read(&Source { name: "x.toml", bytes: text.as_bytes() }, &[]) {
            prop_assert!(problems.to_string().contains("nothing was run"));
        }
    }
}
