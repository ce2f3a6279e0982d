//! What a program may watch while requests are sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Watches requests, for metrics and logs. Every method does nothing unless written.
///
/// Called on the task that sends, so keep it short. Nothing secret can come here: events hold the fields below and nothing else,
/// never a URL, a UserSig or a body. Without an observer nothing is measured.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use call_engine::observer::{Finished, Observer, RetryDecided};
///
/// #[derive(Default)]
/// struct Counters { requests: AtomicU64, retries: AtomicU64 }
///
/// impl Observer for Counters {
///     fn retry_decided(&self, _: &RetryDecided<'_>) {
///         self.retries.fetch_add(1, Ordering::Relaxed);
///     }
///     fn finished(&self, _: &Finished<'_>) {
///         self.requests.fetch_add(1, Ordering::Relaxed);
///     }
/// }
/// ```
pub trait Observer: Send + Sync {
    /// An attempt waited for its turn ([`Pace`](crate::Pace)).
    fn paced(&self, event: &Paced<'_>) {
        let _ = event;
    }

    /// An attempt begins.
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        let _ = event;
    }

    /// An attempt ended. Follows each [`attempt_started`](Self::attempt_started), also when its future is dropped.
    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let _ = event;
    }

    /// The request will be sent again.
    fn retry_decided(&self, event: &RetryDecided<'_>) {
        let _ = event;
    }

    /// The service called the UserSig expired and its clock differs from this machine's by more than 60 s. UserSigs are
    /// minted by the service's clock from here on.
    fn clock_differs(&self, event: &ClockDiffers<'_>) {
        let _ = event;
    }

    /// The request is over. Comes once for each request that was not refused by its rules, also when its future is
    /// dropped.
    fn finished(&self, event: &Finished<'_>) {
        let _ = event;
    }
}

/// How an attempt, or a request, ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The service answered success.
    Success,
    /// The service answered a code.
    Code,
    /// No connection came about.
    NoConnection,
    /// No answer in time.
    Timeout,
    /// The connection failed after it had come about.
    Broken,
    /// Something that is not the service answered.
    NotTheService,
    /// The answer is longer than the limit.
    TooLarge,
    /// The answer cannot be read.
    Unreadable,
    /// The turn would have come after the total time limit; nothing was sent.
    TooLate,
    /// The client is set up wrongly; nothing was sent.
    NotSent,
    /// The caller dropped the future.
    Abandoned,
}

impl Outcome {
    /// A word for labels of metrics, such as `no_connection`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Code => "code",
            Self::NoConnection => "no_connection",
            Self::Timeout => "timeout",
            Self::Broken => "broken",
            Self::NotTheService => "not_the_service",
            Self::TooLarge => "too_large",
            Self::Unreadable => "unreadable",
            Self::TooLate => "too_late",
            Self::NotSent => "not_sent",
            Self::Abandoned => "abandoned",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An attempt waited for its turn.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Paced<'a> {
    /// The command word; the path for a command the contract does not know.
    pub command: &'a str,
    /// The attempt that waited; the first one is 1.
    pub attempt: u32,
    /// How long.
    pub waited: Duration,
}

/// An attempt begins.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AttemptStarted<'a> {
    /// The command word; the path for a command the contract does not know.
    pub command: &'a str,
    /// Which attempt; the first one is 1.
    pub attempt: u32,
    /// Whether it goes to the backup address.
    pub backup: bool,
}

/// An attempt ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AttemptEnded<'a> {
    /// The command word; the path for a command the contract does not know.
    pub command: &'a str,
    /// Which attempt; the first one is 1.
    pub attempt: u32,
    /// From the start of the attempt to its end.
    pub duration: Duration,
    /// How it ended.
    pub outcome: Outcome,
    /// The code the service answered, if it is not 0.
    pub code: Option<i64>,
    /// The HTTP status, if there was an answer.
    pub http_status: Option<u16>,
    /// The RequestId, if the answer had one.
    pub request_id: Option<&'a str>,
}

/// The request will be sent again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RetryDecided<'a> {
    /// The command word; the path for a command the contract does not know.
    pub command: &'a str,
    /// The attempt that failed; the first one is 1.
    pub attempt: u32,
    /// How it ended.
    pub after: Outcome,
    /// The code the service answered, if any.
    pub code: Option<i64>,
    /// The next attempt begins after this pause.
    pub pause: Duration,
    /// Whether the next attempt has a new UserSig.
    pub renewed: bool,
}

/// The service's clock and this machine's differ.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClockDiffers<'a> {
    /// The command word; the path for a command the contract does not know.
    pub command: &'a str,
    /// How many seconds this machine is behind the service; negative if it is ahead.
    pub behind: i64,
}

/// A request is over.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finished<'a> {
    /// The command word; the path for a command the contract does not know.
    pub command: &'a str,
    /// How often it was sent.
    pub attempts: u32,
    /// From the call of the method to its end, with all waiting.
    pub duration: Duration,
    /// How it ended.
    pub outcome: Outcome,
    /// The code the service answered, if it is not 0.
    pub code: Option<i64>,
    /// Whether the command may have done its work although it did not succeed.
    pub may_have_taken_effect: bool,
    /// The RequestId, if the last answer had one.
    pub request_id: Option<&'a str>,
}

/// Two observers are one.
impl<A: Observer, B: Observer> Observer for (A, B) {
    fn paced(&self, event: &Paced<'_>) {
        self.0.paced(event);
        self.1.paced(event);
    }

    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        self.0.attempt_started(event);
        self.1.attempt_started(event);
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        self.0.attempt_ended(event);
        self.1.attempt_ended(event);
    }

    fn retry_decided(&self, event: &RetryDecided<'_>) {
        self.0.retry_decided(event);
        self.1.retry_decided(event);
    }

    fn clock_differs(&self, event: &ClockDiffers<'_>) {
        self.0.clock_differs(event);
        self.1.clock_differs(event);
    }

    fn finished(&self, event: &Finished<'_>) {
        self.0.finished(event);
        self.1.finished(event);
    }
}

impl<T: Observer + ?Sized> Observer for Arc<T> {
    fn paced(&self, event: &Paced<'_>) {
        (**self).paced(event);
    }

    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        (**self).attempt_started(event);
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        (**self).attempt_ended(event);
    }

    fn retry_decided(&self, event: &RetryDecided<'_>) {
        (**self).retry_decided(event);
    }

    fn clock_differs(&self, event: &ClockDiffers<'_>) {
        (**self).clock_differs(event);
    }

    fn finished(&self, event: &Finished<'_>) {
        (**self).finished(event);
    }
}
