//! The best dose of each family of steering under equal budgets, and how sure the order of families is.
//!
//! A family is a set of levers ([`FAMILIES`]). For each family and goal an optimiser looks for the dose that gives
//! most within the budgets of time and money ([`search`]); what was found is run again with other random numbers,
//! so that luck in the search does not count. The best doses are then compared over what is not known
//! ([`crate::study::assumptions`]), by dominance ([`dominance`]), and by the prices at which their order flips
//! ([`break_even`]).
//! Must not know: files on disk, the command line.

mod break_even;
mod dominance;
mod families;
mod search;

pub use break_even::{BreakEven, break_even};
pub use dominance::{Dominance, Order, dominance};
pub use families::{Dosed, FAMILIES, Family};
pub use search::{Best, Budgets, Dose, Effort, Goal, Searched, Unfit, search};
