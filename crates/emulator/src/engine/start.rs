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
use crate::random::Random;

const CALLEES: &str = "CalleeList_Account";

impl Engine {
    pub(super) fn start(&mut self, start: &StartCall) -> Result<Answer, Refusal> {
        let callees = self.callees_of(start)?;
        if self.calls.len() >= self.options.max_calls {
            return Err(Refusal::TooManyCalls);
        }
        // A refused command changes nothing, the next numbers included.
        let mut random = self.random.clone();
        let id = CallId::from_random(random.next_u128());
        let room = room_of(start, id, &self.options, &mut random)?;
        self.random = random;
        let caller: UserId = start.robot.as_str().into();

        let mut members = Vec::with_capacity(callees.len() + 1);
        members.push(Member {
            user: Arc::clone(&caller),
            status: Status::Calling,
            timer: None,
        });
        let mut results = Vec::with_capacity(callees.len());
        for user in callees.iter() {
            let phone = self.phone_of(user).this_time(|| chance(id, members.len()));
            results.push((Arc::clone(user), self.result_code(phone)));
            let timer = script(phone, id, user).map(|(after, due)| {
                let at = self.now.saturating_add(after);
                self.timers.set(at, due)
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
        let mut seen = Seen::default();
        let mut callees: Vec<UserId> = Vec::with_capacity(start.callees.len());
        for user in &start.callees {
            if *user == start.robot {
                if self.options.robot_among_callees == Reaction::Refuse {
                    return Err(Refusal::parameter(CALLEES, "the robot cannot call itself"));
                }
                continue;
            }
            if seen.insert(user) {
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

/// Users that were met; a few are looked through, since most calls ring one or two.
#[derive(Default)]
struct Seen<'a> {
    few: Vec<&'a str>,
    many: HashSet<&'a str>,
}

impl<'a> Seen<'a> {
    /// Whether the user is new.
    fn insert(&mut self, user: &'a str) -> bool {
        const FEW: usize = 8;
        if self.many.is_empty() {
            if self.few.contains(&user) {
                return false;
            }
            if self.few.len() < FEW {
                self.few.push(user);
                return true;
            }
            self.many.extend(self.few.drain(..));
        }
        self.many.insert(user)
    }
}

/// The chance of a call's `n`th member. It comes from the call's ID, which the seed gives, so it needs no memory and draws
/// nothing from what makes the IDs.
fn chance(id: CallId, n: usize) -> u64 {
    let n = u64::try_from(n).unwrap_or(u64::MAX);
    Random::new(id.low_bits() ^ n.rotate_left(32)).next_u64()
}

/// What a phone does by itself once it rings: after how many milliseconds, and what.
fn script(phone: Phone, id: CallId, user: &UserId) -> Option<(u64, Due)> {
    let does = |act| Due::Phone(id, Arc::clone(user), act);
    match phone {
        // A flaky one has been asked what it does this time.
        Phone::Manual | Phone::Ignore | Phone::Flaky { .. } => None,
        Phone::Answer {
            after,
            hang_up_after,
        } => {
            let act = hang_up_after.map_or(Act::Answer, Act::AnswerFor);
            Some((millis(after), does(act)))
        }
        Phone::Refuse { after } => Some((millis(after), does(Act::Refuse))),
        Phone::Busy => Some((0, does(Act::Busy))),
        Phone::Unreachable => Some((0, Due::HeartbeatOver(id, Arc::clone(user)))),
    }
}
