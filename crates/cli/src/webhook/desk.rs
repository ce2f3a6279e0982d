//! What happens to a webhook between request and answer: it is checked, kept, handed on and told. Nothing here waits for others; keeping it
//! is one small file.

use std::sync::{Mutex, MutexGuard, PoisonError};

use call_engine::webhook::{ReceiveError, Receiver};
use hyper::body::Bytes;
use hyper::{Response, StatusCode};
use tokio::sync::mpsc::{self, error::TrySendError};

use super::came::{Came, Proof};
use super::forward::{Forward, Passed};
use super::server::failed;
use super::store::Store;

/// Most webhooks that wait to be shown.
const WAITING: usize = 1_024;

/// What there is to tell.
pub enum News {
    Came(Box<Came>),
    Passed(Passed),
    /// Something else went wrong.
    Trouble(String),
}

/// Where webhooks are handed in.
pub struct Desk {
    receiver: Receiver,
    /// What shows where a webhook without signature is from.
    unsigned: Proof,
    /// Commands that are handed on; empty for all.
    events: Vec<String>,
    inner: Mutex<Inner>,
    news: mpsc::Sender<News>,
}

struct Inner {
    store: Option<Store>,
    /// The number of the last one.
    last: u64,
    forwards: Vec<Forward>,
}

impl Desk {
    pub fn new(
        receiver: Receiver,
        unsigned: Proof,
        events: Vec<String>,
        store: Option<Store>,
        forwards: impl FnOnce(&mpsc::Sender<News>) -> Vec<Forward>,
    ) -> (Self, mpsc::Receiver<News>) {
        let (news, inbox) = mpsc::channel(WAITING);
        let inner = Inner {
            store,
            last: 0,
            forwards: forwards(&news),
        };
        let desk = Self {
            receiver,
            unsigned,
            events,
            inner: Mutex::new(inner),
            news,
        };
        (desk, inbox)
    }

    /// Takes a webhook and says what to answer.
    pub fn take(&self, mut came: Came) -> Response<Bytes> {
        let Ok(place) = self.news.try_reserve() else {
            // 200 would lose it for certain, 503 only perhaps.
            return failed(StatusCode::SERVICE_UNAVAILABLE, "busy");
        };
        let response = self.judge(&mut came);
        let wanted = self.wants(&came);
        // Held to the end, so that webhooks are told and handed on in the order of their numbers.
        let mut inner = self.lock();
        came.number = inner.last + 1;
        let kept = inner.store.as_mut().map(|store| store.keep(&mut came));
        if let Some(Err(error)) = kept {
            let why = format!("webhook {} cannot be kept: {error}", came.number);
            tell(&self.news, News::Trouble(why));
        }
        inner.last = came.number;
        if wanted && came.outcome.refused.is_none() {
            for forward in &inner.forwards {
                forward.put(&came);
            }
        }
        if wanted {
            place.send(News::Came(Box::new(came)));
        }
        response
    }

    /// Tells of a request that had no whole body.
    pub fn missed(&self, why: &str, response: Response<Bytes>) -> Response<Bytes> {
        let _ = self.news.try_send(News::Trouble(why.to_owned()));
        response
    }

    fn judge(&self, came: &mut Came) -> Response<Bytes> {
        let refused = match came.request() {
            Some(request) => match self.receiver.receive_request(&request) {
                Ok(received) => {
                    came.outcome.status = received.reply().status();
                    came.outcome.proof = if received.is_signed() {
                        Proof::Signature
                    } else {
                        self.unsigned
                    };
                    return received.reply().into();
                }
                Err(error) => (why(&error), error.reply().into()),
            },
            None => (
                "the request is no webhook".to_owned(),
                failed(StatusCode::BAD_REQUEST, "not a webhook of Call"),
            ),
        };
        let (why, response): (String, Response<Bytes>) = refused;
        came.outcome.status = response.status().as_u16();
        came.outcome.refused = Some(why);
        response
    }

    /// What was refused is always told: nobody knows its event for certain.
    fn wants(&self, came: &Came) -> bool {
        let wanted = |event: &str| self.events.iter().any(|wanted| wanted == event);
        self.events.is_empty()
            || came.outcome.refused.is_some()
            || came.event().is_some_and(|event| wanted(event.command()))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The reason, without the words that every reason begins with.
pub fn why(error: &ReceiveError) -> String {
    let text = error.to_string();
    match text.strip_prefix("webhook not accepted: ") {
        Some(why) => why.to_owned(),
        None => text,
    }
}

/// Tells something if there is room for it.
pub fn tell(news: &mpsc::Sender<News>, one: News) {
    match news.try_send(one) {
        // Whoever shows it is gone or far behind; the store has the webhook.
        Ok(()) | Err(TrySendError::Full(_) | TrySendError::Closed(_)) => {}
    }
}
