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
                " fs::",
                "(fs::",
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

/// The lines of each function of some code.
fn functions(code: &str) -> Vec<Vec<&str>> {
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
        let length = lines[start + 1..].iter().position(is_end);
        found.push(lines[start..start + length.map_or(1, |length| length + 2)].to_vec());
    }
    found
}

/// Calls that read the text of a scenario or a sweep.
const READERS: [&str; 8] = [
    "scenario::read(",
    "from_toml(",
    "shipped(",
    "under_regimes(",
    "read_template(",
    "read_texts(",
    "sweep::read(",
    "record.sweep()",
];

/// Where the text of a user or of a record comes in; the last two files hold tests alone.
const DOORS: [&str; 10] = [
    "src/scenario/",
    "src/study/sweep/",
    "src/study/calibration/record.rs",
    "src/store/sweep/record.rs",
    "src/workflow/opened.rs",
    "src/workflow/sweep/",
    "src/workflow/calibrate.rs",
    "src/workflow/left_out.rs",
    "src/report/sweeps/coverage.rs",
    "src/study/sensitivity/tests.rs",
];

/// What is wrong with how a function comes by scenarios: values are changed by what they are
/// (`Scenario::with`, `Change`), not by text that is put together and read.
fn reads_made_up_text(lines: &[&str]) -> Option<String> {
    let code = lines.iter().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.copied().collect::<Vec<&str>>().join("\n");
    let reader = READERS.iter().find(|reader| code.contains(**reader))?;
    let is_of_constants = ["from_toml(", "shipped("].contains(reader);
    let makes_text = ["format!(", "push_str(", "+= ", "concat(", "replace("];
    let maker = makes_text.iter().find(|maker| code.contains(**maker));
    match (is_of_constants, maker) {
        (true, None) => None,
        (true, Some(maker)) => Some(format!("{reader} beside {maker}")),
        (false, _) => Some((*reader).to_owned()),
    }
}

/// Only what a user wrote and what a record keeps is read as text; everything else that changes a value
/// does so through `Scenario::with`, or starts from a constant text.
#[test]
fn no_code_writes_a_scenario_to_read_it_again() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_door = |path: &Path| DOORS.iter().any(|door| path.starts_with(root.join(door)));
    assert!(DOORS.iter().all(|door| root.join(door).exists()), "a door has moved");
    let mut faults = Vec::new();
    let mut constants = 0;
    for path in all_sources().into_iter().filter(|path| !is_door(path)) {
        let code = code(&path);
        for lines in functions(&code) {
            if let Some(fault) = reads_made_up_text(&lines) {
                faults.push(format!("{}: {}: {fault}", path.display(), lines[0].trim()));
            }
            constants += usize::from(lines.iter().any(|line| line.contains("from_toml(")));
        }
        // Arms of hypotheses are constant texts with changes.
        let in_register = path.starts_with(root.join("src/study/hypotheses/register"));
        if in_register && code.contains("format!(") {
            faults.push(format!("{}: format!", path.display()));
        }
    }
    assert!(faults.is_empty(), "use typed changes instead:\n{}", faults.join("\n"));
    assert!(constants > 0, "no function that reads a constant text was found");
}

#[test]
fn text_that_is_put_together_and_read_is_found() {
    let wrong = "fn spec(text: &str) {\n    let text = format!(\"a = 1\\n{text}\");\n    Scenario::from_toml(&text)\n}\n";
    let right = "fn spec(more: f64) {\n    Scenario::from_toml(TEXT).with(\"a\", more)\n}\n";
    let door = "fn spec(source: &Source) {\n    scenario::read(source, &[])\n}\n";
    let fault = |code: &str| reads_made_up_text(&functions(code)[0]);
    assert_eq!(fault(wrong).as_deref(), Some("from_toml( beside format!("));
    assert_eq!(fault(right), None);
    assert_eq!(fault(door).as_deref(), Some("scenario::read("));
}

#[test]
fn functions_fit_a_screen_and_files_a_sitting() {
    let mut all = Vec::new();
    for path in all_sources() {
        let code = code(&path);
        let lines = code.lines().count();
        assert!(lines <= 430, "{} has {lines} lines", path.display());
        let named = |lines: Vec<&str>| (lines.len(), lines[0].trim().to_owned());
        all.extend(functions(&code).into_iter().map(named));
    }
    all.sort();
    let length = |share: f64| all[(share * all.len() as f64) as usize].0;
    assert!(all.len() > 1500, "only {} functions were found", all.len());
    let (longest, name) = all.last().unwrap();
    assert!(*longest <= 70, "{longest} lines: {name}");
    assert!(length(0.5) <= 8, "half of all functions have more than {} lines", length(0.5));
    assert!(length(0.975) <= 40, "2.5 % of all functions have {} lines or more", length(0.975));
}
