//! All reading and writing of files: nothing else in the program touches the disk.
//!
//! - [`read`]: files that a user names, regular ones of a limited size only.
//! - [`NewFile`] and [`write_files`]: single files, written beside their name and renamed.
//! - [`Folder`]: a folder of results that replaces the one before it, whole or not at all.
//! - [`Standing`]: what a folder holds, and which of its files this program may remove.
//! - [`recover`]: cleans or restores what an interrupted command left behind.
//!
//! The rule behind it: only a file that a manifest of tillit lists, and that still has the bytes the
//! manifest tells, is ever removed or overwritten. Everything else stays, or is named as standing in
//! the way before anything is computed.

mod error;
mod folder;
mod leftovers;
mod lock;
mod names;
mod owned;
mod reading;
mod single;
mod work;

pub use error::DiskError;
pub use folder::{Finished, Folder};
pub use leftovers::{recover, recover_beside};
pub use lock::{Claim, Lock};
pub use names::is_unfinished;
pub use owned::{Listing, Standing};
pub use reading::{
    LIST_LIMIT, RECORD_LIMIT, SCENARIO_LIMIT, entries, exists, is_regular, open_regular, read,
    read_own, read_text,
};
pub use single::{
    NewFile, Policy, create_new, make_folder, may_write, remove_empty_folder, remove_file, scratch,
    write_file, write_files, write_own,
};
pub use work::discard;
