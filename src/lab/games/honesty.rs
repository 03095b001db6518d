//! Reports of what nobody else has seen, such as the roll of a die.
//!
//! First what a class sees of it, then its protocol.

use rand::{Rng, RngExt};

use super::curve::{Average, Averages, Source};
use super::{Alias, Curve, Game, GameResult, GameSetup};
use crate::lab::people::{Person, Population};
use crate::model::mechanisms::Rule;
use crate::model::mechanisms::gaming::Gaming;
use crate::model::mechanisms::misreporting::{Misreporting, reported_difficulty};
use crate::model::parameter::Parameter;
use crate::model::traits::Trait;

/// `honesty`.
pub static HONESTY: Game = Game {
    name: "honesty",
    aliases: &[Alias::plain("die-roll"), Alias::plain("reporting-game")],
    title: "What do people report when nobody can check?",
    introduction: "Each rolls a die that nobody else sees and reports the number; the higher the report, the higher the pay. Nobody can tell who lies, but the reports of many can be compared with what a fair die gives. People decide as staff do who report how hard their work is: the stake tempts, and honesty holds back those who trust whoever asks.",
    exercise: "Let them toss a coin: --set outcomes=2. Then let them trust who asks: --set trust=1. How many tell the truth?",
    by_people: true,
    protocol: &[
        Parameter::new("outcomes", 6.0, 2.0, 100.0)
            .whole()
            .summary("Outcomes of the draw, all as likely: 6 for a die, 2 for a coin."),
        Parameter::new("pay", 1.0, 0.0, 100.0)
            .summary("What the best report pays more than the worst, in units of drive; steps between pay in proportion."),
        Parameter::new("trust", 0.5, 0.0, 1.0)
            .summary("How far people trust whoever asks; a stranger 0.5."),
        Parameter::new("monitoring", 0.0, 0.0, 1.0).summary("Probability of a check."),
        Parameter::new("others_lose", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: what a report brings is taken from another person."),
        Parameter::new("measure", 0.0, 0.0, 1.0)
            .whole()
            .summary("0: people decide by the rule of misreporting; 1: by that of gaming a measure."),
        Parameter::new("people", 2_000.0, 1.0, 1e6).whole().summary("People who report."),
    ],
    work: |setup| setup.work("people", 1.0, &[]),
    play,
};

/// The game that a setup's protocol tells.
pub(in crate::lab) fn game(setup: &GameSetup) -> HonestyGame {
    HonestyGame {
        outcomes: setup.count("outcomes"),
        pay: setup.rule("pay"),
        trust: setup.rule("trust"),
        monitoring: setup.rule("monitoring"),
        rule: match setup.is("measure") {
            false => Lying::Misreporting(Misreporting::resolve(setup.spec)),
            true => Lying::Gaming(Gaming::resolve(setup.spec)),
        },
    }
}

fn play(setup: &GameSetup) -> GameResult {
    let game = game(setup);
    let mut reported = Averages::default();
    let [mut mean, mut liars, mut truthful] = [Average::default(); 3];
    let last = game.outcomes - 1;
    setup.repeat(
        "people",
        |generator| game.play(setup.core, generator),
        |Report { drawn, said }| {
            let is = |answer: bool| f64::from(u8::from(answer));
            let row: Vec<f64> = (0..game.outcomes).map(|outcome| is(said == outcome)).collect();
            reported.add(&row);
            mean.add(said as f64 / last as f64);
            // Who drew the best has nothing to lie about.
            if drawn < last {
                liars.add(is(said == last));
                truthful.add(is(said == drawn));
            }
        },
    );
    let conclusion = conclusion(setup, [&mean, &liars, &truthful].map(|share| share.mean()));
    let fair = vec![1.0 / game.outcomes as f64; game.outcomes];
    let curves = vec![
        Curve::shares("reported", &reported),
        Curve::over_periods("if all told the truth", Source::Exact, &fair),
    ];
    GameResult {
        x: "outcome, from the worst to the best",
        y: "share of people",
        curves,
        conclusion,
    }
}

/// What is reported, and what the people of the model cannot tell.
fn conclusion(setup: &GameSetup, [mean, liars, truthful]: [f64; 3]) -> String {
    let mut text = format!(
        "The mean report lies {:.0} % of the way from the worst to the best, and would lie half-way if all told the truth. Of those who did not draw the best, {:.0} % report it all the same and {:.0} % tell the truth.",
        100.0 * mean,
        100.0 * liars,
        100.0 * truthful
    );
    if setup.is("others_lose") {
        text += &format!(
            " Others lose {:.2} more by each report than if all told the truth; that moves nobody here.",
            setup.rule("pay") * (mean - 0.5)
        );
    }
    text + " The model says nothing of lies that cost who tells them, of wanting to look honest, and of who loses; a stake above 1 tempts no more by the rule of misreporting."
}

/// The protocol: a private draw is reported, and the report pays (Fischbacher & Föllmi-Heusi 2013).
#[derive(Debug, Clone)]
pub struct HonestyGame {
    /// Outcomes, all as likely.
    pub outcomes: usize,
    /// What the best report pays more than the worst, in units of drive.
    pub pay: f64,
    /// Trust in whoever asks, in `[0,1]`.
    pub trust: f64,
    /// Probability of a check.
    pub monitoring: f64,
    /// The rule by which people decide how far to lie.
    pub rule: Lying,
}

/// A rule of the organisation by which what is told strays from the truth.
#[derive(Debug, Clone)]
pub enum Lying {
    /// Reports that are used by those who ask (equation 3).
    Misreporting(Misreporting),
    /// A measure that pays (equation 8).
    Gaming(Gaming),
}

/// A draw and what is said of it; outcomes from 0, the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// What was drawn.
    pub drawn: usize,
    /// What is reported.
    pub said: usize,
}

impl HonestyGame {
    /// One person draws and reports.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Report {
        let person = core.person(generator);
        let drawn = generator.random_range(0..self.outcomes);
        Report { drawn, said: self.said(&person, drawn) }
    }

    /// What a person reports: as far from the truth to the best as reports of difficulty are inflated, at
    /// the outcome next to that.
    fn said(&self, person: &Person, drawn: usize) -> usize {
        let last = (self.outcomes - 1) as f32;
        let told = reported_difficulty(drawn as f32 / last, self.lie(person));
        (told * last).round() as usize
    }

    /// How far a person lies, in `[0,1]`.
    fn lie(&self, person: &Person) -> f32 {
        let honesty = person.value(Trait::Honesty);
        let (pay, trust) = (self.pay as f32, self.trust as f32);
        let monitoring = self.monitoring as f32;
        match &self.rule {
            Lying::Misreporting(rule) => {
                rule.inflation(rule.gain(pay.min(1.0), monitoring), 0.0, honesty, trust)
            }
            Lying::Gaming(rule) => rule.of(pay, honesty, trust, monitoring),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::random::Draws;
    use crate::lab::benchmark_models::generator;

    fn game() -> HonestyGame {
        let spec = crate::lab::common_people();
        let rule = Lying::Misreporting(Misreporting::resolve(&spec));
        HonestyGame { outcomes: 6, pay: 0.7, trust: 0.5, monitoring: 0.0, rule }
    }

    fn with_honesty(core: &Population, honesty: f32) -> Person {
        let mut person = core.person(&mut generator(&Draws::new(1), 0));
        person.traits[Trait::Honesty as usize] = honesty;
        person
    }

    #[test]
    fn reports_are_those_worked_out_by_hand() {
        let core = crate::lab::people::core("title = \"x\"\n");
        let (game, person) = (game(), with_honesty(&core, 0.6));
        // 0.7 − 0.6 · 0.5 of the way: from 1 of 0 to 5 to 1 + 0.4 · 4 = 2.6.
        assert!((game.lie(&person) - 0.4).abs() < 1e-6);
        assert_eq!((game.said(&person, 1), game.said(&person, 5)), (3, 5));
        // Checks deter a little (0.1), and more by the rule of gaming (0.5).
        let checked = HonestyGame { monitoring: 1.0, ..game.clone() };
        assert!((checked.lie(&person) - 0.3).abs() < 1e-6);
        let rule = Lying::Gaming(Gaming::resolve(&crate::lab::common_people()));
        let measured = HonestyGame { monitoring: 0.5, rule, ..game.clone() };
        assert!((measured.lie(&person) - 0.15).abs() < 1e-6);
        // The honest who trust tell the truth, also where pay is high; without pay all do.
        let trusted = HonestyGame { trust: 1.0, pay: 50.0, ..game.clone() };
        let honest = with_honesty(&core, 1.0);
        assert!((0..6).all(|drawn| trusted.said(&honest, drawn) == drawn));
        let unpaid = HonestyGame { pay: 0.0, ..game };
        assert!((0..6).all(|drawn| unpaid.said(&person, drawn) == drawn));
    }

    /// More pay means more lies; nobody reports less than was drawn.
    #[test]
    fn reports_rise_with_the_stake() {
        let core = crate::lab::people::core("title = \"x\"\n");
        let mean = |pay: f64| {
            let game = HonestyGame { pay, ..game() };
            let all =
                (0..300).map(|number| game.play(&core, &mut generator(&Draws::new(2), number)));
            all.map(|report| {
                assert!(report.said >= report.drawn);
                report.said as f64
            })
            .sum::<f64>()
        };
        assert!(mean(0.0) < mean(0.5) && mean(0.5) < mean(1.0));
        assert_eq!(mean(1.0), mean(2.0));
    }
}
