//! File and line of everything in a document, also of what came from other files.

use crate::finding::Place;
use crate::yaml::Lines;

/// Where the values of a document were written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    own: Lines,
    others: Vec<Lines>,
    grafts: Vec<Graft>,
}

/// A value that was put into the document from another file.
#[derive(Debug, Clone)]
struct Graft {
    at: String,
    file: usize,
    pointer: String,
}

impl Places {
    pub(crate) fn new(own: Lines) -> Self {
        Self {
            own,
            ..Self::default()
        }
    }

    /// Notes another file and returns its number.
    pub(crate) fn add(&mut self, lines: Lines) -> usize {
        self.others.push(lines);
        self.others.len() - 1
    }

    /// Notes that a value of another file stands at a pointer of the document.
    pub(crate) fn graft(&mut self, at: &str, file: usize, pointer: &str) {
        self.grafts.push(Graft {
            at: at.to_owned(),
            file,
            pointer: pointer.to_owned(),
        });
    }

    /// How many values were put into the document.
    pub(crate) fn grafts(&self) -> usize {
        self.grafts.len()
    }

    /// The place of a pointer of the document, in the file where it is written.
    pub(crate) fn place(&self, pointer: &str) -> Place {
        let inside = |graft: &&Graft| {
            pointer
                .strip_prefix(graft.at.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let nearest = self
            .grafts
            .iter()
            .filter(inside)
            .max_by_key(|graft| graft.at.len());
        match nearest.and_then(|graft| Some((graft, self.others.get(graft.file)?))) {
            Some((graft, lines)) => {
                lines.place(&format!("{}{}", graft.pointer, &pointer[graft.at.len()..]))
            }
            None => self.own.place(pointer),
        }
    }
}
