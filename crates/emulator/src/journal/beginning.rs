//! How an emulator begins, with or without what an earlier one has left.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::folder::Folder;
use super::line::{Change, Line};
use super::replay::Replay;
use super::writer::Journal;
use crate::clock::Clock;
use crate::webhook::Outbox;

/// The state to begin with, and the journal that is written from now on. A clock that is behind is moved ahead.
pub(crate) async fn begin(
    data: Option<PathBuf>,
    outbox: Outbox,
    clock: &Clock,
    settings: Change<'static>,
) -> io::Result<(Replay, Option<Journal>)> {
    let mut replay = Replay::new(outbox);
    let mut journal = None;
    if let Some(path) = data {
        // Reading takes its time, and others of this runtime have work too.
        let opened = tokio::task::spawn_blocking(move || open(&path, replay)).await;
        let opened = opened.map_err(io::Error::other)?;
        let (found, begun) = opened?;
        replay = found;
        journal = Some(begun);
        clock.not_before(replay.engine.now());
    }
    let first = Line {
        at: clock.now_millis(),
        change: settings,
    };
    let line = journal.as_ref().map(|journal| journal.append(&first));
    let invalid = |wrong: String| io::Error::new(io::ErrorKind::InvalidData, wrong);
    replay.apply(first).map_err(invalid)?;
    if let (Some(journal), Some(line)) = (&journal, line) {
        let synced = journal.synced(line).await;
        synced.map_err(|why| io::Error::other(why.to_string()))?;
    }
    Ok((replay, journal))
}

fn open(path: &Path, mut replay: Replay) -> io::Result<(Replay, Journal)> {
    let folder = Folder::open(path)?;
    let found = folder.find()?;
    folder.replay(
        &mut replay,
        found.state,
        found.last,
        &AtomicBool::new(false),
    )?;
    let length = match found.state {
        Some(number) => std::fs::metadata(folder.state(number))?.len(),
        None => 0,
    };
    let first = found.state.unwrap_or(0);
    let journal = Journal::begin(folder, first, found.last, length)?;
    Ok((replay, journal))
}
