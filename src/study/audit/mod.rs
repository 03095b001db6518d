//! Audits: in which part of what is not known a claim holds, where it breaks, what carries it.
//!
//! A claim says that a metric is higher under one treatment of a scenario than under another ([`Claim`]). Its
//! space is every assumption that rules the two treatments, over its plausible range ([`Space`]). The points of
//! the space are those of a sweep ([`Request::sweep`]), run and kept as any other; from its runs come the
//! effects ([`effects`]), the boxes and the tree that tell where the claim breaks ([`Regions`]), and what it
//! would be worth to know each number ([`information()`]). Mechanisms are switched off at some of the points
//! ([`ablate`]).
//!
//! Must not know: files on disk, the command line.

mod ablation;
mod claim;
mod design;
mod effect;
mod findings;
mod information;
mod read;
mod regions;
mod space;

pub use ablation::{Ablation, Effort, Pair, Part, Without, ablate};
pub use claim::{Claim, parse_claim};
pub use design::{People, Request, drawn};
pub use effect::{Effect, Outcome, Runs, Share, effects, share_of};
pub use findings::{Findings, base_effect, columns};
pub use information::{Value, information};
pub use read::{AuditFile, Kept, Replaced, is_claims_file, read};
pub use regions::{Found, Regions, Restriction, Target};
pub use space::{Assumption, LeftOut, Space};
