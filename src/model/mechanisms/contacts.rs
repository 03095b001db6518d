//! Contacts: with whom an agent works, whose gifts it sees, and who rebukes it.
//!
//! Seats stand on a ring; contacts are those on the seats next to one's own, and stay for as long as
//! they work there. Who is hired takes the seat of who left.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// How far contacts reach.
pub static REACH: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("contacts.reach", 2.0, 1.0, 1_000.0)
    .whole()
    .symbol("r_c")
    .summary("How many seats to either side one's contacts sit; in a unit that is no larger, everyone meets everyone.")
    .unit("seats")
    .plausible(1.0, 10.0, "from two close colleagues to the whole unit; other networks are untried")
    .source("14, 16", "model assumption: lasting contacts with few colleagues")];

/// With whom agents work.
#[derive(Debug, Clone, Copy)]
pub struct Contacts {
    reach: u32,
}

impl Rule for Contacts {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "contacts",
        summary: "Staff see and rebuke the colleagues with whom they work, who are few and stay.",
        equation: "(14), (16): contacts are the seats i ± 1 to i ± r_c on a ring of n, k_c = min(n − 1, 2 r_c)",
        source: "model assumption: lasting contacts with few colleagues",
        parameters: &PARAMETERS,
        off: &[],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { reach: spec.value(&REACH) as u32 }
    }
}

/// What colleagues see of each other in this period: gifts, and the mean of one's contacts'.
impl Step for Contacts {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let (block, scratch) = (&*context.block, &mut *context.scratch);
        let agents = &block.agents;
        for (agent, gift) in scratch.gift.iter_mut().enumerate() {
            let (x, q) = (&agents.measured_effort[agent], &agents.cooperation[agent]);
            for lane in 0..LANES {
                gift[lane] = rules.belief.seen(x[lane], q[lane]);
            }
        }
        let rings = Rings::of(self, &block.staff);
        let per_contact = rings.numbers.map(|number| 1.0 / number);
        for (agent, seen) in scratch.seen_gift.iter_mut().enumerate() {
            let mut sum: Row = [0.0; LANES];
            rings.visit(
                agent,
                #[inline(always)]
                |at, present| {
                    let gift = at.row(&scratch.gift);
                    for lane in 0..LANES {
                        sum[lane] += present[lane] * gift[lane];
                    }
                },
            );
            for lane in 0..LANES {
                seen[lane] = sum[lane] * per_contact[lane];
            }
        }
    }
}

/// The seat of a contact in every lane.
#[derive(Debug, Clone, Copy)]
pub enum Seats<'a> {
    /// The same row in every lane.
    Same(usize),
    /// A row of its own in each lane.
    Apart(&'a [u32; LANES]),
}

impl Seats<'_> {
    /// The values of a column at these seats.
    #[inline(always)]
    pub fn row(&self, column: &[Row]) -> Row {
        match self {
            Self::Same(seat) => column[*seat],
            Self::Apart(seats) => {
                let mut row = [0.0; LANES];
                for lane in 0..LANES {
                    row[lane] = column[seats[lane] as usize][lane];
                }
                row
            }
        }
    }
}

/// The rings of the units that lie side by side in a block: what is the same for all their agents.
#[derive(Debug)]
pub struct Rings<'a> {
    contacts: &'a Contacts,
    staff: &'a [u32; LANES],
    largest: u32,
    /// Whether all units have as many staff.
    alike: bool,
    /// Contacts of an agent in every lane, `k_c`; 1 where nobody has any, so that it can be divided by.
    pub numbers: Row,
}

impl<'a> Rings<'a> {
    /// The rings of units with so many staff.
    #[inline(always)]
    pub fn of(contacts: &'a Contacts, staff: &'a [u32; LANES]) -> Self {
        let mut largest = 0;
        for lane in 0..LANES {
            largest = largest.max(staff[lane]);
        }
        let (mut alike, mut numbers) = (true, [0.0; LANES]);
        for lane in 0..LANES {
            alike &= staff[lane] == largest;
            numbers[lane] = contacts.number(staff[lane]).max(1) as f32;
        }
        Self { contacts, staff, largest, alike, numbers }
    }

    /// Visits the contacts of an agent in every lane, in a fixed order: to the right, then to the left.
    /// The second argument is 1 in lanes that have such a contact and 0 elsewhere.
    #[inline(always)]
    pub fn visit(&self, agent: usize, mut see: impl FnMut(Seats<'_>, &Row)) {
        let contacts = self.contacts;
        for place in 0..contacts.number(self.largest) {
            if self.alike {
                let seat = contacts.seat(self.largest, agent as u32, place);
                see(Seats::Same(seat as usize), &[1.0; LANES]);
            } else {
                let (mut seats, mut present) = ([0; LANES], [0.0; LANES]);
                for lane in 0..LANES {
                    let staff = self.staff[lane];
                    if (agent as u32) < staff && place < contacts.number(staff) {
                        seats[lane] = contacts.seat(staff, agent as u32, place);
                        present[lane] = 1.0;
                    }
                }
                see(Seats::Apart(&seats), &present);
            }
        }
    }
}

impl Contacts {
    /// How many contacts an agent of a unit with so many staff has, `k_c`.
    #[inline(always)]
    pub fn number(&self, staff: u32) -> u32 {
        staff.saturating_sub(1).min(2 * self.reach)
    }

    /// The seat of an agent's contact, by its place in the order of visits.
    #[inline(always)]
    fn seat(&self, staff: u32, agent: u32, place: u32) -> u32 {
        let everyone = staff - 1 <= 2 * self.reach;
        let forward = if everyone || place < self.reach {
            place + 1
        } else {
            staff - (place - self.reach + 1)
        };
        let seat = agent + forward;
        if seat >= staff { seat - staff } else { seat }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everyone has the contacts that the ring gives, each once, and contacts are mutual.
    #[test]
    fn contacts_are_the_neighbours_on_the_ring_each_once() {
        for reach in 1..=4 {
            let contacts = Contacts { reach };
            for staff in 1..=14_u32 {
                let of = |agent: u32| -> Vec<u32> {
                    (0..contacts.number(staff))
                        .map(|place| contacts.seat(staff, agent, place))
                        .collect()
                };
                for agent in 0..staff {
                    let mut found = of(agent);
                    found.sort_unstable();
                    let near = |other: &u32| {
                        let apart = agent.abs_diff(*other);
                        *other != agent && apart.min(staff - apart) <= reach
                    };
                    let wanted: Vec<u32> = (0..staff).filter(near).collect();
                    assert_eq!(found, wanted, "reach {reach}, staff {staff}, agent {agent}");
                    assert!(found.iter().all(|other| of(*other).contains(&agent)));
                }
            }
        }
    }

    /// Units of unequal size side by side see what each sees by itself.
    #[test]
    fn lanes_of_unequal_size_have_their_own_rings() {
        let contacts = Contacts { reach: 2 };
        let staff: [u32; LANES] = std::array::from_fn(|lane| 1 + lane as u32 % 9);
        for agent in 0..9 {
            let mut seen: [Vec<u32>; LANES] = std::array::from_fn(|_| Vec::new());
            Rings::of(&contacts, &staff).visit(agent, |at, present| {
                let Seats::Apart(seats) = at else { panic!("sizes differ") };
                for lane in (0..LANES).filter(|lane| present[*lane] == 1.0) {
                    seen[lane].push(seats[lane]);
                }
            });
            for lane in 0..LANES {
                let present = (agent as u32) < staff[lane];
                let n = if present { contacts.number(staff[lane]) } else { 0 };
                let wanted: Vec<u32> =
                    (0..n).map(|place| contacts.seat(staff[lane], agent as u32, place)).collect();
                assert_eq!(seen[lane], wanted);
            }
        }
    }
}
