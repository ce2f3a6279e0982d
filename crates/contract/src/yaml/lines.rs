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
    // Small numbers: a large document has hundreds of thousands of entries.
    line: u32,
    /// Where the entry after this one and everything in it is.
    next: u32,
    /// Begin and end of the key in `keys`.
    key: (u32, u32),
    keyed: bool,
}

/// A place in a text of more than four gigabytes is told as its end.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn large(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
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
            line: small(line),
            next: small(self.entries.len() + 1),
            key: (small(start), small(self.keys.len())),
            keyed: key.is_some(),
        });
        self.entries.len() - 1
    }

    pub(super) fn end(&mut self, entry: usize) {
        let next = small(self.entries.len());
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
            line: large(line),
            pointer: pointer.to_owned(),
        }
    }

    fn child(&self, parent: usize, name: &str) -> Option<usize> {
        let end = large(self.entries.get(parent)?.next);
        let mut child = parent + 1;
        let mut index = 0;
        while child < end {
            let entry = self.entries.get(child)?;
            let found = if entry.keyed {
                self.keys.get(large(entry.key.0)..large(entry.key.1)) == Some(name)
            } else {
                name.parse() == Ok(index)
            };
            if found {
                return Some(child);
            }
            child = large(entry.next);
            index += 1;
        }
        None
    }
}
