//! A run in a few sentences, each tied to its numbers.

use super::run::{Alternative, Over, Run, highest};
use super::words::Words;

/// What is to be said first.
pub(super) fn in_short(run: &Run, words: &Words) -> Vec<String> {
    let mut said = vec![choice(run, words)];
    said.extend(uncertainty(run, words));
    if run.alternatives.len() > 1 {
        said.push(measured(run, words));
        said.extend(effect(run, words));
    }
    said.extend(moving(run, words));
    said
}

/// Which alternative gives most with the scenario's own numbers.
fn choice(run: &Run, words: &Words) -> String {
    let (base, best) = (run.base(), run.best());
    let n = run.alternatives.len().to_string();
    let value = words.number(best.output.middle, 3);
    if run.alternatives.len() == 1 {
        let [low, high] = words.ends(base.output);
        let values = [("base", &*base.title), ("value", &value), ("low", &low), ("high", &high)];
        return words.say("only", &values);
    }
    if best.name == base.name {
        return words.say("base-is-best", &[("n", &n), ("base", &base.title), ("value", &value)]);
    }
    let difference = words.number(best.difference.middle, 3);
    let [low, high] = words.ends(best.difference);
    let values = [
        ("best", &*best.title),
        ("n", &n),
        ("value", &value),
        ("difference", &difference),
        ("base", &base.title),
        ("low", &low),
        ("high", &high),
    ];
    words.say("best", &values)
}

/// How far that holds over what is not known.
pub(super) fn uncertainty(run: &Run, words: &Words) -> Vec<String> {
    let (base, best) = (run.base(), run.best());
    let Some(over) = best.over else { return vec![words.text("not-looked")] };
    let points = words.number(over.points, 0);
    if run.alternatives.len() == 1 {
        let [low, high] = words.ends(over.outcome);
        let values = [("points", &*points), ("low", &low), ("high", &high)];
        return vec![words.say("only-over-assumptions", &values)];
    }
    let first = if best.name == base.name {
        let (share, often) = (words.share(over.highest), words.how_often(over.highest));
        let values =
            [("share", &*share), ("points", &points), ("base", &base.title), ("words", &often)];
        words.say("base-over-assumptions", &values)
    } else {
        let (share, often) = (words.share(over.higher), words.how_often(over.higher));
        let [low, high] = words.ends(over.difference);
        let values = [
            ("points", &*points),
            ("best", &best.title),
            ("base", &base.title),
            ("share", &share),
            ("words", &often),
            ("low", &low),
            ("high", &high),
        ];
        words.say("over-assumptions", &values)
    };
    let [mean, most] = over.shortfall.map(|value| words.number(value, 3));
    let regret = words.say("regret", &[("best", &best.title), ("mean", &mean), ("most", &most)]);
    vec![first, regret, robust(run, words)]
}

/// Which alternatives stand best over what is not known: most often the best, and least below it on average.
fn robust(run: &Run, words: &Words) -> String {
    let of = |alternative: &Alternative, value: fn(&Over) -> f64| {
        alternative.over.as_ref().map_or(f64::NAN, value)
    };
    let often = highest(&run.alternatives, |alternative| of(alternative, |over| over.highest));
    let least =
        highest(&run.alternatives, |alternative| -of(alternative, |over| over.shortfall[0]));
    let values = [
        ("often", &*often.title),
        ("share", &words.share(of(often, |over| over.highest))),
        ("least", &least.title),
        ("mean", &words.number(of(least, |over| over.shortfall[0]), 3)),
    ];
    words.say("robust", &values)
}

/// Whether what is measured would lead to the same choice.
fn measured(run: &Run, words: &Words) -> String {
    let (best, measured) = (run.best(), run.best_measured());
    if best.name == measured.name || best.output.middle <= measured.output.middle {
        return words.text("measured-agrees");
    }
    let less = words.number(best.output.middle - measured.output.middle, 3);
    let values = [("measured", &*measured.title), ("less", &less), ("best", &best.title)];
    words.say("measured-differs", &values)
}

/// When the effect of the best has come, what it costs, and for whom it is worse.
fn effect(run: &Run, words: &Words) -> Vec<String> {
    let (base, best) = (run.base(), run.best());
    if best.name == base.name {
        return Vec::new();
    }
    let mut said = Vec::new();
    if let [Some(half), Some(most)] = best.months {
        let (half, most) = (half.to_string(), most.to_string());
        let values = [("base", &*base.title), ("half", &half), ("most", &most)];
        said.push(words.say("time-of-effect", &values));
    }
    let time = |of: &Alternative| words.share(of.steering);
    let values = [
        ("best", &*best.title),
        ("base", &base.title),
        ("time", &time(best)),
        ("base_time", &time(base)),
        ("money", &words.money(best.spending)),
        ("base_money", &words.money(base.spending)),
    ];
    said.push(words.say("cost", &values));
    if let Some(units) = &best.units {
        let share = words.share(units.lower);
        let values = [("share", &*share), ("best", &best.title), ("base", &base.title)];
        said.push(words.say("losers", &values));
    }
    said
}

/// What has not settled under the best alternative.
fn moving(run: &Run, words: &Words) -> Vec<String> {
    let best = run.best();
    let said = best.moving.iter().map(|(metric, by)| {
        let (metric, by) = (words.metric(metric), words.signed(*by, 3));
        words.say("moving", &[("metric", &metric), ("by", &by), ("title", &best.title)])
    });
    said.collect()
}

/// What the report does not say.
pub(super) fn limits(run: &Run, words: &Words) -> Vec<String> {
    let mut keys = vec!["not-a-forecast", "noise-small"];
    if run.base().over.is_some() {
        keys.push("shares-not-probabilities");
    }
    keys.extend(["not-compared", "measured-money"]);
    keys.into_iter().map(|key| words.text(key)).collect()
}
