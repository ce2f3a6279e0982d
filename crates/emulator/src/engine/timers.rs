//! What is going to happen, in the order in which it will.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::call::{CallId, UserId};
use super::hand::Act;

/// The place of a timer in the order: its moment, then the order of setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// A device has given no sign of life for too long.
    HeartbeatOver(CallId, UserId),
}

/// What a timer of a member is for.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Script {
    Act(Act),
    HeartbeatOver,
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

    /// Puts a timer back to its place.
    pub(crate) fn put(&mut self, key: TimerKey, what: Due) {
        self.queue.insert(key, what);
    }

    /// How many timers were ever set.
    pub(crate) fn serial(&self) -> u64 {
        self.serial
    }

    /// Goes on counting as another did.
    pub(crate) fn count_from(&mut self, serial: u64) {
        self.serial = serial;
    }

    /// What members are going to do, or have done to them.
    pub(crate) fn scripts(&self) -> HashMap<TimerKey, Script> {
        let script = |(key, due): (&TimerKey, &Due)| match due {
            Due::Phone(_, _, act) => Some((*key, Script::Act(*act))),
            Due::HeartbeatOver(..) => Some((*key, Script::HeartbeatOver)),
            Due::RingOut(_) => None,
        };
        self.queue.iter().filter_map(script).collect()
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
