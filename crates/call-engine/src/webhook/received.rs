//! A webhook that passed every check.

use std::error::Error;
use std::sync::Arc;
use std::time::SystemTime;

use call_engine_types::types::OptPlatform;
use call_engine_types::webhook::WebhookEvent;

use super::guard::EventKey;
use super::reply::Reply;

/// A webhook that passed every check of the [`Receiver`](super::Receiver).
#[derive(Clone, Debug)]
pub struct Received {
    pub(crate) event: WebhookEvent,
    pub(crate) client_ip: Option<String>,
    pub(crate) platform: Option<OptPlatform>,
    pub(crate) signed: bool,
    pub(crate) at: SystemTime,
    pub(crate) guard_error: Option<Arc<dyn Error + Send + Sync>>,
}

impl Received {
    /// What happened.
    pub fn event(&self) -> &WebhookEvent {
        &self.event
    }

    /// What happened.
    pub fn into_event(self) -> WebhookEvent {
        self.event
    }

    /// Address of the client that caused the event, `ClientIP` of the query, as it came.
    pub fn client_ip(&self) -> Option<&str> {
        self.client_ip.as_deref()
    }

    /// Platform of the client that caused the event, `OptPlatform` of the query. Pages disagree on its spelling (W-13).
    pub fn platform(&self) -> Option<&OptPlatform> {
        self.platform.as_ref()
    }

    /// Whether it came with a signature that was verified.
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// When it came, by the clock of the receiver.
    pub fn received_at(&self) -> SystemTime {
        self.at
    }

    /// What two deliveries of this event have in common.
    pub fn key(&self) -> EventKey {
        EventKey::of(&self.event)
    }

    /// Why nobody knows whether this event came before: the guard of the queue failed. Such events are passed on, since
    /// twice is better than never.
    pub fn guard_error(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        self.guard_error.as_deref()
    }

    /// What to answer: 200 with `OK`.
    pub fn reply(&self) -> Reply {
        Reply::OK
    }
}
