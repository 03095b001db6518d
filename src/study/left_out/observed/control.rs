//! Hidden costs of control.

use super::{Observed, share_error, share_of};
use crate::ground::statistics::mean;
use crate::lab::games::control::Gift;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::control::gifts;
use crate::study::validation::{Data, Run};

pub(super) static CONTROL: Observed = Observed { parts, play, plays: 0.5 };

/// The least that control forces.
const MINIMUM: f64 = 10.0;
/// Half of an equal split: what one says who knows nothing of the gifts.
const MIDDLE: f64 = 20.0;

/// The columns of shares of agents, and what one says of each who knows nothing.
const SHARES: [(&str, &str, f64); 5] = [
    ("share who give less under control", "share_agents_lower_under_control", 1.0 / 3.0),
    ("share who give as much", "share_equal", 1.0 / 3.0),
    ("share who give more under control", "share_higher", 1.0 / 3.0),
    ("share who give no more than is forced", "share_exactly_min_under_control", 0.5),
    ("share who give less than that without", "share_below_min_without_control", 0.5),
];

fn parts() -> Vec<Part> {
    let data = Data::new(include_str!("../../../../scenarios/lab/data/04_falk_kosfeld_c10.csv"));
    let real = |column: &str| data.column(column, |_| true)[0];
    let agents = real("n_agents");
    let gift = |what: &str, column: &str, sd: &str| {
        Item::new(what, Alike::Unlike(MIDDLE), real(column), real(sd) / agents.sqrt())
    };
    let mut items = vec![
        gift("mean gift under control", "mean_x_control", "sd_control"),
        gift("mean gift without", "mean_x_nocontrol", "sd_nocontrol"),
    ];
    items.extend(SHARES.map(|(what, column, unknown)| {
        let share = real(column);
        Item::new(what, Alike::Unlike(unknown), share, share_error(share, agents))
    }));
    vec![Part::alone("control", "Falk & Kosfeld 2006, treatment C10", items)]
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let gifts = gifts(run);
    let mean_of = |of: fn(&Gift) -> f64| mean(&gifts.iter().map(of).collect::<Vec<f64>>());
    vec![vec![
        mean_of(|gift| gift.controlled),
        mean_of(|gift| gift.trusted),
        share_of(&gifts, |gift| gift.controlled < gift.trusted),
        share_of(&gifts, |gift| gift.controlled == gift.trusted),
        share_of(&gifts, |gift| gift.controlled > gift.trusted),
        share_of(&gifts, |gift| gift.controlled == MINIMUM),
        share_of(&gifts, |gift| gift.trusted < MINIMUM),
    ]]
}
