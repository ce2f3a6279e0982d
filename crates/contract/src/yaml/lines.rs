//! On which line a JSON pointer stands.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::finding::Place;

/// The key under which YAML merges other maps into a map.
pub(super) const MERGE: &str = "<<";

/// Line of every value and key of a text.
///
/// One entry per value in the order of the text, so that reading a large document costs no map of pointers: pointers
/// are looked up when something is to be told, which is rare. Whoever tells much pays once for an index of what has
/// many children.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    pub(super) file: String,
    entries: Vec<Entry>,
    keys: String,
    /// Children of entries with many, sorted by key; made by the first who asks for a place.
    crowds: OnceLock<HashMap<usize, Vec<usize>>>,
}

/// With fewer children than that, looking at each is as fast.
const MANY: usize = 32;

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
        self.crowds.take();
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

    /// Notes once more what stands inside an entry: an alias of YAML is its anchor's value at another place.
    ///
    /// The copy keeps its lines, because that is where the text is.
    pub(super) fn repeat(&mut self, anchor: usize) {
        let Some(end) = self.entries.get(anchor).map(|entry| large(entry.next)) else {
            return;
        };
        let shift = self.entries.len() - (anchor + 1);
        for index in anchor + 1..end {
            let entry = self.entries[index];
            self.entries.push(Entry {
                next: small(large(entry.next) + shift),
                ..entry
            });
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
        let found = match self.crowds().get(&parent) {
            Some(crowd) => self.in_crowd(crowd, name),
            None => self.in_sequence(parent, name),
        };
        if found.is_some() {
            return found;
        }
        // What `<<` merges in stands inside it.
        let merged = self.children(parent).filter(|(_, child)| {
            let entry = &self.entries[*child];
            entry.keyed && self.key(entry) == MERGE
        });
        merged.into_iter().find_map(|(_, merge)| {
            let maps = self.children(merge).map(|(_, child)| child);
            let maps = maps.filter(|child| !self.entries[*child].keyed);
            std::iter::once(merge)
                .chain(maps)
                .find_map(|map| self.child(map, name))
        })
    }

    fn in_sequence(&self, parent: usize, name: &str) -> Option<usize> {
        let found = self.children(parent).find(|(index, child)| {
            let entry = &self.entries[*child];
            if entry.keyed {
                self.key(entry) == name
            } else {
                name.parse() == Ok(*index)
            }
        });
        found.map(|(_, child)| child)
    }

    fn in_crowd(&self, crowd: &[usize], name: &str) -> Option<usize> {
        let key = |child: &usize| self.key(&self.entries[*child]);
        let first = crowd.partition_point(|child| key(child) < name);
        crowd.get(first).filter(|child| key(child) == name).copied()
    }

    /// The objects with many keys.
    fn crowds(&self) -> &HashMap<usize, Vec<usize>> {
        self.crowds.get_or_init(|| {
            let crowded = (0..self.entries.len()).filter_map(|parent| {
                self.children(parent).nth(MANY)?;
                let children = self.children(parent).map(|(_, child)| child);
                let mut crowd: Vec<usize> = children.collect();
                if crowd.iter().any(|child| !self.entries[*child].keyed) {
                    return None;
                }
                // Stable, so that the first of two equal keys stays the first.
                crowd.sort_by_key(|child| self.key(&self.entries[*child]));
                Some((parent, crowd))
            });
            crowded.collect()
        })
    }

    fn key(&self, entry: &Entry) -> &str {
        self.keys
            .get(large(entry.key.0)..large(entry.key.1))
            .unwrap_or_default()
    }

    /// Entries directly inside another one, counted from 0.
    fn children(&self, parent: usize) -> impl Iterator<Item = (usize, usize)> {
        let end = self
            .entries
            .get(parent)
            .map_or(0, |entry| large(entry.next));
        let first = Some(parent + 1).filter(|child| *child < end);
        let all = std::iter::successors(first, move |child| {
            let next = large(self.entries.get(*child)?.next);
            (next < end).then_some(next)
        });
        all.enumerate()
    }
}
