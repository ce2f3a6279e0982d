//! The events of a call in their order.

use std::collections::{BTreeMap, HashMap};

use call_engine_types::webhook::WebhookEvent;

/// The events of the calls of late, each call's in order. Bounded in calls and in events per call.
///
/// Deliveries come in any order (*inferred*); `EventTime` orders them. An ended call stays ended: what comes after its
/// end is marked, whatever its `EventTime`. `EventTime` is compared with nothing but `EventTime`, since a sample has one
/// that lies before the start of its call (W-5); for the same reason an end is last whatever its own `EventTime`.
///
/// ```
/// use call_engine::webhook::{self, Placement, Timelines};
///
/// let event = |command: &str, time: i64| {
///     let body = format!(
///         r#"{{"CallbackCommand":"{command}","CallId":"c1","CallRecord":{{"CallId":"c1"}},"EventTime":{time}}}"#
///     );
///     webhook::read(body.as_bytes())
/// };
/// let mut calls = Timelines::new(1_000, 64);
/// assert_eq!(calls.place(event("Call.CallbackAfterMemberChanged", 2_000)?), Placement::Latest);
/// assert_eq!(calls.place(event("Call.CallbackAfterMemberChanged", 1_000)?), Placement::Earlier);
/// assert_eq!(calls.place(event("Call.CallbackAfterEndCall", 1_500)?), Placement::Latest);
/// assert_eq!(calls.place(event("Call.CallbackAfterMemberChanged", 3_000)?), Placement::AfterEnd);
/// assert!(calls.get("c1").is_some_and(|call| call.has_ended()));
/// # Ok::<(), webhook::WebhookError>(())
/// ```
#[derive(Debug)]
pub struct Timelines {
    calls: usize,
    events: usize,
    by_call: HashMap<String, Timeline>,
    /// Calls by when they were touched last.
    touched: BTreeMap<u64, String>,
    touches: u64,
}

/// The events of a call in their order.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    entries: Vec<Entry>,
    ended: bool,
    forgotten: usize,
    touched: u64,
}

#[derive(Clone, Debug)]
struct Entry {
    /// Ends are last; then by time.
    place: (bool, i64),
    event: WebhookEvent,
}

/// Where an event stands among those of its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Placement {
    /// Nothing later is known: it says how things are.
    Latest,
    /// Something later came before it: it says how things were.
    Earlier,
    /// The call has ended already: it must not bring it back.
    AfterEnd,
    /// It names no call, and is not kept.
    NoCall,
}

impl Timelines {
    /// Remembers so many calls, and so many events of each. The call untouched for longest is forgotten first, and of a
    /// call the earliest event; that a call has ended is remembered as long as the call.
    pub fn new(calls: usize, events: usize) -> Self {
        Self {
            calls,
            events,
            by_call: HashMap::new(),
            touched: BTreeMap::new(),
            touches: 0,
        }
    }

    /// Keeps an event and says where it stands.
    pub fn place(&mut self, event: WebhookEvent) -> Placement {
        let call = event.call_id();
        if call.is_empty() || self.calls == 0 {
            return Placement::NoCall;
        }
        let call = call.to_owned();
        self.touches += 1;
        let events = self.events;
        let timeline = self.by_call.entry(call.clone()).or_default();
        self.touched.remove(&timeline.touched);
        timeline.touched = self.touches;
        let placement = timeline.place(event, events);
        self.touched.insert(self.touches, call);
        while self.by_call.len() > self.calls {
            let Some((_, oldest)) = self.touched.pop_first() else {
                break;
            };
            self.by_call.remove(&oldest);
        }
        placement
    }

    /// The events of a call, if it is remembered.
    pub fn get(&self, call_id: &str) -> Option<&Timeline> {
        self.by_call.get(call_id)
    }

    /// Forgets a call and gives its events.
    pub fn remove(&mut self, call_id: &str) -> Option<Timeline> {
        let timeline = self.by_call.remove(call_id)?;
        self.touched.remove(&timeline.touched);
        Some(timeline)
    }

    /// How many calls are remembered.
    pub fn len(&self) -> usize {
        self.by_call.len()
    }

    /// Whether no call is remembered.
    pub fn is_empty(&self) -> bool {
        self.by_call.is_empty()
    }
}

/// Remembers 10,000 calls, and 100 events of each.
impl Default for Timelines {
    fn default() -> Self {
        Self::new(10_000, 100)
    }
}

impl Timeline {
    fn place(&mut self, event: WebhookEvent, limit: usize) -> Placement {
        let end = matches!(event, WebhookEvent::AfterEndCall(_));
        let alive = self.entries.iter().rev().find(|entry| !entry.place.0);
        let latest = alive.map(|entry| entry.place.1);
        // Without a time it is as late as anything known.
        let time = event.event_time().or(latest).unwrap_or(i64::MIN);
        let placement = match latest {
            _ if self.ended => Placement::AfterEnd,
            Some(latest) if !end && time < latest => Placement::Earlier,
            _ => Placement::Latest,
        };
        self.ended |= end;
        let place = (end, time);
        let index = self.entries.partition_point(|entry| entry.place <= place);
        self.entries.insert(index, Entry { place, event });
        if self.entries.len() > limit {
            self.entries.remove(0);
            self.forgotten += 1;
        }
        placement
    }

    /// The events by `EventTime`, those of the same time as they came, ends last.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = &WebhookEvent> + ExactSizeIterator {
        self.entries.iter().map(|entry| &entry.event)
    }

    /// Whether an event told the end of the call.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// How many early events were forgotten, because there were too many.
    pub fn forgotten(&self) -> usize {
        self.forgotten
    }
}
