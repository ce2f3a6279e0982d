//! Working out what a long journal comes to, beside the running emulator.

use std::io;
use std::sync::atomic::AtomicBool;

use super::folder::Folder;
use super::replay::Replay;
use crate::webhook::Outbox;

/// Writes the state after a journal, and removes what it makes needless. The length of the state, unless it was cancelled.
pub(crate) fn compact(
    folder: &Folder,
    upto: u64,
    cancelled: &AtomicBool,
) -> io::Result<Option<u64>> {
    let found = folder.find()?;
    // Its outbox sends nothing, so neither application nor token matter, and neither do those that are done.
    let mut replay = Replay::new(Outbox::new(0, None, 0));
    let replayed = folder.replay(&mut replay, found.state, upto, cancelled)?;
    if replayed.is_none() {
        return Ok(None);
    }
    let length = folder.keep_state(upto + 1, &replay.state())?;
    folder.remove_before(upto + 1)?;
    Ok(Some(length))
}
