//! Where the emulator gets its time from.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use tokio::sync::Notify;

/// A clock in Unix milliseconds. Clones show the same time, so a test keeps one and gives one away.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    source: Source,
    /// Added to the source: the whole time of a clock that stands, what any other was moved ahead by.
    millis: AtomicU64,
    /// Woken when the clock is moved.
    sleepers: Mutex<Vec<Weak<Notify>>>,
}

/// Whether a clock stands, or how fast it runs: `stopped`, `real`, or `x10` for ten times as fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Pace {
    /// It stands until it is advanced.
    Stopped,
    /// It runs as time does.
    Real,
    /// It runs so many times as fast.
    Times(NonZeroU32),
}

impl FromStr for Pace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong =
            || format!("`{text}` is no pace: write stopped, real, or x10 for ten times as fast");
        match text {
            "stopped" => Ok(Self::Stopped),
            "real" => Ok(Self::Real),
            _ => {
                let factor = text
                    .strip_prefix('x')
                    .and_then(|factor| factor.parse().ok());
                factor.map(Self::Times).ok_or_else(wrong)
            }
        }
    }
}

impl TryFrom<String> for Pace {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => f.write_str("stopped"),
            Self::Real => f.write_str("real"),
            Self::Times(factor) => write!(f, "x{factor}"),
        }
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Pace {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pace".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "`stopped`, `real`, or `x10` for ten times as fast",
            "type": "string",
            "pattern": "^(stopped|real|x[1-9][0-9]*)$",
            "examples": ["stopped", "real", "x10"],
        })
    }
}

/// What moves a clock by itself.
enum Source {
    /// Nothing.
    Nothing,
    /// The machine's clock.
    System,
    /// Time that passes from a moment on, a whole number of times as fast.
    Since(Instant, NonZeroU32),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(Source::System, 0)
    }

    /// A clock that stands at `unix_millis` until it is advanced.
    pub fn manual(unix_millis: u64) -> Self {
        Self::new(Source::Nothing, unix_millis)
    }

    /// A clock that stands at the machine's time of now until it is advanced.
    pub fn stopped() -> Self {
        Self::manual(system_millis())
    }

    /// A clock that begins at the machine's time of now and runs so many times as fast; 0 stands still.
    ///
    /// ```
    /// use call_engine_emulator::Clock;
    ///
    /// let clock = Clock::accelerated(60); // a minute each second
    /// # let _ = clock;
    /// ```
    pub fn accelerated(factor: u32) -> Self {
        Self::accelerated_from(system_millis(), factor)
    }

    /// A clock that begins at `unix_millis` and runs so many times as fast as time; 0 stands still.
    pub fn accelerated_from(unix_millis: u64, factor: u32) -> Self {
        let source = match NonZeroU32::new(factor) {
            Some(factor) => Source::Since(Instant::now(), factor),
            None => Source::Nothing,
        };
        Self::new(source, unix_millis)
    }

    /// A clock of that pace that begins at `start` (Unix milliseconds), or at the machine's time of now.
    pub fn with_pace(pace: Pace, start: Option<u64>) -> Self {
        match (pace, start) {
            (Pace::Real, None) => Self::system(),
            (Pace::Real, Some(start)) => Self::accelerated_from(start, 1),
            (Pace::Stopped, start) => Self::manual(start.unwrap_or_else(system_millis)),
            (Pace::Times(factor), start) => {
                Self::accelerated_from(start.unwrap_or_else(system_millis), factor.get())
            }
        }
    }

    fn new(source: Source, millis: u64) -> Self {
        Self(Arc::new(Inner {
            source,
            millis: AtomicU64::new(millis),
            sleepers: Mutex::new(Vec::new()),
        }))
    }

    /// The time, in milliseconds since the Unix epoch.
    pub fn now_millis(&self) -> u64 {
        let passed = match &self.0.source {
            Source::Nothing => 0,
            Source::System => system_millis(),
            Source::Since(start, factor) => {
                let micros = start.elapsed().as_micros();
                let millis = micros.saturating_mul(u128::from(factor.get())) / 1_000;
                u64::try_from(millis).unwrap_or(u64::MAX)
            }
        };
        passed.saturating_add(self.0.millis.load(Ordering::SeqCst))
    }

    /// Whether it shows the machine's time.
    pub(crate) fn is_the_machines(&self) -> bool {
        matches!(self.0.source, Source::System) && self.0.millis.load(Ordering::SeqCst) == 0
    }

    /// Whether time passes by itself.
    pub fn is_running(&self) -> bool {
        !matches!(self.0.source, Source::Nothing)
    }

    /// Moves the clock ahead. One that runs goes on from there.
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

    /// Moves the clock ahead if it is behind that time.
    pub(crate) fn not_before(&self, unix_millis: u64) {
        let behind = unix_millis.saturating_sub(self.now_millis());
        if behind > 0 {
            self.advance(Duration::from_millis(behind));
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
        match &self.0.source {
            Source::Nothing => None,
            Source::System => Some(Duration::from_millis(left)),
            Source::Since(_, factor) => {
                // Rounded up: who wakes too early only has to sleep again.
                let micros = left.saturating_mul(1_000).div_ceil(factor.get().into());
                Some(Duration::from_micros(micros))
            }
        }
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
            .field("running", &self.is_running())
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
    fn an_accelerated_clock_runs_and_says_how_soon() {
        let clock = Clock::accelerated_from(1_000, 1_000);
        let due = 1_000 + 3_600_000;
        let rest = clock.until(due).expect("it runs");
        assert!(rest <= Duration::from_millis(3_600), "{rest:?}");
        clock.advance(Duration::from_secs(3_590));
        let rest = clock.until(due).expect("it runs");
        assert!(rest <= Duration::from_millis(10), "{rest:?}");
        clock.advance(Duration::from_secs(10));
        assert!(clock.now_millis() >= due);
        assert_eq!(clock.until(due), Some(Duration::ZERO));
        assert_eq!(Clock::accelerated(0).until(due), None);
        assert!(!Clock::accelerated(0).is_running());
    }

    #[test]
    fn a_pace_is_a_word() {
        for word in ["stopped", "real", "x10"] {
            let pace: Pace = word.parse().expect("a pace");
            assert_eq!(pace.to_string(), word);
            let start = Clock::with_pace(pace, Some(1_000)).now_millis();
            assert!((1_000..600_000).contains(&start), "{start}");
        }
        for word in ["", "x0", "x", "10", "x-1", "x1.5", "Stopped"] {
            let error = word.parse::<Pace>().unwrap_err();
            assert!(error.contains("stopped, real, or x10"), "{error}");
        }
    }

    #[test]
    fn a_system_clock_can_be_moved_ahead() {
        let clock = Clock::system();
        let before = clock.now_millis();
        clock.advance(Duration::from_secs(3_600));
        assert!(clock.now_millis() >= before + 3_600_000);
    }
}
