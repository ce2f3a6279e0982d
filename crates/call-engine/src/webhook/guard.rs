//! Whether an event came before.

use std::collections::{HashSet, VecDeque};
use std::fmt::{self, Write as _};
use std::future::{self, Future};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use call_engine_types::webhook::WebhookEvent;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// What two deliveries of the same event have in common: a digest of command, CallId and EventTime, for member changes
/// also of the changed accounts and their actions, in any order (*inferred*, TP-1).
///
/// An event without CallId or EventTime, or one the contract does not know, is known by its whole body.
///
/// Always 32 bytes, however long the event; `Display` shows 64 hex digits, fit as a key of an outside store.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventKey([u8; 32]);

impl EventKey {
    /// The key of an event.
    pub fn of(event: &WebhookEvent) -> Self {
        let (call, time) = (event.call_id(), event.event_time());
        let whole = call.is_empty() || time.is_none();
        let rest = match event {
            WebhookEvent::AfterStartCall(_) | WebhookEvent::AfterEndCall(_) if !whole => json!([]),
            WebhookEvent::AfterMemberChanged(event) if !whole => {
                let mut changes: Vec<[String; 2]> = event
                    .changed_user_list()
                    .iter()
                    .map(|member| {
                        let account = member.user_account.as_ref().map(ToString::to_string);
                        let action = member.action_type.as_ref().map(ToString::to_string);
                        [account.unwrap_or_default(), action.unwrap_or_default()]
                    })
                    .collect();
                changes.sort();
                json!(changes)
            }
            // Written by the types of the contract, which cannot fail.
            other => other.to_json().unwrap_or_default(),
        };
        // As JSON, so that no text can pass for a separator.
        let text = json!([event.command(), call, time, rest]).to_string();
        Self(Sha256::digest(text).into())
    }

    /// The bytes of the digest.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventKey(")?;
        fmt::Display::fmt(self, f)?;
        f.write_char(')')
    }
}

/// Whether an event came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Not as far as is remembered.
    First,
    /// It did: a duplicate.
    Again,
}

/// Why a guard cannot tell.
pub type GuardError = Box<dyn std::error::Error + Send + Sync>;

/// What a guard says, at some time.
pub type Verdict<'a> = Pin<Box<dyn Future<Output = Result<Seen, GuardError>> + Send + 'a>>;

/// Remembers events and tells duplicates.
///
/// [`MemoryGuard`] is one for a single process. For several processes implement it on a store they share, such as
/// Redis with `SET key 1 NX EX seconds`: the key is new, then [`Seen::First`]; else [`Seen::Again`].
pub trait Guard: Send + Sync {
    /// Remembers an event and says whether it was remembered already, in one step.
    fn check(&self, key: EventKey) -> Verdict<'_>;
}

/// A guard in memory, bounded in events and in age.
///
/// An event that comes again is always told while it is among the last `capacity` different events and was first seen
/// less than `age` ago. One event takes about a hundred bytes.
pub struct MemoryGuard {
    capacity: usize,
    age: Duration,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    known: HashSet<EventKey>,
    order: VecDeque<(EventKey, SystemTime)>,
}

impl Default for MemoryGuard {
    /// Ten thousand events and an hour; the sibling products repeat for a minute at most.
    fn default() -> Self {
        Self::new(10_000, Duration::from_secs(60 * 60))
    }
}

impl fmt::Debug for MemoryGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryGuard")
            .field("capacity", &self.capacity)
            .field("age", &self.age)
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

impl MemoryGuard {
    /// A guard that remembers so many events for so long.
    pub fn new(capacity: usize, age: Duration) -> Self {
        Self {
            capacity,
            age,
            clock: Box::new(SystemTime::now),
            memory: Mutex::default(),
        }
    }

    /// The same with another clock, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Remembers an event and says whether it was remembered already.
    pub fn seen(&self, key: EventKey) -> Seen {
        let now = (self.clock)();
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that went back makes entries younger, never older.
        let old = |since: SystemTime| now.duration_since(since).is_ok_and(|age| age >= self.age);
        while let Some((first, _)) = memory.order.front().copied().filter(|(_, at)| old(*at)) {
            memory.known.remove(&first);
            memory.order.pop_front();
        }
        if memory.known.contains(&key) {
            return Seen::Again;
        }
        if self.capacity == 0 {
            return Seen::First;
        }
        while memory.order.len() >= self.capacity {
            if let Some((first, _)) = memory.order.pop_front() {
                memory.known.remove(&first);
            }
        }
        memory.known.insert(key);
        memory.order.push_back((key, now));
        Seen::First
    }

    /// How many events are remembered; never more than the capacity.
    pub fn len(&self) -> usize {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.order.len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Guard for MemoryGuard {
    fn check(&self, key: EventKey) -> Verdict<'_> {
        Box::pin(future::ready(Ok(self.seen(key))))
    }
}

impl<G: Guard + ?Sized> Guard for std::sync::Arc<G> {
    fn check(&self, key: EventKey) -> Verdict<'_> {
        (**self).check(key)
    }
}
