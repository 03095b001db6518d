//! The page of an audit.

use serde_json::json;

use super::figures::drawn;
use super::words::{region, share, title};
use super::{metric, name};
use crate::ground::numbers::{decimals, exact, per_cent, trimmed};
use crate::ground::statistics::Summary;
use crate::report::DrawError;
use crate::report::pages::render;
use crate::scenario::Width;
use crate::study::audit::{Effect, Findings, Outcome, share_of};

/// Width of figures of the page, so that they can be read on a narrow screen.
const WIDTH: Width = Width::Column;

/// The page (HTML).
///
/// # Errors
/// When a figure cannot be drawn.
pub fn page(findings: &Findings) -> Result<String, DrawError> {
    let claim = &findings.claim;
    let mut figures = serde_json::Map::new();
    for (name, figure) in drawn(findings) {
        figures.insert(name.to_owned(), figure.svg(WIDTH)?.into());
    }
    let data = json!({
        "name": claim.name,
        "sentence": claim.sentence,
        "metric": metric(findings),
        "higher": claim.higher,
        "lower": claim.lower,
        "smallest": trimmed(claim.smallest, 6),
        "counts": claim.smallest > 0.0,
        "reason": claim.reason,
        "base": interval(&findings.base.difference),
        "spaces": spaces(findings),
        "boxes": findings.regions.boxes.iter().map(|b| region(findings, b)).collect::<Vec<_>>(),
        "predicted": per_cent(findings.regions.predicted, 0),
        "guessed": per_cent(findings.regions.guessed, 0),
        "mechanisms": mechanisms(findings),
        "information": information(findings),
        "assumptions": assumptions(findings),
        "left_out": left_out(findings),
        "figures": figures,
        "version": env!("CARGO_PKG_VERSION"),
    });
    Ok(render("audit.html", data))
}

fn interval(found: &Summary) -> String {
    let [mean, low, high] = [found.mean, found.low, found.high].map(|value| decimals(value, 3));
    format!("{mean} ({low} to {high})")
}

fn spaces(findings: &Findings) -> Vec<serde_json::Value> {
    let row = |(people, effects): &(crate::study::audit::People, Vec<Effect>)| {
        let of = |outcome: Outcome| {
            share(share_of(effects, |effect| effect.outcome == outcome, findings.seed))
        };
        let sure = effects.iter().filter(|effect| effect.is_sure).count() as f64;
        json!({
            "title": title(*people),
            "points": effects.len(),
            "holds": of(Outcome::Holds),
            "opposite": of(Outcome::Opposite),
            "neither": of(Outcome::Neither),
            "sure": per_cent(sure / effects.len() as f64, 0),
        })
    };
    findings.spaces.iter().map(row).collect()
}

fn mechanisms(findings: &Findings) -> Vec<serde_json::Value> {
    let Some(ablation) = &findings.ablation else { return Vec::new() };
    let mut order: Vec<usize> = (0..ablation.parts.len()).collect();
    let size = |m: &usize| ablation.parts[*m].added.mean.abs();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    let row = |m: usize| {
        json!({
            "name": name(ablation.mechanisms[m].name),
            "meaning": ablation.mechanisms[m].summary,
            "added": interval(&ablation.parts[m].added),
            "carried": interval(&ablation.without[m].carried),
            "holds": per_cent(ablation.without[m].holds, 0),
        })
    };
    order.into_iter().map(row).collect()
}

fn information(findings: &Findings) -> Vec<serde_json::Value> {
    let beyond = findings.information.iter().filter(|value| value.value > value.chance);
    let row = |value: &crate::study::audit::Value| {
        let [found, low, high] = [value.value, value.low, value.high].map(|v| decimals(v, 4));
        json!({ "name": name(&findings.keys[value.column]), "value": format!("{found} ({low} to {high})") })
    };
    beyond.map(row).collect()
}

fn assumptions(findings: &Findings) -> Vec<serde_json::Value> {
    let row = |a: &crate::study::audit::Assumption| {
        json!({
            "key": a.parameter.key,
            "meaning": a.parameter.summary,
            "range": format!("{} to {}", exact(a.low), exact(a.high)),
            "base": exact(a.base),
            "outside": !a.holds_base(),
            "reason": a.reason,
        })
    };
    findings.space.assumptions.iter().map(row).collect()
}

fn left_out(findings: &Findings) -> Vec<serde_json::Value> {
    let row =
        |left: &crate::study::audit::LeftOut| json!({ "key": left.key, "reason": left.reason });
    findings.space.left_out.iter().map(row).collect()
}
