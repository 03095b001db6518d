//! `tillit cite`: how to cite the program in a paper.

use super::failure::Failure;
use super::output::print;

/// The record of the program for those who cite it.
const CITATION: &str = include_str!("../../CITATION.cff");

/// Prints a sentence for the text of a paper and an entry for its list of references.
pub fn main() -> Result<(), Failure> {
    let [title, author, released] = ["title: ", "  - name: ", "date-released: "].map(value_of);
    let version = env!("CARGO_PKG_VERSION");
    let year = &released[..4];
    print(&format!(
        "{author} ({year}). {title}, version {version}.\n\n\
         @software{{tillit,\n  author  = {{{{{author}}}}},\n  title   = {{{title}}},\n  version = {{{version}}},\n  year    = {{{year}}}\n}}\n\n\
         Name the version, the scenario file and the seed too: together they give the same numbers on\n\
         every machine. A results folder has all three in its manifest.\n"
    ))
}

/// The value of a field, without its quotation marks.
fn value_of(field: &str) -> &'static str {
    let line = CITATION.lines().find_map(|line| line.strip_prefix(field));
    line.expect("the record has this field").trim_matches('"')
}
