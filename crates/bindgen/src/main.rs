//! Writes what a page needs to use a WebAssembly module: `tillit-bindgen MODULE FOLDER`.
//!
//! The program `wasm-bindgen` does the same; as a member of this workspace it has the version of the lock
//! file, which must be that of the library in the module.

use wasm_bindgen_cli_support::Bindgen;

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(module), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("tillit-bindgen MODULE FOLDER");
        std::process::exit(2);
    };
    let mut bindgen = Bindgen::new();
    let web = bindgen.web(true).expect("no other kind of page was asked for");
    let written =
        web.omit_default_module_path(true).typescript(true).input_path(module).generate(folder);
    if let Err(error) = written {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
