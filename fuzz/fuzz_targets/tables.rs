//! The readers of CSV: tables of targets, and lists of points that a sweep names.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tillit::study::calibration::targets;
use tillit::scenario::Source;
use tillit::study::sweep::read;
use tillit::ground::text::decode;

/// A sweep over the points of a file.
const LIST: &[u8] = b"regime = \"trust\"\n[sweep]\ndesign = \"list\"\nfile = \"points.csv\"\n";

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = decode(bytes, 1_000_000) {
        let _ = targets::read(text, &["trust", "control"]);
    }
    let source = Source { name: "fuzz.toml", bytes: LIST };
    if let Err(problems) = read(&source, &[], &|name| Ok((name.to_owned(), bytes.to_vec()))) {
        assert!(!problems.to_string().is_empty());
    }
});
