//! Real effort under pay in class.

use super::{BELIEF_SD, Curve, Game, STARTING_BELIEF, Shown, Table};
use crate::lab::real_effort::RealEffort;
use crate::lab::reference_rules::generator;
use crate::spec::Parameter;
use crate::statistics::mean;

/// `real-effort`.
pub static REAL_EFFORT: Game = Game {
    name: "real-effort",
    title: "What makes people work: pay, a gift, or a purpose?",
    plain: "People do a dull task for a while. Some are paid for each piece, a little or much; some work for a charity; some get a generous gift first, some hear how much others do, some hear what the task is good for. How much more do they do than people who are simply asked?",
    try_next: "Make the task one in which effort soon becomes hard: --set curvature=10. Which differences shrink?",
    by_people: true,
    protocol: &[
        Parameter::new("largest_rate", 0.5, 0.0, 100.0)
            .says("Largest piece rate that is tried, in units of drive."),
        Parameter::new("gift", 0.8, 0.0, 1.0)
            .says("Support of an employer who gives first; 0.3 is usual."),
        Parameter::new("comparison", 0.8, 0.0, 1.0)
            .says("What people are told that others do, as a share of the most."),
        Parameter::new("charity", 0.7, 0.0, 1.0).says("How far work for a charity is felt."),
        Parameter::new("significance", 0.7, 0.0, 1.0)
            .says("How far people feel that the task matters."),
        Parameter::new("curvature", 1.0, 1.0, 100.0)
            .says("How fast work becomes harder: effort is the benefit to the power 1/curvature."),
        STARTING_BELIEF,
        BELIEF_SD,
        Parameter::new("people", 2_000.0, 1.0, 1e6).whole().says("People in each condition."),
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let core = table.people();
    let plain = RealEffort { curvature: table.rule("curvature"), ..RealEffort::PLAIN };
    let effort = |kind: RealEffort| {
        let play = |person: u32| kind.play(&core, &mut generator(&table.draws, person));
        mean(&(0..table.count("people") as u32).map(play).collect::<Vec<f64>>())
    };
    let asked = effort(plain);
    let relative = |kind: RealEffort| effort(kind) / asked;
    let rates = (0..=10).map(|step| table.rule("largest_rate") * f64::from(step) / 10.0);
    let paid: Vec<(f64, f64)> = rates
        .map(|piece_rate| (piece_rate, relative(RealEffort { piece_rate, ..plain })))
        .collect();
    let others = [
        ("work for a charity", RealEffort { charity: table.rule("charity"), ..plain }),
        ("a gift first", RealEffort { gift: table.rule("gift"), ..plain }),
        ("told what others do", RealEffort { comparison: Some(table.rule("comparison")), ..plain }),
        (
            "told what it is good for",
            RealEffort { significance: table.rule("significance"), ..plain },
        ),
    ];
    let level = |name: &'static str, kind: RealEffort| {
        let height = relative(kind);
        Curve { name, points: paid.iter().map(|(x, _)| (*x, height)).collect(), observed: false }
    };
    let mut curves =
        vec![Curve { name: "paid by the piece", points: paid.clone(), observed: false }];
    curves.extend(others.map(|(name, kind)| level(name, kind)));
    let told = format!(
        "Against people who are simply asked, a charity brings {:.2} times as much, a gift {:.2}, hearing what others do {:.2}, a purpose {:.2}; the highest piece rate {:.2}.",
        curves[1].points[0].1,
        curves[2].points[0].1,
        curves[3].points[0].1,
        curves[4].points[0].1,
        paid[10].1
    );
    Shown { x: "piece rate (units of drive)", y: "effort, relative to no pay", curves, told }
}
