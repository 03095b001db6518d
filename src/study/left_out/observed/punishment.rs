//! Strangers and partners, without and with punishment.

use super::{Observed, unless};
use crate::ground::statistics::mean;
use crate::lab::contributions::ContributionGame;
use crate::lab::people::Population;
use crate::lab::punishment::Punishment;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::public_goods::{ENDOWMENT, path, sessions};
use crate::study::validation::public_goods_punishment::read_cities;
use crate::study::validation::{Data, Run};

pub(super) static PUNISHMENT: Observed = Observed { parts, play, plays: 0.2 };

/// Standard errors of a mean over ten periods and of the last period: those of ten groups of partners that
/// differ by four and by six of twenty tokens. Strangers were in three sessions.
const OF_MEAN: f64 = 0.075;
const OF_LAST: f64 = 0.09;
/// The city whose people are most like those of Zurich, where it was played: how one punishes is a custom
/// of a place, and an input.
const LIKE_ZURICH: &str = "St. Gallen";

/// The conditions in the order of the table: partners or not, and whether they can punish each other.
const CONDITIONS: [(bool, bool); 4] = [(false, false), (false, true), (true, false), (true, true)];

fn parts() -> Vec<Part> {
    let data = Data::new(include_str!("../../../../scenarios/lab/data/02_fehr_gachter2000.csv"));
    let (mut means, mut lasts) = (Vec::new(), Vec::new());
    for (matching, punishment) in CONDITIONS.map(named) {
        let real = |column: &str| {
            data.column(column, |row| {
                row.text("matching") == matching && row.text("punishment") == punishment
            })[0]
                / ENDOWMENT
        };
        let name = format!("{matching}s {punishment} punishment").to_lowercase();
        let alike = match punishment {
            "with" => Alike::GiftUnderPunishment,
            _ => Alike::Gift,
        };
        let all = real("mean_contribution_all_periods");
        means.push(Item::new(format!("{name}, mean gift"), alike, all, OF_MEAN));
        let last = real("mean_contribution_final_period");
        lasts.push(Item::new(format!("{name}, last gift"), alike, last, OF_LAST).weighing(0.5));
    }
    means.extend(lasts);
    means.push(Item::statement("order of the four means").weighing(0.5));
    vec![Part::alone("Fehr & Gächter 2000", "Fehr & Gächter 2000 (remembered)", means)]
}

/// A condition as the table names it.
fn named((partners, punishment): (bool, bool)) -> (&'static str, &'static str) {
    (if partners { "Partner" } else { "Stranger" }, if punishment { "with" } else { "without" })
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let core = Population::new(run.people);
    let custom = read_cities().into_iter().find(|city| city.name == LIKE_ZURICH);
    let custom: Option<Punishment> = custom.map(|city| city.punishment);
    let gifts = |place: usize| {
        let (partners, punishment) = CONDITIONS[place];
        let punishment = custom.filter(|_| punishment);
        let game = ContributionGame { punishment, ..ContributionGame::usual(24, partners) };
        let played = sessions(run, &core, &game, 240_000 + 1_000 * place as u32);
        path(&played, |session| &session.contribution)
    };
    let paths: Vec<Vec<f64>> = (0..CONDITIONS.len()).map(gifts).collect();
    let means: Vec<f64> = paths.iter().map(|path| mean(path)).collect();
    // Strangers, partners, and the same with punishment: each gives more than those before.
    let is_ordered = [0, 2, 1, 3].windows(2).all(|pair| means[pair[0]] < means[pair[1]]);
    let lasts = paths.iter().map(|path| path[path.len() - 1]);
    vec![means.iter().copied().chain(lasts).chain([unless(is_ordered)]).collect()]
}
