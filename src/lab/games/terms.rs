//! What gifts and answers cost and bring: gifts in turn, gifts at once, and wages with a schedule of effort.

use crate::model::mechanisms::decision::Task;

/// What gifts cost and bring.
#[derive(Debug, Clone, PartialEq)]
pub enum Terms {
    /// One gives first, the other answers.
    InTurn(Gifts),
    /// Both give at once.
    AtOnce(Gifts),
    /// A wage is answered by effort.
    Wages(Wages),
}

impl Terms {
    /// What the second does in units of its own, and the earnings of both.
    pub(in crate::lab) fn outcome(&self, given: f64, answered: f64) -> (f64, [f64; 2]) {
        match self {
            Self::InTurn(gifts) => {
                let tokens = gifts.endowment * given;
                (answered, gifts.earnings(tokens, answered * gifts.equal(tokens)))
            }
            Self::AtOnce(gifts) => {
                let tokens = [given, answered].map(|share| gifts.endowment * share);
                (answered, gifts.earnings(tokens[0], tokens[1]))
            }
            Self::Wages(wages) => {
                let wage = wages.wage(given);
                let effort = wages.effort(wage, answered);
                (effort, [wages.profit(wage, effort), wages.income(wage, effort)])
            }
        }
    }
}

/// Gifts between two that are worth more to who receives them, in either direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gifts {
    /// What both have at first.
    pub endowment: f64,
    /// What the first gives is worth so many times as much to the second.
    pub multiplier: f64,
    /// What the second gives is worth so many times as much to the first.
    pub return_multiplier: f64,
}

impl Gifts {
    /// What the second gives back to leave both with as much, if the first gave so much.
    fn equal(&self, given: f64) -> f64 {
        (1.0 + self.multiplier) / (1.0 + self.return_multiplier) * given
    }

    /// The same game seen by the other.
    pub(super) fn turned(&self) -> Self {
        let (multiplier, return_multiplier) = (self.return_multiplier, self.multiplier);
        Self { multiplier, return_multiplier, ..*self }
    }

    fn earnings(&self, given: f64, back: f64) -> [f64; 2] {
        [
            self.endowment - given + self.return_multiplier * back,
            self.endowment + self.multiplier * given - back,
        ]
    }

    /// What giving first is: giving 1 costs 1, and pays from the belief at which as much comes back.
    pub(super) fn first(&self) -> Task {
        let returned = self.return_multiplier * (1.0 + self.multiplier);
        Task {
            threshold: ((1.0 + self.return_multiplier) / returned) as f32,
            same_position: false,
            ..Task::gift(1.0, self.multiplier as f32)
        }
    }

    /// What giving is for one of two who give at once, with so many rounds to come that it foresees: as
    /// among partners in a public goods game, what giving loses at once over what both gain by it later.
    pub(super) fn one_of_two(&self, to_come: f32) -> Task {
        let gained = to_come * (self.return_multiplier - 1.0) as f32;
        Task {
            threshold: if gained > 0.0 { 1.0 / gained } else { f32::INFINITY },
            same_position: false,
            ..Task::gift(1.0, self.multiplier as f32)
        }
    }
}

/// What giving first is, where a gift is worth so many times as much to who receives it: giving 1 costs 1,
/// and going all the way back returns half of what both have gained and spent.
pub(in crate::lab) fn first_gift(multiplier: f64) -> Task {
    Gifts { endowment: 1.0, multiplier, return_multiplier: 1.0 }.first()
}

/// A wage that is answered by effort, with a published or a convex cost of effort.
#[derive(Debug, Clone, PartialEq)]
pub struct Wages {
    /// What an employer can pay out of, for full effort.
    pub value: f64,
    /// Whether the wage, too, is only lost as far as there is effort: profit is `(value − wage) · effort`;
    /// otherwise `value · effort − wage`.
    pub multiplied: bool,
    /// What working costs at the lowest effort.
    pub fixed_cost: f64,
    /// The lowest wage.
    pub lowest_wage: f64,
    /// What effort costs.
    pub cost: EffortCost,
}

/// What effort costs, from the lowest to 1.
#[derive(Debug, Clone, PartialEq)]
pub enum EffortCost {
    /// Costs of efforts 0.1, 0.2, ..., 1, of which one is chosen.
    Table([f64; 10]),
    /// `top · ((effort − lowest) / (1 − lowest))^exponent`.
    Power {
        /// Lowest effort.
        lowest: f64,
        /// Cost of full effort.
        top: f64,
        /// 1: each step costs as much; more: each costs more than the one before.
        exponent: f64,
    },
}

impl EffortCost {
    /// Fehr, Kirchsteiger & Riedl 1993.
    pub const FEHR_KIRCHSTEIGER_RIEDL: Self =
        Self::Table([0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 18.0]);

    fn lowest(&self) -> f64 {
        match self {
            Self::Table(_) => 0.1,
            Self::Power { lowest, .. } => *lowest,
        }
    }

    /// The cost of an effort; between the steps of a table it rises evenly.
    fn of(&self, effort: f64) -> f64 {
        match self {
            Self::Table(costs) => {
                let place = (10.0 * effort - 1.0).clamp(0.0, 9.0);
                let below = (place as usize).min(8);
                costs[below] + (place - below as f64) * (costs[below + 1] - costs[below])
            }
            Self::Power { lowest, top, exponent } => {
                let share = ((effort - lowest) / (1.0 - lowest)).clamp(0.0, 1.0);
                top * libm::pow(share, *exponent)
            }
        }
    }

    /// The effort that can be chosen next to one.
    fn choice(&self, effort: f64) -> f64 {
        match self {
            Self::Table(_) => (10.0 * effort).round() / 10.0,
            Self::Power { .. } => effort,
        }
    }
}

impl Wages {
    fn profit(&self, wage: f64, effort: f64) -> f64 {
        if self.multiplied { (self.value - wage) * effort } else { self.value * effort - wage }
    }

    fn income(&self, wage: f64, effort: f64) -> f64 {
        wage - self.fixed_cost - self.cost.of(effort)
    }

    /// The highest wage that is a gift: with full effort both earn as much. At least one above the lowest.
    pub(in crate::lab) fn highest_wage(&self) -> f64 {
        (0.5 * (self.value + self.fixed_cost + self.cost.of(1.0))).max(self.lowest_wage + 1.0)
    }

    /// The wage of an employer who goes so far from the lowest to the highest.
    pub(super) fn wage(&self, share: f64) -> f64 {
        self.lowest_wage + share * (self.highest_wage() - self.lowest_wage)
    }

    /// The effort that leaves both with as much at a wage, by halving; the lowest or full effort where
    /// none does.
    fn fair_effort(&self, wage: f64) -> f64 {
        let (mut low, mut high) = (self.cost.lowest(), 1.0);
        for _ in 0..50 {
            let middle = 0.5 * (low + high);
            let is_more = self.profit(wage, middle) > self.income(wage, middle);
            *(if is_more { &mut high } else { &mut low }) = middle;
        }
        0.5 * (low + high)
    }

    /// The effort of a worker who goes so far from the lowest effort to the fair one.
    fn effort(&self, wage: f64, answered: f64) -> f64 {
        let lowest = self.cost.lowest();
        self.cost.choice(lowest + answered * (self.fair_effort(wage) - lowest))
    }

    /// What offering a wage is: what the highest costs at the lowest effort, what it brings the worker, and
    /// from which belief in a fair answer it pays.
    pub(super) fn offer(&self) -> Task {
        let (low, high, least) = (self.lowest_wage, self.highest_wage(), self.cost.lowest());
        let lost = self.profit(low, least) - self.profit(high, least);
        // Profit is linear in effort, and so in the belief.
        let gained = self.profit(high, self.fair_effort(high)) - self.profit(high, least);
        Task {
            threshold: if gained > 0.0 { (lost / gained) as f32 } else { f32::INFINITY },
            same_position: false,
            ..Task::gift(lost as f32, (high - low) as f32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gifts_are_worth_what_is_worked_out_by_hand() {
        let gifts = Gifts { endowment: 10.0, multiplier: 3.0, return_multiplier: 1.0 };
        // Who gives 10 and gets 20 back has as much as the other: 20 and 10 + 30 − 20.
        assert_eq!(gifts.equal(10.0), 20.0);
        assert_eq!(gifts.earnings(10.0, 20.0), [20.0, 20.0]);
        assert_eq!(first_gift(3.0).threshold, 0.5);
        // Where what comes back is tripled too, 10 are enough, and a third of that pays.
        let both_ways = Gifts { return_multiplier: 3.0, ..gifts };
        assert_eq!(both_ways.equal(10.0), 10.0);
        assert_eq!(both_ways.earnings(10.0, 10.0), [30.0, 30.0]);
        assert!((both_ways.first().threshold - 1.0 / 3.0).abs() < 1e-6);
        // At once, with five rounds to come: 1 against 5 · 2.
        assert!((both_ways.one_of_two(5.0).threshold - 0.1).abs() < 1e-6);
        assert_eq!(gifts.one_of_two(5.0).threshold, f32::INFINITY);
    }

    fn published() -> Wages {
        Wages {
            value: 126.0,
            multiplied: true,
            fixed_cost: 26.0,
            lowest_wage: 30.0,
            cost: EffortCost::FEHR_KIRCHSTEIGER_RIEDL,
        }
    }

    #[test]
    fn the_published_schedule_is_that_worked_out_by_hand() {
        let wages = published();
        let steps = (1..=10).map(|step| wages.cost.of(f64::from(step) / 10.0));
        let wanted = [0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 18.0];
        assert!(steps.zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-9));
        // At a wage of 85 full effort leaves both with 41.
        assert_eq!(wages.highest_wage(), 85.0);
        assert!((wages.fair_effort(85.0) - 1.0).abs() < 1e-9);
        assert_eq!(Terms::Wages(wages.clone()).outcome(1.0, 1.0), (1.0, [41.0, 41.0]));
        // No answer: 0.1, of which the employer has 4.1 and the worker 59.
        let (effort, [one, other]) = Terms::Wages(wages.clone()).outcome(1.0, 0.0);
        assert!((effort - 0.1).abs() < 1e-12 && (one - 4.1).abs() < 1e-9 && other == 59.0);
        // The highest wage costs 9.6 − 4.1 and brings up to 41 − 4.1.
        let offer = wages.offer();
        assert!((offer.threshold - 5.5 / 36.9).abs() < 1e-6);
        assert!((offer.own_loss - 5.5).abs() < 1e-6 && offer.gain_of_others == 55.0);
    }

    /// The dearer the last steps are, the cheaper are the first, and the further goes what is fair.
    #[test]
    fn convex_costs_make_a_middling_effort_cheap() {
        let of = |exponent: f64| {
            let cost = EffortCost::Power { lowest: 0.1, top: 18.0, exponent };
            assert!((cost.of(0.55) - 18.0 * 0.5_f64.powf(exponent)).abs() < 1e-9);
            Wages { cost, multiplied: false, ..published() }.fair_effort(60.0)
        };
        assert!(of(1.0) < of(2.0) && of(2.0) < of(4.0));
    }
}
