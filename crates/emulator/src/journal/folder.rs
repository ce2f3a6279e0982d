//! The folder of `--data`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use fs4::{FileExt, TryLockError};

use super::reading;
use super::replay::Replay;
use crate::state::State;

const LOCK: &str = "lock";
/// Beginning and end of the names of files.
const STATE: (&str, &str) = ("state-", ".json");
const JOURNAL: (&str, &str) = ("journal-", ".jsonl");

/// A folder with states and journals. State 7 is what everything before journal 7 comes to.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Held as long as the folder is in use.
    _lock: File,
}

/// What is found in a folder.
#[derive(Debug)]
pub(crate) struct Found {
    /// The latest state, if there is any.
    pub(crate) state: Option<u64>,
    /// The journal that is written to: the last one, or the first.
    pub(crate) last: u64,
}

impl Folder {
    /// Opens a folder, making it where it is missing; no other emulator can then.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path).map_err(|error| named(path, &error))?;
        let place = path.join(LOCK);
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&place)
            .map_err(|error| named(&place, &error))?;
        // Not the method of the standard library, which older compilers lack.
        FileExt::try_lock(&lock).map_err(|error| match error {
            TryLockError::WouldBlock => {
                let text = format!("{} is in use by another emulator", path.display());
                io::Error::new(io::ErrorKind::ResourceBusy, text)
            }
            TryLockError::Error(error) => named(&place, &error),
        })?;
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    pub(crate) fn state(&self, number: u64) -> PathBuf {
        self.path.join(format!("{}{number}{}", STATE.0, STATE.1))
    }

    pub(crate) fn journal(&self, number: u64) -> PathBuf {
        self.path
            .join(format!("{}{number}{}", JOURNAL.0, JOURNAL.1))
    }

    /// What is there, after clearing away what a kill has left of a compaction.
    pub(crate) fn find(&self) -> io::Result<Found> {
        let (mut states, mut journals) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.path).map_err(|error| named(&self.path, &error))? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".new") {
                fs::remove_file(self.path.join(&*name))?;
            }
            states.extend(number_of(&name, STATE));
            journals.extend(number_of(&name, JOURNAL));
        }
        let state: Option<u64> = states.iter().max().copied();
        let first = state.unwrap_or(0);
        let last = journals.iter().max().copied().unwrap_or(first).max(first);
        for number in first..last {
            if !journals.contains(&number) {
                let text = format!(
                    "{} is missing, so what came after it cannot be done again",
                    self.journal(number).display()
                );
                return Err(io::Error::new(io::ErrorKind::InvalidData, text));
            }
        }
        self.remove_before(first)?;
        Ok(Found { state, last })
    }

    /// Does again what the folder says, from its state on, up to and with one journal.
    ///
    /// `None` if it was cancelled. A last line without end was never answered, and is dropped.
    pub(crate) fn replay(
        &self,
        replay: &mut Replay,
        state: Option<u64>,
        upto: u64,
        cancelled: &AtomicBool,
    ) -> io::Result<Option<()>> {
        if let Some(number) = state {
            let place = self.state(number);
            let text = fs::read_to_string(&place).map_err(|error| named(&place, &error))?;
            let read = State::read(&text).map_err(|wrong| spoilt(&place, &wrong))?;
            replay.take_up(read);
        }
        let numbers = state.unwrap_or(0)..=upto;
        let journals = numbers.map(|number| (self.journal(number), number == upto));
        let journals: Vec<_> = journals.collect();
        reading::lines(&journals, |place, count, line| {
            if cancelled.load(Ordering::Relaxed) {
                return Ok(ControlFlow::Break(()));
            }
            match replay.redo(line) {
                Ok(()) => Ok(ControlFlow::Continue(())),
                Err(wrong) => {
                    let place = format!("{}:{count}", place.display());
                    let text = format!(
                        "{place}: {wrong}. Move the folder away to begin anew, or the rest of the file to go on with what comes before"
                    );
                    Err(io::Error::new(io::ErrorKind::InvalidData, text))
                }
            }
        })
        .map(|end| match end {
            ControlFlow::Continue(()) => Some(()),
            ControlFlow::Break(()) => None,
        })
    }

    /// Writes a state beside, and puts it in its place when it is whole.
    pub(crate) fn keep_state(&self, number: u64, state: &State<'_>) -> io::Result<u64> {
        let place = self.state(number);
        let beside = place.with_extension("new");
        let write = || {
            let mut file = BufWriter::with_capacity(1 << 18, File::create(&beside)?);
            serde_json::to_writer(&mut file, state)?;
            file.flush()?;
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            fs::rename(&beside, &place)?;
            Ok(file.metadata()?.len())
        };
        write().map_err(|error| named(&place, &error))
    }

    /// Removes states and journals that a later state makes needless.
    pub(crate) fn remove_before(&self, number: u64) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            let found = number_of(&name, STATE).or_else(|| number_of(&name, JOURNAL));
            if found.is_some_and(|found| found < number) {
                fs::remove_file(self.path.join(&*name))?;
            }
        }
        Ok(())
    }

    /// A journal, to be written to at its end, and how long it is.
    pub(crate) fn append_to(&self, number: u64) -> io::Result<(File, u64)> {
        let place = self.journal(number);
        let open = OpenOptions::new().create(true).append(true).open(&place);
        let file = open.map_err(|error| named(&place, &error))?;
        let length = file.metadata()?.len();
        Ok((file, length))
    }
}

fn number_of(name: &str, (start, end): (&str, &str)) -> Option<u64> {
    name.strip_prefix(start)?.strip_suffix(end)?.parse().ok()
}

/// An error that says which file.
pub(super) fn named(place: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", place.display()))
}

pub(super) fn spoilt(place: &Path, wrong: &str) -> io::Error {
    let text = format!("{}: {wrong}", place.display());
    io::Error::new(io::ErrorKind::InvalidData, text)
}
