//! Minimum effort: a group gets what its weakest link gives.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;

use super::curve::Averages;
use super::{
    Alias, Amount, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::people::{Person, Population};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `weak-link`.
pub static WEAK_LINK: Game = Game {
    name: "weak-link",
    aliases: &[
        Alias::plain("minimum-effort"),
        Alias::plain("minimum-effort-game"),
        Alias::plain("weakest-link"),
    ],
    title: "As strong as the weakest link",
    introduction: "Each member chooses an effort. All are paid by the smallest effort of the group, and each pays for its own. If all work hard, all are well off; but whoever fears that one single colleague slackens had better slacken too. Everyone sees the smallest effort.",
    exercise: "Play it in pairs: --set group_size=2. Then let a pair grow: --set group_size=2 --set growth=1.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 15.0, 2.0, 1000.0).whole().summary("Members of a group."),
        Parameter::new("periods", 10.0, 1.0, 1000.0).whole().summary("Periods."),
        Parameter::new("fixed", 0.6, -1000.0, 1000.0).summary("What each is paid in any case."),
        Parameter::new("of_minimum", 1.2, 0.01, 1000.0)
            .summary("What the smallest effort brings each."),
        Parameter::new("second_bonus", 0.0, 0.0, 1000.0)
            .summary("What it brings in the second of three parts of the game; 0 for the same."),
        Parameter::new("third_bonus", 0.0, 0.0, 1000.0)
            .summary("What it brings in the third part; 0 for the same as in the second."),
        Parameter::new("cost", 0.6, 0.0, 1000.0).summary("What the largest effort costs."),
        Parameter::new("last_cost", -1.0, -1.0, 1000.0).summary(
            "What it costs in the last period, to which it moves evenly; -1 for the same.",
        ),
        Parameter::new("levels", 7.0, 0.0, 1000.0)
            .whole()
            .summary("Efforts to choose from; 0 for any."),
        Parameter::new("growth", 0.0, 0.0, 1000.0)
            .whole()
            .summary("Every how many periods a member who has watched joins; 0 for never."),
        Parameter::new("fresh_start", 0.5, 0.0, 1.0)
            .summary("How far a higher bonus lets people return to what they first expected."),
        Parameter::new("message_from", 0.0, 0.0, 1000.0).whole().summary(
            "Period from which the manager says that all gain by high effort; 0 for none.",
        ),
        Parameter::new("message_felt", 0.8, 0.0, 1.0)
            .summary("How far the message is believed and shared."),
        Parameter::new("credence", 0.0, 0.0, 1.0)
            .summary("How far members' announcements are believed; 0 for no talk."),
        Parameter::new("binding", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: one must do what one announced."),
        Parameter { default: 0.75, ..STARTING_BELIEF },
        Parameter { default: 0.2, ..BELIEF_SD },
        PLAYING_GROUPS,
    ],
    work,
    play,
};

/// The game that a setup's protocol tells.
pub(in crate::lab) fn game(setup: &GameSetup) -> WeakLink {
    let periods = setup.count("periods");
    let part = periods / 3;
    let mut of_minimum = vec![(1, setup.rule("of_minimum"))];
    let later = [("second_bonus", part + 1), ("third_bonus", 2 * part + 1)];
    for (key, from) in later {
        of_minimum.extend(setup.unless_zero(key).map(|bonus| (from, bonus)));
    }
    let cost = setup.rule("cost");
    let last = setup.rule("last_cost");
    let message = setup.unless_zero("message_from");
    let talk = setup.unless_zero("credence");
    WeakLink {
        group_size: setup.count("group_size"),
        periods,
        fixed: setup.rule("fixed"),
        of_minimum,
        cost: (cost, if last < 0.0 { cost } else { last }),
        levels: setup.unless_zero("levels").map(|levels| levels as usize),
        growth: setup.unless_zero("growth").map(|every| every as usize),
        fresh_start: setup.rule("fresh_start"),
        message: message
            .map(|from| Message { from: from as usize, felt: setup.rule("message_felt") }),
        talk: talk.map(|credence| Announcement { credence, binding: setup.is("binding") }),
    }
}

fn play(setup: &GameSetup) -> GameResult {
    let game = game(setup);
    let core = setup.people();
    let (mut mean, mut minimum) = (Averages::default(), Averages::default());
    setup.repeat(
        "groups",
        |generator| game.play(&core, generator),
        |played| {
            mean.add(&played.mean);
            minimum.add(&played.minimum);
        },
    );
    let conclusion = format!(
        "The smallest effort ends at {:.2} of the largest. Effort pays for anyone who expects at least {:.2} of the weakest.",
        minimum.ends().1,
        game.critical_mass(game.periods)
    );
    let curves =
        vec![Curve::shares("mean effort", &mean), Curve::shares("smallest effort", &minimum)];
    GameResult { x: "period", y: "effort (share of the largest)", curves, conclusion }
}

fn work(setup: &GameSetup) -> Amount {
    let one = setup.work("groups", 1.0, &["periods"]);
    let joined = setup.unless_zero("growth").map_or(0.0, |every| setup.rule("periods") / every);
    Amount { decisions: one.decisions * (setup.rule("group_size") + joined), ..one }
}

/// The protocol of a minimum-effort game: `a + b · min − c · own`, efforts from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct WeakLink {
    /// Members at the start, at least 2.
    pub group_size: usize,
    /// Periods.
    pub periods: usize,
    /// Fixed part of the payoff, `a`.
    pub fixed: f64,
    /// What a unit of the minimum brings each, `b`: from which period (counted from 1) on how much, in
    /// rising order, the first from period 1. A manager who pays a higher bonus raises it.
    pub of_minimum: Vec<(usize, f64)>,
    /// What a unit of own effort costs, `c`, in the first and in the last period; it changes evenly.
    pub cost: (f64, f64),
    /// Efforts that can be chosen, evenly spaced from 0 to 1; none for any effort.
    pub levels: Option<usize>,
    /// Every how many periods a member who has watched joins; none for groups that stay as they are.
    pub growth: Option<usize>,
    /// How far a rise of the bonus lets people return to what they first expected, in `[0,1]`.
    pub fresh_start: f64,
    /// A manager's message.
    pub message: Option<Message>,
    /// Talk of the members before each period.
    pub talk: Option<Announcement>,
}

/// A manager tells a group that all gain by high effort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Message {
    /// From this period on, counted from 1.
    pub from: usize,
    /// How far the message is believed and shared, in `[0,1]`: the felt vision of the organisation.
    pub felt: f64,
}

/// Members announce efforts before they choose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Announcement {
    /// How far announcements are believed, in `[0,1]`.
    pub credence: f64,
    /// Whether one must do what one announced.
    pub binding: bool,
}

/// What a group did, by period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Efforts {
    /// Mean efforts.
    pub mean: Vec<f64>,
    /// Minima.
    pub minimum: Vec<f64>,
    /// Mean earnings.
    pub earnings: Vec<f64>,
}

impl WeakLink {
    /// A game of some members and periods in which a unit of the minimum brings `of_minimum` and costs
    /// `cost`; nothing else.
    pub fn usual(group_size: usize, periods: usize, of_minimum: f64, cost: f64) -> Self {
        Self {
            group_size,
            periods,
            fixed: 0.6,
            of_minimum: vec![(1, of_minimum)],
            cost: (cost, cost),
            levels: Some(7),
            growth: None,
            fresh_start: 0.5,
            message: None,
            talk: None,
        }
    }

    /// What a unit of the minimum brings in a period.
    fn bonus(&self, period: usize) -> f64 {
        let since = self.of_minimum.iter().rev().find(|(from, _)| *from <= period);
        since.map_or(0.0, |(_, bonus)| *bonus)
    }

    /// What a unit of own effort costs in a period.
    fn cost_in(&self, period: usize) -> f64 {
        let (first, last) = self.cost;
        let way = (period - 1) as f64 / (self.periods - 1).max(1) as f64;
        first + way * (last - first)
    }

    /// The share of others' effort from which effort pays: that of the cost in what the minimum
    /// brings. The dearer effort is, the surer one must be of the others.
    pub fn critical_mass(&self, period: usize) -> f32 {
        (self.cost_in(period) / self.bonus(period).max(1e-9)).clamp(0.01, 1.0) as f32
    }

    /// Plays one group. Its members see the minimum, and learn from it what the others give.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Efforts {
        let mut people: Vec<Person> =
            (0..self.group_size).map(|_| core.person(generator)).collect();
        let mut first_beliefs: Vec<f32> = people.iter().map(|person| person.belief).collect();
        let mut played = Efforts::default();
        for period in 1..=self.periods {
            if self.growth.is_some_and(|every| period > 1 && (period - 1) % every == 0) {
                // Who joins has seen what the group does and expects the same.
                let mut entrant = core.person(generator);
                first_beliefs.push(entrant.belief);
                entrant.belief = *played.minimum.last().unwrap_or(&0.5) as f32;
                people.push(entrant);
            }
            if period > 1 && self.bonus(period) > self.bonus(period - 1) {
                for (person, first) in people.iter_mut().zip(&first_beliefs) {
                    core.hears(person, first.max(person.belief), self.fresh_start as f32);
                }
            }
            let efforts = self.efforts(core, &mut people, period, generator);
            let minimum = efforts.iter().copied().fold(1.0, f64::min);
            let mean = efforts.iter().sum::<f64>() / efforts.len() as f64;
            played.mean.push(mean);
            played.minimum.push(minimum);
            let earned = self.bonus(period) * minimum - self.cost_in(period) * mean;
            played.earnings.push(self.fixed + earned);
            for person in &mut people {
                core.see(person, minimum as f32);
            }
        }
        played
    }

    /// What everyone chooses, after messages and talk. It is best to do as the weakest does, and going
    /// along is worth its risk from what effort costs in what the minimum brings.
    fn efforts(
        &self,
        core: &Population,
        people: &mut [Person],
        period: usize,
        generator: &mut impl Rng,
    ) -> Vec<f64> {
        let task = Task::matching(self.critical_mass(period), people.len() - 1);
        if let Some(message) = self.message.filter(|message| period >= message.from) {
            for person in people.iter_mut() {
                person.vision = message.felt as f32;
                core.hears_message(person);
            }
        }
        let mut choose = |people: &[Person]| -> Vec<f64> {
            let effort = |person| self.level(core.contribution(person, &task, generator));
            people.iter().map(effort).collect()
        };
        let Some(talk) = self.talk else { return choose(people) };
        // One announces what one would give who could be sure of the others.
        let sure =
            |person: &Person| self.level(core.intention(&Person { belief: 1.0, ..*person }, &task));
        let announced: Vec<f64> = people.iter().map(sure).collect();
        let least = announced.iter().copied().fold(1.0, f64::min) as f32;
        people.iter_mut().for_each(|person| core.hears(person, least, talk.credence as f32));
        if talk.binding { announced } else { choose(people) }
    }

    /// What one member chooses in a period, who expects of the others what it believes.
    pub(in crate::lab) fn effort_of(
        &self,
        core: &Population,
        person: &Person,
        period: usize,
        generator: &mut impl Rng,
    ) -> f64 {
        let task = Task::matching(self.critical_mass(period), self.group_size - 1);
        self.level(core.contribution(person, &task, generator))
    }

    /// What a member earns in a period by an effort, where the smallest of the group is known.
    pub(in crate::lab) fn earned(&self, own: f64, minimum: f64, period: usize) -> f64 {
        self.fixed + self.bonus(period) * minimum - self.cost_in(period) * own
    }

    /// The nearest effort that can be chosen.
    fn level(&self, effort: f32) -> f64 {
        let effort = f64::from(effort);
        match self.levels {
            Some(levels) if levels > 1 => {
                let steps = (levels - 1) as f64;
                (effort * steps).round() / steps
            }
            _ => effort,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::people::core;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn game() -> WeakLink {
        WeakLink { growth: Some(2), ..WeakLink::usual(3, 6, 1.2, 0.6) }
    }

    #[test]
    fn payoffs_and_levels_are_those_worked_out_by_hand() {
        let game = game();
        assert_eq!(game.critical_mass(1), 0.5);
        // Of seven levels 0.4 is nearest to the third: 2/6.
        assert!((game.level(0.4) - 1.0 / 3.0).abs() < 1e-12);
        let played = game
            .play(&core("[assurance]\nweight = 0.0\n"), &mut Xoshiro256PlusPlus::seed_from_u64(1));
        for period in 0..6 {
            let earned = 0.6 + 1.2 * played.minimum[period] - 0.6 * played.mean[period];
            assert!((played.earnings[period] - earned).abs() < 1e-12);
        }
        assert!(played.minimum.iter().zip(&played.mean).all(|(least, mean)| least <= mean));
    }

    #[test]
    fn bonuses_and_costs_change_when_they_should() {
        let game = WeakLink {
            of_minimum: vec![(1, 6.0), (4, 10.0)],
            cost: (1.0, 6.0),
            ..WeakLink::usual(4, 6, 1.0, 1.0)
        };
        assert_eq!([1, 3, 4, 6].map(|period| game.bonus(period)), [6.0, 6.0, 10.0, 10.0]);
        assert_eq!([1, 3, 6].map(|period| game.cost_in(period)), [1.0, 3.0, 6.0]);
    }

    #[test]
    fn who_must_keep_to_it_gives_what_was_announced() {
        let core = core("title = \"x\"\n");
        let play = |binding| {
            let talk = Some(Announcement { credence: 0.5, binding });
            let game = WeakLink { talk, ..WeakLink::usual(6, 4, 1.2, 0.6) };
            game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(2))
        };
        assert!(play(true).mean[3] >= play(false).mean[3]);
    }
}
