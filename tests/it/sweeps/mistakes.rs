//! Mistakes in sweeps: each has its exact message in `data/bad-sweeps`; `TILLIT_BLESS=1` makes the
//! messages again.

use std::path::PathBuf;

use tillit::scenario::Source;

#[test]
fn every_mistake_has_its_message() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/bad-sweeps");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    assert!(files.len() >= 30);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let source = Source { name: &name, bytes: &bytes };
        let found = match tillit::sweep::read(&source, &[], &|n| Err(format!("cannot read {n}"))) {
            Ok(_) => panic!("{name} reads without mistakes"),
            Err(problems) => format!("{problems}\n"),
        };
        let expected = path.with_extension("txt");
        if std::env::var_os("TILLIT_BLESS").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, wanted, "{name}: run with TILLIT_BLESS=1 if this is as it should be");
    }
}

/// Whatever stands in a block, reading ends with a sweep or a message.
#[test]
fn odd_blocks_end_with_a_message() {
    let values = [
        "1",
        "-1",
        "1e300",
        "nan",
        "true",
        "\"x\"",
        "[]",
        "[[]]",
        "{}",
        "1979-05-27",
        "[1, \"x\"]",
        "{ from = 1 }",
        "{ until = 1 }",
        "{ distribution = 3 }",
        "99999999999999999999",
    ];
    let keys = [
        "design",
        "factors",
        "when",
        "replicates",
        "luck",
        "seed",
        "metrics",
        "series",
        "figures",
        "points",
        "trajectories",
        "sample",
        "file",
        "treatments",
        "factors.levers.pay",
        "factors.regime",
        "factors.run.seed",
        "factors.run.window",
        "replicates.metric",
    ];
    for design in ["grid", "list", "sobol", "morris", "around"] {
        for (key, value) in keys.iter().flat_map(|key| values.iter().map(move |v| (key, v))) {
            let text = format!("[sweep]\ndesign = \"{design}\"\n{key} = {value}\n");
            let source = Source { name: "odd.toml", bytes: text.as_bytes() };
            if let Err(problems) = tillit::sweep::read(&source, &[], &|_| Err("gone".to_owned())) {
                assert!(!problems.list().is_empty());
            }
        }
    }
}
