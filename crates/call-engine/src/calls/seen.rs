//! What webhooks told.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use call_engine_types::Room;
use call_engine_types::types::CallRecord;
use call_engine_types::webhook::WebhookEvent;

/// Rooms that are remembered unless told otherwise.
const CAPACITY: usize = 10_000;

/// Which calls webhooks told of, by their room: lets [`FindCall::seen`](super::FindCall::seen) find a call that still
/// runs.
///
/// Give every webhook to [`note`](Self::note); clones share what they know. It remembers the latest call of each of the
/// last 10,000 rooms, and nothing beyond the life of the program. Repetitions and any order are fine.
#[derive(Clone)]
pub struct Seen {
    calls: Arc<Mutex<Calls>>,
}

struct Calls {
    by_room: HashMap<String, SeenCall>,
    /// The rooms, longest known first.
    rooms: VecDeque<String>,
    capacity: usize,
}

/// A call that a webhook told of.
#[derive(Clone, Debug)]
pub(super) struct SeenCall {
    pub(super) id: String,
    pub(super) record: Option<CallRecord>,
}

impl Seen {
    /// Knows nothing yet.
    #[inline]
    pub fn new() -> Self {
        Self::with_capacity(CAPACITY)
    }

    /// Remembers this number of rooms, at least one.
    #[inline]
    pub fn with_capacity(rooms: usize) -> Self {
        let calls = Calls {
            by_room: HashMap::new(),
            rooms: VecDeque::new(),
            capacity: rooms.max(1),
        };
        Self {
            calls: Arc::new(Mutex::new(calls)),
        }
    }

    /// Takes what a webhook tells. Webhooks about members name no room, and are of no use here.
    #[inline]
    pub fn note(&self, event: &WebhookEvent) {
        let (room, id, record) = match event {
            WebhookEvent::AfterStartCall(event) => match &event.call_info {
                Some(call) => (call.room_id(), call.call_id(), None),
                None => return,
            },
            WebhookEvent::AfterEndCall(event) => match &event.call_record {
                Some(record) => (record.room_id(), record.call_id(), Some(record.clone())),
                None => return,
            },
            _ => return,
        };
        if !room.is_empty() && !id.is_empty() {
            let id = id.to_owned();
            self.lock().put(room, SeenCall { id, record });
        }
    }

    #[inline]
    pub(super) fn call_in(&self, room: &Room) -> Option<SeenCall> {
        self.lock().by_room.get(&room.to_string()).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Calls> {
        // Nothing is left half done in there.
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Calls {
    #[inline]
    fn put(&mut self, room: &str, call: SeenCall) {
        if let Some(known) = self.by_room.get_mut(room) {
            // A start that comes late does not open an ended call again.
            if known.id != call.id || call.record.is_some() {
                *known = call;
            }
            return;
        }
        if self.rooms.len() == self.capacity
            && let Some(oldest) = self.rooms.pop_front()
        {
            self.by_room.remove(&oldest);
        }
        self.rooms.push_back(room.to_owned());
        self.by_room.insert(room.to_owned(), call);
    }
}

impl Default for Seen {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen")
            .field("rooms", &self.lock().rooms.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use call_engine_types::webhook;

    use super::*;

    fn start(id: &str, room: &str) -> WebhookEvent {
        let body = format!(
            r#"{{"CallbackCommand":"Call.CallbackAfterStartCall","CallInfo":{{"CallId":"{id}","RoomId":"{room}","RoomIdType":2}}}}"#
        );
        webhook::read(body.as_bytes()).expect("an event")
    }

    fn end(id: &str, room: &str) -> WebhookEvent {
        let body = format!(
            r#"{{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{{"CallId":"{id}","RoomId":"{room}","RoomIdType":2}}}}"#
        );
        webhook::read(body.as_bytes()).expect("an event")
    }

    #[test]
    fn a_late_or_repeated_start_does_not_open_an_ended_call_again() {
        let seen = Seen::new();
        for event in [start("c1", "r"), end("c1", "r"), start("c1", "r")] {
            seen.note(&event);
        }
        let call = seen.call_in(&Room::from("r")).expect("a call");
        assert!(call.record.is_some());
        seen.note(&start("c2", "r"));
        let call = seen.call_in(&Room::from("r")).expect("a call");
        assert_eq!((call.id.as_str(), call.record.is_some()), ("c2", false));
    }

    #[test]
    fn the_rooms_known_longest_are_forgotten_and_empty_ones_never_known() {
        let seen = Seen::with_capacity(2);
        for room in ["a", "b", "c", ""] {
            seen.note(&start("c1", room));
        }
        let known = |room: &str| seen.call_in(&Room::from(room)).is_some();
        assert_eq!(["a", "b", "c", ""].map(known), [false, true, true, false]);
    }
}
