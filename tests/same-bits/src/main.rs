//! Prints the report.

fn main() {
    print!("{}", same_bits::report());
}
