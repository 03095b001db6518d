//! Which part of the library uses which: arrows point only to what stands above in the order of the flow,
//! and the picture in `ARCHITECTURE.md` shows what the code says.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of `src`, from the ground up: a room uses only those before it.
const ROOMS: [&str; 11] = [
    "ground", "model", "engine", "scenario", "theory", "lab", "study", "store", "report",
    "workflow", "cli",
];

/// The parts of the model, likewise. The catalogue lists all others.
const MODEL: [&str; 9] = [
    "parameter",
    "levers",
    "traits",
    "structure",
    "specification",
    "columns",
    "population",
    "mechanisms",
    "catalogue",
];

/// The parts of a study that are listed here use only those before them.
const STUDY: [&str; 2] = ["runs", "sweep"];

const BEGIN: &str = "<!-- module graph -->\n";
const END: &str = "<!-- end of module graph -->";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The module of a file of `src`, e.g. `["model", "mechanisms", "trust"]`.
fn module_of(file: &Path) -> Vec<String> {
    let inside = file.strip_prefix(root().join("src")).unwrap().with_extension("");
    let mut parts: Vec<String> =
        inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    parts.pop_if(|last| last == "mod" || last == "lib" || last == "main" || last == "prelude");
    parts
}

/// The paths that begin with `crate::` or with `super::`, as modules from the root of the crate.
fn paths(module: &[String], line: &str) -> Vec<Vec<String>> {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    line.split(|c| !is_inside(c))
        .filter_map(|word| {
            let mut parts: Vec<&str> = word.split("::").filter(|part| !part.is_empty()).collect();
            match *parts.first()? {
                "crate" => Some(parts.drain(1..).map(str::to_owned).collect()),
                "super" => {
                    let mut base = module.to_vec();
                    while parts.first() == Some(&"super") {
                        base.pop()?;
                        parts.remove(0);
                    }
                    base.extend(parts.into_iter().map(str::to_owned));
                    Some(base)
                }
                _ => None,
            }
        })
        .collect()
}

/// Every use of one module by another: from, to, and where.
fn uses() -> Vec<(Vec<String>, Vec<String>, String)> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut found = Vec::new();
    for file in &files {
        let module = module_of(file);
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (index, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for to in paths(&module, code) {
                let shown = file.strip_prefix(root()).unwrap().display();
                found.push((module.clone(), to, format!("{shown}:{}: {}", index + 1, line.trim())));
            }
        }
    }
    found
}

/// The uses that point downwards in an order of the modules inside some module.
fn downward(inside: &[&str], order: &[&str]) -> Vec<String> {
    let rank = |module: &[String]| {
        let is_inside =
            module.len() > inside.len() && module.iter().zip(inside).all(|(a, b)| a == b);
        let name = is_inside.then(|| module[inside.len()].as_str())?;
        order.iter().position(|room| *room == name)
    };
    uses()
        .into_iter()
        .filter(|(from, to, _)| rank(from).zip(rank(to)).is_some_and(|(from, to)| to > from))
        .map(|(.., place)| place)
        .collect()
}

#[test]
fn arrows_point_only_upwards() {
    for (inside, order) in [(&[][..], &ROOMS[..]), (&["model"], &MODEL), (&["study"], &STUDY)] {
        let faults = downward(inside, order);
        assert!(faults.is_empty(), "uses of what stands below {inside:?}:\n{}", faults.join("\n"));
    }
}

/// The order is no empty claim: turned round, it is broken.
#[test]
fn a_turned_order_is_broken() {
    let turned = |order: &[&'static str]| order.iter().rev().copied().collect::<Vec<_>>();
    assert!(!downward(&[], &turned(&ROOMS)).is_empty());
    assert!(!downward(&["model"], &turned(&MODEL)).is_empty());
    assert!(!downward(&["study"], &turned(&STUDY)).is_empty());
}

#[test]
fn every_room_is_in_the_order() {
    let rooms: BTreeSet<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(rooms, ROOMS.iter().map(|room| (*room).to_owned()).collect());
}

/// Every file is part of the library: a file that no `mod` names would never be compiled.
#[test]
fn every_file_is_registered() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    for file in &files {
        let module = module_of(file);
        let Some(name) = module.last() else { continue };
        let folder = if file.ends_with("mod.rs") { file.parent().unwrap() } else { file };
        let above = folder.parent().unwrap();
        let parent = match above == root().join("src") {
            true => above.join("lib.rs"),
            false => above.join("mod.rs"),
        };
        let text = fs::read_to_string(&parent).unwrap();
        assert!(text.contains(&format!("mod {name};")), "{} is in no `mod`", file.display());
    }
}

/// The arrows between rooms, as a picture that GitHub draws and as a table.
fn picture() -> String {
    let mut arrows: BTreeSet<(usize, usize)> = BTreeSet::new();
    let rank = |module: &[String]| {
        ROOMS.iter().position(|room| Some(*room) == module.first().map(String::as_str))
    };
    for (from, to, _) in uses() {
        if let Some((from, to)) = rank(&from).zip(rank(&to)).filter(|(from, to)| from != to) {
            arrows.insert((from, to));
        }
    }
    let mut text = "```mermaid\nflowchart BT\n".to_owned();
    for (from, to) in &arrows {
        // What follows from two other arrows is not drawn.
        let is_short = !(0..ROOMS.len())
            .any(|between| arrows.contains(&(*from, between)) && reaches(&arrows, between, *to));
        if is_short {
            writeln!(text, "    {} --> {}", ROOMS[*from], ROOMS[*to]).unwrap();
        }
    }
    text += "```\n\n| uses | of: ";
    text += &ROOMS.join(" | ");
    text += " |\n|---|";
    text += &"---|".repeat(ROOMS.len());
    text.push('\n');
    for from in 1..ROOMS.len() {
        write!(text, "| **{}** |", ROOMS[from]).unwrap();
        for to in 0..ROOMS.len() {
            text += if arrows.contains(&(from, to)) { " ● |" } else { " |" };
        }
        text.push('\n');
    }
    text
}

/// Whether arrows lead from one room to another.
fn reaches(arrows: &BTreeSet<(usize, usize)>, from: usize, to: usize) -> bool {
    arrows.contains(&(from, to))
        || (0..from)
            .any(|between| arrows.contains(&(from, between)) && reaches(arrows, between, to))
}

/// `TILLIT_BLESS=1 cargo test module_graph` draws it anew.
#[test]
fn the_module_graph_is_that_of_the_code() {
    let path = root().join("ARCHITECTURE.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("ARCHITECTURE.md has a module graph");
    let (graph, after) = rest.split_once(END).expect("the module graph ends");
    let now = picture();
    if std::env::var_os("TILLIT_BLESS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{now}{END}{after}")).unwrap();
    } else {
        assert_eq!(graph, now, "draw it anew: TILLIT_BLESS=1 cargo test module_graph");
    }
}
