//! What documents and scenarios claim, compared with the numbers that are stored: a sentence that stands
//! in a document has a check here, and both must hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// The means of a stored summary, by treatment and metric.
struct Summary(BTreeMap<(String, String), f64>);

impl Summary {
    fn of(scenario: &str) -> Self {
        let text = read(&format!("results/{scenario}/summary.csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().map(Result::unwrap);
        Self(rows.map(|r| ((r[0].to_owned(), r[1].to_owned()), r[3].parse().unwrap())).collect())
    }

    fn mean(&self, treatment: &str, metric: &str) -> f64 {
        self.0[&(treatment.to_owned(), metric.to_owned())]
    }

    fn output(&self, treatment: &str) -> f64 {
        self.mean(treatment, "true_output")
    }
}

/// The column of a phase diagram's table that says what is best.
const VERDICT: usize = 7;

/// The rows of a stored table of a sweep.
struct Sweep(Vec<Vec<String>>);

impl Sweep {
    fn of(file: &str) -> Self {
        let text = read(&format!("results/sweeps/{file}"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().map(Result::unwrap);
        Self(rows.map(|row| row.iter().map(str::to_owned).collect()).collect())
    }

    /// The mean at a point: the column after those of its factors.
    fn mean(&self, point: &[&str]) -> f64 {
        let here =
            |row: &&Vec<String>| point.iter().zip(row.iter()).all(|(value, cell)| value == cell);
        let row = self.0.iter().find(here).unwrap_or_else(|| panic!("no point {point:?}"));
        row[point.len()].parse().unwrap()
    }
}

/// The rows of a table in Markdown whose first cell or any other contains a word.
fn row<'a>(text: &'a str, section: &str, what: &str) -> Vec<&'a str> {
    let from = text.find(section).unwrap_or_else(|| panic!("no {section}"));
    let line = text[from..].lines().find(|line| line.starts_with('|') && line.contains(what));
    let line = line.unwrap_or_else(|| panic!("{section} has no row {what}"));
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// The published and the simulated number of a row of `docs/validation.md`.
fn validated(experiment: &str, what: &str) -> (f64, f64) {
    let text = read("docs/validation.md");
    let cells = row(&text, &format!("\n## {experiment}\n"), what);
    let number = |cell: &str| match cell.split(' ').next().unwrap() {
        "yes" => 1.0,
        "no" => 0.0,
        // Of a direction, a curve or an interval no number was published.
        "—" => f64::NAN,
        number => number.parse::<f64>().unwrap(),
    };
    (number(cells[1]), number(cells[2]))
}

/// A sentence of a document, and what makes it true.
struct Claim {
    document: &'static str,
    sentence: &'static str,
    holds: fn() -> bool,
}

const CLAIMS: &[Claim] = &[
    Claim {
        document: "scenarios/control-dose.toml",
        sentence: "For each check the first ones cost the most true output; later ones cost less.",
        holds: || {
            let summary = Summary::of("control-dose");
            let doses = [
                (0.0, "checks-0"),
                (0.05, "checks-5"),
                (0.15, "checks-15"),
                (0.3, "checks-30"),
                (0.5, "checks-50"),
                (0.8, "checks-80"),
            ];
            let cost = |pair: &[(f64, &str)]| {
                (summary.output(pair[0].1) - summary.output(pair[1].1)) / (pair[1].0 - pair[0].0)
            };
            let costs: Vec<f64> = doses.windows(2).map(cost).collect();
            costs[1..].iter().all(|later| *later < 0.75 * costs[0])
        },
    },
    Claim {
        document: "scenarios/control-dose.toml",
        sentence: "Agreed in dialogue, the same dose costs less, except at dose 0, where dialogue only takes time.",
        holds: || {
            let s = Summary::of("control-dose");
            s.output("agreed-0") < s.output("checks-0")
                && s.output("agreed-30") > s.output("checks-30")
                && s.output("agreed-80") > s.output("checks-80")
        },
    },
    Claim {
        document: "scenarios/people.toml",
        sentence: "Choosing the best of three candidates raises true output by half.",
        holds: || {
            let s = Summary::of("people");
            (1.4..1.6).contains(&(s.output("best-of-three") / s.output("first-comer")))
        },
    },
    Claim {
        document: "scenarios/social-trap.toml",
        sentence: "rises from about a quarter to nearly all as the starting belief rises.",
        holds: || {
            let s = Summary::of("social-trap");
            (0.2..0.3).contains(&s.mean("start-20", "cooperative"))
                && s.mean("start-80", "cooperative") > 0.9
        },
    },
    Claim {
        document: "scenarios/incentives.toml",
        sentence: "Measured output rises with pay while co-operative effort falls, most with the first pay: the Goodhart gap.",
        holds: || {
            let s = Summary::of("incentives");
            let pay = ["pay-0", "pay-20", "pay-40", "pay-60"];
            let [measured, effort] = ["measured_output", "cooperation"]
                .map(|metric| pay.map(|treatment| s.mean(treatment, metric)));
            measured.is_sorted() && effort[0] - effort[1] > 2.0 * (effort[1] - effort[3])
        },
    },
    Claim {
        document: "README.md",
        sentence: "incentives and control pull more of them down; the trust regime lifts nearly all.",
        holds: || {
            let s = Summary::of("schools");
            let share = |treatment: &str| s.mean(treatment, "cooperative");
            share("incentive") < share("laissez-faire")
                && share("control") < share("laissez-faire")
                && share("trust") > 0.95
        },
    },
    Claim {
        document: "README.md",
        sentence: "With equal support for everyone the distance shrinks: part of what trust does is support.",
        holds: || {
            let s = Summary::of("schools");
            let apart = |a: &str, b: &str| s.output(a) - s.output(b);
            apart("trust-support", "laissez-faire-support") < 0.5 * apart("trust", "laissez-faire")
        },
    },
    Claim {
        document: "README.md",
        sentence: "In the model seventeen hold, seven of them by construction or calibration; five do not",
        holds: || {
            let text = read("docs/hypotheses.md");
            let table = text
                .split("<!-- verdicts -->")
                .nth(1)
                .unwrap()
                .split("<!-- /verdicts -->")
                .next()
                .unwrap()
                .to_owned();
            let count = |of: &dyn Fn(&str) -> bool| table.lines().filter(|line| of(line)).count();
            let held = |line: &str| line.contains("| supported |");
            let given = |line: &str| {
                line.contains("| by construction |") || line.contains("| calibrated |")
            };
            count(&held) == 17
                && count(&|line| held(line) && given(line)) == 7
                && count(&|line| line.contains("| not supported |")) == 5
        },
    },
    Claim {
        document: "README.md",
        sentence: "among them that incentives work worst among the self-interested, and that changes of leader harm results.",
        holds: || {
            let text = read("docs/hypotheses.md");
            ["| H11 |", "| H18 |"]
                .iter()
                .all(|h| row(&text, "<!-- verdicts -->", h)[2] == "not supported")
        },
    },
    Claim {
        document: "docs/lab.md",
        sentence: "in weeks 8 to 16 it is 1.35 times what it was before, in the real centres 2.30 times.",
        holds: || {
            let (observed, simulated) = validated("fine", "lateness in weeks 8–16, against before");
            format!("{simulated:.2} {observed:.2}") == "1.35 2.30"
        },
    },
    Claim {
        document: "docs/lab.md",
        sentence: "they meet 19 of 30 within two standard errors.",
        holds: || met_by_the_people() == (19, 30),
    },
    Claim {
        document: "docs/lab.md",
        sentence: "The posterior as a whole predicts eight of the ten targets that were held out then",
        holds: || {
            let text = read("docs/calibration/people.md");
            text.contains("Within two standard errors: 11 of 13 of the fitted targets, 8 of 10 of those held out.")
        },
    },
    Claim {
        document: "docs/lab.md",
        sentence: "Their conditional co-operators give 0.69 of what they believe others give (0.74 in Fischbacher & Gächter 2010) and learn at a rate of 0.48 (0.42 there).",
        holds: || {
            let people = read("scenarios/lab/people.toml");
            people.contains("reciprocity = { mean = 0.69,")
                && people.contains("[learning]\nrate = 0.48")
        },
    },
    Claim {
        document: "docs/lab.md",
        sentence: "Groups that grow keep up to about eight members, but not to fifteen.",
        holds: || {
            // Up to eight: the lesson's own test.
            validated(
                "weak-link",
                "groups grown to 15 from pairs stay above those that start large",
            )
            .1 == 0.0
        },
    },
    Claim {
        document: "docs/sweeps.md",
        sentence: "measured output up by a third, true output down by a seventh; contagion hardly matters",
        holds: || {
            let change = |what: &str, contagion: &str| {
                let table =
                    Sweep::of(&format!("competition/{what}_competition_leniency-contagion.csv"));
                table.mean(&[contagion, "1"]) / table.mean(&[contagion, "0"]) - 1.0
            };
            let [measured, output] =
                ["measured-output", "true-output"].map(|what| change(what, "0.5"));
            (measured - 1.0 / 3.0).abs() < 0.03
                && (output + 1.0 / 7.0).abs() < 0.02
                && (change("true-output", "0") - change("true-output", "1")).abs() < 0.02
        },
    },
    Claim {
        document: "docs/sweeps.md",
        sentence: "half or more of what pay buys in measured output is gone, and with high pay most of what reports tell",
        holds: || {
            let without = Summary::of("incentives").mean("pay-0", "measured_output");
            let bought = |pay: &str, ratchet: &str| {
                Sweep::of("ratchet/measured-output_ratchet_pay.csv").mean(&[pay, ratchet]) - without
            };
            let told = Sweep::of("ratchet/information_ratchet_pay.csv").mean(&["0.8", "1"]);
            let pays = ["0.2", "0.4", "0.8"];
            pays.iter().all(|pay| bought(pay, "1") <= 0.505 * bought(pay, "0")) && told < 0.5
        },
    },
    Claim {
        document: "docs/sweeps.md",
        sentence: "trust in the whole of its levers is best nowhere when all get the same support; its mission is, for middling staff",
        holds: || {
            let table = Sweep::of(
                "phase-diagram/best_true-output_measurability_self-interested-share_treatment.csv",
            );
            let best = |treatment: &str| {
                let won =
                    |row: &&Vec<String>| row[2] == treatment && row[VERDICT].starts_with("best");
                table.0.iter().filter(won).count()
            };
            best("trust") == 0 && best("mission") > 0
        },
    },
    Claim {
        document: "scenarios/sweeps/phase-diagram.toml",
        sentence: "Checks are best nowhere.",
        holds: || {
            let table = Sweep::of(
                "phase-diagram/best_true-output_measurability_self-interested-share_treatment.csv",
            );
            let won = |row: &&Vec<String>| row[VERDICT].starts_with("best");
            let mut best = table.0.iter().filter(won).peekable();
            best.peek().is_some() && best.all(|row| !row[2].starts_with("check"))
        },
    },
    Claim {
        document: "scenarios/sweeps/control-dose.toml",
        sentence: "The first checks cost most, with dialogue and without.",
        holds: || {
            let table = Sweep::of("control-dose/true-output_monitoring_dialogue.csv");
            let at = |checks: &str, dialogue: &str| table.mean(&[checks, dialogue]);
            ["0", "1"].iter().all(|d| at("0", d) - at("0.1", d) > at("0.4", d) - at("0.5", d))
        },
    },
    Claim {
        document: "scenarios/sweeps/control-dose.toml",
        sentence: "Dialogue costs time where there is nothing to agree on, and pays where checks are many.",
        holds: || {
            let table = Sweep::of("control-dose/true-output_monitoring_dialogue.csv");
            table.mean(&["0", "1"]) < table.mean(&["0", "0"])
                && table.mean(&["0.8", "1"]) > table.mean(&["0.8", "0"])
        },
    },
    Claim {
        document: "scenarios/vision.toml",
        sentence: "Distinct local visions lift true output; one vision for all costs its time and gives nothing.",
        holds: || {
            let s = Summary::of("vision");
            s.output("local") > s.output("no-vision") && s.output("uniform") < s.output("no-vision")
        },
    },
    Claim {
        document: "scenarios/trust-parts.toml",
        sentence: "Vision and support each lift true output; dialogue alone costs its time and gives nothing.",
        holds: || {
            let s = Summary::of("trust-parts");
            let gain = |treatment: &str| s.output(treatment) - s.output("left-alone");
            gain("vision") > 0.05 && gain("support") > 0.05 && gain("dialogue") < 0.0
        },
    },
    Claim {
        document: "docs/odd.md",
        sentence: "Perceived control falls from .32 to .16 when pay goes and follow-up stays, but only to .28 when follow-up grows as it did",
        holds: || {
            let s = Summary::of("skane-2012");
            let felt = ["no-reform", "pay-removed-only", "as-it-was"]
                .map(|treatment| format!("{:.2}", s.mean(treatment, "perceived_control")));
            felt == ["0.32", "0.16", "0.28"]
        },
    },
    Claim {
        document: "docs/odd.md",
        sentence: "Net welfare is higher under strict leaders, left alone as under trust",
        holds: || {
            let s = Summary::of("errors");
            let welfare = |treatment: &str| s.mean(treatment, "welfare");
            welfare("alone-strict") > welfare("alone-forgiving")
                && welfare("trust-strict") > welfare("trust-forgiving")
        },
    },
    Claim {
        document: "docs/hypotheses.md",
        sentence: "less than half of them lie in the middle",
        holds: || {
            let text = read("results/hypotheses/register.csv");
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows = reader.records().map(Result::unwrap);
            let mut middle =
                rows.filter(|r| &r[0] == "H1" && r[1].is_empty() && r[2].contains("in the middle"));
            middle.next().is_some_and(|row| row[3].parse::<f64>().unwrap() < 0.5)
        },
    },
];

/// How many of the targets the people of `people.toml` meet within two standard errors, and how many there are:
/// from `docs/validation.md` and the file of targets.
fn met_by_the_people() -> (u32, u32) {
    let text = read("scenarios/lab/targets-people.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let mut count = (0, 0);
    for target in reader.records().map(Result::unwrap) {
        let (_, simulated) = validated(&target[0], &target[1]);
        let [observed, error] = [2, 3].map(|column| target[column].parse::<f64>().unwrap());
        count.0 += u32::from((simulated - observed).abs() <= 2.0 * error);
        count.1 += 1;
    }
    count
}

/// Line breaks and emphasis of Markdown taken away.
fn flat(text: &str) -> String {
    text.replace('*', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_documents_claim_is_what_is_stored() {
    for claim in CLAIMS {
        let text = flat(&read(claim.document));
        let (document, sentence) = (claim.document, claim.sentence);
        assert!(text.contains(sentence), "{document} no longer says: {sentence}");
        assert!((claim.holds)(), "{document}: this is not what the stored results say: {sentence}");
    }
}

/// The README says how far apart the schools of its figure are in the first month.
#[test]
fn the_schools_of_the_readme_start_where_it_says() {
    let place = tempfile::tempdir().unwrap();
    let scenario = root().join("scenarios/schools.toml");
    let scenario = scenario.to_str().unwrap();
    let short = ["--replicates", "1", "--set", "run.periods=1", "--set", "run.window=1"];
    let folder = ["-q", "--out", "o"];
    crate::sweeps::done(place.path(), &[&["run", scenario][..], &short, &folder].concat());
    let text = std::fs::read_to_string(place.path().join("o/units.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let column = reader.headers().unwrap().iter().position(|name| name == "cooperation").unwrap();
    let rows = reader.records().map(Result::unwrap);
    let alone = rows.filter(|row| &row[0] == "laissez-faire");
    let mut start: Vec<f64> = alone.map(|row| row[column].parse().unwrap()).collect();
    start.sort_by(f64::total_cmp);
    let said = format!("between {:.2} and {:.2}", start[0], start[start.len() - 1]);
    assert!(flat(&read("README.md")).contains(&said), "README.md does not say {said}");
}

/// Figures that documents show are those of the stored results.
#[test]
fn figures_in_the_documents_are_those_of_the_results() {
    let folder = root().join("results/sweeps/phase-diagram");
    let stored = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let figure = |path: &Path| path.extension().is_some_and(|ending| ending == "svg");
    let stored: Vec<PathBuf> = stored.filter(|path| figure(path)).collect();
    assert_eq!(stored.len(), 1, "{stored:?}");
    let same = std::fs::read(&stored[0]).unwrap()
        == std::fs::read(root().join("docs/sweeps/phase-diagram.svg")).unwrap();
    assert!(same, "docs/sweeps/phase-diagram.svg is not {:?}: run .ci/make-results", stored[0]);
    let manifest: serde_json::Value =
        serde_json::from_str(&read("results/schools/manifest.json")).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let listed = files.iter().find(|file| file["name"] == "units.png").unwrap();
    let bytes = std::fs::read(root().join("docs/schools-units.png")).unwrap();
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(listed["sha256"], hash, "docs/schools-units.png is not that of results/schools");
}
