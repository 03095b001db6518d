//! The reader of lessons.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tillit::lab::lesson::Lesson;
use tillit::ground::text::decode;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = decode(bytes, 1_000_000) {
        let _ = Lesson::read(text);
    }
});
