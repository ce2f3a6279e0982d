//! Reading journals: a thread reads and parses while another does again what they say.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::folder::{named, spoilt};
use super::line::{Change, Line};
use crate::engine::Command;
use crate::wire::{Body, reader_of};

/// How many lines are handed over at once, and how often before one is taken.
const BATCH: usize = 512;
const WAITING: usize = 4;

/// A line of a journal.
#[derive(Debug)]
pub(crate) enum ReadLine {
    /// Nearly all are commands, so these are ready to be carried out.
    Command {
        at: u64,
        name: String,
        command: Command,
    },
    /// Something else, or something wrong, as it stands there.
    Other(String),
}

impl ReadLine {
    pub(super) fn of(text: &str) -> Self {
        Self::command(text).unwrap_or_else(|| Self::Other(text.to_owned()))
    }

    fn command(text: &str) -> Option<Self> {
        let line: Line<'_> = serde_json::from_str(text).ok()?;
        let Change::Command { name, body } = line.change else {
            return None;
        };
        Some(Self::Command {
            at: line.at,
            command: reader_of(&name)?(Body::Text(body.get())).ok()?,
            name: name.into_owned(),
        })
    }
}

/// Lines of one journal, by its place in the list.
struct Batch {
    journal: usize,
    lines: Vec<ReadLine>,
}

/// Gives each line of journals in their order, with its file and number, until somebody has enough.
///
/// Only the last journal, which is marked as such, may be missing, or have a last line without end: that one was never answered, and is cut off.
pub(super) fn lines(
    journals: &[(PathBuf, bool)],
    mut each: impl FnMut(&Path, u64, ReadLine) -> io::Result<ControlFlow<()>>,
) -> io::Result<ControlFlow<()>> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        let reader = scope.spawn(move || read_all(journals, &sender));
        let taken = take(journals, receiver, &mut each)?;
        if taken.is_continue() {
            let read = reader.join();
            read.map_err(|_| io::Error::other("the journal could not be read"))??;
        }
        Ok(taken)
    })
}

fn take(
    journals: &[(PathBuf, bool)],
    batches: Receiver<Batch>,
    each: &mut impl FnMut(&Path, u64, ReadLine) -> io::Result<ControlFlow<()>>,
) -> io::Result<ControlFlow<()>> {
    let (mut journal, mut count) = (0, 0);
    // Whoever leaves here drops the receiver, and with it ends the reading.
    for batch in batches {
        if batch.journal != journal {
            (journal, count) = (batch.journal, 0);
        }
        let (place, _) = &journals[journal];
        for line in batch.lines {
            count += 1;
            if each(place, count, line)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn read_all(journals: &[(PathBuf, bool)], batches: &SyncSender<Batch>) -> io::Result<()> {
    for (journal, (place, is_last)) in journals.iter().enumerate() {
        let file = match File::open(place) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound && *is_last => continue,
            Err(error) => return Err(named(place, &error)),
        };
        let mut file = BufReader::with_capacity(1 << 18, file);
        let mut line = String::new();
        let mut whole = 0;
        let mut lines = Vec::with_capacity(BATCH);
        loop {
            line.clear();
            let read = file.read_line(&mut line);
            let length = read.map_err(|error| named(place, &error))?;
            let is_whole = line.ends_with('\n');
            if is_whole {
                whole += length as u64;
                lines.push(ReadLine::of(&line));
            }
            if !is_whole || lines.len() == BATCH {
                let batch = Batch {
                    journal,
                    lines: std::mem::replace(&mut lines, Vec::with_capacity(BATCH)),
                };
                if batches.send(batch).is_err() {
                    return Ok(());
                }
            }
            if !is_whole {
                break;
            }
        }
        if !line.is_empty() {
            if !is_last {
                return Err(spoilt(place, "its last line has no end"));
            }
            OpenOptions::new().write(true).open(place)?.set_len(whole)?;
        }
    }
    Ok(())
}
