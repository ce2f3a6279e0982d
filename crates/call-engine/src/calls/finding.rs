//! Whether a ring without an answer became a call.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use call_engine_types::Room;
use call_engine_types::types::{CallRecord, RoomIdTypeSeen};

use super::attempt::Attempt;
use super::call::Call;
use super::seen::Seen;
use crate::client::Client;
use crate::error::Error;
use crate::records::{TimeRange, unix_seconds};

/// How far the clocks of this machine and of the service may be apart.
const SKEW: Duration = Duration::from_secs(60);
/// The shortest pause between two looks.
const SHORTEST: Duration = Duration::from_millis(1);
/// How often [`FindCall::wait`] looks.
const PAUSE: Duration = Duration::from_secs(5);

/// What looking for a call gave.
#[derive(Clone, Debug)]
pub enum Found {
    /// It rang, and this is the call.
    Call(Box<FoundCall>),
    /// Nothing yet, which says nothing yet: a ringing call is in no record.
    TooEarly {
        /// From then on nothing found means something.
        look_again: SystemTime,
    },
    /// Nothing, although the record of a call that nobody answered could be read by now. Either it did not ring, or
    /// somebody answered and the call still goes on, which only webhooks show.
    Nothing,
    /// Nothing, and records that old are no longer kept: nobody can say.
    TooLate,
}

/// A call that was found.
#[derive(Clone, Debug)]
pub struct FoundCall {
    call: Call,
    record: Option<CallRecord>,
    certain: bool,
}

impl FoundCall {
    /// The call.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Its record; `None` when a webhook told of its start and not of its end.
    pub fn record(&self) -> Option<&CallRecord> {
        self.record.as_ref()
    }

    /// `true`: it is in the attempt's own room. `false`: it fits by robot, callees, room (if there was one) and a start
    /// within a minute, and could be another call between the same people.
    pub fn is_certain(&self) -> bool {
        self.certain
    }
}

impl Client {
    /// Looks for the call of a ring whose answer was lost, before anybody rings again.
    ///
    /// ```no_run
    /// use call_engine::{Client, Found, Ring};
    ///
    /// # async fn ring(client: Client, ring: Ring) -> Result<(), call_engine::Error> {
    /// match client.ring(ring).await {
    ///     Ok(call) => println!("{call} rings"),
    ///     Err(error) if error.may_have_rung() => match client.find_call(error.attempt()).wait().await? {
    ///         Found::Call(found) => println!("it rang: {}", found.call()),
    ///         _ => println!("no trace of it"),
    ///     },
    ///     Err(error) => return Err(error.into()),
    /// }
    /// # Ok(()) }
    /// ```
    pub fn find_call(&self, attempt: &Attempt) -> FindCall {
        FindCall {
            client: self.clone(),
            attempt: attempt.clone(),
            seen: None,
            pause: None,
        }
    }
}

/// Looking for a call; made by [`Client::find_call`], and begun by `.await`.
///
/// It looks into the webhooks that were [seen](Self::seen) and into the records, once, or
/// [until it can tell](Self::wait). An attempt with [a room of its own](Attempt::has_own_room) is told by that room,
/// any other by what fits best.
///
/// What it cannot do: there is no list of running calls, so a call that rings or goes on is found by webhooks only, and
/// whether calls by command are announced by webhooks is undocumented (W-10). Records appear about 5 s after the end and
/// are kept for 7 days.
///
/// # Errors
///
/// As reading records; it may be repeated.
#[derive(Clone)]
#[must_use = "it looks when it is awaited"]
pub struct FindCall {
    client: Client,
    attempt: Attempt,
    seen: Option<Seen>,
    pause: Option<Duration>,
}

impl FindCall {
    /// Looks there first, if the attempt has a room of its own.
    pub fn seen(mut self, seen: &Seen) -> Self {
        self.seen = Some(seen.clone());
        self
    }

    /// Looks every 5 s until the call is found or [`Attempt::settled_at`] has passed: at most the ring time-out and
    /// 15 s after the ring. It never gives [`Found::TooEarly`].
    pub fn wait(self) -> Self {
        self.wait_with(PAUSE)
    }

    /// As [`wait`](Self::wait), with another pause between two looks.
    pub fn wait_with(mut self, pause: Duration) -> Self {
        self.pause = Some(pause);
        self
    }

    async fn run(self) -> Result<Found, Error> {
        loop {
            let found = self.look().await?;
            let (Found::TooEarly { look_again }, Some(pause)) = (&found, self.pause) else {
                return Ok(found);
            };
            let left = look_again.duration_since(SystemTime::now());
            // A pause of nothing would be a busy loop.
            let pause = pause.min(left.unwrap_or_default()).max(SHORTEST);
            tokio::time::sleep(pause).await;
        }
    }

    async fn look(&self) -> Result<Found, Error> {
        let attempt = &self.attempt;
        let own_room = attempt.room().filter(|_| attempt.has_own_room());
        if let (Some(room), Some(seen)) = (own_room, &self.seen)
            && let Some(call) = seen.call_in(room)
        {
            return Ok(self.found(Some(call.id), call.record, true));
        }
        // Before the request: what appears later is found by the next look.
        let now = SystemTime::now();
        if let Some(record) = self.best_record(now, own_room).await? {
            let id = record.call_id.clone();
            return Ok(self.found(id, Some(record), own_room.is_some()));
        }
        Ok(if now < attempt.settled_at() {
            Found::TooEarly {
                look_again: attempt.settled_at(),
            }
        } else if now > attempt.kept_until() {
            Found::TooLate
        } else {
            Found::Nothing
        })
    }

    async fn best_record(
        &self,
        now: SystemTime,
        own_room: Option<&Room>,
    ) -> Result<Option<CallRecord>, Error> {
        let since = self.attempt.at().checked_sub(SKEW);
        let range = TimeRange::between(since.unwrap_or(SystemTime::UNIX_EPOCH).min(now), now);
        let mut records = self.client.records(range);
        let mut best: Option<(u64, CallRecord)> = None;
        while let Some(page) = records.next_page().await? {
            for record in page {
                if let Some(room) = own_room {
                    if is_in(&record, room) {
                        return Ok(Some(record));
                    }
                } else if let Some(apart) = fits(&record, &self.attempt)
                    && best.as_ref().is_none_or(|(nearest, _)| apart < *nearest)
                {
                    best = Some((apart, record));
                }
            }
        }
        Ok(best.map(|(_, record)| record))
    }

    fn found(&self, id: Option<String>, record: Option<CallRecord>, certain: bool) -> Found {
        Found::Call(Box::new(FoundCall {
            call: Call::found(self.client.clone(), id, &self.attempt),
            record,
            certain,
        }))
    }
}

/// Whether the record is of that room. A kind that is missing or unknown excludes nothing (C-6, C-10).
fn is_in(record: &CallRecord, room: &Room) -> bool {
    let other_kind = match room {
        Room::Numeric(_) => RoomIdTypeSeen::Text,
        Room::Text(_) => RoomIdTypeSeen::Numeric,
    };
    record.room_id() == room.to_string() && record.room_id_type.as_ref() != Some(&other_kind)
}

/// How many seconds the start of a call is from that of an attempt it may have come from.
fn fits(record: &CallRecord, attempt: &Attempt) -> Option<u64> {
    let people = record.caller_account() == attempt.robot()
        && record
            .callees()
            .any(|callee| attempt.callees().iter().any(|known| known == callee));
    let room = attempt.room().is_none_or(|room| is_in(record, room));
    let apart = record.start_time?.abs_diff(unix_seconds(attempt.at()));
    (people && room && apart <= SKEW.as_secs()).then_some(apart)
}

impl IntoFuture for FindCall {
    type Output = Result<Found, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for FindCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FindCall")
            .field("attempt", &self.attempt)
            .field("pause", &self.pause)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;
    use crate::calls::Ring;

    const AT: u64 = 1_740_464_128;

    fn attempt(ring: &Ring) -> Attempt {
        ring.attempt(SystemTime::UNIX_EPOCH + Duration::from_secs(AT))
    }

    fn record(change: &Value) -> CallRecord {
        let mut record = json!({
            "CallId": "c1", "Caller_Account": "robot", "StartTime": AT + 2,
            "CalleeList_Account": ["robot", "jack"], "RoomId": "lobby", "RoomIdType": 2,
        });
        let fields = record.as_object_mut().expect("an object");
        fields.extend(change.as_object().expect("an object").clone());
        from_value(record).expect("a record")
    }

    #[test]
    fn without_a_room_of_its_own_people_room_and_time_have_to_fit() {
        let ring = || Ring::audio("robot", ["jack", "rose"]);
        let lobby = attempt(&ring().room("lobby"));
        let anywhere = attempt(&ring().room_by_service());
        assert_eq!(fits(&record(&json!({})), &lobby), Some(2));
        assert_eq!(
            fits(&record(&json!({"StartTime": AT - 60})), &lobby),
            Some(60)
        );
        assert_eq!(fits(&record(&json!({"RoomId": "x"})), &anywhere), Some(2));
        for other in &[
            json!({"Caller_Account": "rose"}),
            json!({"CalleeList_Account": ["robot"]}),
            json!({"CalleeList_Account": ["robot", "Jack"]}),
            json!({"RoomId": "Lobby"}),
            json!({"RoomIdType": 1}),
            json!({"StartTime": AT + 61}),
            json!({"StartTime": null}),
            json!({"StartTime": i64::MIN}),
        ] {
            assert_eq!(fits(&record(other), &lobby), None, "{other}");
        }
    }

    #[test]
    fn a_number_and_a_text_are_two_rooms_and_an_unknown_kind_is_either() {
        let (text, number) = (Room::from("123"), Room::from(123));
        for (kind, is_text, is_number) in [
            (json!(1), false, true),
            (json!("1"), false, true),
            (json!(2), true, false),
            (json!(0), true, true),
            (json!(null), true, true),
            (json!(7), true, true),
        ] {
            let record = record(&json!({"RoomId": "123", "RoomIdType": kind}));
            assert_eq!(is_in(&record, &text), is_text, "{kind}");
            assert_eq!(is_in(&record, &number), is_number, "{kind}");
        }
    }
}
