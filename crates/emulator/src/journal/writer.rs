//! Writing lines so that one sync serves all that wait for it.

use std::fmt;
use std::fs::File;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::watch;

use super::compaction::compact;
use super::folder::Folder;
use super::line::Line;

/// A journal this long is followed by the next, unless the state is longer.
const LONG: u64 = 32 * 1024 * 1024;

/// Where lines are written to.
pub(crate) struct Journal {
    queue: Arc<Queue>,
    synced: watch::Receiver<Synced>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// Up to which line all is on the disk.
#[derive(Debug, Clone, Default)]
struct Synced {
    upto: u64,
    /// Why nothing is written any more.
    failure: Option<Arc<str>>,
}

#[derive(Default)]
struct Queue {
    pending: Mutex<Pending>,
    more: Condvar,
    /// How long the latest state is.
    state_bytes: AtomicU64,
    cancelled: AtomicBool,
}

#[derive(Default)]
struct Pending {
    bytes: Vec<u8>,
    /// The number of the last line.
    last: u64,
    ended: bool,
}

impl Journal {
    /// Goes on writing to a journal of a folder. `first` is the first one that is not worked out yet: what was cut off the last time is
    /// taken up again.
    pub(crate) fn begin(
        folder: Folder,
        first: u64,
        number: u64,
        state_bytes: u64,
    ) -> io::Result<Self> {
        let (file, length) = folder.append_to(number)?;
        let queue = Arc::new(Queue::default());
        queue.state_bytes.store(state_bytes, Ordering::Relaxed);
        let (tell, synced) = watch::channel(Synced::default());
        let mut writer = Writer {
            folder: Arc::new(folder),
            queue: Arc::clone(&queue),
            file,
            number,
            length,
            compaction: None,
        };
        if let Some(before) = number.checked_sub(1).filter(|before| *before >= first) {
            writer.work_out(before);
        }
        let writer = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || writer.run(&tell))?;
        Ok(Self {
            queue,
            synced,
            writer: Mutex::new(Some(writer)),
        })
    }

    /// Adds a line and tells its number. It is written soon, in its order.
    pub(crate) fn append(&self, line: &Line<'_>) -> u64 {
        let bytes = line.to_bytes();
        let mut pending = self.queue.lock();
        pending.bytes.extend_from_slice(&bytes);
        pending.last += 1;
        let last = pending.last;
        drop(pending);
        self.queue.more.notify_one();
        last
    }

    /// The number of the last line.
    pub(crate) fn last(&self) -> u64 {
        self.queue.lock().last
    }

    /// Waits until a line is on the disk. The error says why it never will be.
    pub(crate) async fn synced(&self, line: u64) -> Result<(), Arc<str>> {
        let mut synced = self.synced.clone();
        let there = |synced: &Synced| synced.upto >= line || synced.failure.is_some();
        let there = synced.wait_for(there).await;
        let gone = || Arc::from("the journal has ended");
        let there = there.map_err(|_| gone())?;
        match &there.failure {
            Some(failure) if there.upto < line => Err(Arc::clone(failure)),
            _ => Ok(()),
        }
    }

    /// Writes what is still to be written, and leaves the folder to others. What is appended later is lost, and not answered.
    pub(crate) fn close(&self) {
        self.queue.lock().ended = true;
        self.queue.cancelled.store(true, Ordering::Relaxed);
        self.queue.more.notify_one();
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(writer) = writer {
            // A panic of the writer has been told on its own.
            let _ = writer.join();
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("synced", &*self.synced.borrow())
            .finish_non_exhaustive()
    }
}

impl Queue {
    fn lock(&self) -> std::sync::MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for lines; `None` when there will be no more.
    fn take(&self) -> Option<(Vec<u8>, u64)> {
        let mut pending = self.lock();
        loop {
            if !pending.bytes.is_empty() {
                return Some((std::mem::take(&mut pending.bytes), pending.last));
            }
            if pending.ended {
                return None;
            }
            let waited = self.more.wait(pending);
            pending = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

struct Writer {
    folder: Arc<Folder>,
    queue: Arc<Queue>,
    file: File,
    number: u64,
    length: u64,
    compaction: Option<JoinHandle<()>>,
}

impl Writer {
    fn run(mut self, tell: &watch::Sender<Synced>) {
        while let Some((bytes, last)) = self.queue.take() {
            if let Err(error) = self.write(&bytes) {
                let place = self.folder.journal(self.number);
                let why = format!("{} cannot be written: {error}", place.display());
                tell.send_modify(|synced| synced.failure = Some(why.into()));
                return;
            }
            tell.send_modify(|synced| synced.upto = last);
            self.turn_over();
        }
        if let Some(compaction) = self.compaction.take() {
            let _ = compaction.join();
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.file.sync_data()?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Begins the next journal when this one is long, and has the long one worked out.
    fn turn_over(&mut self) {
        let state = self.queue.state_bytes.load(Ordering::Relaxed);
        let busy = self
            .compaction
            .as_ref()
            .is_some_and(|at_work| !at_work.is_finished());
        if self.length < LONG.max(state) || busy {
            return;
        }
        // Where there is no room for another file, this one goes on.
        let Ok((file, length)) = self.folder.append_to(self.number + 1) else {
            return;
        };
        let long = self.number;
        (self.file, self.length) = (file, length);
        self.number += 1;
        self.work_out(long);
    }

    /// Has all up to a journal worked out.
    fn work_out(&mut self, long: u64) {
        let (folder, queue) = (Arc::clone(&self.folder), Arc::clone(&self.queue));
        let work = move || {
            // What cannot be worked out now is worked out with the next one, or from the next start on.
            if let Ok(Some(length)) = compact(&folder, long, &queue.cancelled) {
                queue.state_bytes.store(length, Ordering::Relaxed);
            }
        };
        let builder = std::thread::Builder::new().name("compaction".to_owned());
        self.compaction = builder.spawn(work).ok();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::journal::line::Change;
    use crate::journal::reading::ReadLine;
    use crate::journal::replay::Replay;
    use crate::options::Options;
    use crate::phone::{Phone, PhoneBook};
    use crate::webhook::Outbox;

    fn start() -> Line<'static> {
        let change = Change::Start {
            seed: 3,
            options: Box::new(Options::default()),
            phones: PhoneBook::default(),
            webhook_rules: Vec::new(),
            fault_rules: Vec::new(),
        };
        Line { at: 1_000, change }
    }

    /// A start, a phone and many calls, bodies with ends of lines, as people send them.
    fn lines() -> Vec<Vec<u8>> {
        let change = Change::Phone {
            user: "anna".into(),
            phone: Phone::Busy,
        };
        let phone = Line { at: 1_500, change };
        let call = |n: u64| {
            let body = format!(
                "{{\n\"Robot_Account\": \"r\",\r\n\"CalleeList_Account\": [\"u{}\", \"anna\"], \"Timeout\": 1000, \"CallInfo\": {{\"MediaType\": \"Video\"}}}}",
                n % 60
            );
            let change = Change::Command {
                name: "start_call_by_robot".into(),
                body: serde_json::from_str(&body).expect("JSON"),
            };
            let at = 2_000 + n * 90;
            Line { at, change }.to_bytes()
        };
        let before = [start().to_bytes(), phone.to_bytes()];
        before.into_iter().chain((0..200).map(call)).collect()
    }

    fn state(folder: &Folder) -> String {
        let found = folder.find().expect("a folder");
        let mut replay = Replay::new(Outbox::new(0, None, 0));
        let done = folder.replay(
            &mut replay,
            found.state,
            found.last,
            &AtomicBool::new(false),
        );
        done.expect("it is good").expect("it ends");
        serde_json::to_string(&replay.state()).expect("JSON")
    }

    #[test]
    fn a_long_journal_is_followed_by_another_and_comes_to_the_same() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(place.path()).expect("a folder");
        let (file, length) = folder.append_to(0).expect("a journal");
        let mut writer = Writer {
            folder: Arc::new(folder),
            queue: Arc::default(),
            file,
            number: 0,
            length,
            compaction: None,
        };
        let lines = lines();
        for (n, line) in lines.iter().enumerate() {
            writer.write(line).expect("it is written");
            if n == 120 {
                writer.length = LONG;
                writer.turn_over();
                // What a kill left of an earlier one.
                fs::write(place.path().join("state-1.new"), "{").expect("it is written");
                let compaction = writer.compaction.take().expect("it began");
                compaction.join().expect("it ends");
            }
        }
        let files = || {
            let entries = fs::read_dir(place.path()).expect("a folder");
            let mut names: Vec<_> = entries
                .map(|entry| entry.expect("an entry").file_name())
                .collect();
            names.sort();
            names
        };
        assert_eq!(writer.number, 1);
        assert_eq!(files(), ["journal-1.jsonl", "lock", "state-1.json"]);
        let compacted = state(&writer.folder);

        // The same lines, never worked out between.
        let mut whole = Replay::new(Outbox::new(0, None, 0));
        for line in &lines {
            let line = std::str::from_utf8(line).expect("a text");
            whole.redo(ReadLine::of(line)).expect("it is good");
        }
        assert_eq!(
            compacted,
            serde_json::to_string(&whole.state()).expect("JSON")
        );
        assert!(compacted.contains("\"calls\":[{") && compacted.contains("\"records\":[{"));

        // One that was cut off is taken up at the next start, and ends with it.
        let (folder, before) = (Arc::clone(&writer.folder), compacted);
        drop(folder.append_to(2).expect("a journal"));
        writer.work_out(1);
        let taken_up = writer.compaction.take().expect("it began");
        taken_up.join().expect("it ends");
        assert_eq!(files(), ["journal-2.jsonl", "lock", "state-2.json"]);
        assert_eq!(state(&folder), before);

        drop(folder.append_to(4).expect("a journal"));
        let error = writer
            .folder
            .find()
            .expect_err("something is missing")
            .to_string();
        assert!(error.contains("journal-3.jsonl is missing"), "{error}");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_cannot_be_written_is_never_answered() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(place.path()).expect("a folder");
        drop(folder.append_to(0).expect("a journal"));
        // A file that can be opened and takes nothing.
        let journal = folder.journal(0);
        fs::remove_file(&journal).expect("it was there");
        let full = Path::new("/dev/full");
        if !full.exists() {
            return;
        }
        std::os::unix::fs::symlink(full, &journal).expect("a link");
        let journal = Journal::begin(folder, 0, 0, 0).expect("it begins");
        let line = journal.append(&start());
        let why = journal.synced(line).await.expect_err("the disk is full");
        assert!(why.contains("journal-0.jsonl cannot be written"), "{why}");
    }
}
