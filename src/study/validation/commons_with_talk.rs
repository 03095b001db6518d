//! Talk and sanctions on a commons.

use super::strangers::ZURICH_BELIEF;
use super::{Comparison, Experiment, Kind, Run, SiteParameter};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::contributions::Talk;
use crate::lab::games::shared_pool::SharedPool;
use crate::lab::people::Population;
use crate::lab::punishment::Punishment;

/// Ostrom, Walker & Gardner 1992.
pub static TALK: Experiment = Experiment {
    name: "commons-with-talk",
    summary: "On a commons talk helps, more when it is repeated; sanctions alone do not.",
    source: "Ostrom, Walker & Gardner 1992 (orderings only: the yields are remembered)",
    kind: Kind::Experiment,
    site: &[
        SiteParameter::judged(ZURICH_BELIEF.name, "as among strangers in Zurich"),
        SiteParameter::judged("how far words are believed (0.6)", "most, but not all"),
        SiteParameter::judged(
            "points for giving less (1.2), and for giving more (0.3)",
            "as in the cities with little punishment of those who give more",
        ),
    ],
    sample: 0.0,
    run: talk,
};

/// Where the yields of Ostrom, Walker & Gardner come from.
const REMEMBERED: &str =
    "the yields are remembered, and the abstract does not order the treatments";

/// Groups of each kind.
const GROUPS: u32 = 300;

fn talk(run: &Run) -> Vec<Comparison> {
    let core = Population::new(run.people);
    let silent = SharedPool {
        users: 8,
        periods: 20,
        first: 23.0,
        fall: 0.25,
        outside: 5.0,
        talk: None,
        punishment: None,
    };
    let rents = |pool: SharedPool| {
        let played: Vec<(Vec<f64>, Vec<f64>)> = (0..run.plays(GROUPS))
            .map(|group| pool.play(&core, &mut generator(&run.draws, 420_000 + group)))
            .collect();
        let (gross, net): (Vec<_>, Vec<_>) = played.into_iter().unzip();
        let last = |paths: Vec<Vec<f64>>| {
            mean(&paths.iter().map(|path| mean(&path[5..])).collect::<Vec<f64>>())
        };
        (last(gross), last(net))
    };
    let said = |repeated| Some(Talk { from: 1, repeated, credence: 0.6 });
    let punishment = Some(Punishment {
        periods: (1, 20),
        cost: 1.0,
        effect: 3.0,
        most: 10.0,
        prosocial: 1.2,
        antisocial: 0.3,
    });
    let (alone, _) = rents(silent.clone());
    let (once, _) = rents(SharedPool { talk: said(false), ..silent.clone() });
    let (repeated, _) = rents(SharedPool { talk: said(true), ..silent.clone() });
    let (_, sanctions) = rents(SharedPool { punishment, ..silent.clone() });
    let (both, _) = rents(SharedPool { talk: said(true), punishment, ..silent });
    let rows = vec![
        Comparison::is_so("silent users leave under half of the best rent", alone < 0.5),
        Comparison::is_so("talk once leaves more than silence", once > alone),
        Comparison::is_so("repeated talk leaves more than talk once", repeated > once),
        Comparison::is_so("talk with sanctions leaves most", both > repeated)
            .given(repeated > alone, "talk does not help"),
        Comparison::is_so(
            "sanctions alone leave less than repeated talk, net of what they cost",
            sanctions < repeated,
        )
        .given(repeated > alone, "talk does not help"),
    ];
    rows.into_iter().map(|row| row.with_chance(0.5).unverified(REMEMBERED)).collect()
}
