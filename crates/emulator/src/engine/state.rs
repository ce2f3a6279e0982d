//! The whole of an engine, to be written down and taken up again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::call::{Call, CallId, MediaType, Member, Notice, Room, Status, UserId};
use super::command::CallbackConfig;
use super::hand::Change;
use super::record::{CallResult, Record, Records};
use super::timers::{Due, Script, TimerKey, Timers};
use super::{CallType, Engine};
use crate::options::Options;
use crate::phone::PhoneBook;
use crate::random::Random;

/// Everything an engine knows but for its options.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EngineState<'a> {
    now: u64,
    random: Random,
    timers: u64,
    phones: Cow<'a, PhoneBook>,
    callback: Option<Cow<'a, CallbackConfig>>,
    /// By their beginning.
    #[serde(borrow)]
    calls: Vec<CallState<'a>>,
    /// By their end.
    #[serde(borrow)]
    records: Vec<RecordState<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CallState<'a> {
    id: CallId,
    #[serde(borrow)]
    caller: Text<'a>,
    #[serde(borrow)]
    callees: Vec<Text<'a>>,
    media: MediaType,
    #[serde(borrow)]
    room: RoomState<'a>,
    #[serde(borrow)]
    members: Vec<MemberState<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notice: Option<Cow<'a, Notice>>,
    started_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accepted_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ring_out: Option<TimerKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    departure: Option<Change>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_change: Option<Change>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberState<'a> {
    #[serde(borrow)]
    user: Text<'a>,
    status: Status,
    /// Whether this is the call that makes the user busy for others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    engaged: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    script: Option<(TimerKey, Script)>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordState<'a> {
    id: CallId,
    #[serde(borrow)]
    caller: Text<'a>,
    #[serde(borrow)]
    callees: Vec<Text<'a>>,
    media: MediaType,
    call_type: CallType,
    #[serde(borrow)]
    room: RoomState<'a>,
    started_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accepted_at: Option<u64>,
    ended_at: u64,
    result: CallResult,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomState<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    kind: u8,
}

/// A text that is borrowed where it can be, both written and read.
#[derive(Debug, Serialize, Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Text<'a> {
    fn of(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }

    fn all(users: &'a [UserId]) -> Vec<Self> {
        users.iter().map(|user| Self::of(user)).collect()
    }

    fn shared(&self) -> Arc<str> {
        Arc::from(&*self.0)
    }
}

impl<'a> RoomState<'a> {
    fn of(room: &'a Room) -> Self {
        Self {
            id: Text::of(&room.id),
            kind: room.kind,
        }
    }

    fn room(&self) -> Room {
        Room {
            id: self.id.shared(),
            kind: self.kind,
        }
    }
}

impl Engine {
    /// Everything but the options and the events nobody has taken.
    pub(crate) fn state(&self) -> EngineState<'_> {
        let scripts = self.timers.scripts();
        let mut calls: Vec<&Call> = self.calls().collect();
        calls.sort_unstable_by_key(|call| (call.started_at, call.id));
        EngineState {
            now: self.now,
            random: self.random.clone(),
            timers: self.timers.serial(),
            phones: Cow::Borrowed(&self.phones),
            callback: self.callback.as_deref().map(Cow::Borrowed),
            calls: calls
                .into_iter()
                .map(|call| self.call_state(call, &scripts))
                .collect(),
            records: self.records.by_end().map(record_state).collect(),
        }
    }

    fn call_state<'a>(&self, call: &'a Call, scripts: &HashMap<TimerKey, Script>) -> CallState<'a> {
        let members = call.members.iter().map(|member| MemberState {
            user: Text::of(&member.user),
            status: member.status,
            engaged: self.engaged.get(&member.user) == Some(&call.id),
            script: member
                .timer
                .and_then(|key| Some((key, *scripts.get(&key)?))),
        });
        CallState {
            id: call.id,
            caller: Text::of(&call.caller),
            callees: Text::all(&call.callees),
            media: call.media,
            room: RoomState::of(&call.room),
            members: members.collect(),
            notice: call.notice.as_deref().map(Cow::Borrowed),
            started_at: call.started_at,
            accepted_at: call.accepted_at,
            ring_out: call.ring_out,
            departure: call.departure,
            last_change: call.last_change,
        }
    }

    /// An engine that goes on where another was written down.
    pub(crate) fn from_state(state: EngineState<'_>, options: Options) -> Self {
        let mut timers = Timers::default();
        let mut engaged = ahash::HashMap::default();
        let mut calls = ahash::HashMap::default();
        calls.reserve(state.calls.len());
        for call in &state.calls {
            let mut members = Vec::with_capacity(call.members.len());
            for member in &call.members {
                let user = member.user.shared();
                if member.engaged {
                    engaged.insert(Arc::clone(&user), call.id);
                }
                let timer = member.script.map(|(key, script)| {
                    let user = Arc::clone(&user);
                    let due = match script {
                        Script::Act(act) => Due::Phone(call.id, user, act),
                        Script::HeartbeatOver => Due::HeartbeatOver(call.id, user),
                    };
                    timers.put(key, due);
                    key
                });
                members.push(Member {
                    user,
                    status: member.status,
                    timer,
                });
            }
            if let Some(key) = call.ring_out {
                timers.put(key, Due::RingOut(call.id));
            }
            let call = Call {
                id: call.id,
                caller: call.caller.shared(),
                callees: call.callees.iter().map(Text::shared).collect(),
                media: call.media,
                room: call.room.room(),
                members,
                notice: call
                    .notice
                    .as_deref()
                    .map(|notice| Box::new(notice.clone())),
                started_at: call.started_at,
                accepted_at: call.accepted_at,
                ring_out: call.ring_out,
                departure: call.departure,
                last_change: call.last_change,
            };
            calls.insert(call.id, Box::new(call));
        }
        timers.count_from(state.timers);
        let mut records = Records::default();
        for record in &state.records {
            records.keep(Arc::new(record.record()), &options);
        }
        Self {
            options,
            phones: state.phones.into_owned(),
            random: state.random,
            now: state.now,
            calls,
            engaged,
            timers,
            records,
            callback: state.callback.map(|config| Arc::new(config.into_owned())),
            events: Vec::new(),
        }
    }
}

fn record_state(record: &Record) -> RecordState<'_> {
    RecordState {
        id: record.call_id,
        caller: Text::of(&record.caller),
        callees: Text::all(&record.callees),
        media: record.media,
        call_type: record.call_type,
        room: RoomState::of(&record.room),
        started_at: record.started_at,
        accepted_at: record.accepted_at,
        ended_at: record.ended_at,
        result: record.result,
    }
}

impl RecordState<'_> {
    fn record(&self) -> Record {
        Record {
            call_id: self.id,
            caller: self.caller.shared(),
            media: self.media,
            call_type: self.call_type,
            started_at: self.started_at,
            ended_at: self.ended_at,
            accepted_at: self.accepted_at,
            result: self.result,
            callees: self.callees.iter().map(Text::shared).collect(),
            room: self.room.room(),
        }
    }
}
