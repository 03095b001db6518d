//! `tillit init`: writes a commented starter scenario.

use std::path::PathBuf;

use super::arguments::InitOptions;
use super::failure::Failure;
use super::output::print;
use crate::ground::text::{is_unprintable, visible_in_line};
use crate::scenario;
use crate::store::disk;

/// Writes NAME.toml, never over an existing file.
pub fn main(options: &InitOptions) -> Result<(), Failure> {
    let name = options.name.trim_end_matches(".toml");
    let path = PathBuf::from(format!("{name}.toml"));
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    if name.is_empty() || title.is_empty() {
        return Err(Failure::Mistake(
            "a scenario needs a name, e.g. `tillit init my-school`".into(),
        ));
    }
    if name.chars().any(is_unprintable) {
        let help = "name it with letters, digits and hyphens, e.g. `tillit init my-school`";
        return Err(Failure::Mistake(format!(
            "the name `{}` has characters that cannot be shown\n   help: {help}",
            visible_in_line(name)
        )));
    }
    let text = match options.chain {
        true => scenario::starter_with_chain(&title),
        false => scenario::starter(&title),
    };
    disk::create_new(&path, text.as_bytes())?;
    print(&format!("wrote {0}\nnext: tillit run {0}\n", path.display()))
}
