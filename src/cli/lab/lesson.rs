//! A lesson: question, prediction, plays side by side, explanation.

use super::super::arguments::LabOptions;
use super::super::failure::Failure;
use super::super::output::print;
use super::{WIDTH, chart, command, names, picture, play_all, set, set_typed, wrapped, write};
use crate::lab::games::{Game, GameResult, GameRules};
use crate::lab::lesson::Lesson;
use crate::scenario::nearest::did_you_mean;
use crate::store::disk::Policy;

/// Plays a lesson; with `--ask` only its question and what to predict.
pub fn main(name: &str, stem: &str, text: &str, options: &LabOptions) -> Result<(), Failure> {
    let in_file = |message: String| Failure::Mistake(format!("{name}: {message}"));
    let lesson = Lesson::read(text).map_err(in_file)?;
    let (game, preset) = names::game(&lesson.game)?;
    let asked = introduction(&lesson, game);
    if options.ask {
        return print(&asked);
    }
    let mut ways = Vec::new();
    for way in &lesson.plays {
        let mut rules = GameRules::new(game, preset);
        for (key, value) in &way.rules {
            set(&mut rules, key, Some(*value), &format!("{name}: {key} = {value}"))?;
        }
        set_typed(&mut rules, &options.rules)?;
        ways.push(rules);
    }
    let results = play_all(&ways, options)?;
    let named = lesson.plays.iter().map(|way| way.name.clone()).zip(results);
    let plays: Vec<(String, GameResult)> = named.collect();
    let groups = lesson.groups(&plays).map_err(|missing| in_file(no_curve(&missing, &plays)))?;
    let axes = (plays[0].1.x, plays[0].1.y);
    let mut said = asked + &chart::chart(&groups, axes);
    for (name, result) in &plays {
        said += &format!("\n{}\n", wrapped(&format!("{name}: {}", result.conclusion), WIDTH));
    }
    said += &format!("\n{}\n", wrapped(&format!("Explanation: {}", lesson.explanation), WIDTH));
    if let Some(folder) = &options.out {
        let commands: Vec<String> =
            ways.iter().map(|rules| command::of_game(rules, options)).collect();
        let played = plays.iter().zip(&commands);
        let picture = picture::Picture {
            name: stem,
            title: &lesson.title,
            command: command::of_lesson(name, options),
            axes,
            groups: &groups,
            rows: played
                .flat_map(|((play, result), command)| rows(play, result, command))
                .collect(),
        };
        said += &write(folder, &picture::files(&picture)?, Policy::of(options.force))?;
    }
    print(&said)
}

/// All curves of a play, for the table.
fn rows<'a>(play: &'a str, result: &'a GameResult, command: &'a str) -> Vec<picture::Row<'a>> {
    result.curves.iter().map(|curve| picture::Row { play, curve, command }).collect()
}

/// What a class reads before it plays.
fn introduction(lesson: &Lesson, game: &Game) -> String {
    format!(
        "{}\n\n{}\n\n{}\n\n{}\n",
        lesson.title,
        wrapped(game.introduction, WIDTH),
        wrapped(&format!("Question: {}", lesson.question), WIDTH),
        wrapped(&format!("Predict first: {}", lesson.prediction), WIDTH)
    )
}

/// A curve that a lesson asks about and no play has.
fn no_curve(missing: &str, plays: &[(String, GameResult)]) -> String {
    let mut known: Vec<&str> =
        plays.iter().flat_map(|(_, result)| &result.curves).map(|curve| curve.name).collect();
    known.sort_unstable();
    known.dedup();
    let hint = did_you_mean(missing, known.iter().copied());
    let help = if hint.is_empty() { String::new() } else { format!("\n   help: {hint}") };
    format!("no play has a curve `{missing}`\n   allowed: {}{help}", known.join(", "))
}
