//! A digest of numbers and texts.

use sha2::{Digest as _, Sha256};

/// What was added so far.
#[derive(Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds a text and where it ends.
    pub fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
    }

    /// Adds a number, bit by bit.
    pub fn number(&mut self, number: f64) {
        self.0.update(number.to_le_bytes());
    }

    /// Adds numbers, and how many they are.
    pub fn numbers(&mut self, numbers: impl ExactSizeIterator<Item = f64>) {
        self.0.update((numbers.len() as u64).to_le_bytes());
        numbers.for_each(|number| self.number(number));
    }

    /// SHA-256 of all that was added, in hexadecimal.
    pub fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
