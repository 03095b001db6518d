//! The tables of an audit (CSV).

use crate::ground::numbers::exact;
use crate::ground::statistics::Summary;
use crate::ground::statistics::cart::Tree;
use crate::report::File;
use crate::report::table::table;
use crate::study::audit::{Findings, Outcome, Space, share_of};

/// The tables, by name, as [`super::FILES`] lists them.
pub fn tables(findings: &Findings) -> Vec<File> {
    let mut all = vec![
        ("shares.csv", shares(findings)),
        ("effects.csv", effects(findings)),
        ("points.csv", points(findings)),
        ("assumptions.csv", assumptions(&findings.space)),
        ("boxes.csv", boxes(findings)),
        ("trajectories.csv", trajectories(findings)),
        ("tree.csv", tree(findings)),
    ];
    if findings.ablation.is_some() {
        all.extend([("mechanisms.csv", mechanisms(findings)), ("pairs.csv", pairs(findings))]);
    }
    all.push(("information.csv", information(findings)));
    all.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

/// By space and outcome: the share, with its interval.
fn shares(findings: &Findings) -> Vec<u8> {
    let mut rows = Vec::new();
    for (people, effects) in &findings.spaces {
        for outcome in [Outcome::Holds, Outcome::Opposite, Outcome::Neither] {
            let is = |effect: &crate::study::audit::Effect| effect.outcome == outcome;
            let found = share_of(effects, is, findings.seed);
            let [share, low, high] = [found.share, found.low, found.high].map(exact);
            let points = effects.len().to_string();
            rows.push([people.name().to_owned(), outcome.name().into(), share, low, high, points]);
        }
    }
    table(["space", "outcome", "share", "low", "high", "points"], rows)
}

/// By space and point: the difference, with the noise of the simulation.
fn effects(findings: &Findings) -> Vec<u8> {
    let mut rows = Vec::new();
    for (people, effects) in &findings.spaces {
        for effect in effects {
            let Summary { mean, low, high, .. } = effect.difference;
            let [mean, low, high] = [mean, low, high].map(exact);
            rows.push([
                people.name().to_owned(),
                (effect.point + 1).to_string(),
                mean,
                low,
                high,
                effect.replicates.to_string(),
                effect.outcome.name().to_owned(),
                effect.is_sure.to_string(),
                exact(effect.weight),
            ]);
        }
    }
    let header =
        ["space", "point", "difference", "low", "high", "replicates", "outcome", "sure", "weight"];
    table(header, rows)
}

/// The points of the assumptions: the value of each number.
fn points(findings: &Findings) -> Vec<u8> {
    let header = std::iter::once("point".to_owned()).chain(findings.keys.iter().cloned());
    let row = |(place, effect): (usize, &crate::study::audit::Effect)| {
        let values = findings.columns.iter().map(move |column| exact(column[place]));
        std::iter::once((effect.point + 1).to_string()).chain(values)
    };
    table(header, findings.effects().iter().enumerate().map(row))
}

/// The numbers that vary with their ranges, and those that do not.
pub fn assumptions(space: &Space) -> Vec<u8> {
    let varied = space.assumptions.iter().map(|assumption| {
        let [low, high, base] = [assumption.low, assumption.high, assumption.base].map(exact);
        let meaning = assumption.parameter.summary.to_owned();
        [assumption.parameter.key.to_owned(), low, high, base, assumption.reason.clone(), meaning]
    });
    let left_out = space.left_out.iter().map(|left_out| {
        let nothing = String::new;
        let reason = format!("left out: {}", left_out.reason);
        [left_out.key.to_owned(), nothing(), nothing(), nothing(), reason, nothing()]
    });
    table(["number", "low", "high", "scenario", "reason", "meaning"], varied.chain(left_out))
}

/// The boxes: a line for each number that they restrict.
fn boxes(findings: &Findings) -> Vec<u8> {
    let mut rows = Vec::new();
    for (place, found) in findings.regions.boxes.iter().enumerate() {
        let step = &found.step;
        for restriction in &found.restrictions {
            let ends = [restriction.low, restriction.high].map(|end| match end {
                Some(end) => end.map(exact),
                None => [const { String::new() }; 3],
            });
            let [[low, low_from, low_to], [high, high_from, high_to]] = ends;
            rows.push([
                (place + 1).to_string(),
                found.target.name().to_owned(),
                findings.keys[restriction.column].clone(),
                low,
                low_from,
                low_to,
                high,
                high_from,
                high_to,
                exact(restriction.quasi_p),
                exact(restriction.again),
                step.inside.to_string(),
                step.hits.to_string(),
                exact(step.coverage),
                exact(step.density),
                exact(step.mass),
                exact(found.unseen),
            ]);
        }
    }
    let header = [
        "box",
        "target",
        "number",
        "low",
        "low_from",
        "low_to",
        "high",
        "high_from",
        "high_to",
        "quasi_p",
        "restricted_again",
        "inside",
        "hits",
        "coverage",
        "density",
        "mass",
        "density_unseen",
    ];
    table(header, rows)
}

/// The ways on which boxes were found: of each step a line for each number that it restricts, or one.
fn trajectories(findings: &Findings) -> Vec<u8> {
    let mut rows = Vec::new();
    for (place, found) in findings.regions.boxes.iter().enumerate() {
        let whole = &found.trajectory[0].limits;
        for (number, step) in found.trajectory.iter().enumerate() {
            let counts = [place + 1, number + 1, step.inside, step.hits].map(|n| n.to_string());
            let [of, at, inside, hits] = counts;
            let [coverage, density, mass] = [step.coverage, step.density, step.mass].map(exact);
            let start = [of, at, inside, hits, coverage, density, mass];
            let mut row = |ends: [String; 3]| {
                let all: Vec<String> = start.iter().cloned().chain(ends).collect();
                rows.push(all);
            };
            let restricted = step.limits.restricted(whole);
            if restricted.is_empty() {
                row(Default::default());
            }
            for column in restricted {
                let [low, high] = [step.limits.low[column], step.limits.high[column]].map(exact);
                row([findings.keys[column].clone(), low, high]);
            }
        }
    }
    let header =
        ["box", "step", "inside", "hits", "coverage", "density", "mass", "number", "low", "high"];
    table(header, rows)
}

/// The tree of where the claim holds, from the top: each node with the one above it.
fn tree(findings: &Findings) -> Vec<u8> {
    let mut rows = Vec::new();
    add_node(findings, &findings.regions.tree, None, &mut rows);
    table(["node", "above", "side", "points", "holds", "cut", "at"], rows)
}

fn add_node(
    findings: &Findings,
    tree: &Tree,
    above: Option<(usize, &str)>,
    rows: &mut Vec<[String; 7]>,
) {
    let number = rows.len() + 1;
    let (cut, at) = match &tree.cut {
        Some(cut) => (findings.keys[cut.column].clone(), exact(cut.at)),
        None => Default::default(),
    };
    let (parent, side) =
        above.map_or_else(Default::default, |(parent, side)| (parent.to_string(), side.to_owned()));
    let counts = [tree.points, tree.hits].map(|count| count.to_string());
    let [points, hits] = counts;
    rows.push([number.to_string(), parent, side, points, hits, cut, at]);
    if let Some(cut) = &tree.cut {
        for (side, name) in cut.sides.iter().zip(["at most", "above"]) {
            add_node(findings, side, Some((number, name)), rows);
        }
    }
}

fn ends(found: &Summary) -> [String; 3] {
    [found.mean, found.low, found.high].map(exact)
}

/// By mechanism: its part, and the claim without it.
fn mechanisms(findings: &Findings) -> Vec<u8> {
    let rows = findings.ablation.iter().flat_map(|ablation| {
        ablation.parts.iter().map(|part| {
            let without = &ablation.without[part.mechanism];
            let [added, added_low, added_high] = ends(&part.added);
            let [carried, carried_low, carried_high] = ends(&without.carried);
            let name = ablation.mechanisms[part.mechanism].name.to_owned();
            let holds = exact(without.holds);
            [name, added, added_low, added_high, carried, carried_low, carried_high, holds]
        })
    });
    let header = [
        "mechanism",
        "added",
        "added_low",
        "added_high",
        "carried",
        "carried_low",
        "carried_high",
        "holds_without",
    ];
    table(header, rows)
}

/// By pair of mechanisms: the claim without both.
fn pairs(findings: &Findings) -> Vec<u8> {
    let rows = findings.ablation.iter().flat_map(|ablation| {
        ablation.pairs.iter().map(|pair| {
            let [first, second] = pair.of.map(|place| ablation.mechanisms[place].name.to_owned());
            let [carried, carried_low, carried_high] = ends(&pair.without.carried);
            let [together, low, high] = ends(&pair.together);
            let holds = exact(pair.without.holds);
            [first, second, carried, carried_low, carried_high, together, low, high, holds]
        })
    });
    let header = [
        "first",
        "second",
        "carried",
        "carried_low",
        "carried_high",
        "together",
        "together_low",
        "together_high",
        "holds_without",
    ];
    table(header, rows)
}

/// By number: what it is worth to know it.
fn information(findings: &Findings) -> Vec<u8> {
    let rows = findings.information.iter().map(|value| {
        let [found, low, high, chance] =
            [value.value, value.low, value.high, value.chance].map(exact);
        [findings.keys[value.column].clone(), found, low, high, chance]
    });
    table(["number", "value", "low", "high", "by_chance"], rows)
}
