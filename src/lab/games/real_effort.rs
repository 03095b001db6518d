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
        Parameter::new("smallest_rate", 0.0, 0.0, 100.0)
            .summary("Smallest piece rate that is tried, in units of drive."),
        Parameter::new("largest_rate", 0.5, 0.0, 100.0)
            .summary("Largest piece rate that is tried, in units of drive."),
        Parameter::new("chance", 1.0, 0.0, 1.0).summary("Probability that pay is paid."),
        Parameter::new("delayed", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: pay comes in a later period, and counts as far as people foresee."),
        Parameter::new("loss_frame", 0.0, 0.0, 1.0).whole().summary(
            "1: pay is given first and what is not earned is taken back; people here do not mind.",
        ),
        Parameter::new("gift", 0.8, 0.0, 1.0)
            .summary("Support of an employer who gives first; 0.3 is usual."),
        Parameter::new("comparison", 0.8, 0.0, 1.0)
            .summary("What people are told that others do, as a share of the most."),
        Parameter::new("charity", 0.7, 0.0, 1.0).summary("How far work for a charity is felt."),
        Parameter::new("large_charity", 0.0, 0.0, 1.0)
            .summary("How far work for a charity that gets more is felt; 0: there is none."),
        Parameter::new("significance", 0.7, 0.0, 1.0)
            .summary("How far people feel that the task matters."),
        Parameter::new("curvature", 1.0, 1.0, 100.0).summary(
            "How fast work becomes harder: effort is the benefit to the power 1/curvature.",
        ),
        STARTING_BELIEF,
        BELIEF_SD,
        Parameter::new("people", 2_000.0, 1.0, 1e6).whole().summary("People in each condition."),
    ],
    work: |setup| {
        let more = setup.unless_zero("large_charity").map_or(0.0, |_| 1.0);
        setup.work("people", CONDITIONS + more, &[])
    },
    play,
};

/// Conditions that are played: eleven piece rates and four others, besides a second charity.
const CONDITIONS: f64 = 15.0;

fn play(setup: &GameSetup) -> GameResult {
    let core = setup.people();
    let plain = RealEffort {
        curvature: setup.rule("curvature"),
        chance: setup.rule("chance"),
        delayed: setup.is("delayed"),
        ..RealEffort::PLAIN
    };
    let (low, high) = (setup.rule("smallest_rate"), setup.rule("largest_rate"));
    let (low, high) = (low.min(high), low.max(high));
    let rates: Vec<f64> =
        (0..=10).map(|step| low + (high - low) * f64::from(step) / 10.0).collect();
    let paid: Vec<Average> = rates
        .iter()
        .map(|rate| relative(setup, &core, RealEffort { piece_rate: *rate, ..plain }, plain))
        .collect();
    let curve = |name, of: Vec<Average>| {
        Curve::played(name, rates.iter().copied(), &Averages::joined(of), None)
    };
    let others: Vec<(&'static str, Average)> = others(setup, plain)
        .into_iter()
        .map(|(name, kind)| (name, relative(setup, &core, kind, plain)))
        .collect();
    // The first rate above none is the smallest that is pay at all.
    let small = usize::from(low == 0.0);
    let told = [paid[small], paid[10]].map(|level| level.mean());
    let conclusion = conclusion((rates[small], told), &others, setup);
    let mut curves = vec![curve("paid by the piece", paid)];
    let level = |(name, level): &(&'static str, Average)| curve(name, vec![*level; rates.len()]);
    curves.extend(others.iter().map(level));
    GameResult {
        x: "piece rate (units of drive)",
        y: "effort, relative to no pay",
        curves,
        conclusion,
    }
}

/// The conditions without piece rates.
fn others(setup: &GameSetup, plain: RealEffort) -> Vec<(&'static str, RealEffort)> {
    let charity = setup.rule("charity");
    let comparison = Some(setup.rule("comparison"));
    let mut all = vec![
        ("work for a charity", RealEffort { charity, ..plain }),
        ("a gift first", RealEffort { gift: setup.rule("gift"), ..plain }),
        ("hear what others do", RealEffort { comparison, ..plain }),
        (
            "hear what it is good for",
            RealEffort { significance: setup.rule("significance"), ..plain },
        ),
    ];
    if let Some(charity) = setup.unless_zero("large_charity") {
        all.push(("work for a charity that gets more", RealEffort { charity, ..plain }));
    }
    all
}

/// How much each condition brings, and what makes no difference.
fn conclusion(
    (rate, [small, large]): (f64, [f64; 2]),
    others: &[(&str, Average)],
    setup: &GameSetup,
) -> String {
    let brings = |place: usize| others[place].1.mean();
    let mut text = format!(
        "Compared with people who are simply asked, a charity brings {:.2} times as much, a gift {:.2}, hearing what others do {:.2}, a purpose {:.2}; a piece rate of {rate:.2} brings {small:.2}, the highest {large:.2}.",
        brings(0),
        brings(1),
        brings(2),
        brings(3)
    );
    if others.len() > 4 {
        text += &format!(" A charity that gets more brings {:.2}.", brings(4));
    }
    if setup.is("loss_frame") {
        text += " That pay can be lost rather than won has no effect: these people count what they get, not from where.";
    }
    text
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
    /// Probability that pay is paid.
    pub chance: f64,
    /// Whether pay comes in a later period: it counts as far as a person foresees, however much later.
    pub delayed: bool,
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
        chance: 1.0,
        delayed: false,
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

    /// What of the pay counts for a person: what can be expected, as far as it is foreseen.
    fn pay_that_counts(&self, person: &Person) -> f64 {
        let foreseen = if self.delayed { f64::from(person.foresight).min(1.0) } else { 1.0 };
        self.piece_rate * self.chance * foreseen
    }

    /// The effort of a person in some mood, a standard normal. It answers an employer who leaves it free;
    /// who hears what others do is one of several in the same position.
    pub fn effort_of(&self, core: &Population, person: &Person, mood: f32) -> f64 {
        let pay = self.pay_that_counts(person);
        let steering_pay = pay as f32;
        let steering = Steering { pay: steering_pay, support: self.gift as f32, ..Steering::PLAIN };
        let mut person = core.before_principal(person, &steering);
        if let Some(others) = self.comparison {
            person.belief = others as f32;
        }
        person.vision = self.significance.max(self.charity) as f32;
        let task = Task { same_position: self.comparison.is_some(), ..Task::ANSWER };
        let benefit = f64::from(core.drive_of(&person, &task, mood)) + pay;
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
        // Half a chance, foreseen by three of five: 0.5 · 0.6 · 0.25.
        let seen = Person { foresight: 0.6, ..person };
        let later = RealEffort { chance: 0.5, delayed: true, ..paid };
        assert!((later.effort_of(&core, &seen, 0.4) - plain - 0.075).abs() < 1e-6);
        // Who foresees more than a whole period counts no more than the pay itself.
        let far = Person { foresight: 1.7, ..person };
        let (now, then) = (paid, RealEffort { delayed: true, ..paid });
        assert_eq!(now.effort_of(&core, &far, 0.4), then.effort_of(&core, &far, 0.4));
        let cube = RealEffort { curvature: 3.0, ..RealEffort::PLAIN };
        assert!((cube.effort_of(&core, &person, 0.4).powi(3) - plain).abs() < 1e-9);
        let purpose = RealEffort { charity: 1.0, ..RealEffort::PLAIN };
        assert!(purpose.effort_of(&core, &person, 0.4) > plain);
    }

    /// A frame of losses changes the words only, and a second charity adds a curve only.
    #[test]
    fn frames_and_sizes_without_effect_are_told() {
        let spec = crate::lab::common_people();
        let core = Population::new(&spec);
        let play = |set: &[(&str, f64)]| {
            let value = |rule: &Parameter| {
                let typed = set.iter().find(|(key, _)| *key == rule.key);
                let usual = if rule.key == "people" { 100.0 } else { rule.default };
                typed.map_or(usual, |(_, value)| *value)
            };
            let values: Vec<f64> = REAL_EFFORT.protocol.iter().map(value).collect();
            let draws = crate::ground::random::Draws::new(3);
            let protocol = REAL_EFFORT.protocol;
            super::play(&GameSetup {
                core: &core,
                spec: &spec,
                draws,
                protocol,
                values: &values,
                watch: &|_| (),
            })
        };
        let (usual, framed) = (play(&[]), play(&[("loss_frame", 1.0)]));
        assert_eq!(usual.curves, framed.curves);
        assert!(
            framed.conclusion.contains("has no effect") && framed.conclusion != usual.conclusion
        );
        let same = play(&[("large_charity", 0.7)]);
        assert_eq!(same.curves[..5], usual.curves[..]);
        assert_eq!(same.curves[5].points, same.curves[1].points);
        let felt = play(&[("large_charity", 1.0)]);
        assert!(felt.curves[5].points[0].1 > felt.curves[1].points[0].1);
        // Without a chance of being paid, pay changes nothing.
        let unpaid = play(&[("chance", 0.0), ("smallest_rate", 0.2)]);
        assert!(unpaid.curves[0].points.iter().all(|(_, effort)| (effort - 1.0).abs() < 1e-12));
    }
}
