//! What each pair of actions earns, and from that, by going through all of them, best replies and
//! equilibria.

/// Differences of payoffs that are smaller than this are none.
const SAME: f64 = 1e-9;

/// Payoffs of two sides, or of one and all others who do the same.
#[derive(Debug, Clone, PartialEq)]
pub struct PayoffTable {
    /// Own actions.
    pub rows: Vec<f64>,
    /// Actions of the other, or of each of the others.
    pub columns: Vec<f64>,
    /// By row and column: what one earns.
    pub own: Vec<Vec<f64>>,
    /// By row and column: what the other earns, or each of the others.
    pub others: Vec<Vec<f64>>,
    /// Equilibria in which nobody gains by another action alone.
    pub equilibria: Vec<Equilibrium>,
}

/// An equilibrium.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Equilibrium {
    /// One does this, and the other, or each of the others, does that.
    Pure(f64, f64),
    /// Of two actions, both sides choose the higher with this probability.
    Mixed(f64),
    /// So many of all choose the higher of two actions.
    Number(usize),
    /// One acts first so, and the other answers so: found from the end (backward induction).
    InTurn(f64, f64),
}

impl PayoffTable {
    /// A table of what `earns(own, other)` tells of oneself and the other.
    pub fn new(rows: &[f64], columns: &[f64], earns: impl Fn(f64, f64) -> (f64, f64)) -> Self {
        let row = |own: &f64| columns.iter().map(|other| earns(*own, *other)).collect::<Vec<_>>();
        let cells: Vec<Vec<(f64, f64)>> = rows.iter().map(row).collect();
        let side = |of: fn(&(f64, f64)) -> f64| {
            cells.iter().map(|row| row.iter().map(of).collect()).collect()
        };
        Self {
            rows: rows.to_vec(),
            columns: columns.to_vec(),
            own: side(|cell| cell.0),
            others: side(|cell| cell.1),
            equilibria: Vec::new(),
        }
    }

    /// By column: the rows that are best replies.
    pub fn best_replies(&self) -> Vec<Vec<usize>> {
        let column = |column| best(self.own.iter().map(|row: &Vec<f64>| row[column]));
        (0..self.columns.len()).map(column).collect()
    }

    /// By row: the columns that are best for the other.
    fn best_answers(&self) -> Vec<Vec<usize>> {
        self.others.iter().map(|row| best(row.iter().copied())).collect()
    }

    /// The equilibria of two who act at once: all pure ones, and of two actions the mixed one.
    pub fn at_once(mut self) -> Self {
        let (replies, answers) = (self.best_replies(), self.best_answers());
        for (row, own) in self.rows.iter().enumerate() {
            for (column, other) in self.columns.iter().enumerate() {
                if replies[column].contains(&row) && answers[row].contains(&column) {
                    self.equilibria.push(Equilibrium::Pure(*own, *other));
                }
            }
        }
        self.equilibria.extend(self.mixed().map(Equilibrium::Mixed));
        self
    }

    /// The equilibria among many of one kind in which all do the same.
    pub fn among_many(mut self) -> Self {
        let replies = self.best_replies();
        for (column, other) in self.columns.iter().enumerate() {
            let same = self.rows.iter().position(|own| (own - other).abs() < SAME);
            if same.is_some_and(|row| replies[column].contains(&row)) {
                self.equilibria.push(Equilibrium::Pure(*other, *other));
            }
        }
        self
    }

    /// The outcome of two who act in turn, the first foreseeing how the second answers. Of answers that
    /// are as good for the second, the first of the table is taken.
    pub fn in_turn(mut self) -> Self {
        let answers: Vec<usize> = self.best_answers().iter().map(|all| all[0]).collect();
        let outcomes = answers.iter().enumerate().map(|(row, column)| self.own[row][*column]);
        for row in best(outcomes) {
            self.equilibria.push(Equilibrium::InTurn(self.rows[row], self.columns[answers[row]]));
        }
        self
    }

    /// The probability of the second action with which both of two actions earn as much for both sides of
    /// a symmetric game, if it lies between 0 and 1.
    fn mixed(&self) -> Option<f64> {
        let [[aa, ab], [ba, bb]] = [self.own.first()?, self.own.get(1)?]
            .map(|row| [row[0], row.get(1).copied().unwrap_or(f64::NAN)]);
        if self.rows.len() != 2 || self.columns.len() != 2 {
            return None;
        }
        let share = (aa - ba) / (aa - ba + bb - ab);
        (share > SAME && share < 1.0 - SAME).then_some(share)
    }

    /// A smaller table, with the rows and columns at these places; equilibria stay those of the whole.
    pub fn at(&self, places: &[usize]) -> Self {
        let pick = |values: &[f64]| places.iter().map(|place| values[*place]).collect::<Vec<f64>>();
        let cells = |all: &[Vec<f64>]| places.iter().map(|place| pick(&all[*place])).collect();
        Self {
            rows: pick(&self.rows),
            columns: pick(&self.columns),
            own: cells(&self.own),
            others: cells(&self.others),
            equilibria: self.equilibria.clone(),
        }
    }
}

/// The numbers in which so many of some people who choose between two actions are an equilibrium: nobody
/// gains by the other action. `earns(action, others)` is what one earns whose others choose the higher
/// action in this number.
pub fn numbers(members: usize, earns: impl Fn(f64, usize) -> f64) -> Vec<Equilibrium> {
    let stays = |number: &usize| {
        let others = |own: usize| number - own;
        let in_stay = *number == 0 || earns(1.0, others(1)) >= earns(0.0, others(1)) - SAME;
        let out_stay = *number == members || earns(0.0, *number) >= earns(1.0, *number) - SAME;
        in_stay && out_stay
    };
    (0..=members).filter(stays).map(Equilibrium::Number).collect()
}

/// The places of the largest values.
fn best(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let values: Vec<f64> = values.collect();
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (0..values.len()).filter(|place| values[*place] >= most - SAME).collect()
}
