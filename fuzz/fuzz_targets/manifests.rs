//! The readers of what the program wrote itself, which somebody may have damaged.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tillit::store::Manifest;
use tillit::store::sweep::{Record, SweepManifest};

fuzz_target!(|bytes: &[u8]| {
    let _ = serde_json::from_slice::<Manifest>(bytes);
    let _ = serde_json::from_slice::<SweepManifest>(bytes);
    if let Ok(record) = serde_json::from_slice::<Record>(bytes) {
        let _ = record.sweep();
    }
});
