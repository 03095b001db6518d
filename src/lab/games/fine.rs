//! A fine on a norm in class.

use super::{BELIEF_SD, Curve, Game, PLAYING_GROUPS, STARTING_BELIEF, Shown, Table, means};
use crate::lab::fine::FineGame;
use crate::lab::reference_rules::generator;
use crate::spec::Parameter;

/// `fine`.
pub static FINE: Game = Game {
    name: "fine",
    title: "A fine is a price",
    plain: "Parents should fetch their children in time, and most do. Then a small fine is put on coming late, and some weeks later it is taken away again. A fine makes coming late dearer. But it also tells people that they are being watched, and that coming late can be paid for.",
    try_next: "Make the fine dear: --set fine=0.4. And ask what a fine does to people who only care for money: --people FILE.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 34.0, 2.0, 1000.0).whole().says("Families of a centre."),
        Parameter::new("periods", 20.0, 1.0, 1000.0).whole().says("Weeks."),
        Parameter::new("fined_from", 5.0, 0.0, 1000.0)
            .whole()
            .says("First week with the fine; 0 for none."),
        Parameter::new("fined_until", 16.0, 0.0, 1000.0).whole().says("Last week with the fine."),
        Parameter::new("fine", 0.01, 0.0, 5.0)
            .says("How much of the norm the fine makes one keep who does not care for it."),
        Parameter::new("monitoring", 1.0, 0.0, 1.0).says("How surely a breach is noticed."),
        Parameter::new("critical_mass", 0.6, 0.01, 1.0)
            .says("Share of others who keep the norm from which keeping it matters."),
        Parameter::new("duty", 0.2, 0.0, 1.0)
            .says("How far people keep the norm for its own sake."),
        Parameter::new("settling", 40.0, 0.0, 1000.0)
            .whole()
            .says("Weeks before the first one, in which the norm comes to rest."),
        Parameter { default: 0.76, ..STARTING_BELIEF },
        Parameter { default: 0.1, ..BELIEF_SD },
        PLAYING_GROUPS,
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let game = FineGame {
        group_size: table.count("group_size"),
        periods: table.count("periods"),
        fined: (table.count("fined_from"), table.count("fined_until")),
        fine: table.rule("fine"),
        monitoring: table.rule("monitoring"),
        critical_mass: table.rule("critical_mass"),
        duty: table.rule("duty"),
        settling: table.count("settling"),
    };
    let core = table.people();
    let run = |game: &FineGame| {
        let played: Vec<_> = (0..table.count("groups") as u32)
            .map(|group| game.play(&core, &mut generator(&table.draws, group)))
            .collect();
        means(&played)
    };
    let (with, without) = (run(&game), run(&FineGame { fined: (0, 0), ..game.clone() }));
    let over = |path: &[f64], from: usize, to: usize| {
        let to = to.min(path.len());
        let from = from.clamp(1, to.max(1));
        crate::statistics::mean(&path[from - 1..to])
    };
    let (first, last) = game.fined;
    let told = if first == 0 {
        format!(
            "Without a fine {:.1} % of the norm is not kept.",
            100.0 * over(&with, 1, game.periods)
        )
    } else {
        format!(
            "Before the fine {:.1} % of the norm is not kept, under it {:.1} %, afterwards {:.1} %; without a fine {:.1} % all along.",
            100.0 * over(&with, 1, first.saturating_sub(1).max(1)),
            100.0 * over(&with, first, last),
            100.0 * over(&with, last + 1, game.periods),
            100.0 * over(&without, 1, game.periods)
        )
    };
    let curves = vec![
        Curve::over_periods("not kept, with the fine", &with),
        Curve::over_periods("not kept, without", &without),
    ];
    Shown { x: "week", y: "share of the norm", curves, told }
}
