//! Gifts and beliefs among strangers.

use super::{Observed, gift_error};
use crate::ground::statistics::Summary;
use crate::lab::contributions::ContributionGame;
use crate::lab::people::Population;
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::Run;
use crate::study::validation::public_goods::{ENDOWMENT, path, sessions, strangers_data};

pub(super) static STRANGERS: Observed = Observed { parts, play, plays: 0.5 };

/// Columns of the sessions.
const SESSIONS: [&str; 6] =
    ["session1", "session2", "session3", "session4", "session5", "session6"];
/// People who said what they believe.
const PEOPLE: f64 = 140.0;

fn parts() -> Vec<Part> {
    let (mut gifts, mut beliefs) = (Vec::new(), Vec::new());
    for row in strangers_data().rows() {
        let period = row.text("period");
        let sessions = SESSIONS.map(|column| row.number(column) / ENDOWMENT);
        // Sessions, not people, are independent of each other.
        let error = Summary::of(&sessions, 0.95).sd / (sessions.len() as f64).sqrt();
        let gift = row.number("contrib_mean") / ENDOWMENT;
        let what = format!("gift in period {period}");
        gifts.push(Item::new(what, Alike::Gift, gift, gift_error(error)));
        let error = row.number("belief_sd") / ENDOWMENT / PEOPLE.sqrt();
        let belief = row.number("belief_mean") / ENDOWMENT;
        let what = format!("belief in period {period}");
        beliefs.push(Item::new(what, Alike::Gift, belief, gift_error(error)).weighing(0.5));
    }
    // The first belief is not predicted: people begin with it.
    gifts.extend(beliefs.into_iter().skip(1));
    vec![Part::alone("strangers", "Fischbacher & Gächter 2010", gifts)]
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let core = Population::new(run.people);
    let played = sessions(run, &core, &ContributionGame::usual(24, false), 100_000);
    let mut found = path(&played, |session| &session.contribution);
    found.extend(path(&played, |session| &session.belief).into_iter().skip(1));
    vec![found]
}
