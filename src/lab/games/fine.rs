//! A fine on a norm in class.

use super::curve::Averages;
use super::{
    Alias, Amount, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::fine::FineGame;
use crate::model::parameter::Parameter;

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
