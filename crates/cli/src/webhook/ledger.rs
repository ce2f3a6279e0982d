//! What the `listen --register`s of this machine have replaced, so that the last one to end brings back what was there before them all.
//!
//! Each has an entry of three files: `NAME.json` with what it replaced; `NAME.lock`, locked while it runs; and, for people,
//! `earlier-configuration-NAME.json` with the request that brings back what it found. All hold addresses, which may hold secrets.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use call_engine::types::SetCallbackRequest;
use fs4::FileExt;
use serde::{Deserialize, Serialize};

use crate::private;

/// The entries of an application. While there is one of these no other program reads or changes them, or the configuration.
pub struct Ledger {
    folder: PathBuf,
    application: u32,
    _turn: File,
}

/// What one `listen` replaced.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The address it registered.
    url: String,
    /// What it found.
    earlier: Option<SetCallbackRequest>,
    /// Whose address that was, if another `listen` of this machine had registered it.
    after: Option<String>,
}

/// The entry of this program, which runs.
pub struct Own {
    name: String,
    _running: File,
}

/// What is to be brought back.
#[derive(Debug, Default)]
pub struct Before {
    pub configuration: Option<SetCallbackRequest>,
    /// The request that does it, for people.
    pub file: Option<PathBuf>,
    /// The entries that are done with then.
    names: Vec<String>,
}

impl Before {
    /// Whether another one, which has ended without bringing it back, is what was found.
    pub fn is_of_another(&self) -> bool {
        self.names.len() > 1
    }
}

impl Ledger {
    /// Waits until no other program has it.
    pub async fn open(folder: &Path, application: u32) -> io::Result<Self> {
        let folder = folder.to_owned();
        let opened = tokio::task::spawn_blocking(move || {
            private::folder(&folder)?;
            let turn = private::reopened(&folder.join("registrations.lock"))?;
            // Not the method of the standard library, which older compilers lack.
            FileExt::lock(&turn)?;
            io::Result::Ok((folder, turn))
        });
        let (folder, turn) = opened.await.map_err(io::Error::other)??;
        Ok(Self {
            folder,
            application,
            _turn: turn,
        })
    }

    /// Writes down what is about to be replaced.
    pub fn enter(&self, url: &str, earlier: Option<SetCallbackRequest>) -> io::Result<Own> {
        let now = jiff::Timestamp::now().as_millisecond();
        // Never the name of another one's: in a container every program has the same number.
        let name = format!("{}{now}-{:08x}", self.beginning(), fastrand::u32(..));
        let found = earlier.as_ref().map(|earlier| &earlier.url);
        let mut before = self.names();
        before.retain(|name| {
            self.read(name)
                .is_some_and(|entry| Some(&entry.url) == found)
        });
        let running = private::reopened(&self.lock(&name))?;
        FileExt::lock(&running)?;
        if let Some(earlier) = &earlier {
            let mut file = private::file(&self.for_people(&name))?;
            writeln!(file, "{}", serde_json::to_string_pretty(earlier)?)?;
        }
        let entry = Entry {
            url: url.to_owned(),
            earlier,
            after: before.pop(),
        };
        serde_json::to_writer(private::file(&self.entry(&name))?, &entry)?;
        Ok(Own {
            name,
            _running: running,
        })
    }

    /// Whether others that run have come after this one, and will bring back what it found.
    pub fn is_replaced(&self, own: &Own) -> bool {
        let others = self.names().into_iter().filter(|name| *name != own.name);
        self.needed_by(others).contains(&own.name)
    }

    /// Those of these that run, and all that they came after.
    fn needed_by(&self, names: impl Iterator<Item = String>) -> Vec<String> {
        let mut needed: Vec<String> = Vec::new();
        for name in names.filter(|name| self.runs(name)) {
            let mut next = Some(name);
            while let Some(name) = next.filter(|name| !needed.contains(name)) {
                next = self.read(&name).and_then(|entry| entry.after);
                needed.push(name);
            }
        }
        needed
    }

    /// What was there before this one, and before those that it came after and that have ended.
    pub fn before(&self, own: &Own) -> Before {
        let mut before = Before::default();
        let mut next = Some(own.name.clone());
        while let Some(name) = next {
            let still_runs = name != own.name && self.runs(&name);
            if still_runs || before.names.contains(&name) {
                break;
            }
            let Some(entry) = self.read(&name) else {
                break;
            };
            before.file = entry.earlier.as_ref().map(|_| self.for_people(&name));
            before.configuration = entry.earlier;
            before.names.push(name);
            next = entry.after;
        }
        before
    }

    /// Takes away what is done with.
    pub fn settle(&self, before: &Before) {
        for name in &before.names {
            self.remove(name);
        }
    }

    /// Takes away all that this one has written down.
    pub fn undo(&self, own: &Own) {
        self.remove(&own.name);
    }

    /// Takes away this one's entry. What it found stays written down for people.
    pub fn withdraw(&self, own: &Own) {
        self.forget(&own.name);
    }

    /// What those found that ended without bringing it back, and that nobody who runs will bring back. Their entries are taken away.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        let names = self.names();
        let needed = self.needed_by(names.iter().cloned());
        for name in names.iter().filter(|name| !needed.contains(name)) {
            // What it found was the address of another one: nobody wants that again.
            if self.read(name).is_some_and(|entry| entry.after.is_some()) {
                self.remove(name);
            } else {
                self.forget(name);
            }
        }
        let left = self.listed(FOR_PEOPLE).into_iter();
        let left = left.filter(|name| !needed.contains(name));
        left.map(|name| self.for_people(&name)).collect()
    }

    /// Whether the program of an entry still runs.
    fn runs(&self, name: &str) -> bool {
        let lock = File::open(self.lock(name));
        lock.is_ok_and(|lock| FileExt::try_lock_shared(&lock).is_err())
    }

    /// The entries, the oldest first.
    fn names(&self) -> Vec<String> {
        let mut names = self.listed("");
        names.sort();
        names
    }

    /// The names in those files whose own names begin with this.
    fn listed(&self, before: &str) -> Vec<String> {
        let beginning = self.beginning();
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| {
            let file = entry.file_name().to_string_lossy().into_owned();
            let name = file.strip_prefix(before)?.strip_suffix(".json")?;
            name.starts_with(&beginning).then(|| name.to_owned())
        });
        names.collect()
    }

    /// Names of this application begin so, and go on with their time.
    fn beginning(&self) -> String {
        format!("registration-{}-", self.application)
    }

    fn read(&self, name: &str) -> Option<Entry> {
        serde_json::from_slice(&fs::read(self.entry(name)).ok()?).ok()
    }

    fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.for_people(name));
        self.forget(name);
    }

    fn forget(&self, name: &str) {
        let _ = fs::remove_file(self.entry(name));
        let _ = fs::remove_file(self.lock(name));
    }

    fn entry(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }

    fn lock(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.lock"))
    }

    fn for_people(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{FOR_PEOPLE}{name}.json"))
    }
}

const FOR_PEOPLE: &str = "earlier-configuration-";
