//! What is meant by a name: a game, another name of it, a lesson, or a lesson's file.

use std::path::Path;

use super::super::failure::Failure;
use crate::ground::text::decode;
use crate::lab::games::{GAMES, Game, find_game, names};
use crate::lab::lesson;
use crate::lab::lesson::{LESSONS, find_lesson};
use crate::scenario::MAX_BYTES;
use crate::workflow::read_file;

/// What is to be played.
pub enum Target {
    /// A game, with the rules that the name sets.
    Game(&'static Game, &'static [(&'static str, f64)]),
    /// A lesson: the name that finds it again, that of its files, and its text.
    Lesson(String, String, String),
}

/// What is meant by a name.
///
/// # Errors
/// When nothing has this name, with the nearest of all names.
pub fn find(typed: &str) -> Result<Target, Failure> {
    let path = Path::new(typed);
    if path.extension().is_some_and(|ending| ending == "toml") {
        let bytes = read_file(path)?;
        let text = decode(&bytes, MAX_BYTES)
            .map_err(|found| Failure::Mistake(found.in_file(&path.display().to_string())))?
            .to_owned();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(Target::Lesson(typed.to_owned(), stem, text));
    }
    let name = typed.trim().to_lowercase().replace([' ', '_'], "-").replace(['\'', '’'], "");
    if let Some((game, rules)) = find_game(&name) {
        return Ok(Target::Game(game, rules));
    }
    if let Some((file, text)) = find_lesson(&name) {
        return Ok(Target::Lesson(file.to_owned(), file.to_owned(), text.to_owned()));
    }
    let lessons: Vec<String> =
        LESSONS.iter().flat_map(|(file, text)| lesson::names(file, text)).collect();
    let mut all: Vec<&str> = names().collect();
    all.extend(lessons.iter().map(String::as_str));
    let shown = GAMES.iter().map(|game| game.name).chain(LESSONS.iter().map(|(file, _)| *file));
    Err(Failure::unknown(
        &format!("there is no game or lesson `{typed}`"),
        &format!("{} (`tillit lab` lists them with their aliases)", joined(shown)),
        &crate::scenario::nearest::did_you_mean(&name, all),
    ))
}

/// A game, and the rules that the name sets by which it was found.
type Named = (&'static Game, &'static [(&'static str, f64)]);

/// The game of a lesson.
///
/// # Errors
/// When there is none of this name, with the nearest.
pub fn game(name: &str) -> Result<Named, Failure> {
    find_game(name).ok_or_else(|| Failure::no_such("game", name, names()))
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// All games and lessons.
pub fn list() -> String {
    let mut text = "Games of the laboratory, played by the same people:\n".to_owned();
    text.extend(GAMES.iter().filter(|game| game.by_people).map(|game| line(game)));
    text += "\nGames played by benchmark models of their literature:\n";
    text.extend(GAMES.iter().filter(|game| !game.by_people).map(|game| line(game)));
    text += "\nLessons (also by number: `tillit lab 2 --ask`):\n";
    for (file, lesson) in LESSONS {
        let title = lesson::Lesson::read(lesson).map_or(String::new(), |lesson| lesson.title);
        text += &format!("  {file:20} {title}\n");
    }
    text + "\nPlay one with `tillit lab public-goods`\n"
}

/// A game, and below it its other names.
fn line(game: &Game) -> String {
    let also = joined(game.aliases.iter().map(|alias| alias.name));
    format!("  {:20} {}\n  {:20} also: {also}\n", game.name, game.title, "")
}
