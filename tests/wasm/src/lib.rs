//! Uses the library as a page in a browser would, without threads and files, and makes a report: a line
//! for each game, figure, experiment and hypothesis with the SHA-256 of what it gave.

mod digest;

use std::sync::OnceLock;

use digest::Digest;
use tillit::ground::random::Draws;
use tillit::lab::games::{GAMES, Game, GameSetup};
use tillit::lab::people::Population;
use tillit::model::specification::ModelSpec;
use tillit::prelude::*;
use tillit::report;
use tillit::study::hypotheses::{Finding, HYPOTHESES, Size, find};
use tillit::study::validation::{Comparison, EXPERIMENTS, Experiment, Kind, outcomes};

const SEED: u64 = 1;
/// The scenario that is run and drawn.
const SCENARIO: &str = include_str!("../../../scenarios/social-trap.toml");
/// The hypotheses that are tested, with their controls.
const TESTED: [&str; 2] = ["H2", "H5"];
/// Much smaller than the register: the question is whether both machines find the same.
const SIZE: Size = Size { replicates: 4, units: 8 };

/// The report.
pub fn report() -> String {
    let people = tillit::lab::common_people();
    let games = GAMES.into_iter().map(|game| game_line(game, &people));
    let lines = games.chain(figure_lines()).chain(experiment_lines(&people));
    lines.chain(hypothesis_lines()).map(|line| line + "\n").collect()
}

/// A game as it is played when nothing is changed.
fn game_line(game: &Game, people: &ModelSpec) -> String {
    let values: Vec<f64> = game.protocol.iter().map(|rule| rule.default).collect();
    let result = (game.play)(&GameSetup {
        core: &Population::new(people),
        spec: people,
        draws: Draws::new(SEED),
        protocol: game.protocol,
        values: &values,
        watch: &|_| (),
    });
    let mut digest = Digest::default();
    digest.text(&result.conclusion);
    for curve in &result.curves {
        digest.text(curve.name);
        digest.numbers(curve.points.iter().map(|(x, _)| *x));
        digest.numbers(curve.points.iter().map(|(_, y)| *y));
    }
    format!("game {}: {} curves {}", game.name, result.curves.len(), digest.hex())
}

/// A scenario that is read, changed, run and drawn.
fn figure_lines() -> Vec<String> {
    let scenario = Scenario::from_toml(SCENARIO).expect("a valid scenario");
    let scenario = scenario.with("run.replicates", 2_u32).expect("a valid number");
    let results = Study::new(&scenario).run().expect("no threads that could be missing");
    let named: Vec<_> = results.treatments().collect();
    let hash = scenario.treatments[0].spec.hash();
    let files = report::figures_of(&scenario, &named, None, &hash).expect("a figure that can be drawn");
    let line = |(name, bytes): (String, Vec<u8>)| {
        let svg = String::from_utf8(bytes).expect("an SVG is text");
        assert!(svg.contains("<svg") && svg.contains(&scenario.title), "{name} shows nothing");
        let mut digest = Digest::default();
        digest.text(&svg);
        format!("figure {name}: {} marks {}", svg.matches("<poly").count(), digest.hex())
    };
    files.into_iter().map(line).collect()
}

/// The experiments that are exact theory.
fn experiment_lines(people: &ModelSpec) -> Vec<String> {
    let theory = EXPERIMENTS.into_iter().filter(|experiment| experiment.kind == Kind::Theory);
    let theory: Vec<_> = theory.collect();
    let found = outcomes(&theory, people, SEED, &|| ());
    let line = |(experiment, comparisons): (&&Experiment, Vec<Comparison>)| {
        let mut digest = Digest::default();
        for comparison in &comparisons {
            digest.text(&comparison.what);
            digest.number(comparison.simulated);
        }
        let hold = comparisons.iter().filter(|comparison| comparison.holds()).count();
        let all = comparisons.len();
        format!("experiment {}: {hold} of {all} hold {}", experiment.name, digest.hex())
    };
    theory.iter().zip(found).map(line).collect()
}

/// Small tests of hypotheses with their controls.
fn hypothesis_lines() -> Vec<String> {
    let tested = HYPOTHESES.into_iter().filter(|hypothesis| TESTED.contains(&hypothesis.name));
    let findings = find(&tested.collect::<Vec<_>>(), SIZE, SEED, &|| ());
    assert_eq!(findings.len(), TESTED.len());
    let line = |finding: &Finding| {
        let mut digest = Digest::default();
        for judged in [&finding.judged].into_iter().chain(&finding.controls) {
            digest.text(&judged.verdict.in_words());
            for criterion in &judged.parts {
                digest.numbers(criterion.values.iter().copied());
            }
        }
        let verdict = finding.judged.verdict.in_words();
        format!("hypothesis {}: {verdict} {}", finding.hypothesis.name, digest.hex())
    };
    findings.iter().map(line).collect()
}

/// One byte of the report, or -1 after its end: how those outside WebAssembly read it.
#[unsafe(no_mangle)]
pub extern "C" fn byte_of_report(index: u32) -> i32 {
    static REPORT: OnceLock<String> = OnceLock::new();
    let report = REPORT.get_or_init(report);
    report.as_bytes().get(index as usize).map_or(-1, |byte| i32::from(*byte))
}
