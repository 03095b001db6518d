//! Standard rules of the literature on tipping and on imitation, played agent by agent. They are not
//! the people of the model: exact results are known for them, and they are here to be compared with
//! these.

mod best_response;
mod crowd;
mod imitation;
mod maximisers;
mod naming;
mod thresholds;

pub use best_response::BestResponse;
pub use crowd::CrowdOfChoices;
pub use imitation::{Imitation, ImitationRule};
pub use maximisers::{best_bonus, commons_at_rest, largest};
pub use naming::NamingGame;
pub use thresholds::Thresholds;

use rand_xoshiro::Xoshiro256PlusPlus;

use crate::ground::random::{Address, Draws, Purpose};

/// The generator of one play of a game: all its random numbers in the order in which they are needed.
pub fn generator(draws: &Draws, play: u32) -> Xoshiro256PlusPlus {
    let purpose = Purpose::Play;
    draws.at(Address { replicate: play, unit: 0, purpose, period: 0, agent: 0 })
}
