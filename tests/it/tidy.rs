//! The repository tests itself.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Nothing but `store::disk` reads or writes files: that is how no command can remove or overwrite what is
/// not its own.
#[test]
fn one_module_owns_all_reading_and_writing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let mut faults = Vec::new();
    for path in found.iter().filter(|path| !path.starts_with(root.join("store/disk"))) {
        let text = fs::read_to_string(path).unwrap();
        // Tests beside the code may do what they like.
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (index, line) in code.lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let calls = [
                "std::fs",
                "fs::",
                "File::",
                "OpenOptions",
                "tempfile",
                "from_path(",
                ".is_file()",
                "create_dir",
                "read_dir",
                "remove_file",
                "remove_dir",
                "rename(",
                "hard_link",
            ];
            // The name of a type alone opens nothing.
            let is_own =
                ["disk::", "NewFile::", "use std::fs::File;"].iter().any(|own| line.contains(own));
            if !is_comment && !is_own && calls.iter().any(|call| line.contains(call)) {
                faults.push(format!("{}:{}: {}", path.display(), index + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "use store::disk instead:\n{}", faults.join("\n"));
}

/// The numbers with a decimal point in a line of code, comments and texts left out.
fn decimals(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let spoken = code.split('"').step_by(2);
    let word = |c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_');
    let number = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part
                .split_once('.')
                .is_some_and(|(_, after)| after.starts_with(|c: char| c.is_ascii_digit()))
    };
    spoken.flat_map(move |part| part.split(word)).filter(number).collect()
}

/// Numbers of a rule are parameters or named constants: nothing else can be explained, varied or audited.
#[test]
fn rules_have_no_numbers_of_their_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model/mechanisms");
    let mut found = Vec::new();
    sources(&root, &mut found);
    assert!(found.len() > 30, "the rules have moved");
    let mut faults = Vec::new();
    for path in &found {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        // Rules follow what a mechanism says about itself.
        let mut rule = false;
        for (index, line) in code.lines().enumerate() {
            rule = (rule
                || line.starts_with("impl")
                || line.starts_with("fn ")
                || line.starts_with("pub fn "))
                && !line.starts_with('}');
            let says =
                line.trim_start().starts_with("off:") || line.trim_start().starts_with("(\"");
            let is_named = line.trim_start().starts_with("const ");
            if !rule || says || is_named {
                continue;
            }
            for number in decimals(line) {
                if !["0.0", "0.5", "1.0", "2.0"].contains(&number) {
                    faults.push(format!("{}:{}: {number}", path.display(), index + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "make them parameters:\n{}", faults.join("\n"));
}

#[test]
fn numbers_in_code_are_found_and_those_in_words_are_not() {
    assert_eq!(decimals("let x = 0.35 + 1.5e3 * y.0; // 0.9"), ["0.35", "1.5e3"]);
    assert!(decimals("let s = \"0.7 of 1.4\";").is_empty());
}

/// The code of a file without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()
}

/// All files of the library.
fn all_sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// What Rust prints of a value for a programmer is no form to store: a new name would break every record.
#[test]
fn nothing_that_is_stored_or_hashed_is_debug_text() {
    let stores = |path: &PathBuf| {
        ["src/store/", "src/workflow/", "catalogue/canonical.rs"]
            .iter()
            .any(|part| path.to_string_lossy().contains(part))
    };
    let found: Vec<PathBuf> = all_sources().into_iter().filter(stores).collect();
    assert!(found.len() > 30, "only {} files are looked through", found.len());
    let faulty = |path: &&PathBuf| code(path).contains(":?}") || code(path).contains(":#?}");
    let faults: Vec<&PathBuf> = found.iter().filter(faulty).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

/// The lines of each function of some code, with its first line.
fn functions(code: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let words = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(super) ");
        let words = words.trim_start_matches("pub(crate) ").trim_start_matches("const ");
        if !words.starts_with("fn ") || line.trim_end().ends_with(['}', ';']) {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let is_end = |line: &&str| {
            line.len() - line.trim_start().len() == indent
                && (line.trim_start().starts_with('}') || line.trim_end().ends_with(';'))
        };
        let length = lines[start + 1..].iter().position(|line| is_end(&line));
        found.push((length.map_or(1, |length| length + 2), line.trim().to_owned()));
    }
    found
}

#[test]
fn functions_fit_a_screen_and_files_a_sitting() {
    let mut all = Vec::new();
    for path in all_sources() {
        let code = code(&path);
        let lines = code.lines().count();
        assert!(lines <= 430, "{} has {lines} lines", path.display());
        all.extend(functions(&code));
    }
    all.sort();
    let length = |share: f64| all[(share * all.len() as f64) as usize].0;
    assert!(all.len() > 1500, "only {} functions were found", all.len());
    let (longest, name) = all.last().unwrap();
    assert!(*longest <= 70, "{longest} lines: {name}");
    assert!(length(0.5) <= 8, "half of all functions have more than {} lines", length(0.5));
    assert!(length(0.975) <= 40, "2.5 % of all functions have {} lines or more", length(0.975));
}
