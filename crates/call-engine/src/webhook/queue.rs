//! The bounded queue between answer and work.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use super::endpoint::{Inbox, InboxError};
use super::guard::{Guard, Seen};
use super::received::Received;

/// A queue for so many events: its inbox for the [`Endpoint`](super::Endpoint), and the end where events come out.
///
/// At least one event fits.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use call_engine::webhook::{Endpoint, MemoryGuard, Receiver, queue};
///
/// let (inbox, events) = queue(1_000);
/// let endpoint = Endpoint::new(Receiver::builder(1400000000).build()?, inbox);
/// let worker = tokio::spawn(events.without_duplicates(MemoryGuard::default()).run(async |received| {
///     println!("{}", received.event().command());
/// }));
/// // … serve `endpoint`, and when that has ended:
/// endpoint.close();
/// worker.await?; // everything that was answered 200 is handled
/// # Ok(()) }
/// ```
pub fn queue(capacity: usize) -> (QueueInbox, Queue) {
    const MOST: usize = 1 << 24;
    let (inbox, events) = mpsc::channel(capacity.clamp(1, MOST));
    let queue = Queue {
        events,
        guard: None,
        checking: None,
    };
    (QueueInbox { inbox }, queue)
}

/// The inbox of a [`Queue`].
#[derive(Clone, Debug)]
pub struct QueueInbox {
    inbox: mpsc::Sender<Received>,
}

impl Inbox for QueueInbox {
    fn put(&self, received: Received) -> Result<(), InboxError> {
        self.inbox.try_send(received).map_err(|error| match error {
            TrySendError::Full(_) => InboxError::Full,
            TrySendError::Closed(_) => InboxError::Closed,
        })
    }
}

/// Where events come out, in the order they came in.
pub struct Queue {
    events: mpsc::Receiver<Received>,
    guard: Option<Arc<dyn Guard>>,
    /// The event that is being checked. When somebody stops waiting meanwhile, nobody knows what the guard remembers of
    /// it, and it is passed on unchecked.
    checking: Option<Received>,
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue")
            .field("len", &self.events.len())
            .finish_non_exhaustive()
    }
}

impl Queue {
    /// Drops events that the guard has seen. When the guard fails, the event is passed on with
    /// [`guard_error`](Received::guard_error): twice is better than never.
    #[must_use]
    pub fn without_duplicates(mut self, guard: impl Guard + 'static) -> Self {
        self.guard = Some(Arc::new(guard));
        self
    }

    /// The next event; `None` when the endpoint is closed or gone, and everything that came before has been taken.
    ///
    /// No event is lost when the future is dropped.
    pub async fn next(&mut self) -> Option<Received> {
        loop {
            if let Some(received) = self.checking.take() {
                return Some(received);
            }
            let received = self.events.recv().await?;
            let Some(guard) = &self.guard else {
                return Some(received);
            };
            let key = received.key();
            self.checking = Some(received);
            let verdict = guard.check(key).await;
            let mut received = self.checking.take()?;
            match verdict {
                Ok(Seen::First) => return Some(received),
                Ok(Seen::Again) => {}
                Err(error) => {
                    received.guard_error = Some(Arc::from(error));
                    return Some(received);
                }
            }
        }
    }

    /// Handles one event after the other until the endpoint is closed or gone and the queue is empty.
    ///
    /// For work side by side, spawn it in the handler. A handler that panics ends the queue; events are answered 503
    /// from then on, so watch the task that runs this.
    pub async fn run<H, F>(mut self, mut handler: H)
    where
        H: FnMut(Received) -> F,
        F: Future<Output = ()>,
    {
        while let Some(received) = self.next().await {
            handler(received).await;
        }
    }

    /// How many events wait.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether no event waits.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}
