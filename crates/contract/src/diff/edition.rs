//! One side of a comparison: the texts of a contract, read but not judged.

use std::collections::BTreeMap;

use serde_json::Value;

use super::examples::FILE;
use crate::catalogue::EXTENSION;
use crate::document::Document;
use crate::finding::{Finding, Place};
use crate::sources::{CATALOGUE, DOCUMENT, EXAMPLES, Sources};
use crate::yaml::{self, Lines};

/// A contract as it is compared: the document, the catalogue and the examples as they were written.
///
/// Less is asked of it than of a [`Contract`](crate::Contract), so that editions older than today's rules, and
/// documents of other shapes, can be compared.
#[derive(Debug)]
pub struct Edition {
    /// The OpenAPI document.
    pub(super) document: Document,
    catalogue: Option<(Value, Lines)>,
    /// The examples that are files, by command, role and label.
    pub(super) examples: BTreeMap<ExampleName, Example>,
}

/// Command, role and label of an example.
pub(super) type ExampleName = (String, String, String);

/// What an example shows, and its file.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) value: Value,
    pub(super) file: String,
}

impl Edition {
    /// Reads the texts of a contract, or of a bundle.
    ///
    /// # Errors
    ///
    /// What keeps the document or the catalogue from being read, with file and line.
    pub fn read(sources: &Sources) -> Result<Self, Vec<Finding>> {
        let text = sources.document()?;
        let document = Document::read(DOCUMENT, text)?;
        let catalogue = match sources.get(CATALOGUE) {
            Some(text) => Some(yaml::read(CATALOGUE, text).map_err(|finding| vec![finding])?),
            None => None,
        };
        let examples = sources.iter().filter_map(|(path, text)| {
            let (command, file) = path
                .strip_prefix(EXAMPLES)?
                .strip_prefix('/')?
                .split_once('/')?;
            let (role, label) = file.strip_suffix(".json")?.split_once('-')?;
            // What is not JSON is compared as text; `check` is the one to complain.
            let value = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
            let file = path.to_owned();
            let name = (command.to_owned(), role.to_owned(), label.to_owned());
            Some((name, Example { value, file }))
        });
        Ok(Self {
            examples: examples.collect(),
            document,
            catalogue,
        })
    }

    /// The root of the document.
    pub(super) fn root(&self) -> &Value {
        self.document.value()
    }

    /// The catalogue, and the JSON pointer before those of its entries.
    pub(super) fn catalogue(&self) -> (&[Value], String) {
        let (value, pointer) = match &self.catalogue {
            Some((value, _)) => (Some(value), CATALOGUE_ROOT.to_owned()),
            None => (self.root().get(EXTENSION), format!("/{EXTENSION}")),
        };
        let entries = value
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        (entries, pointer)
    }

    /// File and line of a pointer into the document or into the catalogue.
    pub(super) fn place(&self, pointer: &str) -> Place {
        if let Some(file) = pointer.strip_prefix(FILE) {
            return Place::file(file);
        }
        match (pointer.strip_prefix(CATALOGUE_ROOT), &self.catalogue) {
            (Some(rest), Some((_, lines))) => lines.place(rest),
            _ => self.document.place(pointer),
        }
    }
}

/// Begins the pointers into the catalogue's own file; no pointer of a document begins so.
const CATALOGUE_ROOT: &str = "catalogue:";
