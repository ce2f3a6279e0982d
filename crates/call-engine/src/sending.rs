//! Setting a client up: how requests are sent.

use std::time::Duration;

use crate::builder::ClientBuilder;

/// How requests are sent.
pub(crate) struct Sending {
    pub random: Box<dyn Fn() -> u32 + Send + Sync>,
    pub timeout: Duration,
    pub answer_limit: usize,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            random: Box::new(|| fastrand::u32(..)),
            timeout: Duration::from_secs(10),
            answer_limit: 16 * 1024 * 1024,
        }
    }
}

impl ClientBuilder {
    /// Longest wait for an answer, connecting included; default 10 s. The service gives itself 3 s.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.sending.timeout = limit;
        self
    }

    /// Longest answer in bytes; default 16 MiB.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.sending.answer_limit = bytes;
        self
    }

    /// Where the `random` of each request comes from; for tests.
    pub fn random(mut self, random: impl Fn() -> u32 + Send + Sync + 'static) -> Self {
        self.sending.random = Box::new(random);
        self
    }
}
