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

/// The table of the map of regimes.
const REGIME_MAP: &str = "regime-map/best_true-output_peer-punishment-power_belief-vision_assurance-critical-mass_treatment.csv";

/// The best regime at a point of the map of regimes: power of rebukes, lift of beliefs by a vision, and
/// the co-operation from which going along is safe.
fn regime_map(power: &str, lift: &str, mass: &str) -> String {
    let here = |row: &&Vec<String>| row[..3] == [power, lift, mass] && row[8].starts_with("best");
    Sweep::of(REGIME_MAP).0.iter().find(here).unwrap()[3].clone()
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

/// The shares of the variance of the lead of trust over incentives: value, low, high and whether it is clear.
fn sensitivity(index: &str) -> Vec<(String, [f64; 3], bool)> {
    let rows = Sweep::of("sensitivity/sensitivity/sensitivity.csv").0.into_iter();
    let own = rows.filter(|row| row[..3] == ["true_output", "window", "trust − incentive"]);
    let own = own.filter(|row| row[4] == "sobol" && row[5] == index);
    let number = |cell: &String| cell.parse().unwrap();
    own.map(|row| (row[3].clone(), [6, 7, 8].map(|cell| number(&row[cell])), row[10] == "yes"))
        .collect()
}

/// The numbers that move the lead of trust over incentives by themselves.
fn alone() -> Vec<String> {
    let clear = sensitivity("first").into_iter().filter(|(_, _, is_clear)| *is_clear);
    clear.map(|(factor, ..)| factor).collect()
}

/// The numbers with a quarter to two fifths of its variance, all interactions included; all others have less.
fn largest() -> Vec<String> {
    let (large, small): (Vec<_>, Vec<_>) =
        sensitivity("total").into_iter().partition(|(_, [value, ..], _)| *value > 0.25);
    assert!(large.iter().all(|(_, [value, ..], _)| *value < 0.4));
    assert!(small.iter().all(|(_, [value, ..], _)| *value < 0.2));
    large.into_iter().map(|(factor, ..)| factor).collect()
}

/// A sentence of a document, and what makes it true.
struct Claim {
    document: &'static str,
    sentence: &'static str,
    holds: fn() -> bool,
}

const CLAIMS: &[Claim] = &[
    Claim {
        document: "scenarios/sweeps/sensitivity.toml",
        sentence: "Only two numbers move the difference by themselves: how much work on one task makes the other harder, and how far a vision lifts beliefs.",
        holds: || alone() == ["effort.substitution", "belief.vision"],
    },
    Claim {
        document: "scenarios/sweeps/sensitivity.toml",
        sentence: "Four others have as large a share, but only together: people, peers and the safety of going along.",
        holds: || {
            let others: Vec<String> =
                largest().into_iter().filter(|factor| !alone().contains(factor)).collect();
            others
                == [
                    "staff.types.self_interested.share",
                    "staff.types.conditional_cooperator.reciprocity.mean",
                    "assurance.critical_mass",
                    "peer_punishment.power",
                ]
        },
    },
    Claim {
        document: "docs/sensitivity.md",
        sentence: "Which of the six comes first this sample does not tell: their intervals overlap.",
        holds: || {
            let own = largest();
            let mut all = sensitivity("total");
            all.retain(|(factor, ..)| own.contains(factor));
            let low = all.iter().map(|(_, [_, low, _], _)| *low).fold(0.0, f64::max);
            own.len() == 6 && all.iter().all(|(_, [.., high], _)| *high > low)
        },
    },
    Claim {
        document: "docs/sensitivity.md",
        sentence: "After one year the first has two thirds of the variance, after five years under two fifths",
        holds: || {
            let rows = Sweep::of("sensitivity/sensitivity/over-time.csv").0;
            let share = |period: &str| {
                let here = ["true_output", "trust − incentive", period, "effort.substitution"];
                let row = rows.iter().find(|row| row[..4] == here).unwrap();
                row[5].parse::<f64>().unwrap()
            };
            (0.62..0.7).contains(&share("12")) && (0.3..0.4).contains(&share("60"))
        },
    },
    Claim {
        document: "scenarios/control-dose.toml",
        sentence: "Up to three checks in ten hardly change true output; with eight in ten a quarter of it is gone.",
        holds: || {
            let s = Summary::of("control-dose");
            let none = s.output("checks-0");
            let few = ["checks-5", "checks-15", "checks-30"];
            few.iter().all(|dose| (s.output(dose) / none - 1.0).abs() < 0.06)
                && (0.22..0.30).contains(&(1.0 - s.output("checks-80") / none))
        },
    },
    Claim {
        document: "scenarios/control-dose.toml",
        sentence: "Agreed in dialogue, every dose gives more true output: what is talked about is told and solved.",
        holds: || {
            let s = Summary::of("control-dose");
            ["0", "30", "80"].iter().all(|dose| {
                let (agreed, imposed) = (format!("agreed-{dose}"), format!("checks-{dose}"));
                s.output(&agreed) > s.output(&imposed)
                    && s.mean(&agreed, "problems") < s.mean(&imposed, "problems")
            })
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
        sentence: "rises from a tenth to three quarters as the starting belief rises.",
        holds: || {
            let s = Summary::of("social-trap");
            (0.05..0.15).contains(&s.mean("start-20", "cooperative"))
                && (0.7..0.8).contains(&s.mean("start-80", "cooperative"))
        },
    },
    Claim {
        document: "scenarios/incentives.toml",
        sentence: "Measured output rises with pay; co-operative effort falls with the first pay and comes back in part when pay is high.",
        holds: || {
            let s = Summary::of("incentives");
            let pay = ["pay-0", "pay-20", "pay-40", "pay-60"];
            let [measured, effort] = ["measured_output", "cooperation"]
                .map(|metric| pay.map(|treatment| s.mean(treatment, metric)));
            measured.is_sorted()
                && effort[1] < 0.9 * effort[0]
                && effort[3] > effort[2] + 0.03
                && effort[3] < effort[0]
        },
    },
    Claim {
        document: "scenarios/incentives.toml",
        sentence: "True output falls where little of the work is measurable (measurability 0.2) and rises a little where most is (0.7).",
        holds: || {
            // Without pay both efforts are equal, so that measurability does not matter.
            let s = Summary::of("incentives");
            let none = s.output("pay-0");
            let (hard, easy) =
                (s.output("pay-40-hard-to-measure"), s.output("pay-40-easy-to-measure"));
            hard < 0.9 * none && (1.0..1.1).contains(&(easy / none))
        },
    },
    Claim {
        document: "scenarios/miller-paradox.toml",
        sentence: "What is used is not told: as pay with a ratchet rises, problems stay and true output falls.",
        holds: || {
            let s = Summary::of("miller-paradox");
            let doses = ["left-alone", "ratchet-pay-20", "ratchet-pay-40", "ratchet-pay-60"];
            let problems = doses.map(|dose| s.mean(dose, "problems"));
            let output = doses.map(|dose| -s.output(dose));
            problems.is_sorted() && output.is_sorted()
        },
    },
    Claim {
        document: "scenarios/miller-paradox.toml",
        sentence: "Checks find some of what is not told, so that fewer problems stay; true output falls all the same.",
        holds: || {
            let s = Summary::of("miller-paradox");
            let doses = ["left-alone", "monitoring-30", "monitoring-50", "monitoring-80"];
            let problems = doses.map(|dose| -s.mean(dose, "problems"));
            let output = doses.map(|dose| -s.output(dose));
            problems.is_sorted() && output.is_sorted()
        },
    },
    Claim {
        document: "scenarios/schools.toml",
        sentence: "With equal support for all, the distance between trust and leaving alone shrinks by a third: part of what trust does is support.",
        holds: equal_support_shrinks_the_distance_by_a_third,
    },
    Claim {
        document: "README.md",
        sentence: "incentives pull more of them down, control gets less out of those that climb, and the trust regime lifts nearly all.",
        holds: || {
            let s = Summary::of("schools");
            let share = |treatment: &str| s.mean(treatment, "cooperative");
            share("incentive") < share("laissez-faire") - 0.05
                && (share("control") - share("laissez-faire")).abs() < 0.05
                && s.output("control") < s.output("laissez-faire")
                && share("trust") > 0.93
        },
    },
    Claim {
        document: "README.md",
        sentence: "With equal support for everyone the distance shrinks by a third: part of what trust does is support.",
        holds: equal_support_shrinks_the_distance_by_a_third,
    },
    Claim {
        document: "README.md",
        sentence: "where colleagues hold each other to it, leaving alone is best; where hardly anybody does and going along is safe only among nearly all, checks are; between them trust is, the further the more a vision lifts beliefs.",
        holds: || {
            let best = |power: &str, lift: &str, mass: &str| regime_map(power, lift, mass);
            best("1.5", "0.3", "0.5") == "left-alone"
                && best("1.5", "0.3", "0.6") == "left-alone"
                && best("0", "0", "0.7") == "control"
                && best("0.75", "0.3", "0.6") == "trust"
                && best("0", "0", "0.6") == "control"
                && best("0", "0.3", "0.6") == "trust"
        },
    },
    Claim {
        document: "scenarios/sweeps/regime-map.toml",
        sentence: "Incentives are best nowhere.",
        holds: || {
            let table = Sweep::of(REGIME_MAP);
            let mut best = table.0.iter().filter(|row| row[8].starts_with("best")).peekable();
            best.peek().is_some() && best.all(|row| row[3] != "incentive")
        },
    },
    Claim {
        document: "scenarios/sweeps/miller-paradox.toml",
        sentence: "There is a best dose: up to a point what is used makes staff work, beyond it what is hidden costs more.",
        holds: || {
            let table = Sweep::of("miller-paradox/true-output_sanction_dialogue.csv");
            let at = |sanction: &str| table.mean(&["0", sanction]);
            at("1.25") > at("0") + 0.03 && at("1.25") > at("3") + 0.02
        },
    },
    Claim {
        document: "scenarios/sweeps/miller-paradox.toml",
        sentence: "Without dialogue problems stay as reports are used; with much of it they hardly do, and the loss beyond the best dose is small.",
        holds: || {
            let problems = Sweep::of("miller-paradox/problems_sanction_dialogue.csv");
            let output = Sweep::of("miller-paradox/true-output_sanction_dialogue.csv");
            let more = |d: &str| problems.mean(&[d, "3"]) - problems.mean(&[d, "0"]);
            let lost = |d: &str| output.mean(&[d, "1.5"]) - output.mean(&[d, "3"]);
            more("0") > 0.1 && more("0.8") < 0.05 && lost("0.8") < 0.01 && lost("0") > 0.02
        },
    },
    Claim {
        document: "scenarios/sweeps/hysteresis.toml",
        sentence: "Co-operation does not come back when the checks go, and stays below what it is where nobody ever checked.",
        holds: || {
            let table = Sweep::of("hysteresis/cooperation_peer-punishment-power.csv");
            ["0.5", "0.75", "1"].iter().all(|power| {
                table.mean(&["built-up", power]) < table.mean(&["never-checked", power])
            })
        },
    },
    Claim {
        document: "README.md",
        sentence: "In the model twelve hold, six of them by construction or calibration; ten do not",
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
            count(&held) == 12
                && count(&|line| held(line) && given(line)) == 6
                && count(&|line| line.contains("| not supported |")) == 10
        },
    },
    Claim {
        document: "README.md",
        sentence: "among them that most units lie in the middle, that incentives work worst among the self-interested, that control costs much voluntary co-operation, and that changes of leader harm results.",
        holds: || {
            let text = read("docs/hypotheses.md");
            ["| H1 |", "| H11 |", "| H14 |", "| H18 |"]
                .iter()
                .all(|h| row(&text, "<!-- verdicts -->", h)[2] == "not supported")
        },
    },
    Claim {
        document: "docs/lab.md",
        sentence: "they meet 24 of 30 within two standard errors.",
        holds: || met_by_the_people() == (24, 30),
    },
    Claim {
        document: "docs/lab.md",
        sentence: "Too many give more under control: 37 % against 25 % of real agents.",
        holds: || {
            let (observed, simulated) = validated("control", "share who give more under control");
            format!("{simulated:.2} {observed:.2}") == "0.37 0.25"
        },
    },
    Claim {
        document: "docs/lab.md",
        sentence: "Groups that grow do not keep their co-operation up to fifteen members",
        holds: || {
            validated(
                "weak-link",
                "groups grown to 15 from pairs stay above those that start large",
            )
            .1 == 0.0
        },
    },
    Claim {
        document: "docs/sweeps.md",
        sentence: "measured output up by three fifths, true output down by a seventh; contagion hardly matters",
        holds: || {
            let change = |what: &str, contagion: &str| {
                let table =
                    Sweep::of(&format!("competition/{what}_competition_leniency-contagion.csv"));
                table.mean(&[contagion, "1"]) / table.mean(&[contagion, "0"]) - 1.0
            };
            let [measured, output] =
                ["measured-output", "true-output"].map(|what| change(what, "0.5"));
            (measured - 0.6).abs() < 0.03
                && (output + 1.0 / 7.0).abs() < 0.02
                && (change("true-output", "0") - change("true-output", "1")).abs() < 0.02
        },
    },
    Claim {
        document: "docs/sweeps.md",
        sentence: "nine tenths or more of what pay buys in measured output are gone, and with high pay half of what reports tell",
        holds: || {
            let without = Summary::of("incentives").mean("pay-0", "measured_output");
            let bought = |pay: &str, ratchet: &str| {
                Sweep::of("ratchet/measured-output_ratchet_pay.csv").mean(&[pay, ratchet]) - without
            };
            let told = Sweep::of("ratchet/information_ratchet_pay.csv").mean(&["0.8", "1"]);
            let pays = ["0.2", "0.4", "0.8"];
            pays.iter().all(|pay| bought(pay, "1") <= 0.1 * bought(pay, "0"))
                && (0.45..0.55).contains(&told)
        },
    },
    Claim {
        document: "docs/sweeps.md",
        sentence: "leaving alone or a small bonus where hardly any are self-interested, trust or its mission for most staff, high pay where half or more are and work is measurable",
        holds: || {
            let table = Sweep::of(
                "phase-diagram/best_true-output_measurability_self-interested-share_treatment.csv",
            );
            let best = |measured: &str, selfish: &str| {
                let won = |row: &&Vec<String>| {
                    row[0] == measured && row[1] == selfish && row[VERDICT].starts_with("best")
                };
                table.0.iter().find(won).map(|row| row[2].clone()).unwrap()
            };
            best("0.2", "0") == "left-alone"
                && best("0.9", "0.05") == "pay-20"
                && best("0.4", "0.25") == "trust"
                && best("0.2", "0.4") == "mission"
                && best("0.8", "0.55") == "pay-60"
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
        sentence: "Without dialogue no dose of checks gives more true output than none, and the last ones cost most.",
        holds: || {
            let table = Sweep::of("control-dose/true-output_monitoring_dialogue.csv");
            let rows = table.0.iter().filter(|row| row[1] == "0");
            let none = table.mean(&["0", "0"]);
            let outputs: Vec<f64> = rows.map(|row| row[2].parse().unwrap()).collect();
            let n = outputs.len();
            outputs[1..].iter().all(|output| *output < none)
                && outputs[n - 5] - outputs[n - 1] > outputs[0] - outputs[4]
        },
    },
    Claim {
        document: "scenarios/sweeps/control-dose.toml",
        sentence: "With full dialogue four checks in ten give most: what is checked and what is told is solved, and little is felt as control.",
        holds: || {
            let table = Sweep::of("control-dose/true-output_monitoring_dialogue.csv");
            let rows = table.0.iter().filter(|row| row[1] == "1");
            let number = |row: &Vec<String>, at: usize| row[at].parse::<f64>().unwrap();
            let best = rows.max_by(|a, b| number(a, 2).total_cmp(&number(b, 2))).unwrap();
            (0.35..=0.45).contains(&number(best, 0)) && number(best, 2) > table.mean(&["0", "1"])
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
        sentence: "Vision and support each lift true output; dialogue alone gives little more than it costs, because problems are told.",
        holds: || {
            let s = Summary::of("trust-parts");
            let gain = |treatment: &str| s.output(treatment) - s.output("left-alone");
            gain("vision") > 0.05
                && gain("support") > 0.05
                && (0.0..0.03).contains(&gain("dialogue"))
        },
    },
    Claim {
        document: "docs/odd.md",
        sentence: "Perceived control falls from .25 to .16 when pay goes and follow-up stays, but rises to .28 when follow-up grows as it did",
        holds: || {
            let s = Summary::of("skane-2012");
            let felt = ["no-reform", "pay-removed-only", "as-it-was"]
                .map(|treatment| format!("{:.2}", s.mean(treatment, "perceived_control")));
            felt == ["0.25", "0.16", "0.28"]
        },
    },
    Claim {
        document: "docs/odd.md",
        sentence: "Net welfare is higher under forgiving leaders too, left alone as under trust",
        holds: || {
            let s = Summary::of("errors");
            let welfare = |treatment: &str| s.mean(treatment, "welfare");
            welfare("alone-strict") < welfare("alone-forgiving")
                && welfare("trust-strict") < welfare("trust-forgiving")
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

fn equal_support_shrinks_the_distance_by_a_third() -> bool {
    let s = Summary::of("schools");
    let apart = |a: &str, b: &str| s.output(a) - s.output(b);
    let left = apart("trust-support", "laissez-faire-support") / apart("trust", "laissez-faire");
    (0.6..0.73).contains(&left)
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
    for name in ["phase-diagram", "regime-map"] {
        let folder = root().join("results/sweeps").join(name);
        let stored = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let figure = |path: &Path| path.extension().is_some_and(|ending| ending == "svg");
        let stored: Vec<PathBuf> = stored.filter(|path| figure(path)).collect();
        assert_eq!(stored.len(), 1, "{stored:?}");
        let shown = root().join(format!("docs/sweeps/{name}.svg"));
        let same = std::fs::read(&stored[0]).unwrap() == std::fs::read(shown).unwrap();
        assert!(same, "docs/sweeps/{name}.svg is not {:?}: run .ci/make-results", stored[0]);
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&read("results/schools/manifest.json")).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let listed = files.iter().find(|file| file["name"] == "units.png").unwrap();
    let bytes = std::fs::read(root().join("docs/schools-units.png")).unwrap();
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(listed["sha256"], hash, "docs/schools-units.png is not that of results/schools");
}
