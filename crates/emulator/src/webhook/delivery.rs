//! What became of a webhook.

use std::sync::Arc;

use crate::engine::CallId;
use crate::ring::Weight;

/// One webhook and what became of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Delivery {
    /// Its number, from 1 on; the second sending of a doubled one has a number of its own.
    pub number: u64,
    /// The call it tells of.
    pub call_id: CallId,
    /// Its event, such as `Call.CallbackAfterEndCall`.
    pub command: &'static str,
    /// The address with its whole query. It may hold the receiver's own secret.
    pub url: Arc<str>,
    /// The body, as it was or will be sent.
    pub body: Arc<[u8]>,
    /// When the event happened, in Unix milliseconds of the emulator's clock.
    pub event_at: u64,
    /// Each sending; none while it waits, and for one that is never sent.
    pub attempts: Vec<Attempt>,
    /// Whether nothing more will happen to it.
    pub done: bool,
}

impl Delivery {
    /// Whether somebody answered it as the vendor wants: 200, and in time.
    pub fn arrived(&self) -> bool {
        let answered =
            |attempt: &Attempt| matches!(attempt.outcome, Outcome::Answered { status: 200, .. });
        self.attempts.iter().any(answered)
    }
}

/// One sending of a webhook.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Attempt {
    /// When it began, in Unix milliseconds of the emulator's clock.
    pub at: u64,
    /// What came back.
    pub outcome: Outcome,
}

/// What came back for a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// An answer. The vendor does not look into it.
    Answered {
        /// The HTTP status.
        status: u16,
        /// Its body, at most 4096 bytes of it.
        body: Vec<u8>,
    },
    /// No whole answer within the limit.
    TimedOut,
    /// Nobody there, no HTTP, or nobody to trust; and what to do about it, where that is known.
    Failed(String),
}

impl Weight for Delivery {
    fn bytes(&self) -> usize {
        512 + self.url.len() + self.body.len() + self.attempts.len() * 4_200
    }
}
