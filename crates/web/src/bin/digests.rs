//! Prints the digests of this machine, with which those of a browser are compared.

fn main() {
    print!("{}", tillit_web::digests());
}
