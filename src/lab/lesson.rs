//! Lessons: a game played in several ways, with a question, a prediction to make and an explanation.

use serde::Deserialize;

use super::games::{Curve, Shown};

/// A lesson, as it is written in a file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Version of the format: 1.
    pub format: u32,
    /// Name of the game.
    pub game: String,
    /// What it is about, as a question.
    pub title: String,
    /// What the class is asked.
    pub question: String,
    /// What each should write down before the game is played.
    pub prediction: String,
    /// What the answer is, and why.
    pub explanation: String,
    /// The ways in which the game is played.
    pub plays: Vec<Play>,
}

/// One way in which a game is played.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Play {
    /// Name, shown beside its curve.
    pub name: String,
    /// The rules that differ from the game's own.
    #[serde(default)]
    pub rules: toml::Table,
}

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    /// What is wrong, with line and column where it can be told.
    pub fn read(text: &str) -> Result<Self, String> {
        let lesson: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if lesson.format != 1 {
            return Err(format!("format = {}; this program reads format 1", lesson.format));
        }
        if lesson.plays.is_empty() {
            return Err("a lesson has at least one [[plays]]".to_owned());
        }
        Ok(lesson)
    }
}

impl Play {
    /// The rules as they would be typed, `rule=number`.
    pub fn typed(&self) -> Vec<String> {
        self.rules.iter().map(|(key, value)| format!("{key}={value}")).collect()
    }
}

/// The plays of a lesson in one picture: each play's first curves, as many as can be told apart,
/// named after the play.
pub fn together(plays: &[(String, Shown)]) -> Vec<(String, Curve)> {
    /// Curves that can be told apart.
    const MOST: usize = 6;
    let each = (MOST / plays.len().max(1)).max(1);
    let named = |(name, shown): &(String, Shown)| -> Vec<(String, Curve)> {
        let own = shown.curves.iter().filter(|curve| !curve.observed).take(each);
        own.map(|curve| (format!("{name}: {}", curve.name), curve.clone())).collect()
    };
    plays.iter().flat_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_are_read_and_mistakes_told() {
        let text = "format = 1\ngame = \"trust\"\ntitle = \"t\"\nquestion = \"q\"\nprediction = \"p\"\nexplanation = \"e\"\n[[plays]]\nname = \"a\"\nrules = { rounds = 5 }\n";
        let lesson = Lesson::read(text).unwrap();
        assert_eq!(lesson.plays[0].typed(), ["rounds=5"]);
        let wrong = Lesson::read(&text.replace("question", "quesiton")).unwrap_err();
        assert!(wrong.contains("line 4") && wrong.contains("question"), "{wrong}");
        assert!(Lesson::read(&text.replace("format = 1", "format = 2")).is_err());
    }
}
