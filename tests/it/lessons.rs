//! Lessons, figures and names of the laboratory: what a lesson asks about is shown, what it says is what
//! the program gives, and every figure can be made again from its footer.

use std::collections::BTreeMap;
use std::path::Path;

use tillit::lab::games::{Game, find_game};
use tillit::lab::lesson::{LESSONS, Lesson};

use crate::sweeps::{done, refused};

/// The curves of a table: by play and name of the curve its points.
pub type Curves = BTreeMap<(String, String), Vec<(f64, f64)>>;

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// A table of the laboratory, as its columns are documented.
pub fn curves(text: &str) -> Curves {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    assert_eq!(&headers[0], "play");
    assert_eq!(headers.iter().skip(5).collect::<Vec<_>>(), ["low", "high", "plays", "command"]);
    let mut all = Curves::new();
    for row in reader.records() {
        let row = row.unwrap();
        let point = (row[3].parse().unwrap(), row[4].parse().unwrap());
        all.entry((row[0].to_owned(), row[1].to_owned())).or_default().push(point);
        if !row[5].is_empty() {
            let [low, high] = [5, 6].map(|column| row[column].parse::<f64>().unwrap());
            assert!(low <= point.1 && point.1 <= high, "{row:?}");
            if headers[4].contains("share of people") || headers[4] == *"share" {
                assert!(0.0 <= low && high <= 1.0, "{row:?}");
            }
        }
    }
    all
}

/// All words in a figure, in the order in which they are drawn.
fn words(svg: &str) -> Vec<String> {
    let texts = svg.split("<text").skip(1);
    let inside = texts.map(|rest| rest.split_once('>').unwrap().1.split("</text>").next().unwrap());
    let plain = |text: &str| {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&#39;", "'").replace("&apos;", "'").replace("&amp;", "&").trim().to_owned()
    };
    inside.map(plain).collect()
}

/// The command in the footer of a figure, as a shell breaks it into words, without `tillit`.
fn footer(svg: &str) -> Vec<String> {
    let words = words(svg);
    let start = words.iter().position(|text| text.starts_with("tillit lab ")).expect("a footer");
    // A footer that is too long for a line goes on in the next ones, until the seed, which is its end.
    let mut text = words[start].clone();
    for more in &words[start + 1..] {
        if text.split(" --seed ").nth(1).is_some_and(|seed| seed.parse::<u64>().is_ok()) {
            break;
        }
        text = format!("{text} {more}");
    }
    shell_words(&text).into_iter().skip(1).collect()
}

/// A line of a shell as words, quotes taken away.
fn shell_words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => quoted = !quoted,
            '\\' if !quoted => word.extend(letters.next()),
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            other => word.push(other),
        }
    }
    words.push(word);
    words
}

/// Plays into a folder and gives the SVG, the PNG and the table of that name.
fn played(place: &Path, arguments: &[&str], folder: &str, name: &str) -> [Vec<u8>; 3] {
    done(place, &[&["lab"], arguments, &["--out", folder]].concat());
    ["svg", "png", "csv"].map(|ending| {
        let file = place.join(folder).join(format!("{name}.{ending}"));
        std::fs::read(&file).unwrap_or_else(|e| panic!("{file:?}: {e}"))
    })
}

fn lessons() -> impl Iterator<Item = (&'static str, Lesson, &'static Game)> {
    LESSONS.into_iter().map(|(name, text)| {
        let lesson = Lesson::read(text).unwrap();
        let game = find_game(&lesson.game).unwrap().0;
        (name, lesson, game)
    })
}

/// Whether a word of a text is drawn: whole, or broken over lines that follow each other.
fn is_drawn(words: &[String], text: &str) -> bool {
    words.join(" ").contains(text)
}

/// Each play differs from the others in its rules and in what comes of it; each curve that a lesson asks
/// about is in the table for each play, and in the figure; what people did is in both.
#[test]
fn lessons_show_what_they_ask_about() {
    let place = tempfile::tempdir().unwrap();
    for (name, lesson, _) in lessons() {
        assert!(!lesson.curves.is_empty(), "{name} does not say which curves it asks about");
        done(place.path(), &["lab", name, "--out", "o"]);
        let folder = place.path().join("o");
        let table = curves(&read(&folder, &format!("{name}.csv")));
        let drawn = words(&read(&folder, &format!("{name}.svg")));
        let asked = |play: &str| -> Vec<&Vec<(f64, f64)>> {
            let of = |curve: &String| table.get(&(play.to_owned(), curve.clone()));
            let found = lesson.curves.iter().map(of);
            found.map(|curve| curve.unwrap_or_else(|| panic!("{name}: {play}"))).collect()
        };
        for (index, play) in lesson.plays.iter().enumerate() {
            assert!(is_drawn(&drawn, &play.name), "{name}: {} is not drawn", play.name);
            for other in &lesson.plays[..index] {
                assert_ne!(play.rules, other.rules, "{name}");
                assert_ne!(asked(&play.name), asked(&other.name), "{name}");
            }
        }
        let paths: Vec<usize> = lesson.plays.iter().map(|play| asked(&play.name).len()).collect();
        assert!(paths.iter().all(|count| *count == lesson.curves.len()));
        if lesson.curves.len() > 1 {
            assert!(lesson.curves.iter().all(|curve| is_drawn(&drawn, curve)), "{name}");
        }
        // No two curves of a play lie on each other: one of them would not be seen.
        for play in &lesson.plays {
            let all = asked(&play.name);
            for (index, curve) in all.iter().enumerate() {
                assert!(!all[..index].contains(curve), "{name}: {}", play.name);
            }
        }
    }
    let table = curves(&read(&place.path().join("o"), "01-public-goods.csv"));
    let people = table.keys().find(|(_, curve)| curve.contains("140 people")).unwrap();
    let drawn = words(&read(&place.path().join("o"), "01-public-goods.svg"));
    assert!(is_drawn(&drawn, &people.1));
}

/// Numbers in a text, in digits or in words; years are left out.
fn numbers(text: &str) -> Vec<f64> {
    const WORDS: [(&str, f64); 12] = [
        ("four", 4.0),
        ("six", 6.0),
        ("eight", 8.0),
        ("ten", 10.0),
        ("twelve", 12.0),
        ("thirteen", 13.0),
        ("fifteen", 15.0),
        ("twenty", 20.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("hundred", 100.0),
        ("thousand", 1000.0),
    ];
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '.');
    let number = |word: &str| {
        let word = word.trim_matches('.').to_lowercase();
        let named = WORDS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        named.or_else(|| word.parse().ok())
    };
    words.filter_map(number).filter(|n| !(1900.0..2100.0).contains(n)).collect()
}

/// Every number in the texts of a lesson is a rule of its plays, or something that is played.
#[test]
fn numbers_in_lessons_are_rules_or_results() {
    let place = tempfile::tempdir().unwrap();
    let mut found = 0;
    for (name, lesson, game) in lessons() {
        done(place.path(), &["lab", name, "--out", "o"]);
        let table = curves(&read(&place.path().join("o"), &format!("{name}.csv")));
        let mut known: Vec<f64> = game.protocol.iter().map(|rule| rule.default).collect();
        known.extend(lesson.plays.iter().flat_map(|play| play.rules.values()));
        known.extend(table.values().flatten().map(|(x, _)| *x));
        known.push(100.0 * table.values().flatten().map(|(_, y)| *y).fold(0.0, f64::max));
        known.push(table.values().flatten().map(|(_, y)| *y).fold(0.0, f64::max));
        for text in [&lesson.question, &lesson.prediction, &lesson.explanation] {
            for number in numbers(text) {
                assert!(known.contains(&number), "{name}: where does {number} come from?");
                found += 1;
            }
        }
    }
    assert!(found > 10);
}

/// From the footer of a figure comes the same figure and the same table, whatever was set; from the
/// command of a row of a lesson's table come the same numbers.
#[test]
fn figures_are_made_again_from_their_footers() {
    let place = tempfile::tempdir().unwrap();
    let people = "title = \"x\"\n[staff.types.self_interested]\nshare = 0.6\n[staff.types.conditional_cooperator]\nshare = 0.3\n[staff.types.intrinsic]\nshare = 0.1\n";
    std::fs::write(place.path().join("it's my school.toml"), people).unwrap();
    let ways: [(&[&str], &str); 5] = [
        (&["stag-hunt", "--set", "matches=6", "--set", "sessions=9"], "dilemma"),
        (
            &[
                "public-goods",
                "--set",
                "sessions=4",
                "--set",
                "partners=1",
                "--set",
                "punishment_from=1",
                "--set",
                "marginal_return=0.35",
                "--seed",
                "7",
            ],
            "public-goods",
        ),
        (&["trust", "--people", "it's my school.toml", "--set", "sessions=5"], "trust"),
        (&["5", "--set", "sessions=6", "--set", "rounds=3", "--seed", "9"], "05-trust"),
        (&["thresholds", "--set", "people=50", "--set", "plays=3"], "thresholds"),
    ];
    for (arguments, name) in ways {
        let first = played(place.path(), arguments, "first", name);
        let command = footer(std::str::from_utf8(&first[0]).unwrap());
        assert_eq!(command[0], "lab");
        let again: Vec<&str> = command[1..].iter().map(String::as_str).collect();
        assert!(played(place.path(), &again, "again", name) == first, "{name}: {command:?}");
    }
    let table = read(&place.path().join("first"), "05-trust.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let row = reader.records().map(Result::unwrap).find(|row| &row[0] == "partners").unwrap();
    let command = shell_words(&row[8]);
    let words: Vec<&str> = command[2..].iter().map(String::as_str).collect();
    played(place.path(), &words, "single", "trust");
    let single = curves(&read(&place.path().join("single"), "trust.csv"));
    let lesson = curves(&table);
    for ((_, curve), points) in single {
        assert_eq!(lesson[&("partners".to_owned(), curve)], points);
    }
}

/// The usual names of games, names of lessons in all their forms, and slips, which are offered the nearest
/// of all of them.
#[test]
fn usual_names_are_understood_and_slips_are_offered_the_nearest() {
    let place = tempfile::tempdir().unwrap();
    let list = done(place.path(), &["lab", "--list"]);
    assert_eq!(list, done(place.path(), &["lab"]));
    let names = [
        ("prisoners-dilemma", "dilemma"),
        ("Prisoner's Dilemma", "dilemma"),
        ("stag_hunt", "dilemma"),
        ("trust-game", "trust"),
        ("minimum-effort", "weak-link"),
        ("tragedy-of-the-commons", "commons"),
        ("public-goods-game", "public-goods"),
    ];
    for (name, game) in names {
        let game = find_game(game).unwrap().0;
        let said = done(place.path(), &["lab", name, "--ask"]);
        assert!(said.starts_with(game.title), "{name}");
    }
    let slug = "a-small-fine-on-late-parents";
    for name in ["7", "07", "lesson-7", "07-fine", slug, "A small fine on late parents"] {
        let said = done(place.path(), &["lab", name, "--ask"]);
        assert!(said.starts_with("A small fine on late parents"), "{name}");
    }
    for game in tillit::lab::games::GAMES {
        for alias in game.aliases {
            assert!(list.contains(alias.name), "{}", alias.name);
        }
    }
    for (name, lesson, _) in lessons() {
        assert!(list.contains(name) && list.contains(&lesson.title));
    }
    let slips = [
        ("prisonners-dilema", "prisoners-dilemma"),
        ("minimum-efort", "minimum-effort"),
        ("07-fin", "07-fine"),
        ("publicgoods", "public-goods"),
        ("a-small-fine-for-late-parents", slug),
    ];
    for (slip, name) in slips {
        let said = refused(place.path(), &["lab", slip], 2);
        assert!(said.contains(&format!("did you mean `{name}`?")), "{said}");
    }
    let said = refused(place.path(), &["lab", "ultimatum"], 2);
    assert!(said.contains("there is no game or lesson `ultimatum`"), "{said}");
}

/// Work that takes long is announced before it begins.
#[test]
fn long_work_is_announced_before_it_begins() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    // Who does best apart stays in balance nearly for ever.
    let rules = ["aa=2", "ab=1.5", "ba=3", "bb=0", "beta=100", "plays=1"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillit"));
    command.args(["lab", "imitation"]).stdout(Stdio::null()).stderr(Stdio::piped());
    rules.iter().for_each(|rule| {
        command.args(["--set", rule]);
    });
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.contains("longer than anyone can wait"), "{line}");
}

/// A lesson that asks about a curve that is not there is told which there are.
#[test]
fn lessons_that_ask_for_no_curve_are_told_the_nearest() {
    let place = tempfile::tempdir().unwrap();
    let text =
        LESSONS[4].1.replace("curves = [", "curves = [\"sent, as a share of what can bee\", ");
    std::fs::write(place.path().join("x.toml"), text).unwrap();
    let said = refused(place.path(), &["lab", "x.toml", "--set", "sessions=2"], 2);
    assert!(
        said.contains("x.toml: no play has a curve `sent, as a share of what can bee`"),
        "{said}"
    );
    assert!(said.contains("did you mean `sent, as a share of what can be`?"), "{said}");
}
