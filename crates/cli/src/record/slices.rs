//! A span of time in slices, so that no list is long and nothing has to be kept of what is done.

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};

/// Most records that a slice should have: what is kept in memory, and read again after an interruption.
pub const MOST: i64 = 2_000;
/// Most slices that one is cut into.
const CUTS: i64 = 32;

/// Seconds of Unix time, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    pub first: i64,
    pub last: i64,
}

/// The slices that are still to be read, the earliest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Slices {
    whole: Slice,
    left: VecDeque<Slice>,
}

impl Slices {
    /// A span as one slice.
    pub fn of(whole: Slice) -> Self {
        Self {
            whole,
            left: VecDeque::from([whole]),
        }
    }

    pub fn whole(&self) -> Slice {
        self.whole
    }

    pub fn next(&self) -> Option<Slice> {
        self.left.front().copied()
    }

    /// The next slice was read.
    pub fn done(&mut self) {
        self.left.pop_front();
    }

    /// Cuts the next slice, which has so many records; `false` if it is small enough, or a second.
    pub fn cut(&mut self, records: i64, most: i64) -> bool {
        let Some(slice) = self.next() else {
            return false;
        };
        let seconds = slice.last.saturating_sub(slice.first).saturating_add(1);
        if records <= most || seconds < 2 {
            return false;
        }
        let pieces = (records.saturating_mul(2) / most).saturating_add(1);
        let pieces = pieces.clamp(2, CUTS.min(seconds));
        let cut = |piece| {
            let part = i128::from(seconds) * i128::from(piece) / i128::from(pieces);
            slice
                .first
                .saturating_add(i64::try_from(part).unwrap_or(i64::MAX))
        };
        self.left.pop_front();
        for piece in (0..pieces).rev() {
            self.left.push_front(Slice {
                first: cut(piece),
                last: cut(piece + 1) - 1,
            });
        }
        true
    }

    /// What is asked for to get all records of a slice: whether the limits of a range belong to it is undocumented, so
    /// a second more at each cut.
    pub fn range(&self, slice: Slice) -> (i64, i64) {
        (
            slice.first.saturating_sub(1).max(self.whole.first),
            slice.last.saturating_add(1).min(self.whole.last),
        )
    }
}

/// The records that may come again, by CallId, with the latest of their times.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Seen(HashMap<String, i64>);

impl Seen {
    /// Whether it is new; remembers it. One without CallId cannot be told from others, and is not lost for that.
    pub fn is_new(&mut self, call_id: &str, latest: i64) -> bool {
        call_id.is_empty() || self.0.insert(call_id.to_owned(), latest).is_none()
    }

    /// Forgets those that no range from here on can hold, whichever of their times the service compares.
    pub fn forget_before(&mut self, first: i64) {
        self.0.retain(|_, latest| *latest >= first);
        if self.0.capacity() > 4 * self.0.len() + 64 {
            self.0.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_cover_the_span_without_holes() {
        for (first, last, records) in [(0, 99, 10_000), (5, 6, 9_999), (0, 604_799, 2_001)] {
            let mut slices = Slices::of(Slice { first, last });
            assert!(slices.cut(records, MOST));
            let mut next = first;
            let mut count = 0;
            while let Some(slice) = slices.next() {
                assert_eq!(slice.first, next);
                assert!(slice.last >= slice.first);
                let range = slices.range(slice);
                assert!(range.0 <= slice.first && range.1 >= slice.last);
                assert!(range.0 >= first && range.1 <= last);
                next = slice.last + 1;
                count += 1;
                slices.done();
            }
            assert_eq!(next, last + 1);
            assert!(count >= 2, "{count}");
        }
    }

    #[test]
    fn what_is_small_or_a_second_is_not_cut() {
        let mut slices = Slices::of(Slice { first: 0, last: 99 });
        assert!(!slices.cut(MOST, MOST));
        let mut second = Slices::of(Slice { first: 7, last: 7 });
        assert!(!second.cut(1_000_000, MOST));
    }

    #[test]
    fn what_cannot_come_again_is_forgotten() {
        let mut seen = Seen::default();
        assert!(seen.is_new("a", 10) && seen.is_new("b", 20));
        assert!(!seen.is_new("a", 10));
        assert!(seen.is_new("", 1) && seen.is_new("", 1));
        seen.forget_before(11);
        assert!(seen.is_new("a", 10) && !seen.is_new("b", 20));
    }
}
