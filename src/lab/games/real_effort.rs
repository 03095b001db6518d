//! Real effort under pay in class.

use super::curve::{Average, Averages};
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, STARTING_BELIEF};
use crate::lab::people::Population;
use crate::lab::real_effort::RealEffort;
use crate::model::parameter::Parameter;

/// `real-effort`.
pub static REAL_EFFORT: Game = Game {
    name: "real-effort",
    aliases: &[Alias::plain("real-effort-task"), Alias::plain("piece-rates")],
    title: "What makes people work: pay, a gift, or a purpose?",
    introduction: "People do a dull task for a while. Some are paid for each piece, a little or much; some work for a charity; some get a generous gift first, some hear how much others do, some hear what the task is good for. How much more do they do than people who are simply asked?",
    exercise: "Make the task one in which effort soon becomes hard: --set curvature=10. Which differences shrink?",
    by_people: true,
    protocol: &[
        Parameter::new("largest_rate", 0.5, 0.0, 100.0)
            .summary("Largest piece rate that is tried, in units of drive."),
        Parameter::new("gift", 0.8, 0.0, 1.0)
            .summary("Support of an employer who gives first; 0.3 is usual."),
        Parameter::new("comparison", 0.8, 0.0, 1.0)
            .summary("What people are told that others do, as a share of the most."),
        Parameter::new("charity", 0.7, 0.0, 1.0).summary("How far work for a charity is felt."),
        Parameter::new("significance", 0.7, 0.0, 1.0)
            .summary("How far people feel that the task matters."),
        Parameter::new("curvature", 1.0, 1.0, 100.0).summary(
            "How fast work becomes harder: effort is the benefit to the power 1/curvature.",
        ),
        STARTING_BELIEF,
        BELIEF_SD,
        Parameter::new("people", 2_000.0, 1.0, 1e6).whole().summary("People in each condition."),
    ],
    work: |setup| setup.work("people", CONDITIONS, &[]),
    play,
};

/// Conditions that are played: eleven piece rates and four others.
const CONDITIONS: f64 = 15.0;

fn play(setup: &GameSetup) -> GameResult {
    let core = setup.people();
    let plain = RealEffort { curvature: setup.rule("curvature"), ..RealEffort::PLAIN };
    let rates: Vec<f64> =
        (0..=10).map(|step| setup.rule("largest_rate") * f64::from(step) / 10.0).collect();
    let paid: Vec<Average> = rates
        .iter()
        .map(|rate| relative(setup, &core, RealEffort { piece_rate: *rate, ..plain }, plain))
        .collect();
    let curve = |name, of: Vec<Average>| {
        Curve::played(name, rates.iter().copied(), &Averages::joined(of), None)
    };
    let others = [
        ("work for a charity", RealEffort { charity: setup.rule("charity"), ..plain }),
        ("a gift first", RealEffort { gift: setup.rule("gift"), ..plain }),
        ("hear what others do", RealEffort { comparison: Some(setup.rule("comparison")), ..plain }),
        (
            "hear what it is good for",
            RealEffort { significance: setup.rule("significance"), ..plain },
        ),
    ]
    .map(|(name, kind)| (name, relative(setup, &core, kind, plain)));
    let mut curves = vec![curve("paid by the piece", paid.clone())];
    curves.extend(others.map(|(name, level)| curve(name, vec![level; rates.len()])));
    let [charity, gift, others_do, purpose] = others.map(|(_, level)| level.mean());
    let conclusion = format!(
        "Compared with people who are simply asked, a charity brings {charity:.2} times as much, a gift {gift:.2}, hearing what others do {others_do:.2}, a purpose {purpose:.2}; the highest piece rate {:.2}.",
        paid[10].mean()
    );
    GameResult {
        x: "piece rate (units of drive)",
        y: "effort, relative to no pay",
        curves,
        conclusion,
    }
}

/// Mean effort in a condition, relative to that of the same people who are simply asked. The interval of
/// this ratio of means comes from its linear part: the same people are in both.
fn relative(setup: &GameSetup, core: &Population, kind: RealEffort, plain: RealEffort) -> Average {
    let mut pairs = Vec::new();
    setup.repeat(
        "people",
        |generator| {
            let person = core.person(generator);
            (kind.effort_of(core, person), plain.effort_of(core, person))
        },
        |pair| pairs.push(pair),
    );
    let sum = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let (effort, asked) = (sum(|pair| pair.0), sum(|pair| pair.1));
    let (ratio, mean) = (effort / asked, asked / pairs.len() as f64);
    let mut average = Average::default();
    pairs.iter().for_each(|(own, base)| average.add(ratio + (own - ratio * base) / mean));
    average
}
