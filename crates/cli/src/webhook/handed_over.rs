//! What a `listen` leaves to one that registered after it, so that the last one to end brings back what was there before them all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use call_engine::types::SetCallbackRequest;
use serde::{Deserialize, Serialize};

use crate::private;

/// Left by a `listen` whose address was no longer the one configured when it ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Note {
    pub application: u32,
    /// The address it had registered.
    pub url: String,
    /// What was there before it.
    pub earlier: Option<SetCallbackRequest>,
    /// Where that is written down for people.
    pub file: Option<PathBuf>,
}

impl Note {
    pub fn leave(&self, folder: &Path) -> io::Result<()> {
        private::folder(folder)?;
        let name = format!("{BEGINNING}{:016x}.json", fastrand::u64(..));
        let file = private::file(&folder.join(name))?;
        Ok(serde_json::to_writer(file, self)?)
    }
}

/// Files of notes are called so.
const BEGINNING: &str = "handed-over-";

/// What was there before `earlier`, where that is the address of one that has ended; takes the notes away.
pub fn follow(
    folder: &Path,
    application: u32,
    earlier: Option<SetCallbackRequest>,
) -> Option<SetCallbackRequest> {
    let mut earlier = earlier;
    while let Some(note) = earlier
        .as_ref()
        .and_then(|earlier| take(folder, application, &earlier.url))
    {
        if let Some(file) = &note.file {
            let _ = fs::remove_file(file);
        }
        earlier = note.earlier;
    }
    earlier
}

/// Takes away the note about an address, if there is one.
pub fn take(folder: &Path, application: u32, url: &str) -> Option<Note> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let notes = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(BEGINNING));
    let found = notes.into_iter().find_map(|entry| {
        let note: Note = serde_json::from_slice(&fs::read(entry.path()).ok()?).ok()?;
        let wanted = note.application == application && note.url == url;
        wanted.then(|| (entry.path(), note))
    });
    let (path, note) = found?;
    // One that cannot be taken away would be followed for ever.
    fs::remove_file(path).ok()?;
    Some(note)
}
