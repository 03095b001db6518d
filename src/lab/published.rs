//! What real people did in published experiments, as series that lie beside a game: only what was computed
//! from the data of the authors.

use crate::ground::table::Data;

/// A published series.
#[derive(Debug, Clone, Copy)]
pub struct Published {
    /// Who did what, in a few words.
    pub name: &'static str,
    /// Where it was published.
    pub source: &'static str,
    /// What its points lie over.
    pub x: &'static str,
    /// What they measure.
    pub y: &'static str,
    table: &'static str,
    columns: (&'static str, &'static str),
    /// A column and what it must say; none for all rows.
    only: Option<(&'static str, &'static str)>,
}

const STRANGERS: &str = include_str!("../../scenarios/lab/data/01_fg2010_paths.csv");
const PARTNERS: &str = include_str!("../../scenarios/lab/data/02_htg2008_paths.csv");
const DILEMMA: &str = include_str!("../../scenarios/lab/data/03_df2011_assurance.csv");
const DAY_CARE: &str = include_str!("../../scenarios/lab/data/05_daycare_fine_weekly.csv");
const CONTROL: &str = include_str!("../../scenarios/lab/data/04_falk_kosfeld_c10_distribution.csv");

/// By game: its series.
static SERIES: [(&str, Published); 8] = [
    (
        "public-goods",
        Published {
            name: "140 strangers gave",
            source: "Fischbacher & Gächter 2010",
            x: "period",
            y: "tokens",
            table: STRANGERS,
            columns: ("period", "contrib_mean"),
            only: None,
        },
    ),
    (
        "public-goods",
        Published {
            name: "1,076 partners in 16 cities gave",
            source: "Herrmann, Thöni & Gächter 2008",
            x: "period",
            y: "tokens",
            table: PARTNERS,
            columns: ("period", "mean"),
            only: Some(("treatment", "N")),
        },
    ),
    ("dilemma", dilemma("short future, small gain: co-operated in first rounds", "D5R32")),
    ("dilemma", dilemma("short future, large gain: co-operated in first rounds", "D5R48")),
    ("dilemma", dilemma("long future: co-operated in first rounds", "D75R40")),
    (
        "control",
        Published {
            name: "of 72 agents under control",
            source: "Falk & Kosfeld 2006, treatment C10",
            x: "tokens given",
            y: "agents",
            table: CONTROL,
            columns: ("x", "count_control"),
            only: None,
        },
    ),
    (
        "control",
        Published {
            name: "of 72 agents without control",
            source: "Falk & Kosfeld 2006, treatment C10",
            x: "tokens given",
            y: "agents",
            table: CONTROL,
            columns: ("x", "count_nocontrol"),
            only: None,
        },
    ),
    (
        "fine",
        Published {
            name: "late at six day-care centres with a fine in weeks 5 to 16",
            source: "Gneezy & Rustichini 2000",
            x: "week",
            y: "late arrivals per child",
            table: DAY_CARE,
            columns: ("week", "treated_late_per_child"),
            only: None,
        },
    ),
];

const fn dilemma(name: &'static str, treatment: &'static str) -> Published {
    Published {
        name,
        source: "Dal Bó & Fréchette 2011",
        x: "probability that a match goes on",
        y: "share of people",
        table: DILEMMA,
        columns: ("delta", "coop_rate_first_round"),
        only: Some(("treatment", treatment)),
    }
}

/// What was published of a game.
pub fn published(game: &str) -> Vec<Published> {
    SERIES.iter().filter(|(name, _)| *name == game).map(|(_, series)| *series).collect()
}

impl Published {
    /// The points.
    pub fn points(&self) -> Vec<(f64, f64)> {
        let data = Data::new(self.table);
        let (x, y) = self.columns;
        let wanted = data.rows().filter(|row| {
            self.only.is_none_or(|(column, value)| row.text(column) == value)
                && (self.table != PARTNERS || row.text("city") == "ALL_subjects")
        });
        wanted.map(|row| (row.number(x), row.number(y))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::games::find_game;

    #[test]
    fn series_are_those_of_the_data() {
        for (game, series) in &SERIES {
            assert!(find_game(game).is_some(), "{game}");
            let points = series.points();
            assert!(!points.is_empty(), "{}", series.name);
            assert!(points.iter().all(|(x, y)| x.is_finite() && y.is_finite()), "{}", series.name);
        }
        let first = |game: &str, index: usize| published(game)[index].points();
        assert_eq!(first("public-goods", 0)[0], (1.0, 7.893));
        assert_eq!(first("public-goods", 1).len(), 10);
        assert_eq!(first("dilemma", 2), [(0.75, 0.6591)]);
        let agents: f64 = first("control", 0).iter().map(|point| point.1).sum();
        assert_eq!(agents, 72.0);
    }
}
