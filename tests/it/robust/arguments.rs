//! Odd arguments.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use proptest::prelude::*;

use super::{place, said, tillit};

/// Numbers out of every range are refused with the range.
#[test]
fn numbers_beyond_their_ranges_are_refused_with_the_range() {
    let place = place();
    let cases: [(&[&str], &str); 15] = [
        (&["hypotheses", "--replicates", "10000001"], "2 to 100000"),
        (&["hypotheses", "--replicates", "-1"], "2 to 100000"),
        (&["hypotheses", "--null", "4294967295"], "1 to 10000"),
        (&["hypotheses", "--null", "0"], "1 to 10000"),
        (&["run", "tiny.toml", "--threads", "0"], "1 to 1024"),
        (&["run", "tiny.toml", "--threads", "100000"], "1 to 1024"),
        (&["run", "tiny.toml", "--seed", "-1"], "0 to 18446744073709551615"),
        (&["run", "tiny.toml", "--seed", "18446744073709551616"], "0 to 18446744073709551615"),
        (&["run", "tiny.toml", "--max-memory", "lots"], "500MB"),
        (&["run", "tiny.toml", "--max-memory", "-1GB"], "500MB"),
        (&["trace", "tiny.toml", "--unit", "0"], "1 to 4294967295"),
        (&["slurm", "tiny.toml", "--tasks", "0"], "1 to 100000"),
        (&["calibrate", "tiny.toml", "--targets", "t", "--keep", "NaN"], "above 0 and at most 1"),
        (&["calibrate", "tiny.toml", "--targets", "t", "--effort", "inf"], "at most 1"),
        (&["calibrate", "tiny.toml", "--targets", "t", "--population", "3"], "4 to 1000000"),
    ];
    for (arguments, allowed) in cases {
        let text = said(&tillit(place.path(), arguments), 2, &arguments.join(" "));
        assert!(text.contains("allowed: ") && text.contains(allowed), "{arguments:?}: {text}");
    }
}

#[test]
fn what_acts_on_a_terminal_or_is_not_unicode_is_never_echoed() {
    let place = place();
    for odd in ["\u{1b}[31mred", "a\u{202e}b", "z\u{200b}w", "two\nlines", "", "a/b/c", "\u{7f}"] {
        for arguments in [
            vec!["run", odd],
            vec!["check", "tiny.toml", "--set", odd],
            vec!["check", "tiny.toml", "--set", "title", "--set", odd],
            vec!["compare", "tiny.toml", "--regimes", odd],
            vec!["explain", odd],
            vec!["lab", odd],
            vec!["lab", "trust", "--set", odd],
            vec!["validate", odd],
            vec!["trace", "tiny.toml", "--treatment", odd],
            vec!["status", odd],
            vec!["plot", odd],
            vec!["verify", odd],
            vec![odd],
        ] {
            said(&tillit(place.path(), &arguments), 2, &format!("{arguments:?}"));
        }
    }
    let odd = OsString::from_vec(b"odd\xff.toml".to_vec());
    for name in ["run", "check", "explain", "status", "lab"] {
        said(&tillit(place.path(), &[OsString::from(name), odd.clone()]), 2, name);
    }
    // A file whose name is not Unicode is a file like any other.
    std::fs::copy(place.path().join("tiny.toml"), place.path().join(&odd)).unwrap();
    let arguments = ["run".into(), odd, "--out".into(), "r".into()];
    said(&tillit(place.path(), &arguments), 0, "a name that is not Unicode");
    assert!(place.path().join("r/manifest.json").exists());
}

#[test]
fn a_starter_has_a_name_that_can_be_shown() {
    let place = place();
    for name in ["a\nb", "a\u{1b}b", "", ".toml", "a\u{202e}"] {
        said(&tillit(place.path(), &["init", name]), 2, name);
    }
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1, "nothing was written");
}

/// Words that may follow a command: names of options, of things, numbers at and beyond all ends.
const WORDS: &[&str] = &[
    "tiny.toml",
    "missing.toml",
    ".",
    "/dev/null",
    "",
    "-",
    "--",
    "=",
    "--set",
    "--seed",
    "--replicates",
    "--threads",
    "--max-memory",
    "--out",
    "--quiet",
    "--json",
    "--keep",
    "--unit",
    "--replicate",
    "--treatment",
    "--regimes",
    "--shard",
    "--format",
    "--tasks",
    "--cpus",
    "--targets",
    "--population",
    "--stop",
    "--effort",
    "--generations",
    "--seed",
    "--experiments",
    "--ask",
    "--metric",
    "--x",
    "--dry-run",
    "--help",
    "0",
    "1",
    "-1",
    "2",
    "4294967296",
    "18446744073709551615",
    "1e309",
    "NaN",
    "-inf",
    "0.5",
    "1/0",
    "0/0",
    "1/4294967295",
    "run.periods=1e18",
    "run.periods=",
    "=1",
    "run.seed=NaN",
    "organisation.staff=[[[[1]]]]",
    "a.b.c.d=1",
    "trust,trust",
    "\u{1b}[2J",
];
/// Commands that take no time.
const COMMANDS: &[&str] = &[
    "check",
    "trace",
    "run",
    "compare",
    "sweep",
    "slurm",
    "status",
    "merge",
    "plot",
    "calibrate",
    "left-out",
    "verify",
    "explain",
    "list",
    "schema",
    "completions",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_arguments_make_it_panic(
        command in 0..COMMANDS.len(),
        words in proptest::collection::vec(0..WORDS.len(), 0..6),
    ) {
        let place = place();
        let mut arguments = vec![COMMANDS[command]];
        arguments.extend(words.into_iter().map(|word| WORDS[word]));
        let output = tillit(place.path(), &arguments);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        prop_assert!(!text.contains("panicked"), "{:?}: {}", arguments, text);
        let code = output.status.code();
        prop_assert!(matches!(code, Some(0..=2)), "{:?}: {:?} {}", arguments, code, text);
    }
}
