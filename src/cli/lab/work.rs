//! A word before long work, and a bar while it goes on.

use super::super::output::tell;
use crate::ground::random::Draws;
use crate::lab::games::{Amount, GameRules};
use crate::lab::people::Population;
use crate::model::specification::ModelSpec;

/// Decisions of single people in a second, of the slower games on a middling machine: of people, and by
/// the benchmark models.
const BY_PEOPLE: f64 = 5e6;
const BY_RULES: f64 = 5e7;
/// From so many seconds on there is a word before it starts.
const LONG: f64 = 15.0;

/// The work of some plays together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Estimate {
    pub plays: f64,
    decisions: f64,
    seconds: f64,
}

/// The work of some plays together, and about how long it takes.
pub fn of(plays: &[GameRules], people: (&Population, &ModelSpec)) -> Estimate {
    plays.iter().fold(Estimate::default(), |all, rules| {
        let Amount { plays, decisions } =
            (rules.game.work)(&rules.setup(people, Draws::new(0), &|_| ()));
        let rate = if rules.game.by_people { BY_PEOPLE } else { BY_RULES };
        Estimate {
            plays: all.plays + plays,
            decisions: all.decisions + decisions,
            seconds: all.seconds + decisions / rate,
        }
    })
}

/// Says before long work how long it may take, unless someone wants quiet.
pub fn announce(work: &Estimate, quiet: bool) {
    if let Some(text) = announcement(work) {
        tell(quiet, &text);
    }
}

fn announcement(work: &Estimate) -> Option<String> {
    let seconds = work.seconds;
    (seconds >= LONG).then(|| {
        format!(
            "note: about {} decisions in {} plays, which may take {}; Ctrl-C stops them; fewer plays, people or periods (--set) take less time",
            number(work.decisions),
            number(work.plays),
            time(seconds)
        )
    })
}

/// A large number in words.
fn number(value: f64) -> String {
    match value {
        v if v < 1e4 => format!("{v:.0}"),
        v if v < 1e6 => format!("{:.0} thousand", v / 1e3),
        v if v < 1e9 => format!("{:.1} million", v / 1e6),
        v if v < 1e12 => format!("{:.1} thousand million", v / 1e9),
        v if v.is_finite() => format!("{v:.1e}"),
        _ => "endlessly many".to_owned(),
    }
}

/// A time in words.
fn time(seconds: f64) -> String {
    match seconds {
        s if s < 90.0 => format!("{s:.0} seconds"),
        s if s < 5_400.0 => format!("{:.0} minutes", s / 60.0),
        s if s < 1.3e5 => format!("{:.0} hours", s / 3_600.0),
        s if s < 3e8 => format!("{:.0} days", s / 86_400.0),
        _ => "longer than anyone can wait".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_work_is_announced() {
        let work = |seconds| Estimate { plays: 100.0, decisions: 5e6 * seconds, seconds };
        assert_eq!(announcement(&work(0.9 * LONG)), None);
        let text = announcement(&work(6e4)).unwrap();
        assert!(text.contains("300.0 thousand million") && text.contains("17 hours"), "{text}");
        let text = announcement(&work(f64::INFINITY)).unwrap();
        assert!(text.contains("longer than anyone can wait"), "{text}");
    }
}
