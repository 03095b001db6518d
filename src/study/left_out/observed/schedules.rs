//! What people say they would give, for each mean gift of the others.

use super::{Observed, gift_error};
use crate::study::left_out::item::{Alike, Item, Part};
use crate::study::validation::conditional_schedules::{answers, slope};
use crate::study::validation::public_goods::ENDOWMENT;
use crate::study::validation::{Data, Run};

pub(super) static SCHEDULES: Observed = Observed { parts, play, plays: 1.0 };

/// People who were asked.
const PEOPLE: f64 = 140.0;
/// Standard error of the slope of the mean answer, as in the validation.
const ERROR_OF_SLOPE: f64 = 0.04;

fn parts() -> Vec<Part> {
    let data = Data::new(include_str!("../../../../scenarios/lab/data/01_fg2010_schedules.csv"));
    let (mut others, mut answers, mut items) = (Vec::new(), Vec::new(), Vec::new());
    for row in data.rows() {
        let answer = row.number("all_n140") / ENDOWMENT;
        others.push(row.number("others_avg") / ENDOWMENT);
        answers.push(answer);
        let error = row.number("sd_all") / ENDOWMENT / PEOPLE.sqrt();
        let what = format!("gift where others give {} of 20", row.text("others_avg"));
        items.push(Item::new(what, Alike::Gift, answer, gift_error(error)));
    }
    let observed = slope(&others, &answers);
    let slope = Item::new("slope", Alike::Unlike(0.0), observed, ERROR_OF_SLOPE);
    items.push(slope.weighing(4.0));
    vec![Part::alone("schedules", "Fischbacher & Gächter 2010, strategy method", items)]
}

fn play(run: &Run) -> Vec<Vec<f64>> {
    let (others, mut found) = answers(run);
    found.push(slope(&others, &found));
    vec![found]
}
