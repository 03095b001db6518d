//! Lessons: the texts, and what comes of their plays.

use serde_json::{Value, json};
use tillit::lab::games::{GameResult, find_game};
use tillit::lab::lesson::{LESSONS, Lesson};
use tillit::lab::teaching::{Teaching, find_teaching};
use wasm_bindgen::prelude::*;

use crate::games::{curve, set_up, with_rules};

/// All lessons in a language: JSON.
#[wasm_bindgen]
pub fn lessons(code: &str) -> String {
    let one = |(name, text): (&str, &str)| {
        let lesson = Lesson::read(text).expect("lessons of the program have no mistakes");
        let teaching = find_teaching(name).expect("every lesson has its page for teachers");
        about(name, &lesson, &teaching, code)
    };
    Value::from(LESSONS.into_iter().map(one).collect::<Vec<_>>()).to_string()
}

fn about(name: &str, lesson: &Lesson, teaching: &Teaching, code: &str) -> Value {
    let words = teaching.words(code);
    let told =
        |own: &Option<String>, english: &str| own.clone().unwrap_or_else(|| english.to_owned());
    let labels = &words.labels;
    let predictions: Vec<Value> = teaching
        .predictions
        .iter()
        .zip(labels)
        .map(|(asked, label)| {
            json!({
                "label": label, "play": asked.play, "curve": asked.curve, "at": asked.at.name(),
                "low": asked.low, "high": asked.high, "step": asked.step,
                "published": teaching.published(lesson, asked),
            })
        })
        .collect();
    let exercises = words
        .exercises
        .iter()
        .map(|exercise| json!({ "question": exercise.question, "solution": exercise.solution }));
    let plays = lesson.plays.iter().map(|play| {
        let label = words.plays.get(&play.name).unwrap_or(&play.name);
        json!({ "name": play.name, "label": label, "rules": play.rules })
    });
    json!({
        "name": name,
        "game": find_game(&lesson.game).map(|(game, _)| game.name),
        "title": told(&words.title, &lesson.title),
        "question": told(&words.question, &lesson.question),
        "prediction": told(&words.prediction, &lesson.prediction),
        "explanation": told(&words.explanation, &lesson.explanation),
        "minutes": teaching.minutes,
        "notes": words.notes,
        "predictions": predictions,
        "exercises": exercises.collect::<Vec<_>>(),
        "plays": plays.collect::<Vec<_>>(),
    })
}

/// Plays a lesson with a seed: its curves in groups that lie side by side, and what came of each play. JSON.
///
/// # Errors
/// When there is no such lesson.
#[wasm_bindgen]
pub fn play_lesson(name: &str, seed: u32) -> Result<String, String> {
    let found = LESSONS.iter().find(|(known, _)| *known == name);
    let (_, text) = found.ok_or_else(|| format!("there is no lesson `{name}`"))?;
    let lesson = Lesson::read(text)?;
    let mut plays: Vec<(String, GameResult)> = Vec::new();
    for play in &lesson.plays {
        let (game, values) = with_rules(&lesson.game, &json!(play.rules))?;
        let result = set_up(game, &values, seed.into(), |setup| (game.play)(setup));
        plays.push((play.name.clone(), result));
    }
    let groups = lesson.groups(&plays)?;
    let group = |group: &tillit::lab::lesson::Group| {
        let curves: Vec<Value> = group
            .curves
            .iter()
            .map(|(name, own)| json!({ "name": name, "curve": curve(own) }))
            .collect();
        json!({ "title": group.title, "curves": curves })
    };
    let told = plays.iter().map(|(name, result)| {
        let curves: Vec<Value> = result.curves.iter().map(curve).collect();
        json!({ "name": name, "conclusion": result.conclusion, "curves": curves })
    });
    Ok(json!({
        "x": plays[0].1.x,
        "y": plays[0].1.y,
        "groups": groups.iter().map(group).collect::<Vec<_>>(),
        "plays": told.collect::<Vec<_>>(),
    })
    .to_string())
}
