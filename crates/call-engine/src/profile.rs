//! Settings from a file of named profiles.

use std::env;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, TableLike};
use zeroize::Zeroizing;

use crate::builder::failed;
use crate::environment::variable;
use crate::error::Error;
use crate::settings::{Setting, Settings, Terms};
use crate::settings_file::{closed_to_others, read_whole};

/// Names the file.
const FILE: &str = "CALL_ENGINE_PROFILES_FILE";
/// The one word of the file that is no profile.
const READABLE: &str = "allow_readable_by_others";

/// The profile of a name.
pub(crate) fn settings(name: &str) -> Result<Settings, Error> {
    let path = place()?;
    let open = || -> io::Result<(File, Zeroizing<String>)> {
        let file = File::open(&path)?;
        let text = read_whole(&file)?;
        Ok((file, text))
    };
    let (file, text) = open().map_err(|error| {
        let path = path.display();
        failed(if error.kind() == ErrorKind::NotFound {
            format!(
                "the profile {name:?} is looked for in {path}, which does not exist: write it, or name another file in {FILE}"
            )
        } else {
            format!("the file of profiles {path}: {error}")
        })
    })?;
    Profiles::read(&path, &text)?.profile(name, &file)
}

/// Where the profiles are.
pub(crate) fn place() -> Result<PathBuf, Error> {
    if let Some(path) = variable(FILE)? {
        return Ok(PathBuf::from(path.as_str()));
    }
    let configuration = if cfg!(windows) {
        env::var_os("APPDATA").map(PathBuf::from)
    } else {
        // The XDG rules: a path that is not absolute is not one.
        let set = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
        set.filter(|path| path.is_absolute())
            .or_else(|| env::home_dir().map(|home| home.join(".config")))
    };
    let configuration = configuration.ok_or_else(|| {
        failed(format!(
            "there is no home folder to look for profiles in: name the file in {FILE}"
        ))
    })?;
    Ok(configuration.join("call-engine").join("profiles.toml"))
}

/// A file of profiles, understood as far as TOML goes.
struct Profiles<'a> {
    path: &'a Path,
    text: &'a str,
    document: Document<&'a str>,
}

impl<'a> Profiles<'a> {
    fn read(path: &'a Path, text: &'a str) -> Result<Self, Error> {
        // The error's own text shows the line, which may hold a secret.
        let document = Document::parse(text).map_err(|error| {
            let line = line(text, error.span());
            failed(format!("{}:{line}: {}", path.display(), error.message()))
        })?;
        Ok(Self {
            path,
            text,
            document,
        })
    }

    fn at(&self, span: Option<Range<usize>>) -> String {
        format!("{}:{}", self.path.display(), line(self.text, span))
    }

    fn profile(&self, name: &str, file: &File) -> Result<Settings, Error> {
        let mut profiles: Vec<(&str, &dyn TableLike)> = Vec::new();
        let mut readable = false;
        for (key, item) in self.document.iter() {
            if let Some(table) = item.as_table_like() {
                profiles.push((key, table));
            } else if key == READABLE {
                readable = item.as_bool().ok_or_else(|| {
                    let message = format!("`{READABLE}` is true or false");
                    failed(format!("{}: {message}", self.at(item.span())))
                })?;
            } else {
                return Err(failed(format!(
                    "{}: {key:?} stands outside of a profile: a profile begins with its name, as in `[{name}]`",
                    self.at(key_span(self.document.as_table(), key, item))
                )));
            }
        }
        let holds_secret = |table: &dyn TableLike| {
            let has = |setting: Setting| table.contains_key(setting.key());
            let proxy = table.get(Setting::Proxy.key()).and_then(Item::as_str);
            has(Setting::SecretKey)
                || has(Setting::UserSig)
                || proxy.is_some_and(|proxy| proxy.contains('@'))
        };
        if !readable && profiles.iter().any(|(_, table)| holds_secret(*table)) {
            closed_to_others(file, self.path).map_err(|why| {
                failed(format!(
                    "the file of profiles {}: {why}",
                    self.path.display()
                ))
            })?;
        }
        let Some((_, table)) = profiles.iter().find(|(known, _)| *known == name) else {
            let names: Vec<&str> = profiles.iter().map(|(known, _)| *known).collect();
            let names = if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(", ")
            };
            let known = profiles.iter().map(|(known, _)| *known);
            return Err(failed(format!(
                "there is no profile {name:?} in {}; there is {names}{}",
                self.path.display(),
                meant(name, known)
            )));
        };
        let terms = Terms {
            private: !readable,
            barred: barred(file),
        };
        let mut settings = Settings::new();
        for (key, item) in table.iter() {
            let place = self.at(key_span(*table, key, item));
            let Some(setting) = Setting::ALL.iter().find(|setting| setting.key() == key) else {
                let known: Vec<&str> = Setting::ALL.iter().map(|setting| setting.key()).collect();
                return Err(failed(format!(
                    "{place}: there is no setting {key:?} in a profile; there are {}{}",
                    known.join(", "),
                    meant(key, known.iter().copied())
                )));
            };
            let text = self
                .value(*setting, item)
                .map_err(|what| failed(format!("{place}: `{key}` is {what}")))?;
            settings.add(*setting, text, format!("{place}: `{key}`"), terms.clone())?;
        }
        Ok(settings)
    }

    /// The value as a text, or what it should be.
    fn value(&self, setting: Setting, item: &Item) -> Result<Zeroizing<String>, &'static str> {
        let text = match setting {
            Setting::SdkAppId => {
                let number = item.as_integer().ok_or("a number, without quotes")?;
                number.to_string()
            }
            Setting::AllowPlainHttp => {
                let allowed = item.as_bool().ok_or("true or false, without quotes")?;
                allowed.to_string()
            }
            _ => item.as_str().ok_or("a text in quotes")?.to_owned(),
        };
        let text = Zeroizing::new(text);
        if text.trim().is_empty() {
            return Err("empty: leave it out");
        }
        Ok(match setting {
            Setting::SecretKeyFile | Setting::RootCertificateFile => {
                Zeroizing::new(self.beside(&text).display().to_string())
            }
            _ => text,
        })
    }

    /// A path as it is meant: from the home folder, or from the folder of the profiles.
    fn beside(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), env::home_dir()) {
            (Some(below), Some(home)) => home.join(below),
            _ => self.path.parent().unwrap_or(Path::new("")).join(path),
        }
    }
}

/// Why the commands of a file must not be run: whoever can write it would run programs as its reader.
#[cfg(unix)]
fn barred(file: &File) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = match file.metadata() {
        Ok(metadata) => metadata,
        Err(error) => {
            return Some(format!(
                "the mode of the file of profiles is unknown: {error}"
            ));
        }
    };
    let (owner, mode) = (metadata.uid(), metadata.mode() & 0o777);
    if owner != 0 && owner != rustix::process::geteuid().as_raw() {
        Some("the file of profiles belongs to another user".to_owned())
    } else if mode & 0o022 != 0 {
        Some(format!(
            "others can write the file of profiles (mode {mode:o}): `chmod 600` it"
        ))
    } else {
        None
    }
}

#[cfg(not(unix))]
fn barred(_: &File) -> Option<String> {
    None
}

/// What somebody meant who wrote something similar.
fn meant<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = |known: &&str| strsim::jaro_winkler(written, known) > 0.8;
    let likeness = |known: &str| strsim::jaro_winkler(written, known);
    let best = known
        .filter(near)
        .max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    best.map_or_else(String::new, |best| format!(". Did you mean {best:?}?"))
}

fn key_span(table: &dyn TableLike, key: &str, item: &Item) -> Option<Range<usize>> {
    let known = table.get_key_value(key);
    known
        .and_then(|(key, _)| key.span())
        .or_else(|| item.span())
}

/// The number of the line where a span begins.
fn line(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    before.matches('\n').count() + 1
}
