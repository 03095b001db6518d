//! Odd files: not text, too deep, too large, with characters that cannot be shown.

use super::{TINY, place, said, tillit};

const SWEEP: &str = "[sweep]\ndesign = \"grid\"\n[sweep.factors]\n\"levers.pay\" = { from = 0.0, to = 1.0, levels = 3 }\n";
const LESSON: &str = "format = 1\ngame = \"trust\"\ntitle = \"t\"\nquestion = \"q\"\nprediction = \"p\"\nexplanation = \"e\"\n[[plays]]\nname = \"a\"\n";

/// Bytes that are no text, with the line and column where that shows.
fn odd_bytes() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let utf16: Vec<u8> = "a = 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("empty", vec![], ":1:1: the file is empty"),
        ("only space", b" \n \n".to_vec(), ":1:1: the file is empty"),
        (
            "UTF-16 with a mark",
            [b"\xff\xfe".to_vec(), utf16.clone()].concat(),
            ":1:1: the file is UTF-16",
        ),
        ("UTF-16 without a mark", utf16, ":1:2: there is a NUL byte"),
        ("Latin-1", b"# one\ntitle = \"sk\xf6n\"\n".to_vec(), ":2:12: byte 0xF6 is not UTF-8"),
        ("NUL", b"# one\na = 1\0\n".to_vec(), ":2:6: there is a NUL byte"),
        ("old line ends", b"a = 1\rb = 2\r".to_vec(), ":1:6: lines end in carriage returns"),
    ]
}

#[test]
fn bytes_that_are_no_text_are_told_with_line_and_column_in_every_kind_of_file() {
    let place = place();
    let path = |name: &str| place.path().join(name);
    std::fs::write(path("sweep.toml"), format!("{TINY}{SWEEP}")).unwrap();
    let listed = format!("{TINY}[sweep]\ndesign = \"list\"\nfile = \"odd.csv\"\n");
    std::fs::write(path("listed.toml"), listed).unwrap();
    let named = "scenario = \"odd.toml\"\n[sweep]\ndesign = \"grid\"\n";
    std::fs::write(path("named.toml"), named).unwrap();
    for (what, bytes, told) in odd_bytes() {
        std::fs::write(path("odd.toml"), &bytes).unwrap();
        std::fs::write(path("odd.csv"), &bytes).unwrap();
        for arguments in [
            &["check", "odd.toml"][..],
            &["run", "odd.toml"],
            &["sweep", "odd.toml"],
            &["sweep", "named.toml"],
            &["sweep", "listed.toml"],
            &["lab", "odd.toml"],
            &["lab", "trust", "--people", "odd.toml"],
            &["calibrate", "sweep.toml", "--targets", "odd.csv"],
        ] {
            let what = format!("{what}: {arguments:?}");
            let text = said(&tillit(place.path(), arguments), 2, &what);
            assert!(text.contains(told) && text.contains("odd."), "{what}: {text}");
        }
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_mistake() {
    let place = place();
    let marked = format!("\u{feff}{}", TINY.replace('\n', "\r\n"));
    std::fs::write(place.path().join("marked.toml"), marked).unwrap();
    said(&tillit(place.path(), &["check", "marked.toml"]), 0, "marked");
    std::fs::write(place.path().join("lesson.toml"), format!("\u{feff}{LESSON}")).unwrap();
    said(&tillit(place.path(), &["lab", "lesson.toml", "--ask"]), 0, "lesson");
}

/// Characters that cannot be shown are refused where they stand, typed as they are or as escapes.
#[test]
fn characters_that_cannot_be_shown_are_refused_with_their_place() {
    let place = place();
    let odd = place.path().join("odd.toml");
    for escape in
        ["\\u0000", "\\u001b[31m", "\\b", "\\uFFFE", "\\u202e", "\\u200b", "\\u009b", "\\r"]
    {
        for (line, text) in [
            (1, format!("title = \"a{escape}b\"\n{}", TINY.replace("title", "question"))),
            (
                2,
                TINY.replace("[organisation]", &format!("question = \"{escape}\"\n[organisation]")),
            ),
            (9, format!("{TINY}[treatments.a]\n  title = \"x{escape}\"\n[treatments.b]\n")),
            (
                2,
                TINY.replace(
                    "[organisation]",
                    &format!("sources = [\"{escape}\"]\n[organisation]"),
                ),
            ),
        ] {
            std::fs::write(&odd, &text).unwrap();
            let said = said(&tillit(place.path(), &["check", "odd.toml"]), 2, &text);
            assert!(said.contains(&format!("odd.toml:{line}:")), "{text}: {said}");
            assert!(said.contains("cannot be shown"), "{text}: {said}");
        }
        let set = format!("title=\"{escape}\"");
        let text = said(&tillit(place.path(), &["check", "tiny.toml", "--set", &set]), 2, &set);
        assert!(text.contains("--set #1: title has the character U+"), "{text}");
        let own = format!("scenario = \"tiny.toml\"\ntitle = \"{escape}\"\n{SWEEP}");
        std::fs::write(&odd, own).unwrap();
        let text = said(&tillit(place.path(), &["check", "odd.toml"]), 2, escape);
        assert!(text.contains("odd.toml:2:"), "{text}");
    }
    // Text of several lines, and scripts and signs of all kinds, are.
    let fine = format!("question = \"\"\"one\r\ntwo\tå 中 👩\u{200d}🏫\"\"\"\n{TINY}");
    std::fs::write(&odd, fine).unwrap();
    said(&tillit(place.path(), &["check", "odd.toml"]), 0, "text of several lines");
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let place = place();
    let odd = place.path().join("odd.toml");
    let deep = 40_000;
    let pairs = |open: &str, close: &str| open.repeat(deep) + "1" + &close.repeat(deep);
    let when = |side: &str| {
        SWEEP.replace("[sweep.factors]", &format!("when = \"{side} <= 1\"\n[sweep.factors]"))
    };
    let cases = [
        (2, format!("a = {}\n", pairs("[", "]"))),
        (2, format!("a = {}\n", pairs("{a=", "}"))),
        (2, format!("a{} = 1\n", ".a".repeat(deep))),
        (2, format!("[a{}]\n", ".a".repeat(deep))),
        (
            2,
            format!(
                "{TINY}[sweep]\ndesign = \"grid\"\n[sweep.factors]\n\"a{}\" = [1, 2]\n",
                ".a".repeat(deep)
            ),
        ),
        (0, format!("{TINY}{}", when(&pairs("(", ")").replace('1', "levers.pay")))),
    ];
    for (code, text) in cases {
        std::fs::write(&odd, &text).unwrap();
        said(&tillit(place.path(), &["check", "odd.toml"]), code, &text[..60]);
    }
    std::fs::write(&odd, format!("{TINY}[sweep]\ndesign = \"list\"\nfile = \"deep.csv\"\n"))
        .unwrap();
    std::fs::write(place.path().join("deep.csv"), format!("a{}\n1\n", ".a".repeat(deep))).unwrap();
    let text = said(&tillit(place.path(), &["check", "odd.toml"]), 2, "a deep column");
    assert!(text.contains("deep.csv:1:1: there is no key"), "{text}");
    let set = format!("a{}=1", ".a".repeat(deep));
    said(&tillit(place.path(), &["check", "tiny.toml", "--set", &set]), 2, "a deep override");
}

/// What cannot be counted or kept is refused, not tried.
#[test]
fn sizes_beyond_measure_are_refused() {
    let place = place();
    let odd = place.path().join("odd.toml");
    let factor = |body: &str| format!("{TINY}[sweep]\n{body}");
    for text in [
        factor(
            "design = \"grid\"\n[sweep.factors]\n\"levers.pay\" = { from = 0.0, to = 1.0, levels = 1000000000000000000 }\n",
        ),
        factor(
            "design = \"grid\"\n[sweep.factors]\n\"levers.pay\" = { from = 0.0, to = 1.0, levels = 1e18 }\n",
        ),
        factor(
            "design = \"sobol\"\npoints = 9223372036854775807\n[sweep.factors]\n\"levers.pay\" = { from = 0.0, to = 1.0 }\n",
        ),
        factor(
            "design = \"saltelli\"\npoints = 9007199254740991\n[sweep.factors]\n\"levers.pay\" = { from = 0.0, to = 1.0 }\n",
        ),
        factor(
            "design = \"morris\"\npaths = 9007199254740991\n[sweep.factors]\n\"levers.pay\" = { from = 0.0, to = 1.0 }\n",
        ),
        TINY.replace("units = 2", "units = 18446744073709551615"),
        TINY.replace("units = 2", "units = 1e18"),
        TINY.replace("periods = 5", "periods = 1e300"),
        TINY.replace("replicates = 2", "replicates = -1"),
        TINY.replace("staff = 3", "staff = nan"),
    ] {
        std::fs::write(&odd, &text).unwrap();
        said(&tillit(place.path(), &["check", "odd.toml"]), 2, &text);
    }
}
