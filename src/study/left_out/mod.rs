//! Prediction of left-out experiments: the score by which rules of behaviour are chosen.
//!
//! Each experiment is left out in turn. The free numbers of the people are fitted to the others, and what
//! was left out is predicted from its declared inputs alone. The error is the root of the mean squared
//! distance from the published numbers, in their standard errors by sampling. A rule that only fits what
//! it was made for does not predict better for it.
//!
//! Published numbers are [`Item`]s, gathered in [`Part`]s; a [`Fold`] is what is left out together. One
//! [`Pool`] of points is searched for all folds at once: a point is played once, and every fold asks how
//! well it fits the rest. A [`Score`] says how well what was left out is predicted, beside [`baselines`].
//!
//! Must not know: files, the command line.

pub mod baselines;
mod folds;
mod item;
mod observed;
mod people;
mod score;
mod search;
#[cfg(test)]
mod synthetic;
mod table;

pub use folds::{Fold, folds_of};
pub use item::{Alike, Item, Part};
pub use observed::{FIELD, parts};
pub use people::{Fixed, People};
pub use score::{Number, Prediction, Score};
pub use search::{Point, Pool, Search, Simulator};
pub use table::{Column, groups};
