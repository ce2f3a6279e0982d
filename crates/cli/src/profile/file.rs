//! The file of profiles.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use call_engine::Settings;
use toml_edit::{DocumentMut, Item, Table, TableLike};

use crate::connection::said;
use crate::exit::Failure;
use crate::output::{WAITING, talk_as};
use crate::private;

/// The one word of the file that is no profile.
const READABLE: &str = "allow_readable_by_others";

/// The file, as it may be edited.
pub struct ProfileFile {
    path: PathBuf,
    document: DocumentMut,
}

impl ProfileFile {
    /// Where it is, or would be.
    pub fn place() -> Result<PathBuf, Failure> {
        Settings::profiles_file().map_err(said)
    }

    /// Reads it; one that is not there is empty.
    pub fn read() -> Result<Self, Failure> {
        let path = Self::place()?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(at(&path, &error)),
        };
        // The error's own text shows the line, which may hold a secret.
        let document = text.parse::<DocumentMut>().map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or("").matches('\n').count() + 1;
            Failure::local(format!("{}:{line}: {}", path.display(), error.message()))
        })?;
        Ok(Self { path, document })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn names(&self) -> Vec<&str> {
        let profiles = self.document.iter();
        let profiles = profiles.filter(|(_, item)| item.is_table_like());
        profiles.map(|(name, _)| name).collect()
    }

    /// The profile, which is made if it is not there, and whether it was made.
    pub fn profile(&mut self, name: &str) -> Result<(&mut dyn TableLike, bool), Failure> {
        if name.trim().is_empty() || name == READABLE {
            return Err(Failure::local(format!("{name:?} is no name of a profile")));
        }
        let made = !self.document.contains_key(name);
        let entry = self.document.entry(name).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(false);
            Item::Table(table)
        });
        let path = &self.path;
        let table = entry.as_table_like_mut().ok_or_else(|| {
            Failure::local(format!(
                "{}: {name:?} is no profile but a value",
                path.display()
            ))
        })?;
        Ok((table, made))
    }

    pub fn delete(&mut self, name: &str) -> Result<(), Failure> {
        if !self.names().contains(&name) {
            return Err(Failure::local(format!(
                "there is no profile {name:?} in {}; there is {}",
                self.path.display(),
                listed(&self.names())
            )));
        }
        self.document.remove(name);
        Ok(())
    }

    /// Replaces the file, whole or not at all. Others cannot read it, unless it says that they may.
    pub fn write(&self) -> Result<(), Failure> {
        // A link stays one: its target is replaced.
        let path = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let folder = path.parent().unwrap_or(Path::new(""));
        private::folder(folder).map_err(|error| at(folder, &error))?;
        let beside = folder.join(format!(".profiles-{:016x}", fastrand::u64(..)));
        let write = || {
            let mut file = private::file(&beside)?;
            file.write_all(self.document.to_string().as_bytes())?;
            if self.may_be_read_by_others()
                && let Ok(old) = fs::metadata(&path)
            {
                file.set_permissions(old.permissions())?;
            }
            file.sync_all()?;
            fs::rename(&beside, &path)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&beside);
            at(&path, &error)
        })
    }

    fn may_be_read_by_others(&self) -> bool {
        self.document.get(READABLE).and_then(Item::as_bool) == Some(true)
    }
}

/// Names in a sentence.
pub fn listed(names: &[&str]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// Who else can read or write the file, and what to do; `None` if nobody, or if it says that they may read it.
pub fn modes_in_words(path: &Path) -> Option<(String, String)> {
    let mode = mode(path)?;
    let verb = match mode {
        mode if mode & 0o022 != 0 => "write",
        mode if mode & 0o077 != 0 => {
            let file = ProfileFile::read().ok();
            if file.is_some_and(|file| file.may_be_read_by_others()) {
                return None;
            }
            "read"
        }
        _ => return None,
    };
    let path = path.display();
    Some((
        format!("others can {verb} {path} (mode {mode:o})"),
        format!("chmod 600 {path}"),
    ))
}

/// Warns of a file that others can read or write.
pub fn warn_of_modes() {
    if let Ok(path) = ProfileFile::place()
        && let Some((what, remedy)) = modes_in_words(&path)
    {
        talk_as(WAITING, "warning", &format!("{what}: {remedy}"));
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}

fn at(path: &Path, error: &std::io::Error) -> Failure {
    Failure::local(format!("{}: {error}", path.display()))
}
