//! A small price on a norm: a fine that comes and goes.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;

use super::curve::Averages;
use super::{
    Alias, Amount, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;
use crate::model::traits::Trait;

/// `fine`.
pub static FINE: Game = Game {
    name: "fine",
    aliases: &[Alias::plain("a-fine-is-a-price"), Alias::plain("day-care-fine")],
    title: "A fine is a price",
    introduction: "Parents should fetch their children in time, and most do. Then a small fine is put on coming late, and some weeks later it is taken away again. A fine makes coming late dearer. But it also tells people that they are being watched, and that coming late can be paid for.",
    exercise: "Make the fine dear: --set fine=0.4. And ask what a fine does to people who only care for money: --people FILE.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 34.0, 2.0, 1000.0).whole().summary("Families of a centre."),
        Parameter::new("periods", 20.0, 1.0, 1000.0).whole().summary("Weeks."),
        Parameter::new("fined_from", 5.0, 0.0, 1000.0)
            .whole()
            .summary("First week with the fine; 0 for none."),
        Parameter::new("fined_until", 16.0, 0.0, 1000.0)
            .whole()
            .summary("Last week with the fine."),
        Parameter::new("fine", 0.01, 0.0, 5.0)
            .summary("How much of the norm the fine makes those keep who do not care for it."),
        Parameter::new("monitoring", 1.0, 0.0, 1.0)
            .summary("Probability that a breach is noticed."),
        Parameter::new("critical_mass", 0.6, 0.01, 1.0)
            .summary("Share of others who keep the norm from which keeping it matters."),
        Parameter::new("duty", 0.2, 0.0, 1.0)
            .summary("How far people keep the norm for its own sake."),
        Parameter::new("settling", 40.0, 0.0, 1000.0)
            .whole()
            .summary("Weeks before the first one, in which the norm comes to rest."),
        Parameter { default: 0.76, ..STARTING_BELIEF },
        Parameter { default: 0.1, ..BELIEF_SD },
        PLAYING_GROUPS,
    ],
    work,
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let game = FineGame {
        group_size: setup.count("group_size"),
        periods: setup.count("periods"),
        fined: (setup.count("fined_from"), setup.count("fined_until")),
        fine: setup.rule("fine"),
        monitoring: setup.rule("monitoring"),
        critical_mass: setup.rule("critical_mass"),
        duty: setup.rule("duty"),
        settling: setup.count("settling"),
    };
    let core = setup.people();
    let run = |game: &FineGame| {
        let mut all = Averages::default();
        setup.repeat("groups", |generator| game.play(&core, generator), |weeks| all.add(&weeks));
        all
    };
    let (with, without) = (run(&game), run(&FineGame { fined: (0, 0), ..game.clone() }));
    let conclusion = conclusion(&game, &with.means(), &without.means());
    let curves = vec![
        Curve::shares("not kept, with the fine", &with),
        Curve::shares("not kept, without", &without),
    ];
    GameResult { x: "week", y: "share of the norm", curves, conclusion }
}

fn work(setup: &GameSetup) -> Amount {
    let one = setup.work("groups", 2.0, &["group_size"]);
    let weeks = setup.rule("periods") + setup.rule("settling");
    Amount { decisions: one.decisions * weeks, ..one }
}

/// How much of the norm is not kept before, under and after the fine: only of the weeks there are.
fn conclusion(game: &FineGame, with: &[f64], without: &[f64]) -> String {
    let per_cent = |path: &[f64]| 100.0 * crate::ground::statistics::mean(path);
    let (weeks, (first, last)) = (with.len(), game.fined);
    let all_along = format!("without a fine {:.1} % all along", per_cent(without));
    if first == 0 || first > weeks || last < first {
        return format!("There is no fine: {all_along} of the norm is not kept.");
    }
    let parts = [
        ("Before the fine", 1, first - 1),
        ("under it", first, last.min(weeks)),
        ("afterwards", last.saturating_add(1), weeks),
    ];
    let there = parts.into_iter().filter(|(_, from, to)| from <= to);
    let told: Vec<String> = there
        .map(|(when, from, to)| format!("{when} {:.1} %", per_cent(&with[from - 1..to])))
        .collect();
    format!("Of the norm is not kept: {}; {all_along}.", told.join(", "))
}

/// The protocol: people keep a norm or not; for some periods who does not pays a fine.
#[derive(Debug, Clone, PartialEq)]
pub struct FineGame {
    /// Members of a group, e.g. the families of a day-care centre.
    pub group_size: usize,
    /// Periods.
    pub periods: usize,
    /// First and last period with the fine, counted from 1.
    pub fined: (usize, usize),
    /// The fine, in units of drive: how much more of the norm a fine makes someone keep who does not
    /// care for it at all.
    pub fine: f64,
    /// How surely a breach is noticed once there is a fine, in `[0,1]`.
    pub monitoring: f64,
    /// Share of others who keep the norm from which keeping it matters.
    pub critical_mass: f64,
    /// How far people of this place keep the norm for its own sake: it adds to their own motivation.
    pub duty: f64,
    /// Periods without a fine before those that count, in which the norm comes to rest.
    pub settling: usize,
}

impl FineGame {
    /// What keeping the norm is: it costs half of what it brings others, as in the usual public goods
    /// game (0.6 and 1.2), and is worth its risk from a share of others who keep it. People do not watch
    /// each other.
    fn task(&self) -> Task {
        Task { threshold: self.critical_mass as f32, same_position: false, ..Task::gift(0.6, 1.2) }
    }

    /// Plays a group; by period, the share of the norm that is not kept.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Vec<f64> {
        let mut people: Vec<Person> =
            (0..self.group_size).map(|_| self.dutiful(core.person(generator))).collect();
        let task = self.task();
        let breaches: Vec<f64> = (0..self.settling + self.periods)
            .map(|week| {
                let fined = (week + 1)
                    .checked_sub(self.settling)
                    .is_some_and(|period| (self.fined.0.max(1)..=self.fined.1).contains(&period));
                let (pay, monitoring) =
                    if fined { (self.fine as f32, self.monitoring as f32) } else { (0.0, 0.0) };
                let steering = Steering { pay, monitoring, ..Steering::PLAIN };
                let mut kept = Vec::with_capacity(people.len());
                for person in &mut people {
                    // Nobody leads here, so that trust stays as it is.
                    person.control = core.felt_control(&steering);
                    person.leader_trust = steering.leader_trust;
                    let drive = core.drive_of(person, &task, core.mood(generator));
                    kept.push(core.effort(drive, (pay, 0.0, 0.0)).0);
                }
                let sum: f32 = kept.iter().sum();
                for (person, own) in people.iter_mut().zip(&kept) {
                    core.live_under_control(person);
                    core.see(person, (sum - own) / (kept.len() - 1) as f32);
                }
                1.0 - f64::from(sum) / kept.len() as f64
            })
            .collect();
        breaches[self.settling..].to_vec()
    }

    /// A person with the duty of this place.
    fn dutiful(&self, mut person: Person) -> Person {
        let own = (person.value(Trait::BaselineMotivation) + self.duty as f32).min(1.0);
        person.traits[Trait::BaselineMotivation as usize] = own;
        Person { motivation: own, ..person }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn without_feelings_about_control_a_fine_only_helps() {
        let text = "[perceived_control]\nmonitoring = 0.0\npay = 0.0\n";
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let game = FineGame {
            group_size: 30,
            periods: 6,
            fined: (4, 6),
            fine: 0.2,
            monitoring: 1.0,
            critical_mass: 0.6,
            duty: 0.1,
            settling: 10,
        };
        let free = FineGame { fined: (0, 0), ..game.clone() };
        let play = |game: &FineGame| game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(4));
        let (with, without) = (play(&game), play(&free));
        assert_eq!(with[..3], without[..3]);
        assert!(with[5] < without[5], "{with:?} {without:?}");
    }
}
