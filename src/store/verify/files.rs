//! The files of two folders.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Component, Path};

use crate::store::disk;
use crate::store::disk::DiskError;
use crate::store::sweep::OUTPUTS;
use crate::store::{FileRecord, MANIFEST};

/// Most characters of a line in a message.
const SHOWN: usize = 160;
/// Endings of files that are told line by line.
const TEXT: [&str; 6] = ["csv", "svg", "md", "html", "json", "txt"];

/// What a file was found to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// The same, byte for byte.
    Same,
    /// Not there.
    Absent,
    /// Something else, in words.
    Differs(String),
}

/// Compares a file of a folder with the one that was made again.
pub fn compare(folder: &Path, again: &Path, name: &str) -> Found {
    let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if name.is_empty() || !is_inside {
        return Found::Differs(format!("{name}: is listed, but is not a file of the folder"));
    }
    let (stored, fresh) = (folder.join(name), again.join(name));
    match disk::open_regular(&stored) {
        Err(error) if error.is_not_found() => return Found::Absent,
        Err(DiskError::InTheWay { .. }) => {
            return Found::Differs(format!("{name}: is listed, but is not a regular file"));
        }
        Err(error) => return Found::Differs(format!("{name}: cannot be read: {error}")),
        Ok(_) => {}
    }
    if !disk::is_regular(&fresh) {
        return Found::Differs(format!("{name}: is listed, but its record does not produce it"));
    }
    match first_difference(&stored, &fresh, name) {
        Ok(None) => Found::Same,
        Ok(Some(how)) => Found::Differs(how),
        Err(error) => Found::Differs(format!("{name}: cannot be read: {error}")),
    }
}

/// Where two files differ first, in words.
fn first_difference(
    stored: &Path,
    fresh: &Path,
    name: &str,
) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let open = |path: &Path| disk::open_regular(path).map(BufReader::new);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let Some(place) = first_byte(open(stored)?, open(fresh)?)? else { return Ok(None) };
    if !TEXT.contains(&ending) {
        let size = |path: &Path| -> Result<u64, Box<dyn std::error::Error>> {
            Ok(disk::open_regular(path)?.metadata()?.len())
        };
        let (was, is) = (size(stored)?, size(fresh)?);
        return Ok(Some(format!(
            "{name}: differs from byte {} on ({was} bytes stored, {is} now)",
            place + 1
        )));
    }
    let (mut stored, mut fresh) = (open(stored)?, open(fresh)?);
    for number in 1_u64.. {
        let (was, is) = (line(&mut stored)?, line(&mut fresh)?);
        if was != is || was.is_none() {
            let (was, is) = (shown(was), shown(is));
            return Ok(Some(format!(
                "{name}, line {number}:\n    stored: {was}\n    now:    {is}"
            )));
        }
    }
    Ok(None)
}

/// The place of the first byte that differs.
fn first_byte(mut one: impl BufRead, mut other: impl BufRead) -> io::Result<Option<u64>> {
    let mut place = 0;
    loop {
        let (a, b) = (one.fill_buf()?, other.fill_buf()?);
        let both = a.len().min(b.len());
        if let Some(at) = a.iter().zip(b).position(|(a, b)| a != b) {
            return Ok(Some(place + at as u64));
        }
        if both == 0 {
            return Ok((a.len() != b.len()).then_some(place));
        }
        place += both as u64;
        one.consume(both);
        other.consume(both);
    }
}

/// The next line with its end; none after the last. What a message shows of it is little, so that no
/// more than that of a line without end is kept.
fn line(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    /// Bytes of a line that are read as one.
    const MOST: u64 = 1 << 16;
    let mut bytes = Vec::new();
    reader.take(MOST).read_until(b'\n', &mut bytes)?;
    Ok((!bytes.is_empty()).then_some(bytes))
}

fn shown(line: Option<Vec<u8>>) -> String {
    let Some(line) = line else { return "(nothing: the file ends)".to_owned() };
    let text = String::from_utf8_lossy(&line);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let mut told: String =
        text.chars().take(SHOWN).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().count() > SHOWN {
        told += " …";
    }
    told
}

/// The files of a folder that its manifest does not list, in order; of a folder without any that are
/// listed only its name.
pub fn foreign(folder: &Path, listed: &[FileRecord]) -> Vec<String> {
    let mut found = Vec::new();
    look_through(folder, "", listed, &mut found);
    found.sort();
    found
}

fn look_through(folder: &Path, inside: &str, listed: &[FileRecord], found: &mut Vec<String>) {
    for path in disk::entries(&folder.join(inside)).unwrap_or_default() {
        let own_name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{inside}{own_name}");
        let below = format!("{name}/");
        let lists = |wanted: &str| listed.iter().any(|file| file.name == wanted);
        if [MANIFEST, OUTPUTS].contains(&name.as_str()) || lists(&name) {
            continue;
        }
        let is_folder = path.is_dir() && !path.is_symlink();
        if is_folder && listed.iter().any(|file| file.name.starts_with(&below)) {
            look_through(folder, &below, listed, found);
        } else {
            found.push(if is_folder { below } else { name });
        }
    }
}
