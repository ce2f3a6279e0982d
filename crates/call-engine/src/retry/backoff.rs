//! How long to pause before a request is sent again.

use std::time::Duration;

/// Pauses between attempts: random, below a ceiling that doubles from retry to retry.
///
/// The whole pause is random ("full jitter"), so that clients that failed together do not come back together.
///
/// ```
/// use std::time::Duration;
/// use call_engine::Backoff;
///
/// let backoff = Backoff::new(Duration::from_millis(100), Duration::from_millis(300));
/// assert_eq!(backoff.ceiling(1), Duration::from_millis(100));
/// assert_eq!(backoff.ceiling(2), Duration::from_millis(200));
/// assert_eq!(backoff.ceiling(3), Duration::from_millis(300));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
}

impl Backoff {
    /// Ceilings of `first`, twice `first` and so on, up to `longest`.
    pub const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest }
    }

    /// No pauses.
    pub const fn none() -> Self {
        Self::new(Duration::ZERO, Duration::ZERO)
    }

    /// The longest pause before a retry; the first one is 1.
    pub fn ceiling(&self, retry: u32) -> Duration {
        let doublings = retry.saturating_sub(1).min(31);
        self.first.saturating_mul(1 << doublings).min(self.longest)
    }

    /// The pause before a retry, for a random number of 32 bits.
    pub(crate) fn pause(&self, retry: u32, random: u32) -> Duration {
        let ceiling = u64::try_from(self.ceiling(retry).as_nanos()).unwrap_or(u64::MAX);
        let part = u128::from(ceiling) * u128::from(random) / u128::from(u32::MAX);
        Duration::from_nanos(u64::try_from(part).unwrap_or(u64::MAX))
    }
}

impl Default for Backoff {
    /// 250 ms, 500 ms, 1 s and so on, up to 5 s.
    fn default() -> Self {
        Self::new(Duration::from_millis(250), Duration::from_secs(5))
    }
}
