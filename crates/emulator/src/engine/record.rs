//! Records of calls that have ended.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use ahash::HashMap;
use serde::{Deserialize, Serialize};

use super::call::{CallId, CallType, MediaType, UserId};
use crate::options::{ComparedTime, Options, Order};

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum CallResult {
    /// The caller gave up before anybody answered.
    Cancel,
    /// The callee refused.
    Reject,
    /// Nobody answered in time.
    NotAnswer,
    /// Connected and ended as usual.
    NormalEnd,
    /// The callee was busy.
    CallBusy,
    /// Broken off.
    Interrupt,
    /// A member gave no sign of life.
    Offline,
}

impl CallResult {
    /// Its place in the documents' table, from 1.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Cancel => 1,
            Self::Reject => 2,
            Self::NotAnswer => 3,
            Self::NormalEnd => 4,
            Self::CallBusy => 5,
            Self::Interrupt => 6,
            Self::Offline => 7,
        }
    }

    /// Reads a name without regard to case.
    pub fn parse(text: &str) -> Option<Self> {
        [
            ("Cancel", Self::Cancel),
            ("Reject", Self::Reject),
            ("NotAnswer", Self::NotAnswer),
            ("NormalEnd", Self::NormalEnd),
            ("CallBusy", Self::CallBusy),
            ("Interrupt", Self::Interrupt),
            ("Offline", Self::Offline),
        ]
        .into_iter()
        .find(|(name, _)| text.eq_ignore_ascii_case(name))
        .map(|(_, result)| result)
    }
}

/// What is kept of a call.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Record {
    /// Its ID.
    pub call_id: CallId,
    /// Who called.
    pub caller: UserId,
    /// Whether it had pictures.
    pub media: MediaType,
    /// Single or multi-person.
    pub call_type: CallType,
    /// When it began, in Unix milliseconds.
    pub started_at: u64,
    /// When it ended.
    pub ended_at: u64,
    /// When it was answered, if it was.
    pub accepted_at: Option<u64>,
    /// How it ended.
    pub result: CallResult,
    /// Everybody who was called.
    pub callees: Arc<[UserId]>,
    /// Its room.
    pub room: super::call::Room,
}

/// Which records are wanted. Times in Unix seconds.
#[derive(Debug, Clone, Default)]
pub struct RecordFilter {
    /// Not before.
    pub start_time: Option<i64>,
    /// Not after.
    pub end_time: Option<i64>,
    /// Records per page.
    pub page_size: Option<u64>,
    /// The page, counted from 1.
    pub page: Option<u64>,
    /// Only with this result.
    pub result: Option<CallResult>,
    /// Only of this type.
    pub call_type: Option<CallType>,
}

/// A page of records and the number of all matches.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) total: u64,
    pub(crate) page: u64,
    pub(crate) records: Vec<Arc<Record>>,
}

/// The place of a record in the order: its compared second, then the order of ending.
type Place = (u64, u64);

#[derive(Debug, Default)]
pub(crate) struct Records {
    by_id: HashMap<CallId, Arc<Record>>,
    in_order: BTreeMap<Place, Arc<Record>>,
    /// In the order of ending, so the oldest leaves first.
    by_age: VecDeque<(Place, Arc<Record>)>,
    serial: u64,
}

impl Records {
    pub(crate) fn keep(&mut self, record: Arc<Record>, options: &Options) {
        self.serial += 1;
        let compared = match options.compared_time {
            ComparedTime::Start => record.started_at,
            ComparedTime::End => record.ended_at,
        };
        let place = (compared / 1_000, self.serial);
        self.by_id.insert(record.call_id, Arc::clone(&record));
        self.in_order.insert(place, Arc::clone(&record));
        self.by_age.push_back((place, record));
    }

    /// All of them, in the order in which they ended.
    pub(crate) fn by_end(&self) -> impl Iterator<Item = &Record> {
        self.by_age.iter().map(|(_, record)| &**record)
    }

    /// Puts them in the order other options want.
    pub(crate) fn reorder(&mut self, options: &Options) {
        let all = std::mem::take(self);
        for (_, record) in all.by_age {
            self.keep(record, options);
        }
    }

    /// Drops what is older than the retention.
    pub(crate) fn expire(&mut self, now: u64, options: &Options) {
        let kept = millis(options.record_retention);
        while let Some((place, record)) = self.by_age.front() {
            if record.ended_at.saturating_add(kept) > now {
                break;
            }
            self.by_id.remove(&record.call_id);
            self.in_order.remove(place);
            self.by_age.pop_front();
        }
    }

    /// Records of calls that ended before that number, latest first, with their numbers.
    pub(crate) fn ended_before(
        &self,
        number: Option<u64>,
    ) -> impl Iterator<Item = (u64, &Arc<Record>)> {
        let end = number.map_or(self.by_age.len(), |number| {
            self.by_age.partition_point(|((_, own), _)| *own < number)
        });
        let earlier = self.by_age.range(..end).rev();
        earlier.map(|((_, own), record)| (*own, record))
    }

    pub(crate) fn of(&self, id: CallId) -> Option<&Arc<Record>> {
        self.by_id.get(&id)
    }

    /// How many are kept, and how many ever were.
    pub(crate) fn count(&self) -> (usize, u64) {
        (self.by_age.len(), self.serial)
    }

    pub(crate) fn get(&self, id: CallId, now: u64, options: &Options) -> Option<&Arc<Record>> {
        self.by_id.get(&id).filter(|r| readable(r, now, options))
    }

    pub(crate) fn find(&self, filter: &RecordFilter, now: u64, options: &Options) -> Found {
        let seconds = now / 1_000;
        let oldest = now.saturating_sub(millis(options.record_retention)) / 1_000;
        let start = as_seconds(filter.start_time, oldest).max(oldest);
        let end = as_seconds(filter.end_time, seconds);
        let size = filter.page_size.unwrap_or(options.default_page_size);
        let size = options.max_page_size.map_or(size, |most| size.min(most));
        let page = filter.page.unwrap_or(1).max(1);
        let skip = (page - 1).saturating_mul(size);

        let mut total = 0_u64;
        let mut records = Vec::new();
        let mut consider = |record: &Arc<Record>| {
            if !readable(record, now, options) || !matches(record, filter, options) {
                return;
            }
            if total >= skip && total - skip < size {
                records.push(Arc::clone(record));
            }
            total += 1;
        };
        // A range whose start lies behind its end holds nothing; the map would refuse it.
        if start <= end {
            let range = self.in_order.range((start, 0)..=(end, u64::MAX));
            match options.record_order {
                Order::Ascending => range.for_each(|(_, record)| consider(record)),
                Order::Descending => range.rev().for_each(|(_, record)| consider(record)),
            }
        }
        let is_last = skip.saturating_add(size) >= total;
        let page = if records.is_empty() || (is_last && options.last_page_says_zero) {
            0
        } else {
            page
        };
        Found {
            total,
            page,
            records,
        }
    }
}

fn readable(record: &Record, now: u64, options: &Options) -> bool {
    record.ended_at.saturating_add(millis(options.record_delay)) <= now
}

fn matches(record: &Record, filter: &RecordFilter, options: &Options) -> bool {
    !options.record_filters
        || (filter.result.is_none_or(|wanted| wanted == record.result)
            && filter
                .call_type
                .is_none_or(|wanted| wanted == record.call_type))
}

/// A moment before the epoch is the epoch.
fn as_seconds(value: Option<i64>, otherwise: u64) -> u64 {
    value.map_or(otherwise, |v| u64::try_from(v).unwrap_or(0))
}

pub(crate) fn millis(span: std::time::Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
