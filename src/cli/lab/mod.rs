//! `tillit lab`: plays a game of the laboratory and tells what came of it.

mod lesson;
mod picture;

use std::path::Path;

use super::arguments::{LabOptions, ScenarioOptions};
use super::describe::print;
use super::failure::Failure;
use super::open::open;
use crate::lab::games::{Curve, GAMES, Game, Shown, Table, find_game};
use crate::lab::people::Core;
use crate::report;
use crate::scenario::nearest::did_you_mean;
use crate::spec::{ModelSpec, Parameter};
use crate::validation;
use crate::world::Draws;

/// Width of text.
const WIDTH: usize = 88;
/// Width of bars.
const BAR: usize = 40;
/// Most rows of a chart in the terminal.
const MOST_ROWS: usize = 24;

/// Plays a game or a lesson, or lists all games.
pub fn main(options: &LabOptions) -> Result<(), Failure> {
    let Some(name) = &options.game else { return print(&list()) };
    if Path::new(name).extension().is_some_and(|ending| ending == "toml") {
        return lesson::main(Path::new(name), options);
    }
    let game = game(name)?;
    let values = values(game, &options.rules)?;
    let shown = play(game, &values, &people(options.people.as_deref())?, options.seed);
    let mut text = words(game, &values, &shown);
    if let Some(folder) = &options.out {
        let named = |curve: &Curve| (curve.name.to_owned(), curve.clone());
        let picture = picture::Picture {
            name: game.name,
            title: game.title,
            caption: format!("tillit lab {}, seed {}", game.name, options.seed),
            axes: (shown.x, shown.y),
            curves: shown.curves.iter().map(named).collect(),
        };
        text += &write(folder, picture::files(&picture)?)?;
    }
    print(&text)
}

/// The game with a name.
fn game(name: &str) -> Result<&'static Game, Failure> {
    find_game(name)
        .ok_or_else(|| Failure::no_such("game", name, GAMES.iter().map(|game| game.name)))
}

/// Who plays: the staff of a scenario, or the people of the laboratory.
pub fn people(scenario: Option<&Path>) -> Result<ModelSpec, Failure> {
    let Some(file) = scenario else { return Ok(validation::people()) };
    let (overrides, seed, replicates) = (Vec::new(), None, None);
    let file = ScenarioOptions { file: file.to_owned(), overrides, seed, replicates };
    Ok(open(&file, &[])?.scenario.treatments[0].spec.clone())
}

fn play(game: &Game, values: &[f64], people: &ModelSpec, seed: u64) -> Shown {
    let (core, draws) = (Core::new(people), Draws::new(seed));
    (game.play)(&Table { core: &core, draws, protocol: game.protocol, values })
}

/// Writes files into a folder and tells which.
fn write(folder: &Path, files: Vec<report::File>) -> Result<String, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::file("make", folder, &error))?;
    let mut text = String::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|error| Failure::file("write", &path, &error))?;
        text += &format!("wrote {}\n", path.display());
    }
    Ok(text)
}

fn list() -> String {
    let mut text = "Games of the laboratory, played by the same people:\n".to_owned();
    let line = |game: &&Game| format!("  {:20} {}\n", game.name, game.title);
    text.extend(GAMES.iter().filter(|game| game.by_people).map(line));
    text += "\nGames played by standard rules of their literature:\n";
    text.extend(GAMES.iter().filter(|game| !game.by_people).map(line));
    text + "\nPlay one with `tillit lab public-goods`\n"
}

/// The values of a protocol: its defaults, changed by `rule=number`.
fn values(game: &Game, rules: &[String]) -> Result<Vec<f64>, Failure> {
    let mut values: Vec<f64> = game.protocol.iter().map(|rule| rule.default).collect();
    let known = || game.protocol.iter().map(|rule| rule.key);
    for typed in rules {
        let (key, number) = typed.split_once('=').unwrap_or((typed, ""));
        let place = known().position(|known| known == key.trim()).ok_or_else(|| {
            let all = known().collect::<Vec<_>>().join(", ");
            let hint = did_you_mean(key, known());
            let message = format!("--set {typed}: {} has no rule `{key}`", game.name);
            Failure::unknown(&message, &all, &hint)
        })?;
        let rule = &game.protocol[place];
        values[place] =
            number.trim().parse().ok().filter(|value| rule.range.contains(*value)).ok_or_else(
                || Failure::Mistake(format!("--set {typed}\n   allowed: {}", range(rule))),
            )?;
    }
    Ok(values)
}

fn range(rule: &Parameter) -> String {
    let whole = if rule.range.whole { "whole numbers from " } else { "" };
    format!("{whole}{} to {}", rule.range.low, rule.range.high)
}

/// The game in plain words, with a chart.
fn words(game: &Game, values: &[f64], shown: &Shown) -> String {
    let mut text = format!("{}\n\n{}\n\n", game.title, wrapped(game.plain));
    text += "Protocol\n";
    for (rule, value) in game.protocol.iter().zip(values) {
        text += &format!("  {:16} {value:<8} {}\n", rule.key, rule.summary);
    }
    text += &chart(shown);
    text += &format!("\n{}\n", wrapped(&shown.told));
    text + &format!("\nTry next: {}\n", game.try_next)
}

/// The first curve as bars, beside what was observed.
fn chart(shown: &Shown) -> String {
    let mut text = format!("\n{} by {}\n", shown.y, shown.x);
    let own: Vec<&Curve> = shown.curves.iter().filter(|curve| !curve.observed).collect();
    let highest = shown
        .curves
        .iter()
        .flat_map(|curve| &curve.points)
        .map(|point| point.1)
        .fold(0.0, f64::max);
    let observed = shown.curves.iter().find(|curve| curve.observed);
    if let Some(first) = own.first() {
        let every = first.points.len().div_ceil(MOST_ROWS);
        for (place, (x, y)) in first.points.iter().enumerate().step_by(every) {
            let length = if highest > 0.0 { (y / highest).clamp(0.0, 1.0) } else { 0.0 };
            let bar = "█".repeat((length * BAR as f64).round() as usize);
            let real = observed.and_then(|curve| curve.points.get(place));
            let real = real.map_or(String::new(), |(_, y)| format!("   people: {y:.2}"));
            text += &format!("  {:>6}  {bar:BAR$} {y:.2}{real}\n", plain(*x));
        }
        text += &format!("  ({}; the figure of --out shows all curves)\n", first.name);
    }
    text
}

/// A number with as many of three decimals as it needs.
fn plain(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').replace('-', "−")
}

/// Breaks text into lines.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > WIDTH {
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
