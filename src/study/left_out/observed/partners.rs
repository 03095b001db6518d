//! Gifts among partners, of all cities together, and how far their groups drift apart.

use super::{Observed, gift_error, share_error, share_of};
use crate::ground::statistics::Summary;
use crate::lab::contributions::ContributionGame;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::public_goods::{
    ENDOWMENT, partners_core, partners_data, path, sessions,
};
use crate::study::validation::{Data, Run};

pub(super) static PARTNERS: Observed = Observed { parts, play, plays: 0.5 };

fn parts() -> Vec<Part> {
    // The first gift is not predicted: it tells what people expect of each other before they meet. The
    // sampling error of a thousand people is below the least one.
    let gifts = partners_data().0.into_iter().enumerate().skip(1);
    let gift = |(period, gift): (usize, f64)| {
        Item::new(format!("gift in period {}", period + 1), Alike::Gift, gift, gift_error(0.0))
    };
    let mut items: Vec<Item> = gifts.map(gift).collect();
    let behaviour =
        Data::new(include_str!("../../../../scenarios/lab/data/02_htg2008_behaviour.csv"));
    // What is alike in all groups has no ends and no spread.
    let none = Alike::Unlike(0.0);
    for row in behaviour.rows().filter(|row| row.text("treatment") == "N") {
        let (quantity, value, n) = (row.text("quantity"), row.number("value"), row.number("n"));
        let is_share = quantity.starts_with("share of groups");
        if is_share {
            items.push(Item::new(quantity, none, value, share_error(value, n)).weighing(2.0));
        } else if quantity.starts_with("SD of group means") {
            let error = value / (2.0 * (n - 1.0)).sqrt();
            items.push(Item::new(quantity, none, value, error).weighing(2.0));
        }
    }
    vec![Part::alone("partners", "Herrmann, Thöni & Gächter 2008, all cities", items)]
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let core = partners_core(run, &partners_data().0);
    let played = sessions(run, &core, &ContributionGame::usual(24, true), 200_000);
    let mut found: Vec<f64> =
        path(&played, |session| &session.contribution).into_iter().skip(1).collect();
    let ends: Vec<f64> = played.iter().flat_map(|s| s.groups_at_end.clone()).collect();
    // In the order of the table: below a tenth, above nine tenths, spread in tokens.
    found.push(share_of(&ends, |mean| *mean < 0.1 * ENDOWMENT));
    found.push(share_of(&ends, |mean| *mean > 0.9 * ENDOWMENT));
    found.push(Summary::of(&ends, 0.95).sd);
    vec![found]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The simulated numbers follow the order of the table.
    #[test]
    fn ends_and_spread_stand_in_this_order() {
        let part = &parts()[0];
        let names: Vec<&str> = part.items[9..].iter().map(|item| item.what.as_str()).collect();
        assert_eq!(names.len(), 3);
        assert!(names[0].contains("mean<2") && names[1].contains("mean>18"), "{names:?}");
        assert!(names[2].starts_with("SD"), "{names:?}");
    }
}
