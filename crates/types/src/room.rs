//! The room a call is held in.

use std::fmt;

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

impl Room {
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
        match room.into() {
            Room::Numeric(number) => self
                .room_id(number.to_string())
                .room_id_type(RoomIdType::Numeric),
            Room::Text(text) => self.room_id(text).room_id_type(RoomIdType::Text),
        }
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
