//! Which texts make up a contract.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use crate::beside::beside;
use crate::contradictions::CONTRADICTIONS;
use crate::documents::DOCUMENTS;
use crate::finding::{Finding, Place};

/// Name of the document kept by hand.
pub const DOCUMENT: &str = "call-engine.yaml";
/// Name of the error catalogue.
pub const CATALOGUE: &str = "errors.yaml";
/// Folder of the examples.
pub const EXAMPLES: &str = "examples";

/// The texts of a contract by path, relative to its root: the document, files it refers to, the catalogue, the examples.
///
/// A bundle is a contract of one text: its document carries the catalogue and the examples.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    texts: BTreeMap<String, String>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A bundle: one document that holds everything.
    pub fn bundle(text: impl Into<String>) -> Self {
        let mut sources = Self::new();
        sources.add(DOCUMENT, text);
        sources
    }

    /// Reads the folder of a contract.
    ///
    /// # Errors
    ///
    /// A finding naming the file or folder that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Finding> {
        let mut sources = Self::new();
        for name in [DOCUMENT, CATALOGUE] {
            sources.add(name, text(folder, name)?);
        }
        let mut paths = Vec::new();
        others(folder, "", &mut paths)?;
        let examples = folder.join(EXAMPLES);
        for operation in entries(&examples, EXAMPLES)? {
            let relative = format!("{EXAMPLES}/{operation}");
            if !examples.join(&operation).is_dir() {
                return Err(Finding::new(
                    "examples-layout",
                    Place::file(relative),
                    "a file lies beside the folders of examples",
                    "move it into the folder of its operation",
                ));
            }
            for name in entries(&examples.join(&operation), &relative)? {
                paths.push(format!("{relative}/{name}"));
            }
        }
        // Many small files: two threads wait for the file system at once.
        let (one, other) = paths.split_at(paths.len() / 2);
        let texts = |paths: &[String]| -> Result<Vec<String>, Finding> {
            paths.iter().map(|path| text(folder, path)).collect()
        };
        let (one, other) = beside(|| texts(one), || texts(other));
        let texts = one?.into_iter().chain(other?);
        sources.texts.extend(paths.iter().cloned().zip(texts));
        Ok(sources)
    }

    /// Adds or replaces a text.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(path.into(), text.into());
    }

    /// Removes a text and returns it.
    pub fn remove(&mut self, path: &str) -> Option<String> {
        self.texts.remove(path)
    }

    /// The text of a path.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// The text of the document.
    pub(crate) fn document(&self) -> Result<&str, Vec<Finding>> {
        self.get(DOCUMENT).ok_or_else(|| {
            vec![Finding::new(
                "readable",
                Place::file(DOCUMENT),
                "the document is missing",
                "restore it, or give a bundle under this name",
            )]
        })
    }

    /// Paths of the files that only references lead to.
    pub(crate) fn beside(&self) -> impl Iterator<Item = &str> {
        let paths = self.texts.keys().map(String::as_str);
        paths.filter(|path| {
            let example = path.strip_prefix(EXAMPLES);
            !matches!(*path, DOCUMENT | CATALOGUE | CONTRADICTIONS | DOCUMENTS)
                && example.is_none_or(|rest| !rest.starts_with('/'))
        })
    }

    /// All paths with their texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

fn text(folder: &Path, relative: &str) -> Result<String, Finding> {
    fs::read_to_string(folder.join(relative)).map_err(|error| unreadable(relative, &error))
}

/// The other YAML and JSON files of the folder: a reference may lead to them.
fn others(folder: &Path, relative: &str, paths: &mut Vec<String>) -> Result<(), Finding> {
    for name in entries(&folder.join(relative), relative)? {
        let path = if relative.is_empty() {
            name
        } else {
            format!("{relative}/{name}")
        };
        if matches!(path.as_str(), DOCUMENT | CATALOGUE | EXAMPLES) {
            continue;
        }
        let text = Path::new(&path)
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "json");
        if text {
            paths.push(path);
        } else if folder.join(&path).is_dir() && !folder.join(&path).is_symlink() {
            others(folder, &path, paths)?;
        }
    }
    Ok(())
}

fn entries(folder: &Path, relative: &str) -> Result<Vec<String>, Finding> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(relative, &error))? {
        let name = entry
            .map_err(|error| unreadable(relative, &error))?
            .file_name();
        let name = name.to_string_lossy();
        // Editors leave hidden files beside the ones they edit.
        if !name.starts_with('.') {
            names.push(name.into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn unreadable(relative: &str, error: &io::Error) -> Finding {
    Finding::new(
        "readable",
        Place::file(relative),
        format!("cannot be read: {error}"),
        "restore it or mend its permissions",
    )
}
