//! A lesson: question, prediction, plays side by side, explanation.

use std::path::Path;

use super::super::arguments::LabOptions;
use super::super::describe::print;
use super::super::failure::Failure;
use super::super::open;
use super::{chart, game, people, picture, play, values, wrapped, write};
use crate::lab::games::Shown;
use crate::lab::lesson::{Lesson, together};

/// Plays a lesson; with `--ask` only its question and what to predict.
pub fn main(path: &Path, options: &LabOptions) -> Result<(), Failure> {
    let bytes = open::read(path)?;
    let in_file = |message: String| Failure::Mistake(format!("{}: {message}", path.display()));
    let lesson = Lesson::read(&String::from_utf8_lossy(&bytes)).map_err(in_file)?;
    let game = game(&lesson.game)?;
    let mut text = format!(
        "{}\n\n{}\n\n{}\n\n{}\n",
        lesson.title,
        wrapped(game.plain),
        wrapped(&format!("Question: {}", lesson.question)),
        wrapped(&format!("Predict first: {}", lesson.prediction))
    );
    if options.ask {
        return print(&text);
    }
    let people = people(options.people.as_deref())?;
    let mut plays: Vec<(String, Shown)> = Vec::new();
    for way in &lesson.plays {
        let mut rules = way.typed();
        rules.extend(options.rules.iter().cloned());
        let shown = play(game, &values(game, &rules)?, &people, options.seed);
        text += &format!("\n== {} ==\n{}\n{}\n", way.name, chart(&shown), wrapped(&shown.told));
        plays.push((way.name.clone(), shown));
    }
    text += &format!("\n{}\n", wrapped(&format!("Explanation: {}", lesson.explanation)));
    if let Some(folder) = &options.out {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let picture = picture::Picture {
            name: &name,
            title: &lesson.title,
            caption: format!("tillit lab {}, seed {}", path.display(), options.seed),
            axes: (plays[0].1.x, plays[0].1.y),
            curves: together(&plays),
        };
        text += &write(folder, picture::files(&picture)?)?;
    }
    print(&text)
}
