//! What surrounds a lesson in class: what is predicted before it is played, exercises with solutions, and
//! notes for the teacher, in English and Swedish.
//!
//! The lesson itself ([`super::lesson`]) stays as it is; its Swedish text stands here.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::lesson::Lesson;
use super::published::published;

/// A lesson in class, as it is written in a file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teaching {
    /// Version of the format: 1.
    pub format: u32,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What is predicted.
    pub predictions: Vec<Prediction>,
    /// The words in English.
    pub en: Words,
    /// The words in Swedish.
    pub sv: Words,
}

/// A number that is predicted before the game is played.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prediction {
    /// Name of the play.
    pub play: String,
    /// Name of the curve.
    pub curve: String,
    /// Which of its points.
    pub at: At,
    /// Smallest number that can be predicted.
    pub low: f64,
    /// Largest number that can be predicted.
    pub high: f64,
    /// Distance between two numbers that can be predicted.
    pub step: f64,
    /// Which of the published series of the game tells the same of real people, counted from 0.
    #[serde(default)]
    pub published: Option<usize>,
}

/// Which point of a curve is predicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum At {
    /// The first.
    First,
    /// The last.
    Last,
    /// The mean of all.
    Mean,
}

/// The words of a language.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Title, where it is not that of the lesson.
    pub title: Option<String>,
    /// Question, where it is not that of the lesson.
    pub question: Option<String>,
    /// What to predict, where it is not that of the lesson.
    pub prediction: Option<String>,
    /// Explanation, where it is not that of the lesson.
    pub explanation: Option<String>,
    /// Names of plays, where they are not those of the lesson.
    #[serde(default)]
    pub plays: BTreeMap<String, String>,
    /// By prediction: what is predicted.
    pub labels: Vec<String>,
    /// For the teacher: how it goes, what goes wrong, what to discuss.
    pub notes: String,
    /// Exercises.
    pub exercises: Vec<Exercise>,
}

/// An exercise.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// What is asked.
    pub question: String,
    /// The answer, and how it is found.
    pub solution: String,
}

/// By the name of the lesson: the text of its file. A new one is one more line.
pub static TEACHING: [(&str, &str); 10] = [
    ("01-public-goods", include_str!("../../scenarios/lab/teaching/01-public-goods.toml")),
    ("02-weak-link", include_str!("../../scenarios/lab/teaching/02-weak-link.toml")),
    ("03-dilemma", include_str!("../../scenarios/lab/teaching/03-dilemma.toml")),
    ("04-control", include_str!("../../scenarios/lab/teaching/04-control.toml")),
    ("05-trust", include_str!("../../scenarios/lab/teaching/05-trust.toml")),
    ("06-contracts", include_str!("../../scenarios/lab/teaching/06-contracts.toml")),
    ("07-fine", include_str!("../../scenarios/lab/teaching/07-fine.toml")),
    ("08-real-effort", include_str!("../../scenarios/lab/teaching/08-real-effort.toml")),
    ("09-tipping", include_str!("../../scenarios/lab/teaching/09-tipping.toml")),
    ("10-commons", include_str!("../../scenarios/lab/teaching/10-commons.toml")),
];

/// What surrounds a lesson.
///
/// # Panics
/// When its file has mistakes: a mistake in this repository.
pub fn find_teaching(lesson: &str) -> Option<Teaching> {
    let (name, text) = TEACHING.iter().find(|(name, _)| *name == lesson)?;
    Some(toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}")))
}

impl Teaching {
    /// The words in a language by its code: English where there are none.
    pub fn words(&self, code: &str) -> &Words {
        if code == "sv" { &self.sv } else { &self.en }
    }

    /// What real people did, and where that was published.
    pub fn published(&self, lesson: &Lesson, asked: &Prediction) -> Option<(f64, &'static str)> {
        let series = *published(&lesson.game).get(asked.published?)?;
        let points = series.points();
        Some((asked.at.of(&points), series.source))
    }
}

impl At {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::Mean => "mean",
        }
    }

    /// That point of a curve; NaN where it has none.
    pub fn of(self, points: &[(f64, f64)]) -> f64 {
        let height = |point: Option<&(f64, f64)>| point.map_or(f64::NAN, |point| point.1);
        match self {
            Self::First => height(points.first()),
            Self::Last => height(points.last()),
            Self::Mean => points.iter().map(|point| point.1).sum::<f64>() / points.len() as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::lesson::LESSONS;

    #[test]
    fn every_lesson_is_whole_in_both_languages() {
        assert_eq!(TEACHING.map(|(name, _)| name), LESSONS.map(|(name, _)| name));
        for (name, text) in LESSONS {
            let lesson = Lesson::read(text).unwrap();
            let teaching = find_teaching(name).unwrap();
            assert!((10..=90).contains(&teaching.minutes) && teaching.format == 1, "{name}");
            assert!(!teaching.predictions.is_empty(), "{name}");
            for asked in &teaching.predictions {
                assert!(lesson.plays.iter().any(|play| play.name == asked.play), "{name}");
                assert!(lesson.curves.contains(&asked.curve), "{name}: {}", asked.curve);
                assert!(asked.low < asked.high && asked.step > 0.0, "{name}");
                let found = teaching.published(&lesson, asked);
                assert_eq!(found.is_some(), asked.published.is_some(), "{name}");
            }
            for words in [&teaching.en, &teaching.sv] {
                assert_eq!(words.labels.len(), teaching.predictions.len(), "{name}");
                assert!(!words.notes.is_empty() && words.exercises.len() >= 2, "{name}");
            }
            assert_eq!(teaching.en.exercises.len(), teaching.sv.exercises.len(), "{name}");
            let sv = &teaching.sv;
            let told = [&sv.title, &sv.question, &sv.prediction, &sv.explanation];
            assert!(told.iter().all(|text| text.is_some()), "{name}");
            assert!(lesson.plays.iter().all(|play| sv.plays.contains_key(&play.name)), "{name}");
        }
    }
}
