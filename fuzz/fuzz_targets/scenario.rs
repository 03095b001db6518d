//! The reader of scenarios: any bytes are a scenario or mistakes that can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tillit::scenario::{Source, read};

fuzz_target!(|bytes: &[u8]| {
    let source = Source { name: "fuzz.toml", bytes };
    if let Err(problems) = read(&source, &[]) {
        assert!(!problems.to_string().is_empty());
    }
    // The same text as an override.
    if let Ok(text) = std::str::from_utf8(bytes) {
        let source = Source { name: "small.toml", bytes: b"regime = \"trust\"\n" };
        if let Err(problems) = read(&source, &[tillit::scenario::Change::typed(text)]) {
            assert!(!problems.to_string().is_empty());
        }
    }
});
