//! How a call begins.

use std::collections::HashSet;
use std::sync::Arc;

use super::call::{Call, CallId, Member, Status, UserId};
use super::command::{Answer, Refusal, StartCall};
use super::event::{Event, EventKind};
use super::hand::Act;
use super::record::millis;
use super::room::room_of;
use super::timers::Due;
use super::{Engine, Notice};
use crate::options::Reaction;
use crate::phone::Phone;

const CALLEES: &str = "CalleeList_Account";

impl Engine {
    pub(super) fn start(&mut self, start: &StartCall) -> Result<Answer, Refusal> {
        let callees = self.callees_of(start)?;
        let id = CallId::from_random(self.random.next_u128());
        let room = room_of(start, id, &self.options, &mut self.random)?;
        let caller: UserId = start.robot.as_str().into();

        let mut members = Vec::with_capacity(callees.len() + 1);
        members.push(Member {
            user: Arc::clone(&caller),
            status: Status::Calling,
            timer: None,
        });
        let mut results = Vec::with_capacity(callees.len());
        for user in callees.iter() {
            let phone = self.phone_of(user);
            results.push((Arc::clone(user), self.result_code(phone)));
            let timer = script(phone).map(|(after, act)| {
                let due = self.now.saturating_add(after);
                self.timers.set(due, Due::Phone(id, Arc::clone(user), act))
            });
            members.push(Member {
                user: Arc::clone(user),
                status: Status::Waiting,
                timer,
            });
            // Somebody who is engaged stays so by his first call.
            self.engaged.entry(Arc::clone(user)).or_insert(id);
        }
        // Set after the phones: one that answers in the last millisecond is in time.
        let ring_out = self
            .timers
            .set(self.now.saturating_add(start.ring_millis), Due::RingOut(id));
        let call = Call {
            id,
            caller,
            callees,
            media: start.media,
            room,
            members,
            notice: (start.notice != Notice::default()).then(|| Box::new(start.notice.clone())),
            started_at: self.now,
            accepted_at: None,
            ring_out: Some(ring_out),
            departure: None,
            last_change: None,
        };
        self.events.push(Event {
            at: self.now,
            call_id: id,
            kind: EventKind::Started {
                media: call.media,
                room: call.room.clone(),
                members: self.members_shown(&call),
            },
        });
        self.calls.insert(id, Box::new(call));
        self.reclaim(id);
        Ok(Answer::Started {
            call_id: id,
            results,
        })
    }

    /// The callees of a request, each once.
    fn callees_of(&self, start: &StartCall) -> Result<Arc<[UserId]>, Refusal> {
        let mut seen = HashSet::with_capacity(start.callees.len());
        let mut callees: Vec<UserId> = Vec::with_capacity(start.callees.len());
        for user in &start.callees {
            if *user == start.robot {
                if self.options.robot_among_callees == Reaction::Refuse {
                    return Err(Refusal::parameter(CALLEES, "the robot cannot call itself"));
                }
                continue;
            }
            if seen.insert(user.as_str()) {
                callees.push(user.as_str().into());
            } else if self.options.repeated_callees == Reaction::Refuse {
                return Err(Refusal::parameter(CALLEES, "a callee is named twice"));
            }
        }
        if callees.is_empty() && self.options.no_callees == Reaction::Refuse {
            return Err(Refusal::parameter(CALLEES, "nobody is called"));
        }
        match self.options.max_callees {
            Some(most) if callees.len() > most => Err(Refusal::parameter(
                CALLEES,
                format!("at most {most} users can be called"),
            )),
            _ => Ok(callees.into()),
        }
    }

    fn phone_of(&self, user: &str) -> Phone {
        if self.options.callees_in_a_call_are_busy && self.engaged.contains_key(user) {
            Phone::Busy
        } else {
            self.phones.of(user)
        }
    }

    fn result_code(&self, phone: Phone) -> i64 {
        match phone {
            Phone::Busy => self.options.busy_result_code,
            Phone::Unreachable => self.options.unreachable_result_code,
            _ => 0,
        }
    }
}

/// What a phone does by itself once it rings: after how many milliseconds, and what.
fn script(phone: Phone) -> Option<(u64, Act)> {
    match phone {
        Phone::Manual | Phone::Ignore => None,
        Phone::Answer {
            after,
            hang_up_after,
        } => Some((
            millis(after),
            hang_up_after.map_or(Act::Answer, Act::AnswerFor),
        )),
        Phone::Refuse { after } => Some((millis(after), Act::Refuse)),
        Phone::Busy => Some((0, Act::Busy)),
        Phone::Unreachable => Some((0, Act::Lose)),
    }
}
