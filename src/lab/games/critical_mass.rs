//! An effort that bears fruit only if enough take part.
//!
//! First what a class sees of it, then its protocol.

use rand::{Rng, RngExt};

use super::curve::Averages;
use super::{
    Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::people::{Person, Population};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `critical-mass`.
pub static CRITICAL_MASS: Game = Game {
    name: "critical-mass",
    aliases: &[Alias::plain("threshold-public-goods"), Alias::plain("step-level-public-goods")],
    title: "Pointless unless enough take part",
    introduction: "A reform, a strike, a culture of telling the truth: each member may take part, at a cost. If enough do, everybody gains, including those who stayed away; if too few do, those who came have only the cost. Everyone sees afterwards how many took part. Whether more trust at the start is enough to get there hangs on how many are needed.",
    exercise: "Ask for fewer: --set needed=6. Then let all start with more trust: --set starting_belief=0.8.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 15.0, 2.0, 1000.0).whole().summary("Members of a group."),
        Parameter::new("needed", 10.0, 1.0, 1000.0).whole().summary("How many must take part."),
        Parameter::new("cost", 1.0, 0.0, 1000.0).summary("What taking part costs."),
        Parameter::new("benefit", 3.0, 0.0, 1000.0).summary("What all gain if enough take part."),
        Parameter::new("periods", 15.0, 1.0, 1000.0).whole().summary("Periods."),
        STARTING_BELIEF,
        BELIEF_SD,
        PLAYING_GROUPS,
    ],
    work: |setup| setup.work("groups", 1.0, &["group_size", "periods"]),
    play,
};

/// The game that a setup's protocol tells.
pub(in crate::lab) fn game(setup: &GameSetup) -> CriticalMass {
    CriticalMass {
        group_size: setup.count("group_size"),
        needed: setup.count("needed"),
        cost: setup.rule("cost"),
        benefit: setup.rule("benefit"),
        periods: setup.count("periods"),
    }
}

fn play(setup: &GameSetup) -> GameResult {
    let game = game(setup);
    let core = setup.people();
    let (mut share, mut reached) = (Averages::default(), Averages::default());
    setup.repeat(
        "groups",
        |generator| game.play(&core, generator),
        |group| {
            share.add(&group.share);
            reached.add(&group.reached);
        },
    );
    let conclusion = format!(
        "{:.0} % take part at first and {:.0} % at the end, when {:.0} % of groups have enough.",
        100.0 * share.ends().0,
        100.0 * share.ends().1,
        100.0 * reached.ends().1
    );
    let curves =
        vec![Curve::shares("take part", &share), Curve::shares("groups with enough", &reached)];
    GameResult { x: "period", y: "share", curves, conclusion }
}

/// The protocol of a game of many with a critical mass (Schelling 1973): who takes part pays a cost; if
/// enough do, everyone has the benefit.
#[derive(Debug, Clone, PartialEq)]
pub struct CriticalMass {
    /// Members of a group, at least 2.
    pub group_size: usize,
    /// How many must take part.
    pub needed: usize,
    /// What taking part costs.
    pub cost: f64,
    /// What everyone has if enough take part.
    pub benefit: f64,
    /// Periods.
    pub periods: usize,
}

/// What a group did, by period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TookPart {
    /// Share who took part.
    pub share: Vec<f64>,
    /// 1 where enough did, 0 where not.
    pub reached: Vec<f64>,
    /// Mean earnings.
    pub earnings: Vec<f64>,
}

impl CriticalMass {
    /// What taking part is: each who is needed brings its part of the benefit to all, and taking part pays
    /// once so many of the others do that one's own part counts; never where it costs more than that.
    pub(in crate::lab) fn task(&self) -> Task {
        let others = self.group_size - 1;
        let share = (self.needed.saturating_sub(1) as f64 / others as f64).clamp(0.01, 1.0);
        let brings = self.benefit / self.needed as f64;
        let own_loss = (self.cost - brings).max(0.0);
        Task {
            threshold: if self.cost < self.benefit { share as f32 } else { f32::INFINITY },
            same_position: others > 1,
            ..Task::gift(own_loss as f32, (others as f64 * brings) as f32)
        }
    }

    /// Plays one group. A person takes part with the probability of its drive, and sees how many of the
    /// others did.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> TookPart {
        let mut people: Vec<Person> =
            (0..self.group_size).map(|_| core.person(generator)).collect();
        let task = self.task();
        let mut played = TookPart::default();
        for _ in 0..self.periods {
            let takes_part: Vec<bool> = people
                .iter()
                .map(|person| generator.random::<f32>() < core.intention(person, &task))
                .collect();
            let there = takes_part.iter().filter(|there| **there).count();
            for (person, own) in people.iter_mut().zip(&takes_part) {
                let others = there - usize::from(*own);
                let seen = others as f32 / (self.group_size - 1) as f32;
                core.observe(person, f32::from(u8::from(*own)), seen);
            }
            let (share, reached) =
                (there as f64 / self.group_size as f64, f64::from(u8::from(there >= self.needed)));
            played.share.push(share);
            played.reached.push(reached);
            played.earnings.push(self.benefit * reached - self.cost * share);
        }
        played
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn play(game: &CriticalMass, text: &str) -> TookPart {
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1))
    }

    #[test]
    fn earnings_are_those_worked_out_by_hand() {
        let game = CriticalMass { group_size: 10, needed: 6, cost: 1.0, benefit: 3.0, periods: 20 };
        // Five of the nine others must be there for one's own part to count.
        let task = game.task();
        assert!((task.threshold - 5.0 / 9.0).abs() < 1e-6);
        // Six share in bringing 3 to each of ten: half of it costs 1.
        assert_eq!((task.own_loss, task.gain_of_others), (0.5, 4.5));
        assert_eq!(CriticalMass { cost: 4.0, ..game.clone() }.task().threshold, f32::INFINITY);
        let played = play(&game, "title = \"x\"\n");
        for ((share, reached), earned) in
            played.share.iter().zip(&played.reached).zip(&played.earnings)
        {
            assert_eq!(*reached == 1.0, *share >= 0.6 - 1e-12);
            assert!((earned - (3.0 * reached - share)).abs() < 1e-12);
        }
    }

    #[test]
    fn those_who_expect_all_to_come_come_and_go_on_where_few_enough_are_needed() {
        let play = |needed: usize, belief: f64| {
            let game =
                CriticalMass { group_size: 20, needed, cost: 1.0, benefit: 3.0, periods: 30 };
            play(&game, &format!("[start]\nbelief = {belief:?}\nbelief_agent_sd = 0.0\n")).share
        };
        let (few, many, nobody_expected) = (play(8, 1.0), play(14, 1.0), play(14, 0.0));
        assert!(few[0] > 0.7 && many[0] > 0.7 && nobody_expected[0] < 0.3);
        // What many are needed for needs surer beliefs than people of this kind confirm to each other.
        assert!(few[29] > 0.7 && many[29] < 0.5 && nobody_expected[29] < 0.5, "{few:?} {many:?}");
    }
}
