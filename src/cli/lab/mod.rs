//! `tillit lab`: plays a game of the laboratory and says what came of it.

mod chart;
mod command;
mod lesson;
mod names;
mod picture;
mod work;

use std::path::Path;

use super::arguments::{LabOptions, ScenarioOptions};
use super::failure::Failure;
use super::open::open;
use super::output::print;
use super::terminal::Terminal;
use crate::ground::random::Draws;
use crate::lab::games::{GameResult, GameRules, RuleError};
use crate::lab::lesson::Group;
use crate::lab::people::Population;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;
use crate::report;
use crate::store::disk;
use crate::store::disk::Policy;
use crate::workflow::{Watcher, check_laboratory};
use names::Target;

/// Width of text.
const WIDTH: usize = 88;

/// Plays a game or a lesson, or lists all games.
pub fn main(options: &LabOptions) -> Result<(), Failure> {
    let Some(name) = options.game.as_ref().filter(|_| !options.list) else {
        return print(&names::list());
    };
    check_laboratory(&Terminal { quiet: options.quiet })?;
    match names::find(name)? {
        Target::Game(game, preset) => {
            let mut rules = GameRules::new(game, preset);
            set_typed(&mut rules, &options.rules)?;
            play_one(&rules, options)
        }
        Target::Lesson(name, stem, text) => lesson::main(&name, &stem, &text, options),
    }
}

/// Plays a game by itself.
fn play_one(rules: &GameRules, options: &LabOptions) -> Result<(), Failure> {
    let game = rules.game;
    if options.ask {
        return print(&format!("{}\n\n{}\n", game.title, wrapped(game.introduction, WIDTH)));
    }
    let results = play_all(std::slice::from_ref(rules), options)?;
    let result = &results[0];
    let named = |curve: &crate::lab::games::Curve| (curve.name.to_owned(), curve.clone());
    let curves = result.curves.iter().map(named).collect();
    let groups = [Group { title: String::new(), curves }];
    let mut text = words(rules, result, &groups);
    if let Some(folder) = &options.out {
        let command = command::of_game(rules, options);
        let row = |curve| picture::Row { play: "", curve, command: &command };
        let picture = picture::Picture {
            name: game.name,
            title: game.title,
            command: command.clone(),
            axes: (result.x, result.y),
            groups: &groups,
            rows: result.curves.iter().map(row).collect(),
        };
        text += &write(folder, &picture::files(&picture)?, Policy::of(options.force))?;
    }
    print(&text)
}

/// Plays a game by several sets of rules, after a word if that takes long, under a bar.
fn play_all(ways: &[GameRules], options: &LabOptions) -> Result<Vec<GameResult>, Failure> {
    let spec = people(options.people.as_deref())?;
    let core = Population::new(&spec);
    let all = work::of(ways, (&core, &spec));
    work::announce(&all, options.quiet);
    let progress = Terminal { quiet: options.quiet }.progress(all.plays as u64, "plays");
    let watch = |plays: u64| progress.advance(plays);
    let play = |rules: &GameRules| {
        (rules.game.play)(&rules.setup((&core, &spec), Draws::new(options.seed), &watch))
    };
    let results = ways.iter().map(play).collect();
    drop(progress);
    Ok(results)
}

/// Who plays: the staff of a scenario, or the people of the laboratory.
pub fn people(scenario: Option<&Path>) -> Result<ModelSpec, Failure> {
    let Some(file) = scenario else { return Ok(crate::lab::common_people()) };
    let (overrides, seed, replicates) = (Vec::new(), None, None);
    let file = ScenarioOptions { file: file.to_owned(), overrides, seed, replicates };
    Ok(open(&file, &[])?.scenario.treatments[0].spec.clone())
}

/// Writes files into a folder and tells which.
fn write(folder: &Path, files: &[report::File], policy: Policy) -> Result<String, Failure> {
    let paths = disk::write_files(folder, files, policy)?;
    Ok(paths.iter().map(|path| format!("wrote {}\n", path.display())).collect())
}

/// Changes rules as they were typed, `rule=number`.
fn set_typed(rules: &mut GameRules, typed: &[String]) -> Result<(), Failure> {
    for typed in typed {
        let (key, number) = typed.split_once('=').unwrap_or((typed, ""));
        set(rules, key, number.trim().parse().ok(), &format!("--set {typed}"))?;
    }
    Ok(())
}

/// Changes a rule; messages show what asked for it.
fn set(rules: &mut GameRules, key: &str, value: Option<f64>, shown: &str) -> Result<(), Failure> {
    rules.set(key, value).map_err(|error| match &error {
        RuleError::Unknown { known, hint, .. } => {
            Failure::unknown(&format!("{shown}: {error}"), &known.join(", "), hint)
        }
        RuleError::OutOfRange(rule) => {
            Failure::Mistake(format!("{shown}\n   allowed: {}", range(rule)))
        }
    })
}

fn range(rule: &Parameter) -> String {
    let whole = if rule.range.whole { "whole numbers from " } else { "" };
    format!("{whole}{} to {}", rule.range.low, rule.range.high)
}

/// The game: introduction, protocol, chart, conclusion and exercise.
fn words(rules: &GameRules, result: &GameResult, groups: &[Group]) -> String {
    let game = rules.game;
    let mut text = format!("{}\n\n{}\n\n", game.title, wrapped(game.introduction, WIDTH));
    text += "Protocol\n";
    for (rule, value) in game.protocol.iter().zip(&rules.values) {
        text += &format!("  {:17} {value:<8} {}\n", rule.key, rule.summary);
    }
    text += &chart::chart(groups, (result.x, result.y));
    text += &format!("\n{}\n", wrapped(&result.conclusion, WIDTH));
    text + &format!("\n{}\n", wrapped(&format!("Try next: {}", game.exercise), WIDTH))
}

/// Breaks text into lines of a width.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines.join("\n")
}
