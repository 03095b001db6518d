//! The reader of sweeps, in one file with the scenario or beside it, and the points that they mean.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tillit::scenario::Source;
use tillit::study::sweep::{has_sweep, read};

fuzz_target!(|bytes: &[u8]| {
    let source = Source { name: "fuzz.toml", bytes };
    let _ = has_sweep(bytes);
    let load = |name: &str| match name {
        "points.csv" => Ok((name.to_owned(), b"levers.pay,levers.monitoring\n0.1,0.2\n".to_vec())),
        _ => Ok((name.to_owned(), b"regime = \"trust\"\n".to_vec())),
    };
    match read(&source, &[], &load) {
        Ok(sweep) => {
            for number in 0..sweep.n_points().min(50) {
                if let Some(point) = sweep.point(number) {
                    let _ = sweep.treatments(&point);
                }
            }
        }
        Err(problems) => assert!(!problems.to_string().is_empty()),
    }
});
