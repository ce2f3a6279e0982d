//! What happens in the course of a call, by hand or by script, and how it ends.

use std::sync::Arc;

use super::Engine;
use super::call::{Call, CallId, Status, UserId};
use super::event::{Event, EventKind};
use super::hand::{Act, Change, PhoneError};
use super::record::{CallResult, Record, millis};
use super::timers::Due;
use crate::options::Deciding;

impl Engine {
    pub(super) fn act(&mut self, id: CallId, user: &str, act: Act) -> Result<(), PhoneError> {
        let call = self.calls.get_mut(&id).ok_or(PhoneError::NoSuchCall)?;
        let is_caller = *call.caller == *user;
        let member = call.member_mut(user).ok_or(PhoneError::NotAMember)?;
        let change = match (act, member.status) {
            (Act::Answer | Act::AnswerFor(_), Status::Waiting) => Change::Accepted,
            (Act::Refuse, Status::Waiting) => Change::Rejected,
            (Act::Busy, Status::Waiting) => Change::WasBusy,
            (Act::Answer | Act::AnswerFor(_) | Act::Refuse | Act::Busy, _) => {
                return Err(PhoneError::NotRinging);
            }
            (Act::HangUp, Status::Calling) => Change::HungUp,
            (Act::HangUp, Status::Waiting) => return Err(PhoneError::NotInCall),
            (Act::Lose, _) if is_caller => return Ok(()),
            (Act::Lose, _) => {
                self.timers.cancel(member.timer.take());
                let due = self.now.saturating_add(millis(self.options.heartbeat));
                let over = Due::HeartbeatOver(id, Arc::clone(&member.user));
                member.timer = Some(self.timers.set(due, over));
                return Ok(());
            }
        };
        self.timers.cancel(member.timer.take());
        let user = Arc::clone(&member.user);
        match act {
            Act::Answer => self.join(id, user, None),
            Act::AnswerFor(stays) => self.join(id, user, Some(millis(stays))),
            Act::HangUp if is_caller => self.caller_leaves(id, user, change),
            _ => self.leave(id, vec![(user, change)]),
        }
        Ok(())
    }

    pub(super) fn ring_out(&mut self, id: CallId) {
        let Some(call) = self.calls.get(&id) else {
            return;
        };
        let late = call
            .members
            .iter()
            .filter(|member| member.status == Status::Waiting)
            .map(|member| (Arc::clone(&member.user), Change::NotAnswered))
            .collect();
        self.leave(id, late);
    }

    fn join(&mut self, id: CallId, user: UserId, stays: Option<u64>) {
        let Some(call) = self.calls.get_mut(&id) else {
            return;
        };
        call.accepted_at.get_or_insert(self.now);
        if let Some(member) = call.member_mut(&user) {
            member.status = Status::Calling;
            member.timer = stays.map(|millis| {
                let due = self.now.saturating_add(millis);
                let hang_up = Due::Phone(id, Arc::clone(&user), Act::HangUp);
                self.timers.set(due, hang_up)
            });
        }
        if !call.anybody_waiting() {
            self.timers.cancel(call.ring_out.take());
        }
        self.tell_change(id, vec![(user, Change::Accepted)]);
    }

    /// Before anybody answered, a call without its caller is no call any more.
    fn caller_leaves(&mut self, id: CallId, user: UserId, change: Change) {
        let unanswered = self
            .calls
            .get(&id)
            .is_some_and(|call| call.accepted_at.is_none());
        if unanswered {
            self.end(id, CallResult::Cancel);
        } else {
            self.leave(id, vec![(user, change)]);
        }
    }

    /// A device that gave no sign of life for too long is no member any more, whether it rang or was in the call.
    pub(super) fn heartbeat_over(&mut self, id: CallId, user: &str) {
        let call = self.calls.get_mut(&id);
        if let Some(member) = call.and_then(|call| call.member_mut(user)) {
            let user = Arc::clone(&member.user);
            self.leave(id, vec![(user, Change::WentOffline)]);
        }
    }

    fn leave(&mut self, id: CallId, changed: Vec<(UserId, Change)>) {
        let Some(call) = self.calls.get_mut(&id) else {
            return;
        };
        for (user, change) in &changed {
            let Some(at) = call.members.iter().position(|m| m.user == *user) else {
                continue;
            };
            let member = call.members.remove(at);
            self.timers.cancel(member.timer);
            if self.engaged.get(user) == Some(&id) {
                self.engaged.remove(user);
            }
            if call.departure.is_none() || self.options.unanswered_group == Deciding::Last {
                call.departure = Some(*change);
            }
            call.last_change = Some(*change);
        }
        if !call.anybody_waiting() {
            self.timers.cancel(call.ring_out.take());
        }
        self.tell_change(id, changed);
        self.reclaim(id);
    }

    /// Ends a call with at most one member.
    pub(super) fn reclaim(&mut self, id: CallId) {
        let Some(call) = self.calls.get(&id) else {
            return;
        };
        if call.members.len() <= 1 {
            let result = result_of(call);
            self.end(id, result);
        }
    }

    pub(super) fn end(&mut self, id: CallId, result: CallResult) {
        let Some(call) = self.calls.remove(&id) else {
            return;
        };
        self.timers.cancel(call.ring_out);
        for member in &call.members {
            self.timers.cancel(member.timer);
            if self.engaged.get(&member.user) == Some(&id) {
                self.engaged.remove(&member.user);
            }
        }
        let record = Arc::new(Record {
            call_id: id,
            media: call.media,
            call_type: call.call_type(),
            started_at: call.started_at,
            ended_at: self.now,
            accepted_at: call.accepted_at,
            result,
            caller: call.caller,
            callees: call.callees,
            room: call.room,
        });
        self.records.keep(Arc::clone(&record), &self.options);
        self.events.push(Event {
            at: self.now,
            call_id: id,
            kind: EventKind::Ended { record },
        });
    }

    fn tell_change(&mut self, id: CallId, changed: Vec<(UserId, Change)>) {
        let Some(call) = self.calls.get(&id) else {
            return;
        };
        let members = self.members_shown(call);
        self.events.push(Event {
            at: self.now,
            call_id: id,
            kind: EventKind::MembersChanged { members, changed },
        });
    }
}

/// How a call ended that nobody ended on purpose.
fn result_of(call: &Call) -> CallResult {
    if call.accepted_at.is_some() {
        return match call.last_change {
            Some(Change::WentOffline) => CallResult::Offline,
            _ => CallResult::NormalEnd,
        };
    }
    match call.departure {
        Some(Change::Rejected) => CallResult::Reject,
        Some(Change::NotAnswered) => CallResult::NotAnswer,
        Some(Change::WasBusy) => CallResult::CallBusy,
        Some(Change::WentOffline) => CallResult::Offline,
        Some(Change::Accepted | Change::HungUp) | None => CallResult::Cancel,
    }
}
