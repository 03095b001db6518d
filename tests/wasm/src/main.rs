//! Prints the report.

fn main() {
    print!("{}", wasm::report());
}
