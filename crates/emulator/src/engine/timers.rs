//! What is going to happen, in the order in which it will.

use std::collections::BTreeMap;

use super::call::{CallId, UserId};
use super::hand::Act;

/// The place of a timer in the order: its moment, then the order of setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TimerKey {
    due: u64,
    serial: u64,
}

/// What happens when a timer is due.
#[derive(Debug, Clone)]
pub(crate) enum Due {
    /// The ringing of a call is over.
    RingOut(CallId),
    /// A phone acts as its script says.
    Phone(CallId, UserId, Act),
}

#[derive(Debug, Default)]
pub(crate) struct Timers {
    queue: BTreeMap<TimerKey, Due>,
    serial: u64,
}

impl Timers {
    pub(crate) fn set(&mut self, due: u64, what: Due) -> TimerKey {
        self.serial += 1;
        let key = TimerKey {
            due,
            serial: self.serial,
        };
        self.queue.insert(key, what);
        key
    }

    /// Forgets a timer. One that has fired is gone already.
    pub(crate) fn cancel(&mut self, key: Option<TimerKey>) {
        if let Some(key) = key {
            self.queue.remove(&key);
        }
    }

    /// What a timer is for, if it has not fired.
    pub(crate) fn get(&self, key: TimerKey) -> Option<(u64, &Due)> {
        self.queue.get(&key).map(|what| (key.due, what))
    }

    /// Takes the first timer that is due, with its moment.
    pub(crate) fn pop_due(&mut self, now: u64) -> Option<(u64, Due)> {
        let first = self.queue.first_entry()?;
        if first.key().due > now {
            return None;
        }
        let (key, what) = first.remove_entry();
        Some((key.due, what))
    }

    /// The moment of the first timer.
    pub(crate) fn next_due(&self) -> Option<u64> {
        self.queue.first_key_value().map(|(key, _)| key.due)
    }
}
