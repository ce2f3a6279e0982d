//! How often and how long a request is tried.

use std::time::Duration;

use super::{Backoff, RetryBudget};

/// How often and how long a request is tried. A value: every method returns a changed one.
///
/// A policy limits retries, it does not permit them. Whether an attempt may be repeated at all is decided by its command
/// and by what is known of it, and no policy can make a call ring twice:
///
/// | The attempt ended with | Reads and commands that may run twice | Commands that place a call |
/// |---|---|---|
/// | no connection | again | again |
/// | a code the catalogue calls *safe after a pause*, not executed | again | again |
/// | a code that refuses the UserSig, not executed | once, with a new UserSig | once, with a new UserSig |
/// | timeout, broken connection, HTTP 5xx, an answer that is no JSON or too long | again | never |
/// | a code after which the command may have run, or that nobody knows | again | never |
/// | success, any other code (also 101050: no record, or not yet), a redirect, another HTTP 4xx | never | never |
///
/// ```
/// use std::time::Duration;
/// use call_engine::{Backoff, RetryPolicy};
///
/// let patient = RetryPolicy::default()
///     .attempts(5)
///     .total_time(Duration::from_secs(60))
///     .backoff(Backoff::new(Duration::from_secs(1), Duration::from_secs(10)));
/// # let _ = patient;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) total_time: Duration,
    pub(crate) backoff: Backoff,
    pub(crate) budget: Option<RetryBudget>,
}

impl RetryPolicy {
    /// Each request is sent at most once.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Most attempts of one request, the first one included; default 3. An attempt with a new UserSig counts too.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Longest time for all attempts, their pauses and waiting for the [`Pace`](crate::Pace); default 30 s.
    ///
    /// An attempt never runs longer than what is left, and a retry that could not begin before the end is not waited
    /// for. A command that places a call is repeated, or waits for its turn, only while the service would have its 3 s
    /// (or [the client's timeout](crate::ClientBuilder::timeout) if that is shorter): an answer that is cut off would leave
    /// it unknown whether somebody's phone rings.
    pub fn total_time(mut self, limit: Duration) -> Self {
        self.total_time = limit;
        self
    }

    /// Pauses between attempts.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Where retries are taken from, instead of the client's own budget.
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = Some(budget);
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            total_time: Duration::from_secs(30),
            backoff: Backoff::default(),
            budget: None,
        }
    }
}
