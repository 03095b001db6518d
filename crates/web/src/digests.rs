//! Digests of what pages are given, to be compared between machines.

use sha2::{Digest as _, Sha256};
use tillit::lab::games::GAMES;
use tillit::lab::lesson::LESSONS;
use tillit::scenario::shipped::SHIPPED;
use wasm_bindgen::prelude::*;

use crate::run::Outcome;
use crate::scenarios::edit;

/// Scenarios that are run.
const SCENARIOS: usize = 10;
/// What makes each of them small.
const SMALL: [&str; 2] = ["run.replicates=2", "organisation.staff=10"];

/// A line for each of ten scenarios, all games and all lessons, with the SHA-256 of all their numbers.
#[wasm_bindgen]
pub fn digests() -> String {
    let scenarios = SHIPPED.iter().take(SCENARIOS).map(|(name, text)| scenario(name, text));
    let games = GAMES.iter().map(|game| {
        let played = crate::games::play_game(game.name, "{}", 1).expect("defaults are allowed");
        format!("game {} {}\n", game.name, hex(Sha256::digest(played)))
    });
    let lessons = LESSONS.iter().map(|(name, _)| {
        let played = crate::lessons::play_lesson(name, 1).expect("the lesson is there");
        format!("lesson {name} {}\n", hex(Sha256::digest(played)))
    });
    scenarios.chain(games).chain(lessons).collect()
}

fn scenario(name: &str, text: &str) -> String {
    let small = SMALL.iter().fold(text.to_owned(), |text, change| {
        edit(&text, change).expect("scenarios of the program can be edited")
    });
    let outcome = Outcome::of(&small, &|_| ()).unwrap_or_else(|told| panic!("{name}: {told}"));
    let mut digest = Sha256::new();
    let mut count = 0;
    for treatment in 0..outcome.len() {
        for metric in 0..outcome.n_metrics() {
            let parts = [
                outcome.series(treatment, metric),
                outcome.units(treatment, metric),
                outcome.differences(treatment, metric),
                outcome.outcomes(treatment, metric),
            ];
            for value in parts.concat() {
                // There are many NaN, of which all mean the same.
                let value = if value.is_nan() { f64::NAN } else { value };
                digest.update(value.to_bits().to_le_bytes());
                count += 1;
            }
        }
    }
    format!("scenario {name} {count} numbers {}\n", hex(digest.finalize()))
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
