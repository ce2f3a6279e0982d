//! Whole requests: check, hand on, answer.

use std::fmt;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use http::{Request, Response};

use super::error::{Kind, ReceiveError};
use super::received::Received;
use super::receiver::Receiver;
use super::reply::Reply;

/// Where verified events go. They are handed over before the answer is given, so it must not wait.
///
/// A channel is one, and so is a function:
///
/// ```
/// use call_engine::webhook::{Endpoint, Receiver};
///
/// let (inbox, events) = std::sync::mpsc::sync_channel(100);
/// let endpoint = Endpoint::new(Receiver::builder(1400000000).build()?, inbox);
/// std::thread::spawn(move || {
///     for received in events {
///         println!("{}", received.event().command());
///     }
/// });
/// # drop(endpoint);
/// # Ok::<(), call_engine::webhook::SetupError>(())
/// ```
pub trait Inbox: Send + Sync {
    /// Takes an event, or says at once that there is no room.
    ///
    /// # Errors
    ///
    /// There is no room, or nobody is there to take it out.
    fn put(&self, received: Received) -> Result<(), InboxError>;
}

/// Why an inbox takes no more; the answer is 503.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxError {
    /// There is no room at the moment.
    Full,
    /// Nobody takes anything out any more.
    Closed,
}

impl fmt::Display for InboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the inbox is full",
            Self::Closed => "the inbox is closed",
        })
    }
}

impl std::error::Error for InboxError {}

impl Inbox for SyncSender<Received> {
    fn put(&self, received: Received) -> Result<(), InboxError> {
        self.try_send(received).map_err(|error| match error {
            TrySendError::Full(_) => InboxError::Full,
            TrySendError::Disconnected(_) => InboxError::Closed,
        })
    }
}

impl<F> Inbox for F
where
    F: Fn(Received) -> Result<(), InboxError> + Send + Sync,
{
    fn put(&self, received: Received) -> Result<(), InboxError> {
        self(received)
    }
}

type OnError = dyn Fn(&ReceiveError) + Send + Sync;

/// Receives requests: checks them, hands the event to an [`Inbox`] and answers. No work is done in between, so the answer
/// is there at once.
///
/// * A good delivery is answered 200 when, and only when, the inbox took it.
/// * When the inbox is full, 503 is answered. The server ignores the *content* of answers; whether it repeats a delivery
///   after such a status is undocumented (W-14). 200 would lose the event for certain, 503 only perhaps.
/// * Everything else is answered as [`ReceiveError::reply`] says.
///
/// With the feature `tower` it is a service that reads the body itself, up to the limit: in axum
/// `Router::new().route_service("/webhooks", endpoint)`. Put no layer before it that reads the body. How long a sender may
/// take for its body is for the server around it to limit, as for every other route.
///
/// Cheap to clone; clones share the inbox.
#[derive(Clone)]
pub struct Endpoint {
    shared: Arc<Shared>,
}

struct Shared {
    receiver: Receiver,
    inbox: RwLock<Option<Box<dyn Inbox>>>,
    on_error: Option<Box<OnError>>,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("receiver", &self.shared.receiver)
            .finish_non_exhaustive()
    }
}

impl Endpoint {
    /// An endpoint that says nothing of what it refuses.
    pub fn new(receiver: Receiver, inbox: impl Inbox + 'static) -> Self {
        Self::with(receiver, Box::new(inbox), None)
    }

    /// An endpoint that tells why it refuses, for your log. It is told before the answer, so it must not wait.
    pub fn with_log(
        receiver: Receiver,
        inbox: impl Inbox + 'static,
        on_error: impl Fn(&ReceiveError) + Send + Sync + 'static,
    ) -> Self {
        Self::with(receiver, Box::new(inbox), Some(Box::new(on_error)))
    }

    fn with(receiver: Receiver, inbox: Box<dyn Inbox>, on_error: Option<Box<OnError>>) -> Self {
        Self {
            shared: Arc::new(Shared {
                receiver,
                inbox: RwLock::new(Some(inbox)),
                on_error,
            }),
        }
    }

    /// Receives a request whose body is there.
    pub fn handle<B: AsRef<[u8]>>(&self, request: &Request<B>) -> Response<Bytes> {
        self.finish(self.shared.receiver.receive_request(request))
            .into()
    }

    /// Takes no more: what is in the inbox can be worked off, and everything new is answered 503. The inbox is dropped,
    /// so that whoever empties it comes to an end.
    pub fn close(&self) {
        let inbox = self.shared.inbox.write();
        drop(inbox.unwrap_or_else(PoisonError::into_inner).take());
    }

    #[cfg(feature = "tower")]
    pub(crate) fn receiver(&self) -> &Receiver {
        &self.shared.receiver
    }

    /// Hands the event over and says what to answer.
    pub(crate) fn finish(&self, received: Result<Received, ReceiveError>) -> Reply {
        let taken = received.and_then(|received| {
            let inbox = self.shared.inbox.read();
            let inbox = inbox.unwrap_or_else(PoisonError::into_inner);
            let inbox = inbox.as_ref().ok_or(InboxError::Closed);
            let put = inbox.and_then(|inbox| inbox.put(received));
            put.map_err(|error| Kind::Inbox(error).into())
        });
        let Err(error) = taken else {
            return Reply::OK;
        };
        if let Some(on_error) = &self.shared.on_error {
            on_error(&error);
        }
        error.reply()
    }
}
