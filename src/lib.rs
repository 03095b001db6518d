//! tillit (Swedish for *trust*) simulates how trust grows and collapses in public organisations:
//! principals and agents under incentive, control or trust steering, with reciprocity and the
//! social trap.
//!
//! # Example
//!
//! ```
//! use tillit::prelude::*;
//!
//! let text = "
//! [organisation]
//! units = 5
//! staff = 10
//! [run]
//! periods = 24
//! replicates = 8
//! [treatments.control]
//! regime = \"control\"
//! [treatments.trust]
//! regime = \"trust\"
//! ";
//! let scenario = Scenario::from_toml(text)?.with("organisation.measurability", 0.3)?;
//! let results = Study::new(&scenario).run()?;
//! let found = results.difference("trust", "control", "true_output")?;
//! println!("{:.3} ({:.3} to {:.3}), {} pairs", found.mean, found.low, found.high, found.n);
//! # assert_eq!(found.n, 8);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The folder `examples` has more: regimes compared, an observer of one's own, a sweep, a game.
//!
//! # The way of the data
//!
//! `scenarios/x.toml` → [`scenario`] (what was typed, checked as a whole, and [`scenario::Change`]s laid
//! over it) → [`model`] (what it means: [`model::specification`]) → [`engine`] (phases of
//! [`model::mechanisms`] over [`model::columns`], seen by [`engine::observe`]) → [`study`] (replicates put
//! together and compared) → `store` (results on disk) → `report` (figures) → `workflow` (whole tasks) →
//! `cli`.
//!
//! Beside this way stand [`prelude`] (what most programs need), [`ground`] (random numbers, statistics,
//! threads), [`theory`] (exact results) and [`lab`] (games between people).
//!
//! # Features
//!
//! `threads` (all cores), `figures` (SVG), `png`, `store` (results on disk) and `cli` (the program, with all
//! of them). Without any of them the library runs in order and in memory, also in a browser.
//!
//! # Glossary
//!
//! * **sector**: all units under one political principal, with a common reputation;
//! * **unit**: a school, clinic or office with one leader (its *principal*) and its staff (*agents*);
//! * **lever**: what a principal can set; **regime**: a named point in the space of levers;
//! * **policy** and **schedule**: what moves levers over time;
//! * **mechanism**: one rule of the model, with a neutral value that switches it off;
//! * **period**: a month; **phase**: a step of a period;
//! * **treatment**: one specification of a scenario; treatments run with common random numbers;
//! * **replicate**: the same specification with other random numbers;
//! * **lane**: a unit's place in a block of units that are computed side by side;
//! * **purpose**: what a random number is for; it decides the number, not the order of drawing.

#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
pub mod ground;
pub mod lab;
pub mod model;
pub mod prelude;
#[cfg(feature = "figures")]
pub mod report;
pub mod scenario;
#[cfg(feature = "store")]
pub mod store;
pub mod study;
pub mod theory;
#[cfg(all(feature = "figures", feature = "store"))]
pub mod workflow;
