//! From a request to its answer, without sockets.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use crate::clock::Clock;
use crate::engine::{Act, Call, CallId, Command, Engine, Event, PhoneError};
use crate::envelope::{Envelope, RequestIds, failure};
use crate::gateway::{App, Incoming, check_accounts, check_caller, check_method, read_body};
use crate::generated::routes::CODES;
use crate::options::Options;
use crate::phone::Phone;
use crate::refused::Refused;
use crate::request_log::{Check, Finding};
use crate::ring::{Ring, Weight};
use crate::table::{Ready, Table};
use crate::webhook::{Attempt, Delivery, Outbox, Sending};
use crate::wire::write_answer;

/// Everything one emulator is made of, but for its socket.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) app: App,
    pub(crate) options: Options,
    pub(crate) table: Table,
    pub(crate) clock: Clock,
    pub(crate) request_ids: RequestIds,
    pub(crate) engine: Mutex<Engine>,
    pub(crate) events: Mutex<Ring<Event>>,
    pub(crate) outbox: Mutex<Outbox>,
    /// Wakes the sender of webhooks: something is due, or due sooner than it was.
    pub(crate) wake: Arc<Notify>,
    /// Tells that there is something new to look at.
    pub(crate) changed: watch::Sender<()>,
}

/// An answer on its way out.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) code: i64,
    /// Why it is a refusal, if it is one.
    pub(crate) finding: Option<Finding>,
    pub(crate) body: Vec<u8>,
}

impl Service {
    pub(crate) fn answer(&self, incoming: &Incoming<'_>) -> Reply {
        let request_id = self.request_ids.next();
        match self.carry_out(incoming, &request_id) {
            Ok(body) => Reply {
                code: 0,
                finding: None,
                body,
            },
            Err(refused) => {
                let shown = !refused.is_by_gateway() || self.options.gateway_request_id;
                let info = refused.info(CODES);
                let code = refused.code;
                Reply {
                    code,
                    body: failure(shown.then_some(request_id), code, &info),
                    finding: Some(refused.finding()),
                }
            }
        }
    }

    /// The answer of a service that fails.
    pub(crate) fn failing(&self, code: i64) -> Reply {
        let refused = Refused::new(Check::Engine, code, "");
        let body = failure(Some(self.request_ids.next()), code, &refused.info(CODES));
        Reply {
            code,
            finding: None,
            body,
        }
    }

    fn carry_out(&self, incoming: &Incoming<'_>, request_id: &str) -> Result<Vec<u8>, Refused> {
        let now = self.clock.now_millis();
        check_method(incoming)?;
        let ready = self.table.get(incoming.path).ok_or_else(|| {
            Refused::new(Check::Path, 60_009, "there is no such service or command")
        })?;
        check_caller(incoming, &self.app, &self.options, now / 1_000)?;
        let body = read_body(incoming, &self.options)?;
        check_accounts(&body)?;
        let Ready { route, schema, .. } = ready;
        schema
            .check(&body)
            .map_err(|broken| Refused::parameter(route, &broken.field, &broken.rule))?;
        let Some(reader) = ready.reader else {
            return Ok(Envelope::success(
                request_id.to_owned(),
                ready.example.as_deref(),
            ));
        };
        let command = reader(&body).map_err(|wrong| match wrong.split_once(": ") {
            Some((field, rule)) => Refused::parameter(route, field, rule),
            None => Refused::new(Check::Contract, route.invalid_parameter_code(), wrong),
        })?;
        let answer = self
            .with_engine(|engine, now| engine.command(now, command))
            .map_err(|refusal| Refused::by_engine(route, &refusal))?;
        Ok(write_answer(request_id.to_owned(), &answer, &self.options))
    }

    /// Works with the engine at the clock's time and keeps what it tells.
    pub(crate) fn with_engine<T>(&self, work: impl FnOnce(&mut Engine, u64) -> T) -> T {
        let mut engine = lock(&self.engine);
        let now = self.clock.now_millis();
        let due = engine.next_due();
        let result = work(&mut engine, now);
        let told = engine.take_events();
        if !told.is_empty() {
            // Taken while the engine is held, so that events of two requests keep their order.
            if let Some(config) = engine.callback() {
                let mut outbox = lock(&self.outbox);
                for event in &told {
                    outbox.add(event, config, &self.options);
                }
                self.wake.notify_one();
            }
            lock(&self.events).extend(told);
            self.changed.send_replace(());
        }
        if engine.next_due() != due {
            self.wake.notify_one();
        }
        result
    }

    /// Lets a phone do anything a phone can.
    pub(crate) fn act(&self, call_id: &str, user: &str, act: Act) -> Result<(), PhoneError> {
        let id = CallId::parse(call_id).ok_or(PhoneError::NoSuchCall)?;
        self.with_engine(|engine, now| engine.by_hand(now, id, user, act))
    }

    /// Ends a call for all, as the command does; `false` if it is not in progress.
    pub(crate) fn end_call(&self, call_id: &str) -> bool {
        let call_id = call_id.to_owned();
        self.with_engine(|engine, now| engine.command(now, Command::EndCall { call_id }))
            .is_ok()
    }

    /// Gives a user another phone, for calls that start from now on.
    pub(crate) fn set_phone(&self, user: &str, phone: Phone) {
        self.with_engine(|engine, _| engine.phones_mut().set(user, phone));
    }

    /// All calls in progress, oldest first.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let mut calls: Vec<Call> = self.with_engine(|engine, now| {
            engine.advance(now);
            engine.calls().cloned().collect()
        });
        calls.sort_by_key(|call| (call.started_at, call.id));
        calls
    }

    /// What happened to calls, oldest first.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.with_engine(Engine::advance);
        lock(&self.events).to_vec()
    }

    /// The webhooks of events so far, oldest first.
    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.with_engine(Engine::advance);
        lock(&self.outbox).deliveries()
    }

    /// Sends a webhook once more, as it was; `false` if it is no longer remembered.
    pub(crate) fn deliver_again(&self, number: u64) -> bool {
        let known = lock(&self.outbox).again(number, self.clock.now_millis());
        self.wake.notify_one();
        known
    }

    /// Lets happen what is due, and takes the webhooks that are to be sent now.
    pub(crate) fn take_due(&self) -> Vec<Sending> {
        self.with_engine(Engine::advance);
        lock(&self.outbox).take_due(self.clock.now_millis())
    }

    /// How long nothing will happen by itself; `None` as long as nobody does anything.
    pub(crate) fn rest(&self) -> Option<Duration> {
        let call = lock(&self.engine).next_due();
        let webhook = lock(&self.outbox).next_due();
        let due = call.into_iter().chain(webhook).min()?;
        self.clock.until(due)
    }

    /// What came back for a webhook.
    pub(crate) fn delivered(&self, number: u64, attempt: Attempt) {
        let now = self.clock.now_millis();
        lock(&self.outbox).finished(number, attempt, now, &self.options);
        self.wake.notify_one();
        self.changed.send_replace(());
    }
}

impl Weight for Event {
    fn bytes(&self) -> usize {
        self.bytes()
    }
}

/// A panic of another thread leaves nothing half done that would matter here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
