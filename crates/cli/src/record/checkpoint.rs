//! Where to go on after an interruption.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::reader::Place;
use crate::exit::Failure;

/// What is written, so that nothing else is appended to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The address and the application.
    pub of: String,
    pub result: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub format: Form,
    pub by_day: bool,
    pub utc: bool,
}

/// A point between two slices.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The form of this file.
    call_engine_export: u32,
    pub task: Task,
    pub place: Place,
    /// How long each file was.
    pub files: BTreeMap<String, u64>,
    pub records: u64,
    /// Fields without a column.
    pub others: BTreeSet<String>,
}

const FORM: u32 = 1;

impl Checkpoint {
    pub fn new(task: Task, place: Place) -> Self {
        Self {
            call_engine_export: FORM,
            task,
            place,
            files: BTreeMap::new(),
            records: 0,
            others: BTreeSet::new(),
        }
    }

    /// Reads one; `None` if there is none.
    pub fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let wrong = |why: &dyn std::fmt::Display| {
            Failure::local(format!(
                "{} does not tell where the export stopped: {why}\n--force begins anew.",
                path.display()
            ))
        };
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(&error)),
        };
        let read: Self = serde_json::from_slice(&text).map_err(|error| wrong(&error))?;
        if read.call_engine_export == FORM {
            Ok(Some(read))
        } else {
            Err(wrong(&"it is of another version"))
        }
    }

    /// Replaces what is there, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let beside = path.with_extension("json.new");
        let write = || {
            let mut file = File::create(&beside)?;
            file.write_all(&serde_json::to_vec(self)?)?;
            file.sync_data()?;
            fs::rename(&beside, path)
        };
        write().map_err(|error| Failure::local(format!("{}: {error}", path.display())))
    }
}

impl Task {
    /// Whether this goes on with what another began; what is not said now is as it was.
    pub fn goes_on_with(&self, begun: &Self) -> Result<(), String> {
        let differ =
            |what: &str, now: &str, then: &str| Err(format!("{what} is {now} now and was {then}"));
        let named = |text: &Option<String>| text.clone().unwrap_or_else(|| "not given".to_owned());
        if self.of != begun.of {
            return differ("the application", &self.of, &begun.of);
        }
        for (what, now, then) in [
            ("--result", &self.result, &begun.result),
            ("--type", &self.kind, &begun.kind),
        ] {
            if now != then {
                return differ(what, &named(now), &named(then));
            }
        }
        if self.format != begun.format {
            return differ("--format", self.format.ending(), begun.format.ending());
        }
        for (what, now, then) in [
            ("--by-day", self.by_day, begun.by_day),
            ("--utc", self.utc, begun.utc),
        ] {
            if now != then {
                return differ(what, &now.to_string(), &then.to_string());
            }
        }
        Ok(())
    }
}
