//! Where the emulator gets its time from.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;

/// A clock in Unix milliseconds. Clones show the same time, so a test keeps one and gives one away.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    running: bool,
    /// The whole time of a manual clock; what a system clock was moved ahead by.
    millis: AtomicU64,
    /// Woken when the clock is moved.
    sleepers: Mutex<Vec<Weak<Notify>>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(true, 0)
    }

    /// A clock that stands at `unix_millis` until it is advanced.
    pub fn manual(unix_millis: u64) -> Self {
        Self::new(false, unix_millis)
    }

    /// A clock that stands at the machine's time of now until it is advanced.
    pub fn stopped() -> Self {
        Self::manual(system_millis())
    }

    fn new(running: bool, millis: u64) -> Self {
        Self(Arc::new(Inner {
            running,
            millis: AtomicU64::new(millis),
            sleepers: Mutex::new(Vec::new()),
        }))
    }

    /// The time, in milliseconds since the Unix epoch.
    pub fn now_millis(&self) -> u64 {
        let own = self.0.millis.load(Ordering::SeqCst);
        if self.0.running {
            system_millis().saturating_add(own)
        } else {
            own
        }
    }

    /// Whether it goes on by itself; one that stands is moved by [`advance`](Self::advance) alone.
    pub fn runs(&self) -> bool {
        self.0.running
    }

    /// Moves the clock ahead. A system clock goes on from there.
    pub fn advance(&self, by: Duration) {
        let by = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        let add = |own: u64| Some(own.saturating_add(by));
        // The update never declines, so there is no failure to report.
        let _ = self
            .0
            .millis
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, add);
        let mut sleepers = self.sleepers();
        sleepers.retain(|sleeper| sleeper.strong_count() > 0);
        for sleeper in sleepers.iter().filter_map(Weak::upgrade) {
            sleeper.notify_one();
        }
    }

    /// Has somebody woken whenever the clock is moved.
    pub(crate) fn wakes(&self, sleeper: &Arc<Notify>) {
        self.sleepers().push(Arc::downgrade(sleeper));
    }

    fn sleepers(&self) -> std::sync::MutexGuard<'_, Vec<Weak<Notify>>> {
        self.0
            .sleepers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// How long to wait until it shows `due`; `None` if it does not run by itself.
    pub(crate) fn until(&self, due: u64) -> Option<Duration> {
        let left = due.saturating_sub(self.now_millis());
        self.0.running.then(|| Duration::from_millis(left))
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock")
            .field("running", &self.0.running)
            .field("now_millis", &self.now_millis())
            .finish()
    }
}

fn system_millis() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| u64::try_from(since.as_millis()).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_stands_until_it_is_advanced() {
        let clock = Clock::manual(1_000);
        let other = clock.clone();
        assert_eq!(clock.now_millis(), 1_000);
        clock.advance(Duration::from_secs(2));
        assert_eq!(other.now_millis(), 3_000);
        clock.advance(Duration::MAX);
        assert_eq!(other.now_millis(), u64::MAX);
    }

    #[test]
    fn a_system_clock_can_be_moved_ahead() {
        let clock = Clock::system();
        let before = clock.now_millis();
        clock.advance(Duration::from_secs(3_600));
        assert!(clock.now_millis() >= before + 3_600_000);
    }
}
