//! From a request to its answer, without sockets.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use crate::clock::Clock;
use crate::engine::{Act, Call, CallId, Command, Engine, Event, PhoneError};
use crate::envelope::{Envelope, RequestIds, failure};
use crate::fault::{Asked, Fault, Faults};
use crate::gateway::{App, Incoming, check_accounts, check_caller, check_method, read_body};
use crate::generated::routes::CODES;
use crate::journal::{Change, Journal, Line};
use crate::options::Options;
use crate::pace::Pace;
use crate::phone::{Phone, PhoneBook};
use crate::refused::Refused;
use crate::request_log::{Check, Finding};
use crate::ring::{Ring, Weight};
use crate::route::{Effect, Route};
use crate::state::{Origin, Parts, State};
use crate::table::{Ready, Table};
use crate::webhook::{Attempt, Delivery, Outbox, Sending};
use crate::wire::{Body, write_answer};

/// Everything one emulator is made of, but for its socket.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) app: App,
    pub(crate) options: Options,
    pub(crate) table: Table,
    pub(crate) clock: Clock,
    pub(crate) request_ids: RequestIds,
    pub(crate) pace: Mutex<Pace>,
    pub(crate) engine: Mutex<Engine>,
    pub(crate) events: Mutex<Ring<Event>>,
    pub(crate) outbox: Mutex<Outbox>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) origin: Origin,
    pub(crate) journal: Option<Journal>,
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

    /// The answer once its command would outlive the process, or the failure that it never will.
    pub(crate) async fn durable(&self, reply: Reply) -> Reply {
        match self.synced().await {
            Ok(()) => reply,
            Err(why) => {
                let refused = Refused::new(Check::Engine, 101_001, why.to_string());
                let info = refused.info(CODES);
                Reply {
                    code: refused.code,
                    body: failure(Some(self.request_ids.next()), refused.code, &info),
                    finding: Some(refused.finding()),
                }
            }
        }
    }

    fn carry_out(&self, incoming: &Incoming<'_>, request_id: &str) -> Result<Vec<u8>, Refused> {
        let now = self.clock.now_millis();
        check_method(incoming)?;
        let ready = self.table.get(incoming.path).ok_or_else(|| {
            Refused::new(Check::Path, 60_009, "there is no such service or command")
        })?;
        check_caller(incoming, &self.app, &self.options, now / 1_000)?;
        self.check_pace(ready.route, now)?;
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
        let command = reader(Body::Value(&body)).map_err(|wrong| match wrong.split_once(": ") {
            Some((field, rule)) => Refused::parameter(route, field, rule),
            None => Refused::new(Check::Contract, route.invalid_parameter_code(), wrong),
        })?;
        let answer = self
            .change(
                |engine, now| engine.command(now, command),
                || written(route, incoming.body?),
            )
            .map_err(|refusal| Refused::by_engine(route, &refusal))?;
        Ok(write_answer(request_id.to_owned(), &answer, &self.options))
    }

    fn check_pace(&self, route: &Route, now: u64) -> Result<(), Refused> {
        let Some(code) = self.options.rate_limit_code else {
            return Ok(());
        };
        let most = route.rate_limit;
        if lock(&self.pace).admits(route.operation, most, now) {
            return Ok(());
        }
        let rule = format!(
            "more than {most} requests of {} in a second",
            route.operation
        );
        Err(Refused::new(Check::Rate, code, rule))
    }

    /// Works with the engine at the clock's time and keeps what it tells.
    pub(crate) fn with_engine<T>(&self, work: impl FnOnce(&mut Engine, u64) -> T) -> T {
        self.at_work(&mut lock(&self.engine), work)
    }

    fn at_work<T>(&self, engine: &mut Engine, work: impl FnOnce(&mut Engine, u64) -> T) -> T {
        let now = self.clock.now_millis();
        let due = engine.next_due();
        // What was due is told by the webhook configuration of its time.
        engine.advance(now);
        self.tell(engine);
        let result = work(engine, now);
        self.tell(engine);
        // Who sleeps until a moment at which nothing is due any more looks, and sleeps again.
        if engine
            .next_due()
            .is_some_and(|next| due.is_none_or(|due| next < due))
        {
            self.wake.notify_one();
        }
        result
    }

    fn tell(&self, engine: &mut Engine) {
        let told = engine.take_events();
        if told.is_empty() {
            return;
        }
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

    /// Works with the engine, and writes down what succeeds.
    fn change<'a, T, E>(
        &self,
        work: impl FnOnce(&mut Engine, u64) -> Result<T, E>,
        change: impl FnOnce() -> Option<Change<'a>>,
    ) -> Result<T, E> {
        let mut engine = lock(&self.engine);
        let result = self.at_work(&mut engine, work);
        if result.is_ok() {
            self.write_down(&engine, change);
        }
        result
    }

    /// Adds a line to the journal, if there is one. The engine is held, so lines have the order of what they say.
    fn write_down<'a>(&self, engine: &Engine, change: impl FnOnce() -> Option<Change<'a>>) {
        if let Some(journal) = &self.journal
            && let Some(change) = change()
        {
            let at = engine.now();
            journal.append(&Line { at, change });
        }
    }

    /// Waits until everything that was done so far would outlive the process. The error says why it never will.
    pub(crate) async fn synced(&self) -> Result<(), Arc<str>> {
        match &self.journal {
            Some(journal) => journal.synced(journal.last()).await,
            None => Ok(()),
        }
    }

    /// Lets a phone do anything a phone can.
    pub(crate) fn act(&self, call_id: &str, user: &str, act: Act) -> Result<(), PhoneError> {
        let call = CallId::parse(call_id).ok_or(PhoneError::NoSuchCall)?;
        self.change(
            |engine, now| engine.by_hand(now, call, user, act),
            || {
                let user = user.into();
                Some(Change::Act { call, user, act })
            },
        )
    }

    /// Ends a call for all, as the command does; `false` if it is not in progress.
    pub(crate) fn end_call(&self, call_id: &str) -> bool {
        // The journal has it as the command that it is.
        let body = serde_json::json!({"CallId": call_id}).to_string();
        let call_id = call_id.to_owned();
        let command = Command::EndCall { call_id };
        let ended = self.change(
            |engine, now| engine.command(now, command),
            || {
                Some(Change::Command {
                    name: "end_call".into(),
                    body: serde_json::from_str(&body).ok()?,
                })
            },
        );
        ended.is_ok()
    }

    /// Gives a user another phone, for calls that start from now on.
    pub(crate) fn set_phone(&self, user: &str, phone: Phone) {
        let mut engine = lock(&self.engine);
        self.at_work(&mut engine, |engine, _| {
            engine.phones_mut().set(user, phone);
        });
        self.write_down(&engine, || {
            let user = user.into();
            Some(Change::Phone { user, phone })
        });
    }

    /// Moves the clock ahead, and lets happen what is due then.
    pub(crate) fn move_clock(&self, by: Duration) {
        self.clock.advance(by);
        let mut engine = lock(&self.engine);
        self.at_work(&mut engine, |_, _| ());
        self.write_down(&engine, || Some(Change::Clock));
        drop(engine);
        self.changed.send_replace(());
    }

    /// Changes what befalls webhooks.
    pub(crate) fn change_webhook_rules<T>(&self, change: impl FnOnce(&mut Outbox) -> T) -> T {
        let mut engine = lock(&self.engine);
        // What happened so far has its fate.
        self.at_work(&mut engine, |_, _| ());
        let mut outbox = lock(&self.outbox);
        let changed = change(&mut outbox);
        self.write_down(&engine, || {
            let rules = outbox.current().to_vec();
            Some(Change::WebhookRules { rules })
        });
        self.changed.send_replace(());
        changed
    }

    /// Changes what goes wrong with requests.
    pub(crate) fn change_fault_rules<T>(&self, change: impl FnOnce(&mut Faults) -> T) -> T {
        let engine = lock(&self.engine);
        let mut faults = lock(&self.faults);
        let changed = change(&mut faults);
        self.write_down(&engine, || {
            let rules = faults.current().to_vec();
            Some(Change::FaultRules { rules })
        });
        self.changed.send_replace(());
        changed
    }

    /// The fault that befalls a request.
    pub(crate) fn befalls(&self, asked: &Asked<'_>) -> Option<Fault> {
        let mut faults = lock(&self.faults);
        let counts = faults.counts();
        let fault = faults.befalls(asked);
        let counted = counts && fault.is_some();
        drop(faults);
        if counted {
            // A count outlives the process like the rule itself.
            self.change_fault_rules(|_| ());
        }
        fault
    }

    /// Who has which phone.
    pub(crate) fn phones(&self) -> PhoneBook {
        self.with_engine(|engine, _| engine.phones_mut().clone())
    }

    /// All calls in progress, oldest first.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let mut calls: Vec<Call> = self.with_engine(|engine, _| engine.calls().cloned().collect());
        calls.sort_by_key(|call| (call.started_at, call.id));
        calls
    }

    /// What happened to calls, oldest first.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.with_engine(|_, _| ());
        lock(&self.events).to_vec()
    }

    /// The webhooks of events so far, oldest first.
    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.with_engine(|_, _| ());
        lock(&self.outbox).deliveries()
    }

    /// Sends a webhook once more, as it was; `false` if it is no longer remembered.
    pub(crate) fn deliver_again(&self, number: u64) -> bool {
        let known = lock(&self.outbox).again(number, self.clock.now_millis());
        self.wake.notify_one();
        known
    }

    /// Lets happen what is due, and takes the webhooks that are to be sent now. None tells of what a kill could undo.
    pub(crate) async fn take_due(&self) -> Vec<Sending> {
        let taken = {
            let mut engine = lock(&self.engine);
            // One time for both: else the clock could be moved in between, and a late webhook overtake events that are due before it.
            let now = self.at_work(&mut engine, |_, now| now);
            lock(&self.outbox).take_due(now)
        };
        if !taken.is_empty() {
            // The engine was held, so their lines are there. When nothing can be written any more every command fails; webhooks go on.
            let _ = self.synced().await;
        }
        taken
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
        let engine = lock(&self.engine);
        let done = lock(&self.outbox).finished(number, attempt, now, &self.options);
        if done {
            self.write_down(&engine, || Some(Change::WebhookDone { number }));
        }
        drop(engine);
        self.wake.notify_one();
        self.changed.send_replace(());
    }

    /// The whole state, as one JSON text.
    pub(crate) fn export(&self) -> Vec<u8> {
        let mut engine = lock(&self.engine);
        self.at_work(&mut engine, |_, _| ());
        let (outbox, faults) = (lock(&self.outbox), lock(&self.faults));
        let state = State::of(&engine, &outbox, &faults, self.origin);
        // Texts and numbers only: nothing here can fail to be written.
        serde_json::to_vec(&state).unwrap_or_default()
    }

    /// Goes on with an exported state in the place of what is there. The error says what is wrong with it.
    pub(crate) fn import(&self, text: &str) -> Result<(), String> {
        let state = State::read(text)?;
        let mut engine = lock(&self.engine);
        self.at_work(&mut engine, |_, _| ());
        self.parts(&mut engine, |parts| parts.import(state));
        // Read as a state, so it is JSON; the time of the line is that before the import.
        self.write_down(&engine, || {
            let state = serde_json::from_str(text).ok()?;
            Some(Change::Import { state })
        });
        self.clock.not_before(engine.now());
        self.at_work(&mut engine, |_, _| ());
        self.wake.notify_one();
        self.changed.send_replace(());
        Ok(())
    }

    /// Begins anew: no calls, records, webhooks and logs. Settings, phones and time stay.
    pub(crate) fn reset(&self) {
        let mut engine = lock(&self.engine);
        self.at_work(&mut engine, |_, _| ());
        self.parts(&mut engine, |parts| parts.reset(self.origin.seed));
        self.write_down(&engine, || Some(Change::Reset));
        lock(&self.events).clear();
        self.request_ids.reset();
        drop(engine);
        self.wake.notify_one();
        self.changed.send_replace(());
    }

    /// Writes down until when it ran, and leaves the data folder to others.
    pub(crate) fn close(&self) {
        let Some(journal) = &self.journal else {
            return;
        };
        let mut engine = lock(&self.engine);
        self.at_work(&mut engine, |_, _| ());
        self.write_down(&engine, || Some(Change::Clock));
        journal.close();
    }

    fn parts(&self, engine: &mut Engine, work: impl FnOnce(Parts<'_>)) {
        let (mut outbox, mut faults) = (lock(&self.outbox), lock(&self.faults));
        work(Parts {
            engine,
            outbox: &mut outbox,
            faults: &mut faults,
        });
    }
}

impl Weight for Event {
    fn bytes(&self) -> usize {
        self.bytes()
    }
}

/// A command as the journal keeps it, if it changes anything.
fn written<'a>(route: &'a Route, body: &'a [u8]) -> Option<Change<'a>> {
    if route.effect == Effect::Read {
        return None;
    }
    Some(Change::Command {
        name: route.operation.into(),
        body: serde_json::from_slice(body).ok()?,
    })
}

/// A panic of another thread leaves nothing half done that would matter here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
