//! Setting a client up: how requests are sent.

use std::sync::Arc;
use std::time::Duration;

use crate::builder::ClientBuilder;
use crate::observer::Observer;
use crate::pace::{LocalPace, Pace};
use crate::retry::{RetryBudget, RetryPolicy};

/// How requests are sent.
#[derive(Clone)]
pub(crate) struct Sending {
    pub random: Arc<dyn Fn() -> u32 + Send + Sync>,
    pub timeout: Duration,
    pub answer_limit: usize,
    pub retry: RetryPolicy,
    /// For policies without one of their own.
    pub budget: RetryBudget,
    pub pace: Option<Arc<dyn Pace>>,
    pub observer: Option<Arc<dyn Observer>>,
    /// Takes the place of the network.
    #[cfg(feature = "testing")]
    pub fake: Option<crate::testing::Fake>,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            random: Arc::new(|| fastrand::u32(..)),
            timeout: Duration::from_secs(10),
            answer_limit: 16 * 1024 * 1024,
            retry: RetryPolicy::default(),
            budget: RetryBudget::default(),
            pace: Some(Arc::new(LocalPace::new())),
            observer: None,
            #[cfg(feature = "testing")]
            fake: None,
        }
    }
}

impl Sending {
    pub(crate) fn budget(&self) -> &RetryBudget {
        self.retry.budget.as_ref().unwrap_or(&self.budget)
    }
}

impl ClientBuilder {
    /// Longest wait for an answer in one attempt, connecting included; default 10 s. The service gives itself 3 s, so
    /// less than that leaves outcomes unknown that would have become known.
    ///
    /// For the time of all attempts see [`RetryPolicy::total_time`], for that of connecting
    /// [`connect_timeout`](Self::connect_timeout).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.sending.timeout = limit;
        self
    }

    /// How often and how long a request is tried; see [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.sending.retry = policy;
        self
    }

    /// How many requests of a command may begin in a second: by default as many as the service allows
    /// ([`LocalPace`]); `None` for no limit.
    pub fn pace(mut self, pace: Option<Arc<dyn Pace>>) -> Self {
        self.sending.pace = pace;
        self
    }

    /// Who watches requests, for metrics and logs. Two observers are given as a pair.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.sending.observer = Some(Arc::new(observer));
        self
    }

    /// Longest answer in bytes; default 16 MiB.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.sending.answer_limit = bytes;
        self
    }

    /// Where the `random` of each attempt and the length of pauses come from; for tests.
    pub fn random(mut self, random: impl Fn() -> u32 + Send + Sync + 'static) -> Self {
        self.sending.random = Arc::new(random);
        self
    }
}
