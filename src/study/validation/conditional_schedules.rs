//! What people say they would give, for each mean contribution of the others.

use super::overlay::{Overlay, Pair};
use super::public_goods::{ENDOWMENT, near};
use super::{Comparison, Data, Experiment, Kind, Run};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::people::{Person, Population};
use crate::model::mechanisms::decision::Task;

/// Fischbacher & Gächter 2010, strategy method.
pub static SCHEDULES: Experiment = Experiment {
    name: "conditional-schedules",
    summary: "Asked what they would give for each contribution of the others, people on average give less than half as much.",
    source: "Fischbacher & Gächter 2010, strategy method (140 people; data computed anew)",
    kind: Kind::Experiment,
    fitted: &[],
    sample: 140.0 / 4_000.0,
    run: schedules,
};

/// People who are asked.
const PEOPLE: u32 = 4_000;

/// What people say, over what others give.
pub(super) fn overlay(run: &Run) -> Overlay {
    let (others, real, found) = answers(run);
    let points = |values: Vec<f64>| others.iter().copied().zip(values).collect();
    Overlay {
        title: "What people say they would give".to_owned(),
        x: "mean contribution of others (share)",
        y: "own contribution (share)",
        pairs: vec![Pair::new(points(real), points(found))],
    }
}

/// What others give, and what people answer, real and simulated; all as shares.
pub(crate) fn answers(run: &Run) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let data = Data::new(include_str!("../../../scenarios/lab/data/01_fg2010_schedules.csv"));
    let core = Population::new(run.people);
    let people: Vec<Person> = (0..run.plays(PEOPLE))
        .map(|person| core.person(&mut generator(&run.draws, 230_000 + person)))
        .collect();
    let real: Vec<f64> =
        data.column("all_n140", |_| true).iter().map(|tokens| tokens / ENDOWMENT).collect();
    let others: Vec<f64> =
        data.column("others_avg", |_| true).iter().map(|tokens| tokens / ENDOWMENT).collect();
    // As in the public goods game, but each is asked alone.
    let asked = Task { same_position: false, ..Task::gift(0.6, 1.2) };
    let answer = |others: f64| {
        let give = |person: &Person| {
            let told = Person { belief: others as f32, ..*person };
            f64::from(core.intention(&told, &asked))
        };
        mean(&people.iter().map(give).collect::<Vec<f64>>())
    };
    let found: Vec<f64> = others.iter().map(|others| answer(*others)).collect();
    (others, real, found)
}

fn schedules(run: &Run) -> Vec<Comparison> {
    let (others, real, found) = answers(run);
    vec![
        Comparison::is_so(
            "people say that they would give more, the more others give",
            found.windows(2).all(|pair| pair[1] >= pair[0]),
        ),
        Comparison::is_so(
            "people say that they would give less than others do, on average",
            found.iter().zip(&others).skip(10).all(|(found, others)| found < others),
        ),
        near("schedule of all", &real, &found, 0.05).with_error(0.03),
        Comparison::within("slope of the schedule", 0.4246, slope(&others, &found), 0.1)
            .with_error(0.04),
    ]
}

/// Slope of a least-squares line.
pub(crate) fn slope(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x), mean(y));
    let cross: f64 = x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum();
    cross / x.iter().map(|a| (a - mx) * (a - mx)).sum::<f64>()
}
