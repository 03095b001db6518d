//! An audit in plain words.

use super::{conditions, metric, name};
use crate::ground::numbers::{decimals, per_cent, trimmed};
use crate::ground::statistics::{Summary, quantiles};
use crate::study::audit::{
    Ablation, Effect, Findings, Found, Outcome, People, Share, Target, Value, share_of,
};

/// Numbers that are named as worth knowing, and mechanisms as carrying.
const NAMED: usize = 5;

/// The summary (Markdown).
pub fn in_words(findings: &Findings) -> String {
    let mut parts = vec![claim(findings), base(findings)];
    parts.extend(findings.spaces.iter().map(|(people, effects)| space(findings, *people, effects)));
    parts.push(regions(findings));
    parts.extend(findings.ablation.as_ref().map(|ablation| carried(findings, ablation)));
    parts.push(information(findings));
    parts.push(limits(findings));
    parts.join("\n") + "\n"
}

/// A number of a column with as many digits as tell it from others.
pub(super) fn digits(value: f64, column: &[f64]) -> String {
    let low = column.iter().copied().fold(f64::INFINITY, f64::min);
    let high = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let decimals = (2.0 - (high - low).max(1e-9).log10()).floor().clamp(0.0, 6.0) as usize;
    trimmed(value, decimals)
}

fn shown(value: f64) -> String {
    decimals(value, 3)
}

fn interval(found: &Summary) -> String {
    format!("{} ({} to {})", shown(found.mean), shown(found.low), shown(found.high))
}

pub(super) fn share(found: Share) -> String {
    let [low, high] = [found.low, found.high].map(|end| format!("{:.0}", 100.0 * end));
    format!("{} ({low} to {high} %)", per_cent(found.share, 0))
}

/// The claim and what counts as holding.
pub(super) fn claim(findings: &Findings) -> String {
    let claim = &findings.claim;
    let sentence = match claim.sentence.as_str() {
        "" => String::new(),
        sentence => format!("{sentence}\n\n"),
    };
    let enough = match claim.smallest {
        0.0 => "Every difference counts, however small.".to_owned(),
        smallest => {
            let reason = match claim.reason.as_str() {
                "" => String::new(),
                reason => format!(" ({reason})"),
            };
            format!("A difference counts from {} on{reason}.", trimmed(smallest, 6))
        }
    };
    format!(
        "# {}\n\n{sentence}Claim: {} is higher under `{}` than under `{}`. {enough}\n",
        claim.name,
        metric(findings),
        claim.higher,
        claim.lower
    )
}

/// The scenario as it is.
pub(super) fn base(findings: &Findings) -> String {
    let outcome = match findings.base.outcome {
        Outcome::Holds => "the claim holds",
        Outcome::Opposite => "the opposite holds",
        Outcome::Neither => "neither the claim nor its opposite holds",
    };
    format!(
        "In the scenario as it is {outcome}: the difference is {} by simulation.\n",
        interval(&findings.base.difference)
    )
}

/// The shares of the outcomes in a space.
pub(super) fn space(findings: &Findings, people: People, effects: &[Effect]) -> String {
    let of = |outcome: Outcome| {
        share(share_of(effects, |effect| effect.outcome == outcome, findings.seed))
    };
    let sure = effects.iter().filter(|effect| effect.is_sure).count() as f64 / effects.len() as f64;
    let known: Vec<f64> = effects.iter().map(|effect| effect.difference.mean).collect();
    let known = crate::ground::statistics::present(&known);
    let [low, middle, high] = quantiles(&known, &[0.05, 0.5, 0.95]);
    let missing = match effects.len() - known.len() {
        0 => String::new(),
        missing => format!(" {missing} points gave no difference and count as not holding."),
    };
    format!(
        "## {}\n\n{} points with {}. The claim holds in {}, the opposite in {}, neither in {}. The difference is {} in the middle, and between {} and {} in nine of ten points. In {} of the points the simulation leaves no doubt which it is.{missing}\n",
        title(people),
        effects.len(),
        told(findings, people),
        of(Outcome::Holds),
        of(Outcome::Opposite),
        of(Outcome::Neither),
        shown(middle),
        shown(low),
        shown(high),
        per_cent(sure, 0)
    )
}

pub(super) fn title(people: People) -> &'static str {
    match people {
        People::Assumed => "Over the assumptions",
        People::Sampled => "Over the people",
        People::Both => "Over the people and the assumptions",
    }
}

fn told(findings: &Findings, people: People) -> String {
    let replicates =
        findings.spaces.iter().find(|(of, _)| *of == people).map_or(0, |(_, effects)| {
            effects.iter().map(|effect| effect.replicates).max().unwrap_or(0)
        });
    let what = match people {
        People::Assumed => format!("{} numbers over their plausible ranges", findings.keys.len()),
        People::Sampled => "the people of the sample and all else as in the scenario".to_owned(),
        People::Both => "people of the sample and the other numbers over their ranges".to_owned(),
    };
    format!("{what}, {replicates} replicates of each treatment")
}

/// Where it breaks.
fn regions(findings: &Findings) -> String {
    let mut text = "## Where it breaks\n\n".to_owned();
    if findings.regions.boxes.is_empty() {
        text += "No part of the space was found where it breaks, or holds, much more often than elsewhere.\n";
    }
    for found in &findings.regions.boxes {
        text += &format!("- {}\n", region(findings, found));
    }
    text += &format!(
        "\nA tree of three cuts tells for {} of points that it has not seen whether the claim holds; guessing the more frequent answer does for {}.\n",
        per_cent(findings.regions.predicted, 0),
        per_cent(findings.regions.guessed, 0)
    );
    text
}

/// A box in words.
pub(super) fn region(findings: &Findings, found: &Found) -> String {
    let what = match found.target {
        Target::Breaks => "It breaks",
        Target::Holds => "It holds",
        Target::Opposite => "The opposite holds",
    };
    let step = &found.step;
    let again: Vec<String> = found
        .restrictions
        .iter()
        .map(|r| format!("{} in {} of cases", name(&findings.keys[r.column]), per_cent(r.again, 0)))
        .collect();
    format!(
        "{what} where {}: {} of the space; there in {} of {} points ({}), which is {} of all such points. Boxes found in other points are right in {} of the points that they have not seen; they restrict {}.",
        conditions(findings, found).join(" and "),
        per_cent(step.mass, 0),
        step.hits,
        step.inside,
        per_cent(step.density, 0),
        per_cent(step.coverage, 0),
        per_cent(found.unseen, 0),
        again.join(", ")
    )
}

/// Which mechanisms carry it.
fn carried(findings: &Findings, ablation: &Ablation) -> String {
    let [none, all] = &ablation.whole;
    let mut order: Vec<usize> = (0..ablation.parts.len()).collect();
    let size = |m: &usize| ablation.parts[*m].added.mean.abs();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    let part = |m: &usize| {
        let (added, without) = (&ablation.parts[*m].added, &ablation.without[*m]);
        format!(
            "- {}: adds {}; without it the claim holds in {} of the points.\n",
            name(ablation.mechanisms[*m].name),
            interval(added),
            per_cent(without.holds, 0)
        )
    };
    let parts: String = order.iter().take(NAMED).map(part).collect();
    let rest = order.len().saturating_sub(NAMED);
    let how = if ablation.is_exact { "over all coalitions" } else { "over random orders" };
    let failed = match ablation.failed {
        0 => String::new(),
        failed => {
            format!(" {failed} runs without some mechanism were impossible and are left out.")
        }
    };
    format!(
        "## Which mechanisms carry it\n\nThe difference in {} is {} with all {} mechanisms and {} with none. Shared out among them {how} (Shapley), those that matter most:\n\n{parts}\nThe other {rest} are in `mechanisms.csv`. With all of them the claim holds in {} of the points at which one was switched off.{failed}\n",
        metric(findings),
        interval(all),
        ablation.mechanisms.len(),
        interval(none),
        per_cent(ablation.with_all.holds, 0)
    )
}

/// Which numbers are worth knowing.
fn information(findings: &Findings) -> String {
    let beyond: Vec<&Value> =
        findings.information.iter().filter(|value| value.value > value.chance).collect();
    let head = "## What is worth measuring first\n\n";
    if beyond.is_empty() {
        return format!(
            "{head}No single number is worth knowing before one chooses between the two: none turns the choice more than chance would.\n"
        );
    }
    let line = |value: &&Value| {
        format!(
            "- {}: knowing it gains {} ({} to {}) in {}.\n",
            name(&findings.keys[value.column]),
            decimals(value.value, 4),
            decimals(value.low, 4),
            decimals(value.high, 4),
            metric(findings)
        )
    };
    let lines: String = beyond.iter().take(NAMED).map(line).collect();
    format!(
        "{head}What whoever chooses between the two would gain on average by knowing one number:\n\n{lines}\n{} of {} numbers are worth more than chance would make them seem.\n",
        beyond.len(),
        findings.information.len()
    )
}

/// What the space holds and what not.
fn limits(findings: &Findings) -> String {
    let outside: Vec<String> =
        findings.space.implausible().map(|a| name(a.parameter.key)).collect();
    let outside = match outside.as_slice() {
        [] => "The scenario itself lies inside the space.".to_owned(),
        outside => format!(
            "The scenario itself lies outside of the space, because its values of {} are not plausible: {}.",
            outside.len(),
            outside.join(", ")
        ),
    };
    format!(
        "## What was assumed\n\nEvery value within a range is as likely as any other, and numbers do not hang together; shares are shares of that space, not probabilities. Types of staff are drawn, not dealt by quota. {outside} Ranges and reasons, and what was left out, are in `assumptions.csv`.\n"
    )
}
