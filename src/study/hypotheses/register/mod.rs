//! The register: one file a hypothesis.

mod h01;
mod h02;
mod h03;
mod h04;
mod h05;
mod h06;
mod h07;
mod h08;
mod h09;
mod h10;
mod h11;
mod h12;
mod h13;
mod h14;
mod h15;
mod h16;
mod h17;
mod h18;
mod h19;
mod h20;
mod h21;
mod h22;

use super::Hypothesis;

/// Every hypothesis of chapter 2. A new one is one more line.
pub static HYPOTHESES: [&Hypothesis; 22] = [
    &h01::H1,
    &h02::H2,
    &h03::H3,
    &h04::H4,
    &h05::H5,
    &h06::H6,
    &h07::H7,
    &h08::H8,
    &h09::H9,
    &h10::H10,
    &h11::H11,
    &h12::H12,
    &h13::H13,
    &h14::H14,
    &h15::H15,
    &h16::H16,
    &h17::H17,
    &h18::H18,
    &h19::H19,
    &h20::H20,
    &h21::H21,
    &h22::H22,
];
