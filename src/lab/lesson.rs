//! Lessons: a game played in several ways, with a question, a prediction to make and an explanation.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::games::{Curve, GameResult, Source};
use crate::scenario::problem::DiagnosticList;
use crate::scenario::render::line_and_column;
use crate::scenario::syntax::parse;
use crate::scenario::value::printable_only;

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
    /// The names of the curves that the lesson asks about; all if it names none.
    #[serde(default)]
    pub curves: Vec<String>,
    /// What lies side by side in one panel.
    #[serde(default)]
    pub compare: Compare,
    /// The ways in which the game is played.
    pub plays: Vec<Play>,
}

/// What a lesson compares within a panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compare {
    /// The plays: one panel for each curve.
    #[default]
    Plays,
    /// The curves: one panel for each play.
    Curves,
}

/// One way in which a game is played.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Play {
    /// Name, shown beside its curve.
    pub name: String,
    /// The rules that differ from the game's own.
    #[serde(default)]
    pub rules: BTreeMap<String, f64>,
}

/// Curves that belong side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What they have in common: the name of a curve, or of a play.
    pub title: String,
    /// The curves, each under the name that tells it from the others.
    pub curves: Vec<(String, Curve)>,
}

/// The lessons of the repository, by the names of their files. A new one is one more line.
pub static LESSONS: [(&str, &str); 10] = [
    ("01-public-goods", include_str!("../../scenarios/lab/lessons/01-public-goods.toml")),
    ("02-weak-link", include_str!("../../scenarios/lab/lessons/02-weak-link.toml")),
    ("03-dilemma", include_str!("../../scenarios/lab/lessons/03-dilemma.toml")),
    ("04-control", include_str!("../../scenarios/lab/lessons/04-control.toml")),
    ("05-trust", include_str!("../../scenarios/lab/lessons/05-trust.toml")),
    ("06-contracts", include_str!("../../scenarios/lab/lessons/06-contracts.toml")),
    ("07-fine", include_str!("../../scenarios/lab/lessons/07-fine.toml")),
    ("08-real-effort", include_str!("../../scenarios/lab/lessons/08-real-effort.toml")),
    ("09-tipping", include_str!("../../scenarios/lab/lessons/09-tipping.toml")),
    ("10-commons", include_str!("../../scenarios/lab/lessons/10-commons.toml")),
];

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    /// What is wrong, with line and column where it can be told.
    pub fn read(text: &str) -> Result<Self, String> {
        let lesson: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        printable(text)?;
        if lesson.format != 1 {
            return Err(format!("format = {}; this program reads format 1", lesson.format));
        }
        if lesson.plays.is_empty() {
            return Err("a lesson has at least one [[plays]]".to_owned());
        }
        let names = lesson.plays.iter().map(|play| &play.name);
        if let Some(name) = repeated(names).or_else(|| repeated(lesson.curves.iter())) {
            return Err(format!(
                "`{name}` is used twice: each play and curve needs a name of its own"
            ));
        }
        Ok(lesson)
    }

    /// The curves that the lesson asks about, in groups that belong side by side. What was observed
    /// among real people lies beside the first curve that was played.
    ///
    /// # Errors
    /// The name of a curve that no play has.
    pub fn groups(&self, plays: &[(String, GameResult)]) -> Result<Vec<Group>, String> {
        let wanted = self.wanted(plays);
        let of = |result: &GameResult, name: &str| {
            result.curves.iter().find(|curve| curve.name == name).cloned()
        };
        let there = |name: &&String| plays.iter().any(|(_, result)| of(result, name).is_some());
        if let Some(name) = wanted.iter().find(|name| !there(name)) {
            return Err((*name).clone());
        }
        let mut groups: Vec<Group> = match self.compare {
            Compare::Plays => wanted.iter().map(|name| beside(name, plays)).collect(),
            Compare::Curves => plays
                .iter()
                .map(|(play, result)| {
                    let curve = |name: &String| Some((name.clone(), of(result, name)?));
                    Group { title: play.clone(), curves: wanted.iter().filter_map(curve).collect() }
                })
                .collect(),
        };
        let observed = plays.iter().flat_map(|(_, result)| &result.curves);
        for curve in observed.filter(|curve| curve.source == Source::Observed) {
            let entry = (curve.name.to_owned(), curve.clone());
            if !groups.iter().any(|group| group.curves.contains(&entry)) {
                groups[0].curves.push(entry);
            }
        }
        Ok(groups)
    }

    /// The curves asked about: those named, or all that were played or computed.
    fn wanted(&self, plays: &[(String, GameResult)]) -> Vec<String> {
        if !self.curves.is_empty() {
            return self.curves.clone();
        }
        let mut names: Vec<String> = Vec::new();
        let all = plays.iter().flat_map(|(_, result)| &result.curves);
        for curve in all.filter(|curve| curve.source != Source::Observed) {
            if !names.iter().any(|name| name == curve.name) {
                names.push(curve.name.to_owned());
            }
        }
        names
    }
}

/// A curve of all plays.
fn beside(name: &str, plays: &[(String, GameResult)]) -> Group {
    let own = |(play, result): &(String, GameResult)| {
        let curve = result.curves.iter().find(|curve| curve.name == name)?;
        Some((play.clone(), curve.clone()))
    };
    Group { title: name.to_owned(), curves: plays.iter().filter_map(own).collect() }
}

/// The first name that stands twice.
fn repeated<'a>(names: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut seen = std::collections::BTreeSet::new();
    names.into_iter().find(|name| !seen.insert(*name))
}

/// A lesson of the repository by any of its names ([`names`]): its file's name and its text.
pub fn find_lesson(name: &str) -> Option<(&'static str, &'static str)> {
    LESSONS.into_iter().find(|(file, text)| names(file, text).iter().any(|own| own == name))
}

/// The names of a lesson: its file's, its number, and its title in small letters with hyphens.
pub fn names(file: &str, text: &str) -> Vec<String> {
    let number = file.split('-').next().unwrap_or_default();
    let short = number.trim_start_matches('0');
    let mut names = vec![file.to_owned(), number.to_owned()];
    if short != number {
        names.push(short.to_owned());
    }
    names.push(format!("lesson-{short}"));
    names.extend(Lesson::read(text).map(|lesson| slug(&lesson.title)));
    names
}

/// A title in small letters with hyphens.
fn slug(title: &str) -> String {
    let lower = title.to_lowercase().replace(['\'', '’'], "");
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// Refuses texts that cannot be shown.
fn printable(text: &str) -> Result<(), String> {
    let mut found = DiagnosticList::default();
    printable_only(&parse(text, &mut DiagnosticList::default()).table, "", &mut found);
    match found.sorted().first() {
        None => Ok(()),
        Some(problem) => {
            let (line, column) = line_and_column(text, &problem.place);
            Err(format!("line {line}, column {column}: {}", problem.message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "format = 1\ngame = \"trust\"\ntitle = \"t\"\nquestion = \"q\"\nprediction = \"p\"\nexplanation = \"e\"\n[[plays]]\nname = \"a\"\nrules = { rounds = 5 }\n";

    #[test]
    fn lessons_are_read_and_mistakes_told() {
        let lesson = Lesson::read(TEXT).unwrap();
        assert_eq!(lesson.plays[0].rules["rounds"], 5.0);
        let wrong = Lesson::read(&TEXT.replace("question", "quesiton")).unwrap_err();
        assert!(wrong.contains("line 4") && wrong.contains("question"), "{wrong}");
        assert!(Lesson::read(&TEXT.replace("format = 1", "format = 2")).is_err());
        let odd = Lesson::read(&TEXT.replace("\"q\"", "\"a\\u001b\"")).unwrap_err();
        assert!(odd.contains("question has the character U+001B"), "{odd}");
        let twice = Lesson::read(&format!("{TEXT}[[plays]]\nname = \"a\"\n")).unwrap_err();
        assert!(twice.contains("`a` is used twice"), "{twice}");
    }

    #[test]
    fn curves_lie_in_groups_by_what_is_compared() {
        let curve = |name, source| Curve {
            name,
            points: vec![(1.0, 2.0)],
            intervals: Vec::new(),
            plays: Vec::new(),
            spreads: Vec::new(),
            source,
        };
        let result = |curves| GameResult { x: "x", y: "y", curves, conclusion: String::new() };
        let simulated = |name| curve(name, Source::Simulated);
        let seen = curve("people", Source::Observed);
        let plays = vec![
            ("a".to_owned(), result(vec![simulated("u"), simulated("v"), seen])),
            ("b".to_owned(), result(vec![simulated("u"), simulated("v")])),
        ];
        let shape = |text: &str| -> Vec<(String, Vec<String>)> {
            let groups = Lesson::read(text).unwrap().groups(&plays).unwrap();
            let names = |group: Group| group.curves.into_iter().map(|(name, _)| name).collect();
            groups.into_iter().map(|group| (group.title.clone(), names(group))).collect()
        };
        let own = |title: &str, names: &[&str]| {
            (title.to_owned(), names.iter().map(|name| (*name).to_owned()).collect())
        };
        assert_eq!(shape(TEXT), [own("u", &["a", "b", "people"]), own("v", &["a", "b"])]);
        let curves = TEXT.replace("[[plays]]", "compare = \"curves\"\n[[plays]]");
        assert_eq!(shape(&curves), [own("a", &["u", "v", "people"]), own("b", &["u", "v"])]);
        let asked = TEXT.replace("[[plays]]", "curves = [\"v\"]\n[[plays]]");
        assert_eq!(shape(&asked), [own("v", &["a", "b", "people"])]);
        let wrong = TEXT.replace("[[plays]]", "curves = [\"w\"]\n[[plays]]");
        assert_eq!(Lesson::read(&wrong).unwrap().groups(&plays), Err("w".to_owned()));
    }

    /// Every lesson of the folder is in the program, and no name means two things.
    #[test]
    fn every_lesson_is_listed_and_names_are_given_once() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/lab/lessons");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        assert_eq!(files, LESSONS.map(|(file, _)| file.to_owned()));
        let mut all: Vec<String> = LESSONS.iter().flat_map(|(f, text)| names(f, text)).collect();
        assert!(all.contains(&"why-does-co-operation-fade-among-well-meaning-people".to_owned()));
        all.extend(crate::lab::games::names().map(str::to_owned));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(find_lesson("3").unwrap().0, "03-dilemma");
    }
}
