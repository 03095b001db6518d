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
