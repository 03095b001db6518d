//! Real effort under pay: piece rates, gifts, pay for charity, comparison, and a task that matters.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;

use super::curve::{Average, Averages};
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, STARTING_BELIEF};
use crate::lab::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;
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
            let (person, mood) = (core.person(generator), core.mood(generator));
            (kind.effort_of(core, &person, mood), plain.effort_of(core, &person, mood))
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

/// How people are paid and spoken to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RealEffort {
    /// Pay per unit of work, in units of drive.
    pub piece_rate: f64,
    /// Whether work earns something for charity: it gives the task a purpose that is felt as far as
    /// this, in `[0,1]`, whatever the sum.
    pub charity: f64,
    /// How generous the pay is that does not depend on work: the support of the organisation, in
    /// `[0,1]`; 0.3 is usual.
    pub gift: f64,
    /// What people are told that others do, as a share of the most; none if they are told nothing.
    pub comparison: Option<f64>,
    /// How far people feel that the task matters, in `[0,1]`.
    pub significance: f64,
    /// How fast work becomes harder: effort is the benefit to the power of one over this. 1 is the
    /// organisation's; fast tasks such as pressing keys have far more.
    pub curvature: f64,
}

impl RealEffort {
    /// No pay, nothing said.
    pub const PLAIN: Self = Self {
        piece_rate: 0.0,
        charity: 0.0,
        gift: 0.3,
        comparison: None,
        significance: 0.0,
        curvature: 1.0,
    };

    /// The effort of one person.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> f64 {
        let person = core.person(generator);
        self.effort_of(core, &person, core.mood(generator))
    }

    /// The effort of a person in some mood, a standard normal. It answers an employer who leaves it free;
    /// who hears what others do is one of several in the same position.
    pub fn effort_of(&self, core: &Population, person: &Person, mood: f32) -> f64 {
        let pay = self.piece_rate as f32;
        let steering = Steering { pay, support: self.gift as f32, ..Steering::PLAIN };
        let mut person = core.before_principal(person, &steering);
        if let Some(others) = self.comparison {
            person.belief = others as f32;
        }
        person.vision = self.significance.max(self.charity) as f32;
        let task = Task { same_position: self.comparison.is_some(), ..Task::ANSWER };
        let benefit = f64::from(core.drive_of(&person, &task, mood)) + self.piece_rate;
        libm::pow(benefit.max(1e-3), 1.0 / self.curvature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn efforts_are_those_worked_out_by_hand() {
        let text = "[drive]\nvision = 0.2\n[perceived_control]\npay = 0.0\n";
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let person = core.person(&mut Xoshiro256PlusPlus::seed_from_u64(2));
        let plain = RealEffort::PLAIN.effort_of(&core, &person, 0.4);
        let paid = RealEffort { piece_rate: 0.25, ..RealEffort::PLAIN };
        let integrity_only = paid.effort_of(&core, &person, 0.4) - plain;
        assert!((integrity_only - 0.25).abs() < 1e-6, "{integrity_only}");
        let cube = RealEffort { curvature: 3.0, ..RealEffort::PLAIN };
        assert!((cube.effort_of(&core, &person, 0.4).powi(3) - plain).abs() < 1e-9);
        let purpose = RealEffort { charity: 1.0, ..RealEffort::PLAIN };
        assert!(purpose.effort_of(&core, &person, 0.4) > plain);
    }
}
