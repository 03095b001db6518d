//! The register of hypotheses in words, as a table, and as a page.

use super::{Axis, DrawError, Figure, intervals};
use crate::ground::numbers::{decimals, exact, p_value};
use crate::scenario::Width;
use crate::study::hypotheses::{Criterion, Finding, Judged, Size, Verdict};

/// For a terminal.
pub fn in_words(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let hypothesis = finding.hypothesis;
        let standing = hypothesis.standing.in_words();
        text += &format!(
            "{:4} {} ({standing})\n     {}\n",
            hypothesis.name,
            finding.judged.verdict.in_words(),
            hypothesis.claim
        );
        for part in &finding.judged.parts {
            text += &format!("       {}\n", part_in_words(part));
        }
        for (control, judged) in hypothesis.controls.iter().zip(&finding.controls) {
            text += &format!("     control, {}: {}\n", control.what, control_in_words(judged));
        }
    }
    text + &counts(findings)
}

/// Mean with interval, threshold, replicates, power.
fn part_in_words(part: &Criterion) -> String {
    let found = part.summary();
    format!(
        "{}: {} ({} to {}), above {}? {} replicates, power {:.2} for {} more",
        part.what,
        shown(found.mean),
        shown(found.low),
        shown(found.high),
        part.threshold,
        part.values.len(),
        part.power(),
        part.smallest_effect
    )
}

fn control_in_words(judged: &Judged) -> String {
    match judged.verdict {
        Verdict::Supported => "HOLDS, although it should fail".to_owned(),
        _ => "fails, as it should".to_owned(),
    }
}

/// How many of each verdict.
fn counts(findings: &[Finding]) -> String {
    let count = |of: fn(Verdict) -> bool| {
        findings.iter().filter(|finding| of(finding.judged.verdict)).count()
    };
    let controls: Vec<&Judged> = findings.iter().flat_map(|f| &f.controls).collect();
    let holding = controls.iter().filter(|c| c.verdict == Verdict::Supported).count();
    let controls = match holding {
        0 => format!("all {} controls fail, as they should", controls.len()),
        _ => format!("{holding} of {} controls hold, although all should fail", controls.len()),
    };
    format!(
        "{} supported, {} not supported, {} undecided; {controls}\n",
        count(|v| v == Verdict::Supported),
        count(|v| v == Verdict::NotSupported),
        count(|v| matches!(v, Verdict::Undecided(_))),
    )
}

fn shown(value: f64) -> String {
    decimals(value, 3)
}

/// The register as CSV: a line a part, those of controls too.
pub fn csv(findings: &[Finding]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record([
            "hypothesis",
            "control",
            "part",
            "mean",
            "low",
            "high",
            "sd",
            "replicates",
            "threshold",
            "power_two_sided",
            "effect",
            "p_of_part_one_sided",
            "p_signed_rank_one_sided",
            "p_one_sided",
            "p_adjusted_one_sided",
            "verdict",
        ])
        .expect("writing to memory cannot fail");
    let mut rows = |name: &str, control: &str, judged: &Judged| {
        for part in &judged.parts {
            let found = part.summary();
            let numbers = [found.mean, found.low, found.high, found.sd].map(exact);
            let [mean, low, high, sd] = &numbers;
            let others = [
                part.threshold,
                part.power(),
                part.effect(),
                part.p(),
                part.signed_rank(),
                judged.p,
                judged.adjusted,
            ];
            let [threshold, power, effect, own, rank, p, adjusted] = &others.map(exact);
            let n = part.values.len().to_string();
            let verdict = judged.verdict.in_words();
            table
                .write_record([
                    name, control, &part.what, mean, low, high, sd, &n, threshold, power, effect,
                    own, rank, p, adjusted, &verdict,
                ])
                .expect("rows have the same number of fields");
        }
    };
    for finding in findings {
        rows(finding.hypothesis.name, "", &finding.judged);
        for (control, judged) in finding.hypothesis.controls.iter().zip(&finding.controls) {
            rows(finding.hypothesis.name, control.what, judged);
        }
    }
    table.into_inner().expect("writing to memory cannot fail")
}

/// One page with everything: register, forest plot, and of each hypothesis its claim, figure, controls
/// and the command that repeats it.
///
/// # Errors
/// When a figure cannot be drawn.
pub fn page(findings: &[Finding], size: Size, seed: u64) -> Result<String, DrawError> {
    let mut rows = String::new();
    let mut chapters = String::new();
    for finding in findings {
        let hypothesis = finding.hypothesis;
        let (name, verdict) = (hypothesis.name, finding.judged.verdict);
        rows += &format!(
            "<tr><td><a href=\"#{name}\">{name}</a></td><td>{}</td><td class=\"{}\">{}</td><td>{}</td><td>{}</td></tr>\n",
            escaped(hypothesis.claim),
            class(verdict),
            escaped(&verdict.in_words()),
            hypothesis.standing.in_words(),
            finding.controls.iter().map(control_in_words).collect::<Vec<_>>().join("; "),
        );
        chapters += &chapter(finding, size, seed)?;
    }
    let forest = forest(findings).svg(Width::Readme)?;
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>The hypotheses of chapter 2</title><style>{STYLE}</style></head><body>\n<h1>Tests of the hypotheses of SOU 2018:38, chapter 2</h1>\n<p>Each claim is run in the model with {} replicates of sectors of {} units, and must lie above a threshold that was set beforehand; p-values are corrected for the number of hypotheses (Holm, 5 %). Each has controls in which it should fail. <em>By construction</em>: the equations make it true. <em>Calibrated</em>: a parameter was chosen so that it holds. {}</p>\n<table><thead><tr><th></th><th>Claim</th><th>Verdict</th><th>Standing</th><th>Controls</th></tr></thead><tbody>\n{rows}</tbody></table>\n<figure>{forest}</figure>\n{chapters}</body></html>\n",
        size.replicates,
        size.units,
        escaped(&counts(findings))
    ))
}

/// The size of an effect; a dash where values do not vary.
fn effect(size: f64) -> String {
    if size.is_nan() { "–".to_owned() } else { format!("{:.1}", size.clamp(-99.0, 99.0)) }
}

fn chapter(finding: &Finding, size: Size, seed: u64) -> Result<String, DrawError> {
    let hypothesis = finding.hypothesis;
    let judged = &finding.judged;
    let row = |of: &str, part: &Criterion| {
        let found = part.summary();
        format!(
            "<tr><td>{}</td><td>{}</td><td>{} ({} to {})</td><td>{} — {}</td><td>{}</td><td>{:.2}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escaped(of),
            escaped(&part.what),
            shown(found.mean),
            shown(found.low),
            shown(found.high),
            part.threshold,
            escaped(part.reason),
            part.values.len(),
            part.power(),
            effect(part.effect()),
            p_value(part.p()),
            p_value(part.signed_rank())
        )
    };
    let mut rows: String = judged.parts.iter().map(|part| row("test", part)).collect();
    for (control, judged) in hypothesis.controls.iter().zip(&finding.controls) {
        rows += &judged.parts.iter().map(|part| row(control.what, part)).collect::<String>();
    }
    let picture = figure(finding).svg(Width::Readme)?;
    let quick = match size {
        Size::FULL => String::new(),
        Size::QUICK => " --quick".to_owned(),
        Size { replicates, .. } => format!(" --replicates {replicates}"),
    };
    Ok(format!(
        "<section id=\"{name}\"><h2>{name}. {claim}</h2>\n<p>SOU 2018:38 {place}. {runs}</p>\n<p>Verdict: <strong class=\"{class}\">{verdict}</strong> ({standing}); p-value {p} (one-sided), corrected {adjusted}.</p>\n<figure>{picture}</figure>\n<table><thead><tr><th>Run</th><th>What</th><th>Mean (95 %)</th><th>Must lie above</th><th>Replicates</th><th>Power (two-sided)</th><th>Effect (sd)</th><th>p (t, one-sided)</th><th>p (signed rank, one-sided)</th></tr></thead><tbody>\n{rows}</tbody></table>\n<p>Reproduce it: <code>tillit hypotheses {name}{quick} --seed {seed}</code> (its p-value is then not corrected for the others).</p></section>\n",
        name = hypothesis.name,
        claim = escaped(hypothesis.claim),
        place = hypothesis.place,
        runs = escaped(hypothesis.runs),
        class = class(judged.verdict),
        verdict = escaped(&judged.verdict.in_words()),
        standing = hypothesis.standing.in_words(),
        p = p_value(judged.p),
        adjusted = p_value(judged.adjusted),
    ))
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "yes",
        Verdict::NotSupported => "no",
        Verdict::Undecided(_) => "open",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Most standard deviations that the forest plot shows.
const EDGE: f64 = 6.0;

/// How far each claim's weakest part lies above its threshold, in standard deviations over replicates.
fn forest(findings: &[Finding]) -> Figure {
    let interval = |part: &Criterion| {
        let found = part.summary();
        let sd = found.sd.max(1e-9);
        [found.low, found.mean, found.high].map(|v| ((v - part.threshold) / sd).clamp(-EDGE, EDGE))
    };
    let row = |finding: &Finding| {
        let all = finding.judged.parts.iter().map(interval);
        let weakest = all.min_by(|a, b| a[1].total_cmp(&b[1])).unwrap_or([f64::NAN; 3]);
        let series = match finding.judged.verdict {
            Verdict::Supported => 0,
            Verdict::NotSupported => 1,
            Verdict::Undecided(_) => 2,
        };
        (finding.hypothesis.name.to_owned(), weakest, series)
    };
    let x = Axis {
        label: "distance from the threshold (standard deviations)".to_owned(),
        at_least: Some((-3.0, 3.0)),
        ..Axis::default()
    };
    let subtitle = format!(
        "Weakest part of each claim with its interval of 95 %, in standard deviations over replicates, at most {EDGE}."
    );
    intervals::figure(
        [
            "How far above its threshold each claim lies".to_owned(),
            subtitle,
            "tillit hypotheses".to_owned(),
        ],
        intervals::panel(findings.iter().map(row).collect(), x),
        &["supported", "not supported", "undecided"],
    )
}

/// A hypothesis: of the test and each control every part, as distance from its threshold.
fn figure(finding: &Finding) -> Figure {
    let row = |name: String, part: &Criterion, series: usize| {
        let found = part.summary();
        (name, [found.low, found.mean, found.high].map(|v| v - part.threshold), series)
    };
    let mut rows = Vec::new();
    for (place, part) in finding.judged.parts.iter().enumerate() {
        rows.push(row(format!("test part {}", place + 1), part, 0));
    }
    for (number, judged) in finding.controls.iter().enumerate() {
        for (place, part) in judged.parts.iter().enumerate() {
            rows.push(row(format!("control {} part {}", number + 1, place + 1), part, 1));
        }
    }
    let title = format!("{}: test and controls", finding.hypothesis.name);
    let subtitle = "Mean of each part minus its threshold, with intervals of 95 %.".to_owned();
    let caption = "Parts in the order of the table below.".to_owned();
    let x = Axis { label: "mean minus threshold".to_owned(), ..Axis::default() };
    intervals::figure(
        [title, subtitle, caption],
        intervals::panel(rows, x),
        &["test", "control (should fail)"],
    )
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222}table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border-bottom:1px solid #ddd;padding:.35rem .5rem;text-align:left;vertical-align:top}figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}.yes{color:#0063a3;font-weight:600}.no{color:#b34700;font-weight:600}.open{color:#666;font-weight:600}section{margin-top:3rem}code{background:#f2f2f2;padding:.1rem .3rem}";
