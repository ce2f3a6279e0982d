//! Whom to ring, how and where.

use std::time::{Duration, SystemTime};

use call_engine_types::Room;
use call_engine_types::types::{
    MediaType, OfflinePushInfo, StartCallByRobotRequest, StartCallInfo,
};
use serde_json::Value;
use tokio::time::Instant;

use super::attempt::{Attempt, RingError};
use super::call::Call;
use crate::client::Client;

/// How long it rings when nothing is said: what the vendor's own client SDKs do.
const RING_TIMEOUT: Duration = Duration::from_secs(30);

/// Whom to ring, how and where; [`Client::ring`] does it.
///
/// ```
/// use std::time::Duration;
/// use call_engine::Ring;
///
/// let ring = Ring::video("robot", ["jack"]).timeout(Duration::from_secs(45)).room("lobby");
/// # let _ = ring;
/// ```
///
/// Without [`room`](Self::room) every ring gets a text room [of its own](Room::of_one_call), so that
/// its call can be [found again](Client::find_call) when the answer is lost; [`room_by_service`](Self::room_by_service)
/// leaves it to the service, and what it does then is undocumented.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "nothing rings before `client.ring(…)`"]
pub struct Ring {
    request: StartCallByRobotRequest,
    own_room: bool,
}

impl Ring {
    /// A call with the given media from a robot account to some users; one is a single call, several are a group
    /// (inferred).
    ///
    /// Nothing is checked here: [`Client::ring`] refuses what breaks a rule before anything is sent.
    pub fn new(
        media: impl Into<MediaType>,
        robot: impl Into<String>,
        callees: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let info = StartCallInfo::new(media);
        Self {
            request: StartCallByRobotRequest::new(robot, callees, RING_TIMEOUT, info),
            own_room: true,
        }
    }

    /// A call with picture and voice.
    pub fn video(
        robot: impl Into<String>,
        callees: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self::new(MediaType::Video, robot, callees)
    }

    /// A call with voice only.
    pub fn audio(
        robot: impl Into<String>,
        callees: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self::new(MediaType::Audio, robot, callees)
    }

    /// How long it may ring, 10 s to 10 min; parts of a millisecond are dropped. 30 s when nothing is said.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.request.timeout = limit.into();
        self
    }

    /// The room to meet in. The text `"123"` and the number `123` are two rooms.
    ///
    /// Several calls may be held in one room, so a room that is used again does not tell them apart afterwards.
    pub fn room(mut self, room: impl Into<Room>) -> Self {
        self.request.call_info = self.request.call_info.room(room);
        self.own_room = false;
        self
    }

    /// Sends no room. What the service does then is undocumented, and the call is harder to find after a lost answer.
    pub fn room_by_service(mut self) -> Self {
        self.request.call_info.room_id = None;
        self.request.call_info.room_id_type = None;
        self.own_room = false;
        self
    }

    /// Text that is handed to the callees with the invitation, at most 1000 bytes.
    pub fn user_data(mut self, text: impl Into<String>) -> Self {
        self.request.user_data = Some(text.into());
        self
    }

    /// What devices show that are not online.
    pub fn push(mut self, push: impl Into<OfflinePushInfo>) -> Self {
        self.request.offline_push_info = Some(push.into());
        self
    }

    /// Adds a field the contract does not know.
    pub fn with_extra(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.request.extra.insert(name.into(), value.into());
        self
    }

    /// What is known before it rings: keep it (it can be made again from the same [`Ring`] and moment) when a call must
    /// be found even after this program has stopped. Only a ring with a [`room`](Self::room) of its own is then found
    /// for certain.
    pub fn attempt(&self, at: SystemTime) -> Attempt {
        Attempt::new(&self.request, at, false)
    }

    /// The request as it is sent, and whether its room was made for it alone.
    fn into_request(mut self) -> (StartCallByRobotRequest, bool) {
        if self.own_room {
            self.request.call_info = self.request.call_info.room(Room::of_one_call());
        }
        (self.request, self.own_room)
    }
}

/// Sent as it is: a request without a room stays without one.
impl From<StartCallByRobotRequest> for Ring {
    fn from(request: StartCallByRobotRequest) -> Self {
        Self {
            request,
            own_room: false,
        }
    }
}

impl Client {
    /// Rings people in the name of a robot.
    ///
    /// The robot needs no device. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A ring that breaks a rule is refused before it is sent. When the error says that it
    /// [may have rung](RingError::may_have_rung), look with [`Client::find_call`] before ringing again.
    ///
    /// Source: 647/74505, 647/71845.
    pub async fn ring(&self, ring: impl Into<Ring>) -> Result<Call, RingError> {
        let (request, own_room) = ring.into().into_request();
        let attempt = Attempt::new(&request, SystemTime::now(), own_room);
        let began = Instant::now();
        match self.start_call_by_robot(request).await {
            Ok(answer) => Ok(Call::started(self.clone(), attempt, began, answer)),
            Err(error) => Err(RingError::new(error, attempt)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_room_of_its_own_is_new_and_passes_the_rules() {
        let mut seen = HashSet::new();
        for _ in 0..1000 {
            let (request, own) = Ring::audio("robot", ["jack"]).into_request();
            assert!(own);
            request.validate().expect("a good request");
            let room = request.call_info.room_id.expect("a room");
            assert_eq!(room.len(), 35, "{room}");
            assert!(seen.insert(room));
        }
    }

    #[test]
    fn a_request_is_sent_as_it_is() {
        let info = StartCallInfo::new(MediaType::Audio);
        let request = StartCallByRobotRequest::new("robot", ["jack"], RING_TIMEOUT, info);
        let ring = Ring::from(request.clone());
        assert_eq!(ring.into_request(), (request, false));
    }
}
