//! A log that forgets its oldest entries.

use std::collections::VecDeque;

/// Most bytes a log holds, about, however many entries it may have.
const MAX_BYTES: usize = 64 * 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Ring<T> {
    entries: VecDeque<T>,
    capacity: usize,
    bytes: usize,
    /// How many entries have left.
    left: usize,
}

/// What an entry costs, about.
pub(crate) trait Weight {
    fn bytes(&self) -> usize;
}

impl<T: Weight + Clone> Ring<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            entries: VecDeque::new(),
            capacity,
            bytes: 0,
            left: 0,
        }
    }

    /// Whether it keeps anything at all.
    pub(crate) fn keeps(&self) -> bool {
        self.capacity > 0
    }

    pub(crate) fn push(&mut self, entry: T) {
        if !self.keeps() {
            return;
        }
        self.bytes = self.bytes.saturating_add(entry.bytes());
        self.entries.push_back(entry);
        while self.entries.len() > self.capacity || self.bytes > MAX_BYTES {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.bytes = self.bytes.saturating_sub(oldest.bytes());
            self.left += 1;
        }
    }

    pub(crate) fn extend(&mut self, entries: impl IntoIterator<Item = T>) {
        for entry in entries {
            self.push(entry);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.left += self.entries.len();
        self.entries.clear();
        self.bytes = 0;
    }

    /// The latest entries, oldest first, and how many ever came before them.
    pub(crate) fn latest(&self, most: usize) -> (usize, Vec<T>) {
        let skipped = self.entries.len().saturating_sub(most);
        let latest = self.entries.range(skipped..).cloned().collect();
        (self.left + skipped, latest)
    }

    /// The entry of that number, counted from 0 over all that ever came.
    pub(crate) fn get(&self, number: usize) -> Option<&T> {
        self.entries.get(number.checked_sub(self.left)?)
    }

    /// All entries with their numbers, oldest first.
    pub(crate) fn numbered(&self) -> impl DoubleEndedIterator<Item = (usize, &T)> {
        let numbered = self.entries.iter().enumerate();
        numbered.map(|(index, entry)| (self.left + index, entry))
    }

    pub(crate) fn to_vec(&self) -> Vec<T> {
        self.entries.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Weight for usize {
        fn bytes(&self) -> usize {
            *self
        }
    }

    #[test]
    fn the_oldest_entries_leave_first() {
        let mut ring = Ring::new(2);
        ring.extend([1, 2, 3]);
        assert_eq!(ring.to_vec(), [2, 3]);
        assert_eq!(ring.latest(1), (2, vec![3]));
        assert_eq!(ring.latest(9), (1, vec![2, 3]));
        assert_eq!(
            [0, 1, 2, 3].map(|n| ring.get(n)),
            [None, Some(&2), Some(&3), None]
        );
        assert!(ring.numbered().eq([(1, &2), (2, &3)]));
        ring.clear();
        assert_eq!(ring.latest(9), (3, vec![]));
        assert!(ring.to_vec().is_empty());
    }

    #[test]
    fn heavy_entries_leave_sooner() {
        let mut ring = Ring::new(10);
        ring.extend([MAX_BYTES / 2, MAX_BYTES / 2, 1]);
        assert_eq!(ring.to_vec(), [MAX_BYTES / 2, 1]);
    }

    #[test]
    fn a_ring_without_room_keeps_nothing() {
        let mut ring = Ring::new(0);
        ring.push(1);
        assert!(ring.to_vec().is_empty());
    }
}
