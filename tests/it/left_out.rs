//! Prediction of left-out experiments by the people of the laboratory, and from the command line.

use std::path::{Path, PathBuf};

use tillit::ground::executor::on_threads;
use tillit::study::left_out::{
    Column, Fixed, People, Pool, Score, Search, Simulator, folds_of, parts,
};
use tillit::study::sweep::Sweep;

use crate::sweeps::{done, refused};

/// The fitted people with one number to search for.
fn sweep() -> Sweep {
    let people = tillit::lab::COMMON_PEOPLE;
    let block = "[sweep]\ndesign = \"random\"\npoints = 2\n[sweep.factors]\nlearning.rate = { from = 0.3, to = 0.6 }\n";
    crate::sweeps::sweep(&format!("{people}\n{block}"))
}

/// The score of people without some rules, at some points and with few plays.
fn score(fixed: &[Fixed], evaluations: usize) -> Score {
    let (sweep, parts) = (sweep(), parts());
    let folds = folds_of(&parts);
    let people = People::new(&sweep, fixed, 3, 0.02);
    let mut pool = Pool::new(&parts, &folds, &people, Search { evaluations, seed: 3 });
    while !pool.is_complete() {
        pool.grow(&|| ()).unwrap();
    }
    Score::of(&parts, &folds, pool.points())
}

#[test]
fn what_is_played_fits_the_published_numbers_one_by_one() {
    let (sweep, parts) = (sweep(), parts());
    let people = People::new(&sweep, &[], 3, 0.02);
    let found = people.simulate(&people.start());
    assert_eq!(found.len(), parts.len());
    for (part, found) in parts.iter().zip(&found) {
        assert_eq!(found.len(), part.items.len(), "{}", part.name);
        assert!(found.iter().all(|value| value.is_finite()), "{}: {found:?}", part.name);
    }
}

#[test]
fn threads_change_nothing() {
    let on = |threads| on_threads(threads, || score(&[], 2)).unwrap();
    assert_eq!(on(1), on(3));
}

/// A control: who does not answer what others give is no human being, and the score says so.
#[test]
fn people_who_do_not_reciprocate_predict_worse() {
    let key = "staff.types.conditional_cooperator.reciprocity.mean=0";
    let fixed = [Fixed::read(key).unwrap()];
    let folds = folds_of(&parts());
    let mean = |fixed: &[Fixed]| {
        Column::of("x", &score(fixed, 1)).of_experiments(&folds).expect("people predict everything")
    };
    let (people, others) = (mean(&[]), mean(&fixed));
    assert!(others > 1.2 * people, "{others} and {people}");
}

fn prepare(place: &Path) {
    let block = "[sweep]\ndesign = \"random\"\npoints = 2\n[sweep.factors]\nlearning.rate = { from = 0.3, to = 0.6 }\n";
    std::fs::write(place.join("s.toml"), format!("title = \"x\"\n{block}")).unwrap();
}

#[test]
fn the_command_writes_tables_that_can_be_made_again() {
    let place = tempfile::tempdir().unwrap();
    prepare(place.path());
    let command = [
        "left-out",
        "s.toml",
        "-q",
        "--evaluations",
        "1",
        "--effort",
        "0.01",
        "--without",
        "conformity.weight",
        "--out",
        "r",
    ];
    let said = done(place.path(), &command);
    assert!(said.contains("without conformity.weight") && said.contains("**experiments, mean**"));
    let csv = std::fs::read_to_string(place.path().join("r/left-out.csv")).unwrap();
    assert!(
        csv.starts_with("left_out,group,constant,regression,people,without conformity.weight\n")
    );
    assert_eq!(csv.lines().count(), 1 + folds_of(&parts()).len());
    let items = std::fs::read_to_string(place.path().join("r/left-out-items.csv")).unwrap();
    let all: usize = parts().iter().map(|part| part.items.len()).sum();
    assert_eq!(items.lines().count(), 1 + all);
    std::fs::remove_file(place.path().join("s.toml")).unwrap();
    assert!(done(place.path(), &["verify", "r"]).contains("agree"));
}

#[test]
fn a_rule_that_there_is_not_is_refused() {
    let place = tempfile::tempdir().unwrap();
    prepare(place.path());
    let said = refused(place.path(), &["left-out", "s.toml", "--without", "conformity.wieght"], 2);
    assert!(said.contains("did you mean `conformity.weight`"), "{said}");
}

/// The document is what is stored; `TILLIT_BLESS=1` takes it over from there.
#[test]
fn the_document_tells_the_stored_prediction() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let stored = std::fs::read_to_string(root.join("results/left-out/left-out.md")).unwrap();
    let document = root.join("docs/left-out.md");
    if std::env::var_os("TILLIT_BLESS").is_some() {
        std::fs::write(&document, &stored).unwrap();
    }
    let told = std::fs::read_to_string(document).unwrap_or_default();
    assert!(told == stored, "run with TILLIT_BLESS=1");
}
