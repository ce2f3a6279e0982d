//! The call engine itself: a value with neither sockets nor a clock of its own.
//!
//! Whoever holds an [`Engine`] passes the time in, so a test lets a week pass in one line. All that would happen by itself
//! (ringing that ends, scripted phones, records that expire) waits in a queue and happens, with its own time, before
//! anything is looked at.
//!
//! ```
//! use std::time::Duration;
//! use call_engine_emulator::engine::{Answer, Command, Engine, StartCall};
//! use call_engine_emulator::{Options, Phone};
//!
//! let mut engine = Engine::new(Options::default(), 1);
//! engine.phones_mut().set("jack", Phone::refuses_after(Duration::from_secs(3)));
//!
//! let start = Command::StartCallByRobot(StartCall::new("robot", ["jack"]));
//! let Ok(Answer::Started { call_id, .. }) = engine.command(0, start) else {
//!     panic!("refused");
//! };
//! assert!(engine.call(call_id).is_some());
//! engine.advance(3_000);
//! assert!(engine.call(call_id).is_none());
//! ```

mod act;
mod call;
mod command;
mod event;
mod hand;
mod record;
mod room;
mod start;
mod state;
mod timers;

use std::sync::Arc;

use ahash::HashMap;

pub use call::{Call, CallId, CallType, MediaType, Member, Notice, Room, Status, UserId};
pub use command::{Answer, CallbackConfig, Command, Refusal, StartCall};
pub use event::{Event, EventKind};
pub use hand::{Act, Change, PhoneError};
pub(crate) use record::millis;
pub use record::{CallResult, Record, RecordFilter};
pub(crate) use state::EngineState;

use crate::options::{EmptyResult, Options, Reaction};
use crate::phone::{Phone, PhoneBook};
use crate::random::Random;
use record::Records;
use timers::{Due, Timers};

/// All calls, records and settings of one application.
#[derive(Debug)]
pub struct Engine {
    options: Options,
    phones: PhoneBook,
    random: Random,
    /// Never goes back, whatever the caller's clock does.
    now: u64,
    /// Boxed, since a map keeps about as many places free as it has taken.
    calls: HashMap<CallId, Box<Call>>,
    /// The call a callee rings for or takes part in.
    engaged: HashMap<UserId, CallId>,
    timers: Timers,
    records: Records,
    callback: Option<Arc<CallbackConfig>>,
    events: Vec<Event>,
}

impl Engine {
    /// An engine without calls. Equal seeds and equal commands at equal times give equal answers.
    pub fn new(options: Options, seed: u64) -> Self {
        Self {
            options,
            phones: PhoneBook::default(),
            random: Random::new(seed),
            now: 0,
            calls: HashMap::default(),
            engaged: HashMap::default(),
            timers: Timers::default(),
            records: Records::default(),
            callback: None,
            events: Vec::new(),
        }
    }

    /// The choices the engine was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Other choices from now on; records are ordered anew by them.
    pub(crate) fn set_options(&mut self, options: Options) {
        if options.compared_time != self.options.compared_time {
            self.records.reorder(&options);
        }
        self.options = options;
    }

    /// The time of the last command or [`advance`](Self::advance).
    pub(crate) fn now(&self) -> u64 {
        self.now
    }

    /// Who has which phone. A change applies to calls that start later.
    pub fn phones_mut(&mut self) -> &mut PhoneBook {
        &mut self.phones
    }

    /// Lets everything happen that is due at `now` (Unix milliseconds).
    pub fn advance(&mut self, now: u64) {
        let now = now.max(self.now);
        while let Some((due, what)) = self.timers.pop_due(now) {
            self.now = self.now.max(due);
            match what {
                Due::RingOut(id) => self.ring_out(id),
                // The phone may have been told otherwise by hand meanwhile: then its script is void.
                Due::Phone(id, user, act) => drop(self.act(id, &user, act)),
                Due::HeartbeatOver(id, user) => self.heartbeat_over(id, &user),
            }
        }
        self.now = now;
        self.records.expire(now, &self.options);
    }

    /// When something will happen by itself the next time.
    pub fn next_due(&self) -> Option<u64> {
        self.timers.next_due()
    }

    /// Carries out a command at `now` (Unix milliseconds).
    ///
    /// # Errors
    ///
    /// The reason why the command was refused; it changed nothing then.
    pub fn command(&mut self, now: u64, command: Command) -> Result<Answer, Refusal> {
        self.advance(now);
        let answer = match command {
            Command::StartCallByRobot(start) => self.start(&start),
            Command::GetCallInfo { call_id } => self.call_info(&call_id),
            Command::EndCall { call_id } => self.end_call(&call_id),
            Command::GetRecordByCallId { call_id } => self.record(&call_id),
            Command::GetRecordByFilter(filter) => self.find_records(&filter),
            Command::SetCallback(config) => {
                self.callback = Some(Arc::new(config));
                Ok(Answer::Done)
            }
            Command::GetCallback => self
                .callback
                .clone()
                .map(Answer::Callback)
                .ok_or(Refusal::NoSuchCallback),
            Command::DeleteCallback => self.delete_callback(),
        };
        // A phone that reacts at once does so before anybody can ask.
        self.advance(now);
        answer
    }

    /// Lets somebody use a phone at `now` (Unix milliseconds).
    ///
    /// # Errors
    ///
    /// When the user is not a member of the call or his phone cannot do that now.
    pub fn by_hand(
        &mut self,
        now: u64,
        call_id: CallId,
        user: &str,
        act: Act,
    ) -> Result<(), PhoneError> {
        self.advance(now);
        self.act(call_id, user, act)
    }

    /// A call in progress, as of the last [`advance`](Self::advance) or command.
    pub fn call(&self, id: CallId) -> Option<&Call> {
        self.calls.get(&id).map(|call| &**call)
    }

    /// All calls in progress, in no particular order.
    pub fn calls(&self) -> impl ExactSizeIterator<Item = &Call> {
        self.calls.values().map(|call| &**call)
    }

    /// The calls in progress that began last, at most so many, in no particular order.
    pub(crate) fn latest_calls(&self, most: usize) -> Vec<Call> {
        let mut calls: Vec<&Call> = self.calls().collect();
        if calls.len() > most {
            let began = |call: &&Call| std::cmp::Reverse((call.started_at, call.id));
            calls.select_nth_unstable_by_key(most, began);
            calls.truncate(most);
        }
        calls.into_iter().cloned().collect()
    }

    /// When the ringing of a call ends.
    pub(crate) fn rings_until(&self, call: &Call) -> Option<u64> {
        let (due, _) = self.timers.get(call.ring_out?)?;
        Some(due)
    }

    /// What a member's phone is going to do by itself, and when.
    pub(crate) fn plan(&self, member: &Member) -> Option<(u64, Act)> {
        match self.timers.get(member.timer?)? {
            (due, Due::Phone(_, _, act)) => Some((due, *act)),
            (due, Due::HeartbeatOver(..)) => Some((due, Act::Lose)),
            (_, Due::RingOut(_)) => None,
        }
    }

    /// Whether a member's phone rings and nobody is ever going to react.
    pub(crate) fn is_ignored(&self, member: &Member) -> bool {
        member.status == Status::Waiting && self.phones.of(&member.user) == Phone::Ignore
    }

    /// Calls that ended before the one of that number, latest first, with their numbers.
    pub(crate) fn ended_before(
        &self,
        number: Option<u64>,
    ) -> impl Iterator<Item = (u64, &Arc<Record>)> {
        self.records.ended_before(number)
    }

    /// What is kept of a call that has ended, readable by commands or not yet.
    pub(crate) fn ended(&self, id: CallId) -> Option<&Arc<Record>> {
        self.records.of(id)
    }

    /// How many calls that have ended are kept, and how many ever ended.
    pub(crate) fn ended_count(&self) -> (usize, u64) {
        self.records.count()
    }

    /// The webhook configuration.
    pub fn callback(&self) -> Option<&Arc<CallbackConfig>> {
        self.callback.as_ref()
    }

    /// What happened since this was asked the last time, in order.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    fn call_info(&self, call_id: &str) -> Result<Answer, Refusal> {
        let call = CallId::parse(call_id)
            .and_then(|id| self.calls.get(&id))
            .ok_or(Refusal::NoSuchCall)?;
        Ok(Answer::CallInfo {
            call_id: call.id,
            media: call.media,
            room: call.room.clone(),
            members: self.members_shown(call),
        })
    }

    fn end_call(&mut self, call_id: &str) -> Result<Answer, Refusal> {
        let call = CallId::parse(call_id)
            .and_then(|id| self.calls.get(&id))
            .ok_or(Refusal::NoSuchCall)?;
        let result = if call.accepted_at.is_some() {
            self.options.result_of_end_after_answer
        } else {
            self.options.result_of_end_before_answer
        };
        self.end(call.id, result);
        Ok(Answer::Done)
    }

    fn record(&self, call_id: &str) -> Result<Answer, Refusal> {
        CallId::parse(call_id)
            .and_then(|id| self.records.get(id, self.now, &self.options))
            .map(|record| Answer::Record(Arc::clone(record)))
            .ok_or(Refusal::NoSuchRecord)
    }

    fn find_records(&self, filter: &RecordFilter) -> Result<Answer, Refusal> {
        let found = self.records.find(filter, self.now, &self.options);
        if found.records.is_empty() && self.options.empty_result == EmptyResult::NotFound {
            return Err(Refusal::NoSuchRecord);
        }
        Ok(Answer::Records {
            total: found.total,
            page: found.page,
            records: found.records,
        })
    }

    fn delete_callback(&mut self) -> Result<Answer, Refusal> {
        let was_there = self.callback.take().is_some();
        if !was_there && self.options.delete_absent_callback == Reaction::Refuse {
            return Err(Refusal::NoSuchCallback);
        }
        Ok(Answer::Done)
    }

    /// The members as `UserList` shows them.
    fn members_shown(&self, call: &Call) -> Vec<(UserId, Status)> {
        call.members
            .iter()
            .filter(|member| self.options.robot_in_user_list || member.user != call.caller)
            .map(|member| (Arc::clone(&member.user), member.status))
            .collect()
    }
}
