//! Tells the program which commit it was built from, when that is known.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=.git/HEAD");
    println!("cargo::rerun-if-changed=.git/index");
    println!("cargo::rerun-if-changed=src");
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    if let Some(commit) = git(&["rev-parse", "HEAD"]) {
        let changed = git(&["status", "--porcelain", "--", "src", "Cargo.toml", "Cargo.lock"]);
        let mark = if changed.is_some_and(|text| !text.is_empty()) { "-modified" } else { "" };
        println!("cargo::rustc-env=TILLIT_COMMIT={commit}{mark}");
    }
}
