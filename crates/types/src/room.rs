//! The room a call is held in.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};

use crate::Text;
use crate::types::{
    CallInfo, CallRecord, RoomIdType, RoomIdTypeSeen, StartCallInfo, WebhookCallInfo,
};

/// The room a call is held in. The numeric room 123 and the text room `123` are two different rooms.
///
/// ```
/// use call_engine_types::Room;
/// use call_engine_types::types::{MediaType, StartCallInfo};
///
/// let call = StartCallInfo::new(MediaType::Video).room(Room::Text("lobby".into()));
/// assert_eq!(serde_json::to_string(&call)?, r#"{"MediaType":"Video","RoomId":"lobby","RoomIdType":2}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// What is sent is checked before: a number from 1 to [`Room::MAX_NUMBER`]; a text of 1 to 64 bytes of letters, digits,
/// space and ``!#$%&()+-:;<=.>?@[]^_{}|~,``.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Room {
    /// A numeric room, 1..4294967294; up to 2147483647 every document agrees (C-22).
    Numeric(u32),
    /// A text room, at most 64 bytes.
    Text(String),
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numeric(number) => fmt::Display::fmt(number, f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<u32> for Room {
    fn from(number: u32) -> Self {
        Self::Numeric(number)
    }
}

impl From<&str> for Room {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Room {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// How rooms begin that are made for one call.
const OF_ONE_CALL: &str = "ce-";

impl Room {
    /// The highest numeric room; other documents end at 4294967295 or 2147483647 (C-22).
    pub const MAX_NUMBER: u32 = u32::MAX - 1;

    /// A text room that no other call has: `ce-` and 32 random hexadecimal digits. A call in such a room is told from all others by it,
    /// also when the answer to its start was lost.
    ///
    /// ```
    /// use call_engine_types::Room;
    ///
    /// let room = Room::of_one_call();
    /// assert!(room.is_of_one_call());
    /// assert_ne!(room, Room::of_one_call());
    /// ```
    pub fn of_one_call() -> Self {
        // The standard library seeds these hashers from the operating system, each with keys of its own.
        let keys = RandomState::new();
        let (high, low) = (keys.hash_one(0), keys.hash_one(1));
        Self::Text(format!("{OF_ONE_CALL}{high:016x}{low:016x}"))
    }

    /// Whether the room has the form of those that are [made for one call](Self::of_one_call).
    pub fn is_of_one_call(&self) -> bool {
        let Self::Text(text) = self else {
            return false;
        };
        let digits = text.strip_prefix(OF_ONE_CALL);
        digits.is_some_and(|digits| {
            digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
    }

    /// `RoomIdType` in commands, answers and webhooks of Call: 1 numeric, 2 text.
    pub fn id_type(&self) -> RoomIdType {
        match self {
            Self::Numeric(_) => RoomIdType::Numeric,
            Self::Text(_) => RoomIdType::Text,
        }
    }

    /// `RoomIdType` in the cloud API that puts media into a room (`StartStreamIngest`), which numbers the kinds
    /// differently: 0 text, 1 numeric (C-19, 647/57835). `RoomId` is the room's `Display`, text in both APIs.
    ///
    /// ```
    /// use call_engine_types::Room;
    ///
    /// assert_eq!(Room::from("lobby").stream_ingest_id_type(), 0);
    /// assert_eq!(Room::from(123).stream_ingest_id_type(), 1);
    /// ```
    pub fn stream_ingest_id_type(&self) -> u64 {
        match self {
            Self::Text(_) => 0,
            Self::Numeric(_) => 1,
        }
    }

    /// The room that `RoomId` and `RoomIdType` of the cloud API mean: 0 text, 1 numeric (C-19). `None` for another kind,
    /// and for a numeric room that is no number from 1 to [`Room::MAX_NUMBER`].
    pub fn from_stream_ingest(id: &str, id_type: u64) -> Option<Self> {
        match id_type {
            0 if !id.is_empty() => Some(Self::Text(id.to_owned())),
            1 => Self::parse_number(id).map(Self::Numeric),
            _ => None,
        }
    }

    /// The number of a numeric room: decimal digits in range, without sign or leading zero, so that a room has one
    /// spelling.
    pub(crate) fn parse_number(text: &str) -> Option<u32> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        let number = text.parse().ok().filter(|_| plain)?;
        (1..=Self::MAX_NUMBER).contains(&number).then_some(number)
    }

    /// The room that two fields of an answer mean together; `None` when there is no room (C-6, W-3).
    fn seen(id: Option<&str>, kind: Option<&RoomIdTypeSeen>) -> Option<Self> {
        let id = id.filter(|id| !id.is_empty())?;
        match kind {
            Some(RoomIdTypeSeen::Absent) => None,
            Some(RoomIdTypeSeen::Numeric) => match id.parse() {
                Ok(number) => Some(Self::Numeric(number)),
                Err(_) => Some(Self::Text(id.to_owned())),
            },
            _ => Some(Self::Text(id.to_owned())),
        }
    }
}

impl StartCallInfo {
    /// Sets `RoomId` and `RoomIdType` together.
    #[must_use]
    pub fn room(self, room: impl Into<Room>) -> Self {
        let room = room.into();
        self.room_id_type(room.id_type()).room_id(room.to_string())
    }
}

impl CallInfo {
    /// The room, from `RoomId` and `RoomIdType`.
    pub fn room(&self) -> Option<Room> {
        Room::seen(self.room_id.as_deref(), self.room_id_type.as_ref())
    }
}

impl WebhookCallInfo {
    /// The room, from `RoomId` and `RoomIdType`.
    pub fn room(&self) -> Option<Room> {
        Room::seen(self.room_id.as_deref(), self.room_id_type.as_ref())
    }

    /// The media type, under whichever of its two names it came (W-1).
    pub fn media(&self) -> Option<&crate::types::MediaType> {
        self.media_type.as_ref().or(self.call_media_type.as_ref())
    }
}

impl CallRecord {
    /// The room, from `RoomId` and `RoomIdType`.
    pub fn room(&self) -> Option<Room> {
        Room::seen(self.room_id.as_deref(), self.room_id_type.as_ref())
    }

    /// The people called, without the caller, whom some answers list among them (C-8).
    pub fn callees(&self) -> impl Iterator<Item = &str> {
        let caller = self.caller_account.as_deref();
        let members = self
            .callee_list_account
            .iter()
            .flatten()
            .map(String::as_str);
        members.filter(move |member| Some(*member) != caller)
    }
}

impl From<&Room> for Text {
    fn from(room: &Room) -> Self {
        Self::from(room.to_string())
    }
}
