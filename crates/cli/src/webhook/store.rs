//! The folder with the webhooks that came: a file each, so that several programs can write and a kill loses nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::came::Came;
use crate::exit::Failure;
use crate::output::{WAITING, talk_as};
use crate::private;

/// Most webhooks that are kept; the oldest go first.
const MOST: usize = 1_000;
/// Most bytes that they take in all.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Where webhooks are kept.
#[derive(Debug, Clone, Args)]
pub struct StoreArguments {
    /// Folder that keeps them [default: call-engine/webhooks in $XDG_STATE_HOME or ~/.local/state]
    #[arg(long, value_name = "FOLDER")]
    store: Option<PathBuf>,
}

impl StoreArguments {
    pub fn folder(&self) -> Result<PathBuf, Failure> {
        match &self.store {
            Some(folder) => Ok(folder.clone()),
            None => state().map(|state| state.join("webhooks")).ok_or_else(|| {
                Failure::local("there is no home folder to keep webhooks in: name one with --store")
            }),
        }
    }
}

/// The folder for what `listen` remembers besides: one for all, so that each sees what another has left.
pub fn memory() -> PathBuf {
    state().unwrap_or_else(|| std::env::temp_dir().join("call-engine"))
}

/// The folder for what this program remembers.
fn state() -> Option<PathBuf> {
    let base = if cfg!(windows) {
        std::env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else {
        // The XDG rules: a path that is not absolute is not one.
        let set = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
        set.filter(|path| path.is_absolute())
            .or_else(|| std::env::home_dir().map(|home| home.join(".local").join("state")))
    };
    base.map(|base| base.join("call-engine"))
}

/// The folder, and what is known of its files.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// Bytes of each, by number.
    sizes: BTreeMap<u64, u64>,
    most: usize,
    most_bytes: u64,
}

impl Store {
    /// Opens the folder for writing; it is made if it is not there.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let wrong = |error| {
            Failure::local(format!(
                "webhooks cannot be kept in {}: {error}; --store names another folder, --no-store keeps none",
                folder.display()
            ))
        };
        private::folder(folder).map_err(wrong)?;
        Ok(Self {
            folder: folder.to_owned(),
            sizes: sizes(folder).map_err(wrong)?,
            most: MOST,
            most_bytes: MOST_BYTES,
        })
    }

    /// Keeps a webhook and gives it its number.
    pub fn keep(&mut self, came: &mut Came) -> io::Result<()> {
        let mut file = loop {
            let last = self.sizes.last_key_value().map_or(0, |(last, _)| *last);
            let next = last.checked_add(1);
            came.number = next.ok_or_else(|| io::Error::other("there are no more numbers"))?;
            match private::file(&self.folder.join(name(came.number))) {
                Ok(file) => break file,
                // Somebody else keeps webhooks here too.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let before = self.sizes.len();
                    self.sizes = sizes(&self.folder)?;
                    if self.sizes.len() == before {
                        self.sizes.insert(came.number, 0);
                    }
                }
                Err(error) => return Err(error),
            }
        };
        let text = came.to_json().to_string();
        self.sizes.insert(came.number, text.len() as u64);
        file.write_all(text.as_bytes())?;
        self.forget();
        Ok(())
    }

    fn forget(&mut self) {
        let mut bytes: u64 = self.sizes.values().sum();
        while self.sizes.len() > self.most || (bytes > self.most_bytes && self.sizes.len() > 1) {
            let Some((number, size)) = self.sizes.pop_first() else {
                break;
            };
            bytes -= size;
            // Gone already is as good.
            let _ = fs::remove_file(self.folder.join(name(number)));
        }
    }
}

/// Everything that is kept, the oldest first. What cannot be read is told and left out.
pub fn all(folder: &Path) -> Result<Vec<Came>, Failure> {
    let numbers = match sizes(folder) {
        Ok(sizes) => sizes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => {
            let folder = folder.display();
            return Err(Failure::local(format!("{folder}: {error}")));
        }
    };
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers.keys() {
        match read(&folder.join(name(*number))) {
            Ok(came) => found.push(came),
            Err(error) => talk_as(WAITING, "hint", &error),
        }
    }
    Ok(found)
}

/// The one with a number.
pub fn one(folder: &Path, number: u64) -> Result<Came, Failure> {
    let file = folder.join(name(number));
    if !file.exists() {
        return Err(Failure::local(format!(
            "there is no webhook {number} in {}; `call-engine webhook history` shows which there are",
            folder.display()
        )));
    }
    read(&file).map_err(Failure::Local)
}

fn read(file: &Path) -> Result<Came, String> {
    let wrong = |why: &str| format!("{}: {why}", file.display());
    let text = fs::read_to_string(file).map_err(|error| wrong(&error.to_string()))?;
    let kept = serde_json::from_str(&text);
    let kept =
        kept.map_err(|error| wrong(&format!("this is no webhook that was kept: {error}")))?;
    Came::from_json(&kept).map_err(|why| wrong(&why))
}

fn name(number: u64) -> String {
    format!("{number:08}.json")
}

fn sizes(folder: &Path) -> io::Result<BTreeMap<u64, u64>> {
    let mut sizes = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let number = entry.file_name().to_str().and_then(|name| {
            let digits = name.strip_suffix(".json")?;
            digits.parse::<u64>().ok()
        });
        // Meanwhile somebody else may have removed it.
        if let (Some(number), Ok(metadata)) = (number, entry.metadata()) {
            sizes.insert(number, metadata.len());
        }
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use hyper::HeaderMap;
    use hyper::body::Bytes;

    use super::super::came::Outcome;
    use super::*;

    fn came(body: Vec<u8>) -> Came {
        Came {
            number: 0,
            at: 0,
            method: "POST".to_owned(),
            path: "/".to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::from(body),
            outcome: Outcome::default(),
        }
    }

    fn keep(store: &mut Store, body: Vec<u8>) -> u64 {
        let mut came = came(body);
        store.keep(&mut came).expect("room");
        came.number
    }

    #[test]
    fn two_programs_share_a_folder_and_no_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut one = Store::open(folder.path()).expect("a store");
        let mut other = Store::open(folder.path()).expect("a store");
        let numbers = [
            keep(&mut one, vec![]),
            keep(&mut other, vec![]),
            keep(&mut other, vec![]),
            keep(&mut one, vec![]),
        ];
        assert_eq!(numbers, [1, 2, 3, 4]);
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_or_they_are_too_large() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::open(folder.path()).expect("a store");
        (store.most, store.most_bytes) = (5, 64 * 1_024);
        for _ in 0..7 {
            keep(&mut store, vec![]);
        }
        let found = all(folder.path()).expect("a folder");
        let numbers: Vec<u64> = found.iter().map(|came| came.number).collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7]);

        // Bytes that are no text take twice their room.
        for _ in 0..4 {
            keep(&mut store, vec![0xff; 20 * 1_024]);
        }
        let found = all(folder.path()).expect("a folder");
        assert_eq!(found.len(), 1);
        let left: u64 = sizes(folder.path()).expect("sizes").values().sum();
        assert!(left <= store.most_bytes, "{left}");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a").join("b");
        keep(&mut Store::open(&path).expect("a store"), vec![]);
        let mode = |path: &Path| {
            fs::metadata(path)
                .expect("it is there")
                .permissions()
                .mode()
                & 0o777
        };
        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&path.join(name(1))), 0o600);
    }

    #[test]
    fn what_is_no_webhook_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("00000001.json"), "{").expect("a file");
        fs::write(folder.path().join("notes.txt"), "").expect("a file");
        assert_eq!(
            keep(&mut Store::open(folder.path()).expect("a store"), vec![]),
            2
        );
        assert_eq!(all(folder.path()).expect("a folder").len(), 1);
        assert!(one(folder.path(), 1).is_err() && one(folder.path(), 9).is_err());
    }
}
