//! Groups that get what their weakest member gives.

use super::{Observed, share_error, share_of, unless};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::games::weak_link::{Efforts, WeakLink};
use crate::lab::people::Population;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::{Data, Run};

pub(super) static WEAK_LINK: Observed = Observed { parts, play, plays: 1.0 };

/// Groups that play.
const PLAYS: u32 = 200;
/// Efforts from 110 to 170 (Goeree & Holt 2005), as a share of the range.
const LOWEST: f64 = 110.0;
const RANGE: f64 = 60.0;
/// Mean efforts in the last period at costs of 0.25 and 0.75 (Goeree & Holt 2005, remembered: told in
/// `scenarios/lab/data/03_min_effort_logit_theory.csv`).
const OF_CHEAP: f64 = 159.0;
const OF_DEAR: f64 = 126.0;
/// Their standard error, as a share of the range: about twice that of thirty people, because they are
/// remembered and people of a session learn from each other.
const ERROR: f64 = 0.12;
/// Large groups that played (Van Huyck, Battalio & Beil 1990): the smallest effort was the lowest in all.
const LARGE: f64 = 7.0;
/// Pairs that played.
const PAIRS: f64 = 14.0;

fn parts() -> Vec<Part> {
    let data = Data::new(include_str!("../../../../scenarios/lab/data/03_vhbb1990.csv"));
    let top = data.column("count", |row| row.text("treatment") == "C_fixed_pairs")[0] / PAIRS;
    // Who knows nothing says the middle.
    let middle = Alike::Unlike(0.5);
    let share =
        |what: &str, share: f64, n: f64| Item::new(what, middle, share, share_error(share, n));
    let effort =
        |what: &str, tokens: f64| Item::new(what, middle, (tokens - LOWEST) / RANGE, ERROR);
    let items = vec![
        share("large groups at the lowest effort in period 10", 1.0, LARGE),
        share("pairs at the highest effort in period 7", top, PAIRS),
        effort("effort of pairs at a cost of 0.25", OF_CHEAP),
        effort("effort of pairs at a cost of 0.75", OF_DEAR),
        Item::statement("the dearer effort is, the less pairs give"),
        Item::statement("of three, fewer give where effort is dear"),
    ];
    let source = "Van Huyck, Battalio & Beil 1990; Goeree & Holt 2005 (remembered)";
    vec![Part::alone("weak link", source, items)]
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let core = Population::new(run.people);
    // Two thirds of the people began with one of the three highest of seven efforts.
    let hopeful = core.clone().starting_with((0.75, 0.2));
    let played = |core: &Population, game: &WeakLink, first: u32| -> Vec<Efforts> {
        (first..first + run.plays(PLAYS))
            .map(|play| game.play(core, &mut generator(&run.draws, play)))
            .collect()
    };
    let minima = |game: &WeakLink, first: u32| -> Vec<f64> {
        let last = |play: &Efforts| play.minimum.last().copied().unwrap_or(0.0);
        played(&hopeful, game, first).iter().map(last).collect()
    };
    let large = minima(&WeakLink::usual(15, 10, 1.2, 0.6), 310_000);
    let pairs = minima(&WeakLink::usual(2, 7, 1.2, 0.6), 311_000);
    // Each of 61 efforts; the experiment matched pairs anew, here they stay together.
    let effort = |members: usize, cost: f64| {
        let game = WeakLink { levels: Some(61), ..WeakLink::usual(members, 10, 1.0, cost) };
        let last = |play: &Efforts| play.mean.last().copied().unwrap_or(0.0);
        mean(&played(&core, &game, 313_000).iter().map(last).collect::<Vec<f64>>())
    };
    let of_pairs = [0.25, 0.5, 0.75].map(|cost| effort(2, cost));
    let of_three = [0.1, 0.5].map(|cost| effort(3, cost));
    vec![vec![
        share_of(&large, |minimum| *minimum == 0.0),
        share_of(&pairs, |minimum| *minimum >= 0.999),
        of_pairs[0],
        of_pairs[2],
        unless(of_pairs[0] > of_pairs[1] && of_pairs[1] > of_pairs[2]),
        unless(of_three[0] > of_three[1] + 0.02),
    ]]
}
