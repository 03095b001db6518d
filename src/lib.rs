//! tillit (Swedish for *trust*) simulates how trust grows and collapses in public organisations:
//! principals and agents under incentive, control or trust steering, with reciprocity and the
//! social trap.
//!
//! # Example
//!
//! ```
//! use tillit::{engine::Engine, metrics::METRICS, runs, scenario};
//!
//! let text = "regime = \"trust\"\n[organisation]\nunits = 5\nstaff = 10\n[run]\nperiods = 24\n";
//! let source = scenario::Source { name: "small.toml", bytes: text.as_bytes() };
//! let scenario = scenario::read(&source, &[]).expect("the scenario has no mistakes");
//! let engine = Engine::new(&scenario.treatments[0].spec);
//! let recorder = runs::record(&engine, &METRICS, 0..1);
//! let true_output = recorder.units(23, 0, 0);
//! assert_eq!(true_output.len(), 5);
//! ```
//!
//! # The way of the data
//!
//! `scenarios/x.toml` → [`scenario`] (what was typed, checked as a whole) → [`spec`] (what it means)
//! → [`engine`] (phases of [`mechanisms`] over the columns of [`world`]) → [`metrics`] → [`runs`]
//! (replicates put together) → `store` (results on disk) → `report` (figures) → `cli`.
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
#[cfg(feature = "figures")]
pub mod report;
pub mod scenario;
#[cfg(feature = "store")]
pub mod store;
pub mod study;
pub mod theory;
#[cfg(feature = "store")]
pub mod workflow;
