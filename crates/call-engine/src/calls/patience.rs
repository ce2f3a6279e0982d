//! Pauses between looks, and the failures that are sat out.

use std::time::Duration;

use call_engine_types::code::Retry;
use tokio::time::{self, Instant};

use crate::error::Error;

/// How often to look: the first pause, each half as long again, up to the longest; and until when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    first: Duration,
    longest: Duration,
    deadline: Option<Instant>,
    next: Duration,
}

impl Patience {
    pub(super) fn new(first: Duration, longest: Duration, deadline: Option<Instant>) -> Self {
        let longest = longest.max(first);
        Self {
            first,
            longest,
            deadline,
            next: first,
        }
    }

    /// Waits for the next look; `false` when the time is up. The last look is at the deadline itself.
    pub(super) async fn pause(&mut self) -> bool {
        let now = Instant::now();
        if self.deadline.is_some_and(|deadline| now >= deadline) {
            return false;
        }
        let pause = spread(self.step());
        let left = self.deadline.map_or(pause, |deadline| deadline - now);
        time::sleep(pause.min(left)).await;
        true
    }

    fn step(&mut self) -> Duration {
        // A pause of nothing would be a busy loop.
        let pause = self.next.max(Duration::from_millis(1));
        self.next = pause
            .saturating_add(pause / 2)
            .min(self.longest)
            .max(self.first);
        pause
    }
}

/// Takes up to a fifth off, so that calls that were started together are not looked at together.
fn spread(pause: Duration) -> Duration {
    pause.saturating_sub(pause.mul_f64(0.2 * fastrand::f64()))
}

/// Whether looking again can help. Only for commands that change nothing.
pub(super) fn passes(error: &Error) -> bool {
    let code = error
        .info()
        .is_some_and(|info| matches!(info.retry(), Retry::Delay | Retry::Idempotent));
    code || error.is_connect()
        || error.is_timeout()
        || error.is_transport()
        || error.is_not_the_service()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_by_half_up_to_the_longest() {
        let millis = Duration::from_millis;
        let mut patience = Patience::new(millis(500), millis(3000), None);
        let pauses: Vec<Duration> = (0..7).map(|_| patience.step()).collect();
        let expected = [500, 750, 1125].map(millis);
        assert_eq!(pauses[..3], expected);
        assert_eq!(pauses[6], millis(3000));
        assert!(pauses.is_sorted());
        for pause in pauses {
            let spread = spread(pause);
            assert!(
                spread <= pause && spread >= pause.mul_f64(0.79),
                "{spread:?}"
            );
        }
    }

    #[test]
    fn no_pause_is_nothing_at_all() {
        let mut patience = Patience::new(Duration::ZERO, Duration::ZERO, None);
        assert!((0..9).all(|_| !patience.step().is_zero()));
        let mut patience = Patience::new(Duration::MAX, Duration::MAX, None);
        assert!((0..9).all(|_| patience.step() == Duration::MAX));
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_look_is_at_the_deadline_and_not_after() {
        let began = Instant::now();
        let deadline = began + Duration::from_secs(5);
        let second = Duration::from_secs(1);
        let mut patience = Patience::new(second, 2 * second, Some(deadline));
        let mut looks = 0;
        while patience.pause().await {
            looks += 1;
        }
        assert_eq!(Instant::now(), deadline);
        assert!((3..=6).contains(&looks), "{looks}");
    }
}
