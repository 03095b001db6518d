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
        let found =
            match tillit::study::sweep::read(&source, &[], &|n| Err(format!("cannot read {n}"))) {
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
        "random_numbers",
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
            if let Err(problems) =
                tillit::study::sweep::read(&source, &[], &|_| Err("gone".to_owned()))
            {
                assert!(!problems.list().is_empty());
            }
        }
    }
}

/// Mistakes in a CSV file of points are told with the place in that file; so is what is given twice.
#[test]
fn mistakes_in_a_file_of_points_have_its_line_and_column() {
    let block =
        "[organisation]\nunits = 2\nstaff = 2\n[sweep]\ndesign = \"list\"\nfile = \"p.csv\"\n";
    let told = |csv: &str| {
        let source = Source { name: "x.toml", bytes: block.as_bytes() };
        let load = |_: &str| Ok(("p.csv".to_owned(), csv.as_bytes().to_vec()));
        match tillit::study::sweep::read(&source, &[], &load) {
            Ok(sweep) => format!("{} points", sweep.n_points()),
            Err(problems) => problems.to_string(),
        }
    };
    for (csv, parts) in [
        ("levers.pay,levers.pay\n0.1,0.2\n", ["p.csv:1:12", "varied twice"]),
        ("levers.pay,levers.monitoring\n0.1,0.2\n0.1,1.5\n", ["p.csv:3:5", "1.5"]),
        ("levers.pay\n0.1\n0.2\n0.1\n", ["p.csv:4:1", "line 2"]),
        ("levers.pay,levers.monitoring\n0,1,0,2\n", ["p.csv:2:1", "semicolons"]),
        ("levers.pay\nhigh\n", ["p.csv:2:1", "high"]),
        ("levers.pay;levers.monitoring\n0,1;0,2\n0,2;0,1\n", ["2 points", ""]),
    ] {
        let found = told(csv);
        assert!(parts.iter().all(|part| found.contains(part)), "{csv:?}: {found}");
    }
}

/// What gives the same point twice is refused in every design.
#[test]
fn what_is_given_twice_is_refused() {
    let told = |sweep: &str| {
        let text = super::small(&format!("[sweep]\n{sweep}"));
        let source = Source { name: "x.toml", bytes: text.as_bytes() };
        match tillit::study::sweep::read(&source, &[], &|_| Err("gone".to_owned())) {
            Ok(_) => String::new(),
            Err(problems) => problems.to_string(),
        }
    };
    let pay = "[sweep.factors]\nlevers.pay = [0.2, 0.2, 0.4]\n";
    for design in
        ["grid", "one-at-a-time", "random\"\npoints = \"8", "morris\"\ntrajectories = \"2"]
    {
        let head =
            format!("design = \"{design}\"\n").replace("= \"8\"", "= 8").replace("= \"2\"", "= 2");
        assert!(told(&format!("{head}{pay}")).contains("lists 0.2 twice"), "{design}");
    }
    let list = "design = \"list\"\n[sweep.factors]\nlevers.pay = [0.2, 0.4, 0.2]\nlevers.monitoring = [0.1, 0.1, 0.1]\n";
    assert!(told(list).contains("points 1 and 3"));
    let seeds = "design = \"grid\"\n[sweep.factors]\nrun.seed = [1, 2, 1]\n";
    assert!(told(seeds).contains("run.seed lists 1 twice"));
    let whole = "design = \"grid\"\n[sweep.factors]\norganisation.units = { from = 1, to = 3, levels = 5 }\n";
    assert!(told(whole).contains("levels"), "{}", told(whole));
    let odd = "design = \"morris\"\ntrajectories = 2\ngrid_levels = 5\n[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\n";
    assert!(told(odd).contains("even"), "{}", told(odd));
    let some = "design = \"saltelli\"\nsample = 2\nwhen = \"levers.pay < 0.5\"\n[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\n";
    assert!(told(some).contains("needs all its points"), "{}", told(some));
}
