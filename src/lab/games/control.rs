//! The control game: a principal may force a minimum on an agent before the agent gives.
//!
//! First what a class sees of it, then its protocol.

use std::cmp::Ordering;

use rand::Rng;

use super::curve::{Average, Averages};
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, STARTING_BELIEF};
use crate::lab::benchmark_models::generator;
use crate::lab::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `control`.
pub static CONTROL: Game = Game {
    name: "control",
    aliases: &[Alias::plain("hidden-costs-of-control"), Alias::plain("control-game")],
    title: "What does it cost to force someone's hand?",
    introduction: "An agent has some tokens and gives as many as it likes to a principal, who receives twice as much. Before that the principal may force a minimum. A selfish agent then gives the minimum instead of nothing. But an agent who would have given more sees that it is not trusted.",
    exercise: "Compare the curves at a minimum of 2 and of 20. From which minimum on does control pay the principal?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 120.0, 1.0, 10_000.0).summary("The agent's tokens."),
        Parameter::new("factor", 2.0, 0.1, 100.0)
            .summary("What the principal receives for each token."),
        Parameter::new("smallest_minimum", 0.0, 0.0, 10_000.0)
            .summary("Smallest minimum that is tried."),
        Parameter::new("largest_minimum", 30.0, 1.0, 10_000.0)
            .whole()
            .summary("Largest minimum that is tried."),
        Parameter::new("levels", 11.0, 1.0, 101.0)
            .whole()
            .summary("How many minima are tried, evenly spaced; 1: the largest alone."),
        Parameter::new("giving", 0.0, -1.0, 1.0)
            .summary("What everyone of this place gives more than the people do, as a share of the equal split."),
        Parameter::new("curves", 0.0, 0.0, 1.0)
            .whole()
            .summary("What curves show: 0: tokens; 1: how many give less, as much and more under control."),
        Parameter::new("selfish", -1.0, -1.0, 1.0)
            .summary("Share of agents and principals who are selfish; below 0 for that of the people's file."),
        STARTING_BELIEF,
        BELIEF_SD,
        Parameter::new("agents", 2_000.0, 1.0, 1e6).whole().summary("Agents."),
    ],
    work: |setup| setup.work("agents", setup.rule("levels"), &[]),
    play,
};

/// Numbers of principals begin here, those of agents at 0.
const PRINCIPALS: u32 = 1 << 24;

fn play(setup: &GameSetup) -> GameResult {
    let core = match setup.rule("selfish") {
        share if share >= 0.0 => setup.people().with_selfish(share),
        _ => setup.people(),
    };
    let levels: Vec<Level> =
        minima(setup).into_iter().map(|minimum| level(setup, &core, minimum)).collect();
    let conclusion = conclusion(&levels);
    let curve = |name, of: &dyn Fn(&Level) -> Average, most: f64| {
        let x = levels.iter().map(|level| level.minimum);
        Curve::played(name, x, &Averages::joined(levels.iter().map(of)), Some((0.0, most)))
    };
    let (y, curves) = if setup.is("curves") {
        let names = ["give less under control", "give as much", "give more"];
        let share = |place: usize| curve(names[place], &|level| level.answers[place], 1.0);
        ("share of agents", (0..3).map(share).collect())
    } else {
        let most = setup.rule("endowment");
        let controlled = curve("given under control", &|level| level.controlled, most);
        let trusted = curve("given without", &|level| level.trusted, most);
        ("tokens given", vec![controlled, trusted])
    };
    GameResult { x: "minimum that is forced", y, curves, conclusion }
}

/// The minima that are tried, rising.
fn minima(setup: &GameSetup) -> Vec<f64> {
    let (one, other) = (setup.rule("smallest_minimum"), setup.rule("largest_minimum"));
    let (low, high) = (one.min(other), one.max(other));
    match setup.count("levels") {
        1 => vec![other],
        levels => {
            let step = |step: usize| low + (high - low) * step as f64 / (levels - 1) as f64;
            (0..levels).map(step).collect()
        }
    }
}

/// What came of a minimum.
struct Level {
    minimum: f64,
    controlled: Average,
    trusted: Average,
    /// Shares of agents who give less, as much, and more under control.
    answers: [Average; 3],
    /// Share of principals who force it.
    forces: f64,
}

/// All agents, and as many principals, before a minimum.
fn level(setup: &GameSetup, core: &Population, minimum: f64) -> Level {
    let game = ControlGame {
        endowment: setup.rule("endowment"),
        factor: setup.rule("factor"),
        minimum,
        giving: setup.rule("giving"),
    };
    let (mut controlled, mut trusted) = (Average::default(), Average::default());
    let mut answers = [Average::default(); 3];
    setup.repeat(
        "agents",
        |generator| game.play(core, generator),
        |gift| {
            controlled.add(gift.controlled);
            trusted.add(gift.trusted);
            let own = gift.answer();
            for (place, share) in answers.iter_mut().enumerate() {
                share.add(f64::from(u8::from(place == own as usize)));
            }
        },
    );
    let principal = |index: u32| core.person(&mut generator(&setup.draws, PRINCIPALS + index));
    let principals = setup.count("agents") as u32;
    let forcing = (0..principals).filter(|index| game.is_forced_by(&principal(*index))).count();
    let forces = forcing as f64 / f64::from(principals);
    Level { minimum, controlled, trusted, answers, forces }
}

/// From which minimum on forcing pays, and at some minima how agents answer and how many principals
/// force.
fn conclusion(levels: &[Level]) -> String {
    let pays = |level: &&Level| level.controlled.mean() > level.trusted.mean();
    let mut text = match levels.iter().find(pays) {
        Some(Level { minimum, .. }) => format!(
            "Of the minima tried, {minimum:.0} is the smallest from which forcing pays; below it the principal would do better to trust."
        ),
        None => {
            "Forcing never pays here: what is forced out of some is lost from others.".to_owned()
        }
    };
    // All of a few, and of many one in the lower third and the last.
    let told: Vec<&Level> = match levels.len() {
        0..=3 => levels.iter().collect(),
        many => vec![&levels[many / 3], &levels[many - 1]],
    };
    for level in told {
        let [less, equal, more] = level.answers.map(|share| 100.0 * share.mean());
        text += &format!(
            " A minimum of {:.0}: {:.0} % of principals force it; under it {less:.0} % of agents give less, {equal:.0} % as much and {more:.0} % more.",
            level.minimum,
            100.0 * level.forces
        );
    }
    text
}

/// The protocol of the control game (Falk & Kosfeld 2006): the agent gives some of an endowment, of
/// which the principal receives a multiple; the principal may force a minimum.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlGame {
    /// The agent's endowment.
    pub endowment: f64,
    /// What the principal receives for each token.
    pub factor: f64,
    /// The minimum that can be forced.
    pub minimum: f64,
    /// What everyone of this place gives more than the people do, as a share of the equal split; 0 where
    /// nothing is known of the place.
    pub giving: f64,
}

/// What an agent gives under each choice of the principal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gift {
    /// When the minimum is forced.
    pub controlled: f64,
    /// When it is not.
    pub trusted: f64,
}

/// How an agent answers control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It gives less than it would without.
    Less,
    /// It gives as much.
    Equal,
    /// It gives more.
    More,
}

impl Gift {
    /// How the agent answers control.
    pub fn answer(&self) -> Answer {
        match self.controlled.total_cmp(&self.trusted) {
            Ordering::Less => Answer::Less,
            Ordering::Equal => Answer::Equal,
            Ordering::Greater => Answer::More,
        }
    }
}

impl ControlGame {
    /// The gift that leaves both with as much.
    pub fn equal_split(&self) -> f64 {
        self.endowment / (1.0 + self.factor)
    }

    /// The largest share of the equal split that a principal can expect for whom forcing pays.
    fn expected_at_most(&self) -> f64 {
        (self.minimum / self.equal_split()).min(1.0)
    }

    /// Whether a principal forces the minimum: if it expects less without, for it believes that an
    /// agent goes as far towards the equal split as others give, and that one who is forced gives the
    /// minimum.
    pub fn is_forced_by(&self, principal: &Person) -> bool {
        f64::from(principal.belief) < self.expected_at_most()
    }

    /// What an agent gives, in whole tokens, by the strategy method: as far from nothing to the equal
    /// split as its drive goes. A minimum leaves no choice below it and tells that the principal does
    /// not expect more of agents than that; none tells that one is trusted.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Gift {
        let agent = core.person(generator);
        // Both answers are given at once, in the same mood.
        let mood = core.mood(generator);
        let gift = |monitoring: f32, leader_trust: f32| {
            let steering = Steering { monitoring, leader_trust, ..Steering::PLAIN };
            let agent = core.before_principal(&agent, &steering);
            let drive = core.drive_of(&agent, &Task::ANSWER, mood).min(1.0);
            let share = (f64::from(drive) + self.giving).clamp(0.0, 1.0);
            (share * self.equal_split()).round()
        };
        Gift {
            controlled: gift(1.0, self.expected_at_most() as f32).max(self.minimum),
            trusted: gift(0.0, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::random::Draws;
    use crate::lab::benchmark_models::generator;

    #[test]
    fn minima_bind_and_nobody_gives_more_than_an_equal_split() {
        let game = ControlGame { endowment: 120.0, factor: 2.0, minimum: 10.0, giving: 0.0 };
        assert_eq!(game.equal_split(), 40.0);
        let source = crate::scenario::Source { name: "x", bytes: b"title = \"x\"\n" };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        for agent in 0..500 {
            let gift = game.play(&core, &mut generator(&Draws::new(1), agent));
            assert!((10.0..=40.0).contains(&gift.controlled) && gift.trusted <= 40.0);
        }
    }

    /// A place that gives everything splits equally, and one that gives nothing gives what is forced.
    #[test]
    fn the_giving_of_a_place_moves_all_gifts() {
        let core = crate::lab::people::core("title = \"x\"\n");
        let game = ControlGame { endowment: 120.0, factor: 2.0, minimum: 10.0, giving: 0.0 };
        let gifts = |giving: f64| -> Vec<Gift> {
            let game = ControlGame { giving, ..game.clone() };
            let play = |agent| game.play(&core, &mut generator(&Draws::new(1), agent));
            (0..200).map(play).collect()
        };
        let all = Gift { controlled: 40.0, trusted: 40.0 };
        let nothing = Gift { controlled: 10.0, trusted: 0.0 };
        assert!(gifts(1.0).iter().all(|gift| *gift == all && gift.answer() == Answer::Equal));
        assert!(gifts(-1.0).iter().all(|gift| *gift == nothing && gift.answer() == Answer::More));
        // A tenth of 40 tokens more, for whoever has room for it.
        for (usual, more) in gifts(0.0).iter().zip(gifts(0.1)) {
            let wanted = (usual.trusted + 4.0).min(40.0);
            assert!((more.trusted - wanted).abs() <= 1.0, "{usual:?} {more:?}");
        }
    }

    /// One level is played as it is among many, and each agent answers in one of three ways.
    #[test]
    fn one_minimum_can_be_asked_for() {
        let spec = crate::lab::common_people();
        let core = Population::new(&spec);
        let play = |set: &[(&str, f64)]| {
            let value = |rule: &Parameter| {
                let typed = set.iter().find(|(key, _)| *key == rule.key);
                typed.map_or(rule.default, |(_, value)| *value)
            };
            let values: Vec<f64> = CONTROL.protocol.iter().map(value).collect();
            let (draws, protocol) = (Draws::new(3), CONTROL.protocol);
            let setup = GameSetup {
                core: &core,
                spec: &spec,
                draws,
                protocol,
                values: &values,
                watch: &|_| (),
            };
            super::play(&setup)
        };
        let few = ("agents", 200.0);
        let usual = play(&[few]);
        let xs: Vec<f64> = usual.curves[0].points.iter().map(|point| point.0).collect();
        assert_eq!(xs, (0..=10).map(|step| 3.0 * f64::from(step)).collect::<Vec<f64>>());
        let alone = play(&[few, ("levels", 1.0)]);
        for (one, many) in alone.curves.iter().zip(&usual.curves) {
            assert_eq!(one.points, many.points[10..]);
        }
        let answers = play(&[few, ("levels", 2.0), ("smallest_minimum", 10.0), ("curves", 1.0)]);
        for level in 0..2 {
            let all: f64 = answers.curves.iter().map(|curve| curve.points[level].1).sum();
            assert!((all - 1.0).abs() < 1e-12);
        }
    }
}
