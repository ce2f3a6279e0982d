//! Files that grow beside their place and come there when they are whole.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::form::Form;
use super::reader::Record;
use super::slices::Slice;
use crate::exit::Failure;
use crate::span::Times;

/// The name of a file for records whose day is unknown.
const NO_DAY: &str = "no-day";

/// Where files come.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    /// The one file; without it there is a file for each day.
    name: Option<String>,
    form: Form,
    times: Times,
    /// Whether files that are there are replaced.
    force: bool,
    open: BTreeMap<String, Part>,
}

#[derive(Debug)]
struct Part {
    file: BufWriter<File>,
    length: u64,
}

impl Files {
    pub fn one(path: &Path, form: Form, force: bool) -> Result<Self, Failure> {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| {
            Failure::local(format!("--out {} is no name of a file", path.display()))
        })?;
        Ok(Self {
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            name: Some(name.to_owned()),
            form,
            times: Times::Utc,
            force,
            open: BTreeMap::new(),
        })
    }

    pub fn by_day(folder: &Path, form: Form, times: Times, force: bool) -> Self {
        Self {
            folder: folder.to_owned(),
            name: None,
            form,
            times,
            force,
            open: BTreeMap::new(),
        }
    }

    /// Where to go on is kept here.
    pub fn checkpoint(&self) -> PathBuf {
        let name = self.name.as_deref().unwrap_or("export");
        self.folder.join(format!("{name}.part.json"))
    }

    /// What is there already and would be in the way.
    pub fn in_the_way(&self, span: Slice) -> Vec<PathBuf> {
        if self.force {
            return Vec::new();
        }
        let mut there = Vec::new();
        if let Some(name) = &self.name {
            there.push(self.folder.join(name));
        } else {
            let (mut day, end) = (self.times.day(span.first), self.times.day(span.last));
            while let Some(today) = day.filter(|day| Some(*day) <= end) {
                there.push(self.folder.join(format!("{today}.{}", self.form.ending())));
                day = today.tomorrow().ok();
            }
        }
        there.retain(|path| path.exists());
        there
    }

    /// Forgets an export that was interrupted.
    pub fn remove_parts(&self, names: impl IntoIterator<Item = String>) -> Result<(), Failure> {
        let parts = names.into_iter().chain(self.name.clone());
        let parts = parts.map(|name| self.part(&name));
        for path in parts.chain([self.checkpoint()]) {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(at(&path, &error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Makes the folder of days, or the one file.
    pub fn begin(&mut self) -> Result<(), Failure> {
        match self.name.clone() {
            Some(name) => self.open(&name).map(drop),
            None => fs::create_dir_all(&self.folder).map_err(|error| at(&self.folder, &error)),
        }
    }

    /// Takes up files as long as they were.
    pub fn take_up(&mut self, lengths: &BTreeMap<String, u64>) -> Result<(), Failure> {
        for (name, &length) in lengths {
            let path = self.part(name);
            let opened = OpenOptions::new().write(true).open(&path);
            let mut file = match opened {
                Ok(file) => file,
                // It was in its place already when the others were still coming there.
                Err(_) if fs::metadata(self.folder.join(name)).is_ok_and(|m| m.len() == length) => {
                    continue;
                }
                Err(error) => return Err(at(&path, &error)),
            };
            let now = file.metadata().map_err(|error| at(&path, &error))?.len();
            if now < length {
                return Err(Failure::local(format!(
                    "{} has {now} bytes and had {length} when the export stopped: it was changed. --force begins anew.",
                    path.display()
                )));
            }
            let cut = file
                .set_len(length)
                .and_then(|()| file.seek(SeekFrom::End(0)));
            cut.map_err(|error| at(&path, &error))?;
            let file = BufWriter::new(file);
            self.open.insert(name.clone(), Part { file, length });
        }
        Ok(())
    }

    pub fn write(&mut self, record: &Record) -> Result<(), Failure> {
        let name = if let Some(name) = &self.name {
            name.clone()
        } else {
            let ended = || record.value.get("EndTime")?.as_i64();
            let day = record.started.or_else(ended);
            let day = day.and_then(|at| self.times.day(at));
            let day = day.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
            format!("{day}.{}", self.form.ending())
        };
        let line = self.form.line(record);
        let path = self.part(&name);
        let part = self.open(&name)?;
        part.write(&line).map_err(|error| at(&path, &error))
    }

    /// Has the disk keep what was written; says how long each file is.
    pub fn sync(&mut self) -> Result<BTreeMap<String, u64>, Failure> {
        let mut lengths = BTreeMap::new();
        for (name, part) in &mut self.open {
            let kept = part
                .file
                .flush()
                .and_then(|()| part.file.get_ref().sync_data());
            kept.map_err(|error| at(&self.folder.join(name), &error))?;
            lengths.insert(name.clone(), part.length);
        }
        Ok(lengths)
    }

    /// Brings the files to their places; says where those are.
    pub fn finish(self) -> Result<Vec<PathBuf>, Failure> {
        let checkpoint = self.checkpoint();
        let mut places = Vec::new();
        for name in self.open.keys() {
            let place = self.folder.join(name);
            if !self.force && place.exists() {
                return Err(Failure::local(format!(
                    "{} came into being meanwhile and was not replaced: take it away, then --resume puts the new one there",
                    place.display()
                )));
            }
            fs::rename(self.part(name), &place).map_err(|error| at(&place, &error))?;
            places.push(place);
        }
        fs::remove_file(&checkpoint).map_err(|error| at(&checkpoint, &error))?;
        Ok(places)
    }

    fn part(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.part"))
    }

    fn open(&mut self, name: &str) -> Result<&mut Part, Failure> {
        let path = self.part(name);
        let place = self.folder.join(name);
        if !self.open.contains_key(name) {
            if !self.force && place.exists() {
                return Err(Failure::local(there(&[place])));
            }
            // A part that no checkpoint knows is of a run that was ended before its first one.
            let file = File::create(&path).map_err(|error| at(&path, &error))?;
            let mut part = Part {
                file: BufWriter::new(file),
                length: 0,
            };
            part.write(&self.form.head())
                .map_err(|error| at(&path, &error))?;
            self.open.insert(name.to_owned(), part);
        }
        self.open
            .get_mut(name)
            .ok_or_else(|| Failure::local(format!("{} is not open", path.display())))
    }
}

impl Part {
    fn write(&mut self, text: &str) -> std::io::Result<()> {
        self.length += text.len() as u64;
        self.file.write_all(text.as_bytes())
    }
}

/// That files are there already, and what to do.
pub fn there(files: &[PathBuf]) -> String {
    let names: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    let (is, it) = if names.len() == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    format!(
        "{} {is} there already: --force replaces {it}, or choose another --out",
        names.join(", ")
    )
}

fn at(path: &Path, error: &std::io::Error) -> Failure {
    Failure::local(format!("{}: {error}", path.display()))
}
