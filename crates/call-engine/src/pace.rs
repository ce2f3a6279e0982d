//! Not more requests per second than the service allows.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use tokio::time::Instant;

/// The window of the service's limits.
const SECOND: Duration = Duration::from_secs(1);

/// Who has their turn when. Implement it to share one limit between machines.
///
/// [`LocalPace`] is the one every client has unless [another](crate::ClientBuilder::pace) is given.
///
/// ```
/// use std::time::Duration;
/// use call_engine::{Pace, Turn};
///
/// /// Asks a server of one's own before each start of a call.
/// struct Shared;
///
/// impl Pace for Shared {
///     fn turn<'a>(&'a self, command: &'a str, _per_second: u32, _within: Duration) -> Turn<'a> {
///         if command != "start_call_by_robot" {
///             return Turn::Now;
///         }
///         Turn::Later(Box::pin(async move {
///             // … wait for an answer of the server …
///             Ok(())
///         }))
///     }
/// }
/// ```
pub trait Pace: Send + Sync {
    /// Asks for the turn of one attempt of a command, of which the service allows `per_second`.
    ///
    /// `command` is the command word, or the path for a command the contract does not know. A wait longer than `within`
    /// would pass the total time limit: answer [`TooLate`] at once; a wait that lasts longer all the same is ended. A turn whose
    /// future is dropped was not taken.
    fn turn<'a>(&'a self, command: &'a str, per_second: u32, within: Duration) -> Turn<'a>;
}

/// The answer of a [`Pace`].
pub enum Turn<'a> {
    /// The attempt begins now.
    Now,
    /// It begins when the future ends.
    Later(Wait<'a>),
}

/// Waiting for a turn.
pub type Wait<'a> = Pin<Box<dyn Future<Output = Result<(), TooLate>> + Send + 'a>>;

impl fmt::Debug for Turn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Now => "Now",
            Self::Later(_) => "Later(…)",
        })
    }
}

/// The turn would come after the total time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLate {
    wait: Duration,
}

impl TooLate {
    /// The turn would come after `wait`.
    pub fn after(wait: Duration) -> Self {
        Self { wait }
    }

    /// How long the wait would have been at least.
    pub fn wait(&self) -> Duration {
        self.wait
    }
}

impl fmt::Display for TooLate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the turn would come after {:?}", self.wait)
    }
}

impl std::error::Error for TooLate {}

/// Keeps to the limit of each command within this process: in any second, not more requests begin than the service allows
/// for the command (200, on every command's page). Who comes first is served first.
///
/// Clones of a client share it; give one to several clients of the same application to share it between them. Begin
/// means the moment before the request is handed to the HTTP client: what the network does to the distance between two
/// requests is not known here.
///
/// ```no_run
/// use std::sync::Arc;
/// use call_engine::{Client, LocalPace};
///
/// let pace = Arc::new(LocalPace::new());
/// let first = Client::builder().pace(Some(pace.clone()));
/// let second = Client::builder().pace(Some(pace));
/// ```
#[derive(Default)]
pub struct LocalPace {
    lanes: RwLock<Vec<Arc<Lane>>>,
}

impl LocalPace {
    /// A pace that nobody has used yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn lane(&self, command: &str) -> Arc<Lane> {
        let found = |lanes: &[Arc<Lane>]| {
            let mut lanes = lanes.iter();
            lanes.find(|lane| *lane.command == *command).cloned()
        };
        let lanes = self.lanes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = found(&lanes) {
            return lane;
        }
        drop(lanes);
        let mut lanes = self.lanes.write().unwrap_or_else(PoisonError::into_inner);
        found(&lanes).unwrap_or_else(|| {
            // Paths of `Client::raw` may be many; a lane nobody used for a second is as good as a new one.
            lanes.retain(|lane| Arc::strong_count(lane) > 1 || !lane.starts().idle());
            let lane = Arc::new(Lane::new(command));
            lanes.push(Arc::clone(&lane));
            lane
        })
    }
}

impl fmt::Debug for LocalPace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalPace").finish_non_exhaustive()
    }
}

impl Pace for LocalPace {
    fn turn<'a>(&'a self, command: &'a str, per_second: u32, within: Duration) -> Turn<'a> {
        let limit = usize::try_from(per_second.max(1)).unwrap_or(usize::MAX);
        let lane = self.lane(command);
        let now = Instant::now();
        let mut starts = lane.starts();
        // Nobody overtakes those who wait.
        if starts.waiting == 0 && starts.take(now, limit).is_ok() {
            return Turn::Now;
        }
        let wait = starts.expected(limit).saturating_duration_since(now);
        if wait > within {
            return Turn::Later(Box::pin(async move { Err(TooLate::after(wait)) }));
        }
        starts.waiting += 1;
        drop(starts);
        let waiting = Waiting(lane);
        Turn::Later(Box::pin(async move {
            let lane = &waiting.0;
            // A fair lock: those who wait get it in their order, and whoever is dropped leaves the queue.
            let _first = lane.queue.lock().await;
            loop {
                let taken = lane.starts().take(Instant::now(), limit);
                match taken {
                    Ok(()) => return Ok(()),
                    Err(free_at) => tokio::time::sleep_until(free_at).await,
                }
            }
        }))
    }
}

/// The turns of one command.
struct Lane {
    command: Box<str>,
    starts: Mutex<Starts>,
    queue: tokio::sync::Mutex<()>,
}

impl Lane {
    fn new(command: &str) -> Self {
        Self {
            command: command.into(),
            starts: Mutex::default(),
            queue: tokio::sync::Mutex::new(()),
        }
    }

    fn starts(&self) -> MutexGuard<'_, Starts> {
        self.starts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The last turns of one command, as many as may begin in a second.
#[derive(Default)]
struct Starts {
    last: VecDeque<Instant>,
    waiting: usize,
}

impl Starts {
    /// Begins a turn, or says when there will be one.
    fn take(&mut self, now: Instant, limit: usize) -> Result<(), Instant> {
        while self.last.len() > limit {
            self.last.pop_front();
        }
        if self.last.len() == limit {
            // With this many turns between them, any two are at least a second apart.
            let free_at = self.last[0] + SECOND;
            if now < free_at {
                return Err(free_at);
            }
            self.last.pop_front();
        }
        self.last.push_back(now);
        Ok(())
    }

    /// When whoever comes next has their turn, if all who wait take theirs.
    fn expected(&self, limit: usize) -> Instant {
        let rounds = u32::try_from(self.waiting / limit).unwrap_or(u32::MAX - 1);
        let place = self.waiting % limit;
        match self.last.get(place) {
            Some(last) => *last + SECOND * (rounds + 1),
            None => Instant::now() + SECOND * rounds,
        }
    }

    fn idle(&self) -> bool {
        self.waiting == 0 && self.last.back().is_none_or(|last| last.elapsed() > SECOND)
    }
}

/// Somebody who waits; counts until dropped.
struct Waiting(Arc<Lane>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.starts().waiting -= 1;
    }
}
