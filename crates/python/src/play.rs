//! Games of the laboratory, played by the people, alone or with a strategy of the caller at their table.

use std::collections::BTreeMap;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tillit::ground::random::Draws;
use tillit::ground::statistics::Summary;
use tillit::lab::company::{Choice, Company, Gift, OpenGame};
use tillit::lab::games::{Curve, GameSetup};
use tillit::lab::people::Population;
use tillit::study::runs::CONFIDENCE;
use tillit::workflow::Watcher;

use crate::errors::Problem;
use crate::lab::{people_of, rules_of};
use crate::scenario::Scenario;
use crate::table::{Column, Table};
use crate::task::Asked;

/// Most decisions of a game of which all are kept.
const MOST_DECISIONS: f64 = 2e7;
/// The seat of a strategy.
const GUEST: usize = 0;

/// What came of a game: its curves, a conclusion, the labels of both axes, and every decision where they
/// were kept.
type Played = (Table, String, String, String, Option<Table>);

/// Plays a game.
#[pyfunction]
#[pyo3(signature = (name, rules, strategy=None, decisions=false, people=None, seed=1, progress=None))]
#[expect(clippy::too_many_arguments, reason = "each is an argument of Python's")]
pub(crate) fn play<'py>(
    py: Python<'py>,
    name: &str,
    rules: Bound<'py, PyDict>,
    strategy: Option<Bound<'py, PyAny>>,
    decisions: bool,
    people: Option<Bound<'py, Scenario>>,
    seed: u64,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Played> {
    let spec = people_of(people.as_ref());
    let people = Population::new(&spec);
    let rules = rules_of(name, Some(&rules))?;
    if strategy.is_none() && !decisions {
        let result = Asked { py, threads: None, progress }.run(|watch| {
            let nobody = |_: u64| ();
            let work = (rules.game.work)(&rules.setup((&people, &spec), Draws::new(seed), &nobody));
            let bar = watch.progress(work.plays as u64, "plays");
            let told = |plays: u64| bar.advance(plays);
            Ok((rules.game.play)(&rules.setup((&people, &spec), Draws::new(seed), &told)))
        })?;
        let (x, y) = (result.x.to_owned(), result.y.to_owned());
        return Ok((curves(&result.curves), result.conclusion, x, y, None));
    }
    let setup = rules.setup((&people, &spec), Draws::new(seed), &|_| ());
    let game = OpenGame::of(rules.game, &setup).map_err(Problem::Request)?;
    let kept = (rules.game.work)(&setup).decisions;
    if kept > MOST_DECISIONS {
        let text = format!(
            "{kept:.0} decisions would be kept: play fewer sessions, or fewer periods or people in each"
        );
        return Err(PyValueError::new_err(text));
    }
    let people = setup.people();
    let mut table = Seats::new(py, &game, strategy.as_ref())?;
    for session in 0..sessions(&setup) {
        table.begin(session);
        game.play(&people, &Draws::new(seed), session, &mut table);
        if let Some(error) = table.failed.take() {
            return Err(error);
        }
        py.check_signals()?;
    }
    let (x, y) = match &game {
        OpenGame::Gifts(_) => ("period", "tokens"),
        OpenGame::Choices(_) => ("match", "share of rounds with co-operation"),
    };
    let words = table.conclusion();
    Ok((table.curves(), words, x.to_owned(), y.to_owned(), Some(table.decisions())))
}

/// How many sessions a game plays.
fn sessions(setup: &GameSetup) -> u32 {
    let place = setup.protocol.iter().position(|rule| rule.key == "sessions");
    place.map_or(1, |place| setup.values[place] as u32)
}

/// The curves of a game as a table.
fn curves(all: &[Curve]) -> Table {
    let (mut name, mut source) = (Vec::new(), Vec::new());
    let mut numbers: [Vec<f64>; 6] = Default::default();
    for curve in all {
        for (place, (x, y)) in curve.points.iter().enumerate() {
            name.push(curve.name.to_owned());
            source.push(curve.source.name().to_owned());
            let (low, high) = curve.intervals.get(place).copied().unwrap_or((f64::NAN, f64::NAN));
            let plays = curve.plays.get(place).map_or(f64::NAN, |plays| *plays as f64);
            let sd = curve.spreads.get(place).copied().unwrap_or(f64::NAN);
            let row = [*x, *y, low, high, sd, plays];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
    }
    curve_table(name, numbers, source)
}

fn curve_table(name: Vec<String>, numbers: [Vec<f64>; 6], source: Vec<String>) -> Table {
    let mut columns = vec![("curve".to_owned(), Column::Texts(name))];
    let names = ["x", "y", "low", "high", "sd", "plays"].map(str::to_owned);
    columns.extend(names.into_iter().zip(numbers.map(Column::Numbers)));
    columns.push(("source".to_owned(), Column::Texts(source)));
    Table::new(columns)
}

/// Who sits at the table, and all that was decided there.
struct Seats<'a, 'py> {
    strategy: Option<&'a Bound<'py, PyAny>>,
    /// What a strategy sees before it decides: a class of the package.
    turn: Bound<'py, PyAny>,
    game: &'a OpenGame,
    session: u32,
    gifts: Vec<(u32, Gift)>,
    choices: Vec<(u32, Choice)>,
    /// What the guest did, and what it saw of others, in this session or this match.
    own: Vec<f64>,
    others: Vec<f64>,
    failed: Option<PyErr>,
}

impl<'a, 'py> Seats<'a, 'py> {
    fn new(
        py: Python<'py>,
        game: &'a OpenGame,
        strategy: Option<&'a Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        let class = if matches!(game, OpenGame::Gifts(_)) { "GiftTurn" } else { "ChoiceTurn" };
        if strategy.is_some_and(|strategy| !strategy.is_callable()) {
            return Err(PyTypeError::new_err("a strategy is a function of what it sees"));
        }
        Ok(Self {
            strategy,
            turn: py.import("tillit._lab")?.getattr(class)?,
            game,
            session: 0,
            gifts: Vec::new(),
            choices: Vec::new(),
            own: Vec::new(),
            others: Vec::new(),
            failed: None,
        })
    }

    fn begin(&mut self, session: u32) {
        self.session = session;
        self.own.clear();
        self.others.clear();
    }

    /// What the strategy says; nothing once something went wrong.
    fn asked<T>(
        &mut self,
        ask: impl FnOnce(&Self, &Bound<'py, PyAny>) -> PyResult<T>,
    ) -> Option<T> {
        let strategy = self.strategy.filter(|_| self.failed.is_none())?;
        match ask(self, strategy) {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }

    /// The role of a seat in tables of curves.
    fn role(&self, seat: usize) -> &'static str {
        if self.strategy.is_some() && seat == GUEST { "strategy" } else { "people" }
    }

    /// By role and place: the mean of each session.
    fn means(&self) -> BTreeMap<(&'static str, usize), Vec<f64>> {
        let mut sums: BTreeMap<(&str, usize, u32), (f64, f64)> = BTreeMap::new();
        let mut add = |role, place, session, value| {
            let (sum, n) = sums.entry((role, place, session)).or_default();
            *sum += value;
            *n += 1.0;
        };
        for (session, gift) in &self.gifts {
            add(self.role(gift.seat), gift.period, *session, gift.given);
        }
        for (session, choice) in &self.choices {
            let share = f64::from(u8::from(choice.cooperates));
            add(self.role(choice.seat), choice.encounter, *session, share);
        }
        let mut means: BTreeMap<(&str, usize), Vec<f64>> = BTreeMap::new();
        for ((role, place, _), (sum, n)) in sums {
            means.entry((role, place)).or_default().push(sum / n);
        }
        means
    }

    fn curves(&self) -> Table {
        let (mut name, mut source) = (Vec::new(), Vec::new());
        let mut numbers: [Vec<f64>; 6] = Default::default();
        for ((role, place), means) in self.means() {
            name.push(role.to_owned());
            source.push("simulated".to_owned());
            let Summary { mean, low, high, sd } = Summary::of(&means, CONFIDENCE);
            let row = [place as f64, mean, low, high, sd, means.len() as f64];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        curve_table(name, numbers, source)
    }

    /// What each role earned, in words.
    fn conclusion(&self) -> String {
        let earned = |role: &str| {
            let gifts = self.gifts.iter().map(|(_, gift)| (gift.seat, gift.earned));
            let choices = self.choices.iter().map(|(_, choice)| (choice.seat, choice.earned));
            let (sum, n) = gifts
                .chain(choices)
                .filter(|(seat, _)| self.role(*seat) == role)
                .fold((0.0, 0.0), |(sum, n), (_, earned)| (sum + earned, n + 1.0));
            sum / n
        };
        let each = match self.game {
            OpenGame::Gifts(_) => "period",
            OpenGame::Choices(_) => "round",
        };
        let people = format!("People earn {:.2} in a {each}", earned("people"));
        match self.strategy {
            Some(_) => format!("{people}, the strategy {:.2}.", earned("strategy")),
            None => format!("{people}."),
        }
    }

    /// Every decision.
    fn decisions(&self) -> Table {
        let (gifts, choices) = (&self.gifts, &self.choices);
        let is_guest = |seat: usize| self.role(seat) == "strategy";
        let columns = match self.game {
            OpenGame::Gifts(_) => vec![
                ("session", wholes(gifts, |(session, _)| *session as usize + 1)),
                ("period", wholes(gifts, |(_, gift)| gift.period)),
                ("group", wholes(gifts, |(_, gift)| gift.group + 1)),
                ("seat", wholes(gifts, |(_, gift)| gift.seat + 1)),
                ("strategy", truths(gifts, |(_, gift)| is_guest(gift.seat))),
                ("given", numbers(gifts, |(_, gift)| gift.given)),
                ("others", numbers(gifts, |(_, gift)| gift.others)),
                ("expected", numbers(gifts, |(_, gift)| gift.expected)),
                ("earned", numbers(gifts, |(_, gift)| gift.earned)),
            ],
            OpenGame::Choices(_) => vec![
                ("session", wholes(choices, |(session, _)| *session as usize + 1)),
                ("match", wholes(choices, |(_, choice)| choice.encounter)),
                ("round", wholes(choices, |(_, choice)| choice.round)),
                ("seat", wholes(choices, |(_, choice)| choice.seat + 1)),
                ("partner", wholes(choices, |(_, choice)| choice.partner + 1)),
                ("strategy", truths(choices, |(_, choice)| is_guest(choice.seat))),
                ("cooperates", truths(choices, |(_, choice)| choice.cooperates)),
                ("partner_cooperates", truths(choices, |(_, choice)| choice.partner_cooperates)),
                ("expected", numbers(choices, |(_, choice)| choice.expected)),
                ("earned", numbers(choices, |(_, choice)| choice.earned)),
            ],
        };
        Table::new(columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect())
    }
}

fn wholes<T>(all: &[T], of: impl Fn(&T) -> usize) -> Column {
    Column::Wholes(all.iter().map(|one| of(one) as i64).collect())
}

fn truths<T>(all: &[T], of: impl Fn(&T) -> bool) -> Column {
    Column::Truths(all.iter().map(of).collect())
}

fn numbers<T>(all: &[T], of: impl Fn(&T) -> f64) -> Column {
    Column::Numbers(all.iter().map(of).collect())
}

impl Company for Seats<'_, '_> {
    fn gives(&mut self, seat: usize, period: usize) -> Option<f64> {
        let OpenGame::Gifts(game) = self.game else { return None };
        if seat != GUEST {
            return None;
        }
        let (endowment, size) = (game.payoff.endowment(), game.group_size);
        self.asked(|this, strategy| {
            let seen: &[f64] = if game.information { &this.others } else { &[] };
            let place = (this.session + 1, period, game.periods, endowment, size);
            let turn =
                this.turn.call1((place.0, place.1, place.2, place.3, place.4, &this.own, seen))?;
            let given: f64 = strategy.call1((turn,))?.extract()?;
            let fits = (0.0..=endowment).contains(&given);
            let text = || format!("the strategy gave {given} tokens, of 0 to {endowment}");
            if fits { Ok(given) } else { Err(PyValueError::new_err(text())) }
        })
    }

    fn is_guest(&self, seat: usize) -> bool {
        self.strategy.is_some() && seat == GUEST
    }

    fn cooperates(&mut self, _seat: usize, encounter: usize, round: usize) -> bool {
        if round == 1 {
            self.own.clear();
            self.others.clear();
        }
        let answer = self.asked(|this, strategy| {
            let seen = |all: &[f64]| all.iter().map(|chose| *chose == 1.0).collect::<Vec<bool>>();
            let (own, other) = (seen(&this.own), seen(&this.others));
            let turn = this.turn.call1((this.session + 1, encounter, round, own, other))?;
            strategy.call1((turn,))?.extract::<bool>()
        });
        answer.unwrap_or(false)
    }

    fn sees_gift(&mut self, gift: &Gift) {
        if gift.seat == GUEST {
            self.own.push(gift.given);
            self.others.push(gift.others);
        }
        self.gifts.push((self.session, *gift));
    }

    fn sees_choice(&mut self, choice: &Choice) {
        if choice.seat == GUEST {
            self.own.push(f64::from(u8::from(choice.cooperates)));
            self.others.push(f64::from(u8::from(choice.partner_cooperates)));
        }
        self.choices.push((self.session, *choice));
    }
}
