//! What people say they would give, for each mean contribution of the others.

use super::overlay::{Overlay, Pair};
use super::public_goods::{ENDOWMENT, path_near};
use super::types;
use super::{Comparison, Data, Experiment, Kind, Run, sampling};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::people::{Person, Population};
use crate::model::mechanisms::decision::Task;

/// Fischbacher & Gächter 2010, strategy method.
pub static SCHEDULES: Experiment = Experiment {
    name: "conditional-schedules",
    summary: "Asked what they would give for each contribution of the others, people on average give less than half as much; they are of four types.",
    source: "Fischbacher & Gächter 2010, strategy method (140 people; data computed anew)",
    kind: Kind::Experiment,
    site: &[],
    sample: 140.0 / 4_000.0,
    run: schedules,
};

/// People who are asked.
const PEOPLE: u32 = 4_000;

/// People of the experiment.
const OBSERVED: f64 = 140.0;

/// What people say, over what others give.
pub(super) fn overlay(run: &Run) -> Overlay {
    let real = Published::read();
    let found = mean_schedule(&schedules_of(run, &real.others));
    let points = |values: &[f64]| real.others.iter().copied().zip(values.to_vec()).collect();
    Overlay {
        title: "What people say they would give".to_owned(),
        x: "mean contribution of others (share)",
        y: "own contribution (share)",
        pairs: vec![Pair::new(points(&real.mean), points(&found))],
    }
}

/// What others give, and what people answer on average, simulated; all as shares.
pub(crate) fn answers(run: &Run) -> (Vec<f64>, Vec<f64>) {
    let real = Published::read();
    let found = mean_schedule(&schedules_of(run, &real.others));
    (real.others, found)
}

/// The published schedule, as shares: what others give, what people answer, and how much they differ.
struct Published {
    others: Vec<f64>,
    mean: Vec<f64>,
    sd: Vec<f64>,
}

impl Published {
    fn read() -> Self {
        let data = Data::new(include_str!("../../../scenarios/lab/data/01_fg2010_schedules.csv"));
        let [others, mean, sd] = ["others_avg", "all_n140", "sd_all"].map(|column| {
            data.column(column, |_| true).iter().map(|tokens| tokens / ENDOWMENT).collect()
        });
        Self { others, mean, sd }
    }

    /// The standard error of the slope: people whose slopes and starting points do not go together differ
    /// in slope by what their spread grows from the one end to the other.
    fn error_of_slope(&self) -> f64 {
        let (first, last) = (self.sd[0], self.sd[self.sd.len() - 1]);
        sampling::of_mean((last * last - first * first).max(0.0).sqrt(), OBSERVED)
    }
}

/// What each simulated person answers to each contribution of others, as shares.
fn schedules_of(run: &Run, others: &[f64]) -> Vec<Vec<f64>> {
    let core = Population::new(run.people);
    let answers = |person: u32| {
        let person = core.person(&mut generator(&run.draws, 230_000 + person));
        others.iter().map(|others| answer(&core, &person, *others)).collect()
    };
    (0..run.plays(PEOPLE)).map(answers).collect()
}

/// What a person gives who is told what others give, as shares.
fn answer(core: &Population, person: &Person, others: f64) -> f64 {
    // As in the public goods game, but each is asked alone.
    let asked = Task { same_position: false, ..Task::gift(0.6, 1.2) };
    let told = Person { belief: others as f32, ..*person };
    f64::from(core.intention(&told, &asked))
}

fn mean_schedule(all: &[Vec<f64>]) -> Vec<f64> {
    let at = |place: usize| mean(&all.iter().map(|answers| answers[place]).collect::<Vec<f64>>());
    (0..all[0].len()).map(at).collect()
}

fn schedules(run: &Run) -> Vec<Comparison> {
    let real = Published::read();
    let all = schedules_of(run, &real.others);
    let (others, found) = (&real.others, mean_schedule(&all));
    let errors: Vec<f64> = real.sd.iter().map(|sd| sampling::of_mean(*sd, OBSERVED)).collect();
    let rises = slope(others, &found) > 0.05;
    let mut rows = vec![
        Comparison::is_so(
            "people say that they would give more, the more others give",
            found.windows(2).all(|pair| pair[1] >= pair[0]),
        )
        .given(rises, "what they would give does not rise")
        .with_chance(0.5),
        Comparison::is_so(
            "people say that they would give less than others do, on average",
            found.iter().zip(others).skip(10).all(|(found, others)| found < others),
        )
        .given(rises, "what they would give does not rise")
        .with_chance(0.5),
        path_near("schedule of all", &real.mean, &errors, &found),
        Comparison::published(
            "slope of the schedule",
            slope(others, &real.mean),
            slope(others, &found),
            real.error_of_slope(),
        )
        .with_baseline("constant mean", 0.0),
    ];
    rows.extend(types::compare(&all));
    rows
}

/// Slope of a least-squares line.
pub(crate) fn slope(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x), mean(y));
    let cross: f64 = x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum();
    cross / x.iter().map(|a| (a - mx) * (a - mx)).sum::<f64>()
}
