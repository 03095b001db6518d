//! The command that gives a figure or a curve again.

use std::path::Path;

use super::super::arguments::LabOptions;
use crate::lab::games::GameRules;

/// The command that plays a game by some rules again.
pub fn of_game(rules: &GameRules, options: &LabOptions) -> String {
    let game = rules.game;
    let set = game.protocol.iter().zip(&rules.values).zip(&rules.typed);
    let changed = set.filter(|((rule, value), typed)| **typed || **value != rule.default);
    let typed: Vec<String> =
        changed.map(|((rule, value), _)| format!("{}={value}", rule.key)).collect();
    put_together(game.name, &typed, options)
}

/// The command that plays a lesson again, by the name under which it was found.
pub fn of_lesson(name: &str, options: &LabOptions) -> String {
    put_together(name, &options.rules, options)
}

fn put_together(name: &str, rules: &[String], options: &LabOptions) -> String {
    let mut text = format!("tillit lab {}", quoted(name));
    for rule in rules {
        text += &format!(" --set {}", quoted(rule));
    }
    if let Some(people) = &options.people {
        text += &format!(" --people {}", quoted(&shown(people)));
    }
    text + &format!(" --seed {}", options.seed)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A word as a shell takes it: in quotes where it has more than letters, digits and a few signs.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./=+:,@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_quoted_where_a_shell_would_break_them() {
        assert_eq!(quoted("lessons/01-a.toml"), "lessons/01-a.toml");
        assert_eq!(quoted("my school.toml"), "'my school.toml'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
        assert_eq!(quoted("$(x)"), "'$(x)'");
        assert_eq!(quoted(""), "''");
    }
}
