//! What is known of a ring before its answer, and when there is none.

use std::fmt;
use std::ops::Deref;
use std::time::{Duration, SystemTime};

use call_engine_types::types::{RoomIdType, StartCallByRobotRequest};
use call_engine_types::{Milliseconds, Room};

use crate::error::Error;

/// A record can be read about 5 s after the end of its call (647/68940); the rest is for the request's own way.
const AFTER_RINGING: Duration = Duration::from_secs(15);
/// How long records are kept.
const RETENTION: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What is known of a ring whether or not it was answered: enough to look for its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    robot: String,
    callees: Vec<String>,
    room: Option<Room>,
    own_room: bool,
    ring_timeout: Milliseconds,
    at: SystemTime,
}

impl Attempt {
    pub(super) fn new(request: &StartCallByRobotRequest, at: SystemTime, own_room: bool) -> Self {
        let info = &request.call_info;
        let room = info.room_id.as_ref().map(|id| match info.room_id_type {
            Some(RoomIdType::Numeric) => id.parse().map_or(Room::Text(id.clone()), Room::Numeric),
            _ => Room::Text(id.clone()),
        });
        Self {
            robot: request.robot_account.clone(),
            callees: request.callee_list_account.clone(),
            room,
            own_room,
            ring_timeout: request.timeout,
            at,
        }
    }

    /// Says that no other call is held in this room, so that it identifies the call.
    pub fn room_is_its_own(mut self) -> Self {
        self.own_room = self.room.is_some();
        self
    }

    /// The robot account that rings.
    pub fn robot(&self) -> &str {
        &self.robot
    }

    /// The people to ring.
    pub fn callees(&self) -> &[String] {
        &self.callees
    }

    /// The room; `None` when the service was to choose it.
    pub fn room(&self) -> Option<&Room> {
        self.room.as_ref()
    }

    /// Whether the room is used by this attempt only, and so identifies the call.
    pub fn has_own_room(&self) -> bool {
        self.own_room
    }

    /// How long it may ring.
    pub fn ring_timeout(&self) -> Duration {
        self.ring_timeout.duration()
    }

    /// When it was sent, by the clock of this machine.
    pub fn at(&self) -> SystemTime {
        self.at
    }

    /// From then on the record of a call that nobody answered can be read: the ring time-out and 15 s after the start.
    pub fn settled_at(&self) -> SystemTime {
        let after = self.ring_timeout().saturating_add(AFTER_RINGING);
        // A moment beyond what a clock can say is never reached; any other is as good.
        self.at.checked_add(after).unwrap_or(self.at)
    }

    /// Until then its record is kept.
    pub(super) fn kept_until(&self) -> SystemTime {
        self.at.checked_add(RETENTION).unwrap_or(self.at)
    }
}

/// Why ringing failed, and what to look for when it [may have rung](Self::may_have_rung) all the same.
///
/// It is an [`Error`] in all other respects, and `?` turns it into one.
#[derive(Clone)]
pub struct RingError(Box<(Error, Attempt)>);

impl RingError {
    pub(super) fn new(error: Error, attempt: Attempt) -> Self {
        Self(Box::new((error, attempt)))
    }

    /// Whether people may be hearing it ring: look with [`find_call`](crate::Client::find_call) before ringing again.
    /// `false` means that it certainly did not ring.
    pub fn may_have_rung(&self) -> bool {
        self.0.0.may_have_taken_effect()
    }

    /// What to look for.
    pub fn attempt(&self) -> &Attempt {
        &self.0.1
    }

    /// The error alone.
    pub fn into_error(self) -> Error {
        self.0.0
    }
}

impl Deref for RingError {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.0.0
    }
}

impl fmt::Display for RingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.0, f)?;
        match &self.0.1.room {
            Some(room) if self.may_have_rung() => {
                write!(f, " If it rang, its room is {:?}.", room.to_string())
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for RingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RingError")
            .field("error", &self.0.0)
            .field("attempt", &self.0.1)
            .finish()
    }
}

impl std::error::Error for RingError {}

impl From<RingError> for Error {
    fn from(error: RingError) -> Self {
        error.into_error()
    }
}
