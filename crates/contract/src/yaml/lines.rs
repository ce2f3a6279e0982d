//! On which line a JSON pointer stands.

use crate::finding::Place;

/// Line of every value and key of a text.
///
/// One entry per value in the order of the text, so that reading a large document costs no map of pointers: pointers
/// are looked up when something is to be told, which is rare.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    pub(super) file: String,
    entries: Vec<Entry>,
    keys: String,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    line: usize,
    /// Where the entry after this one and everything in it is.
    next: usize,
    /// End of the key in `keys`; the start is the end of the key before.
    key: (usize, usize),
    keyed: bool,
}

impl Lines {
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// Notes that a value begins, and returns what [`Lines::end`] wants to hear when it ends.
    pub(super) fn begin(&mut self, line: usize, key: Option<&str>) -> usize {
        let start = self.keys.len();
        self.keys.push_str(key.unwrap_or_default());
        self.entries.push(Entry {
            line,
            next: self.entries.len() + 1,
            key: (start, self.keys.len()),
            keyed: key.is_some(),
        });
        self.entries.len() - 1
    }

    pub(super) fn end(&mut self, entry: usize) {
        let next = self.entries.len();
        if let Some(entry) = self.entries.get_mut(entry) {
            entry.next = next;
        }
    }

    /// The place of a pointer; of its nearest known parent when the pointer itself is not in the text.
    pub fn place(&self, pointer: &str) -> Place {
        let mut line = self.entries.first().map_or(1, |root| root.line);
        let mut parent = 0;
        for token in pointer.split('/').skip(1) {
            let name = token.replace("~1", "/").replace("~0", "~");
            let Some(found) = self.child(parent, &name) else {
                break;
            };
            line = self.entries[found].line;
            parent = found;
        }
        Place {
            file: self.file.clone(),
            line,
            pointer: pointer.to_owned(),
        }
    }

    fn child(&self, parent: usize, name: &str) -> Option<usize> {
        let end = self.entries.get(parent)?.next;
        let mut child = parent + 1;
        let mut index = 0;
        while child < end {
            let entry = self.entries.get(child)?;
            let found = if entry.keyed {
                self.keys.get(entry.key.0..entry.key.1) == Some(name)
            } else {
                name.parse() == Ok(index)
            };
            if found {
                return Some(child);
            }
            child = entry.next;
            index += 1;
        }
        None
    }
}
