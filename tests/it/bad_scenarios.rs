//! Mistakes in scenario files: each is told in a message that a person can act on, none is a panic.
//!
//! Every file in `data/bad` has the exact message beside it. To make the messages again after a
//! change of wording, run the tests with `TILLIT_BLESS=1` and read the difference.

use std::path::PathBuf;

use proptest::prelude::*;
use tillit::scenario::{MAX_BYTES, MOST_PROBLEMS, Source, read, starter};

/// The broken files.
pub fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/bad");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

fn message(name: &str, bytes: &[u8]) -> String {
    match read(&Source { name, bytes }, &[]) {
        Ok(_) => panic!("{name} reads without mistakes"),
        Err(problems) => format!("{problems}\n"),
    }
}

#[test]
fn every_mistake_has_its_message() {
    assert!(files().len() >= 30);
    let bless = std::env::var_os("TILLIT_BLESS").is_some();
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = message(&name, &std::fs::read(&path).unwrap());
        let expected = path.with_extension("txt");
        if bless {
            std::fs::write(&expected, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, wanted, "{name}: run with TILLIT_BLESS=1 if this is as it should be");
    }
}

/// Text of about a megabyte that repeats a piece.
fn megabyte_of(piece: &str) -> String {
    piece.repeat(MAX_BYTES / piece.len())
}

#[test]
fn odd_files_end_with_a_message() {
    assert!(message("empty.toml", b"").contains("the file is empty"));
    assert!(message("mark.toml", "\u{feff}\n".as_bytes()).contains("the file is empty"));
    let binary = message("binary.toml", b"format = 1\ntitle = \"\xff\"");
    assert!(binary.contains("binary.toml:2:10: byte 0xFF is not UTF-8 text"), "{binary}");
    assert!(message("big.toml", &vec![b'#'; MAX_BYTES + 1]).contains("larger than"));
    let deep = format!("a = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(message("deep.toml", deep.as_bytes()).contains("deep.toml:1:"));
    let escape = message("escape.toml", b"regime = \"\\u001b[31m\"\nk\x1b = 1");
    assert!(!escape.contains('\u{1b}'), "{escape:?}");
    let windows = message("windows.toml", b"regime = \"trust\"\r\n[levers]\r\npay = 9\r\n");
    assert!(windows.contains("windows.toml:3:7:") && !windows.contains('\r'), "{windows}");
}

#[test]
fn files_full_of_mistakes_end_soon_and_tell_the_first() {
    let numbered = |text: &dyn Fn(usize) -> String| (0..30_000).map(text).collect::<String>();
    let files = [
        megabyte_of("="),
        megabyte_of("["),
        megabyte_of("a=1\n"),
        megabyte_of("a."),
        megabyte_of("\""),
        megabyte_of("[[a]]\n"),
        megabyte_of("[[schedule]]\n"),
        megabyte_of("[[groups]]\nunits=1\n"),
        numbered(&|i| format!("[t{i}]\n")),
        numbered(&|i| format!("k{i} = {i}\n")),
        numbered(&|i| format!("[treatments.t{i}]\nlevers.pay = 9\n")),
        format!("[treatments.a]\n{}", numbered(&|i| format!("k{i} = {i}\n"))),
        format!("{} = 1", "k".repeat(900_000)),
        format!("regime = \"{}\"", "å".repeat(400_000)),
    ];
    for file in files {
        let told = message("full.toml", file.as_bytes());
        assert!(told.ends_with("in full.toml; nothing was run\n"));
        let (mistakes, length) = (told.matches("full.toml:").count(), told.len());
        assert!(mistakes <= MOST_PROBLEMS, "{mistakes} for {}", &file[..10]);
        assert!(length < 2_000_000, "{length} bytes for {}", &file[..10]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn changed_files_never_panic(
        at in 0..2_000_usize,
        cut in 0..40_usize,
        put in prop_oneof![
            "[ -~\\n]{0,12}", Just("\"".to_owned()), Just("[[".to_owned()), Just("= {".to_owned()),
            Just("-1".to_owned()), Just("1e400".to_owned()), Just("\n[levers]\n".to_owned()),
            Just("å→\u{1f600}".to_owned()),
        ],
    ) {
        let mut text: Vec<char> = starter("x").chars().collect();
        let start = at.min(text.len());
        let end = (start + cut).min(text.len());
        text.splice(start..end, put.chars());
        let text: String = text.into_iter().collect();
        if let Err(problems) = read(&Source { name: "x.toml", bytes: text.as_bytes() }, &[]) {
            prop_assert!(problems.to_string().contains("nothing was run"));
        }
    }
}
