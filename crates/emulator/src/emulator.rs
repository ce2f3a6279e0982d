//! A running emulator.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::builder::Builder;
use crate::clock::Clock;
use crate::engine::{Act, Call, CallId, CallbackConfig, Event, PhoneError};
use crate::fault::FaultRule;
use crate::phone::{Phone, PhoneBook};
use crate::request_log::LoggedRequest;
use crate::server::Shared;
use crate::service::lock;
use crate::webhook::{Delivery, Rule};

/// How long callers who are in the middle of a request can hold up a shutdown.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(2);

/// A running emulator. Dropping it stops it.
#[derive(Debug)]
pub struct Emulator {
    shared: Arc<Shared>,
    entrance: Entrance,
    managed_at: Option<SocketAddr>,
    running: Running,
}

/// How the API is reached.
#[derive(Debug)]
pub(crate) struct Entrance {
    pub(crate) address: SocketAddr,
    pub(crate) secure: bool,
    pub(crate) authority_pem: Option<String>,
}

/// What keeps an emulator going.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) ended: watch::Receiver<()>,
    pub(crate) serving: AbortHandle,
    pub(crate) _tasks: Vec<Task>,
}

/// A task that ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Task(pub(crate) AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Emulator {
    /// Starts to make one.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn new(
        shared: Arc<Shared>,
        entrance: Entrance,
        managed_at: Option<SocketAddr>,
        running: Running,
    ) -> Self {
        Self {
            shared,
            entrance,
            managed_at,
            running,
        }
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.entrance.address
    }

    /// Where it listens, as the beginning of a URL: `http://127.0.0.1:54321`, or with `https` where it speaks TLS.
    pub fn url(&self) -> String {
        let Entrance {
            address, secure, ..
        } = self.entrance;
        let scheme = if secure { "https" } else { "http" };
        format!("{scheme}://{address}")
    }

    /// The certificate of the authority that a client must trust, as PEM: one of a certificate made at the start. A
    /// certificate that was given has its own, and plain HTTP has none.
    pub fn authority_pem(&self) -> Option<&str> {
        self.entrance.authority_pem.as_deref()
    }

    /// Where its [management](crate::management) listens, if it does.
    pub fn management_addr(&self) -> Option<SocketAddr> {
        self.managed_at
    }

    /// The application it plays.
    pub fn sdk_app_id(&self) -> u32 {
        self.shared.service.app.sdk_app_id
    }

    /// Its clock.
    pub fn clock(&self) -> &Clock {
        &self.shared.service.clock
    }

    /// Lets a user take a call.
    ///
    /// # Errors
    ///
    /// When his phone does not ring for this call.
    pub fn answer(&self, call_id: &str, user: &str) -> Result<(), PhoneError> {
        self.act(call_id, user, Act::Answer)
    }

    /// Lets a user refuse a call.
    ///
    /// # Errors
    ///
    /// When his phone does not ring for this call.
    pub fn refuse(&self, call_id: &str, user: &str) -> Result<(), PhoneError> {
        self.act(call_id, user, Act::Refuse)
    }

    /// Lets a user leave a call he is in. The robot can hang up too; before the first answer that cancels the call.
    ///
    /// # Errors
    ///
    /// When he is not in this call.
    pub fn hang_up(&self, call_id: &str, user: &str) -> Result<(), PhoneError> {
        self.act(call_id, user, Act::HangUp)
    }

    /// Lets a phone do anything a phone can.
    ///
    /// # Errors
    ///
    /// When it cannot do that now.
    pub fn act(&self, call_id: &str, user: &str, act: Act) -> Result<(), PhoneError> {
        self.shared.service.act(call_id, user, act)
    }

    /// Gives a user, or all whose UserID fits a pattern, another phone, for calls that start from now on.
    pub fn set_phone(&self, user_or_pattern: &str, phone: Phone) {
        self.shared.service.set_phone(user_or_pattern, phone);
    }

    /// Who has which phone.
    pub fn phones(&self) -> PhoneBook {
        self.shared.service.phones()
    }

    /// A call in progress.
    pub fn call(&self, call_id: &str) -> Option<Call> {
        let id = CallId::parse(call_id)?;
        self.shared
            .service
            .with_engine(|engine, _| engine.call(id).cloned())
    }

    /// All calls in progress, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.shared.service.calls()
    }

    /// The webhook configuration.
    pub fn callback(&self) -> Option<CallbackConfig> {
        self.shared
            .service
            .with_engine(|engine, _| engine.callback().map(|config| (**config).clone()))
    }

    /// What happened to calls, oldest first.
    pub fn events(&self) -> Vec<Event> {
        self.shared.service.events()
    }

    /// The webhooks of events so far, oldest first, and what became of each.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.service.deliveries()
    }

    /// Waits until every webhook that is due by the clock has been sent and answered, or given up.
    pub async fn webhooks_settled(&self) {
        let service = &self.shared.service;
        let mut changes = service.changed.subscribe();
        loop {
            service.with_engine(|_, _| ());
            if lock(&service.outbox).is_settled(service.clock.now_millis()) {
                return;
            }
            service.wake.notify_one();
            // The sender of the signal lives as long as the service.
            let _ = changes.changed().await;
        }
    }

    /// What befalls webhooks from now on; counts before the rules that are there.
    pub fn add_webhook_rule(&self, rule: Rule) {
        let service = &self.shared.service;
        service.change_webhook_rules(|outbox| outbox.rules().add(rule));
    }

    /// What goes wrong with requests from now on; counts before the rules that are there.
    pub fn add_fault_rule(&self, rule: FaultRule) {
        let service = &self.shared.service;
        service.change_fault_rules(|faults| faults.rules().add(rule));
    }

    /// Nothing goes wrong any more, unless a request asks for it.
    pub fn clear_fault_rules(&self) {
        let service = &self.shared.service;
        service.change_fault_rules(|faults| faults.rules().clear());
    }

    /// Sends a webhook once more, as it was; `false` if it is no longer remembered.
    pub fn deliver_again(&self, number: u64) -> bool {
        self.shared.service.deliver_again(number)
    }

    /// The requests that came, oldest first.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        lock(&self.shared.requests).to_vec()
    }

    /// Forgets the requests that came.
    pub fn clear_requests(&self) {
        self.shared.clear_requests();
    }

    /// Everything it knows but its logs and keys, as one JSON text: calls, records, phones, webhooks that wait, rules.
    pub fn export(&self) -> Vec<u8> {
        self.shared.service.export()
    }

    /// Goes on with an [exported](Self::export) state in the place of what is there. Options stay as they are; a clock that is
    /// behind is moved ahead.
    ///
    /// # Errors
    ///
    /// When the text is no such state; it says where it is wrong, and nothing has changed.
    pub fn import(&self, state: &[u8]) -> io::Result<()> {
        let invalid = |wrong: String| io::Error::new(io::ErrorKind::InvalidData, wrong);
        let text = std::str::from_utf8(state).map_err(|error| invalid(error.to_string()))?;
        self.shared.service.import(text).map_err(invalid)
    }

    /// Begins anew: no calls, records, webhook configuration and logs, and only the rules it was started with. Phones, options and
    /// time stay, and the same IDs come again.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Waits until everything that was done so far is in its [data folder](Builder::data), if it has one. Answers to commands and to the
    /// management wait by themselves.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub async fn synced(&self) -> io::Result<()> {
        let synced = self.shared.service.synced().await;
        synced.map_err(|why| io::Error::other(why.to_string()))
    }

    /// Stops it, and waits until requests under way are answered, but not for long.
    pub async fn shutdown(self) {
        self.running.stop.send_replace(true);
        // Whoever still talks after that time is talked to no longer.
        if tokio::time::timeout(SHUTDOWN_PATIENCE, self.wait())
            .await
            .is_err()
        {
            self.running.serving.abort();
        }
        self.shared.service.close();
    }

    /// Waits until it has stopped.
    pub async fn wait(&self) {
        let mut ended = self.running.ended.clone();
        // Nothing is ever sent; the error is the end.
        while ended.changed().await.is_ok() {}
    }
}
