//! What scenario files mean: overrides, treatments, groups, switched-off mechanisms and the schema.

use std::path::PathBuf;

use tillit::model::levers::{Lever, find_regime};
use tillit::model::specification::{Change, Target};
use tillit::scenario::{FigureKind, SMALLEST, Scenario, Source, Treatment, read, starter};

use crate::bad_scenarios::files;

fn typed(texts: &[&str]) -> Vec<tillit::scenario::Change> {
    texts.iter().map(|text| tillit::scenario::Change::typed(text)).collect()
}

fn understood(text: &str, overrides: &[&str]) -> Scenario {
    let source = Source { name: "x.toml", bytes: text.as_bytes() };
    read(&source, &typed(overrides)).unwrap_or_else(|problems| panic!("{problems}"))
}

fn mistakes(text: &str, overrides: &[&str]) -> String {
    let source = Source { name: "x.toml", bytes: text.as_bytes() };
    read(&source, &typed(overrides)).expect_err("there are mistakes").to_string()
}

fn lever(treatment: &Treatment, group: usize, lever: Lever) -> f64 {
    treatment.spec.groups()[group].levers[lever as usize]
}

#[test]
fn overrides_are_checked_like_the_file() {
    let told = |overrides: &[&str]| mistakes("[treatments.a]\n", overrides);
    let text =
        told(&["levers.monitorin=0.3", "regime=trst", "nonsense", "levers.pay=9", "run.periods="]);
    for part in [
        "--set #1: there is no key `levers.monitorin`\n      | levers.monitorin=0.3\n      |        ^^^^^^^^^\n   help: did you mean `levers.monitoring`?",
        "--set #2: regime: there is no `trst`\n      | regime=trst\n      |        ^^^^ allowed: laissez-faire",
        "--set #3: an override is one key and its value",
        "--set #4: levers.pay = 9 is too large\n      | levers.pay=9\n      |            ^ allowed: 0 to 5",
        "--set #5: there is no value after `=`",
        "5 mistakes",
    ] {
        assert!(text.contains(part), "no\n{part}\nin\n{text}");
    }
    assert!(told(&["treatments.a.levers.pay=0.1"]).contains("cannot be overridden"));
    assert!(told(&["levers.pay=0.1\nregime='trust'"]).contains("one key and its value"));
    assert!(told(&["levers.pay=\"0.1"]).contains("--set #1: this is not valid TOML"));
}

#[test]
fn an_override_wins_over_the_file_and_every_treatment() {
    let text = "title = 'base'\nlevers.pay = 0.3\n[treatments.a]\nlevers.pay = 0.5\n[treatments.b]\nregime = 'control'\n";
    let scenario =
        understood(text, &["levers.pay=0.1", "regime=trust", "title=Other words", "run.seed=7"]);
    assert_eq!(scenario.title, "Other words");
    for treatment in &scenario.treatments {
        assert_eq!(lever(treatment, 0, Lever::Pay), 0.1, "{}", treatment.name);
        assert_eq!(lever(treatment, 0, Lever::Vision), 0.7, "{}", treatment.name);
        assert_eq!(treatment.spec.seed(), 7);
        assert_eq!(treatment.title, treatment.name);
    }
}

#[test]
fn five_lines_make_a_scenario() {
    assert_eq!(SMALLEST.lines().count(), 5);
    let scenario = understood(SMALLEST, &[]);
    assert_eq!(scenario.treatments.len(), 1);
    assert_eq!(scenario.treatments[0].name, "trust");
    assert_eq!(scenario.treatments[0].spec.n_agents(), 300);
}

#[test]
fn the_schema_accepts_what_is_right_and_rejects_what_is_wrong() {
    let validator = jsonschema::validator_for(&tillit::scenario::json_schema()).unwrap();
    let as_json = |text: &str| -> Option<serde_json::Value> {
        let table: toml::Table = text.parse().ok()?;
        serde_json::to_value(table).ok()
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let folders = [folder.clone(), folder.join("cases"), folder.join("chapters")];
    let mut good: Vec<String> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    good.push(starter("new"));
    assert!(good.len() > 10);
    for text in &good {
        let value = as_json(text).unwrap();
        let errors: Vec<_> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in\n{text}");
    }
    // A schema cannot see what only the whole tells (sums, horizons, names of groups).
    let bad: Vec<_> = files()
        .iter()
        .filter_map(|path| as_json(&std::fs::read_to_string(path).unwrap()))
        .collect();
    let rejected = bad.iter().filter(|value| !validator.is_valid(value)).count();
    assert!(rejected * 10 > bad.len() * 6, "{rejected} of {} rejected", bad.len());
}

#[test]
fn a_treatment_is_the_file_with_some_keys_replaced() {
    let scenario = understood(
        "regime = 'control'\nlevers.support = 0.5\nlevers.pay = 0.2\n[[schedule]]\nperiod = 9\nregime = 'trust'\n\
         [treatments.same]\n[treatments.other]\nregime = 'trust'\nlevers.pay = 0\nschedule = []\ntitle = 'Other'\n",
        &[],
    );
    let [same, other] = scenario.treatments.as_slice() else { panic!("two treatments") };
    assert_eq!(
        (lever(same, 0, Lever::Monitoring), lever(other, 0, Lever::Monitoring)),
        (0.5, 0.05)
    );
    assert_eq!((lever(same, 0, Lever::Support), lever(other, 0, Lever::Support)), (0.5, 0.5));
    assert_eq!((lever(same, 0, Lever::Pay), lever(other, 0, Lever::Pay)), (0.2, 0.0));
    let acts_alone = |lever: &&Lever| lever.definition().needs.is_empty();
    let everywhere = Lever::ALL.iter().filter(acts_alone).count();
    assert_eq!((same.spec.schedule().len(), other.spec.schedule().len()), (everywhere, 0));
    assert_eq!((same.title.as_str(), other.title.as_str()), ("same", "Other"));
}

#[test]
fn regimes_take_the_place_of_treatments() {
    let text =
        "title = 'T'\nregime = 'trust'\nlevers.support = 0.5\n[treatments.a]\nlevers.pay = 1\n";
    let source = Source { name: "x.toml", bytes: text.as_bytes() };
    let scenario = Scenario::under_regimes(&source, &[], &["control", "incentive"]).unwrap();
    let names: Vec<_> = scenario.treatments.iter().map(|t| (&*t.name, &*t.title)).collect();
    assert_eq!(names, [("control", "control"), ("incentive", "incentive")]);
    for treatment in &scenario.treatments {
        let mut levers = find_regime(&treatment.name).unwrap().levers();
        levers[Lever::Support as usize] = 0.5;
        assert_eq!(treatment.spec.groups()[0].levers, levers);
    }
    let told = |regimes: &[&str]| {
        Scenario::under_regimes(&source, &[], regimes).expect_err("mistakes").to_string()
    };
    assert!(told(&["trsut"]).contains("did you mean `trust`?"));
    assert!(told(&["trust", "trust"]).contains("twice"));
    assert!(told(&[]).contains("no regime to compare"));
}

#[test]
fn groups_have_levers_of_their_own() {
    let scenario = understood(
        "levers.competition = 0.4\nlevers.pay = 0.2\norganisation.staff = 7\n[[groups]]\nunits = 3\n\
         [[groups]]\nname = 'north'\nunits = 4\nstaff = 9\nregime = 'control'\nlevers.support = 0.9\n\
         [[schedule]]\nperiod = 2\ngroup = 'north'\nregime = 'trust'\nover = 5\n\
         [[schedule]]\nperiod = 3\nunit = 7\nshift = { trust = 0.5 }\n",
        &[],
    );
    let [only] = scenario.treatments.as_slice() else { panic!("one treatment") };
    let sizes: Vec<_> = only.spec.groups().iter().map(|g| (&*g.name, g.units, g.staff)).collect();
    assert_eq!(sizes, [("group-1", 3, 7), ("north", 4, 9)]);
    assert_eq!((lever(only, 0, Lever::Pay), lever(only, 1, Lever::Pay)), (0.2, 0.0));
    assert_eq!((lever(only, 1, Lever::Monitoring), lever(only, 1, Lever::Support)), (0.5, 0.9));
    assert_eq!(
        (lever(only, 0, Lever::Competition), lever(only, 1, Lever::Competition)),
        (0.4, 0.4)
    );
    let schedule = only.spec.schedule();
    // Discretion acts in a chain only, and there is none.
    let moved = Lever::ALL.len() - 2;
    assert_eq!(
        schedule.len(),
        moved + 1,
        "all levers but competition and discretion, and one shift"
    );
    for event in &schedule[..moved] {
        assert!(
            matches!(event.change, Change::Lever { lever, over: 5, .. } if lever != Lever::Competition)
        );
        assert_eq!(event.target, Target::Group(1));
    }
    assert_eq!(schedule.last().map(|event| event.target), Some(Target::Unit(6)));
}

#[test]
fn a_mechanism_that_is_off_stays_off() {
    for mechanism in tillit::model::mechanisms::MECHANISMS.iter().filter(|m| !m.off.is_empty()) {
        let text = format!(
            "regime = 'trust'\nmechanisms.off = ['{}']\n[[groups]]\nunits = 2\n[[groups]]\nunits = 3\nregime = 'trust'\n\
             [[schedule]]\nperiod = 2\nregime = 'trust'\n",
            mechanism.name
        );
        let scenario = understood(&text, &[]);
        let spec = &scenario.treatments[0].spec;
        for (key, value) in mechanism.off {
            match key.strip_prefix("levers.").and_then(Lever::find) {
                None => assert_eq!(
                    spec.value(tillit::model::catalogue::find_parameter(key).unwrap()),
                    *value,
                    "{key}"
                ),
                Some(lever) => {
                    assert!(spec.groups().iter().all(|g| g.levers[lever as usize] == *value));
                    let moves = |change: &Change| matches!(change, Change::Lever { lever: moved, .. } if *moved == lever);
                    assert!(!spec.schedule().iter().any(|event| moves(&event.change)), "{key}");
                }
            }
        }
    }
}

#[test]
fn what_is_recorded_follows_the_order_of_the_definitions() {
    let some = understood(
        "record.metrics = ['trust', 'true_output', 'trust']\nrecord.every = 3\nfigures.kinds = 'units'\n",
        &[],
    );
    let names: Vec<_> = some.record.metrics.iter().map(|metric| metric.name).collect();
    assert_eq!((names.as_slice(), some.record.every), (["true_output", "trust"].as_slice(), 3));
    assert_eq!(some.figures, [FigureKind::Units]);
    assert_eq!(understood("figures.kinds = []\n", &[]).figures, []);
    let all = understood("format = 1\n", &[]);
    assert_eq!(all.record.metrics.len(), tillit::engine::observe::METRICS.len());
    assert_eq!(all.figures, FigureKind::ALL);
    assert_eq!(all.treatments[0].name, "laissez-faire");
}

#[test]
fn whole_numbers_and_decimals_are_taken_for_each_other() {
    let spec = |text: &str| understood(text, &[]).treatments.remove(0).spec;
    assert_eq!(
        spec("run.periods = 24.0\nlevers.pay = 1\n"),
        spec("run.periods = 24\nlevers.pay = 1.0\n")
    );
    assert_eq!(spec("run.seed = 18446744073709551615\n").seed(), u64::MAX);
    assert_eq!(spec("run.periods = 1_2\n").periods(), 12);
    assert_eq!(spec("run.periods = 0x1F\n").periods(), 31);
}
