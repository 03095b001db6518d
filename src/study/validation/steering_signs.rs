//! Signs and orderings of studies on monitoring, pay and ratchets.

use super::{Comparison, Experiment, Kind, Run, SiteParameter};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;

/// Bohnet, Frey & Huck 2001; Dickinson & Villeval 2008; Boly 2011; Charness, Kuhn & Villeval 2011.
pub static STEERING: Experiment = Experiment {
    name: "steering-signs",
    summary: "Checks work where they bind, and not for those who would have done more; a ratchet makes people hold back.",
    source: "Bohnet, Frey & Huck 2001; Dickinson & Villeval 2008; Boly 2011; Charness, Kuhn & Villeval 2011 (signs read in the abstracts)",
    kind: Kind::Experiment,
    site: &[
        SiteParameter::judged(
            "standards (0.3 low, 0.6 middling, 0.8 high)",
            "the abstracts name no numbers",
        ),
        SiteParameter::judged(
            "trust that a principal shows",
            "as much less as it checks more, since the abstracts do not say",
        ),
    ],
    sample: 0.0,
    run: steering,
};

/// Agents that work.
const AGENTS: u32 = 4_000;

fn steering(run: &Run) -> Vec<Comparison> {
    let core = Population::new(run.people);
    let agents: Vec<(Person, f32)> = (0..run.plays(AGENTS))
        .map(|agent| {
            let mut generator = generator(&run.draws, 430_000 + agent);
            (core.person(&mut generator), core.mood(&mut generator))
        })
        .collect();
    let work = |(agent, mood): &(Person, f32), monitoring: f32, standard: f32| {
        let steering = Steering { monitoring, leader_trust: 1.0 - monitoring, ..Steering::PLAIN };
        let agent = core.before_principal(agent, &steering);
        let drive = core.drive_of(&agent, &Task::ANSWER, *mood);
        core.effort(drive, (0.0, monitoring, standard))
    };
    let measured = |monitoring: f32, standard: f32| {
        let efforts = agents.iter().map(|agent| f64::from(work(agent, monitoring, standard).0));
        mean(&efforts.collect::<Vec<f64>>())
    };
    // What an unmeasured, voluntary performance loses.
    let voluntary = |monitoring: f32| {
        let efforts = agents.iter().map(|agent| f64::from(work(agent, monitoring, 0.6).1));
        mean(&efforts.collect::<Vec<f64>>())
    };
    let more = agents.iter().filter(|agent| work(agent, 0.6, 0.6).0 > work(agent, 0.0, 0.6).0);
    let most = more.count() as f64 / agents.len() as f64;
    let none = measured(0.0, 0.3);
    let levels: Vec<f64> = (0..=10).map(|step| measured(0.1 * step as f32, 0.3)).collect();
    let least = levels.iter().copied().fold(f64::INFINITY, f64::min);
    let rows = vec![
        Comparison::is_so(
            "Dickinson & Villeval: most agents do more measured work when checked",
            most > 0.5,
        ),
        Comparison::is_so(
            "Boly: checks raise measured work where the standard is high",
            measured(0.5, 0.8) > measured(0.0, 0.8),
        ),
        Comparison::is_so(
            "Bohnet, Frey & Huck: at a low standard, middling enforcement does worse than none and than full",
            least < none - 1e-3 && least < levels[10] - 1e-3,
        ),
        Comparison::is_so(
            "what is not measured falls as checks grow",
            voluntary(0.8) < voluntary(0.2) && voluntary(0.2) < voluntary(0.0),
        )
        .unverified("no study is named"),
        Comparison::is_so(
            "Charness, Kuhn & Villeval: who foresees a ratchet holds back",
            core.foreseen(0.4, 0.5) < core.foreseen(0.4, 0.0),
        )
        .unverified("only the beginning of the abstract was read"),
    ];
    rows.into_iter().map(|row| row.with_chance(0.5)).collect()
}
