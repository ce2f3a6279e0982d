//! How many requests of a second there were.

use std::collections::{HashMap, VecDeque};

/// A second, in milliseconds.
const WINDOW: u64 = 1_000;
/// From so many commands on, those that nobody sends any more are forgotten.
const MANY: usize = 64;

/// Counts requests per command, by the emulator's clock. The second slides: at no time were more let through in the
/// 1000 milliseconds before. What is refused does not count.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pace(HashMap<Box<str>, VecDeque<u64>>);

impl Pace {
    /// Whether one more request may pass at `now`; it is counted then.
    pub(crate) fn admits(&mut self, command: &str, most: u32, now: u64) -> bool {
        let gone = |at: &u64| at.saturating_add(WINDOW) <= now;
        if !self.0.contains_key(command) {
            if self.0.len() >= MANY {
                self.0
                    .retain(|_, passed| passed.back().is_some_and(|at| !gone(at)));
            }
            self.0.insert(command.into(), VecDeque::new());
        }
        let Some(passed) = self.0.get_mut(command) else {
            return true;
        };
        while passed.front().is_some_and(gone) {
            passed.pop_front();
        }
        let admitted = u32::try_from(passed.len()).is_ok_and(|count| count < most);
        if admitted {
            passed.push_back(now);
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_slides_and_commands_do_not_count_for_each_other() {
        let mut pace = Pace::default();
        assert!(pace.admits("a", 2, 0));
        assert!(pace.admits("a", 2, 600));
        assert!(!pace.admits("a", 2, 999));
        assert!(pace.admits("b", 2, 999));
        // The one at 0 is gone, the one at 600 is not.
        assert!(pace.admits("a", 2, 1_000));
        assert!(!pace.admits("a", 2, 1_599));
        assert!(pace.admits("a", 2, 1_600));
        assert!(!pace.admits("c", 0, 5_000));
    }

    #[test]
    fn names_nobody_uses_any_more_take_no_memory() {
        let mut pace = Pace::default();
        for number in 0..10_000 {
            assert!(pace.admits(&number.to_string(), 1, number * 100));
        }
        assert!(pace.0.len() <= MANY, "{}", pace.0.len());
    }
}
