//! What a folder holds, and which of its files this program may remove: those that its manifest lists,
//! as long as they have the bytes that it tells.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::super::manifest::{FileRecord, MANIFEST, sha256};
use super::reading;
use super::reading::RECORD_LIMIT;
use super::{DiskError, names};

/// What a manifest of tillit says about the files beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Which command made them (see the manifest's `kind`).
    pub kind: String,
    /// The files, without the manifest.
    pub files: Vec<FileRecord>,
    /// Those of them that were left out when the folder was made, by name.
    pub not_kept: Vec<String>,
}

/// What stands under a name at which results are to stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// Nothing, or an empty folder.
    Free,
    /// Results of tillit.
    Results(Listing),
    /// Something else; why, to be read after the path.
    Foreign(String),
}

#[derive(Deserialize)]
struct Raw {
    format: u32,
    program: RawProgram,
    files: Vec<FileRecord>,
    #[serde(default)]
    not_kept: Vec<String>,
}

#[derive(Deserialize)]
struct RawProgram {
    name: String,
}

impl Listing {
    /// Reads the manifest of a folder; none when there is none or it is not one of tillit.
    pub fn read(folder: &Path) -> Option<Self> {
        let bytes = reading::read(&folder.join(MANIFEST), RECORD_LIMIT).ok()?;
        Self::parse(&bytes)
    }

    /// What the text of a manifest says; none when it is not one of tillit.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        let raw = Raw::deserialize(&value).ok()?;
        let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let is_own = |file: &FileRecord| is_inside(&file.name) && is_hash(&file.sha256);
        if raw.format == 0 || raw.program.name != env!("CARGO_PKG_NAME") {
            return None;
        }
        if !raw.files.iter().all(is_own) {
            return None;
        }
        let kind = match value.get("kind").and_then(Value::as_str) {
            Some(kind) => kind,
            None if value.get("points").is_some() => "sweep",
            None => "run",
        };
        Some(Self { kind: kind.to_owned(), files: raw.files, not_kept: raw.not_kept })
    }

    /// Whether the file of a name is listed.
    pub fn has(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name)
    }

    /// Whether a file (named from the folder) is listed and has the bytes that were written.
    pub fn is_whole(&self, folder: &Path, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name && is_whole(folder, file))
    }

    /// Listed files that are there with other bytes than were written.
    pub fn changed(&self, folder: &Path) -> Vec<PathBuf> {
        let is_changed = |file: &&FileRecord| {
            reading::exists(&folder.join(&file.name)) && !is_whole(folder, file)
        };
        self.files.iter().filter(is_changed).map(|file| folder.join(&file.name)).collect()
    }

    /// Names of listed files that are gone, though they were kept, or have other bytes than were written.
    pub fn damaged(&self, folder: &Path) -> Vec<String> {
        let is_left_out = |file: &FileRecord| {
            self.not_kept.contains(&file.name) && !reading::exists(&folder.join(&file.name))
        };
        let damaged =
            self.files.iter().filter(|file| !is_whole(folder, file) && !is_left_out(file));
        damaged.map(|file| file.name.clone()).collect()
    }

    /// Names of listed files and of the folders that hold them, seen from the folder.
    pub(super) fn is_folder_of_listed(&self, name: &Path) -> bool {
        self.files.iter().any(|file| Path::new(&file.name).starts_with(name))
    }
}

/// Whether a name leads to a place below the folder and not to its manifest.
fn is_inside(name: &str) -> bool {
    let normal = |part: Component| matches!(part, Component::Normal(_));
    !name.is_empty() && name != MANIFEST && Path::new(name).components().all(normal)
}

/// Whether a file is a regular one, reached by no link, with the bytes that were written.
fn is_whole(folder: &Path, file: &FileRecord) -> bool {
    let mut path = folder.to_owned();
    for part in Path::new(&file.name).components() {
        path.push(part);
        let is_link = |found: &fs::Metadata| found.file_type().is_symlink();
        if fs::symlink_metadata(&path).as_ref().map_or(true, is_link) {
            return false;
        }
    }
    reading::read_own(&path).is_ok_and(|bytes| sha256(&bytes) == file.sha256)
}

impl Standing {
    /// What stands at a path, which is no link.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub fn of(path: &Path) -> Result<Self, DiskError> {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::Free),
            Err(error) => return Err(DiskError::failed("write", path, error)),
            Ok(found) if !found.is_dir() => {
                return Ok(Self::Foreign("is a file, not a folder".to_owned()));
            }
            Ok(_) => {}
        }
        let is_own = |path: &PathBuf| !names::is_unfinished(path);
        let entries = reading::entries(path)?;
        if !entries.iter().any(is_own) {
            return Ok(Self::Free);
        }
        Ok(match Listing::read(path) {
            Some(listing) => Self::Results(listing),
            None if reading::exists(&path.join(MANIFEST)) => {
                let manifest = path.join(MANIFEST);
                let reason = format!(
                    "is not a results folder: {} was not written by tillit",
                    manifest.display()
                );
                Self::Foreign(reason)
            }
            None => Self::Foreign("exists and is not a results folder".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, file: &str) -> String {
        format!(
            r#"{{"format":1,"program":{{"name":"{name}","version":"0","commit":null}},"files":[{{"name":"{file}","sha256":"{}"}}]}}"#,
            sha256(b"x")
        )
    }

    #[test]
    fn a_manifest_is_tillits_only_in_every_respect() {
        let own = Listing::parse(manifest("tillit", "a.csv").as_bytes()).unwrap();
        assert!(own.kind == "run" && own.has("a.csv"));
        for (program, file) in [
            ("web", "a.csv"),
            ("tillit", "../a.csv"),
            ("tillit", "/etc/passwd"),
            ("tillit", "./a.csv"),
            ("tillit", "manifest.json"),
            ("tillit", ""),
        ] {
            assert!(
                Listing::parse(manifest(program, file).as_bytes()).is_none(),
                "{program} {file}"
            );
        }
        for text in ["", "{}", "[]", r#"{"name":"my web app","files":[]}"#] {
            assert!(Listing::parse(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn what_was_changed_is_known() {
        let place = tempfile::tempdir().unwrap();
        assert_eq!(Standing::of(place.path()).unwrap(), Standing::Free);
        fs::write(place.path().join("a.csv"), "x").unwrap();
        assert!(matches!(Standing::of(place.path()).unwrap(), Standing::Foreign(_)));
        fs::write(place.path().join(MANIFEST), manifest("tillit", "a.csv")).unwrap();
        let Standing::Results(listing) = Standing::of(place.path()).unwrap() else { panic!() };
        assert!(
            listing.changed(place.path()).is_empty() && listing.is_whole(place.path(), "a.csv")
        );
        fs::write(place.path().join("a.csv"), "y").unwrap();
        assert_eq!(listing.changed(place.path()).len(), 1);
        fs::remove_file(place.path().join("a.csv")).unwrap();
        assert!(listing.changed(place.path()).is_empty());
        assert_eq!(listing.damaged(place.path()), ["a.csv"]);
    }
}
