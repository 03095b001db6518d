//! The documents are true: their commands run, and the places they name exist.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn documents() -> Vec<PathBuf> {
    let mut all = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    let docs = std::fs::read_dir(root().join("docs")).unwrap();
    all.extend(
        docs.map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md")),
    );
    all.sort();
    all
}

/// The lines of all blocks marked `sh`.
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line.trim() == "```sh";
        } else if inside && !line.trim().is_empty() && !line.starts_with('#') {
            commands.push(line.split("  #").next().unwrap_or(line).trim().to_owned());
        }
    }
    commands
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// Runs a command of a document; those that build, test or install are run by `.ci/run` itself.
fn run(place: &Path, command: &str) {
    let words: Vec<&str> =
        command.split_whitespace().skip_while(|word| word.contains("=1")).collect();
    let arguments = match words.as_slice() {
        // It serves until somebody ends it; `tests/it/site.rs` does.
        ["tillit", "play"] => return,
        ["cargo", "run", "--release", "--", rest @ ..] | ["tillit", rest @ ..] => rest,
        ["cargo", "test" | "bench" | "install" | "doc" | "fmt" | "clippy", ..] => return,
        // The wheel is installed and tested by `.ci/python`.
        ["pip", "install", ..] => return,
        ["web/build" | ".ci/run" | ".ci/make-results" | ".ci/python" | ".ci/release", ..] => {
            assert!(root().join(words[0]).exists(), "{command}");
            return;
        }
        _ => panic!("`{command}`: no test knows how to run this"),
    };
    let output = Command::cargo_bin("tillit")
        .unwrap()
        .current_dir(place)
        .args(arguments.iter().map(|word| word.trim_matches('"').trim_matches('\'')))
        .output()
        .unwrap();
    assert!(output.status.success(), "`{command}`: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_command_in_the_documents_runs() {
    let place = tempfile::tempdir().unwrap();
    copy_folder(&root().join("scenarios"), &place.path().join("scenarios"));
    copy_folder(&root().join("results"), &place.path().join("results"));
    let mut number = 0;
    for path in documents() {
        for command in commands(&std::fs::read_to_string(&path).unwrap()) {
            run(place.path(), &command);
            number += 1;
        }
    }
    assert!(number > 10, "only {number} commands in all documents");
}

#[test]
fn the_architecture_names_every_folder_of_the_source_and_no_other() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = format!("`src/{}`", path.file_name().unwrap().to_string_lossy());
            assert!(text.contains(&name), "ARCHITECTURE.md does not tell of {name}");
        }
    }
    for part in text.split("`src/").skip(1) {
        let name = part.split('`').next().unwrap();
        assert!(root().join("src").join(name).exists(), "ARCHITECTURE.md names src/{name}");
    }
    assert!(text.lines().count() <= 200);
}

/// The ODD text tells every mechanism and phase.
#[test]
fn the_odd_text_covers_the_model() {
    let text = std::fs::read_to_string(root().join("docs/odd.md")).unwrap();
    for mechanism in tillit::model::mechanisms::MECHANISMS {
        assert!(text.contains(&format!("`{}`", mechanism.name)), "{}", mechanism.name);
    }
    for phase in tillit::model::mechanisms::PHASES {
        assert!(text.contains(&format!("**{}**", phase.name)), "{}", phase.name);
    }
}

/// The table of parameters is made from the definitions; `TILLIT_BLESS=1` makes it again.
#[test]
fn the_table_of_parameters_is_up_to_date() {
    let path = root().join("docs/parameters.md");
    let table = tillit::report::parameters::page();
    if std::env::var_os("TILLIT_BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == table, "run with TILLIT_BLESS=1");
}

/// The ODD text ends with the table of symbols, which is made from the definitions; `TILLIT_BLESS=1` makes
/// it again.
#[test]
fn the_table_of_symbols_is_up_to_date() {
    let path = root().join("docs/odd.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, table) = text.split_once("### Parameters of the mechanisms\n\n").unwrap();
    let wanted = tillit::report::parameters::symbols();
    if std::env::var_os("TILLIT_BLESS").is_some() {
        let whole = format!("{before}### Parameters of the mechanisms\n\n{wanted}");
        std::fs::write(&path, whole).unwrap();
    } else {
        assert!(table == wanted, "run with TILLIT_BLESS=1");
    }
}

/// The symbols of the ODD text are those of the definitions, with their defaults; every parameter of a
/// mechanism is there.
#[test]
fn the_symbols_of_the_odd_text_are_those_of_the_code() {
    use tillit::model::catalogue::find_parameter;
    let text = std::fs::read_to_string(root().join("docs/odd.md")).unwrap();
    let mut found = std::collections::BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [symbol, _, key, default, ..] = cells[..] else { continue };
        let Some(parameter) = find_parameter(key.trim_matches('`')) else { continue };
        assert!(found.insert(parameter.key), "{} stands twice", parameter.key);
        assert_eq!(default.parse(), Ok(parameter.default), "{}", parameter.key);
        assert_eq!(symbol.trim_matches('`'), parameter.symbol, "{}", parameter.key);
    }
    for mechanism in tillit::model::mechanisms::MECHANISMS {
        for parameter in mechanism.parameters {
            assert!(found.contains(parameter.key), "{} is missing", parameter.key);
        }
    }
}

/// The text on sweeps tells every key and design.
#[test]
fn the_text_on_sweeps_is_complete() {
    use tillit::study::sweep::design::DESIGNS;
    use tillit::study::sweep::keys;
    let text = std::fs::read_to_string(root().join("docs/sweeps.md")).unwrap();
    for design in DESIGNS {
        assert!(text.contains(&format!("| `{}` |", design.name)), "{}", design.name);
        for need in design.numbers {
            assert!(text.contains(&format!("`{}`", need.key)), "{}", need.key);
        }
    }
    let lists = [
        &keys::BLOCK_KEYS[..],
        &keys::RANGE_KEYS,
        &keys::DISTRIBUTION_KEYS,
        &keys::PRECISION_KEYS,
        &keys::FIGURE_KEYS,
    ];
    for (key, _) in lists.into_iter().flatten() {
        assert!(text.contains(key), "docs/sweeps.md does not tell of `{key}`");
    }
    for file in std::fs::read_dir(root().join("scenarios/sweeps")).unwrap() {
        let name = file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(text.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn the_changelog_knows_this_version() {
    let text = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(text.contains(env!("CARGO_PKG_VERSION")) && text.contains("Changes results"));
}
