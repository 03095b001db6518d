//! Eight cities without and with punishment: each is predicted from its first gifts and from how its people
//! punish.

use super::{Observed, gift_error};
use crate::ground::executor;
use crate::ground::statistics::mean;
use crate::lab::contributions::Played;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::public_goods::{ENDOWMENT, path};
use crate::study::validation::public_goods_punishment::{City, play as play_city, read_cities};
use crate::study::validation::{Data, Run};

pub(super) static CITIES: Observed = Observed { parts, play, plays: 1.0 };

/// What differs between the conditions.
struct Condition {
    /// As the tables name it.
    treatment: &'static str,
    name: &'static str,
    alike: Alike,
    /// First period that is predicted: the first gift without punishment is an input.
    first: usize,
    /// Weight in the error of a city.
    share: f64,
    /// Weight in a fit.
    weight: f64,
    not_for: &'static [&'static str],
}

const CONDITIONS: [Condition; 2] = [
    Condition {
        treatment: "N",
        name: "without punishment",
        alike: Alike::Gift,
        first: 2,
        share: 0.4,
        weight: 0.15,
        // What partners of all cities did is mostly what those of these cities did.
        not_for: &["partners"],
    },
    Condition {
        treatment: "P",
        name: "with punishment",
        alike: Alike::GiftUnderPunishment,
        first: 1,
        share: 0.6,
        weight: 0.25,
        not_for: &[],
    },
];

fn parts() -> Vec<Part> {
    let cities = read_cities();
    let of = |city: &City| CONDITIONS.map(|condition| part(city, &condition));
    cities.iter().flat_map(of).collect()
}

fn part(city: &City, condition: &Condition) -> Part {
    let Condition { treatment, name, alike, first, share, weight, not_for } = *condition;
    let cities = Data::new(include_str!("../../../../scenarios/lab/data/02_htg2008_cities.csv"));
    let of_city = |column: &str| cities.column(column, |row| row.text("city") == city.name)[0];
    let groups = of_city("n_groups");
    let error = of_city(&format!("{treatment}_sd_groups")) / ENDOWMENT / groups.sqrt();
    let paths = Data::new(include_str!("../../../../scenarios/lab/data/02_htg2008_paths.csv"));
    let path = paths
        .column("mean", |row| row.text("city") == city.name && row.text("treatment") == treatment);
    let of_period = gift_error(error * of_one_period(treatment));
    let gift = |(place, gift): (usize, &f64)| {
        let what = format!("gift in period {}", place + 1);
        Item::new(what, alike, gift / ENDOWMENT, of_period)
    };
    let mut items: Vec<Item> = path.iter().enumerate().skip(first - 1).map(gift).collect();
    let all = mean(&path) / ENDOWMENT;
    items.push(Item::new("mean gift", alike, all, gift_error(error)).weighing(3.0));
    let mut inputs = vec![city.first];
    if treatment == "P" {
        inputs.push(city.punishment.antisocial);
    }
    Part {
        name: format!("{}, {name}", city.name),
        fold: city.name.clone(),
        group: "cities",
        source: "Herrmann, Thöni & Gächter 2008",
        share,
        weight,
        not_for,
        inputs,
        items,
    }
}

/// How much more the groups of a city differ in one period than in the mean of ten, from the shares of the
/// variance that lie between groups, between their members, and within these.
fn of_one_period(treatment: &str) -> f64 {
    let behaviour =
        Data::new(include_str!("../../../../scenarios/lab/data/02_htg2008_behaviour.csv"));
    let share = |name: &str| {
        let quantity = format!("variance share {name}");
        behaviour.column("value", |row| {
            row.text("treatment") == treatment && row.text("quantity") == quantity
        })[0]
    };
    let (group, subject, rest) = (share("group"), share("subject"), share("residual"));
    let variance = |periods: f64| group + subject / 4.0 + rest / (4.0 * periods);
    (variance(1.0) / variance(10.0)).sqrt()
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let cities = read_cities();
    let of = |(index, city): (usize, &City)| {
        let (without, with) = play_city(run, index, city);
        [found(&without, CONDITIONS[0].first), found(&with, CONDITIONS[1].first)]
    };
    executor::map(cities.iter().enumerate(), of).into_iter().flatten().collect()
}

/// The gifts from a period on, and their mean over all periods.
fn found(played: &[Played], first: usize) -> Vec<f64> {
    let path = path(played, |session| &session.contribution);
    let all = mean(&path);
    path.into_iter().skip(first - 1).chain([all]).collect()
}
