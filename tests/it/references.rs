//! Sources: what the project cites stands in `docs/references.bib`, and what stands there is cited.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tillit::model::catalogue::parameters;
use tillit::model::mechanisms::MECHANISMS;
use tillit::study::hypotheses::HYPOTHESES;
use tillit::study::sweep::design::DESIGNS;
use tillit::study::validation::EXPERIMENTS;

/// An entry of the bibliography.
#[derive(Debug, Default)]
struct Entry {
    key: String,
    fields: Vec<(String, String)>,
}

impl Entry {
    fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Surname of the first author; of a body what stands before its number.
    fn author(&self) -> String {
        let first = self.field("author").split(" and ").next().unwrap();
        match first.strip_prefix('{') {
            Some(body) => folded(body.split(' ').next().unwrap()),
            None => folded(first.split(',').next().unwrap()),
        }
    }
}

/// Words that stand before a year without being an author's name.
const NO_AUTHORS: [&str; 4] = ["january", "skane", "region skane", "threads"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The entries, each field on a line of its own.
fn bibliography() -> Vec<Entry> {
    let text = std::fs::read_to_string(root().join("docs/references.bib")).unwrap();
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines() {
        if let Some(start) = line.strip_prefix('@') {
            let key = start.split_once('{').unwrap().1.trim_end_matches(',').to_owned();
            entries.push(Entry { key, ..Entry::default() });
        } else if let Some((name, value)) = line.split_once(" = {") {
            let value = value.strip_suffix("},").unwrap_or_else(|| panic!("{line}"));
            let field = (name.trim().to_owned(), value.to_owned());
            entries.last_mut().unwrap().fields.push(field);
        }
    }
    entries
}

/// A name in small letters without marks, so that Gächter and Gaechter are the same.
fn folded(name: &str) -> String {
    let plain = |c: char| match c {
        'ä' | 'å' | 'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ö' | 'ó' => 'o',
        'ü' => 'u',
        '’' => '\'',
        c => c,
    };
    let small: String = name.to_lowercase().chars().map(plain).collect();
    small.replace("ae", "a").replace("oe", "o").trim_end_matches("'s").to_owned()
}

/// Whether a word is part of a list of authors.
fn of_authors(word: &str) -> bool {
    let bare = word.trim_end_matches(',');
    matches!(bare, "&" | "and" | "et" | "al" | "al.")
        || bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || "-'’–".contains(c))
}

/// The year that a word is, if it is one; a list of years goes on with a comma.
fn year(word: &str) -> Option<&str> {
    let bare = word.trim_start_matches('(');
    let digits = bare.get(..4)?;
    let rest = &bare[4..];
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || "-–./".contains(c))
        || matches!(rest, "." | ".\"" | ".\",");
    ((digits.starts_with("19") || digits.starts_with("20"))
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && ends)
        .then_some(digits)
}

/// The citations of a text: first author and year.
fn citations(text: &str) -> BTreeSet<(String, String)> {
    let marks = ["///", "//!", "//", "#", "|", "*"];
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '"')
        .filter(|word| !word.is_empty() && !marks.contains(word))
        .collect();
    let mut found = BTreeSet::new();
    for (place, word) in words.iter().enumerate() {
        let Some(digits) = year(word) else { continue };
        let mut start = place;
        // 2006, 2007: the second year belongs to the same authors.
        while start > 0 && words[start - 1].ends_with(',') && year(words[start - 1]).is_some() {
            start -= 1;
        }
        let last = start;
        while start > 0 && of_authors(words[start - 1].trim_start_matches(['(', '[', '`'])) {
            start -= 1;
            if words[start].starts_with(['(', '[', '`']) {
                break;
            }
        }
        let Some(names) = words.get(start..last).filter(|names| !names.is_empty()) else {
            continue;
        };
        let ends = |word: &&str| {
            matches!(word.trim_end_matches(','), "&" | "and" | "et") || word.ends_with(',')
        };
        let first: Vec<&str> = match names.iter().position(ends) {
            Some(at) if names[at].len() > 2 && names[at].ends_with(',') => names[..=at].to_vec(),
            Some(at) => names[..at].to_vec(),
            None => names.to_vec(),
        };
        let name = first.join(" ");
        let name = folded(name.trim_start_matches(['(', '[', '`']).trim_end_matches(','));
        if !name.is_empty() && !NO_AUTHORS.contains(&name.as_str()) {
            found.insert((name, digits.to_owned()));
        }
    }
    found
}

/// The files in which sources are cited, with their text.
fn texts() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if ["rs", "md", "toml", "csv"]
                .iter()
                .any(|e| path.extension() == Some(e.as_ref()))
            {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["src", "docs", "scenarios"] {
        walk(&root().join(folder), &mut found);
    }
    found.push(("README.md".into(), std::fs::read_to_string(root().join("README.md")).unwrap()));
    found
}

/// The sources that the library names, each with what names it.
fn named() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for p in parameters() {
        all.push((p.key.to_owned(), p.source.to_owned()));
    }
    for m in MECHANISMS {
        all.push((m.name.to_owned(), m.source.to_owned()));
    }
    for d in DESIGNS {
        all.push((d.name.to_owned(), d.source.to_owned()));
    }
    for e in EXPERIMENTS {
        all.push((e.name.to_owned(), e.source.to_owned()));
    }
    all
}

fn listed(entries: &[Entry], author: &str, year: &str) -> bool {
    let ends = |entry: &Entry| {
        author == entry.author() || author.ends_with(&format!(" {}", entry.author()))
    };
    entries.iter().any(|entry| entry.field("year") == year && ends(entry))
}

#[test]
fn what_is_cited_is_listed() {
    let entries = bibliography();
    let mut missing = Vec::new();
    for (place, text) in named().into_iter().chain(texts()) {
        for (author, year) in citations(&text) {
            if !listed(&entries, &author, &year) {
                missing.push(format!("{place}: {author} {year}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in docs/references.bib:\n{}", missing.join("\n"));
}

#[test]
fn what_is_listed_is_cited() {
    let texts: String = texts().into_iter().map(|(_, text)| text + "\n").collect();
    let cited = citations(&texts);
    for entry in bibliography() {
        let (author, year) = (entry.author(), entry.field("year"));
        let by_name = cited.iter().any(|(name, at)| {
            at == year && (*name == author || name.ends_with(&format!(" {author}")))
        });
        // An interval is cited by the name of who found it.
        let otherwise =
            entry.key == "wilson1927" && texts.contains("Wilson's score interval (1927)");
        assert!(by_name || otherwise, "{} is cited nowhere", entry.key);
    }
}

#[test]
fn every_entry_can_be_found_by_a_reader() {
    let entries = bibliography();
    let mut keys = BTreeSet::new();
    for entry in &entries {
        assert!(keys.insert(&entry.key), "{} stands there twice", entry.key);
        for field in ["author", "title", "year"] {
            assert!(!entry.field(field).is_empty(), "{} has no {field}", entry.key);
        }
        let year: u32 = entry.field("year").parse().unwrap();
        // Books had no numbers before about 1970.
        let old = year < 1970 && !entry.field("publisher").is_empty();
        let found = ["doi", "isbn", "url"].iter().any(|field| !entry.field(field).is_empty());
        assert!(found || old, "{} has no doi, isbn or url", entry.key);
    }
    assert!(entries.len() > 80);
}

#[test]
fn the_report_is_cited_by_section_and_page() {
    for (file, text) in texts() {
        for private in ["(lines ", "(line ", "seed 2.", "seed 3.", "seed 5.", "seed 17."] {
            let bare = |line: &str| {
                line.match_indices(private).any(|(at, _)| {
                    line[at + private.len()..].starts_with(|c: char| c.is_ascii_digit())
                })
            };
            let at = text.lines().position(bare);
            assert!(at.is_none(), "{file}:{}: {private}", at.unwrap_or(0) + 1);
        }
    }
    for hypothesis in HYPOTHESES {
        assert!(hypothesis.place.starts_with('§'), "{}", hypothesis.name);
    }
}
