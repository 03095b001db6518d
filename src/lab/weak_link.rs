//! Minimum effort: a group gets what its weakest link gives.

use rand::Rng;

use super::people::{Person, Population};
use crate::model::mechanisms::decision::Task;

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
    /// How far a rise of the bonus lets people begin anew with what they first expected, in `[0,1]`.
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
            let efforts = self.efforts(core, &mut people, period);
            let minimum = efforts.iter().copied().fold(1.0, f64::min);
            let mean = efforts.iter().sum::<f64>() / efforts.len() as f64;
            played.mean.push(mean);
            played.minimum.push(minimum);
            let earned = self.bonus(period) * minimum - self.cost_in(period) * mean;
            played.earnings.push(self.fixed + earned);
            for person in &mut people {
                core.observe(person, minimum as f32, generator);
            }
        }
        played
    }

    /// What everyone chooses, after messages and talk.
    fn efforts(&self, core: &Population, people: &mut [Person], period: usize) -> Vec<f64> {
        let others = people.len() - 1;
        let task = Task { peers: others > 1, ..Task::coordination(self.critical_mass(period)) };
        if let Some(message) = self.message.filter(|message| period >= message.from) {
            for person in people.iter_mut() {
                person.vision = message.felt as f32;
                core.hears_message(person);
            }
        }
        let chosen = |person: &Person| {
            let expecting = core.expects_of_weakest(person, others);
            self.level(f64::from(core.contribution(&expecting, &task)))
        };
        let Some(talk) = self.talk else { return people.iter().map(chosen).collect() };
        // One announces what one would give who could be sure of the others.
        let sure = |person: &Person| chosen(&Person { belief: 1.0, ..*person });
        let announced: Vec<f64> = people.iter().map(sure).collect();
        let least = announced.iter().copied().fold(1.0, f64::min) as f32;
        people.iter_mut().for_each(|person| core.hears(person, least, talk.credence as f32));
        if talk.binding { announced } else { people.iter().map(chosen).collect() }
    }

    /// The nearest effort that can be chosen.
    fn level(&self, effort: f64) -> f64 {
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
        let played = game.play(
            &core("[drive]\ndiscount = 1.0\n[assurance]\nweight = 0.0\n"),
            &mut Xoshiro256PlusPlus::seed_from_u64(1),
        );
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
        let core = core("[drive]\ndiscount = 0.0\n");
        let play = |binding| {
            let talk = Some(Announcement { credence: 0.5, binding });
            let game = WeakLink { talk, ..WeakLink::usual(6, 4, 1.2, 0.6) };
            game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(2))
        };
        assert!(play(true).mean[3] >= play(false).mean[3]);
    }
}
